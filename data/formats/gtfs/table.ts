import { findCodeFault, longestLabel, quoteText } from '#contract';
import { refusal, refuseWebPage } from '#data/formats/refusals';
import { decodeText, readText } from './cells.ts';
import type { Feed } from './feed.ts';
import { createRowCutter, type CutCells, type CutVisitor, type RowStyle } from '#data/formats/delimited';

/** A file of a feed to read: cell k of a row is column k of `columns`. */
export interface TableReading {
  file: string;
  columns: readonly string[];
  /** Columns that the file must have. */
  required: readonly string[];
  /** Of these columns those that give something its id, by their place in `columns`: a row whose id cannot be one is rejected. */
  ids?: readonly number[];
  /** Takes a row; gives undefined where it was taken, else why it was rejected. */
  visit(row: FeedRow): Rejection | undefined | void;
  /** Called once with the columns that the file has. */
  begin?(present: ReadonlySet<string>): void;
}

/** Why a row is not taken. */
export interface Rejection {
  column: string | null;
  reason: string;
  /** What such rows are counted by; the reason itself where left out. */
  kind?: string;
}

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

const tick = 1 << 16;
/** More columns than any file of a feed has; what stands beyond them is not looked at. */
const mostColumns = 128;
/** A line longer than this is no row. */
const longestLine = 1 << 20;

/**
 * Reads one file of a feed row by row. Gives the number of rows read, or null where the feed has no such file. Rejected rows go to
 * the log of rejects with file, row and column. Throws `input_refused` for what is no table of text or lacks a needed column.
 */
export async function readTable(feed: Feed, reading: TableReading): Promise<number | null> {
  const part = feed.parts.get(reading.file);
  if (!part) return null;
  const visitor = createVisitor(feed, reading);
  const cutter = createRowCutter(styleOf(reading.file), visitor);
  let done = 0;
  for await (const piece of part.pieces()) {
    if (done === 0) refuseUnreadable(piece, reading.file);
    feed.progress.checkCancelled();
    cutter.add(piece);
    done += piece.length;
    feed.progress.report(
      Math.round(done / tick),
      part.size === null ? null : Math.round(part.size / tick),
      'blocks',
    );
  }
  cutter.end();
  if (!visitor.begun()) throw refuseEmpty(reading.file);
  feed.rejectLog.countRows(reading.file, visitor.rows());
  return visitor.rows();
}

function styleOf(file: string): RowStyle {
  return {
    delimiter: ',',
    lineEnd: 'any',
    reading: 'strict',
    longestRow: longestLine,
    refuse: (row) => refuseLongLine(file, row),
  };
}

function refuseLongLine(file: string, row: number): Error {
  return refusal(`Line ${row.toLocaleString('en-GB')} of “${file}” is longer than any row of a timetable.`, {
    file,
    row,
    found: `more than ${longestLine.toLocaleString('en-GB')} bytes without an end of line`,
    hint: 'Check that the feed was made by a GTFS tool and fetch it again.',
  });
}

function refuseEmpty(file: string): Error {
  return refusal(`“${file}” is empty.`, {
    file,
    found: '0 rows',
    expected: 'a header row',
    hint: 'The feed was made badly or cut off: fetch it again.',
  });
}

function refuseUnreadable(start: Uint8Array, file: string): void {
  refuseWebPage(start, file);
  const isWide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (!isWide && !start.subarray(0, 4096).includes(0)) return;
  throw refusal(`“${file}” is not a table of text in UTF-8.`, {
    file,
    found: isWide ? 'UTF-16' : 'binary content',
    expected: 'a CSV file in UTF-8',
    hint: 'Ask the publisher for the feed as a GTFS tool wrote it; a spreadsheet may have saved this file anew.',
  });
}

interface CountingVisitor extends CutVisitor {
  begun(): boolean;
  rows(): number;
}

function createVisitor(feed: Feed, reading: TableReading): CountingVisitor {
  const { file, columns } = reading;
  const row: FeedRow = {
    bytes: new Uint8Array(0),
    from: new Int32Array(columns.length),
    to: new Int32Array(columns.length),
    number: 0,
  };
  let header: Header | undefined;
  let rows = 0;
  const reject = (number: number, { column, reason, kind }: Rejection) =>
    feed.rejectLog.reject({ file, row: number, column, reason }, kind ?? reason);
  return {
    begun: () => header !== undefined,
    rows: () => rows,
    cells(cells) {
      if (!header) {
        header = readHeader(reading, cells);
        return;
      }
      rows++;
      if (cells.count > header.width && !isPadded(cells, header.width))
        return reject(cells.row, {
          column: null,
          reason: `has more cells than the ${header.width} columns`,
          kind: 'rows with more cells than columns',
        });
      pickCells(cells, header.places, row);
      const rejection = findIdFault(reading, row) ?? reading.visit(row);
      if (rejection) reject(cells.row, rejection);
    },
    misfit(number, reason) {
      rows++;
      reject(number, { column: null, reason });
    },
  };
}

/** Why a row cannot be taken because of an id; undefined where its ids can stand. */
function findIdFault({ ids = [], columns }: TableReading, row: FeedRow): Rejection | undefined {
  for (const cell of ids) {
    if (isPlain(row, cell)) continue;
    const id = readText(row, cell);
    const fault = findCodeFault(id);
    if (fault === undefined) continue;
    const column = columns[cell]!;
    return { column, reason: `${quoteText(id)} in ${column} ${fault}`, kind: 'ids that cannot be ids' };
  }
  return undefined;
}

/** Nearly all ids are short and of letters, digits and signs, of which none is hidden. */
function isPlain({ bytes, from, to }: FeedRow, cell: number): boolean {
  if (to[cell]! - from[cell]! > longestLabel) return false;
  for (let at = from[cell]!; at < to[cell]!; at++) if (bytes[at]! < 32 || bytes[at]! > 126) return false;
  return true;
}

function isPadded({ starts, ends, count }: CutCells, from: number): boolean {
  for (let cell = from; cell < count && cell < mostColumns; cell++)
    if (starts[cell] !== ends[cell]) return false;
  return true;
}

function pickCells(
  { bytes, starts, ends, count, row: number }: CutCells,
  places: Int32Array,
  row: FeedRow,
): void {
  row.bytes = bytes;
  row.number = number;
  for (let cell = 0; cell < places.length; cell++) {
    const place = places[cell]!;
    const isThere = place >= 0 && place < count;
    row.from[cell] = isThere ? starts[place]! : 0;
    row.to[cell] = isThere ? ends[place]! : 0;
  }
}

interface Header {
  width: number;
  /** Place of each wanted column, −1 where the file lacks it. */
  places: Int32Array;
}

function readHeader(reading: TableReading, { bytes, starts, ends, count }: CutCells): Header {
  const names: string[] = [];
  for (let cell = 0; cell < Math.min(count, mostColumns); cell++)
    names.push(decodeText(bytes, starts[cell]!, ends[cell]!).toLowerCase());
  for (const column of reading.required) {
    if (names.includes(column)) continue;
    throw refusal(`“${reading.file}” has no column ${column}.`, {
      file: reading.file,
      row: 1,
      column,
      found: names.slice(0, 12).join(', '),
      expected: column,
      hint: 'The first line must name the columns as GTFS does. Ask the publisher, or fetch the feed again.',
    });
  }
  reading.begin?.(new Set(names));
  return { width: count, places: Int32Array.from(reading.columns, (column) => names.indexOf(column)) };
}
