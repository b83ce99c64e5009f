import { outcomeByte, confidences as confidenceWords, type Confidence } from '#contract';
import type { Quantity } from './quantity.ts';
import type { ComparisonOperator } from './syntax.ts';

/** What a comparison says of each area: `outcomes` and `confidences` as bytes of the contract's lists. */
export interface Verdict {
  outcomes: Uint8Array;
  confidences: Uint8Array;
  /** What the value was held against. */
  thresholds: Float64Array;
}

const byteOf = (word: Confidence): number => confidenceWords.indexOf(word);
const unknown = byteOf('unknown');
const clearlyBelow = byteOf('clearly below');
const borderlineBelow = byteOf('borderline below');
const borderlineAbove = byteOf('borderline above');
const clearlyAbove = byteOf('clearly above');
const certain = byteOf('certain');

/** Two numbers that agree to twelve digits are equal: 3 × 2.3 is 6.9, whatever binary fractions make of it. */
const closeness = 1e-12;

/** -1, 0 or 1 as the value is below, at or above the threshold; NaN where either is unknown. */
export function side(value: number, threshold: number): number {
  if (!Number.isFinite(value) || !Number.isFinite(threshold))
    return value === threshold ? 0 : Math.sign(value - threshold);
  const difference = value - threshold;
  if (Math.abs(difference) <= closeness * Math.max(Math.abs(value), Math.abs(threshold))) return 0;
  return Math.sign(difference);
}

const holds: Record<ComparisonOperator, (side: number) => boolean> = {
  '<': (side) => side < 0,
  '<=': (side) => side <= 0,
  '>': (side) => side > 0,
  '>=': (side) => side >= 0,
  '=': (side) => side === 0,
  '!=': (side) => side !== 0,
};

/** A value exactly at the threshold counts as above it where the comparison treats it as it treats higher values. */
const countsAtAsAbove: Record<ComparisonOperator, boolean> = {
  '<': true,
  '<=': false,
  '>': false,
  '>=': true,
  '=': true,
  '!=': true,
};

/**
 * Compares a number with a threshold in all areas. An unknown number on either side is unknown, never false.
 * The confidence is *clearly above* where the lower limit passes the threshold, *clearly below* where the upper limit
 * stays under it, otherwise *borderline* on the side of the value; *certain* where neither side has limits, and *unknown*
 * where a side should have some and none can be given. It says
 * where the value lies, not whether the comparison holds: for `rate < 5` an area that is in lies below.
 */
export function compareQuantities(
  operator: ComparisonOperator,
  value: Quantity,
  threshold: Quantity,
): Verdict {
  const count = value.values.length;
  const verdict = makeVerdict(count, threshold.values);
  const isTrue = holds[operator];
  const atIsAbove = countsAtAsAbove[operator];
  const test = makeTest(value, threshold);
  for (let area = 0; area < count; area += 1) {
    const position = side(value.values[area]!, threshold.values[area]!);
    if (Number.isNaN(position)) continue;
    verdict.outcomes[area] = isTrue(position) ? outcomeByte.in : outcomeByte.out;
    verdict.confidences[area] = judge(test, area, position > 0 || (position === 0 && atIsAbove));
  }
  return verdict;
}

/**
 * Whether a number lies between two others, both included. Below a known lower or above a known upper end it is out
 * even where the other end is unknown. The threshold is the nearer end; where the number is inside, it lies clearly so
 * only if its limits keep clear of both ends.
 */
export function compareBetween(value: Quantity, low: Quantity, high: Quantity): Verdict {
  const count = value.values.length;
  const verdict = makeVerdict(count, new Float64Array(count).fill(NaN));
  const aboveLow = compareQuantities('>=', value, low);
  const belowHigh = compareQuantities('<=', value, high);
  for (let area = 0; area < count; area += 1) {
    const isNearLow = nearerIsLow(value.values[area]!, low.values[area]!, high.values[area]!);
    verdict.thresholds[area] = isNearLow ? low.values[area]! : high.values[area]!;
    const first = aboveLow.outcomes[area]!;
    const second = belowHigh.outcomes[area]!;
    if (first === outcomeByte.out) settle(verdict, area, aboveLow);
    else if (second === outcomeByte.out) settle(verdict, area, belowHigh);
    else if (first === outcomeByte.in && second === outcomeByte.in)
      settleInside(verdict, area, isNearLow ? [aboveLow, belowHigh] : [belowHigh, aboveLow]);
  }
  return verdict;
}

function settle(verdict: Verdict, area: number, decisive: Verdict): void {
  verdict.outcomes[area] = outcomeByte.out;
  verdict.confidences[area] = decisive.confidences[area]!;
  verdict.thresholds[area] = decisive.thresholds[area]!;
}

function settleInside(verdict: Verdict, area: number, [nearer, farther]: [Verdict, Verdict]): void {
  const confidence = nearer.confidences[area]!;
  const isBorderline = isBorderlineByte(farther.confidences[area]!);
  verdict.outcomes[area] = outcomeByte.in;
  verdict.confidences[area] =
    isBorderline && !isBorderlineByte(confidence) ? farther.confidences[area]! : confidence;
}

function nearerIsLow(value: number, low: number, high: number): boolean {
  if (Number.isNaN(high)) return true;
  return Math.abs(value - low) <= Math.abs(value - high);
}

function isBorderlineByte(confidence: number): boolean {
  return confidence === borderlineAbove || confidence === borderlineBelow;
}

interface Test {
  low: Float64Array;
  high: Float64Array;
  thresholdLow: Float64Array;
  thresholdHigh: Float64Array;
}

function makeTest(value: Quantity, threshold: Quantity): Test | null {
  if (value.limits === null && threshold.limits === null) return null;
  return {
    low: value.limits?.low ?? value.values,
    high: value.limits?.high ?? value.values,
    thresholdLow: threshold.limits?.low ?? threshold.values,
    thresholdHigh: threshold.limits?.high ?? threshold.values,
  };
}

function judge(test: Test | null, area: number, isAbove: boolean): number {
  if (test === null) return certain;
  const limits = [test.low[area]!, test.high[area]!, test.thresholdLow[area]!, test.thresholdHigh[area]!];
  if (limits.some(Number.isNaN)) return unknown;
  if (test.low[area]! > test.thresholdHigh[area]!) return clearlyAbove;
  if (test.high[area]! < test.thresholdLow[area]!) return clearlyBelow;
  return isAbove ? borderlineAbove : borderlineBelow;
}

function makeVerdict(count: number, thresholds: Float64Array): Verdict {
  return {
    outcomes: new Uint8Array(count).fill(outcomeByte.unknown),
    confidences: new Uint8Array(count).fill(unknown),
    thresholds,
  };
}
