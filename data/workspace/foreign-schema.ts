import { basename } from 'node:path';
import { PinpointError } from '#contract';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { addSpatialFunctions } from './spatial.ts';

interface Entry {
  type: 'table' | 'index' | 'trigger' | 'view';
  name: string;
  /** The table that it belongs to. */
  table: string;
  /** As compared: without what SQL does not mind. */
  sql: string;
}

type Schema = Map<string, Entry>;

/** Letter case, blanks and quotation marks may come out otherwise of another version of SQLite. */
function fold(sql: string): string {
  return sql.toLowerCase().replaceAll(/[\s"]+/g, '');
}

function readSchema(connection: Connection): Schema {
  const rows = connection.all<{ type: Entry['type']; name: string; tbl_name: string; sql: string | null }>(
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'",
  );
  return new Map(
    rows.map(({ type, name, tbl_name, sql }) => [
      name.toLowerCase(),
      { type, name, table: tbl_name.toLowerCase(), sql: fold(sql ?? '') },
    ]),
  );
}

const ownSchemas = new Map<number, Schema>();

/** What the migrations up to a version make. */
function ownSchema(version: number): Schema {
  const known = ownSchemas.get(version);
  if (known !== undefined) return known;
  const connection = new Connection(':memory:', { mustExist: false });
  addSpatialFunctions(connection);
  const upTo = migrations.filter((each) => each.version <= version);
  migrate(connection, () => undefined, upTo);
  const schema = readSchema(connection);
  connection.close();
  ownSchemas.set(version, schema);
  return schema;
}

const counts = 'gpkg_ogr_contents';
const countsTable = fold(
  `CREATE TABLE ${counts}(table_name TEXT NOT NULL PRIMARY KEY,feature_count INTEGER DEFAULT NULL)`,
);

/** By which GDAL, and so QGIS, counts the rows of a layer that it has opened. */
function isCounting({ name, table, sql }: Entry): boolean {
  const [action, sign] = name.toLowerCase().startsWith('trigger_insert_') ? ['insert', '+'] : ['delete', '-'];
  const expected = `CREATE TRIGGER trigger_${action}_feature_count_${table} AFTER ${action} ON ${table} BEGIN
    UPDATE ${counts} SET feature_count = feature_count ${sign} 1 WHERE lower(table_name) = lower('${table}'); END`;
  return sql === fold(expected);
}

/** An index of columns as they stand, which slows changes down at worst. */
function isPlainIndex({ sql, name, table }: Entry): boolean {
  const start = `${fold(`CREATE INDEX ${name} ON ${table}`)}(`;
  return sql.startsWith(start) && /^[\w,]+\)$/.test(sql.slice(start.length));
}

/**
 * Throws `workspace_damaged` where the schema of the file could make a workspace do what Pinpoint does not: where one of its own
 * tables is missing, is a view, computes columns, or is laid out otherwise than the migrations up to this version lay it out; where
 * a trigger or an index of another maker hangs on one; and where a table of another maker changes with one. What other programs add
 * beside them stays as it is: layers, styles and projects of QGIS, columns, plain indexes, and the counting of GDAL. Reads the schema
 * and nothing else, because reading a table already could run what is in it.
 */
export function refuseForeignSchema(connection: Connection, version: number): void {
  const problem = findForeignSchema(connection, version);
  if (problem === undefined) return;
  const name = basename(connection.path);
  throw new PinpointError(
    'workspace_damaged',
    `${name} holds what Pinpoint has not put there, and was not opened: ${problem}.`,
    {
      file: name,
      found: problem,
      expected: 'the tables of a workspace as Pinpoint makes them',
      hint: 'If another program of yours put it there, remove it in that program. If somebody sent you the file, ask for it anew, or open a backup.',
    },
  );
}

/** What `refuseForeignSchema` would refuse, in words; undefined where there is nothing. */
export function findForeignSchema(connection: Connection, version: number): string | undefined {
  return findChange(connection, readSchema(connection), ownSchema(version));
}

/** Throws as `refuseForeignSchema` where the settings are no plain table: its version must be read before all the rest. */
export function refuseForeignSettings(connection: Connection): void {
  const own = ownSchema(1).get('pinpoint')!;
  const entry = readSchema(connection).get('pinpoint');
  if (entry?.type === 'table' && entry.sql !== own.sql)
    throw new PinpointError('workspace_damaged', `${basename(connection.path)} is no workspace that Pinpoint has made: its settings are laid out otherwise.`, {
      file: basename(connection.path),
      found: 'a table “pinpoint” of another layout',
      hint: 'Ask for the file anew, or open a backup.',
    }); // prettier-ignore
}

function findChange(connection: Connection, found: Schema, own: Schema): string | undefined {
  for (const entry of own.values()) {
    const problem = compare(connection, found.get(entry.name.toLowerCase()), entry);
    if (problem !== undefined) return problem;
  }
  for (const entry of found.values()) {
    const problem = own.has(entry.name.toLowerCase()) ? undefined : judge(connection, entry, own);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What is wrong with what should be ours. */
function compare(connection: Connection, entry: Entry | undefined, own: Entry): string | undefined {
  const what = `the ${own.type} “${own.name}”`;
  if (entry === undefined) return own.type === 'index' ? undefined : `${what} is missing`;
  if (entry.type !== own.type) return `“${own.name}” is a ${entry.type}, not a ${own.type}`;
  if (entry.sql === own.sql) return undefined;
  if (own.type === 'table' && hasColumnsAdded(connection, entry, own)) return undefined;
  return `${what} is not as it was made`;
}

/** Whether the only difference are further columns that hold what is put into them and ask for nothing. */
function hasColumnsAdded(connection: Connection, entry: Entry, own: Entry): boolean {
  let same = 0;
  while (entry.sql[same] === own.sql[same]) same += 1;
  const rest = own.sql.slice(same);
  if (!entry.sql.endsWith(rest)) return false;
  const added = entry.sql.slice(same, entry.sql.length - rest.length);
  const isPlain = /^[\w,]*,[\w,]*$/.test(added) && !/notnull|primarykey/.test(added);
  const computed = 'SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden > 0';
  return isPlain && connection.get(computed, entry.name) === undefined;
}

/** What is wrong with what is of another maker. */
function judge(connection: Connection, entry: Entry, own: Schema): string | undefined {
  const isOnOurs = own.get(entry.table)?.type === 'table';
  if (entry.type === 'trigger' && entry.table === counts) return `the trigger “${entry.name}” on “${counts}”`;
  if (entry.type === 'trigger' && isOnOurs && !isCounting(entry)) return `the trigger “${entry.name}” on “${entry.table}”`;
  if (entry.type === 'index' && isOnOurs && !isPlainIndex(entry)) return `the index “${entry.name}” on “${entry.table}”`;
  if (entry.name.toLowerCase() === counts && (entry.type !== 'table' || entry.sql !== countsTable)) return `“${counts}” is not as GDAL makes it`;
  if (entry.type !== 'table' || entry.sql.startsWith('createvirtual')) return undefined;
  const follows = connection
    .all<{ table: string; on_update: string; on_delete: string }>('SELECT "table", on_update, on_delete FROM pragma_foreign_key_list(?)', entry.name)
    .find(({ table, on_update, on_delete }) => own.has(table.toLowerCase()) && /CASCADE|SET/.test(on_update + on_delete));
  return follows && `the table “${entry.name}” changes with “${follows.table}”`;
} // prettier-ignore

/**
 * The tables to check where the file also holds tables of other makers that compute something when they are checked; undefined where
 * it does not, and all can be checked at once.
 */
export function tablesToCheck(connection: Connection, version: number): string[] | undefined {
  const own = ownSchema(version);
  const others = [...readSchema(connection).values()].filter(
    ({ type, name }) => type === 'table' && !own.has(name.toLowerCase()),
  );
  const compute = ({ name, sql }: Entry): boolean =>
    sql.includes('check') ||
    (!sql.startsWith('createvirtual') &&
      connection.get('SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden > 1', name) !== undefined);
  if (!others.some(compute)) return undefined;
  return [...own.values()].filter(({ type }) => type === 'table').map(({ name }) => name);
}
