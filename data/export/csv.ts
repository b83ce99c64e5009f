import type { TargetList } from '#contract';
import { listColumns, shorthand, type Cell } from './columns.ts';
import { listFacts } from './facts.ts';

/** A text that a spreadsheet would run as a formula is made harmless by an apostrophe; numbers are never touched. */
function neutralise(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = neutralise(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record of RFC 4180, with its line end. Codes stay text; formulas are neutralised. */
export function csvRow(cells: Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** The list as RFC 4180 text: one header row, one row an area, nothing else. */
export function formatCsv(list: TargetList): string {
  const columns = listColumns(list);
  const rows = list.areas.map((area) => csvRow(columns.map((column) => column.read(area))));
  return [csvRow(columns.map((column) => column.key)), ...rows].join('');
}

const datatypes = { text: 'string', integer: 'integer', number: 'number' } as const;

/** What stands beside the CSV: CSV on the Web metadata with titles, units, sources, rule, policy and periods. */
export function formatCsvMetadata(list: TargetList, csvName: string): string {
  const marks = Object.values(shorthand).map(({ mark }) => mark);
  const metadata = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en-GB' }],
    url: csvName,
    'dc:title': list.title,
    'dc:created': list.made,
    'dc:creator': list.madeBy,
    'dc:license': list.licences,
    'dc:source': list.releases.map(({ title, file, sha256, imported }) => ({
      title,
      file,
      sha256,
      imported,
    })),
    'dc:description': listFacts(list).map(([name, value]) => `${name}: ${value}`),
    dialect: { header: true, encoding: 'utf-8', lineTerminators: ['\r\n'] },
    tableSchema: {
      primaryKey: 'code',
      columns: listColumns(list).map(({ key, title, type, unit }) => ({
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
