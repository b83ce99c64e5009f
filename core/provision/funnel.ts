import type { Funnel, FunnelPoint, FunnelStanding, Performance } from '#contract';
import { funnelLimits, isTooSmallForFunnel } from '#core/statistics';
import { costPerOutcome, percentOfTarget, sumPair, type PairedSum } from './performance.ts';
import { formatCount } from './sentences.ts';

export interface FunnelQuestion {
  rows: readonly Performance[];
  by: 'provider' | 'programme';
  success: 'outcomes' | 'sustained';
  /** Names by id; an id without one stands for itself. */
  names: ReadonlyMap<string, string>;
}

/**
 * A funnel plot of success per start: each provider (or programme) against the 95 % and 99.8 % limits around the pooled
 * proportion that its number of starts allows. Rows that lack a count take no part and are counted. Who began too few
 * people to be told from the pooled rate is neither judged nor ranked. Ordered by name.
 */
export function drawFunnel({ rows, by, success, names }: FunnelQuestion): Funnel {
  const groups = Map.groupBy(rows, (row) => row[by]);
  const pooled = sumPair(rows, success, 'starts');
  const pooledRate = pooled.per > 0 ? (100 * pooled.of) / pooled.per : null;
  const points = [...groups]
    .map(([id, own]) => makePoint({ id, name: names.get(id) ?? id, own, pooledRate, success }))
    .toSorted((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1));
  rankPoints(points);
  return {
    success,
    by,
    pooledRate,
    points,
    curve: drawCurve(points, pooledRate),
    sentence: writeSentence(points, pooledRate),
  };
}

interface PointFacts {
  id: string;
  name: string;
  own: readonly Performance[];
  pooledRate: number | null;
  success: 'outcomes' | 'sustained';
}

function makePoint({ id, name, own, pooledRate, success }: PointFacts): FunnelPoint {
  const sum = sumPair(own, success, 'starts');
  const limits = sum.per > 0 && isProportion(pooledRate) ? funnelLimits(pooledRate, sum.per) : null;
  return {
    id,
    name,
    starts: sum.per,
    successes: sum.of,
    unknownRows: sum.unknownRows,
    rate: sum.per > 0 ? (100 * sum.of) / sum.per : null,
    limits95: limits && [limits.limits95.lower, limits.limits95.upper],
    limits998: limits && [limits.limits998.lower, limits.limits998.upper],
    standing: judge(sum, pooledRate),
    rank: null,
    costPerOutcome: costPerOutcome(own, success),
    percentOfTarget: percentOfTarget(own),
  };
}

/** More successes than starts are no proportion: no limits hold for them. */
function isProportion(rate: number | null): rate is number {
  return rate !== null && rate <= 100;
}

function judge(sum: PairedSum, pooledRate: number | null): FunnelStanding {
  if (sum.per === 0 || !isProportion(pooledRate)) return 'unknown';
  if (isTooSmallForFunnel(pooledRate, sum.per)) return 'too small';
  const rate = (100 * sum.of) / sum.per;
  const { limits95, limits998 } = funnelLimits(pooledRate, sum.per);
  if (rate < limits998.lower) return 'far below';
  if (rate < limits95.lower) return 'below';
  if (rate > limits998.upper) return 'far above';
  return rate > limits95.upper ? 'above' : 'within';
}

/** Ranks by rate, 1 = highest, those large enough to be told apart; ties share the mean rank. */
function rankPoints(points: FunnelPoint[]): void {
  const ranked = points.filter(({ standing }) => standing !== 'unknown' && standing !== 'too small');
  for (const point of ranked) {
    const above = ranked.filter(({ rate }) => rate! > point.rate!).length;
    const ties = ranked.filter(({ rate }) => rate === point.rate).length;
    point.rank = above + (ties + 1) / 2;
  }
}

/** Steps of the curve: even in √n, where the funnel is nearly straight. */
const curveSteps = 60;

function drawCurve(points: readonly FunnelPoint[], pooledRate: number | null): Funnel['curve'] {
  const most = Math.max(0, ...points.map(({ starts }) => starts));
  if (!isProportion(pooledRate) || most === 0) return [];
  const steps = Array.from({ length: curveSteps }, (_, step) =>
    Math.ceil(most * ((step + 1) / curveSteps) ** 2),
  );
  return [...new Set(steps)].map((starts) => {
    const { limits95, limits998 } = funnelLimits(pooledRate, starts);
    return {
      starts,
      lower95: limits95.lower,
      upper95: limits95.upper,
      lower998: limits998.lower,
      upper998: limits998.upper,
    };
  });
}

function writeSentence(points: readonly FunnelPoint[], pooledRate: number | null): string {
  if (pooledRate === null) return 'Nobody began, so there is nothing to compare.';
  const count = (...standings: FunnelStanding[]): number =>
    points.filter(({ standing }) => standings.includes(standing)).length;
  const judged = points.length - count('unknown', 'too small');
  const parts = [
    `${formatCount(pooledRate)} % of all who began succeeded`,
    `of ${judged} large enough to judge, ${count('above', 'far above')} did better than chance allows, ${count('below', 'far below')} worse and ${count('within')} neither`,
  ];
  const small = count('too small');
  if (small > 0) parts.push(`${small} ${small === 1 ? 'is' : 'are'} too small to judge`);
  const unknown = count('unknown');
  if (unknown > 0) parts.push(`nothing is known of ${unknown}`);
  return `${parts.join('; ')}.`;
}
