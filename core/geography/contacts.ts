import { orient2d } from 'robust-predicates';
import { visitNearPairs } from './edge-pairs.ts';
import type { Effort } from './effort.ts';
import { firstPoint } from './shape.ts';
import type { Shape } from './shape.ts';

/**
 * How two edges meet: in a point that is an end of at least one of them, in a point inside both, or along a stretch.
 * Neighbours in a ring always share a point; they count only where they run back over each other (a spike: `overlap`).
 */
export type ContactKind = 'touch' | 'crossing' | 'overlap';

/** Edges are named by the number of the point they begin at. */
export interface Contact {
  first: number;
  second: number;
  kind: ContactKind;
}

/** Whether any two edges of the shape meet other than as neighbours in a ring. Rings must be closed and free of repeated neighbours. */
export function hasContacts(shape: Shape, effort: Effort): boolean {
  return visitContacts(shape, effort, () => true);
}

/** Every meeting of two edges. Rings must be closed and free of repeated neighbours. */
export function listContacts(shape: Shape, effort: Effort): Contact[] {
  const contacts: Contact[] = [];
  visitContacts(shape, effort, (contact) => {
    effort.spend(stepsPerContact);
    contacts.push(contact);
    return false;
  });
  return contacts;
}

type Visit = (contact: Contact) => boolean;

/** What becomes of a contact afterwards: points, edges and walks, each in memory. */
const stepsPerContact = 200;

function visitContacts(shape: Shape, effort: Effort, stop: Visit): boolean {
  const pair = (first: number, second: number): boolean => {
    if (areNeighbours(shape, first, second)) return false;
    const kind = meet(shape.coordinates, first, second);
    return kind !== undefined && stop({ first, second, kind });
  };
  return visitSpikes(shape, stop) || visitNearPairs(shape, effort, pair);
}

function areNeighbours(shape: Shape, first: number, second: number): boolean {
  const low = Math.min(first, second);
  const high = Math.max(first, second);
  if (high === low + 1) return true;
  if (shape.coordinates[2 * low] !== shape.coordinates[2 * high + 2]) return false;
  const ring = ringAt(shape.ringEnds, low);
  return high === shape.ringEnds[ring]! - 2 && low === firstPoint(shape, ring);
}

/** Number of the ring that a point belongs to. */
export function ringAt(ringEnds: Uint32Array, point: number): number {
  let [low, high] = [0, ringEnds.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ringEnds[middle]! > point) high = middle;
    else low = middle + 1;
  }
  return low;
}

function visitSpikes(shape: Shape, stop: Visit): boolean {
  const { coordinates: c, ringEnds } = shape;
  for (let ring = 0; ring < ringEnds.length; ring++) {
    const from = firstPoint(shape, ring);
    const to = ringEnds[ring]! - 1;
    let before = to - 1;
    for (let p = from; p < to; before = p++) {
      const ax = c[2 * before]! - c[2 * p]!;
      const ay = c[2 * before + 1]! - c[2 * p + 1]!;
      const bx = c[2 * p + 2]! - c[2 * p]!;
      const by = c[2 * p + 3]! - c[2 * p + 1]!;
      if (ax * bx + ay * by <= 0) continue;
      // Only an edge that turns back sharply can be a spike; the exact test is dear.
      if (Math.abs(ax * by - ay * bx) > 1e-9 * (ax * bx + ay * by)) continue;
      if (side(c, before, before + 1, p + 1) === 0 && stop({ first: before, second: p, kind: 'overlap' }))
        return true;
    }
  }
  return false;
}

function side(c: Float64Array, from: number, to: number, point: number): number {
  return orient2d(
    c[2 * from]!,
    c[2 * from + 1]!,
    c[2 * to]!,
    c[2 * to + 1]!,
    c[2 * point]!,
    c[2 * point + 1]!,
  );
}

/** How two edges whose boxes overlap meet, decided exactly; undefined where they do not. */
function meet(c: Float64Array, p: number, q: number): ContactKind | undefined {
  const p0 = side(c, q, q + 1, p);
  const p1 = side(c, q, q + 1, p + 1);
  if ((p0 > 0 && p1 > 0) || (p0 < 0 && p1 < 0)) return undefined;
  const q0 = side(c, p, p + 1, q);
  const q1 = side(c, p, p + 1, q + 1);
  if ((q0 > 0 && q1 > 0) || (q0 < 0 && q1 < 0)) return undefined;
  if (p0 !== 0 && p1 !== 0 && q0 !== 0 && q1 !== 0) return 'crossing';
  if (p0 !== 0 || p1 !== 0) return 'touch';
  return stretch(c, p, q, 0) > 0 || stretch(c, p, q, 1) > 0 ? 'overlap' : 'touch';
}

/** The points (numbers in the columns) that are an end of one of the edges and lie exactly on the other. */
export function commonPoints(c: Float64Array, { first, second }: Contact): number[] {
  return [
    ...[first, first + 1].filter((point) => isOnEdge(c, second, point)),
    ...[second, second + 1].filter((point) => isOnEdge(c, first, point)),
  ];
}

/** Whether a point lies exactly on an edge, ends included. */
export function isOnEdge(c: Float64Array, edge: number, point: number): boolean {
  for (const axis of [0, 1] as const) {
    const value = c[2 * point + axis]!;
    const [from, to] = [c[2 * edge + axis]!, c[2 * edge + 2 + axis]!];
    if (value < Math.min(from, to) || value > Math.max(from, to)) return false;
  }
  return side(c, edge, edge + 1, point) === 0;
}

function stretch(c: Float64Array, p: number, q: number, axis: 0 | 1): number {
  const [p0, p1, q0, q1] = [c[2 * p + axis]!, c[2 * p + 2 + axis]!, c[2 * q + axis]!, c[2 * q + 2 + axis]!];
  return Math.min(Math.max(p0, p1), Math.max(q0, q1)) - Math.max(Math.min(p0, p1), Math.min(q0, q1));
}
