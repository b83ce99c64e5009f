import type {
  AreaList,
  CallInput,
  CallOutput,
  GeographyRef,
  RateTrial,
  RuleExplanation,
  RuleQuestion,
  ValueColumn,
} from '#contract';
import { getClient } from './connection.ts';
import { createResource } from './resource.ts';

export interface ValuesQuestion {
  geography: GeographyRef;
  indicator: string;
  cohort: string;
  period: string | null;
}

export interface SeriesQuestion {
  geography: GeographyRef;
  code: string;
  indicator: string;
  cohort: string;
}

/** All areas of a geography. */
export const areaLists = createResource<{ geography: GeographyRef }, AreaList>((input) =>
  getClient().call('area.list', input),
);

/** One indicator for all areas of a geography. */
export const valueColumns = createResource<ValuesQuestion, ValueColumn>((input) =>
  getClient().call('observation.values', input),
);

/** One area's values over time. */
export const series = createResource<SeriesQuestion, CallOutput<'observation.series'>>(
  (input) => getClient().call('observation.series', input),
  200,
);

/** What a rate of two counts would be. */
export const rateTrials = createResource<CallInput<'indicator.try'>, RateTrial>((input) =>
  getClient().call('indicator.try', input),
);

/** Positions of the areas of a designation in its own geography. */
export const designatedAreas = createResource<{ designation: string }, CallOutput<'area.designated'>>(
  (input) => getClient().call('area.designated', input),
);

/** Why an area is in, out or unknown. */
export const explanations = createResource<RuleQuestion & { code: string }, RuleExplanation>((input) =>
  getClient().call('rule.explain', input),
);

/** Workspaces that this host knows, newest first. */
export const knownWorkspaces = createResource<Record<string, never>, CallOutput<'workspace.list'>>((input) =>
  getClient().call('workspace.list', input),
);

/** Forgets everything read from the workspace: its data changed. */
export function forgetFacts(): void {
  for (const resource of [
    areaLists,
    valueColumns,
    series,
    rateTrials,
    designatedAreas,
    explanations,
    knownWorkspaces,
  ])
    resource.clear();
}

const positions = new WeakMap<AreaList, Map<string, number>>();

/** The area index of a code; undefined where the list has no such area. */
export function findAreaIndex(list: AreaList, code: string): number | undefined {
  let found = positions.get(list);
  if (found === undefined) {
    found = new Map(list.codes.map((item, index) => [item, index]));
    positions.set(list, found);
  }
  return found.get(code);
}
