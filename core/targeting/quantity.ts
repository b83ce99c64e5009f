import { calculateLimits, negateLimits, type Limits } from './intervals.ts';
import type { ArithmeticOperator } from './syntax.ts';

/**
 * A number for each area, NaN where unknown, with what is known of how sure it is.
 *
 * `bounds` are what rounding of the counts behind it allows: whatever the true counts were, the true number lies within; null
 * where nothing is rounded. `limits` are the 95 % limits of rates of counts, which hold the bounds; null where there is no
 * rate. A number made of several takes the outermost of its parts (interval arithmetic), so it never looks surer than they.
 */
export interface Quantity {
  values: Float64Array;
  limits: Limits | null;
  bounds: Limits | null;
}

/** A number that is what it is, without rounding and without a rate behind it. */
export function exactly(values: Float64Array): Quantity {
  return { values, limits: null, bounds: null };
}

/** The same number, exactly, for each of so many areas. */
export function constant(value: number, count: number): Quantity {
  return exactly(new Float64Array(count).fill(value));
}

/**
 * Between what a number of each area lies for all that is known: its 95 % limits, else its bounds, else the number
 * itself.
 */
export function outermost({ values, limits, bounds }: Quantity): Limits {
  return limits ?? bounds ?? { low: values, high: values };
}

/**
 * Between what a number of each area lies for all that rounding of the counts behind it allows; the number itself where
 * nothing is rounded.
 */
export function roundingBoundsOf({ values, bounds }: Quantity): Limits {
  return bounds ?? { low: values, high: values };
}

/** A number of each area with its sign changed; its limits and bounds change places and signs. */
export function negate({ values, limits, bounds }: Quantity): Quantity {
  return {
    values: values.map((value) => -value),
    limits: limits && negateLimits(limits),
    bounds: bounds && negateLimits(bounds),
  };
}

/**
 * Two numbers of each area added, subtracted, multiplied or divided, with the limits and bounds of the result. Division
 * by 0 and results too large for a number are NaN.
 */
export function calculate(operator: ArithmeticOperator, a: Quantity, b: Quantity): Quantity {
  const count = a.values.length;
  const values = new Float64Array(count);
  const apply = operations[operator];
  for (let area = 0; area < count; area += 1) values[area] = finite(apply(a.values[area]!, b.values[area]!));
  return {
    values,
    limits: a.limits || b.limits ? calculateLimits(operator, outermost(a), outermost(b)) : null,
    bounds: a.bounds || b.bounds ? calculateLimits(operator, roundingBoundsOf(a), roundingBoundsOf(b)) : null,
  };
}

const operations: Record<ArithmeticOperator, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? NaN : a / b),
};

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
