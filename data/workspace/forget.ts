import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PinpointError } from '#contract';
import { backupPath, copyNow, isMigrationCopy } from './backup.ts';
import { forgetCatchments } from './catchments.ts';
import type { Connection } from './connection.ts';
import { readRowChanges, type RowChange } from './dictionary.ts';
import type { Forgotten } from './interfaces.ts';
import { forgetCommands, travelThrough, type CommandRow } from './history.ts';
import { clearAttic, purgeRows } from './layers.ts';
import { migrate } from './migrate.ts';
import { findSetting, putSetting } from './settings.ts';
import { addSpatialFunctions } from './spatial.ts';
import { blankSpareRoom } from './spatial-index.ts';

/** The releases that are out of force, the one that came last first. */
export function listDeleted(connection: Connection): { id: number; title: string; file: string }[] {
  return connection.all('SELECT id, title, file FROM attic_release ORDER BY id DESC');
}

/**
 * Takes a release that is out of force, null = all of them, out of the tables, with every step of undo that needs it and
 * whatever only such steps would have brought back. Belongs inside a change with foreign keys off; the bytes stay until
 * `cleanFile`. Throws `not_found` for a release that is not among the deleted ones.
 */
export function forgetReleases(connection: Connection, release: number | null): Forgotten {
  const before = { releases: listDeleted(connection), steps: countSteps(connection) };
  if (release === null) forgetCommands(connection);
  else if (before.releases.some(({ id }) => id === release)) forgetOne(connection, release);
  else throw notDeleted(connection, release);
  forgetCatchments(connection);
  putSetting(connection, 'forgetting', '1');
  const left = new Set(listDeleted(connection).map(({ id }) => id));
  return {
    releases: before.releases.filter(({ id }) => !left.has(id)).map(({ title }) => title),
    steps: before.steps - countSteps(connection),
  };
}

function notDeleted(connection: Connection, release: number): PinpointError {
  const isInForce = connection.get('SELECT 1 FROM release WHERE id = ?', release) !== undefined;
  return new PinpointError('not_found', `Release ${release} is not among the deleted ones.`, {
    found: String(release),
    hint: isInForce ? 'It is in force: delete it first.' : 'Look at the list of deleted releases.',
  });
}

/** Steps that can be undone or redone. */
export function countSteps(connection: Connection): number {
  return connection.get<{ n: number }>('SELECT count(*) AS n FROM command_log')!.n;
}

function forgetOne(connection: Connection, release: number): void {
  const own = connection.all<{ id: number; undone: number }>(
    'SELECT id, undone FROM command_log WHERE release = ?',
    release,
  );
  purgeRows(connection, release);
  handDownRows(connection, release);
  connection.run('DELETE FROM command_log WHERE release = ?', release);
  const done = own.filter(({ undone }) => undone === 0).map(({ id }) => id);
  const undone = own.filter(({ undone }) => undone !== 0).map(({ id }) => id);
  const [first, last] = [Math.min(...done), Math.max(...done)];
  if (done.length > 0 && !stillTravels(connection, 'undo', first))
    connection.run('DELETE FROM command_log WHERE undone = 0 AND id < ?', last);
  if (undone.length > 0 && !stillTravels(connection, 'redo', Math.min(...undone)))
    connection.run('DELETE FROM command_log WHERE undone <> 0 AND id > ?', Math.min(...undone));
  purgeUnreachable(connection);
}

/**
 * Periods, indicators and the like went with the last release that used them. What releases deleted earlier use as well is
 * brought back by the step below instead.
 */
function handDownRows(connection: Connection, release: number): void {
  const deletion = connection.get<CommandRow>(
    "SELECT * FROM command_log WHERE release = ? AND kind = 'delete' AND undone = 0",
    release,
  );
  const below = deletion && findBelow(connection, deletion);
  if (below === undefined) return;
  const rows = readRowChanges(deletion!.rows);
  const shared = rows.filter(({ table, before }) => {
    const sql = usesInAttic[table];
    return sql !== undefined && connection.get(sql, Number(before?.['id'])) !== undefined;
  });
  connection.run(
    'UPDATE command_log SET rows = ? WHERE id = ?',
    JSON.stringify([...readRowChanges(below.rows), ...shared]),
    below.id,
  );
}

function findBelow(connection: Connection, { id, release }: CommandRow): CommandRow | undefined {
  return connection.get(
    'SELECT * FROM command_log WHERE id < ? AND undone = 0 AND release IS NOT ? ORDER BY id DESC LIMIT 1',
    id,
    release,
  );
}

const columnsInAttic = 'SELECT c.* FROM release_column c JOIN attic_release r ON r.id = c.release';

/** By table: whether releases in the attic use a row. */
const usesInAttic: Partial<Record<RowChange['table'], string>> = {
  indicator: `SELECT 1 FROM (${columnsInAttic}) WHERE indicator = ?`,
  cohort: `SELECT 1 FROM (${columnsInAttic}) WHERE cohort = ?`,
  period: `SELECT 1 WHERE ?1 IN (SELECT period FROM (${columnsInAttic}) UNION ALL SELECT period FROM attic_benchmark
             UNION ALL SELECT period FROM attic_performance)`,
  geography: 'SELECT 1 FROM attic_release WHERE ?1 IN (geography, parent_geography)',
};

/** What no step brings back any more. */
function purgeUnreachable(connection: Connection): void {
  const gone = connection.all<{ id: number }>(
    `SELECT id FROM attic_release WHERE id NOT IN (
       SELECT release FROM command_log
       WHERE release IS NOT NULL AND (kind = 'delete' AND undone = 0 OR kind = 'import' AND undone <> 0))`,
  );
  for (const { id } of gone) purgeRows(connection, id);
}

/** Thrown to take back steps that were only tried. */
class TakenBack extends Error {
  readonly isWhole: boolean;

  constructor(isWhole: boolean) {
    super();
    this.isWhole = isWhole;
  }
}

/**
 * Whether all steps of the log after the given one, from one to the next, still lead to a workspace in which nothing refers
 * to what is not there. They are taken and all taken back: what a step depends on is told by nothing else.
 */
function stillTravels(connection: Connection, direction: 'undo' | 'redo', after: number): boolean {
  const [undone, order] = direction === 'undo' ? [0, 'DESC'] : [1, 'ASC'];
  const steps = connection.all<CommandRow>(
    `SELECT id, kind, title, release, rows FROM command_log WHERE undone = ? AND id > ? ORDER BY id ${order}`,
    undone,
    after,
  );
  try {
    connection.change(() => {
      const isWhole = steps.every((step) => {
        travelThrough(connection, step, direction);
        return connection.all('PRAGMA foreign_key_check').length === 0;
      });
      throw new TakenBack(isWhole);
    });
  } catch (error) {
    return error instanceof TakenBack && error.isWhole;
  }
  return false;
}

/**
 * Leaves no byte of what was forgotten in the file, its WAL, its backup or a copy made before a migration. A process killed
 * meanwhile leaves the mark `forgetting`, by which the next opening does it again. Throws `conflict` where something reads
 * the file all the time.
 */
export function cleanFile(connection: Connection): void {
  const { path } = connection;
  connection.change(() => blankSpareRoom(connection));
  connection.exec('VACUUM');
  for (const name of readdirSync(dirname(path)))
    if (isMigrationCopy(name, basename(path))) rmSync(join(dirname(path), name), { force: true });
  copyNow(connection, backupPath(path));
  const isBusy = connection.pragma('wal_checkpoint(TRUNCATE)') === 1;
  if (isBusy)
    throw new PinpointError('conflict', `${basename(path)} is being read.`, {
      file: basename(path),
      hint: 'What was deleted is out of reach already; its last bytes go when the workspace is next opened.',
    });
  connection.run("DELETE FROM pinpoint WHERE key = 'forgetting'");
}

/** Whether a process was killed while it cleaned the file. */
export function isHalfForgotten(connection: Connection): boolean {
  return findSetting(connection, 'forgetting') !== undefined;
}

/** Leaves in a copy for others what is in force, and no byte of anything else. Caches and the log of exports stay behind as well. */
export function leaveHistory(copy: Connection): void {
  addSpatialFunctions(copy);
  migrate(copy, () => undefined);
  copy.change(() => {
    forgetCommands(copy);
    clearAttic(copy);
    forgetCatchments(copy);
    blankSpareRoom(copy);
    copy.run('DELETE FROM export_statement');
    copy.run('DELETE FROM export_log');
    copy.run("DELETE FROM pinpoint WHERE key IN ('forgetting', 'outside')");
  });
  copy.exec('VACUUM');
}
