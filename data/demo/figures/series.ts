import { apportion } from '#core/statistics';
import { nextBell } from '../random.ts';
import type { Random } from '../random.ts';

/**
 * Counts over time that wander about a known column and add up to the total of each period. The column itself stands at
 * `anchor`; before and after it areas drift apart a little with every step. Whole numbers.
 */
export function wander(
  column: number[],
  totals: number[],
  { anchor, step, random }: { anchor: number; step: number; random: Random },
): number[][] {
  const series: number[][] = [];
  series[anchor] = column;
  for (const direction of [-1, 1]) {
    const drift = column.map(() => 0);
    for (let at = anchor + direction; at >= 0 && at < totals.length; at += direction) {
      for (const i of drift.keys()) drift[i] = 0.92 * drift[i]! + step * nextBell(random);
      series[at] = apportion(
        column.map((count, i) => (count + 0.4) * Math.exp(drift[i]!)),
        totals[at]!,
      );
    }
  }
  return series;
}

/** Splits each count into whole parts in about the given shares; the parts add up to the count. */
export function splitCounts(
  counts: number[],
  sharesOf: (index: number) => number[],
  random: Random,
): number[][] {
  const parts = sharesOf(0).map(() => [] as number[]);
  for (const [i, count] of counts.entries()) {
    const shares = sharesOf(i).map((share) => share * Math.exp(0.12 * nextBell(random)));
    for (const [part, value] of apportion(shares, count).entries()) parts[part]!.push(value);
  }
  return parts;
}
