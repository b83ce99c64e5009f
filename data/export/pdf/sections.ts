import {
  factPartOf,
  type DocumentTable,
  type ExportDocument,
  type Fact,
  type FactPart,
} from '#core/disclosure';
import { headOf } from '../head.ts';
import { printable } from '../scan/printable.ts';
import { drawContents, heightOfContents, markPlace, type ContentsEntry } from './contents.ts';
import { lineHeights, makePaper, type Paper, type Structure } from './paper.ts';
import { drawTable } from './table.ts';

const headingSizes = { H1: 18, H2: 13, H3: 10.5, P: 9.5 } as const;
const termWidth = 170;
const textSize = 9;

/** What has to stand under a heading at least, so that none is the last thing on a page. */
const underHeading = 60;

interface Heading {
  level: keyof typeof headingSizes;
  words: string;
  onPlaced?: () => void;
}

/** Leaves room for what stands under it. `onPlaced` is called where it will stand. */
function drawHeading(paper: Paper, parent: Structure, { level, words, onPlaced }: Heading): void {
  const size = headingSizes[level];
  const weight = level === 'P' ? 'regular' : 'bold';
  const lines = paper.type.breakLines(printable(words), { weight, size, width: paper.room });
  const height = paper.heightOf(lines.length, size);
  if (paper.findLeft() < height + underHeading) paper.turnPage();
  onPlaced?.();
  const heading = paper.doc.struct(level);
  parent.add(heading);
  heading.add(() => paper.drawLines(lines, { x: paper.left, y: paper.y, weight, size }));
  heading.end();
  paper.y += height + size * 0.4;
}

/** Terms and what they mean, side by side, as a list of labels and texts. A long one goes on on the next page. */
function drawPairs(paper: Paper, parent: Structure, pairs: readonly (readonly [string, string])[]): void {
  const list = paper.doc.struct('L');
  parent.add(list);
  for (const [term, meaning] of pairs) drawPair(paper, list, [printable(term), printable(meaning)]);
  list.end();
  paper.y += 8;
}

function drawPair(paper: Paper, list: Structure, [term, meaning]: readonly [string, string]): void {
  const { type, doc, left, room } = paper;
  const size = textSize;
  const terms = type.breakLines(term, { weight: 'bold', size, width: termWidth - 10 });
  const texts = type.breakLines(meaning, { weight: 'regular', size, width: room - termWidth });
  const item = doc.struct('LI');
  const [label, body] = [doc.struct('Lbl'), doc.struct('LBody')];
  list.add(item);
  item.add(label).add(body);
  const most = Math.max(terms.length, texts.length);
  if (most <= 6 && paper.heightOf(most, size) > paper.findLeft()) paper.turnPage();
  for (let from = 0; from < most;) {
    const fits = Math.floor(paper.findLeft() / paper.heightOf(1, size));
    if (fits < 1) {
      paper.turnPage();
      continue;
    }
    const [ownTerms, ownTexts] = [terms.slice(from, from + fits), texts.slice(from, from + fits)];
    const y = paper.y;
    if (ownTerms.length > 0) label.add(() => paper.drawLines(ownTerms, { x: left, y, weight: 'bold', size }));
    if (ownTexts.length > 0)
      body.add(() => paper.drawLines(ownTexts, { x: left + termWidth, y, weight: 'regular', size }));
    paper.y += paper.heightOf(Math.max(ownTerms.length, ownTexts.length), size) + 3;
    from += fits;
  }
  label.end();
  body.end();
  item.end();
}

interface Section {
  heading: string;
  draw: (section: Structure) => void;
}

function listSections(paper: Paper, document: ExportDocument): Section[] {
  const { facts, tables } = document;
  const ofFacts = (part: FactPart, heading: string): Section[] => {
    const own = facts.filter((fact: Fact) => factPartOf(fact) === part);
    return own.length === 0 ? [] : [{ heading, draw: (section) => drawPairs(paper, section, own) }];
  };
  return [
    ...ofFacts('about', 'About this document'),
    ...tables.map((table): Section => ({
      heading: table.sheet,
      draw(section) {
        drawHeading(paper, section, { level: 'P', words: table.holds });
        drawTable(paper, section, table);
      },
    })),
    ...ofFacts('notes', 'Notes'),
    ...ofFacts('shorthand', 'Shorthand'),
    { heading: 'What the columns mean', draw: (section) => explainColumns(paper, section, tables) },
    ...ofFacts('sources', 'Sources and licences'),
  ];
}

function explainColumns(paper: Paper, section: Structure, tables: readonly DocumentTable[]): void {
  for (const { sheet, columns } of tables) {
    if (tables.length > 1) drawHeading(paper, section, { level: 'H3', words: sheet });
    drawPairs(
      paper,
      section,
      columns.map((column) => [headOf(column), column.title] as const),
    );
  }
}

/** Less than this share of the last page is nearly nothing. */
const nearlyNothing = 0.15;

/**
 * A document on its pages, to be finished. Where only little of it is left for the last page, its lines stand closer, if that spares
 * the page.
 */
export function layDocument(document: ExportDocument): Paper {
  const usual = makePaper(document, lineHeights.usual);
  drawDocument(usual, document);
  const used = usual.height - usual.findLeft();
  if (usual.countPages() === 1 || used > nearlyNothing * usual.height) return usual;
  const tight = makePaper(document, lineHeights.tight);
  drawDocument(tight, document);
  return tight.countPages() < usual.countPages() ? tight : usual;
}

/** Fills the paper: title, what the document is, then section by section, each with a bookmark. */
function drawDocument(paper: Paper, document: ExportDocument): void {
  const { doc } = paper;
  const root = doc.struct('Document');
  doc.addStructure(root);
  drawHeading(paper, root, { level: 'H1', words: document.title });
  drawHeading(paper, root, { level: 'P', words: document.description });
  const sections = listSections(paper, document);
  const contents = sections.length > fewParts ? beginContents(paper, root, sections) : undefined;
  const entries = sections.map(({ heading, draw }, at): ContentsEntry => {
    const section = doc.struct('Sect');
    root.add(section);
    paper.y += 6;
    const place = `part-${at + 1}`;
    let page = 0;
    const onPlaced = (): void => void (page = markPlace(paper, place));
    drawHeading(paper, section, { level: 'H2', words: heading, onPlaced });
    doc.outline.addItem(printable(heading));
    draw(section);
    section.end();
    return { heading, place, page };
  });
  if (contents !== undefined) drawContents(paper, contents.structure, { entries, y: contents.y });
  root.end();
}

/** So many parts are found without contents. */
const fewParts = 2;

/** The heading of the contents, and their room. */
function beginContents(paper: Paper, root: Structure, sections: readonly Section[]) {
  paper.y += 6;
  drawHeading(paper, root, { level: 'H2', words: 'Contents' });
  const structure = paper.doc.struct('TOC');
  root.add(structure);
  const { y } = paper;
  const headings = sections.map(({ heading }) => heading);
  paper.y += heightOfContents(paper, headings) + 8;
  return { structure, y };
}
