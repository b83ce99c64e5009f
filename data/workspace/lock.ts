import { existsSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { PinpointError } from '#contract';
import { isRunning, nameDraft, processBirth, writeWhole } from '#data/files';

/** Who holds a workspace, as written into the file beside it. */
export interface LockFacts {
  pid: number;
  host: string;
  /** In words, for whoever is turned away. */
  holder: string;
  /** ISO instant. */
  since: string;
  birth: string | null;
  /** Whether this session's rolling backup has been made. */
  backedUp: boolean;
  /** Which file is held, as `identifyFile` tells it: another one may be put in its place. */
  file: string | null;
}

/** Where the lock of a workspace lies: beside it. */
export function lockPath(path: string): string {
  return `${path}.lock`;
}

/** The facts in the lock file; undefined where there is none or it cannot be read as one. */
export function findLock(path: string): LockFacts | undefined {
  try {
    return JSON.parse(readFileSync(lockPath(path), 'utf8')) as LockFacts;
  } catch {
    return undefined;
  }
}

/** Which file is at a path, as the system tells files apart; null where none is, or where it cannot be told. */
export function identifyFile(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

/** Whether the lock is this very process's. */
export function isOurs(lock: LockFacts | undefined): boolean {
  return (
    lock !== undefined &&
    lock.pid === process.pid &&
    lock.host === hostname() &&
    lock.birth === processBirth(process.pid)
  );
}

/** Whether the process that wrote the lock may still be at work. One on another machine is always believed. */
export function isHeld(lock: LockFacts): boolean {
  if (lock.host !== hostname()) return true;
  return isRunning(lock.pid) && processBirth(lock.pid) === lock.birth;
}

/**
 * Takes the workspace for this process. A lock left by a dead process of this machine is taken over. Throws
 * `workspace_held` and names the holder otherwise.
 */
export function takeLock(
  path: string,
  facts: Pick<LockFacts, 'holder' | 'since' | 'backedUp' | 'file'>,
): void {
  const lock: LockFacts = {
    pid: process.pid,
    host: hostname(),
    ...facts,
    birth: processBirth(process.pid),
  };
  for (let attempt = 0; attempt < 5; attempt++) {
    if (placeLock(path, lock)) return;
    const found = findLock(path);
    if (found === undefined || isHeld(found)) throw heldBy(path, found);
    setAside(path, found);
  }
  throw heldBy(path, findLock(path));
}

/** Writes the whole lock or nothing; false where there is one already. */
function placeLock(path: string, lock: LockFacts): boolean {
  const draft = nameDraft(lockPath(path));
  try {
    writeFileSync(draft, JSON.stringify(lock));
    linkSync(draft, lockPath(path));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!existsSync(draft) || isNoRoom(error)) throw error;
    // File systems without hard links (FAT, some network drives).
    return placeWithoutLink(path, lock);
  } finally {
    rmSync(draft, { force: true });
  }
}

function placeWithoutLink(path: string, lock: LockFacts): boolean {
  try {
    writeFileSync(lockPath(path), JSON.stringify(lock), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    // Half a lock would keep everybody out.
    rmSync(lockPath(path), { force: true });
    throw error;
  }
}

/** Whether the system refuses to write for want of room. */
function isNoRoom(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** Moves a stale lock away. Where another process was quicker and the lock is a new one by now, it is put back. */
function setAside(path: string, stale: LockFacts | undefined): void {
  const aside = nameDraft(lockPath(path));
  try {
    renameSync(lockPath(path), aside);
    if (readFileSync(aside, 'utf8') !== JSON.stringify(stale)) linkSync(aside, lockPath(path));
  } catch {
    return;
  } finally {
    rmSync(aside, { force: true });
  }
}

function heldBy(path: string, lock: LockFacts | undefined): PinpointError {
  const name = basename(path);
  const lockName = basename(lockPath(path));
  if (lock === undefined) {
    return new PinpointError(
      'workspace_held',
      `${name} is held: there is a lock file beside it that cannot be read.`,
      {
        file: name,
        hint: `If nobody has it open, delete ${lockName}.`,
      },
    );
  }
  const here = lock.host === hostname();
  const who = `${lock.holder} (process ${lock.pid} on ${here ? 'this machine' : lock.host}, since ${lock.since})`;
  return new PinpointError('workspace_held', `${name} is open already: ${who}.`, {
    file: name,
    found: who,
    hint: here
      ? 'Close it there first, or open a copy.'
      : `Close it there first, or open a copy. If that machine is off, delete ${lockName}.`,
  });
}

/** Notes that the rolling backup of this session exists. */
export function markBackedUp(path: string): void {
  note(path, { backedUp: true });
}

/** Notes which file is held, so that no other handle of this process takes another one for it. */
export function markFile(path: string): void {
  note(path, { file: identifyFile(path) });
}

function note(path: string, facts: Partial<LockFacts>): void {
  const lock = findLock(path);
  if (!isOurs(lock)) return;
  writeWhole(lockPath(path), JSON.stringify({ ...lock, ...facts }));
}

/** Gives the workspace free, if it is ours. */
export function releaseLock(path: string): void {
  if (isOurs(findLock(path))) rmSync(lockPath(path), { force: true });
}
