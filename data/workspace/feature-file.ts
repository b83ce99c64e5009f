import { closeSync, openSync, renameSync } from 'node:fs';
import { boundsOf, encodeGeoPackageGeometry, type Bounds, type Shape } from '#core/geography';
import { nameDraft, removeDraft } from '#data/files';
import { Connection, type SqlValue } from './connection.ts';
import { metadataTables } from './migrations/0001-geopackage.ts';
import { addSpatialFunctions, encodePoint } from './spatial.ts';

/** One layer of areas or of points, or a table without places. */
export interface FeatureLayer {
  /** Name of the layer, snake_case. */
  layer: string;
  title: string;
  /** What the rows are on a map; areas unless said. */
  geometry?: 'areas' | 'points' | 'none';
  columns: { name: string; type: 'TEXT' | 'INTEGER' | 'REAL' }[];
  /** Values aligned with the columns; rows without a shape or point have no geometry. */
  rows: Iterable<{
    values: SqlValue[];
    shape: Shape | undefined;
    point?: readonly [lon: number, lat: number];
  }>;
}

/** A GeoPackage for somebody else's GIS: a layer, perhaps further ones, and one table of facts about them. */
export interface FeatureFile extends FeatureLayer {
  further?: FeatureLayer[];
  facts: readonly (readonly [name: string, value: string])[];
  /** ISO instant written as the last change. */
  made: string;
  /** EPSG code of what shapes and points are in: 4326 (unless said) or 27700. */
  srs?: number;
}

/** What is the same for all layers of a file. */
type Setting = Required<Pick<FeatureFile, 'made' | 'srs'>>;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const geometryTypes = { areas: 'MULTIPOLYGON', points: 'POINT' } as const;

function createFile(connection: Connection, made: string): void {
  connection.exec(`PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; ${metadataTables}`);
  connection.exec(
    'CREATE TABLE facts (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL)',
  );
  connection.run(
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('facts', 'attributes', 'facts', 'What the layers are, their sources and licences', ?)",
    made,
  );
}

function createLayer(
  connection: Connection,
  { layer, title, columns, geometry }: FeatureLayer,
  { made, srs }: Setting,
): void {
  const list = columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ');
  const type = geometry === 'none' ? null : geometryTypes[geometry ?? 'areas'];
  connection.exec(
    `CREATE TABLE ${quoted(layer)} (fid INTEGER PRIMARY KEY NOT NULL, ${type === null ? '' : `geom ${type}, `}${list})`,
  );
  connection.run(
    'INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES (?, ?, ?, ?, ?, ?)',
    layer,
    type === null ? 'attributes' : 'features',
    layer,
    title,
    made,
    type === null ? null : srs,
  );
  if (type !== null)
    connection.run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", layer, type, srs);
}

function widen(all: Bounds | undefined, one: Bounds): Bounds {
  if (all === undefined) return one;
  return [
    Math.min(all[0], one[0]),
    Math.min(all[1], one[1]),
    Math.max(all[2], one[2]),
    Math.max(all[3], one[3]),
  ];
}

function insertRows(
  connection: Connection,
  { layer, columns, rows, geometry }: FeatureLayer,
  { srs }: Setting,
): void {
  const hasPlaces = geometry !== 'none';
  const names = [...(hasPlaces ? ['geom'] : []), ...columns.map(({ name }) => name)];
  const sql = `INSERT INTO ${quoted(layer)} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  let bounds: Bounds | undefined;
  for (const { values, shape, point } of rows) {
    const own = shape === undefined ? point && ([...point, ...point] as Bounds) : boundsOf(shape);
    if (own !== undefined) bounds = widen(bounds, own);
    connection.run(sql, ...(hasPlaces ? [encodePlace(srs, shape, point)] : []), ...values);
  }
  if (bounds === undefined) return;
  connection.run(
    'UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?',
    ...bounds,
    layer,
  );
}

function encodePlace(
  srs: number,
  shape: Shape | undefined,
  point: readonly [number, number] | undefined,
): Uint8Array | null {
  if (shape !== undefined) return encodeGeoPackageGeometry(shape, undefined, srs);
  return point === undefined ? null : encodePoint(...point, srs);
}

/** Writes the file under a temporary name, for nobody else to read, and renames it when whole. */
export function writeFeatureFile(path: string, file: FeatureFile): void {
  const draft = nameDraft(path);
  closeSync(openSync(draft, 'wx', 0o600));
  const connection = new Connection(draft);
  const setting = { made: file.made, srs: file.srs ?? 4326 };
  try {
    addSpatialFunctions(connection);
    connection.change(() => {
      createFile(connection, file.made);
      for (const layer of [file, ...(file.further ?? [])]) {
        createLayer(connection, layer, setting);
        insertRows(connection, layer, setting);
      }
      for (const [name, value] of file.facts)
        connection.run('INSERT INTO facts (name, value) VALUES (?, ?)', name, value);
    });
    connection.close();
    renameSync(draft, path);
  } finally {
    connection.close();
    removeDraft(draft);
  }
}
