import { basename } from 'node:path';
import { exportFormats } from '#contract';
import {
  shorthand,
  type DocumentCell,
  type DocumentColumn,
  type DocumentRow,
  type DocumentTable,
  type ExportDocument,
  type Passed,
} from '#core/disclosure';
import { writeWhole } from '#data/files';
import { isFormula } from '../formula.ts';
import { readCsv } from '../scan/csv.ts';
import type { FormatWriter } from './writer.ts';

/** A text that a spreadsheet would run as a formula is made harmless by an apostrophe; numbers are never touched. */
function neutralise(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

function csvCell(cell: DocumentCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = neutralise(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A number with the decimals that mean something, more where they tell it from a threshold; else as it is. */
function writeNumber(cell: DocumentCell, precision: number | undefined, needed = 0): DocumentCell {
  if (typeof cell !== 'number' || precision === undefined || !Number.isFinite(cell)) return cell;
  return cell.toFixed(Math.max(precision, needed));
}

/** One record of RFC 4180, with its line end. Codes stay text; formulas are neutralised. */
function csvRow(cells: readonly DocumentCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function writeRow({ columns }: DocumentTable, { cells, decimals = [] }: DocumentRow): DocumentCell[] {
  return cells.map((cell, at) => writeNumber(cell, columns[at]?.precision, decimals[at]));
}

/** The main table as RFC 4180 text: one header row, one line a row, nothing else. */
function formatCsv({ tables: [table] }: ExportDocument): string {
  return [
    csvRow(table.columns.map(({ key }) => key)),
    ...table.rows.map((row) => csvRow(writeRow(table, row))),
  ].join('');
}

const datatypes = { text: 'string', integer: 'integer', number: 'number' } as const;

/** Whether the codes of a table tell its rows apart. */
function hasUniqueCodes({ columns, rows }: DocumentTable): boolean {
  const at = columns.findIndex(({ key }) => key === 'code');
  return at >= 0 && new Set(rows.map(({ cells }) => cells[at])).size === rows.length;
}

function describeColumn({ key, title, type, unit }: DocumentColumn): Record<string, unknown> {
  const marks = Object.values(shorthand).map(({ mark }) => mark);
  return {
    name: key,
    // The first is the head in the file, by which a reader finds the column.
    titles: [key, title],
    datatype: datatypes[type],
    ...(type === 'text' ? {} : { null: ['', ...marks] }),
    ...(unit === null ? {} : { 'schema:unitText': unit }),
  };
}

/**
 * What stands beside the CSV: CSV on the Web metadata with titles, units, sources, rule, policy and periods (W3C Recommendation
 * "Metadata Vocabulary for Tabular Data" of 17 December 2015).
 */
function formatCsvMetadata(document: ExportDocument, csvName: string): string {
  const [table] = document.tables;
  const metadata = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en-GB' }],
    '@type': 'Table',
    url: encodeURIComponent(csvName),
    'dc:title': document.title,
    'dc:created': document.made,
    'dc:creator': document.madeBy,
    'dc:license': document.licences,
    'dc:source': document.releases.map(({ title, file, sha256, imported }) => ({
      'dc:title': title,
      'schema:name': file,
      'schema:sha256': sha256,
      'dc:date': imported,
    })),
    'dc:description': document.facts.map(([name, value]) => `${name}: ${value}`),
    dialect: { header: true, encoding: 'utf-8', lineTerminators: ['\r\n'], commentPrefix: null },
    tableSchema: {
      ...(hasUniqueCodes(table) ? { primaryKey: 'code' } : {}),
      columns: table.columns.map(describeColumn),
    },
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

/** What the metadata says of its own: names of the vocabulary and what they are set to. */
const metadataWords: readonly (string | RegExp)[] = [
  ...'@context http://www.w3.org/ns/csvw @language en-GB @type Table url'.split(' '),
  ...'dc:title dc:created dc:creator dc:license dc:source dc:description dc:date'.split(' '),
  ...'schema:name schema:sha256 schema:unitText'.split(' '),
  ...'dialect header true encoding utf-8 lineTerminators commentPrefix'.split(' '),
  ...'tableSchema primaryKey code columns name titles datatype null'.split(' '),
  '\r\n',
  '',
  ...Object.values(datatypes),
  ...Object.values(shorthand).map(({ mark }) => mark),
  // The name of the file beside it, which a person chose.
  /\.csv$/,
];

/** Writes the first table of a document as CSV, and nothing beside it. */
function writeBareCsv({ content }: Passed<ExportDocument>, path: string): void {
  writeWhole(path, formatCsv(content));
}

/** The first table as CSV; beside it what its columns mean and where they come from. */
function writeCsv(document: Passed<ExportDocument>, path: string): void {
  const [metadataEnding] = exportFormats.csv.beside;
  writeBareCsv(document, path);
  writeWhole(path + metadataEnding, formatCsvMetadata(document.content, basename(path)));
}

export const csv: FormatWriter = { write: writeCsv, readBack: readCsv, words: metadataWords };

/** For a list that stands alone, without metadata. */
export const bareCsv: FormatWriter = { write: writeBareCsv, readBack: readCsv, words: [] };
