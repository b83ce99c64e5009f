import { escapeMarkup } from '../markup.ts';
import type { Book, BookCell, BookRow, BookSheet } from '../sheets/book.ts';
import { usedDecimals } from '../sheets/decimals.ts';
import { columnLetters } from '../sheets/letters.ts';
import { odfNamespaces, odfVersion } from './ods-names.ts';
import { cellStyles, makeCellStyles, styleOfDecimals } from './ods-styles.ts';

const centimetresOfCharacter = 0.215;
const centimetresOfLine = 0.48;

/** The content of a spreadsheet: a table for each sheet, and each marked as a range of data with a header and a filter. */
export function makeContentXml(book: Book): string {
  const { sheets } = book;
  const widths = new Set(sheets.flatMap(({ columns }) => columns.map(({ width }) => width)));
  const heights = new Set(
    sheets.flatMap(({ rows, headLines }) => [headLines, ...rows.map(({ lines }) => lines)]),
  );
  return [
    `<office:document-content ${odfNamespaces('content')} office:version="${odfVersion}">`,
    '<office:automatic-styles>',
    '<style:style style:name="sheet" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true"/></style:style>',
    ...Array.from(widths, columnStyle),
    ...Array.from(heights, rowStyle),
    makeCellStyles(usedDecimals(book)),
    '</office:automatic-styles>',
    '<office:body><office:spreadsheet>',
    ...sheets.map(makeTable),
    '<table:database-ranges>',
    ...sheets.map(makeRange),
    '</table:database-ranges>',
    '</office:spreadsheet></office:body></office:document-content>',
  ].join('');
}

function columnStyle(width: number): string {
  const centimetres = (width * centimetresOfCharacter).toFixed(2);
  return `<style:style style:name="width${width}" style:family="table-column"><style:table-column-properties style:column-width="${centimetres}cm"/></style:style>`;
}

function rowStyle(lines: number): string {
  const centimetres = (lines * centimetresOfLine).toFixed(2);
  return `<style:style style:name="lines${lines}" style:family="table-row"><style:table-row-properties style:row-height="${centimetres}cm" style:use-optimal-row-height="true"/></style:style>`;
}

function makeTable({ name, columns, rows, headLines }: BookSheet): string {
  const head = columns
    .map((column) => textCell(column.head, cellStyles[column.type === 'text' ? 'head' : 'headOfNumbers']))
    .join('');
  return [
    `<table:table table:name="${escapeMarkup(name)}" table:style-name="sheet">`,
    ...columns.map(({ width }) => `<table:table-column table:style-name="width${width}"/>`),
    `<table:table-header-rows><table:table-row table:style-name="lines${headLines}">${head}</table:table-row></table:table-header-rows>`,
    ...rows.map((row) => makeRow(row, columns)),
    '</table:table>',
  ].join('');
}

function makeRow({ cells, decimals, leadsTo, lines }: BookRow, columns: BookSheet['columns']): string {
  let xml = `<table:table-row table:style-name="lines${lines}">`;
  for (const [at, { type, decimals: usual }] of columns.entries()) {
    const link = at === 0 ? leadsTo : undefined;
    const shown = type === 'number' ? (decimals?.[at] ?? usual) : undefined;
    const style = shown === undefined ? cellStyles[type as 'text'] : styleOfDecimals(shown);
    xml += makeCell(cells[at]!, { style, decimals: shown, link });
  }
  return `${xml}</table:table-row>`;
}

interface CellLook {
  style: string;
  /** Of a column of numbers that need not be whole. */
  decimals: number | undefined;
  link: string | undefined;
}

function makeCell(cell: BookCell, { style, decimals, link }: CellLook): string {
  if (typeof cell === 'string') return textCell(cell, style, link);
  const shown = decimals === undefined ? String(cell) : cell.toFixed(decimals);
  return `<table:table-cell table:style-name="${style}" office:value-type="float" office:value="${cell}"><text:p>${shown}</text:p></table:table-cell>`;
}

function textCell(text: string, style: string, link?: string): string {
  const paragraphs = text.split('\n').map((line) => `<text:p>${linked(withBlanks(line), link)}</text:p>`);
  return `<table:table-cell table:style-name="${style}" office:value-type="string">${paragraphs.join('')}</table:table-cell>`;
}

function linked(text: string, sheet: string | undefined): string {
  if (sheet === undefined) return text;
  const place = escapeMarkup(`#'${sheet.replaceAll("'", "''")}'.A1`);
  return `<text:a xlink:type="simple" xlink:href="${place}">${text}</text:a>`;
}

/** Blanks in a row, and those at either end, are one or none in this format unless they are elements. */
function withBlanks(line: string): string {
  const escaped = escapeMarkup(line);
  return /^ |  |\t| $/.test(escaped)
    ? escaped.replaceAll('\t', '<text:tab/>').replaceAll(/^ |(?<= ) | $/g, '<text:s/>')
    : escaped;
}

function makeRange({ name, table, columns, rows }: BookSheet): string {
  const sheet = `'${name.replaceAll("'", "''")}'`;
  const address = `${sheet}.A1:${sheet}.${columnLetters(columns.length)}${rows.length + 1}`;
  return `<table:database-range table:name="${table}" table:target-range-address="${escapeMarkup(address)}" table:contains-header="true" table:display-filter-buttons="true"/>`;
}
