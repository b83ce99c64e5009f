/** Controls (C0, DEL, C1), format characters (bidi marks, zero-width ones, soft hyphens, tags), line separators, lone surrogates. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
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
