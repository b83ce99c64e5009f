import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ImportFile } from './task.ts';

/**
 * SHA-256 (hexadecimal) of the content of the files, one after another, in the order of their names,
 * so that picking the parts of a shapefile in another order gives the same fingerprint.
 * For a single file it is what `sha256sum` prints.
 */
export async function fingerprintFiles(files: readonly ImportFile[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    for await (const chunk of createReadStream(file.path)) hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
