import { outcomeByte, confidences as confidenceWords, type Confidence } from '#contract';
import type { Limits } from './intervals.ts';
import { sureness } from './decide.ts';
import { roundingBoundsOf, outermost, type Quantity } from './quantity.ts';
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

/**
 * On which side of a threshold a value lies: -1 below, 0 at it, 1 above; NaN where either is NaN. Two numbers that
 * agree to twelve digits are level.
 */
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
 * With rates of counts the confidence is *clearly above* where the lower limit passes the threshold, *clearly below* where
 * the upper limit stays under it, otherwise *borderline* on the side of the value. Without any it is *certain* where the
 * comparison comes out the same for all that rounding allows, else *borderline*. It is *unknown* where a side should have
 * limits and none can be given. It says where the value lies, not whether the comparison holds: for `rate < 5` an area that is
 * in lies below.
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
  const judge = value.limits === null && threshold.limits === null ? judgeRounded : judgeRate;
  const sides = { value: rangesOf(value), threshold: rangesOf(threshold), operator };
  for (let area = 0; area < count; area += 1) {
    const position = side(value.values[area]!, threshold.values[area]!);
    if (Number.isNaN(position)) continue;
    verdict.outcomes[area] = isTrue(position) ? outcomeByte.in : outcomeByte.out;
    const isAbove = position > 0 || (position === 0 && atIsAbove);
    verdict.confidences[area] = judge(sides, area) ?? (isAbove ? borderlineAbove : borderlineBelow);
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
  const other = farther.confidences[area]!;
  verdict.outcomes[area] = outcomeByte.in;
  verdict.confidences[area] = sureness(other) < sureness(confidence) ? other : confidence;
}

function nearerIsLow(value: number, low: number, high: number): boolean {
  if (Number.isNaN(high)) return true;
  return Math.abs(value - low) <= Math.abs(value - high);
}

interface Ranges {
  /** For all that is known, and for all that rounding allows. */
  limits: Limits;
  bounds: Limits;
}

interface Judged {
  value: Ranges;
  threshold: Ranges;
  operator: ComparisonOperator;
}

function rangesOf(quantity: Quantity): Ranges {
  return { limits: outermost(quantity), bounds: roundingBoundsOf(quantity) };
}

/** How far apart two ranges lie: 1 = the first above the second, -1 below, 0 = they meet; NaN where either is unknown. */
function standing(a: Limits, b: Limits, area: number): number {
  const [lowest, highest] = [side(a.low[area]!, b.high[area]!), side(a.high[area]!, b.low[area]!)];
  if (Number.isNaN(lowest) || Number.isNaN(highest)) return NaN;
  if (lowest > 0) return 1;
  return highest < 0 ? -1 : 0;
}

/** The confidence where rates are compared; undefined where the threshold lies within the limits. */
function judgeRate({ value, threshold }: Judged, area: number): number | undefined {
  const byLimits = standing(value.limits, threshold.limits, area);
  if (Number.isNaN(byLimits)) return unknown;
  // A base that may be 0 leaves no bounds, and then nothing is clear.
  if (byLimits === 0 || standing(value.bounds, threshold.bounds, area) !== byLimits) return undefined;
  return byLimits > 0 ? clearlyAbove : clearlyBelow;
}

/** The confidence where nothing but rounding is in doubt; undefined where the comparison may come out either way. */
function judgeRounded({ value, threshold, operator }: Judged, area: number): number | undefined {
  const least = side(value.bounds.low[area]!, threshold.bounds.high[area]!);
  const most = side(value.bounds.high[area]!, threshold.bounds.low[area]!);
  if (Number.isNaN(least) || Number.isNaN(most)) return unknown;
  const isTrue = holds[operator];
  const mayBeLevel = least <= 0 && most >= 0;
  const isSame = isTrue(least) === isTrue(most) && (!mayBeLevel || isTrue(0) === isTrue(least));
  return isSame ? certain : undefined;
}

function makeVerdict(count: number, thresholds: Float64Array): Verdict {
  return {
    outcomes: new Uint8Array(count).fill(outcomeByte.unknown),
    confidences: new Uint8Array(count).fill(unknown),
    thresholds,
  };
}
