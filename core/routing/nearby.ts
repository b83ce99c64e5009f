import Flatbush from 'flatbush';
import { boxAround, metresWalked, walkSeconds, type LonLat, type Points } from './earth.ts';

/** A place and the seconds it takes to walk there. */
export interface Walk {
  index: number;
  seconds: number;
}

/** Finds which of some places lie within a walk of a place. */
export interface WalkIndex {
  /**
   * Every place within `maxSeconds` on foot, the end included, nearest first and equally near ones by index. Empty for an
   * unknown place. Places beyond the 180th meridian are not seen from this side of it.
   */
  within(place: LonLat, maxSeconds: number): Walk[];
  /** Calls `visit` for the same places in no order: for millions of them. */
  visitWithin(place: LonLat, maxSeconds: number, visit: (index: number, seconds: number) => void): void;
}

/** Makes the index of some places. Unknown ones (NaN) are never found. */
export function indexPlaces(places: Points): WalkIndex {
  const known = Array.from(places.lon, (_, index) => index).filter(
    (index) => Number.isFinite(places.lon[index]) && Number.isFinite(places.lat[index]),
  );
  if (known.length === 0) return { within: () => [], visitWithin: () => {} };
  const tree = new Flatbush(known.length);
  for (const index of known) tree.add(places.lon[index]!, places.lat[index]!);
  tree.finish();
  const visitWithin: WalkIndex['visitWithin'] = (place, maxSeconds, visit) => {
    if (!Number.isFinite(place.lon) || !Number.isFinite(place.lat) || !(maxSeconds >= 0)) return;
    const [west, south, east, north] = boxAround(place, metresWalked(maxSeconds));
    for (const item of tree.search(west, south, east, north)) {
      const index = known[item]!;
      const seconds = walkSeconds(place, { lon: places.lon[index]!, lat: places.lat[index]! });
      if (seconds <= maxSeconds) visit(index, seconds);
    }
  };
  return {
    visitWithin,
    within: (place, maxSeconds) => {
      const walks: Walk[] = [];
      visitWithin(place, maxSeconds, (index, seconds) => walks.push({ index, seconds }));
      return walks.toSorted((a, b) => a.seconds - b.seconds || a.index - b.index);
    },
  };
}
