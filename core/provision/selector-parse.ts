import { PinpointError, siteKinds, stages, type ErrorDetails, type Span } from '#contract';
import { suggest } from '#core/names';
import { termKinds, type Selector, type Term, type TermKind } from './selector.ts';

/**
 * Reads a selector: `*`, `stage:advice`, `programme:p7`, `provider:"St Helens College"`, `funding:ESF`, `eligible:18-24`,
 * `kind:employment`, `site:s01`; spaces mean and, `|` means or and binds less. A value with spaces, `|` or `"` stands in double quotes, with `""` for a
 * quote. Whether the programme, provider … exists is for `checkSelector`.
 * Throws `invalid_rule` with the position, what was found and the nearest right word.
 */
export function parseSelector(text: string): Selector {
  const alternatives: Term[][] = [[]];
  let bar: Span | undefined;
  for (const piece of splitPieces(text)) {
    if (piece.text !== '|') {
      alternatives.at(-1)!.push(readTerm(piece));
      continue;
    }
    if (alternatives.at(-1)!.length === 0) throw missingTerm('before', piece);
    bar = piece;
    alternatives.push([]);
  }
  if (alternatives.at(-1)!.length > 0) return { alternatives };
  if (bar !== undefined) throw missingTerm('after', bar);
  throw new SelectorError(
    'The selector is empty',
    { from: 0, to: text.length },
    { found: text, hint: 'Write * for every delivery, kind:employment for every employment site.' },
  );
}

/**
 * The error of a wrong selector. Its message is the problem completed with the place (characters are counted from 1 for
 * people) and the hint; both are kept apart for whoever places the selector in a longer text.
 */
export class SelectorError extends PinpointError {
  /** What is wrong, without place, hint and full stop. */
  readonly problem: string;
  /** Where, in the text of the selector. */
  readonly at: Span;

  constructor(problem: string, at: Span, details: Omit<ErrorDetails, 'position'>) {
    const hint = details.hint === undefined ? '' : ` ${details.hint}`;
    super('invalid_rule', `${problem} (at character ${at.from + 1} of the selector).${hint}`, {
      ...details,
      position: { from: at.from, to: at.to },
    });
    this.problem = problem;
    this.at = { from: at.from, to: at.to };
  }
}

interface Piece extends Span {
  text: string;
}

/** Bars, and terms with their quoted values. */
function splitPieces(text: string): Piece[] {
  return [...text.matchAll(/\||(?:"(?:[^"]|"")*"|[^\s|"]|"(?=[^"]*$))+/g)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}

function missingTerm(side: string, bar: Span): PinpointError {
  return new SelectorError(`Nothing stands ${side} the |`, bar, {
    found: '|',
    expected: 'a term such as stage:advice',
  });
}

function readTerm(piece: Piece): Term {
  const { text, from, to } = piece;
  if (text === '*') return { kind: '*', from, to };
  const colon = text.indexOf(':');
  if (colon < 0) throw notATerm(piece);
  const kind = readKind(text.slice(0, colon), { from, to: from + colon });
  const at = { from: from + colon + 1, to };
  const value = readValue({ text: text.slice(colon + 1), ...at }, kind);
  if (kind === 'stage') return { kind, value: readWord(value, stages, { what: 'a stage', at }), from, to };
  if (kind === 'kind')
    return { kind, value: readWord(value, siteKinds, { what: 'a kind of site', at }), from, to };
  return { kind, value, from, to };
}

function notATerm(piece: Piece): PinpointError {
  const lower = piece.text.toLowerCase();
  const found = { found: piece.text, expected: '* or a term such as stage:advice' };
  if (lower === 'and' || lower === 'or')
    return new SelectorError(`${piece.text} is not a term`, piece, {
      ...found,
      hint: lower === 'or' ? 'Write | for or.' : 'Leave a space for and.',
    });
  const stage = stages.find((known) => known === lower);
  const site = siteKinds.find((known) => known === lower);
  const meant = stage === undefined ? site && `kind:${site}` : `stage:${stage}`;
  const hint =
    meant === undefined
      ? suggest(
          piece.text,
          termKinds.map((kind) => `${kind}:`),
        )
      : `Did you mean ${meant}?`;
  return new SelectorError(`${piece.text} is not a term`, piece, { ...found, hint });
}

function readKind(word: string, at: Span): TermKind {
  const kind = termKinds.find((known) => known === word.toLowerCase());
  if (kind !== undefined) return kind;
  throw new SelectorError(
    `Deliveries and sites have no ${word === '' ? 'word before the colon' : word}`,
    at,
    {
      found: word,
      expected: termKinds.join(', '),
      hint: suggest(word, termKinds),
    },
  );
}

function readValue(piece: Piece, kind: TermKind): string {
  const { text } = piece;
  if (!text.includes('"')) {
    if (text !== '') return text;
    throw new SelectorError(`Nothing stands after ${kind}:`, piece, {
      found: '',
      expected: `${kind}:value without a space`,
    });
  }
  const quoted = /^"((?:[^"]|"")*)"$/.exec(text)?.[1];
  if (quoted !== undefined && quoted !== '') return quoted.replaceAll('""', '"');
  throw new SelectorError(`The quotes of ${text} are not right`, piece, {
    found: text,
    expected: `${kind}:"a value with spaces"`,
    hint: quoted === '' ? 'There is nothing between them.' : 'Quotes stand around the whole value.',
  });
}

function readWord<Word extends string>(
  text: string,
  words: readonly Word[],
  { what, at }: { what: string; at: Span },
): Word {
  const word = words.find((known) => known === text.toLowerCase());
  if (word !== undefined) return word;
  throw new SelectorError(`${text} is not ${what}`, at, {
    found: text,
    expected: words.join(', '),
    hint: suggest(text, words),
  });
}
