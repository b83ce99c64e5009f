import type { Connection } from './connection.ts';
import type { IndicatorRow } from './interfaces.ts';
import { listGeographies, type GeographyRow } from './geographies.ts';
import { chooseRate, listPeriodsOf, refreshRates } from './newest.ts';
import { listHoldings, listIndicators, type Holding } from './indicators.ts';

/** What a view says of one indicator: its newest value. */
interface ViewColumn {
  name: string;
  /** For the description of the layer: "jsa_rate 2017-09". */
  note: string;
  /** Where its values are, and which of its rows under that alias belongs to area `a`. */
  table: 'observation' | 'newest_rate';
  where: (alias: string) => string;
}

interface View {
  name: string;
  geography: GeographyRow;
  sql: string;
  description: string;
}

/** Columns that every view has. */
const fixedNames = new Set(['ogc_fid', 'code', 'name', 'land_area_m2', 'geom']);

/**
 * Makes the layers that another GIS lists: for each geography and vintage a view with the newest value of each indicator.
 * Views whose text is the same are left alone, so that nothing is written where nothing changed. `touched` are the ids of
 * the indicators whose values or definition changed.
 */
export function refreshViews(connection: Connection, now: string, touched: number[]): void {
  const holdings = listHoldings(connection);
  const indicators = listIndicators(connection, holdings);
  const views = listGeographies(connection).map((geography) =>
    composeView(
      geography,
      indicators,
      holdings.filter((holding) => holding.geography === geography.ref),
    ),
  );
  const present = new Map(
    connection
      .all<{ name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_master WHERE type = 'view' AND name IN (SELECT table_name FROM gpkg_contents)`,
      )
      .map(({ name, sql }) => [name, sql]),
  );
  const wanted = new Set(views.map(({ name }) => name));
  for (const name of present.keys()) if (!wanted.has(name)) dropView(connection, name);
  refreshRates(connection, indicators, { holdings, touched });
  registerExtent(connection, 'area', [0, Number.MAX_SAFE_INTEGER]);
  registerSites(connection);
  for (const view of views) {
    if (present.get(view.name) !== view.sql) {
      if (present.has(view.name)) connection.exec(`DROP VIEW "${view.name}"`);
      connection.exec(view.sql);
    }
    registerView(connection, view, now);
  }
}

function dropView(connection: Connection, name: string): void {
  connection.run('DELETE FROM gpkg_geometry_columns WHERE table_name = ?', name);
  connection.run('DELETE FROM gpkg_contents WHERE table_name = ?', name);
  connection.exec(`DROP VIEW "${name}"`);
}

function registerView(connection: Connection, { name, geography, description }: View, now: string): void {
  connection.run(
    `INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
     VALUES (?1, 'features', ?1, ?2, ?3, 4326)
     ON CONFLICT (table_name) DO UPDATE SET description = excluded.description, last_change = excluded.last_change`,
    name,
    description,
    now,
  );
  connection.run(
    "INSERT OR IGNORE INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', 4326, 0, 0)",
    name,
  );
  registerExtent(connection, name, [geography.low, geography.high]);
}

function registerExtent(connection: Connection, layer: string, [low, high]: [number, number]): void {
  connection.run(
    `UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (
       SELECT min(minx), min(miny), max(maxx), max(maxy) FROM rtree_area_geom WHERE id BETWEEN ? AND ?
     ) WHERE table_name = ?`,
    low,
    high,
    layer,
  );
}

function registerSites(connection: Connection): void {
  connection.run(
    `UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (SELECT min(lon), min(lat), max(lon), max(lat) FROM site)
     WHERE table_name = 'site'`,
  );
}

/** Tables that SQLite joins in one query, less the areas and some room. */
const mostJoins = 60;

function composeView(geography: GeographyRow, indicators: IndicatorRow[], holdings: Holding[]): View {
  const name = `${geography.kind}_${geography.vintage}`;
  const columns = indicators.flatMap((indicator) => composeColumn(indicator, holdings));
  const joined = columns.slice(0, mostJoins);
  const select = [
    'a.id AS OGC_FID',
    'a.code AS code',
    'a.name AS name',
    'a.land_area_m2 AS land_area_m2',
    ...joined.map((column, i) => `v${i}.value AS ${column.name}`),
    ...columns
      .slice(mostJoins)
      .map(
        ({ name, table, where }) =>
          `CAST((SELECT v.value FROM ${table} v WHERE ${where('v')}) AS REAL) AS ${name}`,
      ),
    'a.geom AS geom',
  ];
  const joins = joined.map(({ table, where }, i) => `LEFT JOIN ${table} v${i} ON ${where(`v${i}`)}\n`);
  return {
    name,
    geography,
    sql: `CREATE VIEW "${name}" AS SELECT\n  ${select.join(',\n  ')}\nFROM area a\n${joins.join('')}WHERE a.id BETWEEN ${geography.low} AND ${geography.high}`,
    description:
      columns.length === 0
        ? `Areas of ${geography.ref}`
        : `Areas of ${geography.ref} with the newest values: ${columns.map(({ note }) => note).join(', ')}`,
  };
}

function composeColumn(indicator: IndicatorRow, holdings: Holding[]): ViewColumn[] {
  const { id } = indicator;
  const name = fixedNames.has(id) ? `${id}_value` : id;
  const key = `(SELECT id FROM indicator WHERE key = ${quoted(id)})`;
  if (indicator.numerator !== null) {
    const rate = chooseRate(indicator, holdings);
    if (rate === undefined) return [];
    const { newest, denominator } = rate;
    const note = `${name} ${newest}${denominator === newest ? '' : ` (denominator ${denominator})`}`;
    return [
      { name, note, table: 'newest_rate', where: (v) => `${v}.indicator = ${key} AND ${v}.area = a.id` },
    ];
  }
  const newest = listPeriodsOf(id, holdings).at(-1);
  if (newest === undefined) return [];
  const where = (v: string): string =>
    `${v}.indicator = ${key} AND ${v}.cohort = (SELECT id FROM cohort WHERE key = 'all') AND ${v}.period = (SELECT id FROM period WHERE key = ${quoted(newest)}) AND ${v}.area = a.id`;
  return [{ name, note: `${name} ${newest}`, table: 'observation', where }];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
