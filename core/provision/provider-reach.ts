import {
  funnelStandings,
  reachStates,
  type FunnelStanding,
  type Performance,
  type PerformanceMeasure,
  type Reach,
  type ReachState,
} from '#contract';
import { isTooSmallForRate, poissonInterval, poissonInterval998 } from '#core/statistics';
import { sumPair } from './performance.ts';
import { reachSentence } from './reach-sentence.ts';

export interface ProviderReachQuestion {
  /** The rows that are asked about: of a provider, programme or period. */
  rows: readonly Performance[];
  /** Position in the answer of each area that rows may be of; areas of a finer geography that share one are added up. */
  positions: ReadonlyMap<string, number>;
  areaCount: number;
  /** People in need in each area; NaN where missing or suppressed. */
  need: Float64Array;
  success: 'outcomes' | 'sustained';
}

/** Reach without what the caller knows of the question. */
export type ProviderReach = Omit<Reach, 'geography' | 'rowsOf' | 'need'>;

interface Column {
  values: Float64Array<ArrayBuffer>;
  states: Uint8Array<ArrayBuffer>;
}

/**
 * How providers reach the people of each area: starts, successes, cost and target with their ratios. Counts are summed over
 * the rows that say them; where others of the area are withheld or missing the sum is *at least* that, where all are it is
 * suppressed or missing, and without any row missing: none of these is zero. Ratios are of the rows that have both counts.
 * Starts per 100 in need have 95 % Poisson limits (no upper one where they are "at least"); areas with too few people in need
 * to be told from the pooled rate are unsure: they are neither judged nor ranked. Ranks: 1 = highest, ties share the mean.
 */
export function measureProviderReach(question: ProviderReachQuestion): ProviderReach {
  const { rows, positions, areaCount, need, success } = question;
  const byArea: Performance[][] = Array.from({ length: areaCount }, () => []);
  const elsewhere: Performance[] = [];
  for (const row of rows) (byArea[positions.get(row.area) ?? -1] ?? elsewhere).push(row);
  const count = (measure: PerformanceMeasure): Column => makeColumn(byArea, (own) => sumOf(own, measure));
  const starts = count('starts');
  const successes = count(success);
  const startsPer100 = divideByNeed(starts, need);
  const pooled = poolRate(starts, need);
  const judged = judgeAreas({ starts, startsPer100, need, pooled });
  const totals = {
    starts: sumKnown(starts),
    successes: sumKnown(successes),
    need: judged.need,
    startsPer100: pooled,
    rows: rows.length,
    withheldRows: rows.filter(({ suppressed }) => suppressed.includes('starts')).length,
    missingRows: rows.filter((row) => row.starts === null && !row.suppressed.includes('starts')).length,
    elsewhereStarts: elsewhere.reduce((sum, row) => sum + (row.starts ?? 0), 0),
  };
  const { need: _, ...columns } = judged;
  const reach = {
    success,
    starts,
    successes,
    cost: count('cost'),
    target: count('target'),
    startsPer100,
    successesPer100: divideByNeed(successes, need),
    successRate: makeColumn(byArea, (own) => ratioOf(own, [success, 'starts'], 100)),
    costPerOutcome: makeColumn(byArea, (own) => ratioOf(own, ['cost', success], 1)),
    percentOfTarget: makeColumn(byArea, (own) => ratioOf(own, ['outcomes', 'target'], 100)),
    ...columns,
    totals,
  };
  return { ...reach, sentence: reachSentence(reach) };
}

interface Cell {
  value: number;
  state: ReachState;
}

const byteOf = (state: ReachState): number => reachStates.indexOf(state);

function makeColumn(byArea: readonly Performance[][], read: (own: Performance[]) => Cell): Column {
  const values = new Float64Array(byArea.length);
  const states = new Uint8Array(byArea.length);
  byArea.forEach((own, area) => {
    const { value, state } = read(own);
    values[area] = value;
    states[area] = byteOf(state);
  });
  return { values, states };
}

/** Why rows do not say something: withheld wins over missing. */
function whyUnknown(rows: readonly Performance[], measures: readonly PerformanceMeasure[]): ReachState {
  return rows.some(({ suppressed }) => measures.some((measure) => suppressed.includes(measure)))
    ? 'suppressed'
    : 'missing';
}

function sumOf(rows: readonly Performance[], measure: PerformanceMeasure): Cell {
  const known = rows.flatMap((row) => row[measure] ?? []);
  if (known.length === 0) return { value: NaN, state: whyUnknown(rows, [measure]) };
  const value = known.reduce((sum, each) => sum + each, 0);
  return { value, state: known.length < rows.length ? 'at least' : 'known' };
}

function ratioOf(
  rows: readonly Performance[],
  [of, per]: [PerformanceMeasure, PerformanceMeasure],
  times: number,
): Cell {
  const sum = sumPair(rows, of, per);
  if (sum.per > 0) return { value: (times * sum.of) / sum.per, state: 'known' };
  const isKnown = sum.unknownRows < sum.rows;
  return { value: NaN, state: isKnown ? 'not applicable' : whyUnknown(rows, [of, per]) };
}

/** Per 100 in need. Where the need is not known it is missing, where there is none it does not apply. */
function divideByNeed({ values, states }: Column, need: Float64Array): Column {
  const rates = values.map((value, area) => (need[area]! > 0 ? (100 * value) / need[area]! : NaN));
  const marked = states.map((state, area) => {
    if (Number.isNaN(values[area]!) || need[area]! > 0) return state;
    return byteOf(need[area] === 0 ? 'not applicable' : 'missing');
  });
  return { values: rates, states: marked };
}

const sumKnown = ({ values }: Column): number =>
  values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);

/** All known starts over the need of the same areas, per 100; null where there is none. */
function poolRate({ values }: Column, need: Float64Array): number | null {
  const sum = { starts: 0, need: 0 };
  values.forEach((value, area) => {
    if (Number.isNaN(value) || !(need[area]! > 0)) return;
    sum.starts += value;
    sum.need += need[area]!;
  });
  return sum.need > 0 ? (100 * sum.starts) / sum.need : null;
}

interface Judging {
  starts: Column;
  startsPer100: Column;
  need: Float64Array;
  pooled: number | null;
}

type Judged = Pick<Reach, 'lower' | 'upper' | 'unsure' | 'standings' | 'ranks'> & { need: number };

function judgeAreas({ starts, startsPer100, need, pooled }: Judging): Judged {
  const count = need.length;
  const judged = {
    lower: new Float64Array(count).fill(NaN),
    upper: new Float64Array(count).fill(NaN),
    unsure: new Uint8Array(count),
    standings: new Uint8Array(count),
    ranks: new Float64Array(count).fill(NaN),
    need: 0,
  };
  for (let area = 0; area < count; area += 1) {
    const rate = startsPer100.values[area]!;
    if (Number.isNaN(rate) || pooled === null) continue;
    judged.need += need[area]!;
    const atLeast = startsPer100.states[area] === byteOf('at least');
    const facts = { events: starts.values[area]!, need: need[area]!, pooled, atLeast };
    const { lower, upper } = poissonInterval(facts.events);
    judged.lower[area] = (100 * lower) / need[area]!;
    if (!atLeast) judged.upper[area] = (100 * upper) / need[area]!;
    const standing = judge(facts);
    judged.standings[area] = funnelStandings.indexOf(standing);
    judged.unsure[area] = standing === 'too small' ? 1 : 0;
  }
  rankAreas(judged, startsPer100.values);
  return judged;
}

interface JudgedArea {
  events: number;
  need: number;
  pooled: number;
  atLeast: boolean;
}

/** Of an area whose starts are "at least" it can only be told that they are many. */
function judge({ events, need, pooled, atLeast }: JudgedArea): FunnelStanding {
  const expected = (pooled * need) / 100;
  if (isTooSmallForRate(expected)) return 'too small';
  const [near, far] = [poissonInterval(events), poissonInterval998(events)];
  if (far.lower > expected) return 'far above';
  if (near.lower > expected) return 'above';
  if (atLeast) return 'unknown';
  if (far.upper < expected) return 'far below';
  return near.upper < expected ? 'below' : 'within';
}

function rankAreas({ unsure, ranks }: Pick<Judged, 'unsure' | 'ranks'>, rates: Float64Array): void {
  const ranked = [...rates.keys()].filter((area) => !Number.isNaN(rates[area]!) && unsure[area] === 0);
  ranked.sort((a, b) => rates[b]! - rates[a]!);
  for (let start = 0; start < ranked.length;) {
    let end = start + 1;
    while (end < ranked.length && rates[ranked[end]!] === rates[ranked[start]!]) end += 1;
    for (let at = start; at < end; at += 1) ranks[ranked[at]!] = (start + 1 + end) / 2;
    start = end;
  }
}
