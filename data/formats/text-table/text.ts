import { stat } from 'node:fs/promises';
import { isNamedAs, mostBytesWithTables } from '#contract';
import { listParts, type Part, readBeginning } from '#data/formats/archive';
import { refuseOtherKindInside, refusal } from '#data/formats/refusals';
import type { ImportFile } from '#data/formats/archive';
import { createUtf8Check, type Encoding, findWideEncoding } from './encoding.ts';
import { refuseBinary, refuseForeign } from './other-content.ts';

/** A text to read, with what a first pass over its bytes has found. */
export interface Text {
  /** How a person knows it: the file's name, and inside an archive the path. */
  label: string;
  encoding: Encoding;
  /** `gzip`, `zip` or null for a plain file. */
  packing: 'gzip' | 'zip' | null;
  /** Names of what else is in the archive that it came in. */
  others: string[];
  /** Whether its file is larger than one in which several tables are told apart. */
  isLarge: boolean;
  /** What ends a line: LF (a CR before it belongs to it), or CR alone. */
  lineEnd: '\n' | '\r';
  /** Lines in all, or null where only the beginning was looked at. */
  lines: number | null;
  /** The text in UTF-8 in pieces, whatever its encoding. Every call reads from the beginning. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** A line longer than this is no row of a table: an unclosed quotation mark, or another kind of file. */
export const longestRecord = 4 << 20;

const pieceBytes = 1 << 20;
/** How much of a file a first look reads. */
const beginning = 8 << 20;

/**
 * Opens the one table in the picked file: plain, gzipped, or the only one in a zip (of several the one with `data` in its name).
 * `reach` says whether the whole file is looked at (needed to be sure of the encoding) or only its beginning.
 * Throws `not_found` for no such file and `input_refused` for anything that is not a table of text: see `refuseForeign`.
 */
export async function openText(files: readonly ImportFile[], reach: 'all' | 'beginning'): Promise<Text> {
  const { part, others } = await findTable(files);
  const all = await bytesOf(part);
  const bytes = reach === 'all' ? all : () => beginningOf(all());
  const survey = await surveyBytes(bytes(), part.label);
  const { size } = await stat(files[0]!.path);
  return {
    label: part.label,
    encoding: survey.encoding,
    packing: part.path === null ? (part.size === null ? 'gzip' : 'zip') : null,
    others,
    isLarge: size > mostBytesWithTables[part.path === null ? 'packed' : 'plain'],
    lineEnd: survey.lineEnd,
    lines: reach === 'all' || survey.bytes < beginning - longestRecord ? survey.lines : null,
    pieces: () => (survey.encoding === 'utf-8' ? bytes() : toUtf8(bytes(), survey.encoding)),
  };
}

async function findTable(files: readonly ImportFile[]): Promise<{ part: Part; others: string[] }> {
  const [file] = files;
  if (!file || files.length > 1) {
    throw refusal('A table is imported from one file at a time.', {
      found: files.map(({ name }) => name).join(', ') || 'no file',
      hint: 'Choose one file; import the others one after another.',
    });
  }
  const parts = await listParts(files);
  const isPlain = parts.length === 1 && parts[0]!.path !== null;
  const part = isPlain ? parts[0]! : chooseTable(file, parts);
  return { part, others: parts.flatMap((each) => (each === part ? [] : each.name)) };
}

function chooseTable(file: ImportFile, parts: readonly Part[]): Part {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const tables = parts.filter(({ name }) => isNamedAs(name, 'csv', 'text'));
  const data = tables.filter(({ name }) => /(?<![a-z])data/i.test(name.split('/').at(-1)!));
  const chosen = tables.length === 1 ? tables[0] : data.length === 1 ? data[0] : undefined;
  if (chosen) return chosen;
  const names = parts.map(({ name }) => name);
  if (tables.length === 0) refuseOtherKindInside(names, file.name);
  throw refusal(
    tables.length > 1
      ? `“${file.name}” holds ${tables.length} tables, and which one is meant is not clear.`
      : `“${file.name}” holds no table of text.`,
    {
      file: file.name,
      found: names.slice(0, 10).join(', ') + (names.length > 10 ? ' …' : ''),
      expected: 'one CSV or TSV file',
      hint:
        tables.length > 1
          ? 'Choose one of them: in the app each is a row of its own, on the command line name it with --member.'
          : 'Choose a zip that holds a table, or import what it holds as something else.',
    },
  );
}

/** Packed content is unpacked once and kept; a plain file is read from disk each time, however large it is. */
async function bytesOf(part: Part): Promise<() => AsyncIterable<Uint8Array>> {
  const { path } = part;
  if (path !== null) return () => part.pieces();
  refuseForeign(await readBeginning(part), part.label);
  const content = await part.read();
  return () => piecesOf(content);
}

async function* piecesOf(content: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < content.length; at += pieceBytes) yield content.subarray(at, at + pieceBytes);
}

async function* beginningOf(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let taken = 0;
  for await (const piece of bytes) {
    if (taken + piece.length <= beginning) yield piece;
    else {
      // Cut at a line end, so that the last row of the sample is whole.
      const cut = piece.subarray(0, beginning - taken);
      yield cut.subarray(0, cut.lastIndexOf(10) + 1 || cut.length);
      return;
    }
    taken += piece.length;
  }
}

interface Survey {
  encoding: Encoding;
  lineEnd: '\n' | '\r';
  lines: number;
  bytes: number;
}

async function surveyBytes(bytes: AsyncIterable<Uint8Array>, label: string): Promise<Survey> {
  const check = createUtf8Check();
  const lines = createLineCount(label);
  let wide: Encoding | undefined;
  let read = 0;
  for await (const piece of bytes) {
    if (read === 0) {
      refuseForeign(piece, label);
      wide = findWideEncoding(piece);
    }
    if (wide === undefined) {
      refuseBinary(piece, label);
      check.add(piece);
    }
    lines.add(piece);
    read += piece.length;
  }
  if (read === 0) throw refusal(`“${label}” is empty.`, { file: label, found: '0 bytes' });
  check.end();
  return {
    encoding: wide ?? (check.valid() ? 'utf-8' : 'windows-1252'),
    lineEnd: lines.lineEnd(),
    lines: lines.count(),
    bytes: read,
  };
}

interface LineCount {
  add(piece: Uint8Array): void;
  count(): number;
  lineEnd(): '\n' | '\r';
}

function createLineCount(label: string): LineCount {
  const counts = { lf: 0, cr: 0 };
  let length = 0;
  let endsOpen = false;
  return {
    add(piece) {
      let from = 0;
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
        counts.lf++;
        from = at + 1;
        length = 0;
      }
      if (counts.lf === 0) counts.cr += piece.reduce((sum, byte) => sum + (byte === 13 ? 1 : 0), 0);
      length += piece.length - from;
      endsOpen = from < piece.length;
      if (length > longestRecord && counts.cr === 0) throw refuseLongLine(label, counts.lf + 1);
    },
    count: () => (counts.lf > 0 ? counts.lf : counts.cr) + (endsOpen ? 1 : 0),
    lineEnd: () => (counts.lf === 0 && counts.cr > 0 ? '\r' : '\n'),
  };
}

/** The refusal of a line that no table has. */
export function refuseLongLine(label: string, row: number): Error {
  return refusal(`Line ${row.toLocaleString('en-GB')} of “${label}” is longer than any row of a table.`, {
    file: label,
    row,
    found: `more than ${longestRecord >> 20} million characters without an end of line`,
    hint: 'Look for a quotation mark that is never closed, or check that this is the right file.',
  });
}

async function* toUtf8(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytes) yield Buffer.from(decoder.decode(piece, { stream: true }));
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest);
}
