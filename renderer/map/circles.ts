import { roundDown } from './scale.ts';

/** Circles have this radius, in px, for the largest count, depending on how far one has zoomed in. */
export const circleRadiusPx = { smallest: 7, largest: 44 } as const;

/** Radius of the largest circle for each px that a typical area is wide, between the limits. */
export const radiusPerAreaPx = 1.1;

/**
 * Radius of each circle as a share (0 to 1) of the largest, its **area** proportional to the count.
 * NaN, zero and negative counts get 0: no circle. Suppressed values are NaN.
 */
export function circleShares(values: Float64Array): Float32Array {
  const largest = largestCount(values);
  const shares = new Float32Array(values.length);
  if (largest <= 0) return shares;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    shares[index] = value > 0 ? Math.sqrt(value / largest) : 0;
  }
  return shares;
}

/** The largest value; 0 where there is none above it. */
export function largestCount(values: Float64Array): number {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}

/** Radius in px of the largest circle when a typical area is `areaWidthPx` wide on the screen. */
export function largestRadiusPx(areaWidthPx: number): number {
  const radius = areaWidthPx * radiusPerAreaPx;
  return Math.min(circleRadiusPx.largest, Math.max(circleRadiusPx.smallest, radius));
}

/** Three round counts for the legend, largest first and never above `largest`; fewer where counts are tiny, none for 0. */
export function circleSteps(largest: number): number[] {
  const steps = [1, 0.4, 0.1].map((share) => roundDown(largest * share)).filter((step) => step >= 1);
  return [...new Set(steps)];
}
