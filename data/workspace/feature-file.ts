import { renameSync, rmSync } from 'node:fs';
import { boundsOf, encodeGeoPackageGeometry, type Bounds, type Shape } from '#core/geography';
import { Connection, type SqlValue } from './connection.ts';
import { metadataTables } from './migrations/0001-geopackage.ts';
import { addSpatialFunctions } from './spatial.ts';

/** A GeoPackage for somebody else's GIS: one layer of areas, and one table of facts about it. */
export interface FeatureFile {
  /** Name of the layer, snake_case. */
  layer: string;
  title: string;
  columns: { name: string; type: 'TEXT' | 'INTEGER' | 'REAL' }[];
  /** Values aligned with the columns; areas without a shape have no geometry. */
  rows: Iterable<{ values: SqlValue[]; shape: Shape | undefined }>;
  facts: [name: string, value: string][];
  /** ISO instant written as the last change. */
  made: string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function createTables(connection: Connection, { layer, title, columns, made }: FeatureFile): void {
  connection.exec(`PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; ${metadataTables}`);
  const list = columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ');
  connection.exec(
    `CREATE TABLE ${quoted(layer)} (fid INTEGER PRIMARY KEY NOT NULL, geom MULTIPOLYGON, ${list})`,
  );
  connection.exec(
    'CREATE TABLE facts (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL)',
  );
  connection.run(
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES (?, 'features', ?, ?, ?, 4326)",
    layer,
    layer,
    title,
    made,
  );
  connection.run(
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('facts', 'attributes', 'facts', 'What the layer is, its rule, sources and licences', ?)",
    made,
  );
  connection.run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', 4326, 0, 0)", layer);
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

function insertRows(connection: Connection, { layer, columns, rows }: FeatureFile): void {
  const marks = columns.map(() => '?').join(', ');
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const sql = `INSERT INTO ${quoted(layer)} (geom, ${names}) VALUES (?, ${marks})`;
  let bounds: Bounds | undefined;
  for (const { values, shape } of rows) {
    if (shape !== undefined) bounds = widen(bounds, boundsOf(shape));
    connection.run(sql, shape === undefined ? null : encodeGeoPackageGeometry(shape), ...values);
  }
  if (bounds === undefined) return;
  connection.run(
    'UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?',
    ...bounds,
    layer,
  );
}

/** Writes the file under a temporary name and renames it when whole. */
export function writeFeatureFile(path: string, file: FeatureFile): void {
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  const connection = new Connection(draft, { mustExist: false });
  try {
    addSpatialFunctions(connection);
    connection.change(() => {
      createTables(connection, file);
      insertRows(connection, file);
      for (const [name, value] of file.facts)
        connection.run('INSERT INTO facts (name, value) VALUES (?, ?)', name, value);
    });
    connection.close();
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
