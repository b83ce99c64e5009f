import { commonPoints, listContacts, ringAt } from './contacts.ts';
import type { Contact } from './contacts.ts';
import { isNestedRightly } from './nesting.ts';
import type { Shape } from './shape.ts';

/** What makes closed rings of different points invalid as a multipolygon. */
export type FaultKind = 'ring order' | 'self-touching' | 'self-crossing' | 'overlapping parts';

/**
 * What keeps the shape from being a valid multipolygon in the sense of OGC 06-103r4 (clause 6.1.11 and 6.1.14); nothing for
 * a valid one. Rings must be closed and free of repeated neighbours; which way they turn does not matter.
 */
export function findFaults(shape: Shape): Set<FaultKind> {
  const contacts = listContacts(shape);
  const faults = contacts.length === 0 ? new Set<FaultKind>() : contactFaults(shape, contacts);
  // Rings that cross are neither in nor out of each other.
  if (faults.size === 0 && !isNestedRightly(shape)) faults.add('ring order');
  return faults;
}

function contactFaults(shape: Shape, contacts: readonly Contact[]): Set<FaultKind> {
  const faults = new Set<FaultKind>();
  const touches = new TouchGraph();
  for (const contact of contacts) {
    const rings = [ringAt(shape.ringEnds, contact.first), ringAt(shape.ringEnds, contact.second)] as const;
    const parts = rings.map((ring) => ringAt(shape.polygonEnds, ring));
    const samePart = parts[0] === parts[1];
    if (contact.kind === 'crossing') faults.add(samePart ? 'self-crossing' : 'overlapping parts');
    else if (rings[0] === rings[1]) faults.add('self-touching');
    else if (contact.kind === 'overlap') faults.add(samePart ? 'self-touching' : 'overlapping parts');
    else if (samePart && touches.closesCycle(shape.coordinates, contact, rings)) faults.add('self-touching');
  }
  return faults;
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
