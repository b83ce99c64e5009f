import { isFromRight as isReadFromRight } from '../scan/from-right.ts';
import { numberOf } from '../scan/numbered.ts';
import { fontFiles, readFont, type Weight } from './fonts.ts';

/** Characters of a text that one font file has, and that are read in one direction. */
interface Run {
  font: string;
  text: string;
  isFromRight: boolean;
}

/** Sets texts in the bundled fonts: measures them, breaks them into lines, draws them. */
export interface Type {
  /** Points that a text takes in one line. */
  measure(text: string, weight: Weight, size: number): number;
  /** The text in lines no wider than `width` points; a word that is wider goes on in the next line. */
  breakLines(text: string, look: { weight: Weight; size: number; width: number }): string[];
  /** Draws one line, its baseline at y. */
  draw(text: string, place: { x: number; y: number; weight: Weight; size: number }): void;
  /** The characters so far that no font has, or that nobody would see, in the order in which they came; they stand as `numberOf` each. */
  listMissing(): string[];
}

const plain = /^[\x20-\x7e]*$/;
/** What would take no room, or turn the order of others around: nobody would see that it is there. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const isMark = (character: string): boolean => /\p{M}/u.test(character);

/** Runs that are read from the right, with nothing but blanks between them, are one: their words follow one another from there. */
function joinFromRight(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const [at, run] of runs.entries()) {
    const last = joined.at(-1);
    const next = runs[at + 1];
    const isBetween = /^ +$/.test(run.text) && last?.isFromRight === true && next?.isFromRight === true;
    const goesOn = isBetween && next.font === last.font;
    if (goesOn || (run.isFromRight && last?.isFromRight === true && run.font === last.font))
      last.text += run.text;
    else joined.push({ ...run });
  }
  return joined;
}

interface KnownFont {
  name: string;
  has: (codePoint: number) => boolean;
}

interface OpenedFont {
  _font: { font: { hasGlyphForCodePoint: KnownFont['has'] } };
}

/** Gives a document its fonts. A font is read and embedded, as far as its characters are used, when the first text needs it. */
export function makeType(doc: PDFKit.PDFDocument): Type {
  const fonts = new Map<string, KnownFont>();
  const missing = new Set<string>();
  const widths = { regular: new Map<string, number>(), bold: new Map<string, number>() };

  function findFont(file: string): KnownFont {
    const known = fonts.get(file);
    if (known !== undefined) return known;
    doc.registerFont(file, readFont(file));
    doc.font(file);
    // oxlint-disable-next-line no-underscore-dangle -- the library tells in no other way which characters a font has
    const { font } = (doc as unknown as OpenedFont)._font;
    const made = { name: file, has: (codePoint: number) => font.hasGlyphForCodePoint(codePoint) };
    fonts.set(file, made);
    return made;
  }

  /** A character that no font has is written as its number: what is unreadable must not look empty. */
  function split(text: string, weight: Weight): Run[] {
    const files = fontFiles[weight];
    if (plain.test(text)) return [{ font: findFont(files[0]!).name, text, isFromRight: false }];
    const runs: Run[] = [];
    for (const character of text) {
      const file = unseen.test(character)
        ? undefined
        : files.find((each) => findFont(each).has(character.codePointAt(0)!));
      if (file === undefined) missing.add(character);
      const shown = file === undefined ? numberOf(character) : character;
      const last = runs.at(-1);
      const font = file ?? files[0]!;
      const isFromRight =
        file !== undefined &&
        (isReadFromRight(character) || (isMark(character) && last?.isFromRight === true));
      if (last?.font === font && last.isFromRight === isFromRight) last.text += shown;
      else runs.push({ font, text: shown, isFromRight });
    }
    return joinFromRight(runs);
  }

  /** A run from the right is set as a whole, so that its words stand in their order. */
  const optionsOf = ({ isFromRight }: Run): { features?: [] } => (isFromRight ? { features: [] } : {});

  /** Of a word at a size of one point; words come again and again. */
  function widthOf(word: string, weight: Weight): number {
    const known = widths[weight].get(word);
    if (known !== undefined) return known;
    const width = split(word, weight).reduce(
      (sum, run) => sum + doc.font(run.font).fontSize(100).widthOfString(run.text, optionsOf(run)) / 100,
      0,
    );
    widths[weight].set(word, width);
    return width;
  }

  const measure: Type['measure'] = (text, weight, size) => {
    const words = text.split(' ');
    const blanks = (words.length - 1) * widthOf(' ', weight);
    return size * words.reduce((sum, word) => sum + widthOf(word, weight), blanks);
  };

  function breakWord(
    word: string,
    { weight, size, width }: { weight: Weight; size: number; width: number },
  ): string[] {
    if (measure(word, weight, size) <= width) return [word];
    const pieces = [''];
    for (const character of word) {
      const longer = pieces.at(-1)! + character;
      if (pieces.at(-1) !== '' && measureOnce(longer, weight, size) > width) pieces.push(character);
      else pieces[pieces.length - 1] = longer;
    }
    return pieces;
  }

  /** Without remembering: pieces of words do not come again. */
  function measureOnce(text: string, weight: Weight, size: number): number {
    return size * Array.from(text).reduce((sum, character) => sum + widthOf(character, weight), 0);
  }

  return {
    measure,
    breakLines(text, look) {
      const lines: string[] = [];
      for (const paragraph of text.split('\n')) {
        let line: string | undefined;
        for (const word of paragraph.split(/[ \t]+/).flatMap((each) => breakWord(each, look))) {
          const longer = line === undefined ? word : `${line} ${word}`;
          if (line !== undefined && measure(longer, look.weight, look.size) > look.width) {
            lines.push(line);
            line = word;
          } else line = longer;
        }
        lines.push(line ?? '');
      }
      return lines;
    },
    draw(text, { x, y, weight, size }) {
      let at = x;
      for (const run of split(text, weight)) {
        const options = optionsOf(run);
        doc
          .font(run.font)
          .fontSize(size)
          .text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic', ...options });
        at += doc.widthOfString(run.text, options);
      }
    },
    listMissing: () => [...missing],
  };
}
