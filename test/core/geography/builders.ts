import * as fc from 'fast-check';
import { shapeFromRings } from '#core/geography';
import type { Shape } from '#core/geography';

export type Ring = [number, number][];

/** A closed square ring, anticlockwise from its south-west corner. */
export function square(west: number, south: number, side: number): Ring {
  const [east, north] = [west + side, south + side];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** The ring the other way round. */
export function backwards(ring: Ring): Ring {
  return ring.toReversed();
}

/** A shape of one polygon: an outer ring and holes. */
export function polygon(...rings: Ring[]): Shape {
  return shapeFromRings([rings]);
}

export function areaShape(...polygons: Ring[][]): Shape {
  return shapeFromRings(polygons);
}

/** A simple ring that never crosses itself: a star about a centre, with points at growing angles. */
export const starRing: fc.Arbitrary<Ring> = fc
  .record({
    lon: fc.double({ min: -8, max: 2, noNaN: true }),
    lat: fc.double({ min: 50, max: 59, noNaN: true }),
    radii: fc.array(fc.double({ min: 0.002, max: 0.05, noNaN: true }), { minLength: 3, maxLength: 40 }),
  })
  .map(({ lon, lat, radii }) => {
    const points = radii.map((radius, i): [number, number] => {
      const angle = (2 * Math.PI * i) / radii.length;
      return [lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
    });
    return [...points, points[0]!];
  });

/** One to three stars, which may overlap; each with a smaller copy of itself as a hole or without. */
export const starShape: fc.Arbitrary<Shape> = fc
  .array(fc.tuple(starRing, fc.boolean()), { minLength: 1, maxLength: 3 })
  .map((stars) =>
    shapeFromRings(stars.map(([ring, holed]) => (holed ? [ring, backwards(shrink(ring, 0.4))] : [ring]))),
  );

/** The ring drawn in towards the middle of its box of points. */
export function shrink(ring: Ring, share: number): Ring {
  const n = ring.length - 1;
  const x = ring.slice(0, n).reduce((sum, point) => sum + point[0], 0) / n;
  const y = ring.slice(0, n).reduce((sum, point) => sum + point[1], 0) / n;
  return ring.map((point) => [x + (point[0] - x) * share, y + (point[1] - y) * share]);
}

/** Rings of points thrown at a coarse grid: they cross, touch, double back, repeat and often stay open. */
export const tangledRing: fc.Arbitrary<Ring> = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
      minLength: 3,
      maxLength: 11,
    }),
    fc.boolean(),
  )
  .map(([points, closed]): Ring => (closed ? [...points, points[0]!] : points));

/** How many times the ring (closed or not) runs round the point, anticlockwise. */
export function windingNumber(ring: Ring, x: number, y: number): number {
  let angle = 0;
  for (let i = 0; i < ring.length; i++) {
    const [x1, y1] = ring[i]!;
    const [x2, y2] = ring[(i + 1) % ring.length]!;
    angle += Math.atan2((x1 - x) * (y2 - y) - (x2 - x) * (y1 - y), (x1 - x) * (x2 - x) + (y1 - y) * (y2 - y));
  }
  return Math.round(angle / (2 * Math.PI));
}

/** Sum of |area| of outer rings less holes, in square units of the coordinates, by the surveyor's formula. */
export function planeArea(polygons: readonly Ring[][]): number {
  const ringArea = (ring: Ring): number =>
    Math.abs(
      ring.reduce(
        (sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length]![1] - ring[(i + 1) % ring.length]![0] * y,
        0,
      ),
    ) / 2;
  return polygons.reduce(
    (sum, [outer, ...holes]) => sum + ringArea(outer!) - holes.reduce((s, hole) => s + ringArea(hole), 0),
    0,
  );
}
