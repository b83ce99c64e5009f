/** How cells look, by the position of the format in the file. Numbers follow, one for each count of decimals. */
export const cellFormats = {
  plain: 0,
  head: 1,
  text: 2,
  integer: 3,
  link: 4,
  /** Texts that begin as a formula does: the program is told to take them for texts, also after somebody has edited them. */
  bare: 5,
  headOfNumbers: 6,
} as const;

const firstWithDecimals = Object.keys(cellFormats).length;
/** Ids below are those of formats that every program knows: 49 is text. */
const firstOwnFormat = 164;
const wholeFormat = firstOwnFormat;
const firstDecimalFormat = firstOwnFormat + 1;
const textFormat = 49;

/** The format of a number with so many decimals. */
export function formatOfDecimals(count: number, used: readonly number[]): number {
  return firstWithDecimals + used.indexOf(count);
}

const top = '<alignment vertical="top"/>';
const topWrapped = '<alignment vertical="top" wrapText="1"/>';
/** Marks such as [c] stand where the numbers of the column stand. */
const right = '<alignment vertical="top" horizontal="right"/>';

/** A format of numbers, for those below zero, for zero and for marks: each a little away from the next column. */
function numFmt(id: number, format: string): string {
  const code = [format, `-${format}`, format, '@'].map((part) => `${part}_)`).join(';');
  return `<numFmt numFmtId="${id}" formatCode="${code}"/>`;
}

function formatOf(numFmtId: number, alignment: string, more = ''): string {
  return `<xf numFmtId="${numFmtId}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"${more}>${alignment}</xf>`;
}

function headFormat(numFmtId: number, alignment: string): string {
  return `<xf numFmtId="${numFmtId}" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`;
}

/** The styles of a workbook, in the order of `cellFormats` and then one for each count of decimals. */
export function makeXlsxStyles(decimals: readonly number[]): string {
  const formats = [
    numFmt(wholeFormat, '#,##0'),
    ...decimals.map((count, at) => numFmt(firstDecimalFormat + at, (0).toFixed(count))),
  ];
  const cells = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    headFormat(textFormat, topWrapped),
    formatOf(textFormat, topWrapped),
    formatOf(wholeFormat, right),
    `<xf numFmtId="${textFormat}" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">${top}</xf>`,
    formatOf(textFormat, topWrapped, ' quotePrefix="1"'),
    headFormat(wholeFormat, '<alignment vertical="top" horizontal="right" wrapText="1"/>'),
    ...decimals.map((_, at) => formatOf(firstDecimalFormat + at, right)),
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
