import { refusal } from '#data/formats/refusals';

/**
 * One row of a file of a feed, as places in bytes: cell k of the wanted columns lies at `from[k] … to[k]`, without quotation marks
 * and the blanks around it; a column that the file lacks is an empty cell. Valid only until the visitor returns.
 */
export interface FeedRow {
  bytes: Uint8Array;
  from: Int32Array;
  to: Int32Array;
  /** Counts from 1, the header included, blank lines too. */
  number: number;
}

/** A row as it was cut: its cells lie at `starts[i] … ends[i]`. Beyond `mostColumns` only the count goes on. */
export interface CutCells {
  bytes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  count: number;
  row: number;
}

/** What takes the rows that a cutter finds. What it is given is valid only until it returns. */
export interface CutVisitor {
  cells(cells: CutCells): void;
  misfit(row: number, reason: string): void;
}

/** Takes a file in pieces and hands its rows on. */
export interface RowCutter {
  add(piece: Uint8Array): void;
  end(): void;
}

/** More columns than any file of a feed has; what stands beyond them is not looked at. */
export const mostColumns = 128;
/** A quoted cell longer than this has lost its closing quotation mark. */
const longestQuoted = 1 << 16;
/** A line longer than this is no row. */
const longestLine = 1 << 20;

const lf = 10;
const cr = 13;
const quote = 34;
const comma = 44;
const space = 32;
const tab = 9;

/**
 * Cuts bytes into rows and cells by the rules of RFC 4180: cells may be quoted, lines end in LF, CR LF or CR, a byte order mark is
 * skipped. Everything happens on bytes and places, because a feed has millions of rows and few of its cells are ever text.
 * A row whose quotation marks do not add up is handed to `misfit` alone; cutting goes on with the next line.
 * Throws `input_refused` for a line too long to be a row.
 */
export function createRowCutter(label: string, visitor: CutVisitor): RowCutter {
  const state: CutState = {
    visitor,
    bytes: new Uint8Array(0),
    starts: new Int32Array(mostColumns),
    ends: new Int32Array(mostColumns),
    doubled: new Uint8Array(mostColumns),
    count: 0,
    row: 0,
  };
  /** What is left of the piece before, and behind it the new one: one buffer for all, or collecting them would take longer than cutting. */
  let buffer = new Uint8Array(1 << 16);
  let left = 0;
  let begun = false;
  const cut = (piece: Uint8Array, isEnd: boolean) => {
    const length = left + piece.length;
    if (length >= buffer.length) buffer = enlarge(buffer, left, length + 1);
    buffer.set(piece, left);
    buffer[length] = 0;
    const bytes = buffer.subarray(0, length + 1);
    // A byte order mark may itself come in pieces.
    const isTooShort = !begun && length < 3 && !isEnd;
    const from = begun ? 0 : markLength(bytes);
    const used = isTooShort ? 0 : cutRows(state, bytes, { from, length, isEnd });
    begun ||= !isTooShort;
    buffer.copyWithin(0, used, length);
    left = length - used;
    if (left > longestLine) throw refuseLongLine(label, state.row + 1);
  };
  return { add: (piece) => cut(piece, false), end: () => cut(new Uint8Array(0), true) };
}

function enlarge(buffer: Uint8Array, kept: number, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(length, buffer.length * 2));
  larger.set(buffer.subarray(0, kept));
  return larger;
}

function markLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function refuseLongLine(label: string, row: number): Error {
  return refusal(`Line ${row.toLocaleString('en-GB')} of “${label}” is longer than any row of a timetable.`, {
    file: label,
    row,
    found: `more than ${longestLine.toLocaleString('en-GB')} bytes without an end of line`,
    hint: 'Check that the feed was made by a GTFS tool and fetch it again.',
  });
}

interface CutState extends CutCells {
  visitor: CutVisitor;
  /** 1 where a quoted cell holds doubled quotation marks. */
  doubled: Uint8Array;
}

interface Span {
  from: number;
  /** The byte here is 0, so that scanning for a delimiter stops. */
  length: number;
  isEnd: boolean;
}

/** Gives how many bytes were used up. */
function cutRows(state: CutState, bytes: Uint8Array, span: Span): number {
  const { starts, ends, visitor } = state;
  state.bytes = bytes;
  let at = span.from;
  while (at < span.length) {
    const next = cutRow(state, bytes, at, span);
    if (next === incomplete) return at;
    if (next === broken) {
      const after = endOfLine(bytes, at, span.length);
      if (after > span.length && !span.isEnd) return at;
      at = after;
      visitor.misfit(++state.row, 'a quotation mark is not closed, or stands inside a cell');
      continue;
    }
    at = next;
    state.row++;
    if (state.count === 1 && starts[0] === ends[0]) continue;
    undoubleAll(state, bytes);
    visitor.cells(state);
  }
  return Math.min(at, span.length);
}

/** Cuts the row that begins at a place. Gives the place after it, `incomplete` or `broken`. */
function cutRow(state: CutState, bytes: Uint8Array, from: number, { length, isEnd }: Span): number {
  let at = from;
  state.count = 0;
  for (;;) {
    while (bytes[at] === space || bytes[at] === tab) at++;
    at = bytes[at] === quote ? cutQuoted(state, bytes, at, isEnd) : cutPlain(state, bytes, at);
    if (at < 0) return at;
    state.count++;
    if (at >= length) return isEnd ? length : incomplete;
    if (bytes[at] !== comma) break;
    at++;
  }
  if (bytes[at] === lf) return at + 1;
  // Whether LF follows CR is known only with the next piece.
  if (at + 1 >= length && !isEnd) return incomplete;
  return bytes[at + 1] === lf ? at + 2 : at + 1;
}

/** Gives the place of the delimiter after the cell. */
function cutPlain(state: CutState, bytes: Uint8Array, start: number): number {
  const last = bytes.length - 1;
  let at = start;
  let byte = bytes[at]!;
  for (;;) {
    while (byte > comma) byte = bytes[++at]!;
    if (byte === comma || byte === lf || byte === cr || at >= last) break;
    byte = bytes[++at]!;
  }
  let end = at;
  while (end > start && (bytes[end - 1] === space || bytes[end - 1] === tab)) end--;
  const { count } = state;
  if (count < mostColumns) {
    state.starts[count] = start;
    state.ends[count] = end;
    state.doubled[count] = 0;
  }
  return at;
}

function cutQuoted(state: CutState, bytes: Uint8Array, open: number, isEnd: boolean): number {
  const length = bytes.length - 1;
  const end = findClosing(bytes, open, length, isEnd);
  if (end < 0) return end;
  const { count } = state;
  if (count < mostColumns) {
    let start = open + 1;
    let stop = end;
    while (start < stop && (bytes[start] === space || bytes[start] === tab)) start++;
    while (stop > start && (bytes[stop - 1] === space || bytes[stop - 1] === tab)) stop--;
    state.starts[count] = start;
    state.ends[count] = stop;
    state.doubled[count] = hasQuote(bytes, start, stop) ? 1 : 0;
  }
  let at = end + 1;
  while (at < length && (bytes[at] === space || bytes[at] === tab)) at++;
  return at;
}

function hasQuote(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === quote) return true;
  return false;
}

function undoubleAll({ starts, ends, doubled, count }: CutState, bytes: Uint8Array): void {
  for (let cell = 0; cell < count && cell < mostColumns; cell++) {
    if (doubled[cell] === 1) ends[cell] = undouble(bytes, starts[cell]!, ends[cell]!);
  }
}

const incomplete = -1;
const broken = -2;

/** The place of the quotation mark that closes the one at `open`. */
function findClosing(bytes: Uint8Array, open: number, length: number, isEnd: boolean): number {
  let at = open + 1;
  for (;;) {
    if (at - open > longestQuoted) return broken;
    if (at >= length) return isEnd ? broken : incomplete;
    if (bytes[at] !== quote) {
      at++;
      continue;
    }
    if (at + 1 >= length && !isEnd) return incomplete;
    if (bytes[at + 1] !== quote) break;
    at += 2;
  }
  let after = at + 1;
  while (after < length && (bytes[after] === space || bytes[after] === tab)) after++;
  if (after >= length) return isEnd ? at : incomplete;
  const next = bytes[after];
  return next === comma || next === lf || next === cr ? at : broken;
}

/** The place after the line that `from` lies in; beyond `length` where it does not end there. */
function endOfLine(bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  while (at < length && bytes[at] !== lf && bytes[at] !== cr) at++;
  if (at >= length) return length + 1;
  if (bytes[at] === cr && bytes[at + 1] === lf) return at + 2;
  return at + 1;
}

function undouble(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  for (let at = start; at < end; at++) {
    bytes[to++] = bytes[at]!;
    if (bytes[at] === quote && bytes[at + 1] === quote) at++;
  }
  return to;
}
