import type { ArithmeticOperator } from './syntax.ts';

/** Between what a number of each area lies. NaN where that cannot be said, infinite where it may be anything. */
export interface Limits {
  low: Float64Array;
  high: Float64Array;
}

/** Between what a number lies once its sign is changed: the limits change places and signs. */
export function negateLimits({ low, high }: Limits): Limits {
  return { low: high.map((value) => -value), high: low.map((value) => -value) };
}

/** Between what a number lies once it is multiplied by a constant: a negative one exchanges the limits. */
export function scaleLimits({ low, high }: Limits, factor: number): Limits {
  const [least, most] = factor < 0 ? [high, low] : [low, high];
  return { low: least.map((value) => value * factor), high: most.map((value) => value * factor) };
}

/**
 * Interval arithmetic: between what a sum, difference, product or quotient lies, whatever its two sides are within their
 * limits. A quotient whose divisor may be 0 may be anything.
 */
export function calculateLimits(operator: ArithmeticOperator, a: Limits, b: Limits): Limits {
  const count = a.low.length;
  const limits = { low: new Float64Array(count), high: new Float64Array(count) };
  const combine = combinations[operator];
  for (let area = 0; area < count; area += 1) {
    const [low, high] = combine([a.low[area]!, a.high[area]!], [b.low[area]!, b.high[area]!]);
    limits.low[area] = low;
    limits.high[area] = high;
  }
  return limits;
}

type Pair = readonly [low: number, high: number];

const combinations: Record<ArithmeticOperator, (a: Pair, b: Pair) => Pair> = {
  '+': (a, b) => [a[0] + b[0], a[1] + b[1]],
  '-': (a, b) => [a[0] - b[1], a[1] - b[0]],
  '*': multiply,
  '/': (a, b) =>
    b[0] <= 0 && b[1] >= 0 && !isUnknown(a) ? [-Infinity, Infinity] : multiply(a, [1 / b[1], 1 / b[0]]),
};

function multiply(a: Pair, b: Pair): Pair {
  if (isUnknown(a) || isUnknown(b)) return [NaN, NaN];
  // What may be anything may also be none, and nothing times none is none.
  if (isUnbounded(a) || isUnbounded(b)) return [-Infinity, Infinity];
  const first = times(a[0], b[0]);
  const second = times(a[0], b[1]);
  const third = times(a[1], b[0]);
  const fourth = times(a[1], b[1]);
  return [Math.min(first, second, third, fourth), Math.max(first, second, third, fourth)];
}

/** Nothing times anything, however large, is nothing. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

function isUnbounded([low, high]: Pair): boolean {
  return low === -Infinity && high === Infinity;
}

function isUnknown([low, high]: Pair): boolean {
  return Number.isNaN(low) || Number.isNaN(high);
}
