import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { PinpointError, type FileRef } from '#contract';
import { deliver, inSentences, isSameFile, lookAtPlace, type Judge, type FilePlace } from '#data/files';
import { refuseWorkspace, type WorkspaceReader } from '#data/workspace';
import type { Files } from './files.ts';

export interface HandedFile {
  file: FileRef;
  /** Where the person wants it. */
  destination: string;
}

export interface HandoverOptions {
  /** Whether the person agreed that a file which Pinpoint did not write is replaced. */
  overwrite: boolean;
}

/** The one way by which files reach a place that a person names. */
export interface Handover {
  /**
   * Brings files that a job made to where the person wants them, all or none. Whatever the person agreed to, a workspace,
   * what belongs to one, and a file that the open workspace was made from are never replaced: `file_exists`. Throws what
   * `data/files` throws for places where no file can be.
   */
  deliver(files: readonly HandedFile[], options: HandoverOptions): void;
  /** Throws what delivering there would throw, as far as it is known before: so that nobody waits in vain. */
  check(destination: string, options: HandoverOptions): void;
}

const pieceBytes = 1 << 20;

/** SHA-256 of a file, hexadecimal. */
export function hashFile(path: string): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  const piece = Buffer.allocUnsafe(pieceBytes);
  try {
    for (let bytes = readSync(file, piece); bytes > 0; bytes = readSync(file, piece))
      hash.update(piece.subarray(0, bytes));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** Delivers for whatever workspace is open, null where none is. */
export function makeHandover(files: Files, findReader: () => WorkspaceReader | null): Handover {
  function judge(place: FilePlace, { overwrite }: HandoverOptions): void {
    const reader = findReader();
    refuseWorkspace(place, reader === null ? [] : [reader.path]);
    if (place.existing === undefined) return;
    const picked = files.listPicked().some((path) => isSameFile(place, path));
    const hash = hashFile(place.path);
    if (picked || reader?.describe().releases.some(({ sha256 }) => sha256 === hash) === true)
      throw takenBy(place, 'is one of the files that this was made from', 'Choose another name.');
    if (overwrite || reader?.listExports().some(({ sha256 }) => sha256 === hash) === true) return;
    throw takenBy(
      place,
      'exists and was not written by Pinpoint',
      'Choose another name, or allow overwriting.',
    );
  }

  return {
    deliver(handed, options) {
      deliver(
        handed.map(({ file, destination }) => ({ source: files.getPath(file), destination })),
        (place) => judge(place, options),
      );
    },
    check(destination, options) {
      const place = lookAtPlace(destination);
      inSentences(place.name, () => judge(place, options));
    },
  };
}

function takenBy({ name }: FilePlace, why: string, hint: string): PinpointError {
  return new PinpointError('file_exists', `${name} ${why}.`, { file: name, hint });
}

/** Lets a new workspace come to where nothing is. */
export const whereNothingIs: Judge = (place) => {
  refuseWorkspace(place);
  if (place.existing !== undefined) throw takenBy(place, 'exists already', 'Choose another name.');
};
