import type { Connection } from './connection.ts';
import { listGeographies } from './geographies.ts';
import { knowsProvision } from './provision.ts';

/** Everything that is wrong with the workspace, one sentence each; empty where nothing is. */
export function checkWorkspace(connection: Connection): string[] {
  return [
    ...checkIntegrity(connection),
    ...checkReferences(connection),
    ...checkGeoPackage(connection),
    ...checkHoldings(connection),
    ...checkReleases(connection),
  ];
}

function checkIntegrity(connection: Connection): string[] {
  return connection
    .all<{ integrity_check: string }>('PRAGMA integrity_check')
    .map(({ integrity_check }) => integrity_check)
    .filter((line) => line !== 'ok')
    .map((line) => `SQLite finds the file damaged: ${line}.`);
}

function checkReferences(connection: Connection): string[] {
  const broken = new Map<string, number>();
  for (const { table, parent } of connection.all<{ table: string; parent: string }>(
    'PRAGMA foreign_key_check',
  )) {
    const key = `${table} to ${parent}`;
    broken.set(key, (broken.get(key) ?? 0) + 1);
  }
  return [...broken].map(([key, times]) => `${times} references from ${key} lead nowhere.`);
}

const requiredTables = [
  'gpkg_spatial_ref_sys',
  'gpkg_contents',
  'gpkg_geometry_columns',
  'gpkg_extensions',
  'rtree_area_geom',
];
const requiredSystems = [-1, 0, 4326];

/** What OGC GeoPackage 1.3 asks for, as far as it concerns what is in the file. */
function checkGeoPackage(connection: Connection): string[] {
  const problems: string[] = [];
  if (connection.pragma('application_id') !== 0x47504b47)
    problems.push('The application id is not that of a GeoPackage.');
  if (connection.pragma('user_version') !== 10300)
    problems.push('The version number is not that of GeoPackage 1.3.');
  const names = new Set(
    connection.all<{ name: string }>('SELECT name FROM sqlite_master').map(({ name }) => name),
  );
  const required = knowsProvision(connection)
    ? [...requiredTables, 'rtree_site_geom', 'rtree_catchment_geom']
    : requiredTables;
  const missing = required.filter((table) => !names.has(table));
  if (missing.length > 0) return [...problems, `The GeoPackage lacks ${missing.join(', ')}.`];
  return [...problems, ...checkSystems(connection), ...checkContents(connection), ...checkIndex(connection)];
}

function checkSystems(connection: Connection): string[] {
  const systems = new Set(
    connection.all<{ srs_id: number }>('SELECT srs_id FROM gpkg_spatial_ref_sys').map(({ srs_id }) => srs_id),
  );
  return requiredSystems
    .filter((id) => !systems.has(id))
    .map((id) => `The GeoPackage does not define the reference system ${id}.`);
}

function checkContents(connection: Connection): string[] {
  const unknown = connection.all<{ table_name: string }>(
    'SELECT table_name FROM gpkg_contents WHERE table_name NOT IN (SELECT name FROM sqlite_master)',
  );
  const shapeless = connection.all<{ table_name: string }>(
    `SELECT table_name FROM gpkg_contents
     WHERE data_type = 'features' AND table_name NOT IN (SELECT table_name FROM gpkg_geometry_columns)`,
  );
  const unlisted = listGeographies(connection)
    .map(({ kind, vintage }) => `${kind}_${vintage}`)
    .filter((name) => !isListed(connection, name));
  return [
    ...unknown.map(({ table_name }) => `The GeoPackage lists ${table_name}, which is not there.`),
    ...shapeless.map(({ table_name }) => `The GeoPackage names no geometry column of ${table_name}.`),
    ...unlisted.map((name) => `The view ${name} is not listed as a layer.`),
  ];
}

function isListed(connection: Connection, name: string): boolean {
  return connection.get('SELECT 1 FROM gpkg_contents WHERE table_name = ?', name) !== undefined;
}

function checkIndex(connection: Connection): string[] {
  const indexes = [{ table: 'area', id: 'id', things: 'areas' }];
  if (knowsProvision(connection)) {
    indexes.push({ table: 'site', id: 'fid', things: 'sites' });
    indexes.push({ table: 'catchment', id: 'fid', things: 'catchments' });
  }
  return indexes.flatMap((index) => checkOneIndex(connection, index));
}

function checkOneIndex(
  connection: Connection,
  { table, id, things }: { table: string; id: string; things: string },
): string[] {
  const { features, indexed, matching } = connection.get<{
    features: number;
    indexed: number;
    matching: number;
  }>(
    `SELECT
       (SELECT count(*) FROM ${table} WHERE geom IS NOT NULL) AS features,
       (SELECT count(*) FROM rtree_${table}_geom) AS indexed,
       (SELECT count(*) FROM rtree_${table}_geom r JOIN ${table} a ON a.${id} = r.id AND a.geom IS NOT NULL) AS matching`,
  )!;
  if (features === indexed && features === matching) return [];
  return [`The spatial index holds ${indexed} ${things}, but ${features} are drawn (${matching} in both).`];
}

function checkHoldings(connection: Connection): string[] {
  const { wrong } = connection.get<{ wrong: number }>(
    `SELECT count(*) AS wrong FROM (
       SELECT indicator, cohort, period, area / 1000000 AS geography, count(*) AS areas FROM observation GROUP BY 1, 2, 3, 4
     ) counted FULL JOIN holding h USING (indicator, cohort, period, geography)
     WHERE counted.areas IS NOT h.areas`,
  )!;
  return wrong === 0 ? [] : [`${wrong} columns of observations do not have as many values as noted.`];
}

function checkReleases(connection: Connection): string[] {
  return connection
    .all<{ id: number; file: string }>(
      "SELECT id, file FROM release WHERE length(sha256) <> 64 OR sha256 GLOB '*[^0-9a-f]*' ORDER BY id",
    )
    .map(({ id, file }) => `Release ${id} (${file}) has no SHA-256 of its file.`);
}
