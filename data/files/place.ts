import { accessSync, constants, lstatSync, readlinkSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PinpointError } from '#contract';
import { inSentences } from './explain.ts';

/** Where a file is wanted, with links followed. */
export interface FilePlace {
  path: string;
  /** The name as a person knows it. */
  name: string;
  /** The file that is there now. */
  existing: Stats | undefined;
}

const mostLinks = 40;

/**
 * Looks at where a file is wanted. Throws `not_found` where there is no such folder, and `output_refused` for what is no
 * ordinary file, for one that is write-protected or that this person may not write, and for a name that the system does not take.
 */
export function lookAtPlace(wanted: string): FilePlace {
  const name = basename(wanted);
  if (wanted.includes('\0')) throw refuse(name, 'its name has a character that names cannot have');
  return inSentences(name, () => {
    const path = followLinks(resolve(wanted));
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing !== undefined) checkKind(name, existing);
    // To rename something over it would ask for permission in its folder alone.
    if (existing !== undefined) accessSync(path, constants.W_OK);
    return { path, name, existing };
  });
}

/** The place that links lead to, which need not be taken. */
function followLinks(path: string, left = mostLinks): string {
  const real = join(realFolder(dirname(path)), basename(path));
  const isLink = lstatSync(real, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (!isLink) return real;
  if (left === 0) throw refuse(basename(path), 'its links lead in a circle');
  return followLinks(resolve(dirname(real), readlinkSync(real)), left - 1);
}

function realFolder(folder: string): string {
  try {
    const real = realpathSync(folder);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  }
  throw new PinpointError('not_found', `There is no folder ${folder}.`, {
    file: folder,
    hint: 'Make it, or choose another one.',
  });
}

function checkKind(name: string, stats: Stats): void {
  if (stats.isDirectory()) throw refuse(name, 'it is a folder');
  if (!stats.isFile()) throw refuse(name, 'it is a device or a pipe, not a file');
  const anyWriter = 0o222;
  if ((stats.mode & anyWriter) === 0) throw refuse(name, 'it is write-protected');
}

function refuse(name: string, why: string): PinpointError {
  return new PinpointError('output_refused', `${name} cannot be written: ${why}.`, {
    file: name,
    hint: 'Choose another name.',
  });
}

/** Whether the file in a place is the one that a path leads to, by whatever name or link. */
export function isSameFile({ path, existing }: FilePlace, other: string): boolean {
  const stats = statSync(other, { throwIfNoEntry: false });
  if (existing === undefined || stats === undefined) return path === resolve(other);
  return stats.ino === existing.ino && stats.dev === existing.dev;
}
