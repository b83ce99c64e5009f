import { PinpointError, type GeographyRef, type Period } from '#contract';
import type { Connection, SqlValue } from './connection.ts';
import { findGeography, splitRef, type GeographyRow } from './geographies.ts';
import { encodePoint } from './spatial.ts';
import type { IndicatorDefinition } from './types.ts';

/** Small tables whose rows come and go with a command. */
const tables = [
  'geography',
  'indicator',
  'cohort',
  'period',
  'pinpoint',
  'release',
  'provider',
  'programme',
  'site',
  'delivery',
] as const;
export type DictionaryTable = (typeof tables)[number];
export type DictionaryRow = Record<string, SqlValue>;

/** One row as it was and as it is; null = not there. */
export interface RowChange {
  table: DictionaryTable;
  before: DictionaryRow | null;
  after: DictionaryRow | null;
}

/**
 * The rows of a step, as a workspace keeps them. Anybody may have written them into the file, so what is no row of a small table is
 * refused: `workspace_damaged`.
 */
export function readRowChanges(json: string): RowChange[] {
  const rows = parse(json);
  if (Array.isArray(rows) && rows.every(isRowChange)) return rows;
  throw new PinpointError('workspace_damaged', 'The list of steps in this workspace is damaged.', {
    found: json.slice(0, 100),
    hint: 'Open a backup, or a copy of an earlier state.',
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isRowChange(value: unknown): value is RowChange {
  if (typeof value !== 'object' || value === null) return false;
  const { table, before, after } = value as Partial<RowChange>;
  return tables.some((name) => name === table) && isRow(before) && isRow(after);
}

function isRow(value: unknown): boolean {
  if (value === null) return true;
  return (
    typeof value === 'object' &&
    Object.values(value).every((cell) => cell === null || typeof cell !== 'object')
  );
}

const keyOf = (table: DictionaryTable): string => (table === 'pinpoint' ? 'key' : 'id');

/** Writes down each change to the small tables while making it, so that it can be taken back. */
export class Dictionary {
  readonly changes: RowChange[] = [];
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** The id of the geography, which is made where it is not there yet. */
  geography(ref: GeographyRef): GeographyRow {
    const found = findGeography(this.connection, ref);
    if (found !== undefined) return found;
    const { id } = this.connection.get<{ id: number }>(
      `SELECT 1 + max(coalesce((SELECT max(id) FROM geography), 0), coalesce((SELECT max(geography) FROM attic_area), 0)) AS id`,
    )!;
    this.put({ table: 'geography', before: null, after: { id, ...splitRef(ref) } });
    return findGeography(this.connection, ref)!;
  }

  period({ id, label, first, last }: Period): number {
    return this.idOf('period', id, { label, first, last });
  }

  cohort(key: string): number {
    return this.idOf('cohort', key, { dimensions: JSON.stringify(dimensionsOf(key)) });
  }

  /**
   * The id of the indicator. One that is known keeps its name, kind and unit; a denominator is added where it had none.
   * Throws `conflict` where the kinds differ: counts and rates under one name would be nonsense.
   */
  indicator(definition: IndicatorDefinition): number {
    const found = this.find('indicator', definition.id);
    if (found === undefined) return this.addIndicator(definition.id, columnsOf(definition));
    if (found['kind'] !== definition.kind || (found['numerator'] ?? null) !== definition.numerator) {
      throw new PinpointError(
        'conflict',
        `${definition.id} is known as ${words(found)}, not as a ${definition.kind}.`,
        {
          found: definition.kind,
          expected: words(found),
          hint: 'Give the values another indicator id, or delete the other release first.',
        },
      );
    }
    if (found['denominator'] === null && definition.of !== null) {
      this.put({ table: 'indicator', before: found, after: { ...found, denominator: definition.of } });
    }
    return found['id'] as number;
  }

  addIndicator(key: string, columns: DictionaryRow): number {
    return this.idOf('indicator', key, columns);
  }

  setting(key: 'targeting' | 'style' | 'timetables' | 'policy' | 'sensitivities', value: string): void {
    const before = this.find('pinpoint', key) ?? null;
    this.put({ table: 'pinpoint', before, after: { key, value } });
  }

  find(table: DictionaryTable, key: string): DictionaryRow | undefined {
    return this.connection.get<DictionaryRow>(`SELECT * FROM ${table} WHERE key = ?`, key);
  }

  put(change: RowChange): void {
    applyRow(this.connection, change, 'after');
    this.changes.push(change);
  }

  private idOf(table: 'indicator' | 'cohort' | 'period', key: string, rest: DictionaryRow): number {
    const found = this.find(table, key);
    if (found !== undefined) return found['id'] as number;
    const { id } = this.connection.get<{ id: number }>(
      'SELECT 1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0) AS id',
      table,
    )!;
    this.put({ table, before: null, after: { id, key, ...rest } });
    return id;
  }
}

/** The columns that the indicator table keeps of a definition, by their names in SQL. */
export function columnsOf(definition: IndicatorDefinition): DictionaryRow {
  const { name, kind, numerator, of, unit, polarity, additive } = definition;
  return { name, kind, numerator, denominator: of, unit, polarity, additive: additive ? 1 : 0 };
}

function words(row: DictionaryRow): string {
  return row['numerator'] === null
    ? `a ${String(row['kind'])}`
    : `the rate ${String(row['numerator'])} / ${String(row['denominator'])}`;
}

/** `age=18-24,sex=female` → { age: '18-24', sex: 'female' }; `all` has none. */
function dimensionsOf(cohort: string): Record<string, string> {
  if (cohort === 'all') return {};
  return Object.fromEntries(
    cohort.split(',').map((cut) => {
      const at = cut.indexOf('=');
      return [cut.slice(0, at), cut.slice(at + 1)];
    }),
  );
}

const quoted = (column: string): string => `"${column.replaceAll('"', '""')}"`;

/** Makes the row as it was before or after the change. */
export function applyRow(connection: Connection, change: RowChange, side: 'before' | 'after'): void {
  const { table } = change;
  const key = keyOf(table);
  const row = withGeometry(table, change[side]);
  if (row === null) {
    const other = side === 'before' ? change.after : change.before;
    if (other !== null) connection.run(`DELETE FROM ${table} WHERE ${key} = ?`, other[key]!);
    return;
  }
  const columns = Object.keys(row);
  const values = columns.map((column) => row[column]!);
  // Not an upsert: its conflict rule would take the place of the one in the triggers that keep the spatial index.
  const updates = columns.map((column) => `${quoted(column)} = ?`).join(', ');
  const changed = connection.run(`UPDATE ${table} SET ${updates} WHERE ${key} = ?`, ...values, row[key]!);
  if (changed > 0) return;
  connection.run(
    `INSERT INTO ${table} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ...values,
  );
}

/** Whether the row is now as it was before or after a change; columns that the change does not speak of do not count. */
export function isRowNow(connection: Connection, change: RowChange, side: 'before' | 'after'): boolean {
  const { table } = change;
  const key = keyOf(table);
  const row = (change[side] ?? change.before ?? change.after)!;
  const now = connection.get<DictionaryRow>(`SELECT * FROM ${table} WHERE ${key} = ?`, row[key]!);
  if (change[side] === null || now === undefined) return change[side] === null && now === undefined;
  return Object.entries(row).every(([column, value]) => column === 'geom' || now[column] === value);
}

/** A site's geometry follows from its coordinates, so that no change needs to carry it. */
function withGeometry(table: DictionaryTable, row: DictionaryRow | null): DictionaryRow | null {
  if (table !== 'site' || row === null) return row;
  return { ...row, geom: encodePoint(Number(row['lon']), Number(row['lat'])) };
}

/**
 * Rows that only a release now taken out used: an indicator without values and not defined as a rate, cohorts, periods
 * and geographies. They are removed and written down.
 */
export function removeUnused(connection: Connection, dictionary: Dictionary, release: number): void {
  for (const { table, sql } of unused) {
    for (const row of connection.all<DictionaryRow>(sql, release))
      dictionary.put({ table, before: row, after: null });
  }
}

const inForce = 'SELECT c.* FROM release_column c JOIN release r ON r.id = c.release';

const unused: { table: DictionaryTable; sql: string }[] = [
  {
    table: 'indicator',
    sql: `SELECT * FROM indicator WHERE id IN (SELECT indicator FROM release_column WHERE release = ?)
          AND numerator IS NULL AND id NOT IN (SELECT indicator FROM (${inForce}))
          AND key NOT IN (SELECT indicator FROM benchmark UNION ALL
            SELECT indicator FROM attic_benchmark WHERE release IN (SELECT id FROM release))`,
  },
  {
    table: 'cohort',
    sql: `SELECT * FROM cohort WHERE id IN (SELECT cohort FROM release_column WHERE release = ?)
          AND id NOT IN (SELECT cohort FROM (${inForce}))`,
  },
  {
    table: 'period',
    sql: `SELECT * FROM period WHERE id IN (
            SELECT period FROM release_column WHERE release = ?1 UNION ALL SELECT period FROM attic_benchmark WHERE release = ?1
            UNION ALL SELECT period FROM attic_performance WHERE release = ?1)
          AND id NOT IN (SELECT period FROM (${inForce}))
          AND id NOT IN (SELECT period FROM benchmark UNION ALL
            SELECT period FROM attic_benchmark WHERE release IN (SELECT id FROM release) UNION ALL
            SELECT period FROM performance UNION ALL
            SELECT period FROM attic_performance WHERE release IN (SELECT id FROM release))`,
  },
  {
    table: 'geography',
    sql: `SELECT * FROM geography WHERE id IN (
            SELECT geography FROM attic_release WHERE id = ?1 UNION ALL SELECT parent_geography FROM attic_release WHERE id = ?1)
          AND id NOT IN (SELECT geography FROM area) AND id NOT IN (SELECT geography FROM designation)
          AND id NOT IN (SELECT coalesce(geography, 0) FROM release UNION ALL SELECT coalesce(parent_geography, 0) FROM release)`,
  },
];
