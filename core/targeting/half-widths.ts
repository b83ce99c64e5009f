/** Half-widths of the publisher's rounding: one for all areas, or one for each (a sum grows with the number of its parts). */
export type HalfWidths = Float64Array | number;

/** By how much the count of an area may be off. */
export function halfWidthAt(rounding: HalfWidths, area: number): number {
  return typeof rounding === 'number' ? rounding : rounding[area]!;
}

/** By how much any count may be off at most; 0 where none is rounded. */
export function widest(rounding: HalfWidths): number {
  return typeof rounding === 'number' ? rounding : rounding.reduce((most, one) => Math.max(most, one), 0);
}

/** A half-width for each of so many areas. */
export function forEachArea(rounding: HalfWidths, count: number): Float64Array {
  return typeof rounding === 'number' ? new Float64Array(count).fill(rounding) : rounding;
}
