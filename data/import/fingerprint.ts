import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ImportFile } from './task.ts';

const pieceBytes = 1 << 20;

/**
 * SHA-256 (hexadecimal) of the content of the files, one after another, in the order of their names,
 * so that picking the parts of a shapefile in another order gives the same fingerprint.
 * For a single file it is what `sha256sum` prints.
 */
export async function fingerprintFiles(files: readonly ImportFile[]): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const handle = await open(file.path, 'r');
    try {
      // The same memory again and again: what is read is done with at once.
      for (let read = await handle.read(piece); read.bytesRead > 0; read = await handle.read(piece)) {
        hash.update(piece.subarray(0, read.bytesRead));
      }
    } finally {
      await handle.close();
    }
  }
  return hash.digest('hex');
}
