import type { Book } from '../sheets/book.ts';

/** How cells look, by the position of the format in the file. Numbers with more decimals than usual follow. */
export const styles = {
  plain: 0,
  head: 1,
  text: 2,
  wrapped: 3,
  integer: 4,
  number: 5,
  link: 6,
  /** Texts that begin as a formula does: the program is told to take them for texts, also after somebody has edited them. */
  bare: 7,
  bareWrapped: 8,
} as const;

const firstWithDecimals = Object.keys(styles).length;
/** Ids below are those of formats that every program knows: 49 is text, 3 whole numbers with commas. */
const firstOwnFormat = 164;

/** How many decimals there are in cells with more than usual, each count once. */
export function usedDecimals({ sheets }: Book): number[] {
  const counts = new Set<number>();
  for (const { rows } of sheets)
    for (const { decimals = [] } of rows)
      for (const count of decimals) if (count !== undefined) counts.add(count);
  return [...counts].toSorted((a, b) => a - b);
}

/** The format of a number with so many decimals. */
export function styleOfDecimals(count: number, used: readonly number[]): number {
  return firstWithDecimals + used.indexOf(count);
}

const top = '<alignment vertical="top"/>';
const topWrapped = '<alignment vertical="top" wrapText="1"/>';
/** Marks such as [c] stand where the numbers of the column stand. */
const right = '<alignment vertical="top" horizontal="right"/>';

function formatOf(numFmtId: number, alignment: string, more = ''): string {
  return `<xf numFmtId="${numFmtId}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"${more}>${alignment}</xf>`;
}

/** The styles of a workbook, in the order of `styles` and then one for each count of decimals. */
export function makeStylesXml(decimals: readonly number[]): string {
  const formats = [
    '<numFmt numFmtId="164" formatCode="0.0"/>',
    ...decimals.map(
      (count, at) =>
        `<numFmt numFmtId="${firstOwnFormat + 1 + at}" formatCode="0${count > 0 ? `.${'0'.repeat(count)}` : ''}"/>`,
    ),
  ];
  const cells = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    `<xf numFmtId="49" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">${topWrapped}</xf>`,
    formatOf(49, top),
    formatOf(49, topWrapped),
    formatOf(3, right),
    formatOf(firstOwnFormat, right),
    `<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">${top}</xf>`,
    formatOf(49, top, ' quotePrefix="1"'),
    formatOf(49, topWrapped, ' quotePrefix="1"'),
    ...decimals.map((_, at) => formatOf(firstOwnFormat + 1 + at, right)),
  ];
  const font = '<sz val="11"/><color rgb="FF000000"/><name val="Arial"/><family val="2"/>';
  return [
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<numFmts count="${formats.length}">${formats.join('')}</numFmts>`,
    `<fonts count="3"><font>${font}</font><font><b/>${font}</font><font><u/><sz val="11"/><color rgb="FF0B4F9E"/><name val="Arial"/><family val="2"/></font></fonts>`,
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="medium"><color rgb="FF000000"/></bottom><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('');
}
