import { useMemo } from 'react';
import { create } from 'zustand';
import {
  leavingStates,
  outcomeByte,
  type CallOutput,
  type DisclosurePolicy,
  type GeographyRef,
  type LeavingColumn,
  type LeavingState,
  type RuleResult,
  type Sensitivity,
  type ValueColumn,
  type WorkspaceDescription,
} from '#contract';
import { makeAnswers } from '../answers/index.ts';
import { getClient } from './connection.ts';
import type { ValuesQuestion } from './facts.ts';
import { attempt, notify } from './notices.ts';
import { adoptInfo, refreshSession, undo, useSession } from './session.ts';

/** Holds for the policy that it was asked under. */
interface LeavingQuestion extends ValuesQuestion {
  policy: DisclosurePolicy;
}

const leavingColumns = makeAnswers<LeavingQuestion, LeavingColumn>(
  ({ policy: _policy, ...question }) => getClient().call('observation.leaving', question),
  { of: 'data' },
);

/** What has left the workspace, oldest first. Forget it where something may have left. */
export const exportLogs = makeAnswers<Record<string, never>, CallOutput<'export.log'>>(
  (question) => getClient().call('export.log', question),
  { of: 'workspace' },
);

/** Whether any of these releases may leave only as the policy allows. */
export function isRestricted(
  description: Pick<WorkspaceDescription, 'releases'> | null,
  releases: readonly number[],
): boolean {
  return (
    description?.releases.some(
      ({ id, sensitivity }) => sensitivity === 'restricted' && releases.includes(id),
    ) === true
  );
}

/** Values whose leaving is asked for: those of a column that is shown, or of a source of the rule. */
export interface LeavingSubject extends Pick<ValueColumn, 'indicator' | 'cohort' | 'period'> {
  /** null = it is not known from which they come: any of the indicator's may be restricted. */
  releases: readonly number[] | null;
}

function mayBeRestricted(
  description: WorkspaceDescription | null,
  { indicator, releases }: LeavingSubject,
): boolean {
  if (releases !== null) return isRestricted(description, releases);
  return description?.indicators.find(({ id }) => id === indicator)?.sensitivity === 'restricted';
}

/**
 * What would become of values of the areas of a geography if they left now, aligned with `subjects`; null for published ones, for
 * null, and until it is known. The list stays the same while its answers do.
 */
export function useLeaving(
  geography: GeographyRef | null,
  subjects: readonly (LeavingSubject | null)[],
): readonly (LeavingColumn | null)[] {
  const description = useSession((state) => state.description);
  const policy = useSession((state) => state.info?.policy.id);
  const asked = subjects.map((subject): LeavingQuestion | null => {
    if (subject === null || geography === null || policy === undefined) return null;
    const { indicator, cohort, period } = subject;
    return mayBeRestricted(description, subject) ? { geography, indicator, cohort, period, policy } : null;
  });
  const answers = leavingColumns.useAll(asked.filter((question) => question !== null));
  const places = asked.map((question) => question !== null).join();
  return useMemo(() => {
    const rest = [...answers];
    return places.split(',').map((isAsked) => (isAsked === 'true' ? (rest.shift()?.value ?? null) : null));
  }, [answers, places]);
}

/** What would become of one value. */
export interface ValueLeaving {
  state: Exclude<LeavingState, 'as it is'>;
  /** What would leave; NaN where nothing would. */
  value: number;
  policy: DisclosurePolicy;
}

/** What would become of the value of an area; null where it would leave as it is stored. */
export function findLeavingAt(column: LeavingColumn | null | undefined, area: number): ValueLeaving | null {
  const state = leavingStates[column?.states[area] ?? 0];
  if (column == null || state === undefined || state === 'as it is') return null;
  return { state, value: column.values[area] ?? Number.NaN, policy: column.policy };
}

const severity: ValueLeaving['state'][] = ['rounded', 'hidden', 'stopped'];

/** What would become of values of an area that are told together: of several the worst; null where all would leave as they are. */
export function findWorstLeaving(
  columns: readonly (LeavingColumn | null | undefined)[],
  area: number,
): ValueLeaving | null {
  return (
    columns
      .flatMap((column) => findLeavingAt(column, area) ?? [])
      .toSorted((a, b) => severity.indexOf(b.state) - severity.indexOf(a.state))[0] ?? null
  );
}

/** What would become of what is worked out of the values of several areas. */
export interface SumLeaving {
  state: 'changed' | 'stopped';
  /** The sum of what would leave. */
  sum: number;
  policy: DisclosurePolicy;
}

/** What would become of a sum, or of a rate, over areas; null where all of their values would leave as they are stored. */
export function findLeavingOfSum(
  column: LeavingColumn | null | undefined,
  areas: readonly number[],
): SumLeaving | null {
  const found = areas.flatMap((area) => findLeavingAt(column, area) ?? []);
  if (column == null || found.length === 0) return null;
  const known = areas.map((area) => column.values[area]!).filter((value) => !Number.isNaN(value));
  return {
    state: found.some(({ state }) => state === 'stopped') ? 'stopped' : 'changed',
    sum: known.reduce((sum, value) => sum + value, 0),
    policy: column.policy,
  };
}

/**
 * What would become of what is told of the areas that a rule takes in and of all areas together: of the need counted, and of the
 * rate pooled; null where nothing would change. `needIn`: the need in those that are in, as it would leave, where that changes.
 */
export function useLeavingOfSums(result: RuleResult | null) {
  const subjectOf = (indicator: string | undefined) =>
    result?.sources.find((source) => source.indicator === indicator) ?? null;
  const [need, rate] = useLeaving(result?.geography ?? null, [
    subjectOf(result?.need?.indicator),
    subjectOf(result?.pooled?.indicator),
  ]);
  return useMemo(() => {
    const all = [...(result?.outcomes.keys() ?? [])];
    const isIn = all.filter((area) => result?.outcomes[area] === outcomeByte.in);
    const ofNeed = findLeavingOfSum(need, isIn);
    return {
      // What is summed over all areas changes wherever one of them does.
      need: ofNeed ?? findLeavingOfSum(need, all),
      needIn: ofNeed?.sum ?? null,
      rate: findLeavingOfSum(rate, all),
    };
  }, [result, need, rate]);
}

/** Chooses the policy of whatever leaves from now on; null = the usual one of what the workspace holds. Answers whether it is chosen. */
export async function choosePolicy(policy: DisclosurePolicy | null): Promise<boolean> {
  const info = await attempt(() => getClient().call('workspace.setPolicy', { policy }));
  if (info === undefined) return false;
  adoptInfo(info);
  await refreshSession();
  notify('success', 'The disclosure policy was changed.', null, {
    label: 'Undo',
    run: () => void undo(),
  });
  return true;
}

/** Says how sensitive the figures of a release are. */
export async function classifyRelease(
  { id, title }: { id: number; title: string },
  sensitivity: Sensitivity,
): Promise<void> {
  const info = await attempt(() => getClient().call('release.classify', { release: id, sensitivity }));
  if (info === undefined) return;
  adoptInfo(info);
  await refreshSession();
  notify('success', `“${title}” is ${sensitivity} now.`, null, { label: 'Undo', run: () => void undo() });
}

interface LeavingProgress {
  /** How much is worked out of what may leave, from 0 to 1; null = nothing is being worked out. */
  share: number | null;
}

/** How far the backend is with what may leave. */
export const useLeavingProgress = create<LeavingProgress>(() => ({ share: null }));

/** Takes in how far the backend is with what may leave. */
export function tellLeavingProgress(share: number | null): void {
  useLeavingProgress.setState({ share });
}
