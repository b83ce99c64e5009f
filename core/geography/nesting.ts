import { orient2d } from 'robust-predicates';
import { limitEffort, type Effort } from './effort.ts';
import { firstRing } from './shape.ts';
import type { Bounds, Shape } from './shape.ts';

/** Where a point lies: 1 inside the ring, −1 outside, 0 exactly on it. `ring` is closed x, y, x, y … */
export function positionInRing(ring: Float64Array, x: number, y: number): -1 | 0 | 1 {
  let odd = false;
  for (let i = 2; i < ring.length; i += 2) {
    const x1 = ring[i - 2]!;
    const y1 = ring[i - 1]!;
    const x2 = ring[i]!;
    const y2 = ring[i + 1]!;
    if (y1 === y && y2 === y) {
      if ((x1 <= x && x <= x2) || (x2 <= x && x <= x1)) return 0;
    } else if (y1 >= y !== y2 >= y || y1 === y || y2 === y) {
      if (x1 < x && x2 < x) continue;
      const side = orient2d(x1, y1, x2, y2, x, y);
      if (side === 0) return 0;
      // orient2d is positive to the right of the edge's way.
      if (y1 > y !== y2 > y && side < 0 === y2 > y1) odd = !odd;
    }
  }
  return odd ? 1 : -1;
}

/** Whether one ring lies within another that it does not cross; touching does not matter. Of two equal rings neither is within. */
export function isRingInside(inner: Float64Array, outer: Float64Array): boolean {
  for (let i = 2; i < inner.length; i += 2) {
    const position = positionInRing(outer, inner[i]!, inner[i + 1]!);
    if (position !== 0) return position > 0;
  }
  for (let i = 2; i < inner.length; i += 2) {
    const x = (inner[i - 2]! + inner[i]!) / 2;
    const y = (inner[i - 1]! + inner[i + 1]!) / 2;
    const position = positionInRing(outer, x, y);
    if (position !== 0) return position > 0;
  }
  return false;
}

/** Area of a closed ring in square units of its coordinates, positive where it turns anticlockwise. */
export function planarArea(ring: Float64Array): number {
  const x0 = ring[0]!;
  const y0 = ring[1]!;
  let twice = 0;
  for (let i = 2; i < ring.length; i += 2) {
    twice += (ring[i - 2]! - x0) * (ring[i + 1]! - y0) - (ring[i]! - x0) * (ring[i - 1]! - y0);
  }
  return twice / 2;
}

/** The ring's coordinates; a view, not a copy. */
export function ringOf(shape: Pick<Shape, 'coordinates' | 'ringEnds'>, ring: number): Float64Array {
  const from = ring === 0 ? 0 : shape.ringEnds[ring - 1]!;
  return shape.coordinates.subarray(2 * from, 2 * shape.ringEnds[ring]!);
}

/** A ring with what is asked of it again and again. */
export interface Measured {
  points: Float64Array;
  /** Square units of its coordinates, never negative. */
  area: number;
  bounds: Bounds;
}

interface NestedRing extends Measured {
  /** Number of rings around it. */
  depth: number;
  parent: NestedRing | undefined;
}

/**
 * Sorts a bag of closed rings, in any order and turning any way (as a shapefile record holds them), into polygons: a ring
 * in an even number of others is an outer one, a ring in an odd number is a hole of the smallest around it. Outer rings
 * turn anticlockwise in the answer, holes clockwise. Rings that cross each other are left to `mendShape`; no rings give an
 * empty shape. A single ring that turns rightly is answered without a copy. Throws `TooMuchEffort` for tens of thousands of rings
 * that lie over each other.
 */
export function assignRings(
  coordinates: Float64Array,
  ringEnds: Uint32Array,
  effort: Effort = limitEffort(),
): Shape {
  if (ringEnds.length === 1 && planarArea(coordinates) > 0) {
    return { coordinates, ringEnds, polygonEnds: Uint32Array.of(1) };
  }
  const bag = { coordinates, ringEnds };
  const rings = Array.from(ringEnds, (_, ring) => ringOf(bag, ring)).filter((ring) => ring.length > 0);
  return shapeOfPolygons(nestRings(rings, effort));
}

/** Rings → polygons as `assignRings`; each polygon is its outer ring and then its holes. */
export function nestRings(rings: readonly Float64Array[], effort: Effort): Float64Array[][] {
  if (rings.length === 1) return [[...rings]];
  const nested: NestedRing[] = rings.map((points) => ({ ...measure(points), depth: 0, parent: undefined }));
  const bySize = nested.toSorted((a, b) => b.area - a.area);
  bySize.forEach((ring, i) => {
    effort.spend(i);
    for (let j = 0; j < i; j++) {
      const around = bySize[j]!;
      if (!inside(ring, around, effort)) continue;
      ring.depth++;
      // Rings come from the largest down, so the last one around it is the smallest.
      ring.parent = around;
    }
  });
  const polygons = new Map<NestedRing, Float64Array[]>();
  for (const ring of nested) if (ring.depth % 2 === 0) polygons.set(ring, [ring.points]);
  for (const ring of nested) if (ring.depth % 2 === 1) polygons.get(ring.parent!)!.push(ring.points);
  return [...polygons.values()];
}

/** A ring with its area and box. */
export function measure(points: Float64Array): Measured {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    bounds[0] = Math.min(bounds[0], points[i]!);
    bounds[1] = Math.min(bounds[1], points[i + 1]!);
    bounds[2] = Math.max(bounds[2], points[i]!);
    bounds[3] = Math.max(bounds[3], points[i + 1]!);
  }
  return { points, area: Math.abs(planarArea(points)), bounds };
}

function covers(outer: Bounds, inner: Bounds): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
}

/** Packs polygons into a shape, turning outer rings anticlockwise and holes clockwise. */
export function shapeOfPolygons(polygons: readonly (readonly Float64Array[])[]): Shape {
  const rings = polygons.flat();
  const size = rings.reduce((sum, ring) => sum + ring.length, 0);
  const shape: Shape = {
    coordinates: new Float64Array(size),
    ringEnds: new Uint32Array(rings.length),
    polygonEnds: new Uint32Array(polygons.length),
  };
  let [at, ring] = [0, 0];
  polygons.forEach((polygon, p) => {
    polygon.forEach((points, r) => {
      shape.coordinates.set(planarArea(points) > 0 === (r === 0) ? points : reversed(points), at);
      at += points.length;
      shape.ringEnds[ring++] = at / 2;
    });
    shape.polygonEnds[p] = ring;
  });
  return shape;
}

/** The ring the other way round. */
export function reversed(points: Float64Array): Float64Array {
  const turned = new Float64Array(points.length);
  for (let i = 0, j = points.length - 2; j >= 0; i += 2, j -= 2) {
    turned[i] = points[j]!;
    turned[i + 1] = points[j + 1]!;
  }
  return turned;
}

/** The shape with every outer ring turning anticlockwise and every hole clockwise; the same where they do already. */
export function turnRightly(shape: Shape): Shape {
  return isTurnedRightly(shape) ? shape : shapeOfPolygons(polygonsOf(shape));
}

/** The shape's polygons as rings (views). */
export function polygonsOf(shape: Shape): Float64Array[][] {
  return Array.from(shape.polygonEnds, (end, polygon) => {
    const first = firstRing(shape, polygon);
    return Array.from({ length: end - first }, (_, i) => ringOf(shape, first + i));
  });
}

/**
 * Whether rings that do not cross lie in each other as a valid multipolygon has them: holes in their outer ring and not in
 * each other, parts not in other parts (but for a part in a hole).
 */
export function isNestedRightly(shape: Shape, effort: Effort): boolean {
  if (shape.ringEnds.length === 1) return true;
  const polygons = polygonsOf(shape).map((rings) => rings.map(measure));
  return polygons.every(
    (rings, i) =>
      holesFit(rings, effort) &&
      polygons.every((other, j) => i === j || !isPartInPart(rings[0]!, other, effort)),
  );
}

function inside(inner: Measured, outer: Measured, effort: Effort): boolean {
  effort.spend(1);
  if (!covers(outer.bounds, inner.bounds)) return false;
  effort.spend(outer.points.length);
  return isRingInside(inner.points, outer.points);
}

function holesFit([outer, ...holes]: Measured[], effort: Effort): boolean {
  return holes.every(
    (hole, i) =>
      inside(hole, outer!, effort) && holes.every((other, j) => i === j || !inside(hole, other, effort)),
  );
}

/** Whether an outer ring lies in another part's surface. The rings must not cross. */
export function isPartInPart(part: Measured, [outer, ...holes]: Measured[], effort: Effort): boolean {
  return inside(part, outer!, effort) && !holes.some((hole) => inside(part, hole, effort));
}

/** Whether every outer ring turns anticlockwise and every hole clockwise. */
export function isTurnedRightly(shape: Shape): boolean {
  for (let polygon = 0, ring = 0; polygon < shape.polygonEnds.length; polygon++) {
    const outer = ring;
    for (; ring < shape.polygonEnds[polygon]!; ring++) {
      if (planarArea(ringOf(shape, ring)) > 0 !== (ring === outer)) return false;
    }
  }
  return true;
}
