import Flatbush from 'flatbush';
import { landAreaM2 } from './area.ts';
import { overlapAreaM2 } from './overlap.ts';
import { boundsOf } from './shape.ts';
import type { Bounds, Shape } from './shape.ts';

/** Which parent an area shares most ground with. */
export interface LargestOverlap {
  /** Position of the parent, or −1 where the area meets none. Of equals, the first. */
  parent: number;
  /** Share of the area's ground that lies in it, 0 … 1. Near 0.5 the choice is ambiguous. */
  share: number;
}

/**
 * Prepares parents for finding the one that holds most of an area. Robust on boundaries that were published apart from each
 * other. Once a parent holds more than half of an area no other is looked at; an empty area has no parent.
 */
export function overlapWith(parents: readonly Shape[]): { largest(area: Shape): LargestOverlap } {
  const drawn = parents.flatMap((shape, index) => (shape.polygonEnds.length > 0 ? [index] : []));
  const bounds = parents.map((shape) => boundsOf(shape));
  const boxes = drawn.length > 0 ? new Flatbush(drawn.length) : undefined;
  for (const index of drawn) boxes!.add(...bounds[index]!);
  boxes?.finish();
  return {
    largest(area) {
      const box = boundsOf(area);
      const near =
        boxes && area.polygonEnds.length > 0 ? boxes.search(...box).map((item) => drawn[item]!) : [];
      const likelyFirst = near.toSorted(
        (i, j) => commonBox(box, bounds[j]!) - commonBox(box, bounds[i]!) || i - j,
      );
      return pickLargest(area, likelyFirst, parents);
    },
  };
}

function pickLargest(area: Shape, candidates: readonly number[], parents: readonly Shape[]): LargestOverlap {
  const whole = landAreaM2(area);
  let best = { parent: -1, overlap: 0 };
  for (const parent of candidates) {
    const overlap = overlapAreaM2(area, parents[parent]!);
    if (overlap > best.overlap || (overlap === best.overlap && overlap > 0 && parent < best.parent)) {
      best = { parent, overlap };
    }
    if (best.overlap > whole / 2) break;
  }
  return { parent: best.parent, share: whole > 0 ? Math.min(1, best.overlap / whole) : 0 };
}

function commonBox(a: Bounds, b: Bounds): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return Math.max(0, width) * Math.max(0, height);
}
