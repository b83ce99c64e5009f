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
import { makeAnswers } from '../answers/index.ts';
import { getClient } from './connection.ts';

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
export const areaLists = makeAnswers<{ geography: GeographyRef }, AreaList>(
  (question) => getClient().call('area.list', question),
  { of: 'data' },
);

/** One indicator for all areas of a geography. */
export const valueColumns = makeAnswers<ValuesQuestion, ValueColumn>(
  (question) => getClient().call('observation.values', question),
  { of: 'data' },
);

/** One area's values over time. */
export const series = makeAnswers<SeriesQuestion, CallOutput<'observation.series'>>(
  (question) => getClient().call('observation.series', question),
  { of: 'data', limit: 200 },
);

/** What a rate of two counts would be. */
export const rateTrials = makeAnswers<CallInput<'indicator.try'>, RateTrial>(
  (question) => getClient().call('indicator.try', question),
  { of: 'data' },
);

/** Positions of the areas of a designation in its own geography. */
export const designatedAreas = makeAnswers<{ designation: string }, CallOutput<'area.designated'>>(
  (question) => getClient().call('area.designated', question),
  { of: 'data' },
);

/** Why an area is in, out or unknown. */
export const explanations = makeAnswers<RuleQuestion & { code: string }, RuleExplanation>(
  (question) => getClient().call('rule.explain', question),
  { of: 'workspace' },
);

/** Workspaces that this host knows, newest first. */
export const knownWorkspaces = makeAnswers<Record<string, never>, CallOutput<'workspace.list'>>(
  (question) => getClient().call('workspace.list', question),
  { of: 'data' },
);

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
