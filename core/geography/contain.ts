import { firstPoint } from './shape.ts';
import type { Shape } from './shape.ts';

/**
 * Whether the point lies in the shape (holes are outside), by the even–odd rule.
 * **Boundary rule**: a ring holds its left and lower edges and not its right and upper ones, so that a point on the common
 * edge of two areas that share their vertices is in exactly one of them. An empty shape holds nothing; a point with a
 * coordinate that is not a number is nowhere.
 */
export function containsPoint(shape: Shape, lon: number, lat: number): boolean {
  let inside = false;
  for (let ring = 0; ring < shape.ringEnds.length; ring++) {
    if (crossesOddly(shape, ring, lon, lat)) inside = !inside;
  }
  return inside;
}

function crossesOddly(shape: Shape, ring: number, x: number, y: number): boolean {
  const { coordinates } = shape;
  const to = 2 * shape.ringEnds[ring]!;
  let odd = false;
  for (let i = 2 * firstPoint(shape, ring) + 2; i < to; i += 2) {
    const y1 = coordinates[i - 1]!;
    const y2 = coordinates[i + 1]!;
    if (y1 > y === y2 > y) continue;
    if (x < crossingX(coordinates, i, y)) odd = !odd;
  }
  return odd;
}

/** Where the edge ending at `i` meets the height `y`; the same bits whichever way the edge runs. */
function crossingX(coordinates: Float64Array, i: number, y: number): number {
  const up = coordinates[i + 1]! > coordinates[i - 1]!;
  const low = up ? i - 2 : i;
  const high = up ? i : i - 2;
  const x1 = coordinates[low]!;
  const y1 = coordinates[low + 1]!;
  return x1 + ((y - y1) * (coordinates[high]! - x1)) / (coordinates[high + 1]! - y1);
}
