import { shapeFromRings } from '#core/geography';
import type { FeatureGeometry } from '#data/formats/layer';

type Polygon = number[][][];

const problems: Readonly<Record<string, string>> = {
  Point: 'it is a point, not an area',
  MultiPoint: 'it is a group of points, not an area',
  LineString: 'it is a line, not an area',
  MultiLineString: 'it is a group of lines, not an area',
};

/** Nested deeper than this, a collection of collections is somebody's joke. */
const deepest = 20;

/**
 * The polygon that a GeoJSON geometry holds, with rings as they stand. Polygons of a collection are taken together and what else
 * is in it is passed over. Anything that is no polygon, and coordinates that are not numbers, are a problem.
 */
export function readGeoJsonGeometry(geometry: unknown): FeatureGeometry {
  if (geometry === null || geometry === undefined) return { problem: 'it has no geometry' };
  const polygons = listPolygons(geometry, 0);
  if (typeof polygons === 'string') return { problem: polygons };
  const shape = shapeFromRings(polygons);
  return shape.polygonEnds.length === 0 ? { problem: 'it has no geometry' } : shape;
}

/** The polygons, or what is wrong. */
function listPolygons(geometry: unknown, depth: number): Polygon[] | string {
  if (!isRecord(geometry) || typeof geometry.type !== 'string') return 'its geometry has no type';
  const { type, coordinates } = geometry;
  if (type === 'GeometryCollection') return listCollected(geometry.geometries, depth);
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return problems[type] ?? `its geometry is of the unknown type “${type.slice(0, 40)}”`;
  }
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  return areAllPolygons(polygons) ? polygons : 'its coordinates are not lists of number pairs';
}

function listCollected(geometries: unknown, depth: number): Polygon[] | string {
  if (!Array.isArray(geometries) || depth > deepest) return 'its collection of geometries is damaged';
  const found = geometries.map((geometry) => listPolygons(geometry, depth + 1));
  const polygons = found.filter((each) => typeof each !== 'string').flat();
  if (polygons.length > 0) return polygons;
  return found.length === 0 ? 'it has no geometry' : 'it is a collection without an area';
}

function areAllPolygons(value: unknown): value is Polygon[] {
  return Array.isArray(value) && value.every((rings) => Array.isArray(rings) && rings.every(isRing));
}

function isRing(value: unknown): value is number[][] {
  return Array.isArray(value) && value.every(isPosition);
}

function isPosition(value: unknown): value is number[] {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';
}

/** Whether the value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An attribute as text: null and absent are ''. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return JSON.stringify(value);
}
