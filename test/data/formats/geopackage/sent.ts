import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { encodeGeoPackageGeometry, shapeFromRings } from '#core/geography';

/** A triangle as GeoPackage stores it, in SQL. */
export function outline(x: number): string {
  const shape = shapeFromRings([[[[x, 53], [x + 0.01, 53], [x + 0.01, 53.01], [x, 53]]]]); // prettier-ignore
  return `x'${Buffer.from(encodeGeoPackageGeometry(shape)).toString('hex')}'`;
}

/**
 * A GeoPackage that somebody sent. Its one layer is `areas`, which the SQL makes out of what it likes and of `t`: two triangles,
 * `geom` and `code`.
 */
export function sentBytes(sql: string): Uint8Array {
  const db = new Database(':memory:');
  db.exec(`PRAGMA application_id = 1196444487;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'undefined', '');
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);
    INSERT INTO gpkg_contents VALUES ('areas', 'features', 'areas', 4326);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
    INSERT INTO gpkg_geometry_columns VALUES ('areas', 'geom', 'POLYGON', 4326, 0, 0);
    CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT);
    INSERT INTO t (geom, code) VALUES (${outline(-3)}, 'E01000001'), (${outline(-2.9)}, 'E01000002');
    ${sql}`);
  const bytes = db.serialize();
  db.close();
  return bytes;
}

/** Writes such a GeoPackage to a file. */
export function writeSent(path: string, sql: string): void {
  writeFileSync(path, sentBytes(sql));
}

const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)';

/** Layers that are programs without end, by what they do. */
export const endlessLayers: [kind: string, sql: string][] = [
  ['counts without end', `CREATE VIEW areas AS ${endless} SELECT x AS geom, x AS code FROM c`],
  ['counts without end before its first row', `CREATE VIEW areas AS SELECT geom, code FROM t WHERE (${endless} SELECT sum(x) FROM c)`],
  ['joins millions of equal keys', `CREATE TABLE u (k, v); WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 20000) INSERT INTO u SELECT 1, x FROM c;
    CREATE INDEX u_k ON u (k); CREATE VIEW areas AS SELECT t.geom, t.code FROM t WHERE (SELECT count(*) FROM u a JOIN u b USING (k) JOIN u c USING (k)) > 0`],
  ['joins all with all', `CREATE TABLE u AS ${endless} SELECT x FROM c LIMIT 5000; CREATE VIEW areas AS SELECT t.geom, t.code FROM t, u a, u b, u c, u d`],
  ['sorts what has no end', `CREATE VIEW areas AS ${endless} SELECT NULL AS geom, x AS code FROM c ORDER BY x % 7`],
]; // prettier-ignore

/** Layers that make values without bound. */
export const hugeLayers: [kind: string, sql: string][] = [
  ['makes zeros of a gigabyte', 'CREATE VIEW areas AS SELECT zeroblob(1000000000) AS geom, code FROM t'],
  ['writes blanks of a gigabyte', "CREATE VIEW areas AS SELECT geom, printf('%*c', 1000000000, 'x') AS code FROM t"],
  ['throws dice of a gigabyte', 'CREATE VIEW areas AS SELECT randomblob(1000000000) AS geom, code FROM t'],
  ['computes a column of a gigabyte', 'CREATE TABLE areas (geom BLOB AS (zeroblob(400000000)), code TEXT); INSERT INTO areas (code) VALUES (1)'],
  ['sorts gigabytes', `CREATE VIEW areas AS ${endless} SELECT zeroblob(100000000) AS geom, x AS code FROM c ORDER BY 1, 2`],
]; // prettier-ignore

/** One step of SQLite that takes hours: only the end of its thread ends it. */
export const longStep =
  "CREATE VIEW areas AS SELECT geom, code FROM t WHERE instr(printf('%.*c', 60000000, 'a'), printf('%.*c', 30000000, 'a') || 'b')";
