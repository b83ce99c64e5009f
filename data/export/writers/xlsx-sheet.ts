import { isFormula } from '../formula.ts';
import { escapeMarkup } from '../markup.ts';
import { columnLetters } from '../sheets/letters.ts';
import type { BookRow, BookSheet } from '../sheets/book.ts';
import { cellFormats, formatOfDecimals } from './xlsx-styles.ts';

const lineHeightPoints = 15;

/** A range from the first cell on: A1:C5; with a sign before each part where it is not to move. */
export function rangeOf(columns: number, rows: number, sign = ''): string {
  return `${sign}A${sign}1:${sign}${columnLetters(columns)}${sign}${rows}`;
}

/** How texts of a column look: those of a wide one go on in further lines. */
interface ColumnStyle {
  letters: string;
  type: BookSheet['columns'][number]['type'];
  style: number;
}

/** One sheet as XML: a frozen header row, rows as high as their longest text, links, and how it is printed. */
export function makeSheetXml(sheet: BookSheet, decimals: readonly number[]): string {
  const { columns, rows, headLines } = sheet;
  const styled = columns.map(({ type, decimals: usual }, at): ColumnStyle => ({
    letters: columnLetters(at + 1),
    type,
    style: type === 'number' ? formatOfDecimals(usual, decimals) : cellFormats[type],
  }));
  const head = styled
    .map(({ letters, type }, at) =>
      textCell(`${letters}1`, columns[at]!.head, cellFormats[type === 'text' ? 'head' : 'headOfNumbers']),
    )
    .join('');
  return [
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="${rangeOf(columns.length, rows.length + 1)}"/>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A1" sqref="A1"/></sheetView></sheetViews>',
    `<sheetFormatPr defaultRowHeight="${lineHeightPoints}"/>`,
    `<cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
    '<sheetData>',
    `<row r="1"${heightOf(headLines)}>${head}</row>`,
    ...rows.map((row, at) => makeRow(row, at + 2, { styled, decimals })),
    '</sheetData>',
    makeLinks(rows),
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    '<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>',
    '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
    '</worksheet>',
  ].join('');
}

/** Not every program works out heights by itself. */
function heightOf(lines: number): string {
  return lines > 1 ? ` ht="${lines * lineHeightPoints}" customHeight="1"` : '';
}

interface RowStyle {
  styled: readonly ColumnStyle[];
  decimals: readonly number[];
}

function makeRow({ cells, decimals: own, leadsTo, lines }: BookRow, row: number, style: RowStyle): string {
  let xml = `<row r="${row}"${heightOf(lines)}>`;
  for (const [at, { letters, style: usual, type }] of style.styled.entries()) {
    const cell = cells[at]!;
    if (typeof cell === 'number') {
      const count = own?.[at];
      const look = count === undefined ? usual : formatOfDecimals(count, style.decimals);
      xml += `<c r="${letters}${row}" s="${type === 'text' ? cellFormats.plain : look}"><v>${cell}</v></c>`;
    } else {
      const look = leadsTo !== undefined && at === 0 ? cellFormats.link : usual;
      xml += textCell(`${letters}${row}`, cell, isFormula(cell) ? cellFormats.bare : look);
    }
  }
  return `${xml}</row>`;
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeMarkup(text)}</t></is></c>`;
}

function makeLinks(rows: readonly BookRow[]): string {
  const links = rows.flatMap(({ leadsTo, cells }, at) =>
    leadsTo === undefined
      ? []
      : [
          `<hyperlink ref="A${at + 2}" location="${escapeMarkup(`'${leadsTo.replaceAll("'", "''")}'!A1`)}" display="${escapeMarkup(String(cells[0]))}"/>`,
        ],
  );
  return links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`;
}
