import { create } from 'zustand';
import type { Coverage, CoverageRequest } from '#contract';
import { makeLine } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { readStamp, useIsStale } from './freshness.ts';
import { useProvision, useProvisionDay, useTravel } from './provision.ts';
import { useRule } from './rule.ts';
import { idle, runForResult, type Run } from './run.ts';
import { useSession } from './session.ts';
import { useView } from './view.ts';

/** The need count that coverage is about: the chosen one, else the rule's, else the first count; null where there is none. */
export function useNeed(): string | null {
  const chosen = useProvision((state) => state.need);
  const ofRule = useRule((state) => state.result?.need?.indicator ?? null);
  const description = useSession((state) => state.description);
  const counts = (description?.indicators ?? []).filter(
    (item) => item.kind === 'count' && item.periods.length > 0,
  );
  return [chosen, ofRule].find((id) => counts.some((item) => item.id === id)) ?? counts[0]?.id ?? null;
}

/** What would be measured now; null without areas or a need count. */
export function useCoverageRequest(): CoverageRequest | null {
  const geography = useView((state) => state.geography);
  const period = useView((state) => state.period);
  const selector = useProvision((state) => state.selector);
  const travel = useTravel();
  const description = useSession((state) => state.description);
  const day = useProvisionDay();
  const need = useNeed();
  if (geography === null || need === null) return null;
  const known = description?.indicators.find(({ id }) => id === need)?.periods ?? [];
  return {
    geography,
    selector,
    day,
    travel,
    need: {
      indicator: need,
      cohort: 'all',
      period: period !== null && known.includes(period) ? period : null,
    },
    count: 'programmes',
  };
}

export const useCoverageRun = create<Run>(() => idle);

const line = makeLine();

/** Measures coverage as a job and shades the map with it. Of several the one that was asked for last counts. */
export async function askForCoverage(request: CoverageRequest): Promise<void> {
  let stamp = '';
  const start = async (): Promise<{ job: string }> => {
    stamp = await readStamp();
    return getClient().call('coverage.start', request);
  };
  const tell = (run: Run): void => useCoverageRun.setState(run);
  const found = await runForResult(start, { line, tell });
  if (found?.result.kind !== 'coverage') return;
  const { shading } = useProvision.getState();
  const coverage = { request, job: found.job, stamp, result: found.result.coverage };
  useProvision.setState({ coverage, shading: shading ?? 'balance' });
}

/** Nobody waits for coverage any more: another workspace is open. */
export function dropCoverage(): void {
  line.drop();
  useCoverageRun.setState(idle);
}

/** Whether what is delivered, or the need, has changed since coverage was measured. */
export function useIsCoverageStale(): boolean {
  return useIsStale(useProvision((state) => state.coverage?.stamp ?? null));
}

/** The coverage measured last, while it is about these areas and about what is delivered now. */
export function useCoverageFor(geography: string | null, areas: number): Coverage | null {
  const result = useProvision((state) => state.coverage?.result ?? null);
  const isStale = useIsCoverageStale();
  if (result === null || isStale || result.geography !== geography) return null;
  return result.covered.length === areas ? result : null;
}
