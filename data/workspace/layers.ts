import type { Connection, SqlValue } from './connection.ts';
import { idsPerGeography } from './geographies.ts';

/**
 * Facts lie in layers: for each key the row of the newest release in force is in the table, the rows beneath it are in
 * the attic, together with the rows of releases that have been taken out. So what is in force follows from which
 * releases are, and taking one out and putting it back are exact opposites. Of areas a drawn one always lies above those
 * that are known by their code only, and of these the oldest lies on top: the ones that came first stay as they are.
 */
interface Layer {
  table: string;
  columns: string[];
  key: string[];
}

const area: Layer = {
  table: 'area',
  columns: ['id', 'geography', 'code', 'name', 'label_lon', 'label_lat', 'land_area_m2', 'release', 'geom'],
  key: ['id'],
};
const observation: Layer = {
  table: 'observation',
  columns: ['indicator', 'cohort', 'period', 'area', 'value', 'flag', 'release'],
  key: ['indicator', 'cohort', 'period', 'area'],
};
const small: Layer[] = [
  {
    table: 'benchmark',
    columns: ['indicator', 'comparator', 'period', 'value', 'release'],
    key: ['indicator', 'comparator', 'period'],
  },
  { table: 'designation_area', columns: ['designation', 'area', 'release'], key: ['designation', 'area'] },
  { table: 'designation', columns: ['id', 'key', 'name', 'geography', 'release'], key: ['id'] },
  {
    table: 'area_change',
    columns: ['area', 'successor', 'weight', 'change', 'release'],
    key: ['area', 'successor'],
  },
  { table: 'area_parent', columns: ['area', 'parent', 'weight', 'release'], key: ['area', 'parent'] },
  { table: 'reject', columns: ['release', 'position', 'row', 'reason'], key: ['release', 'position'] },
  { table: 'provider', columns: ['id', 'name', 'edited', 'release'], key: ['id'] },
  { table: 'programme', columns: ['id', 'name', 'provider', 'edited', 'release'], key: ['id'] },
  {
    table: 'site',
    columns: [
      'fid',
      'id',
      'name',
      'lon',
      'lat',
      'postcode',
      'first_day',
      'last_day',
      'kind',
      'jobs',
      'edited',
      'release',
      'geom',
    ],
    key: ['fid'],
  },
  {
    table: 'delivery',
    columns: [
      'id',
      'programme',
      'site',
      'stage',
      'funding_stream',
      'places',
      'cost',
      'first_day',
      'last_day',
      'eligible',
      'edited',
      'release',
    ],
    key: ['id'],
  },
  {
    table: 'performance',
    columns: [
      'provider',
      'programme',
      'area',
      'period',
      'starts',
      'outcomes',
      'sustained',
      'cost',
      'target',
      'suppressed',
      'release',
    ],
    key: ['provider', 'programme', 'area', 'period'],
  },
  { table: 'postcode', columns: ['code', 'lon', 'lat', 'ended', 'release'], key: ['code'] },
  {
    table: 'postcode_area',
    columns: ['code', 'geography', 'area', 'release'],
    key: ['code', 'geography'],
  },
  {
    table: 'area_point',
    columns: ['release', 'area', 'position', 'lon', 'lat', 'weight'],
    key: ['release', 'area', 'position'],
  },
  { table: 'timetable', columns: ['release', 'facts', 'bytes'], key: ['release'] },
];

export type LayerName =
  | 'area'
  | 'observation'
  | 'benchmark'
  | 'designation_area'
  | 'designation'
  | 'area_change'
  | 'area_parent'
  | 'reject'
  | 'provider'
  | 'programme'
  | 'site'
  | 'delivery'
  | 'performance'
  | 'postcode'
  | 'postcode_area'
  | 'area_point'
  | 'timetable';

function layerOf(name: LayerName): Layer {
  return [area, observation, ...small].find(({ table }) => table === name)!;
}

const list = (columns: string[], alias?: string): string =>
  columns.map((column) => (alias === undefined ? column : `${alias}.${column}`)).join(', ');

const same = (layer: Layer, a: string, b: string): string =>
  layer.key.map((column) => `${a}.${column} = ${b}.${column}`).join(' AND ');

/** What the layers of a row are ordered by: the highest is in force. */
function height(layer: Layer, alias: string): string[] {
  if (layer !== area) return [`${alias}.release`];
  return [`${alias}.geom IS NOT NULL`, `iif(${alias}.geom IS NULL, -${alias}.release, ${alias}.release)`];
}

/** Whether row a lies beneath row b. */
function beneath(layer: Layer, a: string, b: string): string {
  return `(${height(layer, a).join(', ')}) < (${height(layer, b).join(', ')})`;
}

/** One part of a table to work on: of observations one column at a time, because only so the key can be used. */
interface Scope {
  sql: (alias: string) => string;
  values: SqlValue[];
}

const whole: Scope = { sql: () => 'true', values: [] };

export interface ColumnKey {
  indicator: number;
  cohort: number;
  period: number;
}

/** The columns of observations that a release brought rows for. */
export function listReleaseColumns(connection: Connection, release: number): ColumnKey[] {
  return connection.all('SELECT indicator, cohort, period FROM release_column WHERE release = ?', release);
}

function scopesOf(connection: Connection, layer: Layer, release: number): Scope[] {
  if (layer !== observation) return [whole];
  return listReleaseColumns(connection, release).map(({ indicator, cohort, period }) => ({
    sql: (alias) => `${alias}.indicator = ? AND ${alias}.cohort = ? AND ${alias}.period = ?`,
    values: [indicator, cohort, period],
  }));
}

/** A query that yields the columns of a layer, and its parameters. */
export interface RowSource {
  sql: string;
  values: SqlValue[];
}

/**
 * Lays rows of a release, given as a query of the layer's columns, upon what is there: rows beneath them go to the attic.
 * Where something lies above, the new row goes to the attic itself; returns how many did.
 */
export function layRows(connection: Connection, name: LayerName, source: RowSource): number {
  const layer = layerOf(name);
  const { table, columns } = layer;
  const live = `JOIN ${table} live ON ${same(layer, 'live', 'new')}`;
  connection.run(
    `INSERT OR REPLACE INTO attic_${table} (${list(columns)})
     SELECT ${list(columns, 'live')} FROM (${source.sql}) new ${live} WHERE ${beneath(layer, 'live', 'new')}`,
    ...source.values,
  );
  const buried = connection.run(
    `INSERT OR REPLACE INTO attic_${table} (${list(columns)})
     SELECT ${list(columns, 'new')} FROM (${source.sql}) new ${live} WHERE ${beneath(layer, 'new', 'live')}`,
    ...source.values,
  );
  connection.run(
    `INSERT OR REPLACE INTO ${table} (${list(columns)})
     SELECT ${list(columns, 'new')} FROM (${source.sql}) new LEFT ${live}
     WHERE live.release IS NULL OR ${beneath(layer, 'live', 'new')}`,
    ...source.values,
  );
  return buried;
}

/**
 * Takes a release out: its rows go to the attic, those beneath them come back. The release is no longer in `release`.
 * To be called with foreign keys off, inside a change.
 */
export function withdrawRows(connection: Connection, release: number, geography: number | null): void {
  if (geography !== null && drawsAreas(connection, 'area', release)) dropCatchments(connection, geography);
  withdrawLayer(connection, observation, release);
  recountHoldings(connection, listReleaseColumns(connection, release), geography);
  for (const layer of small) withdrawLayer(connection, layer, release);
  withdrawLayer(connection, area, release);
}

function drawsAreas(connection: Connection, table: 'area' | 'attic_area', release: number): boolean {
  const sql = `SELECT 1 FROM ${table} WHERE release = ? AND geom IS NOT NULL LIMIT 1`;
  return connection.get(sql, release) !== undefined;
}

/** Forgets what was worked out for areas of a geography: it does not hold once they have changed. */
export function dropCatchments(connection: Connection, geography: number): void {
  for (const table of ['catchment_area', 'catchment_points'])
    connection.run(
      `DELETE FROM ${table} WHERE catchment IN (SELECT fid FROM catchment WHERE geography = ?)`,
      geography,
    );
  connection.run('DELETE FROM catchment WHERE geography = ?', geography);
}

function withdrawLayer(connection: Connection, layer: Layer, release: number): void {
  const { table, columns } = layer;
  for (const scope of scopesOf(connection, layer, release)) {
    const own = `release = ? AND ${scope.sql(table)}`;
    const moved = connection.run(
      `INSERT OR REPLACE INTO attic_${table} (${list(columns)}) SELECT ${list(columns)} FROM ${table} WHERE ${own}`,
      release,
      ...scope.values,
    );
    if (moved === 0) continue;
    connection.run(`DELETE FROM ${table} WHERE ${own}`, release, ...scope.values);
    if (layer === area) keepReferencedAreas(connection, release);
    bringBack(connection, layer, scope);
  }
}

/** Puts the topmost row in force back wherever the table has none. */
function bringBack(connection: Connection, layer: Layer, scope: Scope): void {
  const { table, columns } = layer;
  const attic = `attic_${table}`;
  const highestFirst = height(layer, attic).map((part) => `${part} DESC`);
  connection.run(
    `INSERT OR IGNORE INTO ${table} (${list(columns)})
     SELECT ${list(columns)} FROM ${attic}
     WHERE release IN (SELECT id FROM release) AND ${scope.sql(attic)}
     ORDER BY ${highestFirst.join(', ')}`,
    ...scope.values,
  );
  connection.run(
    `DELETE FROM ${attic} WHERE release IN (SELECT id FROM release) AND ${scope.sql(attic)}
     AND EXISTS (SELECT 1 FROM ${table} live WHERE ${same(layer, 'live', attic)} AND live.release = ${attic}.release)`,
    ...scope.values,
  );
}

/** Puts a release back: the exact opposite of `withdrawRows`. Its row is in `release` again. */
export function restoreRows(connection: Connection, release: number, geography: number | null): void {
  if (geography !== null && drawsAreas(connection, 'attic_area', release))
    dropCatchments(connection, geography);
  for (const layer of [area, ...small.toReversed(), observation]) restoreLayer(connection, layer, release);
  recountHoldings(connection, listReleaseColumns(connection, release), geography);
}

function restoreLayer(connection: Connection, layer: Layer, release: number): void {
  const { table, columns } = layer;
  const attic = `attic_${table}`;
  for (const scope of scopesOf(connection, layer, release)) {
    const values = [release, ...scope.values];
    const buried = layRows(connection, table as LayerName, {
      sql: `SELECT ${list(columns, attic)} FROM ${attic} WHERE ${attic}.release = ? AND ${scope.sql(attic)}`,
      values,
    });
    const inForce = `EXISTS (SELECT 1 FROM ${table} live WHERE ${same(layer, 'live', attic)} AND live.release = ${attic}.release)`;
    connection.run(
      `DELETE FROM ${attic} WHERE release = ? AND ${scope.sql(attic)} AND ${buried === 0 ? 'true' : inForce}`,
      ...values,
    );
  }
}

/** Forgets everything of a release that has been taken out. */
export function purgeRows(connection: Connection, release: number): void {
  for (const layer of [area, ...small, observation]) {
    for (const scope of scopesOf(connection, layer, release)) {
      const attic = `attic_${layer.table}`;
      connection.run(
        `DELETE FROM ${attic} WHERE release = ? AND ${scope.sql(attic)}`,
        release,
        ...scope.values,
      );
    }
  }
  connection.run('DELETE FROM release_column WHERE release = ?', release);
  connection.run('DELETE FROM attic_release WHERE id = ?', release);
}

/** Empties the attic, also of rows beneath those in force. */
export function clearAttic(connection: Connection): void {
  for (const { table } of [area, ...small, observation]) connection.run(`DELETE FROM attic_${table}`);
}

/** Counts again how many areas of the geography each of the columns has rows for. */
export function recountHoldings(
  connection: Connection,
  columns: ColumnKey[],
  geography: number | null,
): void {
  if (geography === null) return;
  const low = geography * idsPerGeography;
  for (const { indicator, cohort, period } of columns) {
    connection.run(
      'DELETE FROM holding WHERE indicator = ? AND cohort = ? AND period = ? AND geography = ?',
      indicator,
      cohort,
      period,
      geography,
    );
    connection.run(
      `INSERT INTO holding (indicator, cohort, period, geography, areas)
       SELECT ?1, ?2, ?3, ?4, count(*) FROM observation
       WHERE indicator = ?1 AND cohort = ?2 AND period = ?3 AND area BETWEEN ?5 AND ?6 HAVING count(*) > 0`,
      indicator,
      cohort,
      period,
      geography,
      low,
      low + idsPerGeography - 1,
    );
  }
}

/** Every place where a release in force, or a row beneath one, speaks of an area. */
const referencesSql = `
  SELECT o.area AS area, o.release AS release FROM holding h
    JOIN observation o ON o.indicator = h.indicator AND o.cohort = h.cohort AND o.period = h.period
      AND o.area BETWEEN h.geography * 1000000 AND h.geography * 1000000 + 999999
    WHERE h.geography IN (SELECT id / 1000000 FROM vanished)
  UNION ALL SELECT area, release FROM attic_observation
  UNION ALL SELECT area, release FROM area_parent UNION ALL SELECT parent, release FROM area_parent
  UNION ALL SELECT area, release FROM attic_area_parent UNION ALL SELECT parent, release FROM attic_area_parent
  UNION ALL SELECT area, release FROM area_change UNION ALL SELECT successor, release FROM area_change
  UNION ALL SELECT area, release FROM attic_area_change UNION ALL SELECT successor, release FROM attic_area_change
  UNION ALL SELECT area, release FROM designation_area UNION ALL SELECT area, release FROM attic_designation_area
  UNION ALL SELECT area, release FROM performance UNION ALL SELECT area, release FROM attic_performance
  UNION ALL SELECT area, release FROM postcode_area UNION ALL SELECT area, release FROM attic_postcode_area
  UNION ALL SELECT area, release FROM area_point UNION ALL SELECT area, release FROM attic_area_point`;

/**
 * Areas whose boundaries go but that other releases speak of stay, known by code and name only: each of those releases
 * gets them as its own. So their values are not lost and meet the boundaries again when those are imported anew.
 */
function keepReferencedAreas(connection: Connection, release: number): void {
  connection.exec(`
    CREATE TEMP TABLE IF NOT EXISTS vanished (id INTEGER PRIMARY KEY);
    DELETE FROM temp.vanished;`);
  const gone = connection.run(
    `INSERT INTO temp.vanished
     SELECT id FROM attic_area WHERE release = ? AND id NOT IN (SELECT id FROM area)
     EXCEPT SELECT id FROM attic_area WHERE geom IS NOT NULL AND release IN (SELECT id FROM release)`,
    release,
  );
  if (gone === 0) return;
  connection.run(
    `INSERT OR IGNORE INTO attic_area (id, geography, code, name, release)
     SELECT a.id, a.geography, a.code, a.name, kept.release
     FROM (
       SELECT DISTINCT area, release FROM (${referencesSql})
       WHERE area IN (SELECT id FROM temp.vanished) AND release IN (SELECT id FROM release)
     ) kept
     JOIN attic_area a ON a.id = kept.area AND a.release = ?`,
    release,
  );
}
