import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip, crc32, createInflateRaw } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { PinpointError } from '#contract';
import { refuseOtherKind, refusal, refuseWebPage } from '#data/formats/refusals';

/** A file to read: where it lies, and its name as the person knows it (reports and errors use only the name). */
export interface ImportFile {
  path: string;
  name: string;
  /**
   * Of an archive with several data sets: the path inside of the one meant, of a shapefile without its extension. Left out where
   * the whole file is meant.
   */
  member?: string | undefined;
  /** Of a text with several tables one below another: which, counted from 1. Left out where it is one table. */
  table?: number | undefined;
}

/** Bounds on what is unpacked, against archives made to fill memory or disk. */
export interface ArchiveLimits {
  /** Bytes of one file after unpacking. */
  partBytes: number;
  /** Bytes of all files of one archive after unpacking, as the archive declares them. */
  totalBytes: number;
  /** Unpacked bytes for one packed byte; looked at only above `ratioFromBytes`. */
  ratio: number;
  ratioFromBytes: number;
  entries: number;
}

export const archiveLimits: Readonly<ArchiveLimits> = {
  partBytes: 2 ** 31 - 1,
  totalBytes: 8 * 2 ** 30,
  ratio: 200,
  ratioFromBytes: 64 * 2 ** 20,
  entries: 10_000,
};

/** One readable file: a loose file as picked, a file inside a zip, or the content of a gzip. */
export interface Part {
  /** Path inside the archive with `/`, or the file's own name (without `.gz`). */
  name: string;
  /** How a person knows it: the file's name, and for a part of an archive the path inside it. */
  label: string;
  /** The picked file that holds it. */
  source: ImportFile;
  /** Bytes after unpacking; null where that is known only after unpacking. */
  size: number | null;
  /** Path on disk of a part that needs no unpacking; null otherwise. */
  path: string | null;
  /** The whole content, checked against the archive's own checksum. */
  read(): Promise<Buffer>;
  /** The content piece by piece, for parts larger than memory should hold; the last piece comes only where the checksum agrees. */
  pieces(): AsyncIterable<Uint8Array>;
}

const pieceBytes = 1 << 20;

/** A file on disk in pieces of a megabyte; one of so many bytes that are fewer takes no more memory than them. */
function readPieces(path: string, sizeBytes: number): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: Math.min(pieceBytes, sizeBytes + 1) });
}

/** Enough to tell a file of another kind. */
const startBytes = 1024;
/** Whether a part of an archive belongs to the data set meant: it is it, or a file of that shapefile. */
function isMeant({ member }: ImportFile, name: string): boolean {
  return member === undefined || name === member || name.replace(/\.[^./]+$/, '') === member;
}

const ignoredEntry = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$)|\/$/i;

/**
 * The files inside the picked files: zips are opened, gzips stand for their content.
 * Order: as picked, inside an archive as in its directory; of an archive with a `member` only what belongs to that. Nothing is
 * unpacked yet.
 * Throws `not_found` for a file that is not there, `input_refused` for an empty file, a web page under a zip's name, a damaged,
 * incomplete or encrypted archive, unsafe names inside it, and archives beyond the limits.
 */
export async function listParts(
  files: readonly ImportFile[],
  limits: Readonly<ArchiveLimits> = archiveLimits,
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const file of files) parts.push(...(await listPartsOfFile(file, limits)));
  return parts;
}

async function listPartsOfFile(file: ImportFile, limits: Readonly<ArchiveLimits>): Promise<Part[]> {
  const { size, start } = await readStart(file);
  if (size === 0) throw refusal(`“${file.name}” is empty.`, { file: file.name, found: '0 bytes' });
  refuseOtherKind(start, file.name);
  if (isZip(start)) return listEntries(file, limits);
  if (start[0] === 0x1f && start[1] === 0x8b) return [gzipPart(file, limits)];
  if (/\.(zip|gz|gpkg|shp)$/i.test(file.name)) refuseWebPage(start, file.name);
  if (/\.(zip|gz)$/i.test(file.name)) throw notAnArchive(file);
  return [loosePart(file, size, limits)];
}

function isZip(start: Uint8Array): boolean {
  const [a, b, c, d] = start;
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6));
}

function notAnArchive(file: ImportFile, cause?: unknown): PinpointError {
  return refusal(
    `“${file.name}” is not a complete archive.`,
    {
      file: file.name,
      found: cause instanceof Error ? cause.message : 'content of another kind',
      expected: /\.gz$/i.test(file.name) ? 'a gzip file' : 'a zip file',
      hint: 'The download was probably cut off: fetch the file again and compare its size with the source.',
    },
    cause,
  );
}

async function readStart(file: ImportFile): Promise<{ size: number; start: Uint8Array }> {
  try {
    const handle = await open(file.path, 'r');
    try {
      const info = await handle.stat();
      if (!info.isFile()) throw refusal(`“${file.name}” is a folder, not a file.`, { file: file.name });
      const buffer = new Uint8Array(startBytes);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      return { size: info.size, start: buffer.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw notReadable(file, error);
  }
}

function notReadable(file: ImportFile, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') {
    return new PinpointError('not_found', `There is no file “${file.name}”.`, { file: file.name });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return refusal(`“${file.name}” may not be read: access was denied.`, { file: file.name }, error);
  }
  return error;
}

function loosePart(file: ImportFile, size: number, limits: Readonly<ArchiveLimits>): Part {
  return { name: file.name, label: file.name, source: file, size, path: file.path, read, pieces };
  function pieces(): AsyncIterable<Buffer> {
    return readPieces(file.path, size);
  }
  async function read(): Promise<Buffer> {
    if (size > limits.partBytes) throw tooLarge(file.name, size, limits.partBytes);
    // Into one piece of memory: pieces put together at the end would take twice as much.
    const content = Buffer.allocUnsafe(size);
    let at = 0;
    for await (const piece of pieces()) at += piece.copy(content, at);
    return content.subarray(0, at);
  }
}

/** The first kilobyte of a part, so that a file of another kind is told before the rest is unpacked or read. */
export async function readBeginning(part: Part): Promise<Uint8Array> {
  for await (const piece of part.pieces()) return piece.subarray(0, startBytes);
  return new Uint8Array(0);
}

/** Throws where a part is larger than can be held in memory as one piece. */
export function refuseLarge({ label, size }: Part): void {
  if (size !== null && size > archiveLimits.partBytes) throw tooLarge(label, size, archiveLimits.partBytes);
}

function tooLarge(label: string, bytes: number, limit: number): PinpointError {
  return refusal(`“${label}” is larger than can be read in one piece.`, {
    file: label,
    found: megabytes(bytes),
    expected: `at most ${megabytes(limit)}`,
    hint: 'Convert it to a GeoPackage or cut it to the area you need.',
  });
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20).toLocaleString('en-GB')} MB`;
}

function gzipPart(file: ImportFile, limits: Readonly<ArchiveLimits>): Part {
  return {
    name: file.name.replace(/\.gz$/i, ''),
    label: file.name,
    source: file,
    size: null,
    path: null,
    read: () => gunzip(file, limits),
    pieces: () => gunzipPieces(file, limits),
  };
}

async function gunzip(file: ImportFile, limits: Readonly<ArchiveLimits>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of gunzipPieces(file, limits)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* gunzipPieces(file: ImportFile, limits: Readonly<ArchiveLimits>): AsyncIterable<Buffer> {
  const packedBytes = (await stat(file.path)).size;
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file.path).pipe(createGunzip({ chunkSize: pieceBytes }))) {
      bytes += (chunk as Buffer).length;
      if (bytes > limits.partBytes) throw tooLarge(file.name, bytes, limits.partBytes);
      if (bytes > limits.ratioFromBytes && bytes > packedBytes * limits.ratio)
        throw bomb(file.name, bytes, packedBytes);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw error instanceof PinpointError ? error : notAnArchive(file, error);
  }
}

function bomb(label: string, bytes: number, packedBytes: number): PinpointError {
  return refusal(`“${label}” unpacks to suspiciously much and was not opened.`, {
    file: label,
    found: `${bytes.toLocaleString('en-GB')} bytes out of ${packedBytes.toLocaleString('en-GB')}`,
    hint: 'If you trust the source, unpack it yourself and import the unpacked file.',
  });
}

async function listEntries(file: ImportFile, limits: Readonly<ArchiveLimits>): Promise<Part[]> {
  const zip = await openZip(file);
  const entries: Entry[] = [];
  try {
    if (zip.entryCount > limits.entries) {
      throw refusal(
        `“${file.name}” holds ${zip.entryCount.toLocaleString('en-GB')} files, too many to look through.`,
        {
          file: file.name,
          hint: 'Unpack it and import the one file you need.',
        },
      );
    }
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    throw entryError(file, error);
  } finally {
    zip.close();
  }
  await refuseOverlaps(file, entries);
  const wanted = entries.filter((entry) => !ignoredEntry.test(entry.fileName));
  checkSizes(file, wanted, limits);
  const meant = wanted.filter(({ fileName }) => isMeant(file, fileName));
  if (meant.length === 0 && file.member !== undefined) throw noSuchMember(file, wanted);
  return meant.map((entry) => entryPart(file, entry));
}

/** Entries that share their bytes unpack to many times what is there, and a length beyond the file is none. */
async function refuseOverlaps(file: ImportFile, entries: readonly Entry[]): Promise<void> {
  const { size } = await stat(file.path);
  const packed = entries.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
  const starts = new Set(entries.map(({ relativeOffsetOfLocalHeader }) => relativeOffsetOfLocalHeader));
  if (packed <= size && starts.size === entries.length) return;
  throw refusal(`“${file.name}” says that its files lie over each other, and was not opened.`, {
    file: file.name,
    found: `${packed.toLocaleString('en-GB')} packed bytes in ${size.toLocaleString('en-GB')}`,
    hint: 'An honest archive never does this: fetch the file again, and do not trust the source if it stays so.',
  });
}

async function openZip(file: ImportFile): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(file.path, { autoClose: false });
  } catch (error) {
    throw notAnArchive(file, error);
  }
}

function entryError(file: ImportFile, error: unknown): PinpointError {
  if (error instanceof PinpointError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (/absolute path|relative path|invalid characters in fileName/.test(reason)) {
    return refusal(`“${file.name}” names a file outside its own folder and was not opened.`, {
      file: file.name,
      found: reason,
      hint: 'An honest archive never does this: do not trust the source, or unpack it with care and import the files.',
    });
  }
  return notAnArchive(file, error);
}

function checkSizes(file: ImportFile, entries: readonly Entry[], limits: Readonly<ArchiveLimits>): void {
  let total = 0;
  let packed = 0;
  for (const entry of entries) {
    total += entry.uncompressedSize;
    packed += entry.compressedSize;
    if (
      entry.uncompressedSize > limits.ratioFromBytes &&
      entry.uncompressedSize > entry.compressedSize * limits.ratio
    ) {
      throw bomb(`${file.name}: ${entry.fileName}`, entry.uncompressedSize, entry.compressedSize);
    }
  }
  if (total > limits.totalBytes) throw bomb(file.name, total, packed);
  if (total > limits.ratioFromBytes && total > packed * limits.ratio) throw bomb(file.name, total, packed);
}

function noSuchMember({ name, member = '' }: ImportFile, entries: readonly Entry[]): PinpointError {
  return refusal(`“${name}” holds no “${member}”.`, {
    file: name,
    found: entries
      .slice(0, 10)
      .map(({ fileName }) => fileName)
      .join(', '),
    expected: member,
    hint: 'Choose one of the files it holds.',
  });
}

function entryPart(file: ImportFile, entry: Entry): Part {
  const label = file.member === undefined ? `${file.name}: ${entry.fileName}` : file.name;
  return {
    name: entry.fileName,
    label,
    source: file,
    size: entry.uncompressedSize,
    path: null,
    read: () => readEntry(file, entry, label),
    pieces: () => readEntryPieces(file, entry, label),
  };
}

function checkReadable(file: ImportFile, entry: Entry, label: string): void {
  if (entry.isEncrypted()) {
    throw refusal(`“${label}” is protected by a password.`, {
      file: file.name,
      hint: 'Unpack it and import the files.',
    });
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw refusal(`“${label}” is packed in a way that cannot be read here.`, {
      file: file.name,
      found: `zip compression method ${entry.compressionMethod}`,
      hint: 'Unpack it and import the files.',
    });
  }
}

async function readEntry(file: ImportFile, entry: Entry, label: string): Promise<Buffer> {
  checkReadable(file, entry, label);
  if (entry.uncompressedSize > archiveLimits.partBytes) {
    throw tooLarge(label, entry.uncompressedSize, archiveLimits.partBytes);
  }
  const content = Buffer.allocUnsafe(entry.uncompressedSize);
  let at = 0;
  for await (const piece of readEntryPieces(file, entry, label)) at += piece.copy(content, at);
  return content;
}

async function* readEntryPieces(file: ImportFile, entry: Entry, label: string): AsyncIterable<Buffer> {
  checkReadable(file, entry, label);
  const zip = await openZip(file);
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = readRange(file.path, fileDataStart, entry.compressedSize);
    const content = entry.compressionMethod === 0 ? packed : inflating(packed, entry.uncompressedSize);
    let bytes = 0;
    let checksum = 0;
    let last: Buffer | undefined;
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (last) yield last;
      last = chunk;
      bytes += chunk.length;
      if (bytes > entry.uncompressedSize) throw new Error('more content than announced');
      checksum = crc32(chunk, checksum);
    }
    if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) throw new Error('checksum differs');
    if (last) yield last;
  } catch (error) {
    throw error instanceof PinpointError ? error : notAnArchive(file, error);
  } finally {
    zip.close();
  }
}

/** Bytes of a file, in pieces as large as those they unpack to. */
async function* readRange(path: string, from: number, bytes: number): AsyncIterable<Buffer> {
  const handle = await open(path, 'r');
  try {
    for (let at = 0; at < bytes;) {
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, bytes - at));
      const { bytesRead } = await handle.read(piece, 0, piece.length, from + at);
      if (bytesRead === 0) throw new Error('unexpected end of file');
      yield piece.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/** Inflates on another thread while the pieces before are worked on. */
function inflating(packed: AsyncIterable<Buffer>, unpackedBytes: number): Readable {
  const inflated = createInflateRaw({ chunkSize: Math.max(1024, Math.min(pieceBytes, unpackedBytes)) });
  // The stream that is read fails with whatever goes wrong before it.
  pipeline(packed, inflated, () => {});
  return inflated;
}

/**
 * Notes size and time of the files now; the function it gives throws `input_refused` where one has changed since.
 * Call it after the last byte is read.
 */
export async function watchFiles(files: readonly ImportFile[]): Promise<() => Promise<void>> {
  const before = await Promise.all(files.map(fingerprint));
  return async () => {
    for (const [index, file] of files.entries()) {
      if ((await fingerprint(file)) === before[index]) continue;
      throw refusal(`“${file.name}” changed while it was being read.`, {
        file: file.name,
        hint: 'Wait until the download or the other program has finished with it, then import again.',
      });
    }
  };
}

async function fingerprint(file: ImportFile): Promise<string> {
  try {
    const info = await stat(file.path);
    return `${info.size}:${info.mtimeMs}:${info.ino}`;
  } catch (error) {
    throw notReadable(file, error);
  }
}
