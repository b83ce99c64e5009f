/**
 * Controls (C0, DEL, C1), format characters (bidi marks, zero-width ones, soft hyphens, tags), whatever else is drawn as nothing
 * (fillers, variation selectors), line separators, lone surrogates.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
const everyHidden = new RegExp(hidden.source, 'gu');

function nameOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The first character of a text that nobody can see and that a terminal or a page may obey, as `U+202E`; undefined where the
 * text has none. Line ends and tabs count, too: no code or name has them.
 */
export function findHiddenCharacter(text: string): string | undefined {
  const [found] = hidden.exec(text) ?? [];
  return found === undefined ? undefined : nameOf(found);
}

/** The text without such characters, and with line ends and tabs as spaces: for a name that is kept. */
export function withoutHiddenCharacters(text: string): string {
  return hidden.test(text) ? text.replace(/[\t\r\n]+/g, ' ').replace(everyHidden, '') : text;
}

/** Longest code or name that is taken from a file; the longest that publishers hand out have half as many characters. */
export const longestLabel = 200;

/**
 * Why a text cannot be the code or id of anything, in words that follow it ("… holds the character U+202E, which nobody can see");
 * undefined where it can. A code has no character that nobody can see, line ends and tabs included, and is not absurdly long.
 */
export function findCodeFault(code: string): string | undefined {
  const found = findHiddenCharacter(code);
  if (found !== undefined) return `holds the character ${found}, which nobody can see`;
  return code.length > longestLabel
    ? `is ${code.length.toLocaleString('en-GB')} characters long, and no code has more than ${longestLabel}`
    : undefined;
}

/** A name as it is kept: without characters that nobody can see, spacing made plain, and cut off where it is absurdly long. */
export function cleanName(name: string): string {
  const plain = withoutHiddenCharacters(name).replaceAll(/\s+/gu, ' ').trim();
  if (plain.length <= longestLabel) return plain;
  return `${cutOff(plain, longestLabel - 1).trimEnd()}…`;
}

/** The first so many characters, without half of one. */
function cutOff(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

/** Characters of a cell that a sentence quotes. */
const longestQuote = 60;

/** A text of a file in quotation marks for a sentence: hidden characters written out, the end of a long one left out. */
export function quoteText(text: string): string {
  const isLong = text.length > longestQuote;
  const shown = showHiddenCharacters(isLong ? cutOff(text, longestQuote) : text).replaceAll(/[\n\t]+/g, ' ');
  return `“${shown}${isLong ? '…' : ''}”`;
}

/**
 * The text with such characters written out, as `⟨U+001B⟩`, so that what came out of a file cannot move the cursor, colour or
 * reorder what a terminal shows. Line ends and tabs stay.
 */
export function showHiddenCharacters(text: string): string {
  return text.replace(everyHidden, (character) =>
    character === '\n' || character === '\t' ? character : `⟨${nameOf(character)}⟩`,
  );
}

/** JSON with such characters as `\uXXXX` escapes: the same document, harmless on a terminal. */
export function escapeHiddenCharacters(json: string): string {
  return json.replace(everyHidden, (character) =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, at) => escapeUnit(character.charCodeAt(at))).join(''),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

/**
 * A whole number with its noun: `1 row`, `1,673 rows`; `many` where the plural is not made with an s. A sum over parts of areas,
 * which need not be whole, is rounded.
 */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  const whole = Math.round(count);
  return `${whole.toLocaleString('en-GB')} ${whole === 1 ? one : many}`;
}
