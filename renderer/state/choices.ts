import { z } from 'zod';
import { geographyRef } from '#contract';
import { useColumns, usualColumns } from './columns.ts';
import { readRememberedOf, rememberOf } from './remembered.ts';
import { useRule } from './rule.ts';
import { layerNames, useView, usualLayers } from './view.ts';

/** What a person chose to see of one workspace. It belongs to that workspace, and outlives a reload of the page. */
const choices = z.object({
  geography: geographyRef.nullable(),
  indicator: z.string().nullable(),
  cohort: z.string(),
  period: z.string().nullable(),
  designation: z.string().nullable(),
  layers: z.record(z.enum(layerNames), z.boolean()),
  columns: z.object({ shown: z.record(z.string(), z.boolean()), order: z.array(z.string()) }),
  /** The period that the rule is asked of. */
  askedPeriod: z.string().nullable(),
  /** The targeting that the workspace held meanwhile (see `targetingKey`): another one decides about place and time itself. */
  targeting: z.string(),
});
type Choices = z.infer<typeof choices>;

const isChoices = (value: unknown): value is Choices => choices.safeParse(value).success;

const nothing: Choices = {
  geography: null,
  indicator: null,
  cohort: 'all',
  period: null,
  designation: null,
  layers: usualLayers,
  columns: usualColumns,
  askedPeriod: null,
  targeting: '',
};

const memory = 'choices';

let current: { workspace: string; targeting: string; written: string } | null = null;

function keep(): void {
  if (current === null) return;
  const { geography, indicator, cohort, period, designation, layers } = useView.getState();
  const chosen: Choices = {
    geography,
    indicator,
    cohort,
    period,
    designation,
    layers,
    columns: useColumns.getState(),
    askedPeriod: useRule.getState().period,
    targeting: current.targeting,
  };
  const written = JSON.stringify(chosen);
  if (written === current.written) return;
  current.written = written;
  rememberOf(current.workspace, memory, chosen);
}

/** Begins to keep what is chosen, by workspace. */
export function keepChoices(): void {
  useView.subscribe(keep);
  useColumns.subscribe(keep);
  useRule.subscribe(keep);
}

/**
 * Takes up what was last chosen in a workspace; nothing of another one, and the usual where it is new here. Answers whether place
 * and time are those chosen while it held this very targeting.
 */
export function takeUpChoices(workspace: string, targeting: string): boolean {
  // What is taken up is not a choice of the workspace before.
  current = null;
  const {
    columns,
    askedPeriod,
    targeting: before,
    ...view
  } = readRememberedOf(workspace, memory, nothing, isChoices);
  useView.setState(view);
  useColumns.setState(columns);
  const isSame = before === targeting;
  if (isSame) useRule.setState({ period: askedPeriod });
  current = { workspace, targeting, written: '' };
  return isSame;
}

/** The workspace holds another targeting now. */
export function foundChoicesOn(targeting: string): void {
  if (current === null) return;
  current.targeting = targeting;
  keep();
}
