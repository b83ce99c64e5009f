import { isAscii, isUtf8 } from 'node:buffer';
import { refusal } from '#data/formats/refusals';
import { type Decode, findDecoder } from './encodings.ts';

/** The attribute table of a shapefile. Every value is text as it stands in the file, so that codes keep their leading zeros. */
export interface AttributeTable {
  fields: string[];
  records: number;
  encoding: string;
  notes: string[];
  /** Text of one field of one record (both from 0), without padding; '' for a null. */
  value(record: number, field: number): string;
  /** Whether the record is marked as deleted. */
  isDeleted(record: number): boolean;
}

interface Column {
  name: Buffer;
  /** C text, N and F numbers, D date, L yes or no. */
  type: string;
  offset: number;
  length: number;
}

const space = 0x20;
const endOfHeader = 0x0d;
const deletedMark = 0x2a;

/**
 * Opens a dBASE table. `codePage` is the text of the `.cpg` beside it, or null. Where neither that nor the bytes decide,
 * the header's language mark does, and Windows-1252 is what is left.
 * Throws `input_refused` where the content is no dBASE table, or is shorter than it says.
 */
export function openDbf(content: Buffer, codePage: string | null, label: string): AttributeTable {
  const { records, headerLength, recordLength } = readHeader(content, label);
  const columns = readColumns(content, headerLength, recordLength);
  if (columns.length === 0) {
    throw refusal(`“${label}” has no columns, so nothing in it has a code.`, {
      file: label,
      found: 'a table without columns',
      expected: 'a column with codes',
      hint: 'Download the shapefile again with all of its fields, or choose another file.',
    });
  }
  const missing = headerLength + records * recordLength - content.length;
  if (missing > 1) {
    const held = Math.floor((content.length - headerLength) / recordLength);
    throw refusal(`“${label}” is cut off: it announces ${records} rows and holds ${held}.`, {
      file: label,
      found: `${content.length} bytes`,
      expected: `${headerLength + records * recordLength} bytes`,
      hint: 'Fetch the file again.',
    });
  }
  const { encoding, decode, notes } = chooseDecoder(
    [...columns.map(({ name }) => name), content.subarray(headerLength)],
    codePage,
    { label, languageMark: content[29]! },
  );
  return {
    fields: columns.map((column) => decode(column.name)),
    records,
    encoding,
    notes,
    value(record, field) {
      const column = columns[field]!;
      const from = headerLength + record * recordLength + column.offset;
      return readValue(trim(content, from, from + column.length), column.type, decode);
    },
    isDeleted: (record) => content[headerLength + record * recordLength] === deletedMark,
  };
}

/** Throws where the beginning of a file cannot be that of a dBASE table, before the rest of it is read. */
export function refuseNoDbf(start: Uint8Array, label: string): void {
  readHeader(Buffer.from(start), label, Number.POSITIVE_INFINITY);
}

function readHeader(content: Buffer, label: string, length = content.length) {
  if (content.length < 33) throw notDbf(label, `${content.length} bytes`);
  const records = content.readUInt32LE(4);
  const headerLength = content.readUInt16LE(8);
  const recordLength = content.readUInt16LE(10);
  if (headerLength < 33 || headerLength > length || recordLength < 1) {
    throw notDbf(label, 'a header that makes no sense');
  }
  return { records, headerLength, recordLength };
}

function notDbf(label: string, found: string) {
  return refusal(`“${label}” is not a dBASE table.`, {
    file: label,
    found,
    expected: 'the .dbf part of a shapefile',
    hint: 'Fetch the shapefile again; all of its parts belong together.',
  });
}

function readColumns(content: Buffer, headerLength: number, recordLength: number): Column[] {
  const columns: Column[] = [];
  let offset = 1;
  for (let at = 32; at + 32 <= headerLength && content[at] !== endOfHeader; at += 32) {
    const name = content.subarray(at, at + 11);
    const end = name.indexOf(0);
    const type = String.fromCharCode(content[at + 11]!);
    // A text field may be longer than 255: its length then runs on into the byte for decimals.
    const length = content[at + 16]! + (type === 'C' ? content[at + 17]! * 256 : 0);
    if (offset + length > recordLength) break;
    columns.push({ name: trim(name, 0, end === -1 ? name.length : end), type, offset, length });
    offset += length;
  }
  return columns;
}

/** The bytes between two places, without padding around them. */
function trim(bytes: Buffer, start: number, end: number): Buffer {
  let from = start;
  let to = end;
  while (to > from && (bytes[to - 1] === space || bytes[to - 1] === 0)) to -= 1;
  while (from < to && (bytes[from] === space || bytes[from] === 0)) from += 1;
  return bytes.subarray(from, to);
}

function readValue(bytes: Buffer, type: string, decode: Decode): string {
  const text = decode(bytes);
  if (type === 'N' || type === 'F') return /^\*+$/.test(text) ? '' : toPlainNumber(text);
  if (type === 'L') return text === '?' ? '' : text;
  if (type === 'D') return /^0*$/.test(text) ? '' : text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return text;
}

/** A whole number that a program wrote with decimals or an exponent (`1001.000`, `1.001e+003`) is that whole number. */
function toPlainNumber(text: string): string {
  const whole = /^(-?\d+)\.0*$/.exec(text)?.[1];
  if (whole !== undefined) return whole;
  if (!/e/i.test(text)) return text;
  const value = Number(text);
  return Number.isSafeInteger(value) ? String(value) : text;
}

/** `texts` are the column names and the rows: the rest of a header holds lengths, and a length of 254 is no text. */
function chooseDecoder(
  texts: readonly Buffer[],
  codePage: string | null,
  { label, languageMark }: { label: string; languageMark: number },
) {
  const notes: string[] = [];
  const stated = codePage === null ? undefined : findDecoder(codePage);
  if (codePage !== null && stated === undefined) {
    const found = codePage.replace(/\s+/g, ' ').trim().slice(0, 40);
    notes.push(
      `The .cpg of “${label}” names no encoding known here (“${found}”); it was found from the bytes instead.`,
    );
  }
  if (texts.every((text) => isAscii(text)))
    return { ...(stated ?? findDecoder('utf-8')!), decode: plain, notes };
  const isReallyUtf8 = texts.every((text) => isUtf8(text));
  if (stated !== undefined && (stated.encoding !== 'utf-8' || isReallyUtf8)) return { ...stated, notes };
  if (stated !== undefined) {
    notes.push(`The .cpg of “${label}” says UTF-8, but the text is not; it was read as Windows-1252.`);
    return { ...findDecoder('1252')!, notes };
  }
  if (isReallyUtf8) return { ...findDecoder('utf-8')!, notes };
  return { ...(findDecoder(languageMarks[languageMark] ?? '1252') ?? findDecoder('1252')!), notes };
}

function plain(bytes: Buffer): string {
  return bytes.toString('latin1');
}

/** Byte 29 of the header, where it says more than "the system's own". */
const languageMarks: Readonly<Record<number, string>> = {
  0x01: '437',
  0x02: '850',
  0x03: '1252',
  0x13: 'shift_jis',
  0x57: '1252',
  0x58: '1252',
  0x59: '1252',
  0x65: '866',
  0xc8: '1250',
  0xc9: '1251',
  0xca: '1254',
  0xcb: '1253',
  0xcc: '1257',
};
