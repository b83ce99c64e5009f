import { closeSync, openSync, readSync } from 'node:fs';

/** What a file is, as far as its first pages tell; `unclear` is a database that cannot be made sense of. */
export type FileKind = 'workspace' | 'database' | 'unclear' | 'other';

const headerBytes = 100;
const leafPage = 0x0d;
const interiorPage = 0x05;
/** Far more than the schema of any workspace takes. */
const mostPages = 20_000;

/**
 * Tells what a file is by its content, by whatever name: a workspace has our table in its schema. Read page by page and not
 * through SQLite, which would lock the file, wait for others, and leave files of its own beside it. Not for a file that
 * this process has open: closing it here would take SQLite's locks away.
 */
export function recogniseFile(path: string): FileKind {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(headerBytes);
    readSync(file, header, 0, headerBytes, 0);
    if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return 'other';
    return readKind(file, header);
  } catch (error) {
    if (error instanceof RangeError) return 'unclear';
    throw error;
  } finally {
    closeSync(file);
  }
}

function readKind(file: number, header: Buffer): FileKind {
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  if (pageSize < 512) return 'unclear';
  const page = Buffer.alloc(pageSize);
  const waiting = [1];
  let tables = 0;
  for (let read = 0; waiting.length > 0; read++) {
    const number = waiting.pop()!;
    const bytes = readSync(file, page, 0, pageSize, (number - 1) * pageSize);
    if (bytes < pageSize || number === 0 || read > mostPages) return 'unclear';
    const at = number === 1 ? headerBytes : 0;
    const kind = page[at];
    if (kind === interiorPage) waiting.push(...listChildren(page, at));
    else if (kind !== leafPage) return 'unclear';
    else {
      const names = listTables(page, at);
      if (names.includes('pinpoint')) return 'workspace';
      tables += names.length;
    }
  }
  // A database without any table may have them in the journal of another name.
  return tables === 0 ? 'unclear' : 'database';
}

/** Where the cells of a page of a B-tree begin. */
function listCells(page: Buffer, at: number, headBytes: number): number[] {
  const count = page.readUInt16BE(at + 3);
  return Array.from({ length: count }, (_, cell) => page.readUInt16BE(at + headBytes + 2 * cell));
}

function listChildren(page: Buffer, at: number): number[] {
  return [page.readUInt32BE(at + 8), ...listCells(page, at, 12).map((cell) => page.readUInt32BE(cell))];
}

/** Names of the tables on a leaf of the schema, whose rows begin with type and name. */
function listTables(page: Buffer, at: number): string[] {
  return listCells(page, at, 8).flatMap((cell) => {
    const [, afterLength] = readVarint(page, cell);
    const [, record] = readVarint(page, afterLength);
    const [headBytes, first] = readVarint(page, record);
    const [typeCode, second] = readVarint(page, first);
    const [nameCode] = readVarint(page, second);
    const [typeBytes, nameBytes] = [(typeCode - 13) / 2, (nameCode - 13) / 2];
    const start = record + headBytes;
    if (page.toString('utf8', start, start + typeBytes) !== 'table') return [];
    return [page.toString('utf8', start + typeBytes, start + typeBytes + nameBytes)];
  });
}

/** A number of SQLite's own form, and where what follows begins. Large ones lose their head, which names do not have. */
function readVarint(page: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let next = at; next < at + 9; next++) {
    const byte = page.readUInt8(next);
    value = (value % 2 ** 45) * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, next + 1];
  }
  return [value, at + 9];
}
