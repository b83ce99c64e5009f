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
}

/** Makes the index of some places. Unknown ones (NaN) are never found. */
export function indexPlaces(places: Points): WalkIndex {
  const known = Array.from(places.lon, (_, index) => index).filter(
    (index) => Number.isFinite(places.lon[index]) && Number.isFinite(places.lat[index]),
  );
  if (known.length === 0) return { within: () => [] };
  const tree = new Flatbush(known.length);
  for (const index of known) tree.add(places.lon[index]!, places.lat[index]!);
  tree.finish();
  return { within: (place, maxSeconds) => listWalks({ tree, known, places }, place, maxSeconds) };
}

interface Found {
  tree: Flatbush;
  known: readonly number[];
  places: Points;
}

function listWalks({ tree, known, places }: Found, place: LonLat, maxSeconds: number): Walk[] {
  if (!Number.isFinite(place.lon) || !Number.isFinite(place.lat) || !(maxSeconds >= 0)) return [];
  const [west, south, east, north] = boxAround(place, metresWalked(maxSeconds));
  const walks: Walk[] = [];
  for (const item of tree.search(west, south, east, north)) {
    const index = known[item]!;
    const seconds = walkSeconds(place, { lon: places.lon[index]!, lat: places.lat[index]! });
    if (seconds <= maxSeconds) walks.push({ index, seconds });
  }
  return walks.toSorted((a, b) => a.seconds - b.seconds || a.index - b.index);
}
