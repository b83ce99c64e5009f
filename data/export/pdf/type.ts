import { fontFiles, readFont, type Weight } from './fonts.ts';

/** Characters of a text that one font file has. */
interface Run {
  font: string;
  text: string;
}

/** Sets texts in the bundled fonts: measures them, breaks them into lines, draws them. */
export interface Type {
  /** Points that a text takes in one line. */
  measure(text: string, weight: Weight, size: number): number;
  /** The text in lines no wider than `width` points; a word that is wider goes on in the next line. */
  breakLines(text: string, look: { weight: Weight; size: number; width: number }): string[];
  /** Draws one line, its baseline at y. */
  draw(text: string, place: { x: number; y: number; weight: Weight; size: number }): void;
}

const plain = /^[\x20-\x7e]*$/;

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
    if (plain.test(text)) return [{ font: findFont(files[0]!).name, text }];
    const runs: Run[] = [];
    for (const character of text) {
      const file = files.find((each) => findFont(each).has(character.codePointAt(0)!));
      const shown =
        file === undefined ? `[U+${character.codePointAt(0)!.toString(16).toUpperCase()}]` : character;
      const last = runs.at(-1);
      const font = file ?? files[0]!;
      if (last?.font === font) last.text += shown;
      else runs.push({ font, text: shown });
    }
    return runs;
  }

  /** Of a word at a size of one point; words come again and again. */
  function widthOf(word: string, weight: Weight): number {
    const known = widths[weight].get(word);
    if (known !== undefined) return known;
    const width = split(word, weight).reduce(
      (sum, { font, text }) => sum + doc.font(font).fontSize(100).widthOfString(text) / 100,
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
      for (const { font, text: run } of split(text, weight)) {
        doc.font(font).fontSize(size).text(run, at, y, { lineBreak: false, baseline: 'alphabetic' });
        at += doc.widthOfString(run);
      }
    },
  };
}
