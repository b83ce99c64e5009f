/** How a character stands on a page that cannot show it: `[U+1F600]`. */
export function numberOf(character: string): string {
  return `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
}

const highest = 0x10_ff_ff;

/**
 * A text with the characters themselves in the place of their numbers. A text in which somebody wrote such a number is the same as
 * one with the character: they look alike on a page.
 */
export function withoutNumbers(text: string): string {
  return text.replaceAll(/\[U\+([\dA-F]{4,6})\]/g, (number, hex: string) => {
    const codePoint = Number.parseInt(hex, 16);
    return codePoint <= highest ? String.fromCodePoint(codePoint) : number;
  });
}
