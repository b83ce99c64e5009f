import type { Period } from '#contract';
import { canonicalJson } from './canonical.ts';
import type { Connection } from './connection.ts';
import type { Dictionary } from './dictionary.ts';
import type { ReleaseDraft } from './interfaces-of-staging.ts';
import { refOf, type GeographyRow } from './geographies.ts';
import { dropCatchments, layRows, recountHoldings, type ColumnKey, type RowSource } from './layers.ts';
import { publishPoints } from './points.ts';
import { publishProvision } from './publish-provision.ts';
import { indexAreas } from './spatial-index.ts';
import { withoutIndexTriggers } from './spatial.ts';
import type { IndicatorDefinition } from './types.ts';

/**
 * Moves what was staged (attached as `stage`) into the workspace as one release, inside a change. Areas of a geography
 * and vintage that are there already keep their id, so that whatever is known of them stays with them; new codes are
 * added, and codes that the new release lacks stay. Returns the release's id.
 */
export function publishStaged(
  connection: Connection,
  dictionary: Dictionary,
  { draft, now }: { draft: ReleaseDraft; now: string },
): number {
  const geography = draft.geography && dictionary.geography(refOf(draft.geography));
  const release = insertRelease(connection, draft, { geography: geography?.id ?? null, now });
  const publication = { connection, dictionary, release };
  if (geography !== undefined) {
    publishAreas(publication, geography);
    if (draft.parentGeography !== undefined) {
      publishParentsOfAreas(publication, geography, dictionary.geography(draft.parentGeography));
    }
    publishObservations(publication, geography, draft.indicators);
    publishPoints(connection, release, geography);
  }
  if (draft.link !== undefined) {
    publishLinks(publication, dictionary.geography(draft.link.from), dictionary.geography(draft.link.to));
  }
  if (draft.designation !== undefined) publishDesignation(publication, draft.designation);
  publishBenchmarks(publication);
  publishProvision(connection, release, geography);
  layRows(connection, 'reject', {
    sql: 'SELECT ? AS release, position, row, reason FROM stage.reject',
    values: [release],
  });
  return release;
}

interface Publication {
  connection: Connection;
  dictionary: Dictionary;
  release: number;
}

function insertRelease(
  connection: Connection,
  draft: ReleaseDraft,
  { geography, now }: { geography: number | null; now: string },
): number {
  return connection.get<{ id: number }>(
    `INSERT INTO release (kind, title, file, sha256, publisher, licence, attribution, period, retrieved, imported,
       rounding, source_crs, geography, rows_read, rows_taken, rows_rejected, mapping, report, sensitivity)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    draft.kind,
    draft.title,
    draft.file,
    draft.sha256,
    draft.publisher,
    draft.licence,
    JSON.stringify(draft.attribution),
    draft.period,
    draft.retrieved,
    now,
    draft.rounding,
    draft.sourceCrs ?? null,
    geography,
    draft.rows.read,
    draft.rows.taken,
    draft.rows.rejected,
    canonicalJson(draft.mapping),
    JSON.stringify(draft.report ?? null),
    draft.sensitivity ?? 'published',
  )!.id;
}

/** The id that the next new area of the geography gets. */
function nextAreaId(connection: Connection, { low, high }: GeographyRow): number {
  return connection.get<{ id: number }>(
    `SELECT 1 + max(?1 - 1,
       coalesce((SELECT max(id) FROM area WHERE id BETWEEN ?1 AND ?2), 0),
       coalesce((SELECT max(id) FROM attic_area WHERE id BETWEEN ?1 AND ?2), 0)) AS id`,
    low,
    high,
  )!.id;
}

function publishAreas({ connection, release }: Publication, geography: GeographyRow): void {
  if (connection.get('SELECT 1 FROM stage.area LIMIT 1') === undefined) return;
  dropCatchments(connection, geography.id);
  findKnownAreas(connection, geography);
  connection.exec(
    `INSERT INTO attic_area (id, geography, code, name, label_lon, label_lat, land_area_m2, release, geom)
     SELECT a.id, a.geography, a.code, a.name, a.label_lon, a.label_lat, a.land_area_m2, a.release, a.geom
     FROM temp.known_area k CROSS JOIN area a ON a.id = k.id`,
  );
  withoutIndexTriggers(connection, () => {
    connection.run(
      `UPDATE area SET name = s.name, label_lon = s.label_lon, label_lat = s.label_lat,
         land_area_m2 = s.land_area_m2, release = ?, geom = o.geom
       FROM temp.known_area k CROSS JOIN stage.area s ON s.id = k.staged CROSS JOIN stage.outline o ON o.area = k.staged
       WHERE area.id = k.id`,
      release,
    );
    numberNewAreas(connection, geography, 'SELECT code, id AS staged FROM stage.area');
    connection.run(
      `INSERT INTO area (id, geography, code, name, label_lon, label_lat, land_area_m2, release, geom)
       SELECT n.id, ?, s.code, s.name, s.label_lon, s.label_lat, s.land_area_m2, ?, o.geom
       FROM temp.new_area n CROSS JOIN stage.area s ON s.id = n.staged CROSS JOIN stage.outline o ON o.area = n.staged
       ORDER BY n.id`,
      geography.id,
      release,
    );
    indexAreas(connection, {
      sql: `SELECT a.id, s.minx, s.maxx, s.miny, s.maxy
            FROM (SELECT id, staged FROM temp.known_area UNION ALL SELECT id, staged FROM temp.new_area) a
            CROSS JOIN stage.area s ON s.id = a.staged`,
      values: [],
    });
  });
}

/** Notes which staged areas the geography has already. */
function findKnownAreas(connection: Connection, geography: GeographyRow): void {
  connection.exec(`
    CREATE TEMP TABLE IF NOT EXISTS known_area (id INTEGER PRIMARY KEY, staged INTEGER NOT NULL);
    DELETE FROM temp.known_area;`);
  connection.run(
    `INSERT INTO temp.known_area
     SELECT a.id, s.id FROM stage.area s CROSS JOIN area a ON a.geography = ? AND a.code = s.code`,
    geography.id,
  );
}

/** Gives ids, in the order of their codes, to the codes (and numbers in the staging file) that the geography does not have yet. */
function numberNewAreas(connection: Connection, geography: GeographyRow, codesSql: string): void {
  connection.exec(`
    CREATE TEMP TABLE IF NOT EXISTS new_area (id INTEGER PRIMARY KEY, code TEXT NOT NULL, staged INTEGER);
    DELETE FROM temp.new_area;`);
  connection.run(
    `INSERT INTO temp.new_area
     SELECT ?2 + row_number() OVER (ORDER BY code) - 1, code, staged FROM (${codesSql}) s
     WHERE NOT EXISTS (SELECT 1 FROM area a WHERE a.geography = ?1 AND a.code = s.code)`,
    geography.id,
    nextAreaId(connection, geography),
  );
}

/**
 * Areas that a link or designation names in a geography that has no boundaries at all: they are added by code only, so
 * that a parent can be named before (or without) its outline.
 */
function addKnownByCode(
  { connection, release }: Publication,
  geography: GeographyRow,
  codesSql: string,
): void {
  const drawn = connection.get(
    'SELECT 1 FROM area WHERE id BETWEEN ? AND ? AND label_lon IS NOT NULL LIMIT 1',
    geography.low,
    geography.high,
  );
  if (drawn !== undefined) return;
  numberNewAreas(connection, geography, `SELECT code, NULL AS staged FROM (${codesSql})`);
  connection.run(
    `INSERT INTO area (id, geography, code, name, release) SELECT id, ?, code, '', ? FROM temp.new_area`,
    geography.id,
    release,
  );
}

function publishParentsOfAreas(
  publication: Publication,
  geography: GeographyRow,
  parents: GeographyRow,
): void {
  const { connection, release } = publication;
  addKnownByCode(
    publication,
    parents,
    'SELECT DISTINCT parent_code AS code FROM stage.area WHERE parent_code IS NOT NULL',
  );
  const source = gather(connection, {
    sql: `SELECT a.id AS area, p.id AS parent, 1.0 AS weight, ? AS release
          FROM stage.area s
          JOIN area a ON a.geography = ? AND a.code = s.code
          JOIN area p ON p.geography = ? AND p.code = s.parent_code`,
    values: [release, geography.id, parents.id],
  });
  layRows(connection, 'area_parent', source);
  noteParents(publication, geography, parents);
}

/** Carries a query out once, for work that goes over its rows several times. */
function gather(connection: Connection, source: RowSource): RowSource {
  connection.exec('DROP TABLE IF EXISTS temp.gathered');
  connection.run(`CREATE TEMP TABLE gathered AS ${source.sql}`, ...source.values);
  return { sql: 'SELECT * FROM temp.gathered', values: [] };
}

/** A link joins areas of which at least one is known. Between vintages of one kind it is a change, else a parent. */
function publishLinks(publication: Publication, from: GeographyRow, to: GeographyRow): void {
  const { connection, release } = publication;
  addKnownByCode(
    publication,
    to,
    `SELECT DISTINCT to_code AS code FROM stage.link WHERE from_code IN (${codesOf(from)})`,
  );
  addKnownByCode(
    publication,
    from,
    `SELECT DISTINCT from_code AS code FROM stage.link WHERE to_code IN (${codesOf(to)})`,
  );
  const joined = `FROM stage.link s
    JOIN area a ON a.geography = ? AND a.code = s.from_code
    JOIN area b ON b.geography = ? AND b.code = s.to_code`;
  const values = [release, from.id, to.id];
  if (from.kind === to.kind) {
    const sql = `SELECT a.id AS area, b.id AS successor, s.weight, s.change, ? AS release ${joined}`;
    layRows(connection, 'area_change', gather(connection, { sql, values }));
  } else {
    const sql = `SELECT a.id AS area, b.id AS parent, s.weight, ? AS release ${joined}`;
    layRows(connection, 'area_parent', gather(connection, { sql, values }));
  }
  noteParents(publication, from, to);
}

function codesOf(geography: GeographyRow): string {
  return `SELECT code FROM area WHERE geography = ${geography.id}`;
}

function noteParents({ connection, release }: Publication, from: GeographyRow, to: GeographyRow): void {
  connection.run(
    'UPDATE release SET geography = ?, parent_geography = ? WHERE id = ?',
    from.id,
    to.id,
    release,
  );
}

function publishDesignation(
  publication: Publication,
  designation: NonNullable<ReleaseDraft['designation']>,
): void {
  const { connection, dictionary, release } = publication;
  const geography = dictionary.geography(refOf(designation.geography));
  addKnownByCode(publication, geography, 'SELECT code FROM stage.designated');
  const { id } = connection.get<{ id: number }>(
    'INSERT INTO designation (key, name, geography, release) VALUES (?, ?, ?, ?) RETURNING id',
    designation.id,
    designation.name,
    geography.id,
    release,
  )!;
  layRows(connection, 'designation_area', {
    sql: `SELECT ? AS designation, a.id AS area, ? AS release
          FROM stage.designated s JOIN area a ON a.geography = ? AND a.code = s.code`,
    values: [id, release, geography.id],
  });
  connection.run('UPDATE release SET geography = ? WHERE id = ?', geography.id, release);
}

/** Staged numbers of texts → ids in the workspace. */
const mapTables = ['indicator', 'cohort', 'period', 'code'] as const;

function makeMaps({ connection, dictionary }: Publication, definitions: IndicatorDefinition[]): void {
  for (const table of mapTables) {
    connection.exec(`
      CREATE TEMP TABLE IF NOT EXISTS ${table}_map (staged INTEGER PRIMARY KEY, id INTEGER NOT NULL);
      DELETE FROM temp.${table}_map;`);
  }
  const put = (table: 'indicator' | 'cohort' | 'period', staged: number, id: number): void => {
    connection.run(`INSERT INTO temp.${table}_map VALUES (?, ?)`, staged, id);
  };
  for (const definition of definitions) dictionary.indicator(definition);
  for (const { id, key } of connection.all<{ id: number; key: string }>(
    'SELECT id, key FROM stage.indicator',
  )) {
    put(
      'indicator',
      id,
      dictionary.indicator(definitions.find((it) => it.id === key) ?? plainCount(key, dictionary)),
    );
  }
  for (const { id, key } of connection.all<{ id: number; key: string }>('SELECT id, key FROM stage.cohort')) {
    put('cohort', id, dictionary.cohort(key));
  }
  for (const { staged, ...period } of connection.all<Period & { staged: number }>(
    'SELECT id AS staged, key AS id, label, first, last FROM stage.period',
  )) {
    put('period', staged, dictionary.period(period));
  }
}

/** What an indicator without a definition is: as the workspace knows it, else a count by its id. */
function plainCount(key: string, dictionary: Dictionary): IndicatorDefinition {
  const found = dictionary.find('indicator', key);
  return {
    id: key,
    name: key,
    kind: (found?.['kind'] as IndicatorDefinition['kind'] | undefined) ?? 'count',
    of: null,
    numerator: (found?.['numerator'] as string | null | undefined) ?? null,
    unit: '',
    polarity: 'neutral',
    additive: true,
  };
}

const stagedRows = `
  FROM stage.observation s
  JOIN temp.code_map a ON a.staged = s.code
  JOIN temp.indicator_map i ON i.staged = s.indicator
  JOIN temp.cohort_map c ON c.staged = s.cohort
  JOIN temp.period_map p ON p.staged = s.period`;

/** Observations of codes that the geography does not have are left out. */
function publishObservations(
  publication: Publication,
  geography: GeographyRow,
  definitions: IndicatorDefinition[],
): void {
  const { connection, release } = publication;
  makeMaps(publication, definitions);
  connection.run(
    `INSERT INTO temp.code_map SELECT s.id, a.id FROM stage.code s JOIN area a ON a.geography = ? AND a.code = s.code`,
    geography.id,
  );
  const columns = connection.all<ColumnKey>(
    `SELECT i.id AS indicator, c.id AS cohort, p.id AS period FROM stage.holding s
     JOIN temp.indicator_map i ON i.staged = s.indicator
     JOIN temp.cohort_map c ON c.staged = s.cohort
     JOIN temp.period_map p ON p.staged = s.period`,
  );
  if (columns.some((column) => isHeld(connection, column, geography))) displaceObservations(connection);
  connection.run(
    `INSERT OR REPLACE INTO observation (indicator, cohort, period, area, value, flag, release)
     SELECT i.id, c.id, p.id, a.id, s.value, s.flag, ? ${stagedRows} ORDER BY 1, 2, 3, 4, s.rowid`,
    release,
  );
  for (const { indicator, cohort, period } of columns) {
    connection.run('INSERT INTO release_column VALUES (?, ?, ?, ?)', release, indicator, cohort, period);
  }
  recountHoldings(connection, columns, geography.id);
}

function isHeld(
  connection: Connection,
  { indicator, cohort, period }: ColumnKey,
  geography: GeographyRow,
): boolean {
  return (
    connection.get(
      'SELECT 1 FROM holding WHERE indicator = ? AND cohort = ? AND period = ? AND geography = ?',
      indicator,
      cohort,
      period,
      geography.id,
    ) !== undefined
  );
}

/** Older values for the same area, indicator, cohort and period go to the attic. */
function displaceObservations(connection: Connection): void {
  connection.run(
    `INSERT OR REPLACE INTO attic_observation (indicator, cohort, period, area, value, flag, release)
     SELECT o.indicator, o.cohort, o.period, o.area, o.value, o.flag, o.release ${stagedRows}
     JOIN observation o ON o.indicator = i.id AND o.cohort = c.id AND o.period = p.id AND o.area = a.id`,
  );
}

function publishBenchmarks({ connection, dictionary, release }: Publication): void {
  const rows = connection.all<Period & { indicator: string; comparator: string; value: number }>(
    `SELECT b.indicator, b.comparator, b.value, p.key AS id, p.label, p.first, p.last
     FROM stage.benchmark b JOIN stage.period p ON p.id = b.period`,
  );
  for (const { indicator, comparator, value, ...period } of rows) {
    layRows(connection, 'benchmark', {
      sql: 'SELECT ? AS indicator, ? AS comparator, ? AS period, ? AS value, ? AS release',
      values: [indicator, comparator, dictionary.period(period), value, release],
    });
  }
}
