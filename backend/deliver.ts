import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PinpointError, type FileRef } from '#contract';
import type { Files } from './files.ts';

export interface Delivery {
  file: FileRef;
  /** Where the person wants it. */
  destination: string;
}

/** SHA-256 of a file, hexadecimal. */
export function hashFile(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/**
 * Brings files that a job made to where the person wants them: first all of them beside their places, then renamed.
 * Throws `file_exists` before anything is written where a destination is taken by a file that `isOurs` does not
 * know and the person did not allow overwriting.
 */
export function deliverFiles(
  files: Files,
  deliveries: Delivery[],
  options: { overwrite: boolean; isOurs(path: string): boolean },
): void {
  for (const { destination } of deliveries) {
    if (!existsSync(destination) || options.overwrite || options.isOurs(destination)) continue;
    throw new PinpointError(
      'file_exists',
      `${basename(destination)} exists and was not written by Pinpoint.`,
      {
        file: basename(destination),
        hint: 'Choose another name, or allow overwriting.',
      },
    );
  }
  const drafts = deliveries.map(({ file, destination }) => {
    const draft = join(dirname(destination), `.${basename(destination)}.${process.pid}.new`);
    copyFileSync(files.getPath(file), draft);
    return { draft, destination };
  });
  for (const { draft, destination } of drafts) {
    renameSync(draft, destination);
  }
}
