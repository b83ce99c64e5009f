import { findColumn, parseRowFilter, type RowFilter } from '#contract';
import { type Cells } from '#data/formats/text-table';
import { passesFilters } from '../filter.ts';
import { readCut } from '../observations/cohorts.ts';
import type { ColumnFacts, Sample } from './facts.ts';
import type { GuessTask, Hint } from './geography.ts';

/** How rows of one area and period are told apart. */
export interface DimensionGuess {
  cohortColumns: Record<string, string>;
  where: RowFilter[];
  /** Columns that say what is measured. */
  measures: ColumnFacts[];
}

const dimensions: readonly [dimension: string, header: RegExp][] = [
  ['sex', /^(c )?(sex|gender)( name)?$/],
  ['age', /^(c )?age( (name|group|band|range))?$/],
  ['duration', /duration/],
  ['ethnicity', /ethnic/],
  ['disability', /^(c )?disab/],
  ['parental_status', /parent|dependent child|family type/],
  ['rural_urban', /^rural urban( name)?$/],
  ['tenure', /^(c )?tenure/],
  ['qualification', /^(c )?qualification/],
  ['occupation', /^(c )?(occupation|soc)/],
  ['industry', /^(c )?(industry|sic)/],
];
const measureHeader =
  /^(measures?|variable|item|indicator|statistic|statistical group|value type|benefit( type)?|cell)( name)?$/;
/** Of several measures beside one another, the plain number. */
const plainMeasures = /^(value|variable|number|count|persons|total|20100)$/i;
/** What a measure beside the plain number is often called. */
const shares = /percent|%|\brate\b|proportion|share|20301/i;

/**
 * Cohort columns and filters: known dimensions (sex, age, duration …) that hold cuts, measures with more than one value, and
 * whatever other column is still needed to tell rows of one area and period apart.
 */
export function guessDimensions(
  task: GuessTask,
  key: readonly number[],
  except: readonly number[],
): DimensionGuess {
  const { sample } = task;
  const free = sample.columns.filter(
    ({ at, header }) => !key.includes(at) && !except.includes(at) && !isAccessory(header),
  );
  const measures = free.filter(({ header }) => measureHeader.test(header));
  const guess: DimensionGuess = {
    cohortColumns: hintedCohorts(task.hint['cohortColumns']),
    where: hintedWhere(task.hint),
    measures,
  };
  for (const column of free) addKnownDimension(task, guess, column);
  for (const column of measures.toSorted((a, b) => plainness(b) - plainness(a)))
    addMeasureFilter(task, guess, column);
  addNeeded(task, guess, { key, free });
  return guess;
}

/** Cuts that the lines above a table say of all its rows, as in `gender: Male`, where no column tells them. */
export function guessWholeCohort(
  { sample, notes }: GuessTask,
  columns: Record<string, string>,
): Record<string, string> {
  const cohort: Record<string, string> = {};
  for (const { key, value } of sample.layout.preamble) {
    const dimension = dimensions.find(([, header]) => header.test(key.trim().toLowerCase()))?.[0];
    if (dimension === undefined || dimension in columns || readCut(value) === null) continue;
    cohort[dimension] = value;
    notes.push(`The line “${key}: ${value}” above the table holds for all rows.`);
  }
  return cohort;
}

/** Columns that only accompany others in Nomis answers: types, sort orders, codes beside names, record counters, notes on the value. */
function isAccessory(header: string): boolean {
  return /( type| typecode| sortorder| code| conf| status| status name| conf name)$|^(record |urn$|obs )/.test(
    header,
  );
}

function hintedCohorts(hint: string | undefined): Record<string, string> {
  return Object.fromEntries(pairsOf(hint));
}

/** The filters that a person said, one a line: see `parseRowFilter`. */
export function hintedWhere(hint: Hint): RowFilter[] {
  return (hint['where'] ?? '').split('\n').flatMap((line) => parseRowFilter(line) ?? []);
}

/** `a=b` pairs, one a line. */
function pairsOf(hint: string | undefined): [string, string][] {
  return (hint ?? '').split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf('=');
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()]] : [];
  });
}

function isTaken(guess: DimensionGuess, { name }: ColumnFacts): boolean {
  return (
    Object.values(guess.cohortColumns).includes(name) || guess.where.some(({ column }) => column === name)
  );
}

function addKnownDimension({ notes }: GuessTask, guess: DimensionGuess, column: ColumnFacts): void {
  const dimension = dimensions.find(([, header]) => header.test(column.header))?.[0];
  if (dimension === undefined || dimension in guess.cohortColumns || isTaken(guess, column)) return;
  const cuts = [...column.distinct].filter((cell) => readCut(cell) !== null);
  if (cuts.length === 0 || (column.numbers > 0 && dimension !== 'age')) return;
  guess.cohortColumns[dimension] = column.name;
  notes.push(
    `“${column.name}” is read as the cohort dimension ${dimension}: ${cuts.slice(0, 4).join(', ')}${cuts.length > 4 ? ' …' : ''}.`,
  );
}

/** Columns whose plain number can be told come first, and of those names before codes. */
function plainness({ distinct, header }: ColumnFacts): number {
  const isPlain = [...distinct].some((value) => plainMeasures.test(value));
  return (isPlain ? 2 : 0) + (header.endsWith('name') ? 1 : 0);
}

function addMeasureFilter(
  { sample, notes, open }: GuessTask,
  guess: DimensionGuess,
  column: ColumnFacts,
): void {
  if (isTaken(guess, column)) return;
  // A code beside a name goes with it: what is left to tell apart shows only among the rows that pass.
  const rows = listPassing(sample, guess.where);
  const values = [...new Set(rows.map((cells) => cells[column.at]?.trim() ?? ''))].filter(
    (value) => value !== '',
  );
  if (values.length < 2) return;
  const plain = values.find((value) => plainMeasures.test(value));
  const value = plain ?? values.find((text) => !shares.test(text)) ?? values[0]!;
  guess.where.push({ column: column.name, value });
  if (plain === undefined) open.push('where');
  notes.push(
    `“${column.name}” has ${values.length} measures (${values.slice(0, 4).join(', ')}${values.length > 4 ? ' …' : ''}); only rows with ${value} are taken.`,
  );
}

/** Adds columns of few different words for as long as they tell rows with the same key apart. */
function addNeeded(
  { sample, notes }: GuessTask,
  guess: DimensionGuess,
  { key, free }: { key: readonly number[]; free: readonly ColumnFacts[] },
): void {
  const chosen = [...key, ...sample.columns.filter((column) => isTaken(guess, column)).map(({ at }) => at)];
  let keys = countKeys(sample, guess, chosen);
  const candidates = free.filter(
    (column) =>
      column.distinct.size >= 2 &&
      column.distinct.size <= 60 &&
      column.numbers < column.filled / 2 &&
      !isTaken(guess, column),
  );
  for (const column of candidates) {
    if (keys.different === keys.rows) return;
    const more = countKeys(sample, guess, [...chosen, column.at]);
    if (more.different <= keys.different) continue;
    const dimension =
      column.header
        .replace(/ name$/, '')
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, '') || `column_${column.at + 1}`;
    guess.cohortColumns[dimension] = column.name;
    notes.push(
      `“${column.name}” tells rows of one area apart and is read as the cohort dimension ${dimension}.`,
    );
    chosen.push(column.at);
    keys = more;
  }
}

function countKeys(
  sample: Sample,
  guess: DimensionGuess,
  columns: readonly number[],
): { rows: number; different: number } {
  const passing = listPassing(sample, guess.where);
  const keys = new Set(passing.map((cells) => columns.map((at) => cells[at]).join('\u0001')));
  return { rows: passing.length, different: keys.size };
}

/** The rows of the sample that pass filters; a filter of a column that is not there lets every row pass. */
export function listPassing(sample: Sample, where: DimensionGuess['where']): Cells[] {
  const filters = where.flatMap(({ column, ...filter }) => {
    const at = findColumn(sample.layout.columns, column);
    return at === undefined ? [] : [{ at, ...filter }];
  });
  return filters.length === 0 ? sample.rows : sample.rows.filter((cells) => passesFilters(cells, filters));
}
