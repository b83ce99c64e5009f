import type { GeographyRef } from '#contract';
import { decodeGeoPackageGeometry } from '#core/geography';
import type { Connection } from './connection.ts';
import type { AreaHit, DrawnArea } from './interfaces.ts';
import { getGeography, refOf, type GeographyRow } from './geographies.ts';
import type { Bounds, Shape } from './types.ts';

/** The columns of a geography's areas, ordered by code, before their parents are known. */
export interface AreaColumns {
  geography: GeographyRow;
  ids: Int32Array<ArrayBuffer>;
  codes: string[];
  names: string[];
  lon: Float64Array<ArrayBuffer>;
  lat: Float64Array<ArrayBuffer>;
  landArea: Float64Array<ArrayBuffer>;
  indexOf: Map<string, number>;
  /** Position by (area id − lowest id of the geography); −1 where no area has that id. */
  positions: Int32Array<ArrayBuffer>;
}

const columnsSql = `
  SELECT id, code, name, label_lon, label_lat, land_area_m2
  FROM area WHERE id BETWEEN ? AND ?`;

type ColumnsRow = [
  id: number,
  code: string,
  name: string,
  lon: number | null,
  lat: number | null,
  m2: number | null,
];

/**
 * The areas of a geography as columns in order of their codes: ids, codes, names, points; NaN where an area has no
 * point.
 */
export function readAreaColumns(connection: Connection, geography: GeographyRow): AreaColumns {
  const rows = connection.rows(columnsSql, geography.low, geography.high) as ColumnsRow[];
  rows.sort((a, b) => (a[1] < b[1] ? -1 : 1));
  const highest = rows.reduce((most, row) => Math.max(most, row[0]), geography.low - 1);
  const positions = new Int32Array(highest - geography.low + 1).fill(-1);
  rows.forEach((row, i) => (positions[row[0] - geography.low] = i));
  return {
    geography,
    ids: Int32Array.from(rows, (row) => row[0]),
    codes: rows.map((row) => row[1]),
    names: rows.map((row) => row[2]),
    lon: Float64Array.from(rows, (row) => row[3] ?? Number.NaN),
    lat: Float64Array.from(rows, (row) => row[4] ?? Number.NaN),
    landArea: Float64Array.from(rows, (row) => row[5] ?? Number.NaN),
    indexOf: new Map(rows.map((row, i) => [row[1], i])),
    positions,
  };
}

/** Which geographies have an area with this code. */
export function listGeographiesOfCode(connection: Connection, code: string): GeographyRef[] {
  return connection
    .all<{ kind: string; vintage: string }>(
      `SELECT g.kind, g.vintage FROM geography g
       JOIN area a ON a.geography = g.id AND a.code = ? ORDER BY g.id`,
      code,
    )
    .map(refOf);
}

/** Through the R*Tree; areas of other geographies are dropped by their id before their row is touched. */
export const tileSql = `
  SELECT a.id, a.code, a.name, a.geom AS geometry
  FROM rtree_area_geom r CROSS JOIN area a ON a.id = r.id
  WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? AND r.id BETWEEN ? AND ?`;

/**
 * The drawn areas whose bounding boxes meet a box in degrees, for a tile. Walk it to the end or not at all: it reads as
 * it goes. Throws `not_found` for a geography that is not there.
 */
export function walkAreasWithin(
  connection: Connection,
  ref: GeographyRef,
  [west, south, east, north]: Bounds,
): Iterable<DrawnArea> {
  const { low, high } = getGeography(connection, ref);
  return connection.walk<DrawnArea>(tileSql, west, east, south, north, low, high);
}

/**
 * The outlines of a geography's drawn areas, decoded, in order of their codes. Throws `not_found` for a geography that
 * is not there.
 */
export function* walkShapes(
  connection: Connection,
  ref: GeographyRef,
): Iterable<{ code: string; name: string; shape: Shape }> {
  const geography = getGeography(connection, ref);
  const rows = connection.walk<{ code: string; name: string; geom: Uint8Array }>(
    `SELECT code, name, geom FROM area INDEXED BY sqlite_autoindex_area_1
     WHERE geography = ? AND geom IS NOT NULL ORDER BY code`,
    geography.id,
  );
  for (const { code, name, geom } of rows) yield { code, name, shape: decodeGeoPackageGeometry(geom) };
}

/** Ranges of the two indexes, in their order: a whole match comes before what merely begins with it. */
export const searchCodesSql = `
  SELECT id FROM area WHERE code >= ?1 COLLATE NOCASE AND code < ?2 COLLATE NOCASE
  ORDER BY code COLLATE NOCASE LIMIT ?3`;
export const searchNamesSql = `
  SELECT id FROM area WHERE name >= ?1 COLLATE NOCASE AND name < ?2 COLLATE NOCASE
  ORDER BY name COLLATE NOCASE LIMIT ?3`;

/** Walks over the index of names and codes, never over the table with its geometry. */
export const searchHoldingSql = `
  SELECT id FROM area INDEXED BY area_by_name
  WHERE name LIKE ?1 ESCAPE '\\' OR code LIKE ?1 ESCAPE '\\' LIMIT ?2`;

const hitsSql = `
  SELECT g.kind, g.vintage, a.code, a.name, a.label_lon AS lon, a.label_lat AS lat, r.minx, r.miny, r.maxx, r.maxy
  FROM json_each(?) wanted
  JOIN area a ON a.id = wanted.value
  JOIN geography g ON g.id = a.geography
  JOIN rtree_area_geom r ON r.id = a.id`;

interface HitRow {
  kind: string;
  vintage: string;
  code: string;
  name: string;
  lon: number;
  lat: number;
  minx: number;
  miny: number;
  maxx: number;
  maxy: number;
}

/**
 * Drawn areas whose code or name begins with the text come first, then those that hold it; in each group the whole
 * match first, then by name and code. Letters a–z match in either case. An empty text finds nothing.
 */
export function searchAreas(connection: Connection, text: string, limit: number): AreaHit[] {
  const wanted = text.trim();
  if (wanted === '' || limit < 1) return [];
  const found = new Set(
    [searchCodesSql, searchNamesSql]
      .flatMap((sql) => connection.rows(sql, wanted, `${wanted}\u{10FFFF}`, limit * 20))
      .map(([id]) => id),
  );
  if (found.size < limit) {
    const pattern = `%${wanted.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    for (const [id] of connection.rows(searchHoldingSql, pattern, limit * 20)) found.add(id);
  }
  const hits = connection.all<HitRow>(hitsSql, JSON.stringify([...found])).map(makeHit);
  return hits.toSorted((a, b) => compareHits(wanted.toLowerCase(), a, b)).slice(0, limit);
}

function makeHit({ kind, vintage, minx, miny, maxx, maxy, ...rest }: HitRow): AreaHit {
  return { geography: refOf({ kind, vintage }), ...rest, bounds: [minx, miny, maxx, maxy] };
}

function compareHits(wanted: string, a: AreaHit, b: AreaHit): number {
  return (
    distance(wanted, a) - distance(wanted, b) ||
    a.name.localeCompare(b.name, 'en') ||
    a.code.localeCompare(b.code, 'en') ||
    a.geography.localeCompare(b.geography, 'en')
  );
}

/** 0 = the whole code or name, 1 = its beginning, 2 = somewhere in it. */
function distance(wanted: string, hit: AreaHit): number {
  const texts = [hit.code.toLowerCase(), hit.name.toLowerCase()];
  if (texts.includes(wanted)) return 0;
  return texts.some((text) => text.startsWith(wanted)) ? 1 : 2;
}
