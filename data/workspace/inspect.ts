import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { PinpointError } from '#contract';
import { backupPath } from './backup.ts';
import type { Connection } from './connection.ts';
import { refuseForeignSchema, refuseForeignSettings, tablesToCheck } from './foreign-schema.ts';
import { currentVersion, schemaVersion } from './migrate.ts';
import { connectReadOnly } from './read-only.ts';

/**
 * Looks at a file without changing it and throws unless it is a workspace that this Pinpoint can open: `not_found`,
 * `input_refused` for another kind of file, `workspace_newer`, `workspace_damaged` also where another maker has put into its tables
 * what could act. Returns its schema version.
 */
export function inspectFile(path: string): number {
  const name = basename(path);
  if (!existsSync(path)) throw new PinpointError('not_found', `There is no file ${name}.`, { file: name });
  if (!statSync(path).isFile()) {
    throw new PinpointError('input_refused', `${name} is a folder, not a workspace.`, { file: name });
  }
  return refuseDamage(path, () => {
    const { connection, release } = connectReadOnly(path);
    try {
      return checkKind(connection, name);
    } finally {
      connection.close();
      release();
    }
  });
}

function checkKind(connection: Connection, name: string): number {
  refuseForeignSettings(connection);
  const version = schemaVersion(connection);
  if (version > currentVersion) throw newer(connection, name, version);
  if (version > 0) {
    refuseForeignSchema(connection, version);
    return version;
  }
  const { n } = connection.get<{ n: number }>('SELECT count(*) AS n FROM sqlite_master')!;
  if (n === 0) throw damaged(connection.path, 'it is empty');
  throw new PinpointError('input_refused', `${name} is not a Pinpoint workspace.`, {
    file: name,
    found: isGeoPackage(connection)
      ? 'a GeoPackage of another program'
      : 'a SQLite database of another program',
    hint: 'To use its areas, make a new workspace and import it there as boundaries.',
  });
}

function isGeoPackage(connection: Connection): boolean {
  return connection.pragma('application_id') === 0x47504b47;
}

function newer(connection: Connection, name: string, version: number): PinpointError {
  const row = connection.get<{ value: string }>("SELECT value FROM pinpoint WHERE key = 'made_by'");
  return new PinpointError(
    'workspace_newer',
    `${name} was made by a newer Pinpoint and was left untouched.`,
    {
      file: name,
      found: `schema version ${version}${row === undefined ? '' : `, ${row.value}`}`,
      expected: `schema version ${currentVersion} or older`,
      hint: 'Open it with that version, or update this one.',
    },
  );
}

/** The error for a file that SQLite cannot make sense of, with the way out that there is. */
export function damaged(path: string, problem: string, cause?: unknown): PinpointError {
  const name = basename(path);
  const backup = backupPath(path);
  return new PinpointError(
    'workspace_damaged',
    `${name} is damaged or not a workspace at all: ${problem}.`,
    {
      file: name,
      found: problem,
      hint: existsSync(backup)
        ? `${basename(backup)} beside it holds the state before the first change of the last session: open a copy of that one.`
        : 'Take a copy from a backup; there is none of Pinpoint beside it.',
    },
    { cause },
  );
}

const damageCodes = /^SQLITE_(NOTADB|CORRUPT)/;

/** Runs the work and turns what SQLite says of a damaged file into `workspace_damaged`. */
export function refuseDamage<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof Database.SqliteError && damageCodes.test(error.code)) {
      throw damaged(path, error.message, error);
    }
    throw error;
  }
}

/** Turns what SQLite says of a file that was damaged while it was open into `workspace_damaged`; anything else stays as it is. */
export function explainDamage(error: unknown, path: string): unknown {
  const isDamage = error instanceof Database.SqliteError && damageCodes.test(error.code);
  return isDamage ? damaged(path, error.message, error) : error;
}

/**
 * SQLite's quick check, of our own tables only where those of others would compute something on it. Throws `workspace_damaged`
 * with the first thing found.
 */
export function quickCheck(connection: Connection): void {
  refuseDamage(connection.path, () => {
    const tables = tablesToCheck(connection, schemaVersion(connection)) ?? ['1'];
    for (const table of tables) {
      const found = String(connection.pragma(`quick_check(${table})`));
      if (found !== 'ok') throw damaged(connection.path, found.replaceAll('\n', ' '));
    }
  });
}
