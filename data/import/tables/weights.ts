import { type AreaCode, formatPlural } from '#contract';
import type { ShareBasis } from './best-fit.ts';
import { listExamples, type Tally } from './tally.ts';

/** One pair of a lookup, as its rows give it. */
export interface LookupPair {
  from: AreaCode;
  to: AreaCode;
  /** As in the file; null where there is no weight column. */
  weight: number | null;
  change: string | null;
  /** The first row that has the pair, and how many have it. */
  row: number;
  rows: number;
  /** Further rows that give the pair a weight, each of another smaller unit. */
  more: { row: number; weight: number }[];
}

/** A pair with its share of `from`; `assumed` where the file says no shares and `from` has several partners. */
export type WeightedPair = LookupPair & { weight: number; assumed: boolean };

/** What the shares of a lookup rest on. */
export function basisOf(pairs: readonly LookupPair[]): ShareBasis {
  if (pairs.some(({ weight }) => weight !== null)) return 'weights';
  return pairs.some(({ rows }) => rows > 1) ? 'rows' : 'nothing';
}

/** What the numbers of a weight column are: shares of 1, percent, or amounts such as residents, which have no sum of their own. */
type WeightScale = 'shares' | 'percent' | 'amounts';

/**
 * Adds up the weights of a pair that stands in several rows, one for each smaller unit. Where they are shares and come to more than a
 * whole that way, the rows repeat one another: the first is kept, or, where they differ, none of them.
 */
export function settleWeights(pairs: readonly LookupPair[], tally: Tally): LookupPair[] {
  if (pairs.every(({ more }) => more.length === 0)) return [...pairs];
  const whole = pairs.map((pair) => ({
    ...pair,
    weight: pair.more.reduce((sum, { weight }) => sum + weight, pair.weight ?? 0),
    rows: pair.rows + pair.more.length,
  }));
  const sums = sumWeights(whole);
  const top = Math.max(...pairs.map(({ weight }) => weight ?? 0));
  if (top > 1.01 || [...sums.values()].every(({ sum }) => sum <= 1.01)) return whole;
  return pairs.flatMap((pair, at) => {
    if (sums.get(pair.from)!.sum <= 1.01) return whole[at]!;
    const differs = pair.more.some(({ weight }) => weight !== pair.weight);
    const words = `${pair.from} → ${pair.to}`;
    for (const { row } of pair.more)
      tally.reject(
        row,
        differs
          ? `contradicts row ${pair.row}: another weight of ${words}; neither was taken`
          : `repeats row ${pair.row}: ${words}`,
      );
    if (!differs) return pair;
    tally.reject(
      pair.row,
      `contradicts row ${pair.more[0]!.row}: another weight of ${words}; neither was taken`,
    );
    return [];
  });
}

function sumWeights(
  pairs: readonly LookupPair[],
): Map<AreaCode, { parts: number; rows: number; sum: number }> {
  const byFrom = new Map<AreaCode, { parts: number; rows: number; sum: number }>();
  for (const { from, weight, rows } of pairs) {
    const entry = byFrom.get(from) ?? { parts: 0, rows: 0, sum: 0 };
    byFrom.set(from, {
      parts: entry.parts + 1,
      rows: entry.rows + rows,
      sum: entry.sum + (weight ?? 0),
    });
  }
  return byFrom;
}

/** What the weights are: percent where most areas have about 100 of them or the column says so, else amounts where some are above 1. */
function scaleOf(sums: readonly number[], largest: number, column: string): WeightScale {
  if (largest <= 1.01) return 'shares';
  const about = sums.filter((sum) => Math.abs(sum - 100) <= 1).length;
  const isPercent = about * 2 >= sums.length || (largest <= 100.5 && /pct|per ?cent|%/i.test(column));
  return isPercent ? 'percent' : 'amounts';
}

/**
 * The pairs with a weight each: the share of `from` that goes to `to`. Percent become shares, and so do amounts, each divided by the
 * sum of its area; without weights the share of its rows, which are equal parts where each pair has one.
 */
export function weigh(
  pairs: readonly LookupPair[],
  { column, tally }: { column: string; tally: Tally },
): WeightedPair[] {
  const byFrom = sumWeights(pairs);
  const largest = pairs.reduce((most, { weight }) => Math.max(most, weight ?? 0), 0);
  const scale = scaleOf(
    [...byFrom.values()].map(({ sum }) => sum),
    largest,
    column,
  );
  if (scale === 'percent') tally.warn('The weights are percentages and were divided by 100.');
  if (scale === 'amounts')
    tally.warn(`The weights in “${column}” are amounts; each was divided by the sum of its area.`);
  else warnOfWeights(pairs, byFrom, scale === 'percent' ? 100 : 1, tally);
  return pairs.map((pair) => {
    const { parts, rows, sum } = byFrom.get(pair.from)!;
    if (pair.weight === null) return { ...pair, weight: pair.rows / rows, assumed: parts > 1 };
    const whole = scale === 'amounts' ? sum : scale === 'percent' ? 100 : 1;
    return { ...pair, weight: whole === 0 ? 0 : pair.weight / whole, assumed: false };
  });
}

function warnOfWeights(
  pairs: readonly LookupPair[],
  byFrom: ReadonlyMap<AreaCode, { parts: number; sum: number }>,
  scale: number,
  tally: Tally,
): void {
  if (pairs.every(({ weight }) => weight === null)) return;
  const odd = [...byFrom].filter(([, { sum }]) => Math.abs(sum / scale - 1) > 0.01).map(([code]) => code);
  if (odd.length > 0) {
    tally.warn(
      `The weights of ${formatPlural(odd.length, 'area does', 'areas do')} not add up to 1: ${listExamples(odd)}.`,
    );
  }
}
