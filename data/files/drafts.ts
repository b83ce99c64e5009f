import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isGone, makeMark, markPattern } from './maker.ts';

const draftName = new RegExp(
  String.raw`^\.pinpoint-(${markPattern})-[0-9a-f]{12}\.new(?:-wal|-shm|-journal)?$`,
);

/**
 * A free name beside a place, for what will be there once it is whole. It is hidden, as short for a long name as for any
 * other, and tells whose it is.
 */
export function nameDraft(place: string): string {
  return join(dirname(place), `.pinpoint-${makeMark()}-${randomBytes(6).toString('hex')}.new`);
}

/** Removes a draft, and what SQLite put beside it. */
export function removeDraft(draft: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(draft + ending, { force: true });
}

/** Removes from a folder the drafts of processes that ended at work. A folder that cannot be read is left alone. */
export function sweepDrafts(folder: string): void {
  for (const name of quoteNames(folder)) {
    const [, mark] = draftName.exec(name) ?? [];
    if (mark !== undefined && isGone(mark)) removeFile(join(folder, name));
  }
}

function quoteNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function removeFile(path: string): void {
  try {
    if (lstatSync(path).isFile()) rmSync(path);
  } catch {
    // It may be another person's, or be gone by now.
  }
}
