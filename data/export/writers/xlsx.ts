import type { ExportDocument, Passed } from '#core/disclosure';
import { writeWhole } from '#data/files';
import { escapeMarkup, xmlDeclaration } from '../markup.ts';
import { readXlsx } from '../scan/xlsx.ts';
import { bookWords, describeBook, type Book, type BookSheet } from '../sheets/book.ts';
import { usedDecimals } from '../sheets/decimals.ts';
import { refuseTooLarge } from '../sheets/limits.ts';
import { makeZip, type ZipPart } from '../zip.ts';
import type { FormatWriter } from './writer.ts';
import { makeSheetXml, rangeOf } from './xlsx-sheet.ts';
import { makeXlsxStyles } from './xlsx-styles.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const packageMetadata = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function xmlPart(name: string, xml: string): ZipPart {
  return { name, content: xmlDeclaration + xml };
}

function relations(name: string, targets: readonly (readonly [type: string, target: string])[]): ZipPart {
  const list = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`,
  );
  return xmlPart(name, `<Relationships xmlns="${packageRelationships}">${list.join('')}</Relationships>`);
}

function listTypes({ sheets }: Book): ZipPart {
  const parts = [
    ['/xl/workbook.xml', `${contentType}.sheet.main+xml`],
    ['/xl/styles.xml', `${contentType}.styles+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ...sheets.flatMap((_, at) => [
      [`/xl/worksheets/sheet${at + 1}.xml`, `${contentType}.worksheet+xml`],
      [`/xl/tables/table${at + 1}.xml`, `${contentType}.table+xml`],
    ]),
  ].map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`);
  const usual =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>';
  return xmlPart(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${usual}${parts.join('')}</Types>`,
  );
}

/** Title, author, language and date of a book, as programs and screen readers ask for them. */
function makeProperties({ title, description, author, made, language }: Book): ZipPart {
  const instant = `${new Date(made).toISOString().slice(0, 19)}Z`;
  return xmlPart(
    'docProps/core.xml',
    `<cp:coreProperties xmlns:cp="${packageMetadata}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeMarkup(title)}</dc:title><dc:creator>${escapeMarkup(author)}</dc:creator><dc:description>${escapeMarkup(description)}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified><dc:language>${language}</dc:language></cp:coreProperties>`,
  );
}

/** What is printed of each sheet, and the header row on each of its pages. */
function namePrinted({ name, columns, rows }: BookSheet, at: number): string {
  const sheet = escapeMarkup(`'${name.replaceAll("'", "''")}'`);
  const area = rangeOf(columns.length, rows.length + 1, '$');
  return [
    `<definedName name="_xlnm.Print_Area" localSheetId="${at}">${sheet}!${area}</definedName>`,
    `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${sheet}!$1:$1</definedName>`,
  ].join('');
}

function makeWorkbook({ sheets }: Book): ZipPart {
  const list = sheets.map(
    ({ name }, at) => `<sheet name="${escapeMarkup(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return xmlPart(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets><definedNames>${sheets.map(namePrinted).join('')}</definedNames></workbook>`,
  );
}

function makeTable({ table, columns, rows }: BookSheet, at: number): ZipPart {
  // A table without rows is one with an empty row: programs mend any other.
  const range = rangeOf(columns.length, Math.max(rows.length, 1) + 1);
  const list = columns.map(
    ({ head }, column) => `<tableColumn id="${column + 1}" name="${escapeMarkup(head)}"/>`,
  );
  return xmlPart(
    `xl/tables/table${at + 1}.xml`,
    `<table xmlns="${main}" id="${at + 1}" name="${table}" displayName="${table}" ref="${range}" headerRowCount="1" totalsRowShown="0"><autoFilter ref="${range}"/><tableColumns count="${columns.length}">${list.join('')}</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>`,
  );
}

/** The document as an Office Open XML workbook (ECMA-376, transitional). */
function writeXlsx({ content }: Passed<ExportDocument>, path: string): void {
  const book = describeBook(content);
  refuseTooLarge(book);
  const decimals = usedDecimals(book);
  const { sheets } = book;
  const parts: ZipPart[] = [
    listTypes(book),
    relations('_rels/.rels', [
      [`${relationships}/officeDocument`, 'xl/workbook.xml'],
      [
        'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
        'docProps/core.xml',
      ],
    ]),
    makeProperties(book),
    makeWorkbook(book),
    relations('xl/_rels/workbook.xml.rels', [
      ...sheets.map((_, at) => [`${relationships}/worksheet`, `worksheets/sheet${at + 1}.xml`] as const),
      [`${relationships}/styles`, 'styles.xml'],
    ]),
    xmlPart('xl/styles.xml', makeXlsxStyles(decimals)),
    ...sheets.flatMap((sheet, at) => [
      xmlPart(`xl/worksheets/sheet${at + 1}.xml`, makeSheetXml(sheet, decimals)),
      relations(`xl/worksheets/_rels/sheet${at + 1}.xml.rels`, [
        [`${relationships}/table`, `../tables/table${at + 1}.xml`],
      ]),
      makeTable(sheet, at),
    ]),
  ];
  writeWhole(path, makeZip(parts));
}

export const xlsx: FormatWriter = { write: writeXlsx, readBack: readXlsx, words: bookWords };
