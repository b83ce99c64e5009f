import { basename } from 'node:path';
import { exportFormats } from '#contract';
import {
  shorthand,
  type DocumentCell,
  type DocumentRow,
  type DocumentTable,
  type ExportDocument,
  type Passed,
} from '#core/disclosure';
import { writeWhole } from '#data/files';

/** A text that a spreadsheet would run as a formula is made harmless by an apostrophe; numbers are never touched. */
function neutralise(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
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

/** What stands beside the CSV: CSV on the Web metadata with titles, units, sources, rule, policy and periods. */
function formatCsvMetadata(document: ExportDocument, csvName: string): string {
  const marks = Object.values(shorthand).map(({ mark }) => mark);
  const { columns } = document.tables[0];
  const metadata = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en-GB' }],
    url: csvName,
    'dc:title': document.title,
    'dc:created': document.made,
    'dc:creator': document.madeBy,
    'dc:license': document.licences,
    'dc:source': document.releases.map(({ title, file, sha256, imported }) => ({
      title,
      file,
      sha256,
      imported,
    })),
    'dc:description': document.facts.map(([name, value]) => `${name}: ${value}`),
    dialect: { header: true, encoding: 'utf-8', lineTerminators: ['\r\n'] },
    tableSchema: {
      ...(columns.some(({ key }) => key === 'code') ? { primaryKey: 'code' } : {}),
      columns: columns.map(({ key, title, type, unit }) => ({
        name: key,
        titles: title,
        datatype: datatypes[type],
        ...(type === 'text' ? {} : { null: ['', ...marks] }),
        ...(unit === null ? {} : { 'dc:format': unit }),
      })),
    },
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

/** Writes the first table of a document as CSV, and nothing beside it: for a list that stands alone. */
export function writeTable({ content }: Passed<ExportDocument>, path: string): void {
  writeWhole(path, formatCsv(content));
}

/** The first table as CSV; beside it what its columns mean and where they come from. */
export function writeCsv(document: Passed<ExportDocument>, path: string): void {
  const [metadataEnding] = exportFormats.csv.beside;
  writeTable(document, path);
  writeWhole(path + metadataEnding, formatCsvMetadata(document.content, basename(path)));
}
