/** Half-widths of the publisher's rounding: one for all areas, or one for each (a sum grows with the number of its parts). */
export type HalfWidths = Float64Array | number;

/**
 * By how much the count of the area at that position may be off: half the width of its rounding, 0 where it is not
 * rounded.
 */
export function halfWidthAt(rounding: HalfWidths, area: number): number {
  return typeof rounding === 'number' ? rounding : rounding[area]!;
}

/**
 * By how much any count of a column may be off at most: half the width of its widest rounding, 0 where none is rounded.
 */
export function widest(rounding: HalfWidths): number {
  return typeof rounding === 'number' ? rounding : rounding.reduce((most, one) => Math.max(most, one), 0);
}

/** Half-widths of rounding as a column with one for each of so many areas; a column is given back as it is. */
export function forEachArea(rounding: HalfWidths, count: number): Float64Array {
  return typeof rounding === 'number' ? new Float64Array(count).fill(rounding) : rounding;
}
