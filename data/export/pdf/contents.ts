import { printable } from '../scan/printable.ts';
import type { Paper, Structure } from './paper.ts';

/** A part that the contents name. */
export interface ContentsEntry {
  heading: string;
  /** The name of the place that it leads to (`markPlace`). */
  place: string;
  /** From 1; known once the part has begun. */
  page: number;
}

const size = 9.5;
const gap = 2;
const widest = 360;

function breakHeading({ type }: Paper, heading: string): string[] {
  return type.breakLines(printable(heading), { weight: 'regular', size, width: widest });
}

function heightOfEntry(paper: Paper, heading: string): number {
  return paper.heightOf(breakHeading(paper, heading).length, size) + gap;
}

/** Points that the contents take: they are drawn when the pages are known, and their room is kept free. */
export function heightOfContents(paper: Paper, headings: readonly string[]): number {
  return headings.reduce((sum, heading) => sum + heightOfEntry(paper, heading), 0);
}

/** Makes a place that links lead to, where the paper is filled to now. Answers its page, from 1. */
export function markPlace(paper: Paper, place: string): number {
  paper.doc.addNamedDestination(place, 'XYZ', 0, paper.y, null);
  return paper.countPages();
}

/** A line for each part, with a link to it and the number of its page, from y downwards on the first page. */
export function drawContents(
  paper: Paper,
  contents: Structure,
  { entries, y: top }: { entries: readonly ContentsEntry[]; y: number },
): void {
  const { doc } = paper;
  doc.switchToPage(0);
  let y = top;
  for (const entry of entries) {
    const item = doc.struct('TOCI');
    contents.add(item);
    drawEntry(paper, item, { ...entry, y });
    item.end();
    y += heightOfEntry(paper, entry.heading);
  }
  contents.end();
}

function drawEntry(
  paper: Paper,
  item: Structure,
  { heading, place, page, y }: ContentsEntry & { y: number },
): void {
  const { doc, left } = paper;
  const lines = breakHeading(paper, heading);
  const [reference, link, number] = [doc.struct('Reference'), doc.struct('Link'), doc.struct('P')];
  item.add(reference).add(number);
  reference.add(link);
  link.add(() => paper.drawLines(lines, { x: left, y, weight: 'regular', size }));
  const height = paper.heightOf(lines.length, size);
  doc.goTo(left, y, widest + 60, height, place, {
    structParent: link,
    // What a screen reader says of the link.
    Contents: new String(printable(heading)) as string,
  } as PDFKit.Mixins.AnnotationOption);
  number.add(() =>
    paper.drawLines([`page ${page}`], { x: left, y, weight: 'regular', size, against: widest + 60 }),
  );
  for (const part of [link, reference, number]) part.end();
}
