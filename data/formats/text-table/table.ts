import { findCodeKind } from '#core/area-codes';
import { PinpointError } from '#contract';
import { refusal } from '#data/formats/refusals';
import type { Progress } from '#data/formats/progress';
import type { ImportFile } from '#data/formats/archive';
import { createFurtherTables, type FurtherTables, nameTables, type Section } from './further.ts';
import { findLayout, isBlank, type Layout, quoteNames } from './layout.ts';
import { type Cells, createRecordCutter } from './records.ts';
import { openText, type Text } from './text.ts';

/** A table, open for reading from the beginning as often as needed. Of a text or of places: readers differ only behind this face. */
export interface Table {
  /** How a person knows the file. */
  label: string;
  layout: Layout;
  /** The format in words: `CSV`, `TSV, gzipped`. */
  format: string;
  /** Encoding of its texts; null where the format fixes it. */
  encoding: string | null;
  /** The reference system of the geometry it came with; null without any, or where the file does not name it. */
  crs: string | null;
  /** Rows of the table if the whole file was looked at: of a text lines after the header, so an estimate where cells hold line ends. */
  rows: number | null;
  /** Hands every row to the visitor and says what was left out. Polls for cancel once per piece of the file. */
  read(visitor: RowVisitor, progress: Progress): Promise<Leavings>;
}

/**
 * What takes the rows of a table. Row numbers count from 1 and include the header, blank lines and notes, as a spreadsheet shows
 * them; those of a file of places are the numbers of its records.
 */
export interface RowVisitor {
  /** A row with at least as many cells as the header has. */
  row(cells: Cells, row: number): void;
  /** A row that does not fit the header. */
  misfit(row: number, reason: string): void;
}

/** What of a file was not a row of its table. */
export interface Leavings {
  blank: number;
  /** Lines of text after the table, such as footnotes and sources. */
  notes: string[];
  /** Header rows that come again among the rows. */
  headers?: number;
  /** Rows that filters left out and let pass, and the filters in words. */
  filtered?: { rows: number; passed: number; by: string };
}

const beginningLength = 1 << 20;

/** Opens a table: finds encoding, delimiter, header and notes. Throws `input_refused` with a sentence on what the file is instead. */
export async function openTable(files: readonly ImportFile[], reach: 'all' | 'beginning'): Promise<Table> {
  const wanted = files[0]?.table;
  if (wanted !== undefined) {
    const { text, before } = await cutTable(await openText(files, 'all'), wanted);
    return createTable(text, findLayout(await readBeginning(text), text.lineEnd, before), before);
  }
  const text = await openText(files, reach);
  const beginning = await readBeginning(text);
  if (isBlankText(beginning)) {
    throw refusal(`“${text.label}” holds only blank lines.`, {
      file: text.label,
      expected: 'a table with a header row',
    });
  }
  return createTable(text, findLayout(beginning, text.lineEnd));
}

/** What the tables of a text are called where there are several, one below another; empty where it is one, or none. */
export async function listTables(files: readonly ImportFile[]): Promise<string[]> {
  try {
    const text = await openText(files, 'all');
    const { sections } = await findSections(text);
    return sections.length < 2 ? [] : nameTables(sections);
  } catch (error) {
    if (error instanceof PinpointError) return [];
    throw error;
  }
}

async function findSections(text: Text): Promise<{ sections: Section[]; layout: Layout }> {
  const layout = findLayout(await readBeginning(text), text.lineEnd);
  const further = createFurtherTables(layout);
  for await (const { cells, row } of cutText(text, layout))
    if (row > layout.headerRow) further.see(cells, row);
  return { sections: further.list(), layout };
}

/** The records of a text, counted from 1. */
async function* cutText(text: Text, { delimiter }: Layout): AsyncIterable<{ cells: Cells; row: number }> {
  const cutter = createRecordCutter({ delimiter, lineEnd: text.lineEnd, label: text.label });
  let row = 0;
  for await (const piece of text.pieces()) for (const cells of cutter.add(piece)) yield { cells, row: ++row };
  const { last } = cutter.end();
  if (last !== undefined) yield { cells: last, row: ++row };
}

/** One of several tables of a text as a text of its own, with the number of lines before it. Throws `input_refused` where there is none. */
async function cutTable(text: Text, wanted: number): Promise<{ text: Text; before: number }> {
  const { sections, layout } = await findSections(text);
  const section = sections[wanted - 1];
  if (section === undefined)
    throw refusal(`“${text.label}” has no table ${wanted}.`, {
      file: text.label,
      found: nameTables(sections).join(', '),
      hint: 'Choose one of the tables found.',
    });
  const end = sections[wanted]?.from ?? Infinity;
  async function* pieces(): AsyncIterable<Uint8Array> {
    for await (const { cells, row } of cutText(text, layout))
      if (row >= section!.from && row < end) yield Buffer.from(writeRecord(cells, layout.delimiter));
  }
  return { text: { ...text, lineEnd: '\n', lines: null, pieces }, before: section.from - 1 };
}

function writeRecord(cells: Cells, delimiter: string): string {
  const written = cells.map((cell) =>
    cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${written.join(delimiter)}\n`;
}

/** `before`: lines of the file that come before the text. */
function createTable(text: Text, layout: Layout, before = 0): Table {
  const rows = text.lines === null ? null : Math.max(0, text.lines - layout.headerRow);
  const { label, encoding } = text;
  return {
    label,
    layout: { ...layout, notes: [...layout.notes, ...noteOthers(text)] },
    format: describeFormat(text, layout),
    encoding,
    crs: null,
    rows,
    read: (visitor, progress) => readText({ text, layout, rows, before }, visitor, progress),
  };
}

function noteOthers({ label, others }: Text): string[] {
  if (others.length === 0) return [];
  const files = others.length === 1 ? 'one more file, which was' : `${others.length} more files, which were`;
  return [`“${label}” is read; its archive holds ${files} left: ${quoteNames(others)}.`];
}

/** Opens a table to import it: as `openTable`, and a table without rows is refused. */
export async function openFilledTable(
  files: readonly ImportFile[],
  reach: 'all' | 'beginning' = 'all',
): Promise<Table> {
  const table = await openTable(files, reach);
  refuseBare(table);
  return table;
}

/** Throws `input_refused` where a table has a header and nothing else. */
export function refuseBare(table: Table): void {
  if (!table.layout.bare) return;
  throw refusal(`“${table.label}” has a header but no rows.`, {
    file: table.label,
    found: `the columns ${table.layout.columns.slice(0, 8).join(' | ')}`,
    hint: 'The query at the source may have found nothing, or the download was cut off: fetch it again.',
  });
}

/** A mebibyte of the text and what comes with it, or all there is. */
async function readBeginning(text: Text): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of text.pieces()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= beginningLength) break;
  }
  return Buffer.concat(pieces);
}

function isBlankText(utf8: Uint8Array): boolean {
  return new TextDecoder().decode(utf8).trim() === '';
}

function describeFormat({ packing }: Text, { delimiter }: Layout): string {
  const names: Record<string, string> = {
    '\t': 'TSV',
    ';': 'CSV with semicolons',
    '|': 'text with vertical bars',
  };
  const name = names[delimiter] ?? 'CSV';
  if (packing === 'gzip') return `${name}, gzipped`;
  return packing === 'zip' ? `${name} in a zip` : name;
}

interface TextTable {
  text: Text;
  layout: Layout;
  rows: number | null;
  before: number;
}

async function readText(table: TextTable, visitor: RowVisitor, progress: Progress): Promise<Leavings> {
  const { layout, text, rows: total } = table;
  const cutter = createRecordCutter({
    delimiter: layout.delimiter,
    lineEnd: text.lineEnd,
    label: text.label,
  });
  const further = createFurtherTables(layout);
  const sorter = createSorter(table, visitor, further);
  for await (const piece of text.pieces()) {
    progress.checkCancelled();
    for (const cells of cutter.add(piece)) sorter.add(cells);
    progress.report(sorter.rows(), total === null ? null : Math.max(total, sorter.rows()), 'rows');
  }
  // Only the beginning of the file was read: what is left may be half a row.
  if (total === null) return sorter.leavings;
  const { last } = cutter.end();
  if (last) sorter.addLast(last);
  further.refuse(text);
  return sorter.leavings;
}

/** Tells rows of the table from blank lines, notes and misfits. */
function createSorter(
  { layout, text: { label }, before }: TextTable,
  visitor: RowVisitor,
  further: FurtherTables,
) {
  const leavings = { blank: 0, notes: [] as string[], headers: 0 } satisfies Leavings;
  const width = layout.columns.length;
  let row = 0;
  let blankInARow = 0;
  const sort = (cells: Cells) => {
    if (cells.length === 1 && cells[0] === '') return skipBlank();
    if (
      cells.length === width &&
      (cells[0] !== '' || !isBlank(cells)) &&
      (cells[1] !== '' || !isNote(cells))
    ) {
      takeBlank();
      return visitor.row(cells, before + row);
    }
    sortOdd(cells);
  };
  const skipBlank = () => {
    blankInARow++;
  };
  const takeBlank = () => {
    leavings.blank += blankInARow;
    blankInARow = 0;
  };
  const sortOdd = (cells: Cells) => {
    if (isBlank(cells)) return skipBlank();
    if (isNote(cells)) {
      blankInARow = 0;
      return void leavings.notes.push(cells.join(layout.delimiter).trim());
    }
    takeBlank();
    if (cells.length > width && isBlank(cells.slice(width))) return visitor.row(cells, before + row);
    visitor.misfit(before + row, describeMisfit(cells.length, width));
  };
  return {
    leavings,
    rows: () => Math.max(0, row - layout.headerRow),
    add(cells: Cells) {
      row++;
      if (row <= layout.headerRow) return;
      if (further.see(cells, row)) leavings.headers++;
      else sort(cells);
    },
    /** The last line of a file that does not end in a line end: if it is short, the file was cut off. */
    addLast(cells: Cells) {
      if (cells.length < width && row >= layout.headerRow && !isBlank(cells) && !isNote(cells)) {
        throw refuseCutOff(label, before + row + 1, cells, width);
      }
      this.add(cells);
    },
  };
}

/** Text in words, without any area code, where a row would be: a title, footnote or source line. */
function isNote(cells: Cells): boolean {
  const [first = '', ...others] = cells;
  if (!/\S\s+\S/.test(first.trim()) || cells.some((cell) => findCodeKind(cell.trim()))) return false;
  return isBlank(others) || !others.some((cell) => /^[\d.,%\s-]+$/.test(cell) && /\d/.test(cell));
}

function describeMisfit(found: number, expected: number): string {
  const cells = `the row has ${found} ${found === 1 ? 'cell' : 'cells'} where the header has ${expected}`;
  return found > expected ? `${cells}: a name with the delimiter in it may lack its quotation marks` : cells;
}

function refuseCutOff(label: string, row: number, cells: Cells, width: number): Error {
  return refusal(`“${label}” breaks off in row ${row.toLocaleString('en-GB')}.`, {
    file: label,
    row,
    found: `${cells.length} of ${width} cells and no end of line`,
    hint: 'The download was probably cut off: fetch the file again.',
  });
}
