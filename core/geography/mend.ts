import { arrangeRings } from './arrange.ts';
import { cleanRings, hasFiniteCoordinates, packPolygons } from './clean.ts';
import type { CleaningKind } from './clean.ts';
import { hasContacts } from './contacts.ts';
import { limitEffort, TooMuchEffort, type Effort } from './effort.ts';
import { findFaults, listOverlappingParts } from './faults.ts';
import type { FaultKind } from './faults.ts';
import { isNestedRightly, isPartInPart, isTurnedRightly, measure, nestRings, planarArea } from './nesting.ts';
import { polygonsOf, reversed, shapeOfPolygons } from './nesting.ts';
import type { Shape } from './shape.ts';

/**
 * What was met and put right. `ring order` is a hole outside its outer ring or in another hole, or a part inside another
 * part; rings that merely turn the other way are routine (shapefiles and GeoJSON disagree) and turned without a word.
 */
export type MendKind = CleaningKind | FaultKind;

export type Mended = { shape: Shape; mended: MendKind[] } | { refused: string };

/**
 * A valid multipolygon (OGC: closed rings that neither cross nor touch themselves, holes within, parts apart) from
 * published rings, in any plane coordinates. Outer rings come out anticlockwise, holes clockwise. A shape that is valid
 * already and turns that way is answered as it is, quickly.
 *
 * Touching rings are taken apart where they touch, without moving a point. Crossing rings are split where they cross, and
 * what they enclose by the non-zero winding rule is kept, less the holes; overlapping parts are united.
 * Refused, with a sentence that says why: coordinates that are not numbers, no area left, rings that cannot be untangled, rings that
 * cross so often that it would be more work than `effort` allows. Whatever the watcher of the effort throws is thrown on.
 */
export function mendShape(shape: Shape, effort: Effort = limitEffort()): Mended {
  try {
    return mend(shape, effort);
  } catch (error) {
    if (error instanceof TooMuchEffort) return { refused: tooMuch };
    throw error;
  }
}

function mend(shape: Shape, effort: Effort): Mended {
  if (!hasFiniteCoordinates(shape)) return { refused: 'It has coordinates that are not numbers.' };
  const { shape: cleaned, met } = cleanRings(shape);
  if (cleaned.polygonEnds.length === 0) return { refused: noArea };
  if (isPlainlyValid(cleaned, effort)) return { shape: turned(cleaned), mended: met };
  const faults = findFaults(cleaned, effort);
  if (faults.size === 0) return { shape: turned(cleaned), mended: met };
  const repaired = repair(cleaned, effort);
  return 'refused' in repaired ? repaired : { shape: repaired.shape, mended: [...met, ...faults] };
}

const noArea = 'It encloses no area.';
const tooMuch =
  'Its rings cross or lie over each other far too often to be untangled: mend it in the program that it comes from.';

/** Grids to snap to, as shares of the largest coordinate, if exact mending does not settle: the coarsest is under a centimetre. */
const snapShares = [0, 2 ** -44, 2 ** -38, 2 ** -34];

const mostRounds = 8;

function isPlainlyValid(shape: Shape, effort: Effort): boolean {
  return !hasContacts(shape, effort) && isNestedRightly(shape, effort);
}

function turned(shape: Shape): Shape {
  return isTurnedRightly(shape) ? shape : shapeOfPolygons(polygonsOf(shape));
}

function repair(shape: Shape, effort: Effort): { shape: Shape } | { refused: string } {
  const largest = shape.coordinates.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const share of snapShares) {
    const polygons = rearrange(share === 0 ? shape : snap(shape, largest * share), effort);
    if (!polygons) continue;
    if (polygons.length === 0) return { refused: noArea };
    const repaired = shapeOfPolygons(polygons);
    if (findFaults(repaired, effort).size === 0) return { shape: repaired };
  }
  return { refused: 'Its rings cross each other in a way that cannot be untangled.' };
}

function snap(shape: Shape, step: number): Shape {
  const coordinates = shape.coordinates.map((value) => Math.round(value / step) * step);
  return cleanRings({ ...shape, coordinates }).shape;
}

/** Each polygon made valid by itself, then those that overlap united. */
function rearrange(shape: Shape, effort: Effort): Float64Array[][] | undefined {
  const parts: Float64Array[][] = [];
  for (const rings of polygonsOf(shape)) {
    const valid = rearrangePolygon(rings, effort);
    if (!valid) return undefined;
    parts.push(...valid);
  }
  const united = unite(parts, effort);
  return united && withoutInnerParts(united, effort);
}

function rearrangePolygon(rings: Float64Array[], effort: Effort): Float64Array[][] | undefined {
  const alone = packPolygons([rings]);
  if (!hasContacts(alone, effort)) return isNestedRightly(alone, effort) ? [rings] : nestRings(rings, effort);
  const [outer, ...holes] = rings.toSorted((a, b) => Math.abs(planarArea(b)) - Math.abs(planarArea(a)));
  const surface = arrangeRings([outer!], (winding) => winding !== 0, effort);
  if (!surface || holes.length === 0) return surface;
  const signed = surface.flat();
  for (const hole of holes) {
    const gap = arrangeRings([hole], (winding) => winding !== 0, effort);
    if (!gap) return undefined;
    signed.push(...gap.flat().map(reversed));
  }
  return arrangeRings(signed, (winding) => winding > 0, effort);
}

/** Drops parts that lie in another part's surface: what they cover is covered already. Parts must not cross. */
function withoutInnerParts(parts: Float64Array[][], effort: Effort): Float64Array[][] {
  const measured = parts.map((part) => part.map(measure));
  return parts.filter(
    (_, i) => !measured.some((other, j) => i !== j && isPartInPart(measured[i]![0]!, other, effort)),
  );
}

/** Unites the parts that overlap. Where that moves a point by a rounding, it may come to lie in another part: hence the rounds. */
function unite(parts: Float64Array[][], effort: Effort): Float64Array[][] | undefined {
  let united = parts;
  for (let round = 0; round < mostRounds; round++) {
    if (united.length < 2) return united;
    const shape = shapeOfPolygons(united);
    const overlapping = listOverlappingParts(shape, effort);
    if (overlapping.size === 0) return united;
    const all = polygonsOf(shape);
    const overlaid = all.filter((_, i) => overlapping.has(i)).flat();
    const together = arrangeRings(overlaid, (winding) => winding > 0, effort);
    if (!together) return undefined;
    united = [...all.filter((_, i) => !overlapping.has(i)), ...together];
  }
  return undefined;
}
