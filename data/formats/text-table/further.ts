import { findCodeKind } from '#core/area-codes';
import { mostBytesWithTables } from '#contract';
import { refusal } from '#data/formats/refusals';
import type { Layout } from './layout.ts';
import type { Cells } from './records.ts';
import type { Text } from './text.ts';
import { readValue } from './values.ts';

/** Characters of a line above a table that are kept to tell it from others. */
const longestTitle = 100;

/** One of several tables in a file: where its header stands, the lines of words before it, and where these begin. */
export interface Section {
  row: number;
  title: string[];
  from: number;
}

/**
 * Notices that a second table begins below the first: its header is the first one's again, or a row of words alone, after a gap or of
 * another width, that is followed by a row with an area code. Nothing of such a file is taken: which of the tables a row belongs to
 * would be lost. Header rows that come again with nothing between are no table of their own.
 */
export interface FurtherTables {
  /** Whether the row is a header (and no data). `line` is what the file has there, blank lines and notes included. */
  see(line: Cells, row: number): boolean;
  /** The tables met so far. */
  list(): Section[];
  /** Throws `input_refused` naming every table with its row, where there are several. */
  refuse(file: Pick<Text, 'label' | 'isLarge'>): void;
}

/** Watches the rows below a table's header for further tables; `layout` is that of the first. */
export function createFurtherTables(layout: Layout): FurtherTables {
  const first = layout.preamble.map(({ key, value }) => shorten(key === '' ? value : `${key}: ${value}`));
  const sections: Section[] = [{ row: layout.headerRow, title: first, from: 1 }];
  let lastData = layout.headerRow;
  const width = layout.columns.length;
  const header = keyOf(layout.columns);
  const start = plain(layout.columns[0]!);
  let title: string[] = [];
  let isGap = false;
  let candidate: { row: number; width: number; title: string[] } | undefined;
  return {
    see(line, row) {
      // Nearly every line is a row among rows, and there are millions of them.
      const isAmongRows = !isGap && title.length === 0 && candidate === undefined;
      if (isAmongRows && line.length === width && line[0] !== '' && plain(line[0]!) !== start) {
        lastData = row;
        return false;
      }
      const filled = line.map((cell) => cell.trim()).filter((cell) => cell !== '');
      if (filled.length === 0) {
        isGap = true;
        return false;
      }
      if (layout.headerRow > 0 && line.length >= 2 && keyOf(line) === header) {
        if (title.length > 0) sections.push({ row, title, from: lastData + 1 });
        title = [];
        candidate = undefined;
        return true;
      }
      const hasCode = line.some((cell) => findCodeKind(cell.trim()) !== undefined);
      if (hasCode && candidate !== undefined && line.length === candidate.width)
        sections.push({ row: candidate.row, title: candidate.title, from: lastData + 1 });
      const mayBeHeader =
        layout.headerRow > 0 &&
        filled.length === line.length &&
        line.length >= 2 &&
        (isGap || title.length > 0 || line.length !== width) &&
        filled.every(isWords);
      candidate = mayBeHeader ? { row, width: line.length, title } : undefined;
      if (hasCode) {
        title = [];
        lastData = row;
      }
      if (!hasCode && (!mayBeHeader || line.length === 2))
        title = [...title, shorten(filled.join(': '))].slice(-8);
      isGap = false;
      return false;
    },
    list: () => sections,
    refuse({ label, isLarge }) {
      if (sections.length < 2) return;
      const [, second] = sections;
      throw refusal(
        `“${label}” holds ${sections.length} tables, one below another: their headers stand in rows ${sections.map(({ row }) => row.toLocaleString('en-GB')).join(', ')}.`,
        {
          file: label,
          row: second!.row,
          found: sections.map(({ row, title }) => describe(row, differing(title, sections))).join(' | '),
          expected: 'one table in a file',
          hint: isLarge
            ? `Cut the file into one file for each table, and import them one after another: in files above ${megabytes(mostBytesWithTables.plain)} (packed ${megabytes(mostBytesWithTables.packed)}) tables are not told apart. Where the lines above a table do not say what it is of, say it (such as --cohort sex=male, or --period).`
            : `Import them one after another: in the app each is a row of its own, on the command line name one with --table ${sections.length} or by its title. Where the lines above a table do not say what it is of, say it (such as --cohort sex=male, or --period).`,
        },
      );
    },
  };
}

/** A line above a table may be of any length; what is said of it is not. */
function shorten(line: string): string {
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle)}…`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toLocaleString('en-GB')} MB`;
}

/** A header as text, its own or as the layout calls its columns: repeated names carry a number there, empty ones their position. */
function keyOf(cells: readonly string[]): string {
  return cells.map((cell, at) => plain(cell).replace(/ \(\d+\)$/, '') || `column ${at + 1}`).join('\u0001');
}

function plain(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim().toLowerCase();
}

function isWords(cell: string): boolean {
  return /\p{L}/u.test(cell) && findCodeKind(cell) === undefined && readValue(cell).is === 'invalid';
}

/** What each table is called by, from 1: its number, and the lines above it that not every table has. */
export function nameTables(sections: readonly Section[]): string[] {
  return sections.map(({ title }, at) => {
    const lines = differing(title, sections);
    return `table ${at + 1}${lines.length === 0 ? '' : ` (${lines.join('; ')})`}`;
  });
}

/** The lines that not every table has: what tells them apart. */
function differing(title: readonly string[], sections: readonly Section[]): string[] {
  return title.filter((line) => !sections.every((section) => section.title.includes(line)));
}

function describe(row: number, lines: readonly string[]): string {
  return `row ${row.toLocaleString('en-GB')}${lines.length === 0 ? '' : ` (${lines.join('; ')})`}`;
}
