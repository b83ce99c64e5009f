import type { Connection } from './connection.ts';
import { applyRow, type RowChange } from './dictionary.ts';
import { listReleaseColumns, purgeRows, restoreRows, withdrawRows } from './layers.ts';

export type CommandKind = 'import' | 'delete' | 'rate' | 'targeting' | 'provision';

export interface CommandRow {
  id: number;
  kind: CommandKind;
  title: string;
  release: number | null;
  rows: string;
}

/** Commands that can be undone. Older ones are final. */
const kept = 50;

/** The command that undo or redo would act on. */
export function findNext(connection: Connection, direction: 'undo' | 'redo'): CommandRow | undefined {
  return connection.get<CommandRow>(
    direction === 'undo'
      ? 'SELECT id, kind, title, release, rows FROM command_log WHERE undone = 0 ORDER BY id DESC LIMIT 1'
      : 'SELECT id, kind, title, release, rows FROM command_log WHERE undone = 1 ORDER BY id LIMIT 1',
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

/** Writes down a command that has been carried out. */
export function recordCommand(connection: Connection, command: Command): void {
  connection.run(
    'INSERT INTO command_log (at, kind, title, release, rows) VALUES (?, ?, ?, ?, ?)',
    command.at,
    command.kind,
    command.title,
    command.release,
    JSON.stringify(command.rows),
  );
  const old = connection.all<CommandRow>(
    'SELECT id, kind, title, release, rows FROM command_log ORDER BY id DESC LIMIT -1 OFFSET ?',
    kept,
  );
  for (const command of old) {
    if (command.kind === 'delete') purgeRows(connection, command.release!);
    connection.run('DELETE FROM command_log WHERE id = ?', command.id);
  }
}

/** Forgets undone commands, with the rows that only a redo would have brought back: what every new command begins with. */
export function dropUndone(connection: Connection): void {
  const undone = connection.all<CommandRow>(
    'SELECT id, kind, title, release, rows FROM command_log WHERE undone = 1',
  );
  for (const { id, kind, release } of undone) {
    if (kind === 'import') purgeRows(connection, release!);
    connection.run('DELETE FROM command_log WHERE id = ?', id);
  }
}

/** Forgets every command and whatever only undo or redo would have brought back. */
export function forgetCommands(connection: Connection): void {
  connection.run('DELETE FROM command_log');
  const out = connection.all<{ id: number }>('SELECT id FROM attic_release');
  for (const { id } of out) purgeRows(connection, id);
}

/** Carries out the next command of that direction. To be called with foreign keys off, inside a change. */
export function travel(connection: Connection, command: CommandRow, direction: 'undo' | 'redo'): void {
  const rows = JSON.parse(command.rows) as RowChange[];
  const side = direction === 'undo' ? 'before' : 'after';
  const ordered = direction === 'undo' ? rows.toReversed() : rows;
  const putsIn = (command.kind === 'import') === (direction === 'redo');
  if (command.release !== null && !putsIn) withdrawRelease(connection, command.release);
  for (const row of ordered) applyRow(connection, row, side);
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
  connection.run('INSERT INTO attic_release SELECT * FROM release WHERE id = ?', release);
  connection.run('DELETE FROM release WHERE id = ?', release);
  withdrawRows(connection, release, geography);
}

function restoreRelease(connection: Connection, release: number): void {
  const geography = geographyOf(connection, 'attic_release', release);
  connection.run('INSERT INTO release SELECT * FROM attic_release WHERE id = ?', release);
  connection.run('DELETE FROM attic_release WHERE id = ?', release);
  restoreRows(connection, release, geography);
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
