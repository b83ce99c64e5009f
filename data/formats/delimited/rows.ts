/** How a text of rows and cells is written, and how strictly it is read. */
export interface RowStyle {
  /** What parts the cells: one character of ASCII. */
  delimiter: string;
  /** What ends a row: LF (a CR before it belongs to it), CR alone, or any of LF, CR LF and CR. */
  lineEnd: '\n' | '\r' | 'any';
  /**
   * `strict`: blanks around cells are taken off and blank lines skipped; a row whose quotation marks do not add up is a misfit, and
   * cutting goes on with the next line. `lenient`: every blank counts and a blank line is a row of one empty cell; text behind a
   * closing quotation mark belongs to its cell, and one that is never closed is refused.
   */
  reading: 'strict' | 'lenient';
  /** Bytes of the longest row. */
  longestRow: number;
  /** The error for a row that is longer, or whose quotation mark is never closed: its number, and what there is of it. */
  refuse(row: number, left: Uint8Array): Error;
}

/** A row as it was cut: its cells lie at `starts[i] … ends[i]`, without quotation marks. */
export interface CutCells {
  bytes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** 1 where the bytes of a quoted cell were moved together, because quotation marks in it were doubled or text stood behind it. */
  mended: Uint8Array;
  count: number;
  /** Counts from 1, blank lines too. */
  row: number;
  /** Whether the file ends with this row and not with an end of line. */
  isOpen: boolean;
}

/** What takes the rows that a cutter finds. What it is given is valid only until it returns. */
export interface CutVisitor {
  cells(cells: CutCells): void;
  /** Only of a strict reading. */
  misfit?(row: number, reason: string): void;
}

/** Takes a file in pieces and hands its rows on. */
export interface RowCutter {
  add(piece: Uint8Array): void;
  end(): void;
}

/** Cells for which there is room at first; a wider row makes more. */
const usualColumns = 128;
/** Read strictly, a quoted cell longer than this has lost its closing quotation mark. */
const longestQuoted = 1 << 16;

/** The byte order mark of UTF-8. */
const mark = [0xef, 0xbb, 0xbf];
const lf = 10;
const cr = 13;
const quote = 34;
const space = 32;
const tab = 9;

/**
 * Cuts bytes of UTF-8 into rows and cells by the rules of RFC 4180: cells may be quoted and then hold delimiters, line ends and
 * doubled quotation marks; a quotation mark inside an unquoted cell is an ordinary character; a byte order mark is skipped.
 * Everything happens on bytes and places, because a timetable has millions of rows and few of its cells are ever text.
 * Throws what the style's `refuse` gives for a row that is too long or, read leniently, never closed.
 */
export function createRowCutter(style: RowStyle, visitor: CutVisitor): RowCutter {
  const state = createState(style, visitor);
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
    const isTooShort = !begun && length < 3 && !isEnd && (length === 0 || bytes[0] === mark[0]);
    const from = begun ? 0 : markLength(bytes);
    const used = isTooShort ? 0 : cutRows(state, bytes, { from, length, isEnd });
    begun ||= !isTooShort;
    buffer.copyWithin(0, used, length);
    left = length - used;
    if (left > style.longestRow || (isEnd && left > 0))
      throw style.refuse(state.row + 1, buffer.subarray(0, left));
  };
  return { add: (piece) => cut(piece, false), end: () => cut(new Uint8Array(0), true) };
}

function createState({ delimiter, lineEnd, reading }: RowStyle, visitor: CutVisitor): CutState {
  const code = delimiter.charCodeAt(0);
  return {
    visitor,
    isStrict: reading === 'strict',
    delimiter: code,
    lineEnd: lineEnd === '\r' ? cr : lf,
    otherLineEnd: lineEnd === '\n' ? lf : cr,
    beyond: Math.max(code, cr),
    bytes: new Uint8Array(0),
    starts: new Int32Array(usualColumns),
    ends: new Int32Array(usualColumns),
    closings: new Int32Array(usualColumns),
    mended: new Uint8Array(usualColumns),
    count: 0,
    row: 0,
    isOpen: false,
  };
}

function enlarge(buffer: Uint8Array, kept: number, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(length, buffer.length * 2));
  larger.set(buffer.subarray(0, kept));
  return larger;
}

function markLength(bytes: Uint8Array): number {
  return mark.every((byte, at) => bytes[at] === byte) ? mark.length : 0;
}

interface CutState extends CutCells {
  visitor: CutVisitor;
  isStrict: boolean;
  delimiter: number;
  lineEnd: number;
  /** Ends a line as well; the same where only one does. */
  otherLineEnd: number;
  /** Bytes greater than this are neither a delimiter nor a line end. */
  beyond: number;
  /** Place of the quotation mark that closes a cell to be mended. */
  closings: Int32Array;
}

interface Span {
  from: number;
  /** The byte here is 0, so that scanning for a delimiter stops. */
  length: number;
  isEnd: boolean;
}

/** Gives how many bytes were used up. */
function cutRows(state: CutState, bytes: Uint8Array, span: Span): number {
  const { visitor, isStrict } = state;
  state.bytes = bytes;
  let at = span.from;
  while (at < span.length) {
    const next = cutRow(state, bytes, at, span);
    if (next === incomplete) return at;
    if (next === broken) {
      const after = endOfLine(bytes, at, span.length);
      if (after > span.length && !span.isEnd) return at;
      at = after;
      visitor.misfit?.(++state.row, 'a quotation mark is not closed, or stands inside a cell');
      continue;
    }
    at = next;
    state.row++;
    if (isStrict && state.count === 1 && state.starts[0] === state.ends[0]) continue;
    mendAll(state, bytes);
    visitor.cells(state);
  }
  return Math.min(at, span.length);
}

/** Cuts the row that begins at a place. Gives the place after it, `incomplete` or `broken`. */
function cutRow(state: CutState, bytes: Uint8Array, from: number, { length, isEnd }: Span): number {
  const { isStrict, delimiter, lineEnd, otherLineEnd } = state;
  let at = from;
  state.count = 0;
  for (;;) {
    if (isStrict) at = skipBlanks(bytes, at);
    at = bytes[at] === quote ? cutQuoted(state, bytes, at, isEnd) : cutPlain(state, bytes, at);
    if (at < 0) return at;
    state.count++;
    state.isOpen = at >= length;
    if (state.isOpen) return isEnd ? length : incomplete;
    if (bytes[at] !== delimiter) break;
    at++;
  }
  if (bytes[at] === lf || lineEnd === otherLineEnd) return at + 1;
  // Whether LF follows CR is known only with the next piece.
  if (at + 1 >= length && !isEnd) return incomplete;
  return bytes[at + 1] === lf ? at + 2 : at + 1;
}

/** Notes the cell from a place up to its delimiter, whose place it gives. */
function cutPlain(state: CutState, bytes: Uint8Array, start: number): number {
  const at = findStop(state, bytes, start);
  const end = state.isStrict ? withoutBlanks(bytes, start, at) : withoutReturn(state, start, at);
  addCell(state, start, end);
  return at;
}

function addCell(state: CutState, start: number, end: number): void {
  const { count } = state;
  if (count === state.starts.length) widen(state);
  state.starts[count] = start;
  state.ends[count] = end;
  state.mended[count] = 0;
}

function widen(state: CutState): void {
  const longer = (column: Int32Array): Int32Array => {
    const larger = new Int32Array(column.length * 2);
    larger.set(column);
    return larger;
  };
  state.starts = longer(state.starts);
  state.ends = longer(state.ends);
  state.closings = longer(state.closings);
  const mended = new Uint8Array(state.mended.length * 2);
  mended.set(state.mended);
  state.mended = mended;
}

/** The place of the next delimiter or line end; the length of the bytes where there is none. */
function findStop(state: CutState, bytes: Uint8Array, start: number): number {
  const { delimiter, beyond, lineEnd, otherLineEnd } = state;
  const last = bytes.length - 1;
  let at = start;
  let byte = bytes[at]!;
  for (;;) {
    while (byte > beyond) byte = bytes[++at]!;
    if (byte === delimiter || byte === lineEnd || byte === otherLineEnd || at >= last) return at;
    byte = bytes[++at]!;
  }
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === space || bytes[at] === tab) at++;
  return at;
}

function withoutBlanks(bytes: Uint8Array, start: number, stop: number): number {
  let end = stop;
  while (end > start && (bytes[end - 1] === space || bytes[end - 1] === tab)) end--;
  return end;
}

/** Of a last cell before LF or the end of the file, the end without CR. */
function withoutReturn({ bytes, delimiter, lineEnd }: CutState, start: number, stop: number): number {
  const endsInLf = lineEnd === lf && bytes[stop] !== delimiter;
  return endsInLf && stop > start && bytes[stop - 1] === cr ? stop - 1 : stop;
}

function cutQuoted(state: CutState, bytes: Uint8Array, open: number, isEnd: boolean): number {
  return state.isStrict ? cutStrictly(state, bytes, open, isEnd) : cutLeniently(state, bytes, open);
}

function cutStrictly(state: CutState, bytes: Uint8Array, open: number, isEnd: boolean): number {
  const length = bytes.length - 1;
  const closing = findClosing(bytes, open, state.delimiter, isEnd);
  if (closing < 0) return closing;
  const start = Math.min(skipBlanks(bytes, open + 1), closing);
  const end = withoutBlanks(bytes, start, closing);
  addCell(state, start, end);
  if (hasQuote(bytes, start, end)) noteMending(state, end);
  return Math.min(skipBlanks(bytes, closing + 1), length);
}

/** Text behind the closing quotation mark belongs to the cell. */
function cutLeniently(state: CutState, bytes: Uint8Array, open: number): number {
  const length = bytes.length - 1;
  let closing = open + 1;
  for (;;) {
    closing = bytes.indexOf(quote, closing);
    if (closing < 0) return incomplete;
    if (bytes[closing + 1] !== quote) break;
    closing += 2;
  }
  const at = findStop(state, bytes, closing + 1);
  const end = withoutReturn(state, closing + 1, at);
  const isPlain = end === closing + 1 && !hasQuote(bytes, open + 1, closing);
  addCell(state, open + 1, isPlain ? closing : end);
  if (!isPlain) noteMending(state, closing);
  return Math.min(at, length);
}

function noteMending(state: CutState, closing: number): void {
  state.mended[state.count] = 1;
  state.closings[state.count] = closing;
}

function hasQuote(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === quote) return true;
  return false;
}

/** Moves the bytes of quoted cells together: a row that is cut again with the next piece must still be as it was. */
function mendAll({ starts, ends, mended, closings, count }: CutState, bytes: Uint8Array): void {
  for (let cell = 0; cell < count; cell++) {
    if (mended[cell] === 0) continue;
    const closing = closings[cell]!;
    const end = undouble(bytes, starts[cell]!, closing);
    const behind = Math.max(0, ends[cell]! - closing - 1);
    bytes.copyWithin(end, closing + 1, closing + 1 + behind);
    ends[cell] = end + behind;
  }
}

const incomplete = -1;
const broken = -2;

/** The place of the quotation mark that closes the one at `open`, where a delimiter or line end follows it. */
function findClosing(bytes: Uint8Array, open: number, delimiter: number, isEnd: boolean): number {
  const length = bytes.length - 1;
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
  const after = skipBlanks(bytes, at + 1);
  if (after >= length) return isEnd ? at : incomplete;
  const next = bytes[after];
  return next === delimiter || next === lf || next === cr ? at : broken;
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
