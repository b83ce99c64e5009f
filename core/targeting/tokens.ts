import type { Span } from '#contract';

export const tokenKinds = [
  'number',
  'text',
  'name',
  'function',
  'keyword',
  'operator',
  'punctuation',
  'cohort',
  'period',
  'wrong',
] as const;
export type TokenKind = (typeof tokenKinds)[number];

export interface Token extends Span {
  kind: TokenKind;
  /** As written; keywords in lower case. */
  text: string;
  /** Of a wrong token: what a person should do. */
  hint?: string;
}

export const keywords = ['and', 'or', 'not', 'between'] as const;

/** Signs people write that the language spells otherwise. Tried before the signs it knows. */
const wrongSigns: [RegExp, string][] = [
  [/==/y, 'Write = for equal.'],
  [/<>|≠/y, 'Write != for not equal.'],
  [/=>|≥/y, 'Write >= for at least.'],
  [/=<|≤/y, 'Write <= for at most.'],
  [/&&?/y, 'Write and.'],
  [/\|\|?/y, 'Write or.'],
  [/!(?!=)/y, 'Write not.'],
  [/%/y, 'Rates are in per cent already: leave the % out.'],
  [/×/y, 'Write * to multiply.'],
  [/÷/y, 'Write / to divide.'],
  [/[−–—]/y, 'Write - for minus.'],
  [/[‘’“”]/y, "Write straight quotes: '…'."],
];

const shapes: [RegExp, TokenKind][] = [
  [/(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y, 'number'],
  [/[A-Za-z_][A-Za-z0-9_]*/y, 'name'],
  [/<=|>=|!=|[-<>=+*/]/y, 'operator'],
  [/[(),[\]@]/y, 'punctuation'],
  [/'(?:[^']|'')*'|"(?:[^"]|"")*"/y, 'text'],
];

/** The longest first. A year must not be followed by one lone digit: `2008-1` is a slip for `2008-01`, not a subtraction. */
const periodShapes = [
  /\d{4}-\d{2}\.\.\d{4}-\d{2}(?!\w)/y,
  /\d{4}\/\d{2}(?!\w)/y,
  /\d{4}-[Qq][1-4](?!\w)/y,
  /\d{4}-\d{2}(?!\w)/y,
  /\d{4}(?!\w|-\d(?!\d))/y,
];

const periodHint = 'A period is written 2008-07, 2008-Q3, 2008, 2007/08 or 2006-07..2007-06.';

/**
 * Splits a text into tokens for the parser and for colouring. Never throws: what does not belong in a rule becomes
 * a token of kind `wrong`. White space is left out; tokens are in order and do not overlap.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let isInCohort = false;
  let offset = skipSpace(text, 0);
  while (offset < text.length) {
    const last: Token | undefined = tokens.at(-1);
    const isAfterAt = last?.kind === 'punctuation' && last.text === '@';
    const read = isAfterAt ? readPeriod : isInCohort ? readCohort : readPlain;
    const token: Token = read(text, offset);
    if (token.kind === 'punctuation' && '[]'.includes(token.text)) isInCohort = token.text === '[';
    if (last?.kind === 'name' && token.text === '(') last.kind = 'function';
    tokens.push(token);
    offset = skipSpace(text, token.to);
  }
  return tokens;
}

function matchAt(shape: RegExp, text: string, offset: number): string | undefined {
  shape.lastIndex = offset;
  return shape.exec(text)?.[0];
}

function skipSpace(text: string, offset: number): number {
  return offset + matchAt(/\s*/y, text, offset)!.length;
}

function readPlain(text: string, from: number): Token {
  for (const [shape, hint] of wrongSigns) {
    const found = matchAt(shape, text, from);
    if (found !== undefined) return makeToken('wrong', found, from, hint);
  }
  for (const [shape, kind] of shapes) {
    const found = matchAt(shape, text, from);
    if (found !== undefined) return kind === 'name' ? readWord(found, from) : makeToken(kind, found, from);
  }
  if (/['"]/.test(text[from]!))
    return makeToken('wrong', text.slice(from), from, 'The closing quote is missing.');
  return makeToken('wrong', String.fromCodePoint(text.codePointAt(from)!), from);
}

function readWord(found: string, from: number): Token {
  const lower = found.toLowerCase();
  const isKeyword = keywords.some((word) => word === lower);
  return isKeyword ? makeToken('keyword', lower, from) : makeToken('name', found, from);
}

function readPeriod(text: string, from: number): Token {
  for (const shape of periodShapes) {
    const found = matchAt(shape, text, from);
    if (found !== undefined) return makeToken('period', found, from);
  }
  const found = matchAt(/[\w.-]+/y, text, from) ?? text[from]!;
  return makeToken('wrong', found, from, periodHint);
}

/** Cohort values are free text up to the next comma or bracket. */
function readCohort(text: string, from: number): Token {
  const found = matchAt(/[^,\]]+/y, text, from);
  if (found === undefined) return makeToken('punctuation', text[from]!, from);
  return makeToken('cohort', found.trimEnd(), from);
}

function makeToken(kind: TokenKind, text: string, from: number, hint?: string): Token {
  const token: Token = { kind, text, from, to: from + text.length };
  if (hint !== undefined) token.hint = hint;
  return token;
}
