import type { DocumentRow } from '#core/disclosure';
import type { Field } from './fields.ts';

const headerBytes = 32;
const fieldBytes = 32;
const space = 0x20;
const endOfHeader = 0x0d;
const endOfFile = 0x1a;

/** Bytes of a table before it is written. */
export function sizeOfDbf(fields: readonly Field[], rows: number): number {
  return lengthOfHeader(fields) + rows * lengthOfRow(fields) + 1;
}

const lengthOfHeader = (fields: readonly Field[]): number => headerBytes + fields.length * fieldBytes + 1;
const lengthOfRow = (fields: readonly Field[]): number => fields.reduce((sum, { width }) => sum + width, 1);

/**
 * Rows as a dBASE III table, in UTF-8 as the `.cpg` beside it says. What is not there is spaces, which readers take as null.
 * `made` is the ISO instant whose day stands in the header. Source: "Xbase File Format Description", E. Bachmann.
 */
export function encodeDbf(fields: readonly Field[], rows: readonly DocumentRow[], made: string): Buffer {
  const bytes = Buffer.alloc(sizeOfDbf(fields, rows.length), space);
  const [year = 0, month = 0, day = 0] = made.slice(0, 10).split('-').map(Number);
  bytes.fill(0, 0, lengthOfHeader(fields));
  bytes.set([3, year - 1900, month, day]);
  bytes.writeUInt32LE(rows.length, 4);
  bytes.writeUInt16LE(lengthOfHeader(fields), 8);
  bytes.writeUInt16LE(lengthOfRow(fields), 10);
  for (const [at, { name, type, width, decimals }] of fields.entries()) {
    const start = headerBytes + at * fieldBytes;
    bytes.write(name, start, 'latin1');
    bytes.write(type, start + 11, 'latin1');
    bytes[start + 16] = width;
    bytes[start + 17] = decimals;
  }
  bytes[lengthOfHeader(fields) - 1] = endOfHeader;
  let at = lengthOfHeader(fields);
  for (const { cells } of rows) {
    at += 1;
    for (const field of fields) {
      const value = field.write(cells);
      if (value !== undefined) bytes.set(value, at + (field.type === 'N' ? field.width - value.length : 0));
      at += field.width;
    }
  }
  bytes[at] = endOfFile;
  return bytes;
}
