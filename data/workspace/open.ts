import { existsSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { PinpointError } from '#contract';
import { explainFileError, inSentences, lookAtPlace, sweepDrafts } from '#data/files';
import { copyNow, migrationCopyPath, whyBackup } from './backup.ts';
import { Connection } from './connection.ts';
import type { OpenOptions, WorkspaceReader, WorkspaceWriter, WritingOptions } from './interfaces.ts';
import { cleanFile, isHalfForgotten } from './forget.ts';
import { inspectFile, quickCheck } from './inspect.ts';
import {
  findLock,
  identifyFile,
  isHeld,
  isOurs,
  markFile,
  releaseLock,
  takeLock,
  type LockFacts,
} from './lock.ts';
import { migrate } from './migrate.ts';
import { lost } from './outside.ts';
import { isOnNetwork, whyReadOnly } from './place.ts';
import { connectReadOnly, connectToOwn } from './read-only.ts';
import { Reader } from './reader.ts';
import { addSpatialFunctions } from './spatial.ts';
import { refuseWorkspace } from './untouchable.ts';
import { Writer } from './writer.ts';

const systemClock = (): string => new Date().toISOString();

/** The one path of a file however it was named: the lock lies beside that. */
function realFile(path: string): string {
  const file = resolve(path);
  return existsSync(file) ? realpathSync(file) : file;
}

/**
 * Opens a workspace to read it, also while this or (on a local drive) another process writes. Throws `not_found`,
 * `input_refused` for another kind of file, `workspace_damaged`, `workspace_newer`, and `workspace_held` on a network
 * drive.
 */
export function openForReading(path: string, options: OpenOptions = {}): WorkspaceReader {
  const file = realFile(path);
  const lock = findLock(file);
  const ours = isOurs(lock);
  if (ours) checkSame(file, lock);
  else inspectFile(file);
  if (lock !== undefined && !ours && isHeld(lock) && (options.network ?? isOnNetwork(file))) {
    throw new PinpointError(
      'workspace_held',
      `${basename(file)} is open already: ${lock.holder} on ${lock.host}.`,
      {
        file: basename(file),
        found: lock.holder,
        hint: 'On a network drive one process at a time can open a workspace. Open a copy instead.',
      },
    );
  }
  const { connection, release } = ours
    ? { connection: connectToOwn(file), release: () => undefined }
    : connectReadOnly(file);
  if (!ours) closeOnFailure(connection, () => quickCheck(connection));
  return new Reader(connection, {
    path: file,
    readOnlyReason: whyHeld(file, lock) ?? whyReadOnly(file) ?? 'It was opened for reading only.',
    holdsLock: false,
    onClose: release,
  });
}

/** Throws `read_only` where the file at this path is not the one that this process holds: all its handles are on one file. */
function checkSame(file: string, lock: LockFacts | undefined): void {
  const held = lock?.file ?? null;
  if (held !== null && held !== identifyFile(file)) throw lost(file, existsSync(file) ? 'replaced' : 'gone');
}

/** Who has the file open for work, in a sentence; null where nobody else has. */
function whyHeld(file: string, lock: ReturnType<typeof findLock>): string | null {
  if (lock === undefined || isOurs(lock) || !isHeld(lock)) return null;
  return `${basename(file)} is open already: ${lock.holder} on ${lock.host}. It can be read here, not changed.`;
}

/**
 * Opens a workspace for work: takes the lock beside the file, checks it, brings its schema up to date after a copy, and
 * turns on WAL (on a network drive: a rollback journal, and no other process may even read). Where the file or its
 * folder is write-protected the answer is `readOnly`, says why, and refuses changes with `read_only`. Throws
 * `not_found`, `input_refused`, `workspace_damaged`, `workspace_newer` and `workspace_held`.
 */
export function openForWriting(path: string, options: WritingOptions): WorkspaceWriter {
  const file = realFile(path);
  const now = options.now ?? systemClock;
  if (!isOurs(findLock(file))) inspectFile(file);
  const reason = whyReadOnly(file) ?? whyBackup(file);
  if (reason !== null) return openProtected(file, reason);
  try {
    takeLock(file, { holder: options.holder, since: now(), backedUp: false, file: identifyFile(file) });
  } catch (error) {
    return openUnwritable(file, error);
  }
  try {
    return openLocked(file, options, now);
  } catch (error) {
    releaseLock(file);
    return openUnwritable(file, error);
  }
}

/** Goes on with what a process was killed at; where there is no room for it now, the next opening tries again. */
function cleanQuietly(connection: Connection): void {
  try {
    cleanFile(connection);
  } catch (error) {
    if (explainFileError(error, connection.path) === error && !(error instanceof PinpointError)) throw error;
  }
}

/** Where the system lets nothing be written, the file is still there to be read. */
function openUnwritable(file: string, error: unknown): WorkspaceWriter {
  const explained = explainFileError(error, basename(file));
  if (!(explained instanceof PinpointError) || explained.code !== 'output_refused') throw explained;
  return inSentences(basename(file), () => openProtected(file, explained.message));
}

function openLocked(file: string, options: WritingOptions, now: () => string): WorkspaceWriter {
  sweepDrafts(dirname(file));
  const connection = new Connection(file);
  return closeOnFailure(connection, () => {
    quickCheck(connection);
    prepareForWriting(connection, options);
    migrate(connection, (version) => copyNow(connection, freeName(file, version)));
    if (isHalfForgotten(connection)) cleanQuietly(connection);
    return makeWriter(connection, file, now, true);
  });
}

function openProtected(file: string, reason: string): WorkspaceWriter {
  const { connection, release } = connectReadOnly(file);
  closeOnFailure(connection, () => quickCheck(connection));
  return new Writer(connection, {
    path: file,
    readOnlyReason: reason,
    holdsLock: false,
    onClose: release,
    now: systemClock,
  });
}

/**
 * A second writing handle in the process that holds the workspace, for a worker thread. Throws `conflict` where this
 * process does not hold it.
 */
export function joinForWriting(path: string, options: { now?: () => string } = {}): WorkspaceWriter {
  const file = realFile(path);
  const lock = findLock(file);
  if (!isOurs(lock)) {
    throw new PinpointError('conflict', `${basename(file)} is not open for work in this process.`, {
      file: basename(file),
    });
  }
  checkSame(file, lock);
  const connection = new Connection(file);
  return closeOnFailure(connection, () => {
    setPragmas(connection);
    return makeWriter(connection, file, options.now ?? systemClock, false);
  });
}

/**
 * Makes an empty workspace and opens it for work. Throws `file_exists`, for a missing folder `not_found`, and for what the
 * system refuses `output_refused`; then nothing is left of it.
 */
export function createWorkspace(path: string, options: WritingOptions): WorkspaceWriter {
  const place = lookAtPlace(path);
  const { path: file, name } = place;
  if (place.existing !== undefined) {
    throw new PinpointError('file_exists', `${name} exists already.`, {
      file: name,
      hint: 'Choose another name.',
    });
  }
  return inSentences(name, () => {
    refuseWorkspace(place);
    const now = options.now ?? systemClock;
    takeLock(file, { holder: options.holder, since: now(), backedUp: true, file: null });
    try {
      const connection = new Connection(file, { mustExist: false });
      return closeOnFailure(connection, () => {
        prepareForWriting(connection, options);
        migrate(connection, () => undefined);
        markFile(file);
        return makeWriter(connection, file, now, true);
      });
    } catch (error) {
      for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
      releaseLock(file);
      throw error;
    }
  });
}

function prepareForWriting(connection: Connection, options: OpenOptions): void {
  const network = options.network ?? isOnNetwork(connection.path);
  connection.pragma(`journal_mode = ${network ? 'DELETE' : 'WAL'}`);
  setPragmas(connection);
}

function setPragmas(connection: Connection): void {
  const wal = connection.pragma('journal_mode') === 'wal';
  connection.pragma(`synchronous = ${wal ? 'NORMAL' : 'FULL'}`);
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -65536');
  addSpatialFunctions(connection);
}

function makeWriter(connection: Connection, path: string, now: () => string, holdsLock: boolean): Writer {
  return new Writer(connection, {
    path,
    readOnlyReason: null,
    now,
    holdsLock,
    onClose: () => {
      if (holdsLock) releaseLock(path);
    },
  });
}

function freeName(file: string, version: number): string {
  const wanted = migrationCopyPath(file, version);
  let name = wanted;
  for (let i = 2; existsSync(name); i++) name = wanted.replace(/\.gpkg$/, `-${i}.gpkg`);
  return name;
}

function closeOnFailure<Result>(connection: Connection, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    connection.close();
    throw error;
  }
}
