/** Where a place lies in the reference system of its file; null where it says nothing, a problem where that cannot be read. */
export type Spot = readonly [x: number, y: number] | null | { problem: string };

/** One place of a file. */
export interface PointRecord {
  /** Attributes as text, aligned with the fields of the source; an absent or null one is ''. */
  values: string[];
  spot: Spot;
}

/** A layer of points, opened and whole. Formats differ only behind this face. */
export interface PointLayer {
  /** How a person knows the part that was read, and the file that it came in. */
  label: string;
  file: string;
  /** Name of the format for people. */
  format: string;
  fields: string[];
  /** The CRS as the file states it (WKT, EPSG code); null where it says nothing. */
  crs: string | null;
  /** Encoding of attribute texts where the format leaves it open; null where it is fixed. */
  encoding: string | null;
  rows: number;
  /** What looks odd, one sentence each. */
  notes: string[];
  /** The places `from` ≤ number < `to`, counted from 0. */
  read(from: number, to: number): PointRecord[];
}

/** What to do with a file of areas or lines. */
export const noImportElsewhere =
  'Outlines of areas are imported as boundaries (pinpoint import boundaries); of lines there is no import. For places choose the layer with the points.';

/** Whether a spot is a pair of coordinates. */
export function isAt(spot: Spot): spot is readonly [number, number] {
  return Array.isArray(spot);
}

/** The spot of a GeoJSON geometry: of a point, or of a group with one point in it. */
export function findSpot(type: unknown, coordinates: unknown): Spot {
  if (type === 'Point') return toSpot(coordinates);
  if (type !== 'MultiPoint' || !Array.isArray(coordinates)) return { problem: describeOther(type) };
  if (coordinates.length === 0) return null;
  return coordinates.length === 1
    ? toSpot(coordinates[0])
    : { problem: `it is a group of ${coordinates.length} points, not one` };
}

function toSpot(coordinates: unknown): Spot {
  if (!Array.isArray(coordinates)) return { problem: 'its coordinates are not a pair of numbers' };
  if (coordinates.length === 0) return null;
  const [x, y] = coordinates as unknown[];
  if (typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y))
    return [x, y];
  return { problem: 'its coordinates are not a pair of numbers' };
}

const others: Readonly<Record<string, string>> = {
  LineString: 'it is a line, not a point',
  MultiLineString: 'it is a group of lines, not a point',
  Polygon: 'it is an area, not a point',
  MultiPolygon: 'it is an area, not a point',
  GeometryCollection: 'it is a collection of geometries, not a point',
};

function describeOther(type: unknown): string {
  if (typeof type !== 'string') return 'its geometry has no type';
  return others[type] ?? `its geometry is of the unknown type “${type.slice(0, 40)}”`;
}
