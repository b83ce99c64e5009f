import { ringAreaM2 } from './area.ts';
import { containsPoint } from './contain.ts';
import { LabelSearch } from './label-search.ts';
import { firstPoint, firstRing } from './shape.ts';
import type { Shape } from './shape.ts';

/**
 * A point (lon, lat in degrees) on the shape's surface for a label or a representative position: well inside the largest
 * polygon, near the place furthest from its edges: no other point lies further from them by more than a quarter. Never outside and never in a hole. An empty shape throws RangeError.
 * Method: quadtree search for the pole of inaccessibility (Garcia-Castellanos and Lombardo 2007; Mapbox's polylabel),
 * with lon shortened by the cosine of the latitude.
 */
export function labelPoint(shape: Shape): { lon: number; lat: number } {
  if (shape.polygonEnds.length === 0) throw new RangeError('An empty shape has no label point.');
  const polygon = singlePolygon(shape, largestPolygon(shape));
  search.take(polygon);
  const point = search.find();
  return containsPoint(polygon, point.lon, point.lat) ? point : widestChord(polygon);
}

const search = new LabelSearch();

function largestPolygon(shape: Shape): number {
  if (shape.polygonEnds.length === 1) return 0;
  let largest = 0;
  let most = -1;
  for (let polygon = 0; polygon < shape.polygonEnds.length; polygon++) {
    const area = Math.abs(ringAreaM2(shape, firstRing(shape, polygon)));
    if (area > most) [largest, most] = [polygon, area];
  }
  return largest;
}

/** One polygon of the shape as a shape of its own. */
function singlePolygon(shape: Shape, polygon: number): Shape {
  if (shape.polygonEnds.length === 1) return shape;
  const from = firstRing(shape, polygon);
  const to = shape.polygonEnds[polygon]!;
  const start = firstPoint(shape, from);
  return {
    coordinates: shape.coordinates.subarray(2 * start, 2 * shape.ringEnds[to - 1]!),
    ringEnds: shape.ringEnds.slice(from, to).map((end) => end - start),
    polygonEnds: Uint32Array.of(to - from),
  };
}

/** For slivers: the middle of the widest run inside, among heights halfway between neighbouring vertices. */
function widestChord({ coordinates, ringEnds }: Shape): { lon: number; lat: number } {
  const heights = Float64Array.from(new Set(coordinates.filter((_, i) => i % 2 === 1))).toSorted();
  const step = Math.max(1, Math.floor(heights.length / 64));
  let best = { lon: coordinates[0]!, lat: coordinates[1]!, width: -1 };
  for (let h = 1; h < heights.length; h += step) {
    const lat = (heights[h - 1]! + heights[h]!) / 2;
    const xs = crossings(coordinates, ringEnds, lat);
    for (let i = 1; i < xs.length; i += 2) {
      const width = xs[i]! - xs[i - 1]!;
      if (width > best.width) best = { lon: (xs[i]! + xs[i - 1]!) / 2, lat, width };
    }
  }
  return { lon: best.lon, lat: best.lat };
}

function crossings(coordinates: Float64Array, ringEnds: Uint32Array, y: number): number[] {
  const xs: number[] = [];
  let i = 0;
  for (const end of ringEnds) {
    for (i += 2; i < 2 * end; i += 2) {
      const [x1, y1, x2, y2] = [
        coordinates[i - 2]!,
        coordinates[i - 1]!,
        coordinates[i]!,
        coordinates[i + 1]!,
      ];
      if (y1 > y !== y2 > y) xs.push(x1 + ((y - y1) * (x2 - x1)) / (y2 - y1));
    }
  }
  return xs.toSorted((a, b) => a - b);
}
