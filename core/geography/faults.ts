import { orient2d } from 'robust-predicates';
import { commonPoints, listContacts, ringAt } from './contacts.ts';
import type { Contact } from './contacts.ts';
import type { Effort } from './effort.ts';
import { isNestedRightly } from './nesting.ts';
import { firstPoint } from './shape.ts';
import type { Shape } from './shape.ts';

/** What makes closed rings of different points invalid as a multipolygon. */
export type FaultKind = 'ring order' | 'self-touching' | 'self-crossing' | 'overlapping parts';

/**
 * What keeps the shape from being a valid multipolygon in the sense of OGC 06-103r4 (clauses 6.1.11 and 6.1.14); nothing
 * for a valid one. Rings must be closed and free of repeated neighbours; which way they turn does not matter.
 */
export function findFaults(shape: Shape, effort: Effort): Set<FaultKind> {
  const contacts = listContacts(shape, effort);
  const faults = contacts.length === 0 ? new Set<FaultKind>() : contactFaults(shape, contacts);
  // Rings that cross are neither in nor out of each other.
  if (faults.size === 0 && !isNestedRightly(shape, effort)) faults.add('ring order');
  return faults;
}

/** Numbers of the parts (polygons) whose edges cross or run along those of another part. */
export function listOverlappingParts(shape: Shape, effort: Effort): Set<number> {
  const overlapping = new Set<number>();
  for (const contact of listContacts(shape, effort)) {
    const [a, b] = partsOf(shape, contact);
    if (a !== b && cutsIn(shape, contact)) overlapping.add(a).add(b);
  }
  return overlapping;
}

function contactFaults(shape: Shape, contacts: readonly Contact[]): Set<FaultKind> {
  const faults = new Set<FaultKind>();
  const touches = new TouchGraph();
  for (const contact of contacts) {
    const rings = ringsOf(shape, contact);
    const [a, b] = partsOf(shape, contact);
    if (a !== b) {
      if (cutsIn(shape, contact)) faults.add('overlapping parts');
    } else if (contact.kind === 'crossing') faults.add('self-crossing');
    else if (rings[0] === rings[1] || contact.kind === 'overlap') faults.add('self-touching');
    else if (touches.closesCycle(shape.coordinates, contact, rings)) faults.add('self-touching');
  }
  return faults;
}

function ringsOf({ ringEnds }: Shape, { first, second }: Contact): [number, number] {
  return [ringAt(ringEnds, first), ringAt(ringEnds, second)];
}

function partsOf(shape: Shape, contact: Contact): [number, number] {
  const [a, b] = ringsOf(shape, contact);
  return [ringAt(shape.polygonEnds, a), ringAt(shape.polygonEnds, b)];
}

/** Whether the edges' rings do more at their contact than touch: parts may touch at points. */
function cutsIn(shape: Shape, contact: Contact): boolean {
  return (
    contact.kind !== 'touch' ||
    commonPoints(shape.coordinates, contact).some((p) => passesThrough(shape, contact, p))
  );
}

/** Whether one ring comes to the common point on one side of the other and leaves on its other side. */
function passesThrough(shape: Shape, { first, second }: Contact, point: number): boolean {
  const [before, after] = waysAt(shape, first, point);
  const [from, to] = waysAt(shape, second, point);
  const { coordinates: c } = shape;
  const left = (p: number, q: number, r: number): boolean =>
    orient2d(c[2 * p]!, c[2 * p + 1]!, c[2 * q]!, c[2 * q + 1]!, c[2 * r]!, c[2 * r + 1]!) < 0;
  const turnsLeft = left(before, point, after);
  const isLeft = (way: number): boolean => {
    const [one, other] = [left(before, point, way), left(point, after, way)];
    return turnsLeft ? one && other : one || other;
  };
  return isLeft(from) !== isLeft(to);
}

/** Where the ring of the edge comes from and goes to at a point of the edge. */
function waysAt(shape: Shape, edge: number, point: number): [number, number] {
  const { coordinates: c, ringEnds } = shape;
  const isAt = (p: number): boolean => c[2 * p] === c[2 * point] && c[2 * p + 1] === c[2 * point + 1];
  const ring = ringAt(ringEnds, edge);
  const [start, end] = [firstPoint(shape, ring), ringEnds[ring]! - 1];
  if (isAt(edge)) return [edge === start ? end - 1 : edge - 1, edge + 1];
  if (isAt(edge + 1)) return [edge, edge + 1 === end ? start + 1 : edge + 2];
  return [edge, edge + 1];
}

/**
 * Rings of one polygon may touch at points, but not so that they cut its inside in two: then rings and the points where
 * they touch form a cycle.
 */
class TouchGraph {
  private readonly leaders = new Map<string, string>();
  private readonly known = new Set<string>();

  closesCycle(c: Float64Array, contact: Contact, rings: readonly [number, number]): boolean {
    let cycle = false;
    for (const p of commonPoints(c, contact)) {
      const point = `${c[2 * p]} ${c[2 * p + 1]}`;
      for (const ring of rings) {
        const link = `${ring} at ${point}`;
        if (this.known.has(link)) continue;
        this.known.add(link);
        const [a, b] = [this.leader(`ring ${ring}`), this.leader(point)];
        if (a === b) cycle = true;
        else this.leaders.set(a, b);
      }
    }
    return cycle;
  }

  private leader(name: string): string {
    let at = name;
    for (let up = this.leaders.get(at); up !== undefined; up = this.leaders.get(at)) at = up;
    return at;
  }
}
