/** A point of the curve: so many areas hold such a share. */
export interface CurvePoint {
  areas: number;
  share: number;
}

const mostPoints = 240;

/** The curve's points from running shares, beginning with nothing; thinned so that a national rule draws quickly. */
export function curvePoints(shares: Float64Array, areas: number): CurvePoint[] {
  const count = Math.min(shares.length, areas);
  const step = Math.max(1, Math.ceil(count / mostPoints));
  const points: CurvePoint[] = [{ areas: 0, share: 0 }];
  for (let index = step - 1; index < count - 1; index += step)
    points.push({ areas: index + 1, share: shares[index] ?? 0 });
  if (count > 0) points.push({ areas: count, share: shares[count - 1] ?? 0 });
  return points;
}

/** How many areas the horizontal axis reaches: the target set in its first third, all areas at most. */
export function axisReach(inTargets: number, all: number): number {
  return Math.min(all, Math.max(20, niceCeiling(inTargets * 3)));
}

/** The next 1, 1.5, 2, 3, 4, 5 or 8 times a power of ten. */
export function niceCeiling(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [1, 1.5, 2, 3, 4, 5, 8, 10].find((step) => step * power >= value) ?? 10;
  return digit * power;
}

/** Round numbers of areas for a table: a quarter, half and all of the target set, then all areas. */
export function tableStops(inTargets: number, all: number): number[] {
  const stops = [inTargets / 4, inTargets / 2, inTargets, inTargets * 2, all].map(Math.round);
  return [...new Set(stops.filter((stop) => stop > 0 && stop <= all))];
}
