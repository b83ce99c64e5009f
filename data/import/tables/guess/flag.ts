import { saysNothing } from '#data/formats/text-table';
import type { ColumnFacts } from './facts.ts';

/** A column of a list that says of each row whether it belongs. */
export interface FlagColumn {
  name: string;
  /** The word that says that a row belongs, as it is written in the file. */
  yes: string;
  /** `yes`: its header or its values speak of belonging. `perhaps`: they may, or there are answers beside yes and no. `no`: an attribute of two values like any other. */
  isTelling: 'yes' | 'perhaps' | 'no';
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
/** Different answers that a column of yes and no may have, such as `Part` and `Not known`; more are a text of its own. */
const mostAnswers = 5;
const crosses = ['x', 'yes', 'y', 'true', '1', '✓', '✔'];
const telling =
  /designat|belong|member|eligib|left behind|target|priority|select|includ|flag|qualif|in scope|\bin (the )?area\b/;
const perhapsTelling = /\?|status|^(is|in|has)\b|\b(area|zone)s?$/;

/**
 * The columns of a list that look as if they said which rows belong: `TRUE` and `FALSE`, `Yes` and `No`, `1` and `0`, `Left behind` and
 * `Not left behind`, or a cross in some rows and nothing in the others. `words` are those the list is called by: a column that has
 * them in its header or values is telling. Empty where every row says the same.
 */
export function findFlagColumns(columns: readonly ColumnFacts[], rows: number, words: string): FlagColumn[] {
  return columns.flatMap((column) => {
    const yes = findYes(column, rows);
    if (yes === undefined) return [];
    const isTelling = tell(column, yes, words);
    const isPlain = listAnswers(column).length <= 2;
    return [{ name: column.name, yes, isTelling: isTelling === 'yes' && !isPlain ? 'perhaps' : isTelling }];
  });
}

function tell({ header }: ColumnFacts, yes: string, words: string): FlagColumn['isTelling'] {
  if (telling.test(header) || telling.test(yes.toLowerCase()) || hasWordsOf(`${header} ${yes}`, words))
    return 'yes';
  // A cross says that a row is marked; a yes or a TRUE only that something holds.
  const isMark = /^(in|x|✓|✔)$/i.test(yes);
  return isMark || perhapsTelling.test(header) ? 'perhaps' : 'no';
}

/** Which of the columns decide who belongs: the one to go by, those of which a person must choose, and those that are attributes. */
export function sortFlags(flags: readonly FlagColumn[]): {
  chosen: FlagColumn | undefined;
  open: FlagColumn[];
  unused: FlagColumn[];
} {
  const rivals = flags.filter(({ isTelling }) => isTelling !== 'no');
  const unused = flags.filter(({ isTelling }) => isTelling === 'no');
  if (rivals.length === 1 && rivals[0]!.isTelling === 'yes') return { chosen: rivals[0], open: [], unused };
  // One column of yes and no, and nothing else to go by: it would be strange if it meant nothing.
  if (rivals.length === 0 && unused.length === 1) return { chosen: undefined, open: unused, unused: [] };
  return { chosen: undefined, open: rivals, unused };
}

/** The different answers of a column, each as it was written last; letter case and markers for nothing aside. */
function listAnswers({ distinct }: ColumnFacts): string[] {
  const byWord = new Map([...distinct].map((text) => [text.toLowerCase(), text]));
  return [...byWord.values()].filter((text) => !saysNothing(text));
}

function findYes(column: ColumnFacts, rows: number): string | undefined {
  const { distinct, filled } = column;
  const said = listAnswers(column);
  const [first = '', second] = said;
  if (said.length > 2) return findYesAmong(said);
  if (said.length === 0) return undefined;
  if (second === undefined)
    return (filled < rows || [...distinct].some(saysNothing)) && crosses.includes(first.toLowerCase())
      ? first
      : undefined;
  return findPositive(first, second) ?? findPositive(second, first);
}

/** The yes of a column that has a yes, its no, and a few other words, such as `Part`: numbers are an amount, not an answer. */
function findYesAmong(said: readonly string[]): string | undefined {
  if (said.length > mostAnswers) return undefined;
  const answers = said.filter((text) => text.length > 1 || /^[yn]$/i.test(text));
  return answers.find((yes) => answers.some((no) => !/\d/.test(yes) && findPositive(yes, no) !== undefined));
}

/** `yes` where `no` is its opposite. Numbers may carry a point, as `1.0`. */
function findPositive(yes: string, no: string): string | undefined {
  const [a, b] = [yes, no].map((text) => text.toLowerCase().replace(/^([01])\.0+$/, '$1')) as [
    string,
    string,
  ];
  if (pairs.some(([positive, negative]) => positive === a && negative === b)) return yes;
  const bare = b.replace(/^(not|non|no|un)[ -]?/, '');
  return bare !== b && bare === a ? yes : undefined;
}

function hasWordsOf(text: string, words: string): boolean {
  const known = new Set(wordsOf(words));
  return wordsOf(text).some((word) => word.length > 2 && known.has(word));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
