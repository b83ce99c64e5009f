import { PinpointError } from '#contract';

/**
 * The p-th percentile of sorted values without interpolation: the one at ⌈p/100·n⌉ − 1, the first for p = 0. What is never
 * reached counts as Infinity. NaN without values. Throws `usage` when p is not between 0 and 100.
 */
export function percentileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 100)) {
    throw new PinpointError('usage', `${p} is not a percentile.`, { found: String(p), expected: '0 to 100' });
  }
  if (sorted.length === 0) return NaN;
  // p·n first: p/100 is not exact, and 0.55 × 100 would round up to 56.
  return sorted[Math.max(0, Math.ceil((p * sorted.length) / 100) - 1)]!;
}
