import type { Border } from './borders.ts';
import { toLonLat } from './plane.ts';
import type { Degrees } from './plane.ts';

/** Polygons of one area: outer ring first, holes after it; rings closed, outer ones anticlockwise, in lon, lat. */
export type Polygons = Degrees[][][];

interface Walk {
  from: number;
  to: number;
  points: Degrees[];
}

/**
 * Polygons of the areas that the LSOAs are grouped into: `groupOf` gives each LSOA's group. LSOAs' own polygons are those
 * of the grouping of each to itself. All groupings share the same points.
 */
export function groupPolygons(borders: Border[], groupOf: ArrayLike<number>, groups: number): Polygons[] {
  const walks: Map<number, Walk>[] = Array.from({ length: groups }, () => new Map());
  const closed: Degrees[][][] = Array.from({ length: groups }, () => []);
  const take = (group: number, walk: Walk): void => {
    if (walk.from === walk.to) closed[group]!.push(walk.points);
    else walks[group]!.set(walk.from, walk);
  };
  for (const { left, right, from, to, points } of borders) {
    const [a, b] = [left < 0 ? -1 : groupOf[left]!, right < 0 ? -1 : groupOf[right]!];
    if (a === b) continue;
    const line = points.map(toLonLat);
    if (a >= 0) take(a, { from, to, points: line });
    if (b >= 0) take(b, { from: to, to: from, points: line.toReversed() });
  }
  return walks.map((own, group) => nest([...closed[group]!, ...joinWalks(own)]));
}

function joinWalks(walks: Map<number, Walk>): Degrees[][] {
  const rings: Degrees[][] = [];
  for (const first of walks.values()) {
    if (!walks.has(first.from)) continue;
    const ring = [first.points[0]!];
    for (let walk = first; ; walk = walks.get(walk.to)!) {
      walks.delete(walk.from);
      ring.push(...walk.points.slice(1));
      if (walk.to === first.from) break;
    }
    rings.push(ring);
  }
  return rings;
}

function nest(rings: Degrees[][]): Polygons {
  const outer = rings.filter((ring) => twiceArea(ring) > 0).toSorted((a, b) => twiceArea(b) - twiceArea(a));
  const polygons: Polygons = outer.map((ring) => [ring]);
  for (const hole of rings.filter((ring) => twiceArea(ring) < 0)) {
    polygons.findLast(([ring]) => inside(hole[0]!, ring!))!.push(hole);
  }
  return polygons;
}

function twiceArea(ring: Degrees[]): number {
  const [x0, y0] = ring[0]!;
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return sum;
}

function inside([x, y]: Degrees, ring: Degrees[]): boolean {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}
