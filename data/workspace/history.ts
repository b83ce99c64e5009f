import { PinpointError } from '#contract';
import type { Connection } from './connection.ts';
import { applyRow, isRowNow, readRowChanges, type RowChange } from './dictionary.ts';
import type { Step } from './types.ts';
import { listReleaseColumns, purgeRows, restoreRows, withdrawRows } from './layers.ts';

export type CommandKind = Step['kind'];

export interface CommandRow {
  id: number;
  kind: CommandKind;
  title: string;
  release: number | null;
  rows: string;
  undone: 0 | 1;
}

const columns = 'id, kind, title, release, rows, undone';

/** All that is kept, the newest first. */
export function listSteps(connection: Connection): Step[] {
  return connection
    .all<CommandRow>(`SELECT ${columns} FROM command_log ORDER BY id DESC`)
    .map(({ id, kind, title, undone }) => ({ id, kind, title, isUndone: undone === 1 }));
}

/** Commands that can be undone. Older ones are final. */
const kept = 50;

/** The command that undo or redo would act on in turn. */
export function findNext(connection: Connection, direction: 'undo' | 'redo'): CommandRow | undefined {
  return connection.get<CommandRow>(
    direction === 'undo'
      ? `SELECT ${columns} FROM command_log WHERE undone = 0 ORDER BY id DESC LIMIT 1`
      : `SELECT ${columns} FROM command_log WHERE undone = 1 ORDER BY id LIMIT 1`,
  );
}

export interface Command {
  at: string;
  kind: CommandKind;
  /** In words: "Import LSOA 2011 boundaries". */
  title: string;
  release: number | null;
  rows: RowChange[];
}

/** Writes down a command that has been carried out, and gives the id of its step. */
export function recordCommand(connection: Connection, command: Command): number {
  connection.run(
    'INSERT INTO command_log (at, kind, title, release, rows) VALUES (?, ?, ?, ?, ?)',
    command.at,
    command.kind,
    command.title,
    command.release,
    JSON.stringify(command.rows),
  );
  const old = connection.all<CommandRow>(
    `SELECT ${columns} FROM command_log ORDER BY id DESC LIMIT -1 OFFSET ?`,
    kept,
  );
  for (const command of old) {
    if (command.kind === 'delete') purgeRows(connection, command.release!);
    connection.run('DELETE FROM command_log WHERE id = ?', command.id);
  }
  return connection.get<{ id: number }>('SELECT max(id) AS id FROM command_log')!.id;
}

/** Forgets undone commands, with the rows that only a redo would have brought back: what every new command begins with. */
export function dropUndone(connection: Connection): void {
  const undone = connection.all<CommandRow>(`SELECT ${columns} FROM command_log WHERE undone = 1`);
  for (const { id, kind, release } of undone) {
    if (kind === 'import') purgeRows(connection, release!);
    connection.run('DELETE FROM command_log WHERE id = ?', id);
  }
}

/** The step with this id. Throws `conflict` where it cannot go in that direction (any more). */
export function getStep(connection: Connection, id: number, direction: 'undo' | 'redo'): CommandRow {
  const found = connection.get<CommandRow>(`SELECT ${columns} FROM command_log WHERE id = ?`, id);
  if (found?.undone === (direction === 'undo' ? 0 : 1)) return found;
  throw new PinpointError(
    'conflict',
    `This change cannot be ${direction === 'undo' ? 'undone' : 'redone'} any more.`,
  );
}

/**
 * The first step that is in the way of one that goes back or forth out of turn, because both have changed the same things:
 * those in force that came after it, and for a redo those before it that are undone. Undefined where none is.
 */
export function findObstacle(
  connection: Connection,
  command: CommandRow,
  direction: 'undo' | 'redo',
): CommandRow | undefined {
  const between = connection.all<CommandRow>(
    `SELECT ${columns} FROM command_log WHERE (id > ?1 AND undone = 0) OR (id < ?1 AND undone = 1 AND ?2 = 'redo')
     ORDER BY id DESC`,
    command.id,
    direction,
  );
  return between.find((other) => meets(touchedBy(connection, command), touchedBy(connection, other)));
}

/** What a command has changed: rows by name, and whether whole layers of areas or of provision. */
interface Touched {
  rows: Set<string>;
  layers: 'areas' | 'provision' | null;
  editsProvision: boolean;
}

const provisionReleases = new Set(['providers', 'sites', 'performance']);

function touchedBy(connection: Connection, { kind, release, rows }: CommandRow): Touched {
  const changes = readRowChanges(rows);
  const isOfProvision = release !== null && provisionReleases.has(kindOf(connection, release));
  const layers = release === null ? null : isOfProvision ? 'provision' : 'areas';
  return {
    rows: new Set(changes.map(nameRow)),
    layers: kind === 'rate' ? 'areas' : layers,
    editsProvision: kind === 'provision',
  };
}

function kindOf(connection: Connection, release: number): string {
  const sql = 'SELECT kind FROM release WHERE id = ?1 UNION ALL SELECT kind FROM attic_release WHERE id = ?1';
  return connection.get<{ kind: string }>(sql, release)?.kind ?? '';
}

function meets(a: Touched, b: Touched): boolean {
  if (a.layers !== null && a.layers === b.layers) return true;
  if (a.layers === 'provision' && b.editsProvision) return true;
  if (b.layers === 'provision' && a.editsProvision) return true;
  return [...a.rows].some((row) => b.rows.has(row));
}

/** How many rows of provision speak of one that is not there. */
export function countLooseProvision(connection: Connection): number {
  return connection.get<{ count: number }>(
    `SELECT (SELECT count(*) FROM programme WHERE provider NOT IN (SELECT id FROM provider))
          + (SELECT count(*) FROM delivery
             WHERE programme NOT IN (SELECT id FROM programme) OR site NOT IN (SELECT id FROM site)) AS count`,
  )!.count;
}

/** Whether somebody else's row by hand still belongs to the release that this change brought. */
function isStillUsed(connection: Connection, { table, before, after }: RowChange): boolean {
  if (table !== 'release' || before !== null || after === null) return false;
  const tables = ['provider', 'programme', 'site', 'delivery'];
  return tables.some(
    (held) => connection.get(`SELECT 1 FROM ${held} WHERE release = ? LIMIT 1`, after['id']!) !== undefined,
  );
}

/** Forgets every command and whatever only undo or redo would have brought back. */
export function forgetCommands(connection: Connection): void {
  connection.run('DELETE FROM command_log');
  const out = connection.all<{ id: number }>('SELECT id FROM attic_release');
  for (const { id } of out) purgeRows(connection, id);
}

/** Whether the rows of a command are as it left them, or as taking it back left them: nobody has changed them by other ways. */
export function isAsLeft(
  connection: Connection,
  { rows }: Pick<CommandRow, 'rows'>,
  direction: 'undo' | 'redo',
): boolean {
  const changes = readRowChanges(rows);
  const [side, ordered] =
    direction === 'undo' ? (['after', changes] as const) : (['before', changes.toReversed()] as const);
  // Of several changes of one row the outermost counts.
  const last = new Map(ordered.map((change) => [nameRow(change), change]));
  return [...last.values()].every(
    // The release of what was entered by hand is there for as long as anybody's rows are in it.
    (change) => (change.table === 'release' && change[side] === null) || isRowNow(connection, change, side),
  );
}

function nameRow({ table, before, after }: RowChange): string {
  const row = (after ?? before)!;
  return `${table} ${String(row[table === 'pinpoint' ? 'key' : 'id'])}`;
}

/** Carries out the next command of that direction. To be called with foreign keys off, inside a change. */
export function travelThrough(connection: Connection, command: CommandRow, direction: 'undo' | 'redo'): void {
  const rows = readRowChanges(command.rows);
  const side = direction === 'undo' ? 'before' : 'after';
  const ordered = direction === 'undo' ? rows.toReversed() : rows;
  const putsIn = (command.kind === 'import') === (direction === 'redo');
  if (command.release !== null && !putsIn) withdrawRelease(connection, command.release);
  for (const row of ordered)
    if (direction === 'redo' || !isStillUsed(connection, row)) applyRow(connection, row, side);
  if (command.release !== null && putsIn) restoreRelease(connection, command.release);
  connection.run('UPDATE command_log SET undone = ? WHERE id = ?', direction === 'undo' ? 1 : 0, command.id);
}

/** Ids of the indicators whose values or definition a command changed. */
export function listTouched(connection: Connection, command: Pick<Command, 'release' | 'rows'>): number[] {
  const rows = command.rows.filter(({ table }) => table === 'indicator');
  const columns = command.release === null ? [] : listReleaseColumns(connection, command.release);
  return [
    ...new Set([
      ...columns.map(({ indicator }) => indicator),
      ...rows.map(({ before, after }) => Number((after ?? before)!['id'])),
    ]),
  ];
}

/** Takes a release out of force; undone by `restoreRelease`. */
export function withdrawRelease(connection: Connection, release: number): void {
  const geography = geographyOf(connection, 'release', release);
  moveRelease(connection, release, ['release', 'attic_release']);
  withdrawRows(connection, release, geography);
}

function restoreRelease(connection: Connection, release: number): void {
  const geography = geographyOf(connection, 'attic_release', release);
  moveRelease(connection, release, ['attic_release', 'release']);
  restoreRows(connection, release, geography);
}

/** What columns another program has added to one of the two stays behind. */
function moveRelease(connection: Connection, release: number, [from, to]: [string, string]): void {
  const columns = connection
    .all<{ name: string }>(
      `SELECT name FROM pragma_table_info('attic_release') INTERSECT SELECT name FROM pragma_table_info('release')`,
    )
    .map(({ name }) => name)
    .join(', ');
  connection.run(`INSERT INTO ${to} (${columns}) SELECT ${columns} FROM ${from} WHERE id = ?`, release);
  connection.run(`DELETE FROM ${from} WHERE id = ?`, release);
}

function geographyOf(
  connection: Connection,
  table: 'release' | 'attic_release',
  release: number,
): number | null {
  const row = connection.get<{ geography: number | null }>(
    `SELECT geography FROM ${table} WHERE id = ?`,
    release,
  );
  return row?.geography ?? null;
}
