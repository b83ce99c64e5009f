import type { Bounds } from './shape.ts';

/** Units across a tile, as the Mapbox Vector Tile default; drawn 512 pixels wide, so 8 units are a pixel. */
export const tileExtent = 4096;

/** Units that a tile's contents reach over its edge, so that outlines join up: 8 pixels. */
export const tileBuffer = 64;

const mostLatitude = 85.0511287798066;

/** Longitude in degrees → share of the world from west to east, 0 … 1. */
export function mercatorX(lon: number): number {
  return lon / 360 + 0.5;
}

/** Latitude in degrees → share of the world from north to south, 0 … 1 (spherical Mercator, EPSG:3857). Beyond ±85.05° it stays at the edge. */
export function mercatorY(lat: number): number {
  if (lat >= mostLatitude) return 0;
  if (lat <= -mostLatitude) return 1;
  const s = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
}

/** Box of a tile in degrees. Tiles are numbered from the north-west, as in XYZ addresses. */
export function tileBounds(z: number, x: number, y: number): Bounds {
  return boundsBetween(z, [x, y], [x + 1, y + 1]);
}

/** Box of what is drawn into a tile: with its buffer. */
export function bufferedTileBounds(z: number, x: number, y: number): Bounds {
  const margin = tileBuffer / tileExtent;
  return boundsBetween(z, [x - margin, y - margin], [x + 1 + margin, y + 1 + margin]);
}

function boundsBetween(z: number, [west, north]: [number, number], [east, south]: [number, number]): Bounds {
  const lon = (x: number): number => (x / 2 ** z) * 360 - 180;
  const lat = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI;
  return [lon(west), lat(south), lon(east), lat(north)];
}

/** The tile that holds a point, and where in it in units (from its north-west corner). */
export function tileAt(
  lon: number,
  lat: number,
  z: number,
): { x: number; y: number; unitX: number; unitY: number } {
  const last = 2 ** z - 1;
  const across = mercatorX(lon) * 2 ** z;
  const down = mercatorY(lat) * 2 ** z;
  const x = Math.min(last, Math.max(0, Math.floor(across)));
  const y = Math.min(last, Math.max(0, Math.floor(down)));
  return { x, y, unitX: (across - x) * tileExtent, unitY: (down - y) * tileExtent };
}
