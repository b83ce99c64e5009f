/** A place in degrees (WGS 84). */
export interface LonLat {
  lon: number;
  lat: number;
}

/** Places as columns of equal length. NaN marks a place that is not known: nothing reaches it. */
export interface Points {
  lon: ArrayLike<number>;
  lat: ArrayLike<number>;
}

/** Mean radius of the Earth (IUGG, R1) in metres. */
const radiusMetres = 6_371_008.8;
const radians = Math.PI / 180;

/** How much longer streets are than the straight line. */
export const detour = 1.2;
/** 80 metres a minute = 4.8 km/h. */
export const walkMetresPerMinute = 80;
/** 16 km/h. */
export const cycleMetresPerMinute = 16_000 / 60;

/** Metres along the great circle (haversine, on the mean sphere). 0 for the same place, NaN for an unknown one. */
export function greatCircleMetres(from: LonLat, to: LonLat): number {
  return metresBetween(from.lon, from.lat, to.lon, to.lat);
}

function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const sinLat = Math.sin(((latB - latA) * radians) / 2);
  const sinLon = Math.sin(((lonB - lonA) * radians) / 2);
  const h = sinLat * sinLat + Math.cos(latA * radians) * Math.cos(latB * radians) * sinLon * sinLon;
  return 2 * radiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Seconds on foot between two places: great-circle metres × 1.2 ÷ 80 m a minute, not rounded. */
export function walkSeconds(from: LonLat, to: LonLat): number {
  return ((metresBetween(from.lon, from.lat, to.lon, to.lat) * detour) / walkMetresPerMinute) * 60;
}

/** The straight-line metres that a walk of some seconds covers: the inverse of `walkSeconds`. */
export function metresWalked(seconds: number): number {
  return ((seconds / 60) * walkMetresPerMinute) / detour;
}

/** The box in degrees that holds every place within some metres: west, south, east, north. Wider than needed near a pole. */
export function boxAround(place: LonLat, metres: number): [number, number, number, number] {
  // A little more than the radius, so that rounding never leaves out a place on the edge.
  const angle = (metres * 1.000001 + 0.01) / radiusMetres;
  const south = place.lat - angle / radians;
  const north = place.lat + angle / radians;
  const widest = Math.cos(Math.min(Math.max(Math.abs(south), Math.abs(north)), 90) * radians);
  const half = widest > Math.sin(angle) ? Math.asin(Math.sin(angle) / widest) / radians : 180;
  return [place.lon - half, south, place.lon + half, north];
}
