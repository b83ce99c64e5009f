import { firstPoint } from './shape.ts';
import type { Shape } from './shape.ts';
import { polygonsOf } from './nesting.ts';

/** What can be put right within a ring by dropping or adding points. */
export type CleaningKind = 'unclosed ring' | 'duplicate points' | 'degenerate ring';

/** Whether every coordinate is a number a map can show. */
export function hasFiniteCoordinates(shape: Shape): boolean {
  const { coordinates } = shape;
  for (let i = 0; i < coordinates.length; i++) if (!Number.isFinite(coordinates[i])) return false;
  return true;
}

/**
 * Closes rings, drops points that repeat their neighbour, and drops rings of fewer than three different points (with their
 * polygon, if it is the outer ring). Answers the shape itself if there is nothing to do.
 */
export function cleanRings(shape: Shape): { shape: Shape; met: CleaningKind[] } {
  const met = new Set<CleaningKind>();
  for (let ring = 0; ring < shape.ringEnds.length; ring++) inspectRing(shape, ring, met);
  if (met.size === 0) return { shape, met: [] };
  const polygons = polygonsOf(shape)
    .map((rings) => rings.map(cleanRing))
    .filter((rings) => rings[0]!.length >= 8)
    .map((rings) => rings.filter((ring) => ring.length >= 8));
  return { shape: packPolygons(polygons), met: [...met] };
}

function inspectRing(shape: Shape, ring: number, met: Set<CleaningKind>): void {
  const { coordinates: c } = shape;
  const from = 2 * firstPoint(shape, ring);
  const to = 2 * shape.ringEnds[ring]!;
  let repeats = 0;
  for (let i = from + 2; i < to; i += 2) {
    if (c[i] === c[i - 2] && c[i + 1] === c[i - 1]) repeats++;
  }
  const closed = c[from] === c[to - 2] && c[from + 1] === c[to - 1];
  if (repeats > 0) met.add('duplicate points');
  if (!closed) met.add('unclosed ring');
  if ((to - from) / 2 - repeats - (closed ? 1 : 0) < 3) met.add('degenerate ring');
}

function cleanRing(ring: Float64Array): Float64Array {
  const points: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    if (i > 0 && ring[i] === ring[i - 2] && ring[i + 1] === ring[i - 1]) continue;
    points.push(ring[i]!, ring[i + 1]!);
  }
  const last = points.length;
  if (points[0] !== points[last - 2] || points[1] !== points[last - 1]) points.push(points[0]!, points[1]!);
  return Float64Array.from(points);
}

/** Packs polygons as they are. */
export function packPolygons(polygons: readonly (readonly Float64Array[])[]): Shape {
  const rings = polygons.flat();
  const coordinates = new Float64Array(rings.reduce((sum, ring) => sum + ring.length, 0));
  const ringEnds = new Uint32Array(rings.length);
  let at = 0;
  rings.forEach((ring, i) => {
    coordinates.set(ring, at);
    at += ring.length;
    ringEnds[i] = at / 2;
  });
  let total = 0;
  return { coordinates, ringEnds, polygonEnds: Uint32Array.from(polygons, (p) => (total += p.length)) };
}
