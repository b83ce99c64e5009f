import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { listParts, watchFiles } from './archive.ts';
import type { ImportFile } from './archive.ts';

const pieceBytes = 1 << 20;

/** What files hold, as they were when it was taken. */
export interface Fingerprint {
  /**
   * SHA-256 (hexadecimal) of the content of the files, one after another, in the order of their names, so that picking the parts of a
   * shapefile in another order gives the same. For a single file it is what `sha256sum` prints; of a member of an archive it is that
   * of its content, unpacked; one of several tables of a text has one of its own.
   */
  sha256: string;
  /** Throws `input_refused` where one of the files has changed since. Call it after the last byte is read. */
  checkUnchanged(): Promise<void>;
}

/** Reads files to the end for their fingerprint. Throws as `listParts` does. */
export async function takeFingerprint(files: readonly ImportFile[]): Promise<Fingerprint> {
  const checkUnchanged = await watchFiles(files);
  // What is no data at all is told by its beginning, before all of it is read.
  await listParts(files);
  return { sha256: await hashFiles(files), checkUnchanged };
}

async function hashFiles(files: readonly ImportFile[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    await (file.member === undefined ? addFile(hash, file.path) : addMember(hash, file));
    if (file.table !== undefined) hash.update(`table ${file.table}`);
  }
  return hash.digest('hex');
}

async function addFile(hash: Hash, path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, size + 1));
    // The same memory again and again: what is read is done with at once.
    for (let read = await handle.read(piece); read.bytesRead > 0; read = await handle.read(piece))
      hash.update(piece.subarray(0, read.bytesRead));
  } finally {
    await handle.close();
  }
}

async function addMember(hash: Hash, file: ImportFile): Promise<void> {
  const parts = await listParts([file]);
  for (const part of parts.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    for await (const piece of part.pieces()) hash.update(piece);
}
