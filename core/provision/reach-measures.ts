import type { Reach, ReachColumn } from '#contract';

/** What reach says of each area as a number, in the order in which it is shown. */
export const reachMeasureIds = [
  'starts',
  'startsPer100',
  'successes',
  'successesPer100',
  'successRate',
  'costPerOutcome',
  'percentOfTarget',
] as const;
export type ReachMeasureId = (typeof reachMeasureIds)[number];

/** One of them as a column. */
export interface ReachMeasure extends ReachColumn {
  id: ReachMeasureId;
  /** snake_case, for files. */
  key: string;
  /** For the head of a column. */
  title: string;
  /** What it is, in full. */
  meaning: string;
  unit: string;
  kind: 'count' | 'rate' | 'money';
}

/** The columns of reach by area. */
export function listReachMeasures(reach: Reach): ReachMeasure[] {
  const [one, many, short] =
    reach.success === 'outcomes'
      ? ['job outcome', 'Job outcomes', 'Outcomes']
      : ['sustained outcome', 'Sustained outcomes', 'Sustained'];
  const faces: Record<ReachMeasureId, Omit<ReachMeasure, 'id' | 'values' | 'states'>> = {
    starts: { key: 'starts', title: 'Starts', meaning: 'People who began', unit: 'people', kind: 'count' },
    startsPer100: {
      key: 'starts_per_100',
      title: 'Starts per 100',
      meaning: 'Reach: starts per 100 in need',
      unit: 'per 100 in need',
      kind: 'rate',
    },
    successes: { key: reach.success, title: many, meaning: many, unit: 'people', kind: 'count' },
    successesPer100: {
      key: `${reach.success}_per_100`,
      title: `${short} per 100`,
      meaning: `${many} per 100 in need`,
      unit: 'per 100 in need',
      kind: 'rate',
    },
    successRate: {
      key: 'success_rate',
      title: 'Success rate',
      meaning: `${many} per 100 starts`,
      unit: 'per 100 starts',
      kind: 'rate',
    },
    costPerOutcome: {
      key: 'cost_per_outcome',
      title: `Cost a ${one}`,
      meaning: `Pounds a ${one}`,
      unit: 'pounds',
      kind: 'money',
    },
    percentOfTarget: {
      key: 'percent_of_target',
      title: 'Of target',
      meaning: 'Job outcomes per cent of target',
      unit: '%',
      kind: 'rate',
    },
  };
  return reachMeasureIds.map((id) => ({ id, ...faces[id], ...reach[id] }));
}
