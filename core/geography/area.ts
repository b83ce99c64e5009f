import { firstPoint, firstRing } from './shape.ts';
import type { Shape } from './shape.ts';

/** WGS 84: semi-major axis in metres and first eccentricity squared. */
const semiMajorM = 6378137;
const e2 = 0.00669437999014;
const radiansPerDegree = Math.PI / 180;
const longStepDegrees = 0.005;

/**
 * Square metres on the WGS 84 ellipsoid inside the shape: outer rings less holes, whichever way the rings turn. An empty
 * shape has 0. Edges are straight in lon and lat, as GIS programs draw them.
 * Source: the authalic integral of Snyder, Map Projections – A Working Manual (USGS 1395), eq. 3-12, as a series in
 * sin(latitude); terms beyond e⁶ are under 3 parts in a thousand million.
 */
export function landAreaM2(shape: Shape): number {
  let total = 0;
  for (let polygon = 0; polygon < shape.polygonEnds.length; polygon++) {
    const outer = firstRing(shape, polygon);
    total += Math.abs(ringAreaM2(shape, outer));
    for (let ring = outer + 1; ring < shape.polygonEnds[polygon]!; ring++) {
      total -= Math.abs(ringAreaM2(shape, ring));
    }
  }
  return Math.max(0, total);
}

/** Square metres inside one ring of the shape, positive where it turns anticlockwise. */
export function ringAreaM2(shape: Shape, ring: number): number {
  const { coordinates } = shape;
  const from = 2 * firstPoint(shape, ring);
  const to = 2 * shape.ringEnds[ring]!;
  const base = authalic(coordinates[from + 1]!);
  let before = 0;
  let sum = 0;
  for (let i = from + 2; i < to; i += 2) {
    const lat = coordinates[i + 1]!;
    const latBefore = coordinates[i - 1]!;
    const height = authalic(lat) - base;
    // Between close latitudes the trapezium is exact enough; long edges take Simpson's rule.
    const mean =
      Math.abs(lat - latBefore) < longStepDegrees
        ? (height + before) / 2
        : (height + before + 4 * (authalic((lat + latBefore) / 2) - base)) / 6;
    sum -= (coordinates[i]! - coordinates[i - 2]!) * mean;
    before = height;
  }
  return sum * radiansPerDegree * semiMajorM * semiMajorM * (1 - e2);
}

/** Square metres between two latitudes over a width of longitude, all in degrees. */
export function authalicM2(south: number, north: number, width: number): number {
  return (authalic(north) - authalic(south)) * width * radiansPerDegree * semiMajorM * semiMajorM * (1 - e2);
}

/** Area between the equator and a latitude in degrees, per radian of longitude and a²(1 − e²). */
function authalic(lat: number): number {
  const s = Math.sin(lat * radiansPerDegree);
  const s2 = s * s;
  return s * (1 + s2 * ((2 / 3) * e2 + s2 * ((3 / 5) * e2 * e2 + s2 * (4 / 7) * e2 * e2 * e2)));
}
