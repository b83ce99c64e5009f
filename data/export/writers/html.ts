import { createHash } from 'node:crypto';
import {
  factPartOf,
  type DocumentTable,
  type ExportDocument,
  type Fact,
  type FactPart,
  type Passed,
} from '#core/disclosure';
import { writeWhole } from '#data/files';
import { headOf } from '../head.ts';
import { escapeMarkup } from '../markup.ts';
import { readHtml } from '../scan/html.ts';
import { printable } from '../scan/printable.ts';
import { makeTableHtml } from './html-table.ts';
import { pageStyle } from './html-style.ts';
import type { FormatWriter } from './writer.ts';

/** Nothing is run, fetched or sent: the page is its own style, known by its hash, and text. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

interface Section {
  id: string;
  heading: string;
  html: string;
}

const text = (words: string): string => escapeMarkup(printable(words));

function listPairs(pairs: readonly (readonly [term: string, meaning: string])[]): string {
  const entries = pairs.map(
    ([term, meaning]) => `<div><dt>${text(term)}</dt><dd>${text(meaning)}</dd></div>`,
  );
  return `<dl>\n${entries.join('\n')}\n</dl>`;
}

function sectionOfFacts(document: ExportDocument, part: FactPart, heading: string): Section[] {
  const facts = document.facts.filter((fact: Fact) => factPartOf(fact) === part);
  return facts.length === 0 ? [] : [{ id: part, heading, html: listPairs(facts) }];
}

function explainColumns(tables: readonly DocumentTable[]): Section {
  const parts = tables.map(({ sheet, columns }) => {
    const meanings = listPairs(columns.map((column) => [headOf(column), column.title] as const));
    return tables.length === 1 ? meanings : `<h3>${text(sheet)}</h3>\n${meanings}`;
  });
  return { id: 'columns', heading: 'What the columns mean', html: parts.join('\n') };
}

function listSections(document: ExportDocument): Section[] {
  const { tables } = document;
  return [
    ...sectionOfFacts(document, 'about', 'About this document'),
    ...tables.map((table, at) => ({
      id: `table-${at + 1}`,
      heading: table.sheet,
      html: makeTableHtml(table, `caption-${at + 1}`),
    })),
    ...sectionOfFacts(document, 'notes', 'Notes'),
    ...sectionOfFacts(document, 'shorthand', 'Shorthand'),
    explainColumns(tables),
    ...sectionOfFacts(document, 'sources', 'Sources and licences'),
  ];
}

/** The whole page, each of its tags closed as XML asks, so that any reader takes it alike. */
function makeHtml(document: ExportDocument): string {
  const { title, description, author, madeBy } = document;
  const sections = listSections(document);
  const meta = (name: string, content: string): string =>
    `<meta name="${name}" content="${text(content)}" />`;
  return [
    '<!doctype html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8" />',
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    meta('viewport', 'width=device-width, initial-scale=1'),
    meta('description', description),
    meta('author', author ?? madeBy),
    meta('generator', madeBy),
    `<title>${text(title)}</title>`,
    `<style>${pageStyle}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#main">Go to the content</a>',
    `<header>\n<h1>${text(title)}</h1>\n<p>${text(description)}</p>\n</header>`,
    '<nav aria-label="Contents">\n<ul>',
    ...sections.map(({ id, heading }) => `<li><a href="#${id}">${text(heading)}</a></li>`),
    '</ul>\n</nav>',
    '<main id="main">',
    ...sections.map(
      ({ id, heading, html }) => `<section id="${id}">\n<h2>${text(heading)}</h2>\n${html}\n</section>`,
    ),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** The document as one accessible page: no script, no file beside it, readable on paper too. */
function writeHtml({ content }: Passed<ExportDocument>, path: string): void {
  writeWhole(path, makeHtml(content));
}

export const html: FormatWriter = {
  write: writeHtml,
  readBack: readHtml,
  words: [
    ...'utf-8 en-GB Contents Notes Shorthand'.split(' '),
    'Go to the content',
    'About this document',
    'What the columns mean',
    'Sources and licences',
    'width=device-width, initial-scale=1',
    policy,
    pageStyle,
  ],
};
