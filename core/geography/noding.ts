import { commonPoints, listContacts } from './contacts.ts';
import type { Contact } from './contacts.ts';
import type { Effort } from './effort.ts';
import type { Shape } from './shape.ts';
import { runningTotal } from './shape.ts';

/** Untangling settles in one or two rounds; rings that have not settled by then are snapped to a coarser grid by the caller. */
const mostRounds = 10;

/** Rings without knowledge of which are holes. */
export type Rings = Pick<Shape, 'coordinates' | 'ringEnds'>;

/**
 * Rings with a point added wherever their edges meet, so that edges then only share whole ends or are equal. Where an end
 * lies on another edge this is exact; where edges cross, the point is the nearest that doubles can hold. Undefined if
 * rounding keeps making new crossings.
 */
export function nodeRings(rings: readonly Float64Array[], effort: Effort): Rings | undefined {
  let noded = packRings(rings);
  for (let round = 0; round < mostRounds; round++) {
    const contacts = listContacts({ ...noded, polygonEnds: noded.ringEnds }, effort);
    const added = pointsToAdd(noded.coordinates, contacts);
    if (added.size === 0) return noded;
    noded = insertPoints(noded, added);
  }
  return undefined;
}

function packRings(rings: readonly Float64Array[]): Rings {
  const coordinates = new Float64Array(rings.reduce((sum, ring) => sum + ring.length, 0));
  let at = 0;
  for (const ring of rings) {
    coordinates.set(ring, at);
    at += ring.length;
  }
  return { coordinates, ringEnds: runningTotal(rings.map((ring) => ring.length / 2)) };
}

type Point = [x: number, y: number];

/** Edge → points inside it. */
function pointsToAdd(c: Float64Array, contacts: readonly Contact[]): Map<number, Point[]> {
  const added = new Map<number, Point[]>();
  const add = (edge: number, x: number, y: number): void => {
    const isEnd = [edge, edge + 1].some((end) => c[2 * end] === x && c[2 * end + 1] === y);
    if (isEnd) return;
    const points = added.get(edge);
    if (points === undefined) added.set(edge, [[x, y]]);
    else points.push([x, y]);
  };
  for (const contact of contacts) {
    const points: Point[] =
      contact.kind === 'crossing'
        ? [crossingPoint(c, contact)]
        : commonPoints(c, contact).map((p) => [c[2 * p]!, c[2 * p + 1]!]);
    for (const [x, y] of points) {
      add(contact.first, x, y);
      add(contact.second, x, y);
    }
  }
  return added;
}

/** Where two edges cross: the same bits whichever way the edges run and whichever comes first, so that edges run twice are cut alike. */
function crossingPoint(c: Float64Array, { first, second }: Contact): Point {
  const [[px, py, px2, py2], [qx, qy, qx2, qy2]] = inOrder(edgeAt(c, first), edgeAt(c, second));
  const [dx, dy, ex, ey] = [px2 - px, py2 - py, qx2 - qx, qy2 - qy];
  const t = ((qx - px) * ey - (qy - py) * ex) / (dx * ey - dy * ex);
  return [px + t * dx, py + t * dy];
}

type Edge = [x1: number, y1: number, x2: number, y2: number];

function edgeAt(c: Float64Array, edge: number): Edge {
  const [x1, y1, x2, y2] = c.subarray(2 * edge, 2 * edge + 4) as unknown as Edge;
  return x1 < x2 || (x1 === x2 && y1 < y2) ? [x1, y1, x2, y2] : [x2, y2, x1, y1];
}

function inOrder(e: Edge, f: Edge): [Edge, Edge] {
  const at = e.findIndex((value, i) => value !== f[i]);
  return at === -1 || e[at]! < f[at]! ? [e, f] : [f, e];
}

function insertPoints({ coordinates, ringEnds }: Rings, added: Map<number, Point[]>): Rings {
  const points: number[] = [];
  const sizes: number[] = [];
  let p = 0;
  for (const end of ringEnds) {
    const before = points.length;
    for (; p < end; p++) {
      const [x, y] = [coordinates[2 * p]!, coordinates[2 * p + 1]!];
      push(points, before, x, y);
      const inside = added.get(p)?.toSorted((a, b) => distance2(a, x, y) - distance2(b, x, y));
      for (const [ax, ay] of inside ?? []) push(points, before, ax, ay);
    }
    sizes.push((points.length - before) / 2);
  }
  return { coordinates: Float64Array.from(points), ringEnds: runningTotal(sizes) };
}

function push(points: number[], ringStart: number, x: number, y: number): void {
  const last = points.length;
  if (last > ringStart && points[last - 2] === x && points[last - 1] === y) return;
  points.push(x, y);
}

function distance2([ax, ay]: Point, x: number, y: number): number {
  return (ax - x) ** 2 + (ay - y) ** 2;
}
