import type { Connection } from './connection.ts';
import { listGeographies, type GeographyRow } from './geographies.ts';
import { listHoldings, listIndicators, type Holding } from './indicators.ts';
import type { IndicatorRow } from './faces.ts';

/** What a view says of one indicator: its newest value. */
interface ViewColumn {
  name: string;
  sql: string;
  /** For the description of the layer: "jsa_rate 2017-09". */
  note: string;
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
 * Views whose text is the same are left alone, so that nothing is written where nothing changed.
 */
export function refreshViews(connection: Connection, now: string): void {
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

interface Extent {
  minx: number | null;
  miny: number | null;
  maxx: number | null;
  maxy: number | null;
}

function registerView(connection: Connection, { name, geography, description }: View, now: string): void {
  const { minx, miny, maxx, maxy } = connection.get<Extent>(
    `SELECT min(minx) AS minx, min(miny) AS miny, max(maxx) AS maxx, max(maxy) AS maxy
     FROM rtree_area_geom WHERE id BETWEEN ? AND ?`,
    geography.low,
    geography.high,
  )!;
  connection.run(
    `INSERT INTO gpkg_contents
       (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
     VALUES (?1, 'features', ?1, ?2, ?3, ?4, ?5, ?6, ?7, 4326)
     ON CONFLICT (table_name) DO UPDATE SET description = excluded.description, last_change = excluded.last_change,
       min_x = excluded.min_x, min_y = excluded.min_y, max_x = excluded.max_x, max_y = excluded.max_y`,
    name,
    description,
    now,
    minx,
    miny,
    maxx,
    maxy,
  );
  connection.run(
    "INSERT OR IGNORE INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', 4326, 0, 0)",
    name,
  );
}

function composeView(geography: GeographyRow, indicators: IndicatorRow[], holdings: Holding[]): View {
  const name = `${geography.kind}_${geography.vintage}`;
  const columns = indicators.flatMap((indicator) => composeColumn(indicator, holdings));
  const select = [
    'a.id AS OGC_FID',
    'a.code AS code',
    'a.name AS name',
    'a.land_area_m2 AS land_area_m2',
    ...columns.map((column) => `CAST(${column.sql} AS REAL) AS ${column.name}`),
    'a.geom AS geom',
  ];
  return {
    name,
    geography,
    sql: `CREATE VIEW "${name}" AS SELECT\n  ${select.join(',\n  ')}\nFROM area a WHERE a.id BETWEEN ${geography.low} AND ${geography.high}`,
    description:
      columns.length === 0
        ? `Areas of ${geography.ref}`
        : `Areas of ${geography.ref} with the newest values: ${columns.map(({ note }) => note).join(', ')}`,
  };
}

function composeColumn(indicator: IndicatorRow, holdings: Holding[]): ViewColumn[] {
  const name = fixedNames.has(indicator.id) ? `${indicator.id}_value` : indicator.id;
  if (indicator.numerator !== null && indicator.of !== null) {
    return composeRate(name, indicator.numerator, indicator.of, holdings);
  }
  const newest = periodsOf(indicator.id, holdings).at(-1);
  if (newest === undefined) return [];
  return [{ name, sql: valueSql(indicator.id, newest), note: `${name} ${newest}` }];
}

/** A rate takes the denominator of its own period, else of the nearest earlier one, else of the nearest later one. */
function composeRate(
  name: string,
  numerator: string,
  denominator: string,
  holdings: Holding[],
): ViewColumn[] {
  const newest = periodsOf(numerator, holdings).at(-1);
  const denominators = periodsOf(denominator, holdings);
  if (newest === undefined || denominators.length === 0) return [];
  const order = [...new Set(holdings.map(({ period }) => period))];
  const at = order.indexOf(newest);
  const period = denominators.findLast((candidate) => order.indexOf(candidate) <= at) ?? denominators[0]!;
  const sql = `100.0 * ${valueSql(numerator, newest)} / nullif(${valueSql(denominator, period)}, 0)`;
  const note = period === newest ? `${name} ${newest}` : `${name} ${newest} (denominator ${period})`;
  return [{ name, sql, note }];
}

/** Oldest first, as holdings are. */
function periodsOf(indicator: string, holdings: Holding[]): string[] {
  return holdings
    .filter((holding) => holding.indicator === indicator && holding.cohort === 'all')
    .map(({ period }) => period);
}

function valueSql(indicator: string, period: string): string {
  return `(SELECT o.value FROM observation o WHERE o.indicator = (SELECT id FROM indicator WHERE key = '${indicator}') AND o.cohort = (SELECT id FROM cohort WHERE key = 'all') AND o.period = (SELECT id FROM period WHERE key = '${period.replaceAll("'", "''")}') AND o.area = a.id)`;
}
