import { writeXlsx, type CellValue, type WriteSheet } from 'hucre/xlsx';
import type { TargetList } from '#contract';
import { listColumns, type ListColumn } from './columns.ts';
import { listFacts } from './facts.ts';

const widest = 60;

function widthOf(column: ListColumn, cells: CellValue[]): number {
  const longest = Math.max(
    column.key.length + 3,
    ...cells.slice(0, 200).map((cell) => String(cell ?? '').length),
  );
  return Math.min(widest, longest + 2);
}

const numberFormats = { text: '@', integer: '#,##0', number: '0.0' } as const;

/** A sheet with one real table: header row marked and frozen, no merged cells. */
function makeTableSheet(name: string, table: string, header: string[], rows: CellValue[][]): WriteSheet {
  return {
    name,
    rows: [header, ...rows],
    freezePane: { rows: 1 },
    tables: [{ name: table, columns: header.map((title) => ({ name: title })) }],
  };
}

function makeListSheet(list: TargetList): WriteSheet {
  const columns = listColumns(list);
  // A cell that does not apply (the rank of an area that is out) says so: an empty cell could be a loss.
  const rows = list.areas.map((area) => columns.map((column) => column.read(area) ?? '[z]'));
  const sheet = makeTableSheet(
    'Areas',
    'areas',
    columns.map((column) => column.key),
    rows,
  );
  return {
    ...sheet,
    columns: columns.map((column, at) => ({
      width: widthOf(
        column,
        rows.map((row) => row[at] ?? null),
      ),
      numFmt: numberFormats[column.type],
    })),
  };
}

/** The list as a workbook: cover with every fact, contents, notes on the columns, and the list as one real table. */
export function formatXlsx(list: TargetList): Promise<Uint8Array> {
  const contents = [
    ['Cover', 'What this list is, its rule, sources and licences'],
    ['Contents', 'This page'],
    ['Columns', 'What each column of the list means'],
    ['Areas', `The list: ${list.areas.length} areas`],
  ];
  const notes = listColumns(list).map(({ key, title, unit }) => [key, title, unit ?? '[z]']);
  const cover = makeTableSheet(
    'Cover',
    'cover',
    ['Fact', 'Value'],
    [...listFacts(list), ['Shorthand [z]', 'not applicable']],
  );
  const sheets: WriteSheet[] = [
    { ...cover, columns: [{ width: 28 }, { width: 110 }] },
    {
      ...makeTableSheet('Contents', 'contents', ['Sheet', 'What it holds'], contents),
      columns: [{ width: 14 }, { width: 60 }],
    },
    {
      ...makeTableSheet('Columns', 'columns', ['Column', 'Meaning', 'Unit'], notes),
      columns: [{ width: 34 }, { width: 70 }, { width: 16 }],
    },
    makeListSheet(list),
  ];
  return writeXlsx({
    sheets,
    properties: {
      title: list.title,
      creator: list.author ?? list.madeBy,
      description: `Rule: ${list.rule}`,
      created: new Date(list.made),
      custom: { Language: 'en-GB' },
    },
  });
}
