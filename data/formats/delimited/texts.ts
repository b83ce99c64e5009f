import { isAscii } from 'node:buffer';
import type { CutCells } from './rows.ts';

/**
 * A reader of rows that were cut as texts, a row at a time. A piece of a file is decoded once and its cells are parts of that; only a
 * cell with other characters than ASCII, or one that was mended, is decoded by itself.
 */
export function createTextReader(): (cut: CutCells) => string[] {
  let known: Uint8Array | undefined;
  let text = '';
  let isPlain = true;
  return ({ bytes, starts, ends, mended, count }) => {
    if (bytes !== known) {
      known = bytes;
      text = asBuffer(bytes, 0, bytes.length).toString('latin1');
      isPlain = isAscii(bytes);
    }
    const cells: string[] = [];
    for (let cell = 0; cell < count; cell++) {
      const start = starts[cell]!;
      const end = ends[cell]!;
      const isAsItStood = mended[cell] === 0 && (isPlain || !holdsOther(bytes, start, end));
      cells.push(isAsItStood ? text.slice(start, end) : asBuffer(bytes, start, end).toString('utf8'));
    }
    return cells;
  };
}

function asBuffer(bytes: Uint8Array, start: number, end: number): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
}

function holdsOther(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 127) return true;
  return false;
}
