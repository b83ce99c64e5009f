import { isFromRight } from './from-right.ts';
import { isOperator, PdfLexer, PdfText, sayPdf, type PdfFile, type PdfValue } from './pdf-objects.ts';

/** What a page says: by the number of each part that the structure names, and what is no part of it. */
export interface PageTexts {
  marked: Map<number, string>;
  artifacts: string[];
  strange: string[];
}

/** What each glyph of a text says. */
type Decode = (bytes: Buffer) => string[];

/** Glyphs lie from left to right, also those of a text that is read from the right. */
function inReadingOrder(glyphs: readonly string[]): string {
  return (glyphs.some(isFromRight) ? glyphs.toReversed() : glyphs).join('');
}

/** How the texts of a font are read: by its own table of what each glyph says. */
export function makeDecoder(file: PdfFile, font: PdfValue): Decode {
  const { ToUnicode: table } = file.dictionary(font);
  const bytes = file.streams.get((table as { id?: number } | undefined)?.id ?? -1);
  if (bytes === undefined) throw new Error('A font does not say what its glyphs mean.');
  const glyphs = new Map<number, string>();
  const ranges = /<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/gi;
  for (const [, first = '', list = ''] of bytes.toString('latin1').matchAll(ranges))
    for (const [at, [, hex = '']] of [...list.matchAll(/<([\da-f ]*)>/gi)].entries()) {
      const units = Buffer.from(hex.replaceAll(' ', ''), 'hex');
      glyphs.set(Number.parseInt(first, 16) + at, new TextDecoder('utf-16be').decode(units));
    }
  return (text) => {
    const said: string[] = [];
    for (let at = 0; at + 1 < text.length; at += 2) said.push(glyphs.get(text.readUInt16BE(at)) ?? '\uFFFD');
    return said;
  };
}

/** Operators that draw or place and say nothing: states, matrices, lines, fonts. */
const silent = new Set(
  'q Q cm w RG rg J j M d m l S BT ET Tm Tf Td Tc Tw Tr gs cs CS scn SCN Tz Ts TL'.split(' '),
);

/** Reads the content of a page, operator by operator. An image, a form or an operator that no writer uses is strange. */
export function readPage(content: Buffer, decoders: ReadonlyMap<string, Decode>): PageTexts {
  const found: PageTexts = { marked: new Map(), artifacts: [], strange: [] };
  const lexer = new PdfLexer(content.toString('latin1'));
  /** The marked parts that are open: a number of the structure, or undefined for what is none of it. */
  const open: (number | undefined)[] = [];
  let values: PdfValue[] = [];
  let decode: Decode | undefined;
  const say = (text: string): void => {
    const mark = open.at(-1);
    if (open.length === 0) found.strange.push(`text “${text}” that is not marked`);
    else if (mark === undefined) found.artifacts[found.artifacts.length - 1] += text;
    else found.marked.set(mark, (found.marked.get(mark) ?? '') + text);
  };
  for (let next = lexer.next(); next !== undefined; next = lexer.next()) {
    if (!isOperator(next)) {
      values.push(next);
      continue;
    }
    const { operator } = next;
    if (operator === 'BDC' || operator === 'BMC') {
      const { MCID: mark } = (values[1] ?? {}) as { MCID?: number };
      open.push(mark);
      if (mark === undefined) found.artifacts.push('');
    } else if (operator === 'EMC') open.pop();
    else if (operator === 'Tf') decode = decoders.get(sayPdf(values[0]));
    else if (operator === 'TJ' || operator === 'Tj') {
      const texts = values.flat().filter((value) => value instanceof PdfText);
      say(inReadingOrder(texts.flatMap(({ bytes }) => decode?.(bytes) ?? ['\uFFFD'])));
    } else if (!silent.has(operator)) found.strange.push(`an operator ${operator}`);
    values = [];
  }
  return found;
}
