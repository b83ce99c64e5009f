import type { Span } from '#contract';
import { listCohorts } from './check.ts';
import { functionsOf, isQuoted, signatureOf, type ParameterKind } from './functions.ts';
import { quotedNames } from './quoted-names.ts';
import { cutsOf } from './syntax.ts';
import type { IndicatorEntry, Vocabulary } from './table.ts';
import { tokenize, type Token } from './tokens.ts';

/** A text that may replace the characters from `from` up to `to`. */
export interface Completion extends Span {
  text: string;
  /** Beside it, in small print: an indicator's name, a function's signature and summary. */
  detail: string;
  kind: 'indicator' | 'function' | 'keyword' | 'period' | 'cohort' | 'name';
}

type Candidate = Omit<Completion, keyof Span>;

/**
 * What could stand at a place in a rule that is being typed, and the characters it would replace. After `@` the periods
 * of the indicator, between brackets its cohorts, in quotes the names that the function takes there, else indicators,
 * functions and words. Only what begins with, or else contains, the characters typed so far; those that begin with them
 * first. Empty where nothing is known to fit: right behind a value, which may still be growing, and behind a sign that
 * has no place in a rule. Never throws.
 */
export function completionsAt(text: string, offset: number, vocabulary: Vocabulary): Completion[] {
  const tokens = tokenize(text.slice(0, offset));
  const last = tokens.at(-1);
  const isOpenQuote = last?.kind === 'wrong' && /^['"]/.test(last.text);
  if (isOpenQuote)
    return fit(
      last.text.slice(1),
      { from: last.from + 1, to: offset },
      listNames(tokens.slice(0, -1), vocabulary),
    );
  const touching = last !== undefined && last.to === offset ? last : undefined;
  const typed = touching !== undefined && isPartial(touching) ? touching : undefined;
  const before = typed === undefined ? tokens : tokens.slice(0, -1);
  const span = { from: typed?.from ?? offset, to: offset };
  if (touching !== undefined && typed === undefined && isValueEnd(touching)) return [];
  if (before.at(-1)?.kind === 'wrong') return [];
  return fit(typed?.text ?? '', span, listFitting(before, vocabulary));
}

/** Whether a rule may end behind a token. */
function isValueEnd({ kind, text }: Token): boolean {
  return ['number', 'name', 'text', 'period'].includes(kind) || text === ')' || text === ']';
}

function isPartial({ kind, text }: Token): boolean {
  const isWord = kind === 'name' || kind === 'keyword' || kind === 'cohort' || kind === 'period';
  return isWord || (kind === 'wrong' && /^\d/.test(text));
}

function listFitting(before: Token[], vocabulary: Vocabulary): Candidate[] {
  const last = before.at(-1);
  if (last?.text === '@') return listPeriods(before, vocabulary);
  const bracket = before.findLast(
    ({ kind, text }) => kind === 'punctuation' && (text === '[' || text === ']'),
  );
  if (bracket?.text === '[')
    return listCuts(findIndicator(before.slice(0, before.indexOf(bracket) + 1), vocabulary), vocabulary);
  if (last !== undefined && isValueEnd(last))
    return ['and', 'or', 'between'].map((text) => ({ text, detail: '', kind: 'keyword' }));
  return listStarts(vocabulary);
}

function listStarts(vocabulary: Vocabulary): Candidate[] {
  const indicators = [...vocabulary.indicators.values()].map(({ id, name }): Candidate => ({
    text: id,
    detail: name,
    kind: 'indicator',
  }));
  const calls = [...functionsOf(vocabulary).values()].map((definition): Candidate => ({
    text: `${definition.name}(`,
    detail: `${signatureOf(definition)}: ${definition.summary}`,
    kind: 'function',
  }));
  return [...indicators, ...calls, { text: 'not', detail: '', kind: 'keyword' }];
}

/** The indicator that a bracket or an @ at the end belongs to. */
function findIndicator(before: Token[], vocabulary: Vocabulary): IndicatorEntry | undefined {
  const name = before.findLast(({ kind }) => kind === 'name');
  return name && vocabulary.indicators.get(name.text);
}

/** Newest first; where a benchmark is wanted, those that only benchmarks have among them. */
function listPeriods(before: Token[], vocabulary: Vocabulary): Candidate[] {
  const entry = findIndicator(before, vocabulary);
  if (entry === undefined) return [];
  const isBenchmarked = findPlace(before, vocabulary)?.kind === 'benchmarked';
  const known = new Set([
    ...entry.periods,
    ...(isBenchmarked ? vocabulary.benchmarkPeriods(entry.id, null) : []),
  ]);
  const periods = [...vocabulary.periods.keys()].filter((id) => known.has(id));
  return periods.toReversed().map((text) => ({ text, detail: '', kind: 'period' }));
}

function listCuts(entry: IndicatorEntry | undefined, vocabulary: Vocabulary): Candidate[] {
  const cuts = entry === undefined ? [] : listCohorts(entry, vocabulary).flatMap(cutsOf);
  return [...new Set(cuts)].map((text) => ({ text, detail: '', kind: 'cohort' }));
}

/** The names that the function about the cursor takes at its place. */
function listNames(before: Token[], vocabulary: Vocabulary): Candidate[] {
  const place = findPlace(before, vocabulary);
  const indicator = place?.inside.find((token) => token.kind === 'name')?.text ?? '';
  if (place?.kind === undefined || !isQuoted(place.kind)) return [];
  return quotedNames[place.kind]
    .list(vocabulary, indicator)
    .map((text) => ({ text, detail: '', kind: 'name' }));
}

/** What the innermost function about the cursor takes there, and what stands between its bracket and the cursor. */
function findPlace(
  before: Token[],
  vocabulary: Vocabulary,
): { kind: ParameterKind | undefined; inside: Token[] } | undefined {
  let depth = 0;
  let position = 0;
  for (let index = before.length - 1; index >= 0; index -= 1) {
    const { text, kind } = before[index]!;
    if (kind === 'punctuation' && text === ')') depth += 1;
    else if (kind === 'punctuation' && text === ',' && depth === 0) position += 1;
    else if (kind === 'punctuation' && text === '(') {
      depth -= 1;
      if (depth < 0) {
        const parameters = functionsOf(vocabulary).get(before[index - 1]?.text ?? '')?.parameters;
        return { kind: parameters?.[position]?.kind, inside: before.slice(index + 1) };
      }
    }
  }
  return undefined;
}

function fit(typed: string, span: Span, all: Candidate[]): Completion[] {
  const wanted = typed.toLowerCase();
  const begins = all.filter(({ text }) => text.toLowerCase().startsWith(wanted));
  const contains = all.filter(
    (item) => !begins.includes(item) && `${item.text} ${item.detail}`.toLowerCase().includes(wanted),
  );
  return [...begins, ...contains].map((item) => ({ ...item, ...span }));
}
