import { readFileSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import yauzl, { type Entry } from 'yauzl';

/** What a zip holds, and what is odd about it. */
export interface FoundZip {
  /** By the path inside, in the order of the directory. */
  parts: Map<string, Buffer>;
  /** A comment, an extra field, a hidden or doubled part, bytes that belong to no part. */
  strange: string[];
}

const localHeaderBytes = 30;
const endBytes = 22;
const stored = 0;

/**
 * Unpacks a zip that was just written, all of it, and tells what is in it besides its parts. Throws where it is damaged or a
 * checksum is wrong.
 */
export async function readZip(path: string): Promise<FoundZip> {
  const bytes = readFileSync(path);
  const zip = await yauzl.openPromise(path, { autoClose: false });
  const found: FoundZip = { parts: new Map(), strange: [] };
  try {
    if (zip.comment !== '') found.strange.push('a comment on the archive');
    let end = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.relativeOffsetOfLocalHeader !== end) found.strange.push(`bytes before ${entry.fileName}`);
      end = addPart(bytes, entry, found);
    }
    const directory = bytes.readUInt32LE(bytes.length - endBytes + 16);
    const size = bytes.readUInt32LE(bytes.length - endBytes + 12);
    if (directory !== end || directory + size + endBytes !== bytes.length)
      found.strange.push('bytes that belong to no part');
  } finally {
    zip.close();
  }
  return found;
}

/** Answers where the part ends. */
function addPart(bytes: Buffer, entry: Entry, { parts, strange }: FoundZip): number {
  const { fileName, relativeOffsetOfLocalHeader: header } = entry;
  const extraBytes = bytes.readUInt16LE(header + 28);
  if (entry.fileComment !== '') strange.push(`a comment on ${fileName}`);
  if (entry.extraFieldLength > 0 || extraBytes > 0) strange.push(`an extra field of ${fileName}`);
  if (parts.has(fileName)) strange.push(`${fileName} twice`);
  const start = header + localHeaderBytes + bytes.readUInt16LE(header + 26) + extraBytes;
  const end = start + entry.compressedSize;
  const packed = bytes.subarray(start, end);
  const content = entry.compressionMethod === stored ? packed : inflateRawSync(packed);
  if (crc32(content) !== entry.crc32) throw new Error(`The checksum of ${fileName} is wrong.`);
  parts.set(fileName, content);
  return end;
}
