// oxlint-disable-next-line import/no-named-as-default -- its types know only the default
import PDFDocument from 'pdfkit';
import type { ExportDocument } from '#core/disclosure';
import { escapeMarkup } from '../markup.ts';
import { printable } from '../scan/printable.ts';
import type { Weight } from './fonts.ts';
import { makeType, type Type } from './type.ts';

const margin = 36;
const footerHeight = 24;
const footerSize = 8;
const a4 = { width: 841.89, height: 595.28 };
/** Height of a line for each point of its size: usually, and where that spares a page that would be nearly empty. */
export const lineHeights = { usual: 1.3, tight: 1.2 } as const;
/** How much of a line lies below the letters' line. */
const belowLine = 0.33;

export type Structure = ReturnType<PDFKit.PDFDocument['struct']>;

/** Where and how lines are drawn. */
export interface LinesLook {
  x: number;
  y: number;
  weight: Weight;
  size: number;
  /** Points across, where the lines stand against the right side of so much. */
  against?: number;
}

/** A document on A4 across, filled from top to bottom, with its structure for readers who do not see it. */
export interface Paper {
  doc: PDFKit.PDFDocument;
  type: Type;
  left: number;
  /** Points from side to side within the margins. */
  room: number;
  /** Points from the top of a page's content to its end. */
  height: number;
  /** Where the next thing goes, from the top of the page. */
  y: number;
  /** Points that are left on the page. */
  findLeft(): number;
  countPages(): number;
  turnPage(): void;
  heightOf(lines: number, size: number): number;
  /** Draws lines from x, y downwards; the place in the paper does not move. */
  drawLines(lines: readonly string[], look: LinesLook): void;
  /** Numbers the pages and answers the bytes of the whole. */
  finish(): Promise<Buffer>;
}

/** A text that is escaped where it is put into the XML of the metadata, and as it is in the properties of the file. */
class PropertyText extends String {
  override toString(): string {
    return escapeMarkup(this.valueOf());
  }
}

/** Properties by which programs and screen readers know the document. What varies comes from it, so that its bytes repeat. */
function makeProperties({ title, description, author, made, madeBy }: ExportDocument): PDFKit.DocumentInfo {
  const text = (words: string): string => new PropertyText(printable(words)) as unknown as string;
  return {
    Title: text(title),
    Subject: text(description),
    Author: text(author ?? madeBy),
    Creator: text(madeBy),
    Producer: text(madeBy),
    CreationDate: new Date(made),
  };
}

function openDocument(document: ExportDocument): PDFKit.PDFDocument {
  return new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    subset: 'PDF/UA',
    bufferPages: true,
    info: makeProperties(document),
    // None of its own: a second font of one name would be read anew whenever it is asked for.
    font: null,
  } as unknown as PDFKit.PDFDocumentOptions);
}

/** Opens a document with its first page. `lineHeight`: for each point of a size. */
export function makePaper(document: ExportDocument, lineHeight: number): Paper {
  const doc = openDocument(document);
  const pieces: Buffer[] = [];
  doc.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((resolve) => doc.on('end', resolve));
  const type = makeType(doc);
  const end = a4.height - margin - footerHeight;
  const paper: Paper = {
    doc,
    type,
    left: margin,
    room: a4.width - 2 * margin,
    height: end - margin,
    y: margin,
    findLeft: () => end - paper.y,
    countPages: () => doc.bufferedPageRange().count,
    turnPage() {
      doc.addPage();
      paper.y = margin;
    },
    heightOf: (lines, size) => lines * size * lineHeight,
    drawLines(lines, { x, y, weight, size, against }) {
      for (const [at, line] of lines.entries()) {
        const shift = against === undefined ? 0 : against - type.measure(line, weight, size);
        const base = y + (at + 1) * size * lineHeight - size * belowLine;
        if (line !== '') type.draw(line, { x: x + shift, y: base, weight, size });
      }
    },
    async finish() {
      numberPages(paper, printable(document.title).replaceAll('\n', ' '));
      doc.end();
      await ended;
      return Buffer.concat(pieces);
    },
  };
  return paper;
}

/** At the foot of each page, for those who see it, the title and which page it is: no part of the document's structure. */
function numberPages(paper: Paper, title: string): void {
  const { doc, type, left, room } = paper;
  const { start, count } = doc.bufferedPageRange();
  const look = {
    y: a4.height - margin - paper.heightOf(1, footerSize),
    weight: 'regular' as const,
    size: footerSize,
  };
  const lines = type.breakLines(title, { ...look, width: room * 0.8 });
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // A part of a title would be a text that nobody has written.
    if (lines.length === 1) {
      doc.markContent('Artifact', { type: 'Pagination' });
      paper.drawLines(lines, { ...look, x: left });
      doc.endMarkedContent();
    }
    doc.markContent('Artifact', { type: 'Pagination' });
    paper.drawLines([`Page ${page + 1} of ${count}`], { ...look, x: left, against: room });
    doc.endMarkedContent();
  }
}
