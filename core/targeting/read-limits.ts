import { flagByte } from '#contract';
import { wilsonOfRounded } from '#core/statistics';
import { halfWidthAt, widest, type HalfWidths } from './half-widths.ts';
import type { Limits } from './intervals.ts';
import type { Quantity } from './quantity.ts';
import type { Reading } from './reading.ts';

/** Two counts of each area, the one a part of the other, with what their rounding may hide. */
export interface Proportion {
  numerator: Float64Array;
  denominator: Float64Array;
  rounding: HalfWidths;
  denominatorRounding: HalfWidths;
}

/**
 * What was read of an indicator, as a number of each area: a rate with its 95 % limits, a rounded count within its
 * bounds, or a number as it is.
 */
export function quantityOf(reading: Reading): Quantity {
  const { values, numerator, denominator } = reading;
  if (numerator === null || denominator === null)
    return { values, limits: null, bounds: boundsOfStored(reading) };
  const proportion = { ...reading, numerator, denominator };
  return { values, limits: limitsOfRate(proportion), bounds: boundsOfRate(proportion) };
}

/** 95 % Wilson limits of rates in per cent, widened by rounding. NaN where a count is above its base. */
export function limitsOfRate({ numerator, denominator, ...widths }: Proportion): Limits {
  return fillLimits(numerator.length, (area) => {
    const { lower, upper } = wilsonOfRounded(numerator[area]!, denominator[area]!, widthsAt(widths, area));
    return [lower, upper];
  });
}

/**
 * What a function of a count and its base lies between, where it rises with the count and falls with the base. Infinite where
 * it may have no value at all. Null where nothing is rounded.
 */
export function boundsOfProportion(
  { numerator, denominator, ...widths }: Proportion,
  apply: (count: number, base: number) => number,
): Limits | null {
  if (widest(widths.rounding) === 0 && widest(widths.denominatorRounding) === 0) return null;
  return fillLimits(numerator.length, (area) => {
    const [given, of] = [numerator[area]!, denominator[area]!];
    if (Number.isNaN(given) || Number.isNaN(of)) return [NaN, NaN];
    const { count, base } = widthsAt(widths, area);
    // A base that may be 0 leaves no value, so nothing bounds it.
    if (of - base <= 0) return [-Infinity, Infinity];
    const low = apply(Math.max(Math.min(given, 0), given - count), of + base);
    const high = apply(given + count, of - base);
    return Number.isNaN(low) || Number.isNaN(high) ? [-Infinity, Infinity] : [low, high];
  });
}

function boundsOfRate(proportion: Proportion): Limits | null {
  return boundsOfProportion(proportion, (count, base) => (100 * count) / base);
}

/** A count is never below 0. What is estimated may be off by nobody knows how much. */
function boundsOfStored({ values, flags, rounding }: Reading): Limits | null {
  if (widest(rounding) === 0 && !flags.includes(flagByte.estimated)) return null;
  return fillLimits(values.length, (area) => {
    if (flags[area] === flagByte.estimated) return [NaN, NaN];
    const halfWidth = halfWidthAt(rounding, area);
    const value = values[area]!;
    return [Math.max(Math.min(value, 0), value - halfWidth), value + halfWidth];
  });
}

function widthsAt(
  { rounding, denominatorRounding }: Pick<Proportion, 'rounding' | 'denominatorRounding'>,
  area: number,
): { count: number; base: number } {
  return { count: halfWidthAt(rounding, area), base: halfWidthAt(denominatorRounding, area) };
}

function fillLimits(count: number, limitsAt: (area: number) => [number, number]): Limits {
  const limits = { low: new Float64Array(count), high: new Float64Array(count) };
  for (let area = 0; area < count; area += 1) [limits.low[area], limits.high[area]] = limitsAt(area);
  return limits;
}
