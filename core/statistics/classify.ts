import { PinpointError, type ClassMethod } from '#contract';
import {
  breakEqually,
  breakByDeviation,
  breakByHeadAndTail,
  breakByQuantile,
  breakNaturally,
} from './breaks.ts';
import { listKnown } from './sorted.ts';

/** More classes than this cannot be told apart on a map. */
export const mostClasses = 7;

export interface ClassRequest {
  /** `manual`: the breaks are given. */
  method: ClassMethod | 'manual';
  /** How many classes are wanted, 1 to 7, before the threshold adds one. Not used by `manual`; an upper bound for `headtail`. */
  classes: number;
  /** The rule's threshold; becomes a break whatever the method. */
  threshold?: number | null;
  /** The breaks of the method `manual`, in any order. */
  manual?: number[];
}

export interface Classes {
  /** Ascending and distinct. A value belongs to the class whose number is the number of breaks that are not above it. */
  breaks: number[];
  /** Known values in each class: one number more than there are breaks. */
  counts: number[];
  /** Smallest and largest known value; null where there is none. */
  lowest: number | null;
  highest: number | null;
  /**
   * Goodness of variance fit, `1 − Σ(x − class mean)² / Σ(x − mean)²` (Jenks 1977): 1 = classes hold equal values,
   * 0 = classes say nothing. 1 where all values are equal; null where there is none.
   */
  goodness: number | null;
}

/**
 * Splits values into classes for a map. Unknown values (NaN) and infinities belong to none. Fewer classes than wanted
 * come back where there are fewer distinct values; none but the threshold's where there are no values at all.
 * The threshold is always a break: where that would make more than seven classes, the break nearest to it goes.
 * Throws `usage` for a number of classes outside 1 to 7 and for `manual` without finite breaks or with more than six.
 */
export function classify(values: ArrayLike<number>, request: ClassRequest): Classes {
  checkRequest(request);
  const sorted = listKnown(values);
  // Adding 0 turns -0 into 0, which legends would show as “-0”.
  const breaks = addThreshold(findBreaks(sorted, request), request.threshold).map((value) => value + 0);
  const counts = countClasses(sorted, breaks);
  return {
    breaks,
    counts,
    lowest: sorted[0] ?? null,
    highest: sorted.at(-1) ?? null,
    goodness: sorted.length === 0 ? null : measureFit(sorted, counts),
  };
}

/** The number of the class that a value belongs to, counted from 0; -1 for an unknown value. */
export function findClass(breaks: ArrayLike<number>, value: number): number {
  if (Number.isNaN(value)) return -1;
  let position = 0;
  while (position < breaks.length && breaks[position]! <= value) position += 1;
  return position;
}

function checkRequest({ method, classes, manual }: ClassRequest): void {
  if (method === 'manual') {
    const isUsable = manual?.every((value) => Number.isFinite(value)) ?? false;
    if (!isUsable || manual!.length >= mostClasses)
      throw new PinpointError(
        'usage',
        `Manual classes need up to ${mostClasses - 1} breaks, all of them numbers.`,
        {
          found: String(manual ?? 'no breaks'),
        },
      );
  } else if (!Number.isInteger(classes) || classes < 1 || classes > mostClasses) {
    throw new PinpointError('usage', `The number of classes must be 1 to ${mostClasses}.`, {
      found: String(classes),
    });
  }
}

function findBreaks(sorted: Float64Array, { method, classes, manual }: ClassRequest): number[] {
  if (method === 'manual') return [...new Set(manual)].toSorted((a, b) => a - b);
  const lowest = sorted[0];
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined || lowest === highest || classes === 1) return [];
  const methods = {
    equal: breakEqually,
    quantile: breakByQuantile,
    jenks: breakNaturally,
    headtail: breakByHeadAndTail,
    stddev: breakByDeviation,
  };
  const inside = methods[method](sorted, classes).filter((value) => value > lowest && value <= highest);
  return [...new Set(inside)].toSorted((a, b) => a - b);
}

function addThreshold(breaks: number[], threshold: number | null | undefined): number[] {
  if (threshold === null || threshold === undefined || !Number.isFinite(threshold)) return breaks;
  const isNear = (value: number): boolean =>
    Math.abs(value - threshold) <= 1e-9 * Math.max(1, Math.abs(threshold));
  const others = breaks.filter((value) => !isNear(value));
  const excess = others.length + 2 - mostClasses;
  const nearest = others.toSorted((a, b) => Math.abs(a - threshold) - Math.abs(b - threshold));
  const dropped = new Set(nearest.slice(0, Math.max(excess, 0)));
  return [...others.filter((value) => !dropped.has(value)), threshold].toSorted((a, b) => a - b);
}

function countClasses(sorted: Float64Array, breaks: number[]): number[] {
  const counts = Array.from({ length: breaks.length + 1 }, () => 0);
  let position = 0;
  for (const value of sorted) {
    while (position < breaks.length && breaks[position]! <= value) position += 1;
    counts[position]! += 1;
  }
  return counts;
}

function measureFit(sorted: Float64Array, counts: number[]): number {
  const all = sumOfSquares(sorted);
  if (all === 0) return 1;
  let start = 0;
  let within = 0;
  for (const count of counts) {
    within += sumOfSquares(sorted.subarray(start, start + count));
    start += count;
  }
  return Math.max(0, 1 - within / all);
}

function sumOfSquares(values: Float64Array): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
