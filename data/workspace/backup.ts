import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PinpointError } from '#contract';
import { Connection } from './connection.ts';
import { isRunning } from './processes.ts';

/** The one rolling backup beside a workspace: `name.backup.gpkg`. */
export function backupPath(path: string): string {
  return beside(path, 'backup');
}

/** The copy made before a migration: `name.schema-1.gpkg`. */
export function migrationCopyPath(path: string, version: number): string {
  return beside(path, `schema-${version}`);
}

function beside(path: string, word: string): string {
  return `${path.replace(/\.gpkg$/i, '')}.${word}.gpkg`;
}

/** A copy in the making, of this process. */
function draftOf(target: string): string {
  return `${target}.${process.pid}.part`;
}

/** After the name of the copy: the process that made the draft, and what SQLite put beside it. */
const draftEnding = /\.(\d+)\.part(?:-wal|-shm|-journal)?$/;

function removeDrafts(folder: string, isLeft: (copy: string, pid: number) => boolean): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const ending = draftEnding.exec(name);
    if (ending !== null && isLeft(name.slice(0, ending.index), Number(ending[1])))
      rmSync(join(folder, name), { force: true });
  }
}

/**
 * Removes what is left of copies beside a workspace whose makers were killed at work. For whoever holds the lock: nobody
 * else makes such copies.
 */
export function sweepDrafts(path: string): void {
  const isOurs = (copy: string): boolean => {
    const [, version = '0'] = /\.schema-(\d+)\.gpkg$/.exec(copy) ?? [];
    return [backupPath(path), migrationCopyPath(path, Number(version))].some((own) => basename(own) === copy);
  };
  removeDrafts(dirname(path), isOurs);
}

/**
 * Copies the committed state into another file at once, before anything else happens on this connection. A file that
 * was there is replaced in one step when the copy is whole. `VACUUM INTO` and not the backup API, because that one
 * yields between pages and a change waits for this copy.
 */
export function copyNow(connection: Connection, target: string): void {
  const draft = draftOf(target);
  rmSync(draft, { force: true });
  try {
    connection.run('VACUUM INTO ?', draft);
    syncFile(draft);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Copies the workspace as it is now with SQLite's backup API, a few pages at a time, so that other work goes on.
 * Throws `file_exists`. The copy appears under its name when it is whole.
 */
export async function copyAside(connection: Connection, target: string): Promise<void> {
  if (existsSync(target)) {
    throw new PinpointError('file_exists', `${basename(target)} exists already.`, {
      file: basename(target),
      hint: 'Choose another name.',
    });
  }
  const draft = draftOf(target);
  removeDrafts(dirname(target), (copy, pid) => copy === basename(target) && !isRunning(pid));
  try {
    await connection.db.backup(draft, { progress: () => 2000 });
    leaveWal(draft);
    syncFile(draft);
    renameSync(draft, target);
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(draft + ending, { force: true });
  }
}

/** The copy of a file in WAL mode is in WAL mode too, which a reader on a write-protected folder could not open. */
function leaveWal(path: string): void {
  const copy = new Connection(path);
  copy.pragma('journal_mode = DELETE');
  copy.close();
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}
