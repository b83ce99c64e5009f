import { findCodeKind } from '#core/area-codes';
import { type Cells, createRecordCutter } from './records.ts';

/** Where the table lies in its file and what its columns are called. */
export interface Layout {
  delimiter: string;
  /** Row of the header, counted from 1; 0 where the file begins with data. */
  headerRow: number;
  /** Unique names: a repeated header gets a number, an empty one is called by its position. */
  columns: string[];
  /** `key: value` lines before the header, as Nomis downloads have them, and title lines under an empty key. */
  preamble: { key: string; value: string }[];
  /** What is unusual, one sentence each. */
  notes: string[];
  /** True where nothing follows the header. */
  bare: boolean;
}

const delimiters = [',', '\t', ';', '|'];
/** Rows that are looked at to find the shape of a table. */
const rowsForShape = 200;
/** Bytes that are looked at for it. */
const lengthForShape = 1 << 20;

/**
 * Finds delimiter, header row, column names and title lines from the beginning of a text in UTF-8 (whole lines). `before`: lines of the file
 * that come before the text, for what is said of rows.
 */
export function findLayout(beginning: Uint8Array, lineEnd: '\n' | '\r', before = 0): Layout {
  const { delimiter, rows } = findDelimiter(beginning, lineEnd);
  const width = usualWidth(rows);
  const header = findHeader(rows, width);
  const notes: string[] = [];
  const columns = nameColumns(header < 0 ? Array.from({ length: width }, () => '') : rows[header]!, notes);
  if (header < 0) notes.push('The file has no header row; its columns are named by their position.');
  if (header > 0)
    notes.push(
      `The table begins at row ${before + header + 1}; the lines before it were read as title and notes.`,
    );
  return {
    delimiter,
    headerRow: header + 1,
    columns,
    preamble: header > 0 ? readPreamble(rows.slice(0, header)) : [],
    notes,
    bare: rows.length < rowsForShape && rows.slice(header + 1).every(isBlank),
  };
}

function findDelimiter(beginning: Uint8Array, lineEnd: '\n' | '\r'): { delimiter: string; rows: Cells[] } {
  let best = { delimiter: ',', rows: cutRows(beginning, ',', lineEnd), score: 0 };
  for (const delimiter of delimiters) {
    const rows = cutRows(beginning, delimiter, lineEnd);
    const score = scoreRows(rows);
    if (score > best.score) best = { delimiter, rows, score };
  }
  return best;
}

/** Share of rows that have the usual number of cells, more for wider tables; 0 where nothing is divided at all. */
function scoreRows(rows: readonly Cells[]): number {
  const width = usualWidth(rows);
  if (width < 2) return 0;
  const filled = rows.filter((cells) => !isBlank(cells));
  return filled.filter((cells) => cells.length === width).length / filled.length + Math.min(width, 50) / 1000;
}

function cutRows(beginning: Uint8Array, delimiter: string, lineEnd: '\n' | '\r'): Cells[] {
  const cutter = createRecordCutter({ delimiter, lineEnd, label: '' });
  const rows = cutter.add(beginning.subarray(0, lengthForShape));
  // The last line of a longer text may be cut in the middle.
  return (beginning.length < lengthForShape ? [...rows, ...lastOf(cutter)] : rows).slice(0, rowsForShape);
}

function lastOf(cutter: ReturnType<typeof createRecordCutter>): Cells[] {
  try {
    const { last } = cutter.end();
    return last ? [last] : [];
  } catch {
    // An unclosed quotation mark under a delimiter that may not be the right one: reading the table says it properly.
    return [];
  }
}

/** Cells in most rows that are not blank; of equally frequent widths the larger. */
function usualWidth(rows: readonly Cells[]): number {
  const times = new Map<number, number>();
  for (const cells of rows) {
    if (!isBlank(cells)) times.set(cells.length, (times.get(cells.length) ?? 0) + 1);
  }
  let best = 1;
  for (const [width, count] of times) {
    const known = times.get(best) ?? 0;
    if (count > known || (count === known && width > best)) best = width;
  }
  return best;
}

/** True where no cell holds anything. */
export function isBlank(cells: Cells): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/**
 * Position of the header: the last filled row above the first row with an area code, or else the first row of the usual width.
 * -1 where the first row of the table is data already.
 */
function findHeader(rows: readonly Cells[], width: number): number {
  const firstOfWidth = rows.findIndex((cells) => cells.length >= width && !isBlank(cells));
  const firstData = rows.findIndex(holdsCode);
  if (firstData < 0) return firstOfWidth;
  for (let at = firstData - 1; at >= 0; at--) {
    if (isBlank(rows[at]!)) continue;
    const isData = holdsNumber(rows[at]!) && !holdsNumber(rows[firstOfWidth]!);
    return !isData && rows[at]!.length >= Math.min(width, 2) ? at : firstOfWidth;
  }
  return -1;
}

/** A row of data without an area code: above the first code there may be rows whose area is not known. */
function holdsNumber(cells: Cells): boolean {
  return cells.some((cell) => /^-?\d+(\.\d+)?$/.test(cell.trim()));
}

function holdsCode(cells: Cells): boolean {
  return cells.some((cell) => findCodeKind(cell.trim()) !== undefined);
}

function nameColumns(header: Cells, notes: string[]): string[] {
  const taken = new Map<string, number>();
  const repeated: string[] = [];
  let empty = 0;
  const columns = header.map((cell, at) => {
    const name = cell.replace(/\s+/g, ' ').trim();
    if (name === '') empty++;
    else if (taken.has(name)) repeated.push(name);
    return reserve(name === '' ? `Column ${at + 1}` : name, taken);
  });
  if (repeated.length > 0) {
    notes.push(`The header has ${quoteNames(repeated)} more than once; the later ones carry a number.`);
  }
  if (empty > 0 && empty < header.length) {
    notes.push(
      `${empty === 1 ? 'One column has' : `${empty} columns have`} no name in the header and is called by its position.`,
    );
  }
  return columns;
}

/** A name that no column has yet. `taken` keeps with each name the number it was given last, or a header of equal names would take for ever. */
function reserve(name: string, taken: Map<string, number>): string {
  let free = name;
  let number = taken.get(name) ?? 1;
  while (taken.has(free)) free = `${name} (${(number += 1)})`;
  taken.set(name, number);
  if (free !== name) taken.set(free, 1);
  return free;
}

/** Names in quotation marks for a sentence, at most five of them unless `most` says otherwise. */
export function quoteNames(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `“${name}”`);
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : shown.join(', ');
}

/** The columns of a table for the facts of a refusal, where a person looks for the right one: enough for all but the widest. */
export function quoteColumns({ columns }: Pick<Layout, 'columns'>): string {
  return quoteNames(columns, 40);
}

function readPreamble(rows: readonly Cells[]): { key: string; value: string }[] {
  return rows
    .map((cells) => cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))
    .filter((cells) => cells.length > 0)
    .map(([first = '', ...others]) =>
      others.length > 0
        ? { key: first.replace(/:$/, ''), value: others.join(' ') }
        : { key: '', value: first },
    );
}
