import type { NamedRange } from 'hucre';
import type { Cell, CellValue, WriteSheet } from 'hucre/xlsx';
import type { DocumentColumn, DocumentRow, DocumentTable, ExportDocument, Passed } from '#core/disclosure';
import { writeWhole } from '#data/files';

const widest = 60;
/** Room for the arrow that opens a column's filter. */
const filterCharacters = 3;

/** The head of a column in a workbook: its key with words apart, so that it can go on in a second line. */
const headOf = ({ key }: DocumentColumn): string =>
  key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');

/** As wide as the longest cell, and as the longest word of the head: the head is wrapped. */
function widthOf(column: DocumentColumn, cells: CellValue[]): number {
  const words = headOf(column)
    .split(' ')
    .map((word) => word.length + filterCharacters);
  const longest = Math.max(...words, ...cells.slice(0, 200).map((cell) => writtenLength(cell)));
  return Math.min(widest, longest + 2);
}

/** Lines that a text takes where it is broken between words. */
function countLines(text: string, width: number): number {
  let [lines, used] = [1, 0];
  for (const { length } of text.split(' ')) {
    const isFirst = used === 0;
    const isOver = !isFirst && used + 1 + length > width;
    if (isOver) lines += 1;
    used = isOver || isFirst ? length : used + 1 + length;
  }
  return lines;
}

/** Characters that a cell takes: of a number as it is shown, not as it is stored. */
function writtenLength(cell: CellValue): number {
  return typeof cell === 'number' ? cell.toFixed(1).length + 1 : String(cell ?? '').length;
}

const numberFormats = { text: '@', integer: '#,##0', number: '0.0' } as const;

/** A sheet with one real table: header row marked and frozen, no merged cells. Printed it is one page wide, on A4 across. */
function makeTableSheet(name: string, table: string, header: string[], rows: CellValue[][]): WriteSheet {
  return {
    name,
    rows: [header, ...rows],
    freezePane: { rows: 1 },
    tables: [{ name: table, columns: header.map((title) => ({ name: title })) }],
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&L&A&RPage &P of &N' },
  };
}

/** A long text goes on in lines of its own: on paper it would be cut off at the edge of its column. */
const wrapped = { alignment: { wrapText: true, vertical: 'top' } } as const;
/** Beside a text of several lines the others begin with its first. */
const atTop = { alignment: { vertical: 'top' } } as const;

const lineHeightPoints = 15;

/** A sheet whose long texts are wrapped, in rows as high as that needs: not every program works out heights by itself. */
function withHeights(sheet: WriteSheet): WriteSheet {
  const { rows = [], columns = [], rowDefs = new Map<number, { height: number }>() } = sheet;
  const heights = rows.flatMap((cells, row): [number, { height: number }][] => {
    const lines = columns.map(({ width = 0, style }, at) =>
      style === wrapped ? Math.ceil(writtenLength(cells[at] ?? null) / width) : 1,
    );
    const most = Math.max(1, ...lines);
    return most === 1 ? [] : [[row, { height: most * lineHeightPoints }]];
  });
  return { ...sheet, rowDefs: new Map([...heights, ...rowDefs]) };
}

/** What is printed of a sheet, and the header row on each of its pages. Named here, because a sheet's name may hold spaces. */
function namePrinted({ name, rows = [] }: WriteSheet): NamedRange[] {
  const sheet = `'${name.replaceAll("'", "''")}'`;
  const last = `$${columnLetters(rows[0]?.length ?? 1)}$${rows.length}`;
  return [
    { name: '_xlnm.Print_Area', range: `${sheet}!$A$1:${last}`, scope: name },
    { name: '_xlnm.Print_Titles', range: `${sheet}!$1:$1`, scope: name },
  ];
}

/** The name of the n-th column, from 1: A, Z, AA. */
function columnLetters(position: number): string {
  const before = Math.floor((position - 1) / 26);
  return (before > 0 ? columnLetters(before) : '') + String.fromCodePoint(65 + ((position - 1) % 26));
}

function makeListSheet({ name, sheet: title, columns, rows: all }: DocumentTable): WriteSheet {
  // A cell that does not apply (the rank of an area that is out) says so: an empty cell could be a loss.
  const rows = all.map(({ cells }) => cells.map((cell) => cell ?? '[z]'));
  const heads = columns.map(headOf);
  const sheet = makeTableSheet(title, title === 'Areas' ? 'areas' : name, heads, rows);
  const widths = columns.map((column, at) =>
    widthOf(
      column,
      rows.map((row) => row[at] ?? null),
    ),
  );
  return {
    ...sheet,
    cells: new Map([
      ...heads.map((_, at): [string, Partial<Cell>] => [`0,${at}`, { style: wrapped }]),
      ...all.flatMap(listCloseCells),
    ]),
    columns: columns.map((column, at) => ({
      width: widths[at]!,
      numFmt: numberFormats[column.type],
      style: widths[at]! >= widest ? wrapped : atTop,
    })),
    rowDefs: new Map([[0, { height: lineHeightPoints * mostLines(heads, widths) }]]),
  };
}

/** Lines of the head that has most of them. */
function mostLines(heads: string[], widths: number[]): number {
  return Math.max(1, ...heads.map((head, at) => countLines(head, widths[at]! - filterCharacters)));
}

/** Cells of a row, below the header, that more decimals than usual tell from a threshold. */
function listCloseCells({ decimals = [] }: DocumentRow, row: number): [string, Partial<Cell>][] {
  return decimals.flatMap((count, at): [string, Partial<Cell>][] =>
    count === undefined ? [] : [[`${row + 1},${at}`, { style: { numFmt: `0.${'0'.repeat(count)}` } }]],
  );
}

function listNotes({ sheet, columns }: DocumentTable, isOnly: boolean): string[][] {
  return columns.map((column) => [
    isOnly ? headOf(column) : `${sheet}: ${headOf(column)}`,
    column.title,
    column.unit ?? '[z]',
  ]);
}

/** The document as a workbook: cover with every fact, contents, notes on the columns, and each table as one real table. */
export async function writeXlsx({ content }: Passed<ExportDocument>, path: string): Promise<void> {
  const { title, description, tables, facts, author, made, madeBy } = content;
  const contents = [
    ['Cover', 'What this list is, its rule, sources and licences'],
    ['Contents', 'This page'],
    ['Columns', 'What each column of the list means'],
    ...tables.map(({ sheet, holds }) => [sheet, holds]),
  ];
  const notes = tables.flatMap((table) => listNotes(table, tables.length === 1));
  const cover = makeTableSheet(
    'Cover',
    'cover',
    ['Fact', 'Value'],
    facts.map((fact) => [...fact]),
  );
  const sheets: WriteSheet[] = [
    {
      ...cover,
      columns: [
        { width: 28, style: atTop },
        { width: 110, style: wrapped },
      ],
    },
    {
      ...makeTableSheet('Contents', 'contents', ['Sheet', 'What it holds'], contents),
      columns: [{ width: 14 }, { width: 60 }],
    },
    {
      ...makeTableSheet('Columns', 'columns', ['Column', 'Meaning', 'Unit'], notes),
      columns: [
        { width: 34, style: atTop },
        { width: 70, style: wrapped },
        { width: 16, style: atTop },
      ],
    },
    ...tables.map(makeListSheet),
  ].map(withHeights);
  // Loaded when it is needed: nobody should wait for it before the first map.
  const workbook = await import('hucre/xlsx');
  const bytes = await workbook.writeXlsx({
    sheets,
    namedRanges: sheets.flatMap(namePrinted),
    properties: {
      title,
      creator: author ?? madeBy,
      description,
      created: new Date(made),
      custom: { Language: 'en-GB' },
    },
  });
  writeWhole(path, bytes);
}
