import Flatbush from 'flatbush';
import { containsPoint } from './contain.ts';
import { boundsOf } from './shape.ts';
import type { Shape } from './shape.ts';

/** Areas with an index over their boxes, to be asked for many points. */
export interface AreaLocator {
  /** Position of the area that holds the point, or −1. Of areas that overlap there, the first in the list. */
  locate(lon: number, lat: number): number;
}

/**
 * Prepares areas for finding which of them holds a point, by the boundary rule of `containsPoint`: a point on the common
 * edge of two areas that share their vertices is in exactly one. Empty shapes hold nothing; no areas hold nothing.
 */
export function locateIn(shapes: readonly Shape[]): AreaLocator {
  const drawn = shapes.flatMap((shape, index) => (shape.polygonEnds.length > 0 ? [index] : []));
  if (drawn.length === 0) return { locate: () => -1 };
  const boxes = new Flatbush(drawn.length);
  for (const index of drawn) boxes.add(...boundsOf(shapes[index]!));
  boxes.finish();
  return {
    locate(lon, lat) {
      let found = -1;
      if (Number.isNaN(lon) || Number.isNaN(lat)) return found;
      boxes.search(lon, lat, lon, lat, (item) => {
        const index = drawn[item]!;
        if ((found === -1 || index < found) && containsPoint(shapes[index]!, lon, lat)) found = index;
        return false;
      });
      return found;
    },
  };
}

/** For each point (degrees) the position of the area that holds it, or −1; see `locateIn`. */
export function pointsInAreas(lons: Float64Array, lats: Float64Array, shapes: readonly Shape[]): Int32Array {
  const areas = locateIn(shapes);
  return Int32Array.from(lons, (lon, i) => areas.locate(lon, lats[i]!));
}
