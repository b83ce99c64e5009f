import type { FeedRow } from './table.ts';

/** The cell is empty. */
export const blank = -1;
/** The cell holds something else than it should. */
export const wrong = -2;

/** Longer than any journey of a vehicle: a time beyond it is a mistake. */
const mostHours = 240;

/** Whether a cell holds nothing. */
export function isCellEmpty(row: FeedRow, cell: number): boolean {
  return row.from[cell] === row.to[cell];
}

/**
 * A time `8:05:00`, `08:05:00` or `25:10:00` as seconds since midnight of the service day (over 86,400 after midnight);
 * `blank` for an empty cell, `wrong` for anything else, such as minutes over 59 or more than 240 hours.
 */
export function readTime(row: FeedRow, cell: number): number {
  const { bytes } = row;
  const from = row.from[cell]!;
  const to = row.to[cell]!;
  if (from === to) return blank;
  const hourDigits = to - from - 6;
  if (hourDigits < 1 || hourDigits > 3) return wrong;
  let hours = 0;
  for (let at = from; at < to - 6; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return wrong;
    hours = hours * 10 + digit;
  }
  if (bytes[to - 6] !== 58 || bytes[to - 3] !== 58) return wrong;
  const minutes = twoDigits(bytes, to - 5);
  const seconds = twoDigits(bytes, to - 2);
  if (minutes < 0 || seconds < 0 || hours > mostHours) return wrong;
  return hours * 3600 + minutes * 60 + seconds;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens < 0 || tens > 5 || ones < 0 || ones > 9 ? wrong : tens * 10 + ones;
}

/** A whole number from 0 to 999,999,999; `blank` for an empty cell, `wrong` for anything else. */
export function readWhole(row: FeedRow, cell: number): number {
  const from = row.from[cell]!;
  const to = row.to[cell]!;
  if (from === to) return blank;
  if (to - from > 9) return wrong;
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = row.bytes[at]! - 48;
    if (digit < 0 || digit > 9) return wrong;
    number = number * 10 + digit;
  }
  return number;
}

/** A decimal number; NaN for an empty cell and for anything that is none. */
export function readDecimal(row: FeedRow, cell: number): number {
  const from = row.from[cell]!;
  const to = row.to[cell]!;
  if (from === to) return NaN;
  let mantissa = 0;
  let scale = 1;
  let pointed = false;
  for (let at = from; at < to; at++) {
    const digit = row.bytes[at]! - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      if (pointed) scale *= 10;
    } else if (digit === -2 && !pointed && to - from > 1) pointed = true;
    else return readWrittenNumber(row, cell);
  }
  // Above this a double no longer holds every whole number, and the text is read with care.
  return mantissa < 2 ** 53 && scale < 1e22 ? mantissa / scale : readWrittenNumber(row, cell);
}

function readWrittenNumber(row: FeedRow, cell: number): number {
  const text = readText(row, cell);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

/** A date `20230816` as days since 1 January 1970; `blank` for an empty cell, `wrong` for what is no date of 1900 to 2199. */
export function readDate(row: FeedRow, cell: number): number {
  const number = readWhole(row, cell);
  if (number < 0) return number;
  const year = Math.floor(number / 10_000);
  const month = Math.floor(number / 100) % 100;
  const day = number % 100;
  if (year < 1900 || year > 2199) return wrong;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 86_400_000 : wrong;
}

const strict = new TextDecoder('utf-8', { fatal: true });
const western = new TextDecoder('windows-1252');

/** The cell as text: UTF-8 as GTFS asks for, and where it is none, windows-1252. */
export function readText(row: FeedRow, cell: number): string {
  return decodeText(row.bytes, row.from[cell]!, row.to[cell]!);
}

/** Bytes as text, in the same way. */
export function decodeText(bytes: Uint8Array, from: number, to: number): string {
  const part = bytes.subarray(from, to);
  try {
    return strict.decode(part);
  } catch {
    return western.decode(part);
  }
}
