/** A point in kilometres east and north of the middle of the city region. */
export type PlanePoint = [x: number, y: number];
/** lon, lat in degrees. */
export type Degrees = [lon: number, lat: number];

const middle: Degrees = [-2.9, 53.45];
const kmPerDegree = 111.25;
const shorten = Math.cos((middle[1] * Math.PI) / 180);

/** Degrees to kilometres on a flat map of the city region; off by under one part in two hundred at its edges. */
export function toPlane([lon, lat]: Degrees): PlanePoint {
  return [(lon - middle[0]) * kmPerDegree * shorten, (lat - middle[1]) * kmPerDegree];
}

/** Kilometres back to degrees, to the seventh decimal (a centimetre), so that the same point is always the same number. */
export function toLonLat([x, y]: PlanePoint): Degrees {
  return [rounded(middle[0] + x / (kmPerDegree * shorten)), rounded(middle[1] + y / kmPerDegree)];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
