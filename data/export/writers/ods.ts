import type { ExportDocument, Passed } from '#core/disclosure';
import { writeWhole } from '#data/files';
import { escapeMarkup, xmlDeclaration } from '../markup.ts';
import { readOds } from '../scan/ods.ts';
import { bookWords, describeBook, type Book } from '../sheets/book.ts';
import { refuseTooLarge } from '../sheets/limits.ts';
import { makeZip } from '../zip.ts';
import { makeContentXml } from './ods-content.ts';
import { odfNamespaces, odfVersion, odsMediaType } from './ods-names.ts';
import { makeStylesXml } from './ods-styles.ts';
import type { FormatWriter } from './writer.ts';

const parts = ['content.xml', 'styles.xml', 'meta.xml', 'settings.xml'] as const;

function makeManifestXml(): string {
  const entry = (path: string, type: string): string =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`;
  return `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="${odfVersion}">${[entry('/', odsMediaType), ...parts.map((part) => entry(part, 'text/xml'))].join('')}</manifest:manifest>`;
}

/** Title, author, language and dates, as programs and screen readers ask for them. */
function makeMetaXml({ title, description, author, made, language }: Book): string {
  const instant = `${new Date(made).toISOString().slice(0, 19)}Z`;
  const by = escapeMarkup(author);
  return `<office:document-meta ${odfNamespaces('meta')} office:version="${odfVersion}"><office:meta><meta:generator>Pinpoint</meta:generator><dc:title>${escapeMarkup(title)}</dc:title><dc:description>${escapeMarkup(description)}</dc:description><meta:initial-creator>${by}</meta:initial-creator><dc:creator>${by}</dc:creator><meta:creation-date>${instant}</meta:creation-date><dc:date>${instant}</dc:date><dc:language>${language}</dc:language></office:meta></office:document-meta>`;
}

/** Cursor in the first cell; above the second row the view is split and frozen (2). */
const viewOfSheet = [
  ['CursorPositionX', 'int', 0],
  ['CursorPositionY', 'int', 0],
  ['HorizontalSplitMode', 'short', 0],
  ['VerticalSplitMode', 'short', 2],
  ['HorizontalSplitPosition', 'int', 0],
  ['VerticalSplitPosition', 'int', 1],
  ['ActiveSplitRange', 'short', 2],
  ['PositionLeft', 'int', 0],
  ['PositionRight', 'int', 0],
  ['PositionTop', 'int', 0],
  ['PositionBottom', 'int', 1],
] as const;

function item(name: string, type: string, value: string | number): string {
  return `<config:config-item config:name="${name}" config:type="${type}">${value}</config:config-item>`;
}

/** Each sheet opens with its first cell chosen and its header row standing still. */
function makeSettingsXml({ sheets }: Book): string {
  const view = viewOfSheet.map(([name, type, value]) => item(name, type, value)).join('');
  const tables = sheets.map(
    ({ name }) =>
      `<config:config-item-map-entry config:name="${escapeMarkup(name)}">${view}</config:config-item-map-entry>`,
  );
  return `<office:document-settings ${odfNamespaces('config')} office:version="${odfVersion}"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>${item('ViewId', 'string', 'view1')}<config:config-item-map-named config:name="Tables">${tables.join('')}</config:config-item-map-named>${item('ActiveTable', 'string', escapeMarkup(sheets[0]!.name))}</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`;
}

/** The document as an OpenDocument spreadsheet (ISO/IEC 26300, ODF 1.3). */
function writeOds({ content }: Passed<ExportDocument>, path: string): void {
  const book = describeBook(content);
  refuseTooLarge(book);
  const xml = {
    'content.xml': makeContentXml(book),
    'styles.xml': makeStylesXml(),
    'meta.xml': makeMetaXml(book),
    'settings.xml': makeSettingsXml(book),
  };
  const bytes = makeZip([
    // Where programs look for the kind of file, before they unpack anything.
    { name: 'mimetype', content: odsMediaType, isStored: true },
    ...parts.map((name) => ({ name, content: xmlDeclaration + xml[name] })),
    { name: 'META-INF/manifest.xml', content: xmlDeclaration + makeManifestXml() },
  ]);
  writeWhole(path, bytes);
}

export const ods: FormatWriter = {
  write: writeOds,
  readBack: readOds,
  words: [...bookWords, 'Pinpoint', 'Page', 'of'],
};
