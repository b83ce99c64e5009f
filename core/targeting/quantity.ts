import type { ArithmeticOperator } from './syntax.ts';

/**
 * A number for each area, NaN where unknown. Where it comes from rates of counts it carries their 95 % limits, widened
 * by the rounding of the counts; a number made of several rates takes the outermost limits (interval arithmetic), so
 * it never looks surer than its parts. Limits are NaN where none can be given: nothing can then be said of how sure the
 * number is. They are infinite where it may be anything.
 */
export interface Quantity {
  values: Float64Array;
  limits: Limits | null;
}

export interface Limits {
  low: Float64Array;
  high: Float64Array;
}

/** The same number for every area. */
export function constant(value: number, count: number): Quantity {
  return { values: new Float64Array(count).fill(value), limits: null };
}

/** The number with its sign changed. */
export function negate({ values, limits }: Quantity): Quantity {
  return { values: flip(values), limits: limits && { low: flip(limits.high), high: flip(limits.low) } };
}

function flip(column: Float64Array): Float64Array {
  return column.map((value) => -value);
}

/** Two numbers added, subtracted, multiplied or divided. Division by 0 and results too large for a number are unknown. */
export function calculate(operator: ArithmeticOperator, a: Quantity, b: Quantity): Quantity {
  const count = a.values.length;
  const values = new Float64Array(count);
  const apply = operations[operator];
  for (let area = 0; area < count; area += 1) values[area] = finite(apply(a.values[area]!, b.values[area]!));
  return { values, limits: a.limits || b.limits ? calculateLimits(operator, a, b) : null };
}

const operations: Record<ArithmeticOperator, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? NaN : a / b),
};

function calculateLimits(operator: ArithmeticOperator, a: Quantity, b: Quantity): Limits {
  const count = a.values.length;
  const low = new Float64Array(count);
  const high = new Float64Array(count);
  const [aLow, aHigh] = [a.limits?.low ?? a.values, a.limits?.high ?? a.values];
  const [bLow, bHigh] = [b.limits?.low ?? b.values, b.limits?.high ?? b.values];
  const apply = operations[operator];
  for (let area = 0; area < count; area += 1) {
    const divisorMayBeZero = operator === '/' && bLow[area]! <= 0 && bHigh[area]! >= 0;
    const first = apply(aLow[area]!, bLow[area]!);
    const second = apply(aLow[area]!, bHigh[area]!);
    const third = apply(aHigh[area]!, bLow[area]!);
    const fourth = apply(aHigh[area]!, bHigh[area]!);
    low[area] = divisorMayBeZero ? -Infinity : Math.min(first, second, third, fourth);
    high[area] = divisorMayBeZero ? Infinity : Math.max(first, second, third, fourth);
  }
  return { low, high };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
