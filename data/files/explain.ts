import { PinpointError, type ErrorCode } from '#contract';

interface Reason {
  why: string;
  hint: string;
  /** Where it is not the one of what was being done. */
  code?: ErrorCode;
}

const full: Reason = { why: 'the disk is full', hint: 'Free some space, or choose another disk.' };
const tooLarge: Reason = {
  why: 'it would grow larger than a file may be here',
  hint: 'Choose another disk, or ask whoever looks after this machine to raise the limit.',
};
const noPermission: Reason = {
  why: 'there is no permission for it',
  hint: 'Choose another folder, or ask whoever looks after this one.',
};
const isProtected: Reason = { why: 'the disk is write-protected', hint: 'Choose another disk.' };
const broken: Reason = {
  why: 'the disk reports an error',
  hint: 'Try again; if it stays so, save on another disk and have this one looked at.',
};
const busy: Reason = {
  why: 'another program is using it',
  hint: 'Close it there, and try again.',
  code: 'conflict',
};
const noFolder: Reason = {
  why: 'there is no such folder',
  hint: 'Make the folder, or choose another one.',
  code: 'not_found',
};
const isFolder: Reason = { why: 'it is a folder', hint: 'Choose another name.' };
const damaged: Reason = {
  why: 'it is damaged',
  hint: 'Close it, and open a backup or a copy of an earlier state.',
  code: 'workspace_damaged',
};
const tooMany: Reason = { why: 'too many files are open', hint: 'Close some programs, and try again.' };

/** What the system and SQLite say, by the beginning of their codes. */
const reasons: Record<string, Reason> = {
  ENOSPC: full,
  EDQUOT: {
    why: 'the part of the disk that is yours is full',
    hint: 'Free some space, or choose another disk.',
  },
  EFBIG: tooLarge,
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: isProtected,
  EIO: broken,
  EBUSY: busy,
  ETXTBSY: busy,
  ENOENT: noFolder,
  ENOTDIR: noFolder,
  EISDIR: isFolder,
  EMFILE: tooMany,
  ENFILE: tooMany,
  ENAMETOOLONG: { why: 'its name is too long', hint: 'Choose a shorter name.' },
  ELOOP: { why: 'its links lead in a circle', hint: 'Choose another name.' },
  ENXIO: { why: 'it is no file', hint: 'Choose another name.' },
  SQLITE_CORRUPT: damaged,
  SQLITE_NOTADB: damaged,
  SQLITE_FULL: full,
  SQLITE_IOERR: { ...broken, why: 'the disk reports an error or is full' },
  SQLITE_READONLY: noPermission,
  SQLITE_CANTOPEN: noPermission,
  SQLITE_BUSY: busy,
  SQLITE_LOCKED: busy,
};

function findReason(error: unknown): Reason | undefined {
  if (!(error instanceof Error) || error instanceof PinpointError) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') return undefined;
  return reasons[code] ?? Object.entries(reasons).find(([known]) => code.startsWith(`${known}_`))?.[1];
}

/**
 * What the system or SQLite said about a file, as a sentence with a remedy: `output_refused` for writing, `input_refused`
 * for reading, or what fits better. `file` is the file in words. Anything else, a fault of ours too, comes back as it is.
 */
export function explainFileError(
  error: unknown,
  file: string,
  doing: 'written' | 'read' = 'written',
): unknown {
  const reason = findReason(error);
  if (reason === undefined) return error;
  const { why, hint, code = doing === 'written' ? 'output_refused' : 'input_refused' } = reason;
  return new PinpointError(code, `${file} cannot be ${doing}: ${why}.`, { file, hint }, { cause: error });
}

/** Runs the work and says what the system refuses about the file in a sentence; see `explainFileError`. */
export function inSentences<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw explainFileError(error, file);
  }
}
