import type { ExportDocument } from '#core/disclosure';
import { arrangeSheets, type FoundSheet } from './found-sheets.ts';
import type { FoundFile, FoundText } from './found.ts';
import { listTags, listXmlTexts, readXml } from './xml.ts';
import { readZip } from './zip.ts';

const knownParts = [
  'mimetype',
  'content.xml',
  'styles.xml',
  'meta.xml',
  'settings.xml',
  'META-INF/manifest.xml',
];

/** What may stand in the content. A formula, an annotation, a script, a name or a cell that is covered is not among them. */
const contentTags = new Set(
  [
    'office:document-content office:automatic-styles office:body office:spreadsheet',
    'style:style style:table-properties style:table-column-properties style:table-row-properties',
    'style:table-cell-properties style:text-properties style:paragraph-properties',
    'number:number-style number:number number:text-style number:text-content',
    'table:table table:table-column table:table-header-rows table:table-row table:table-cell',
    'table:database-ranges table:database-range text:p text:a text:s text:tab',
  ].flatMap((names) => names.split(' ')),
);

/** What makes a cell, row, column or sheet something else than it seems. */
const oddAttributes =
  /^(table:(formula|visibility|number-(columns|rows)-(repeated|spanned)|protected|print)|text:c|office:string-value)$/;

/** What an OpenDocument spreadsheet holds, part by part, by an XML reader of its own. */
export async function readOds(path: string, document: ExportDocument): Promise<FoundFile> {
  const { parts, strange } = await readZip(path);
  const read = (name: string): string => {
    const bytes = parts.get(name);
    if (bytes === undefined) throw new Error(`${name} is missing.`);
    return bytes.toString('utf8');
  };
  for (const name of parts.keys()) if (!knownParts.includes(name)) strange.push(`a part ${name}`);
  if ([...parts.keys()][0] !== 'mimetype') strange.push('another part before its kind');
  const texts: FoundText[] = [];
  const sheets = readContent(read('content.xml'), { texts, strange });
  const settings = read('settings.xml');
  for (const part of ['meta.xml', 'styles.xml'])
    texts.push(...listXmlTexts(read(part)).map((text): FoundText => [part, text.trim()]));
  texts.push(
    ...listTags(settings, 'config:config-item-map-entry').map((entry): FoundText => [
      'a view',
      entry.get('config:name') ?? '',
    ]),
    ...listXmlTexts(settings)
      .filter((text) => !/^(\d|view1)$/.test(text))
      .map((text): FoundText => ['settings.xml', text]),
  );
  const arranged = arrangeSheets(sheets, document);
  return { tables: arranged.tables, texts: [...texts, ...arranged.texts], strange, blanks: 'kept' };
}

function readContent(
  xml: string,
  { texts, strange }: { texts: FoundText[]; strange: string[] },
): FoundSheet[] {
  const sheets: FoundSheet[] = [];
  const odd = new Set<string>();
  let [value, text, paragraphs]: [string | undefined, string, number] = [undefined, '', 0];
  readXml(xml, {
    open(tag, attributes) {
      if (!contentTags.has(tag)) odd.add(`${tag} in the content`);
      for (const [name, found] of attributes) if (isOdd(name, found)) odd.add(`${name} of ${tag}`);
      if (tag === 'table:table') sheets.push({ name: attributes.get('table:name') ?? '', rows: [] });
      if (tag === 'table:table-row') sheets.at(-1)!.rows.push([]);
      if (tag === 'table:table-cell') [value, text, paragraphs] = [attributes.get('office:value'), '', 0];
      if (tag === 'table:database-range') texts.push(['a range', attributes.get('table:name') ?? '']);
      if (tag === 'text:p') text += paragraphs++ > 0 ? '\n' : '';
      if (tag === 'text:s') text += ' ';
      if (tag === 'text:tab') text += '\t';
    },
    text: (piece) => (text += piece),
    close(tag) {
      if (tag !== 'table:table-cell') return;
      const rows = sheets.at(-1)!.rows;
      if (value !== undefined && !isShownAs(Number(value), text))
        odd.add(`a cell of ${value} that shows ${text}`);
      rows.at(-1)!.push(value === undefined ? text : Number(value));
    },
  });
  texts.push(...sheets.map(({ name }): FoundText => ['a sheet', name]));
  strange.push(...odd);
  return sheets;
}

function isOdd(name: string, value: string): boolean {
  if (name === 'xlink:href') return !value.startsWith("#'");
  if (name === 'table:display') return value !== 'true';
  return oddAttributes.test(name);
}

/** Whether what a cell shows is its number, to the decimals that it shows. */
function isShownAs(value: number, text: string): boolean {
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  return (
    text !== '' && (Number(text) === value || Math.abs(Number(text) - value) <= 0.500_001 * 10 ** -decimals)
  );
}
