import { closeSync, lstatSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGone, makeMark, markPattern } from './maker.ts';

/** A folder for files at work that nobody else on the machine can look into and that does not outlive its process. */
export interface Scratch {
  path: string;
  /** An empty file in it that only this person can read, for whoever opens it by its path; returns the path. */
  makeFile(name: string): string;
  /** Removes the folder with all that is in it; again and again if need be. */
  remove(): void;
}

const prefix = 'pinpoint-';
const folderName = new RegExp(`^${prefix}(${markPattern})-[A-Za-z0-9]{6}$`);

/** Of this start of the program: what lies there now was left by others. */
let hasSwept = false;

const open = new Set<string>();

// An end in good order takes everything along; after any other the next start does.
process.on('exit', () => open.forEach(removeQuietly));

/**
 * Makes a folder of mode 0700 among the temporary files of the system. The first one of a process also sweeps away what
 * dead processes of this person have left. Throws what the system says where there is no room or no permission.
 */
export function makeScratch(): Scratch {
  if (!hasSwept) sweepScratch();
  hasSwept = true;
  const path = mkdtempSync(join(tmpdir(), `${prefix}${makeMark()}-`));
  open.add(path);
  return {
    path,
    makeFile(name) {
      const file = join(path, name);
      closeSync(openSync(file, 'wx', 0o600));
      return file;
    },
    remove() {
      open.delete(path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/**
 * Removes folders whose processes have ended. Only real folders of this person's own are touched, so that a name or a
 * link that somebody else put there leads nowhere; what cannot be removed stays.
 */
export function sweepScratch(): void {
  for (const name of quoteNames(tmpdir())) {
    const [, mark] = folderName.exec(name) ?? [];
    const path = join(tmpdir(), name);
    if (mark !== undefined && isGone(mark) && isOwnFolder(path)) removeQuietly(path);
  }
}

function quoteNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Where temporary files cannot be, whoever needs one is told.
    return [];
  }
}

function isOwnFolder(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && (process.getuid === undefined || stats.uid === process.getuid());
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Another start may be sweeping at the same moment.
  }
}
