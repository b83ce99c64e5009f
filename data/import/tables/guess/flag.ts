import { saysNothing } from '../values.ts';
import type { ColumnFacts } from './facts.ts';

/** A column of a list that says of each row whether it belongs. */
export interface FlagColumn {
  name: string;
  /** The word that says that a row belongs, as it is written in the file. */
  yes: string;
  /** Whether the header speaks of belonging, so that the column is not just any attribute of two values. */
  isTelling: boolean;
}

const pairs: readonly [yes: string, no: string][] = [
  ['true', 'false'],
  ['yes', 'no'],
  ['y', 'n'],
  ['t', 'f'],
  ['1', '0'],
  ['in', 'out'],
  ['included', 'excluded'],
];
const crosses = ['x', 'yes', 'y', 'true', '1', '✓', '✔'];
const telling =
  /\?|designat|belong|member|eligib|left behind|target|priority|select|includ|flag|status|qualif|in scope|^(is|in|has)\b|\b(area|zone)s?$/;

/**
 * The columns of a list that look as if they said which rows belong: `TRUE` and `FALSE`, `Yes` and `No`, `1` and `0`, `Left behind` and
 * `Not left behind`, or a cross in some rows and nothing in the others. `words` are those the list is called by: a column that has
 * them in its header is telling. Empty where every row says the same.
 */
export function findFlagColumns(columns: readonly ColumnFacts[], rows: number, words: string): FlagColumn[] {
  return columns.flatMap((column) => {
    const yes = findYes(column, rows);
    if (yes === undefined) return [];
    return [{ name: column.name, yes, isTelling: telling.test(column.header) || hasWordsOf(column, words) }];
  });
}

function findYes({ distinct, filled }: ColumnFacts, rows: number): string | undefined {
  const byWord = new Map([...distinct].map((text) => [text.toLowerCase(), text]));
  const said = [...byWord.values()].filter((text) => !saysNothing(text));
  const [first = '', second] = said;
  if (said.length > 2 || said.length === 0) return undefined;
  if (second === undefined)
    return (filled < rows || said.length < byWord.size) && crosses.includes(first.toLowerCase())
      ? first
      : undefined;
  return findPositive(first, second) ?? findPositive(second, first);
}

/** `yes` where `no` is its opposite. */
function findPositive(yes: string, no: string): string | undefined {
  const [a, b] = [yes.toLowerCase(), no.toLowerCase()];
  if (pairs.some(([positive, negative]) => positive === a && negative === b)) return yes;
  const bare = b.replace(/^(not|non|no|un)[ -]?/, '');
  return bare !== b && bare === a ? yes : undefined;
}

function hasWordsOf({ header }: ColumnFacts, words: string): boolean {
  const known = new Set(wordsOf(words));
  return wordsOf(header).some((word) => word.length > 2 && known.has(word));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
