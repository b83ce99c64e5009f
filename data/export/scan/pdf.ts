import { readFileSync } from 'node:fs';
import type { ExportDocument } from '#core/disclosure';
import type { FoundCell, FoundFile, FoundText } from './found.ts';
import { withoutNumbers } from './numbered.ts';
import { type PdfRef, readPdfFile, sayPdf, type PdfFile, type PdfValue } from './pdf-objects.ts';
import { joinStrips, type FoundStrip } from './pdf-strips.ts';
import { makeDecoder, readPage, type PageTexts } from './pdf-text.ts';
import { listXmlTexts } from './xml.ts';

/** Keys of the catalogue: no names, no form, no action when it is opened, no attachment, no layers. */
const catalogue = new Set(
  'Type Pages Names Lang Outlines PageMode MarkInfo StructTreeRoot Metadata ViewerPreferences Extensions'.split(
    ' ',
  ),
);
/** What may be in the structure. */
const parts = new Set(
  '/Document /Sect /H1 /H2 /H3 /P /L /LI /Lbl /LBody /Table /TR /TH /TD /TOC /TOCI /Reference /Link'.split(
    ' ',
  ),
);
/** Keys of a link within the document. */
const linkKeys = new Set('Type Subtype Rect Border F A Contents StructParent'.split(' '));

interface Findings {
  file: PdfFile;
  pages: ReadonlyMap<number, PageTexts>;
  texts: FoundText[];
  strips: FoundStrip[];
  strange: string[];
}

/**
 * What a PDF holds, by a reader of its own: from the structure, part by part, what is drawn on the pages for it; the artefacts;
 * properties, metadata and bookmarks. Text that is drawn and not marked, and whatever else an object can be, is strange.
 */
export function readPdf(path: string, document: ExportDocument): FoundFile {
  const file = readPdfFile(readFileSync(path));
  const root = file.dictionary(file.trailer['Root']);
  const pages = readPages(file, root['Pages']);
  const found: Findings = { file, pages, texts: [], strips: [], strange: [] };
  for (const key of Object.keys(root)) if (!catalogue.has(key)) found.strange.push(`${key} in the catalogue`);
  if (Object.keys(file.dictionary(root['Names'])).some((name) => name !== 'Dests'))
    found.strange.push('names in the catalogue');
  for (const page of pages.values()) {
    found.strange.push(...page.strange);
    found.texts.push(
      ...page.artifacts.filter((text) => text !== '').map((text): FoundText => ['a page', text]),
    );
  }
  found.texts.push(
    ...listProperties(file, root),
    ...listBookmarks(file, root['Outlines']),
    ...listLinkTexts(file),
  );
  found.strange.push(...listLostAnnotations(file, root['Pages']));
  walk(found, file.dictionary(root['StructTreeRoot'])['K']);
  found.strange.push(...listStrangeObjects(file));
  const { tables, strange, heads } = joinStrips(found.strips, document);
  return {
    tables: tables.map(({ rows }) => ({ rows: rows.map((row) => row.map(readCell)) })),
    texts: [...found.texts, ...heads].map(([where, text]): FoundText => [where, withoutNumbers(text)]),
    strange: [...found.strange, ...strange],
    blanks: 'lost',
    cut: withoutNumbers,
  };
}

const readCell = (cell: FoundCell): FoundCell => (typeof cell === 'string' ? withoutNumbers(cell) : cell);

function readPages(file: PdfFile, node: PdfValue | undefined): Map<number, PageTexts> {
  const pages = new Map<number, PageTexts>();
  for (const kid of (file.resolve(file.dictionary(node)['Kids']) ?? []) as PdfRef[]) {
    const { Contents: content, Resources: resources } = file.dictionary(kid);
    const fonts = file.dictionary(file.dictionary(resources)['Font']);
    const decoders = new Map(
      Object.entries(fonts).map(([name, font]) => [`/${name}`, makeDecoder(file, font)] as const),
    );
    const page = readPage(file.streams.get((content as PdfRef).id)!, decoders);
    if (Object.keys(file.dictionary(file.dictionary(resources)['XObject'])).length > 0)
      page.strange.push('an image or form on a page');
    for (const annotation of listOf(file, file.dictionary(kid)['Annots']))
      if (!isLinkWithin(file, annotation)) page.strange.push('an annotation on a page');
    pages.set(kid.id, page);
  }
  return pages;
}

/** Whether an annotation is a link to a place of the same document, and nothing else. */
function isLinkWithin(file: PdfFile, annotation: PdfValue): boolean {
  const link = file.dictionary(annotation);
  const { S: kind, D: place, ...more } = file.dictionary(link['A']);
  return (
    link['Subtype'] === '/Link' &&
    Object.keys(link).every((key) => linkKeys.has(key)) &&
    kind === '/GoTo' &&
    /^part-\d+$/.test(sayPdf(file.resolve(place))) &&
    Object.keys(more).length === 0
  );
}

/** Annotations that lie on no page. */
function listLostAnnotations(file: PdfFile, node: PdfValue | undefined): string[] {
  const onPages = listOf(file, file.dictionary(node)['Kids']).flatMap((page) =>
    listOf(file, file.dictionary(page)['Annots']),
  );
  const all = [...file.objects.values()].filter(
    (object) => ((object ?? {}) as { Type?: PdfValue }).Type === '/Annot',
  );
  return all.length > onPages.length ? ['an annotation on no page'] : [];
}

/** What is said of links to who does not see them. */
function listLinkTexts({ objects }: PdfFile): FoundText[] {
  return [...objects.values()].flatMap((object): FoundText[] => {
    const { Type: type, Contents: contents } = (object ?? {}) as { Type?: PdfValue; Contents?: PdfValue };
    return type === '/Annot' && contents !== undefined ? [['a link', sayPdf(contents)]] : [];
  });
}

function listOf(file: PdfFile, value: PdfValue | undefined): PdfValue[] {
  const found = file.resolve(value);
  return Array.isArray(found) ? found : [];
}

/** Kinds of objects that carry what nobody sees: files, scripts, forms, images, comments. */
function listStrangeObjects({ objects }: PdfFile): string[] {
  const kinds = /^\/(EmbeddedFile|Filespec|JavaScript|XObject|ObjStm|Sig|Action)$/;
  return [...objects.values()].flatMap((object) => {
    const { Type: type, JS: script } = (object ?? {}) as { Type?: PdfValue; JS?: PdfValue };
    const isStrange = (typeof type === 'string' && kinds.test(type)) || script !== undefined;
    return isStrange ? [`an object of the kind ${sayPdf(type)}`] : [];
  });
}

function listProperties(file: PdfFile, root: { [key: string]: PdfValue }): FoundText[] {
  const info = Object.entries(file.dictionary(file.trailer['Info']))
    .filter(([name]) => !name.endsWith('Date'))
    .map(([name, value]): FoundText => [name, sayPdf(file.resolve(value))]);
  const metadata = file.streams.get((root['Metadata'] as PdfRef).id)!.toString('utf8');
  const [, xml = ''] = /^<\?xpacket [^>]*\?>([^]*)<\?xpacket end="w"\?>$/.exec(metadata) ?? [];
  return [
    ...info,
    ['Lang', sayPdf(root['Lang'])],
    ...listXmlTexts(xml.trim())
      .filter((text) => !/^\s*\d\s*$/.test(text))
      .map((text): FoundText => ['metadata', text]),
  ];
}

function listBookmarks(file: PdfFile, outlines: PdfValue | undefined): FoundText[] {
  const texts: FoundText[] = [];
  for (
    let item = file.dictionary(outlines)['First'];
    item !== undefined;
    item = file.dictionary(item)['Next']
  )
    texts.push(['a bookmark', sayPdf(file.dictionary(item)['Title'])]);
  return texts;
}

/** Goes through the structure: tables become strips of rows, everything else texts, each part as one. */
function walk(found: Findings, node: PdfValue | undefined): void {
  const { file } = found;
  for (const kid of kidsOf(file, node)) {
    const { S: kind, K: below } = file.dictionary(kid);
    if (!parts.has(sayPdf(kind))) found.strange.push(`${sayPdf(kind)} in the structure`);
    for (const hidden of ['Alt', 'ActualText', 'E', 'T'])
      if (hidden in file.dictionary(kid)) found.strange.push(`${hidden} in the structure`);
    if (kind === '/Table')
      found.strips.push(
        kidsOf(file, below).map((row) =>
          kidsOf(file, file.dictionary(row)['K']).map((cell) => textOfPart(found, cell)),
        ),
      );
    else if (holdsParts(file, below)) walk(found, below);
    else found.texts.push([sayPdf(kind), textOfPart(found, kid)]);
  }
}

function kidsOf(file: PdfFile, value: PdfValue | undefined): PdfValue[] {
  const found = file.resolve(value);
  if (Array.isArray(found)) return found;
  return value === undefined ? [] : [value];
}

function holdsParts(file: PdfFile, below: PdfValue | undefined): boolean {
  return kidsOf(file, below).some((kid) => 'S' in file.dictionary(kid));
}

/** What is drawn for a part, on however many pages. */
function textOfPart({ file, pages, strange }: Findings, part: PdfValue): string {
  const { K: below, Pg: usual } = file.dictionary(part);
  return kidsOf(file, below)
    .map((kid) => {
      const { MCID: own, Pg: page = usual, Type: type } = file.dictionary(kid);
      // The link itself: what is said of it stands among the texts.
      if (type === '/OBJR') return '';
      const mark = typeof kid === 'number' ? kid : own;
      const text = pages.get((page as PdfRef | undefined)?.id ?? -1)?.marked.get(mark as number);
      if (text === undefined && typeof mark !== 'number') strange.push('a part that is nowhere');
      return text ?? '';
    })
    .join('');
}
