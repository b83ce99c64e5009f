import {
  factPartOf,
  shorthand,
  type DocumentCell,
  type DocumentTable,
  type ExportDocument,
  type FactPart,
} from '#core/disclosure';
import { headOf } from '../head.ts';
import { printable } from '../scan/printable.ts';
import { decimalsOf } from '../shown.ts';
import { nameSheets } from './names.ts';
import { countLines, widthOfNumbers, widestOfPage, widthOfTexts, type BookColumn } from './widths.ts';

export type BookCell = string | number;

/** One row of a sheet. */
export interface BookRow {
  cells: readonly BookCell[];
  /** Aligned with the cells, where a number is shown with more decimals than its column. */
  decimals?: readonly (number | undefined)[];
  /** Name of the sheet that the first cell leads to. */
  leadsTo?: string;
  /** Lines that its longest cell takes in the width of its column. */
  lines: number;
}

/** One sheet: one table from the first cell on, its header row frozen, no cell of it empty. */
export interface BookSheet {
  /** As a reader sees it on its tab: at most 31 characters, none that a workbook has no room for. */
  name: string;
  /** Of its table, unique in the book: letters, digits and underscores. */
  table: string;
  columns: readonly BookColumn[];
  /** Lines that the header row takes. */
  headLines: number;
  rows: readonly BookRow[];
}

/** A document as sheets, for whatever format of workbooks. */
export interface Book {
  title: string;
  description: string;
  author: string;
  /** ISO instant. */
  made: string;
  language: 'en-GB';
  sheets: readonly BookSheet[];
}

/** What every book says of its own, whatever the document. */
export const bookWords: readonly (string | RegExp)[] = [
  ...'Cover Contents Notes Columns Sheet Fact Value Note Text Column Meaning Unit'.split(' '),
  ...'cover contents notes columns'.split(' '),
  'What it holds',
  'What this list is, how it was made, its sources and licences',
  'This page, with a link to every sheet',
  'What to know when reading the tables, and what the shorthand means',
  'What each column of the tables means',
  'en-GB',
  shorthand['out of reach'].mark,
];

const notApplicable = shorthand['out of reach'].mark;

/**
 * Lays a document out as sheets by the guidance of the Government Analysis Function on releasing statistics in spreadsheets: cover,
 * contents with links, notes with the shorthand, columns and their meaning, then each table on a sheet of its own.
 */
export function describeBook(document: ExportDocument): Book {
  const { title, description, tables, author, made, madeBy } = document;
  const names = nameSheets(tables);
  const pages = [
    ['Cover', 'What this list is, how it was made, its sources and licences'],
    ['Contents', 'This page, with a link to every sheet'],
    ['Notes', 'What to know when reading the tables, and what the shorthand means'],
    ['Columns', 'What each column of the tables means'],
    ...tables.map(({ holds }, at) => [names[at]!, holds]),
  ] as const;
  return {
    title: printable(title),
    description: printable(description),
    author: printable(author ?? madeBy),
    made,
    language: 'en-GB',
    sheets: [
      pageOf('Cover', ['Fact', 'Value'], listFacts(document, ['about', 'sources'])),
      withLinks(pageOf('Contents', ['Sheet', 'What it holds'], pages)),
      pageOf('Notes', ['Note', 'Text'], listFacts(document, ['notes', 'shorthand'])),
      explainColumns(tables, names),
      ...tables.map((table, at) => sheetOf(table, names[at]!)),
    ],
  };
}

function listFacts({ facts }: ExportDocument, parts: readonly FactPart[]): (readonly [string, string])[] {
  return parts.flatMap((part) => facts.filter((fact) => factPartOf(fact) === part));
}

/** What each column means; where there are several tables, with the sheet before it. */
function explainColumns(tables: readonly DocumentTable[], names: readonly string[]): BookSheet {
  const meanings = tables.flatMap(({ columns }, at) =>
    columns.map((column) => [names[at]!, headOf(column), column.title, column.unit ?? notApplicable]),
  );
  const from = tables.length === 1 ? 1 : 0;
  return pageOf(
    'Columns',
    ['Sheet', 'Column', 'Meaning', 'Unit'].slice(from),
    meanings.map((row) => row.slice(from)),
  );
}

/** A page of texts that explain the tables: short ones first, then one that goes on in lines of its own. */
function pageOf(name: string, heads: readonly string[], texts: readonly (readonly string[])[]): BookSheet {
  const cells = texts.map((row) => row.map((text) => printable(text) || notApplicable));
  const columns = heads.map((head, at) => ({
    head,
    width: widthOfTexts(
      head,
      cells.map((row) => row[at]!),
      widestOfPage,
    ),
    type: 'text' as const,
    decimals: 0,
  }));
  const rows = cells.map((row) => ({ cells: row, lines: linesOf(row, columns) }));
  return { name, table: name.toLowerCase(), columns, headLines: 1, rows };
}

function withLinks(sheet: BookSheet): BookSheet {
  return { ...sheet, rows: sheet.rows.map((row) => ({ ...row, leadsTo: String(row.cells[0]) })) };
}

/** A cell that does not apply (the rank of an area that is out) says so: an empty cell could be a loss. */
function toCell(cell: DocumentCell): BookCell {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : shorthand.missing.mark;
  return printable(cell ?? '') || notApplicable;
}

function sheetOf({ name, columns, rows: all }: DocumentTable, sheet: string): BookSheet {
  const cells = all.map((row) => row.cells.map(toCell));
  const laid = columns.map((column, at): BookColumn => {
    const head = headOf(column);
    const own = cells.map((row) => row[at]!);
    const decimals = decimalsOf(column, own);
    const width = column.type === 'text' ? widthOfTexts(head, own) : widthOfNumbers(head, own, decimals);
    return { head, width, type: column.type, decimals };
  });
  return {
    name: sheet,
    table: name,
    columns: laid,
    headLines: Math.max(1, ...laid.map(({ head, width }) => countLines(head, width))),
    rows: cells.map((row, at) => ({ cells: row, decimals: all[at]!.decimals, lines: linesOf(row, laid) })),
  };
}

function linesOf(cells: readonly BookCell[], columns: readonly BookColumn[]): number {
  let most = 1;
  for (const [at, { width, type }] of columns.entries()) {
    const cell = cells[at]!;
    if (type === 'text' && typeof cell === 'string' && (cell.length >= width || cell.includes('\n')))
      most = Math.max(most, countLines(cell, width));
  }
  return most;
}
