import type { ExportDocument } from '#core/disclosure';
import { arrangeSheets, type FoundSheet } from './found-sheets.ts';
import type { FoundCell, FoundFile, FoundText } from './found.ts';
import { listTags, readXml, listXmlTexts } from './xml.ts';
import { readZip } from './zip.ts';

/** The parts of a workbook that is written from scratch. Anything else (links to elsewhere, comments, drawings, caches) is strange. */
const knownParts =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|docProps\/core\.xml|xl\/(workbook|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/(_rels\/)?sheet\d+\.xml(\.rels)?|xl\/tables\/table\d+\.xml)$/;

/** What may stand in a sheet. A formula, a comment or a validation is not among them. */
const sheetTags = new Set(
  'worksheet sheetPr pageSetUpPr dimension sheetViews sheetView pane selection sheetFormatPr cols col sheetData row c v is t hyperlinks hyperlink pageMargins pageSetup headerFooter oddFooter tableParts tablePart'.split(
    ' ',
  ),
);

/** What a workbook in Office Open XML holds, part by part, by an XML reader of its own. */
export async function readXlsx(path: string, document: ExportDocument): Promise<FoundFile> {
  const { parts, strange } = await readZip(path);
  const texts: FoundText[] = [];
  for (const name of parts.keys()) if (!knownParts.test(name)) strange.push(`a part ${name}`);
  const read = (name: string): string => {
    const bytes = parts.get(name);
    if (bytes === undefined) throw new Error(`${name} is missing.`);
    return bytes.toString('utf8');
  };
  readWorkbook(read('xl/workbook.xml'), { texts, strange });
  texts.push(...readProperties(read('docProps/core.xml')));
  const names = listTags(read('xl/workbook.xml'), 'sheet').map((sheet) => sheet.get('name') ?? '');
  const sheets = names.map((name, at): FoundSheet => ({
    name,
    rows: readSheet(read(`xl/worksheets/sheet${at + 1}.xml`), { name, texts, strange }),
  }));
  for (const at of names.keys()) texts.push(...readTable(read(`xl/tables/table${at + 1}.xml`)));
  for (const [name, bytes] of parts)
    if (name.endsWith('.rels') && bytes.includes('TargetMode'))
      strange.push(`a link to elsewhere in ${name}`);
  const arranged = arrangeSheets(sheets, document);
  return { tables: arranged.tables, texts: [...texts, ...arranged.texts], strange, blanks: 'kept' };
}

interface Findings {
  texts: FoundText[];
  strange: string[];
}

/** Names of sheets, whether one is hidden, and the names that are defined: only what is printed has one. */
function readWorkbook(xml: string, { texts, strange }: Findings): void {
  for (const sheet of listTags(xml, 'sheet')) {
    texts.push(['a sheet', sheet.get('name') ?? '']);
    if (sheet.has('state')) strange.push(`a hidden sheet ${sheet.get('name')}`);
  }
  for (const defined of listTags(xml, 'definedName'))
    if (!/^_xlnm\.Print_(Area|Titles)$/.test(defined.get('name') ?? '') || defined.has('hidden'))
      strange.push(`a defined name ${defined.get('name')}`);
  for (const tag of ['externalReference', 'customWorkbookView', 'pivotCache', 'fileRecoveryPr'])
    if (listTags(xml, tag).length > 0) strange.push(`${tag} in the workbook`);
}

function readProperties(xml: string): FoundText[] {
  const texts: FoundText[] = [];
  let name = '';
  readXml(xml, {
    open: (tag) => (name = tag),
    text: (text) => texts.push([name, text]),
    close() {},
  });
  return texts;
}

/** Letters of a column, from 0: A, Z, AA. */
function lettersAt(column: number): string {
  const last = String.fromCodePoint(65 + (column % 26));
  return column < 26 ? last : lettersAt(Math.floor(column / 26) - 1) + last;
}

/** Rows of cells. A row or column that is not shown, and what is no cell, is strange; links lead to sheets of the same workbook. */
function readSheet(xml: string, { name, texts, strange }: Findings & { name: string }): FoundCell[][] {
  const rows: FoundCell[][] = [];
  let [isText, value, inside]: [boolean, string, string] = [false, '', ''];
  const odd = new Set<string>();
  readXml(xml, {
    open(tag, attributes) {
      if (!sheetTags.has(tag)) odd.add(`${tag} in sheet ${name}`);
      if (attributes.has('hidden')) odd.add(`a hidden ${tag} in sheet ${name}`);
      if (tag === 'row') rows.push([]);
      if (tag === 'c') {
        [isText, value] = [attributes.get('t') === 'inlineStr', ''];
        if (attributes.get('r') !== `${lettersAt(rows.at(-1)!.length)}${rows.length}`)
          odd.add(`a cell out of its place in sheet ${name}`);
      }
      if (tag === 'hyperlink' && attributes.has('r:id')) odd.add(`a link to elsewhere in sheet ${name}`);
      if (tag === 'hyperlink') texts.push([`a link in ${name}`, attributes.get('display') ?? '']);
      inside = tag;
    },
    text(text) {
      if (inside === 'v' || inside === 't') value += text;
      else if (inside !== 'oddFooter') odd.add(`text in ${inside} of sheet ${name}`);
    },
    close(tag) {
      if (tag === 'c') rows.at(-1)!.push(isText ? value : Number(value));
      inside = '';
    },
  });
  strange.push(...odd);
  return rows;
}

function readTable(xml: string): FoundText[] {
  return [
    ...listTags(xml, 'table').map((table): FoundText => ['a table', table.get('name') ?? '']),
    ...listTags(xml, 'tableColumn').map((column): FoundText => [
      'a column of a table',
      column.get('name') ?? '',
    ]),
    ...listXmlTexts(xml).map((text): FoundText => ['a table', text]),
  ];
}
