import { closeSync, existsSync, fsyncSync, openSync, renameSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { PinpointError } from '#contract';
import { inSentences, nameDraft, removeDraft } from '#data/files';
import { Connection } from './connection.ts';
import { findLock, isHeld } from './lock.ts';
import { recogniseFile } from './recognise.ts';

const backupEnding = /\.backup\.gpkg$/i;

/** The one rolling backup beside a workspace: `name.backup.gpkg`. */
export function backupPath(path: string): string {
  return beside(path, 'backup');
}

/** The copy made before a migration: `name.schema-1.gpkg`. */
export function migrationCopyPath(path: string, version: number): string {
  return beside(path, `schema-${version}`);
}

/** Whether a file of that name is a copy made before a migration of the workspace of the other name. */
export function isMigrationCopy(name: string, workspace: string): boolean {
  const stem = workspace.replace(/\.gpkg$/i, '');
  return name.startsWith(`${stem}.schema-`) && /^\d+(?:-\d+)?\.gpkg$/.test(name.slice(stem.length + 8));
}

function beside(path: string, word: string): string {
  return `${path.replace(/\.gpkg$/i, '')}.${word}.gpkg`;
}

/** Why a rolling backup is not worked on, in a sentence; null for any other file, and where its workspace is gone. */
export function whyBackup(path: string): string | null {
  const workspace = path.replace(backupEnding, '.gpkg');
  if (workspace === path || !existsSync(workspace)) return null;
  const name = basename(workspace);
  return `It is the backup of ${name}, and the next change of ${name} replaces it. Save a copy to work on.`;
}

/**
 * Copies the committed state into another file at once, before anything else happens on this connection. A copy that
 * was there is replaced in one step when the new one is whole; anything else that has its name is left alone, with
 * `file_exists` or `workspace_held`. `VACUUM INTO` and not the backup API, because that one yields between pages and a
 * change waits for this copy.
 */
export function copyNow(connection: Connection, target: string): void {
  inSentences(basename(target), () => {
    if (existsSync(target)) checkReplaceable(target);
    makeWhole(target, statSync(connection.path).mode, (draft) => connection.run('VACUUM INTO ?', draft));
  });
}

function checkReplaceable(target: string): void {
  const name = basename(target);
  const lock = findLock(target);
  if (lock !== undefined && isHeld(lock))
    throw new PinpointError('workspace_held', `${name}, the backup, is open: ${lock.holder}.`, {
      file: name,
      hint: 'Close it there first: a new backup takes its place.',
    });
  if (statSync(target).isFile() && recogniseFile(target) === 'workspace') return;
  throw new PinpointError('file_exists', `${name} is in the place of the backup, and is none.`, {
    file: name,
    hint: 'Move it elsewhere, or give it another name.',
  });
}

/**
 * Copies the workspace as it is now with SQLite's backup API, a few pages at a time, so that other work goes on, and lets
 * `finish` change the copy. Throws `file_exists`. The copy appears under its name when it is whole.
 */
export async function copyAside(
  connection: Connection,
  target: string,
  finish: (copy: Connection) => void,
): Promise<void> {
  if (existsSync(target)) {
    throw new PinpointError('file_exists', `${basename(target)} exists already.`, {
      file: basename(target),
      hint: 'Choose another name.',
    });
  }
  const draft = nameDraft(target);
  try {
    // The file itself may be gone while it is still open.
    makePrivate(draft, statSync(connection.path, { throwIfNoEntry: false })?.mode ?? 0o600);
    await connection.db.backup(draft, { progress: () => 2000 });
    finishCopy(draft, finish);
    syncFile(draft);
    renameSync(draft, target);
  } finally {
    removeDraft(draft);
  }
}

/** Makes a file under another name, with the rights of the one it is a copy of, and renames it when it is whole. */
function makeWhole(target: string, mode: number, make: (draft: string) => void): void {
  const draft = nameDraft(target);
  try {
    makePrivate(draft, mode);
    make(draft);
    syncFile(draft);
    renameSync(draft, target);
  } finally {
    removeDraft(draft);
  }
}

function makePrivate(path: string, mode: number): void {
  closeSync(openSync(path, 'wx', mode & 0o777));
}

/** The copy of a file in WAL mode is in WAL mode too, which a reader on a write-protected folder could not open. */
function finishCopy(path: string, finish: (copy: Connection) => void): void {
  const copy = new Connection(path);
  try {
    copy.pragma('journal_mode = DELETE');
    finish(copy);
  } finally {
    copy.close();
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}
