import { odfNamespaces, odfVersion } from './ods-names.ts';

/** Automatic styles of cells in the content, by what they are for; numbers have one for each count of decimals. */
export const cellStyles = {
  head: 'head',
  headOfNumbers: 'head-of-numbers',
  text: 'text',
  integer: 'integer',
} as const;

/** The style of a number with so many decimals. */
export const styleOfDecimals = (count: number): string => `decimals${count}`;

function numberStyle(decimals: number): string {
  return `<number:number-style style:name="format${decimals}"><number:number number:decimal-places="${decimals}" number:min-decimal-places="${decimals}" number:min-integer-digits="1"/></number:number-style>`;
}

function cellStyle(name: string, format: string, properties: string): string {
  return `<style:style style:name="${name}" style:family="table-cell" style:parent-style-name="Default"${format === '' ? '' : ` style:data-style-name="${format}"`}>${properties}</style:style>`;
}

function headStyle(name: string, attributes: string, paragraph: string): string {
  return cellStyle(
    name,
    'as-text',
    `<style:table-cell-properties ${top} fo:wrap-option="wrap" fo:border-bottom="1pt solid #000000" ${attributes}/>${paragraph}<style:text-properties fo:font-weight="bold"/>`,
  );
}

const top = 'style:vertical-align="top"';
/** So that a number does not touch the text in the next column. */
const right = `<style:table-cell-properties ${top} style:text-align-source="fix" fo:padding-right="0.2cm"/><style:paragraph-properties fo:text-align="end"/>`;

/** Styles of cells: heads are bold over a line, texts are wrapped, numbers have the decimals that they are shown with. */
export function makeCellStyles(decimals: readonly number[]): string {
  return [
    '<number:number-style style:name="whole"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
    '<number:text-style style:name="as-text"><number:text-content/></number:text-style>',
    ...decimals.map(numberStyle),
    headStyle(cellStyles.head, '', ''),
    headStyle(
      cellStyles.headOfNumbers,
      'style:text-align-source="fix" fo:padding-right="0.2cm"',
      '<style:paragraph-properties fo:text-align="end"/>',
    ),
    cellStyle(cellStyles.text, 'as-text', `<style:table-cell-properties ${top} fo:wrap-option="wrap"/>`),
    cellStyle(cellStyles.integer, 'whole', right),
    ...decimals.map((count) => cellStyle(styleOfDecimals(count), `format${count}`, right)),
  ].join('');
}

/** What holds for the whole workbook: language, font, the page and its footer. Printed, a sheet is one page wide. */
export function makeStylesXml(): string {
  return [
    `<office:document-styles ${odfNamespaces('styles')} office:version="${odfVersion}">`,
    '<office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial" style:font-family-generic="swiss"/></office:font-face-decls>',
    '<office:styles>',
    '<style:default-style style:family="table-cell"><style:text-properties style:font-name="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB" fo:color="#000000"/></style:default-style>',
    '<style:style style:name="Default" style:family="table-cell"/>',
    '</office:styles>',
    '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1cm" style:scale-to-X="1" style:scale-to-Y="0"/><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style></style:page-layout></office:automatic-styles>',
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"><style:footer><text:p><text:sheet-name/> <text:s/>Page <text:page-number/> of <text:page-count/></text:p></style:footer></style:master-page></office:master-styles>',
    '</office:document-styles>',
  ].join('');
}
