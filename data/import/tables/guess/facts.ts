import { findCodeKind } from '#core/area-codes';
import type { GeographyKind } from '#contract';
import { parsePeriod } from '#core/periods';
import { type Layout, type Cells, readValue } from '#data/formats/text-table';

/** What the sample of a table shows of one column. */
export interface ColumnFacts {
  at: number;
  name: string;
  /** The name in lower case, words divided by single spaces. */
  header: string;
  /** Different texts in the sample. */
  distinct: Set<string>;
  /** Cells that are not blank. */
  filled: number;
  numbers: number;
  /** Cells with a word or marker for a withheld or missing number, such as `NA`. */
  markers: number;
  /** Numbers with a fraction. */
  fractions: number;
  /** Cells that have the form of an area code, by kind (`other` = a kind that Pinpoint has not). */
  codes: Map<GeographyKind | 'other', number>;
  periods: number;
}

/** The beginning of a table with what each of its columns looks like. */
export interface Sample {
  /** The file's name as the person knows it. */
  file: string;
  layout: Layout;
  rows: Cells[];
  columns: ColumnFacts[];
}

/** Rows whose cells are looked at one by one; enough to tell what a column holds. */
const rowsLookedAt = 20_000;

/** The facts that guesses are made from: what each column of the first rows of a table looks like. */
export function makeSample(file: string, layout: Layout, rows: Cells[]): Sample {
  const columns = layout.columns.map((name, at) => describeColumn(name, at, rows));
  return { file, layout, rows, columns };
}

/** A column's name as it is compared: in lower case, words divided by single spaces. */
export function foldHeader(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
}

/** The facts of one column over some rows: those of the sample, or those that pass a filter. */
export function describeColumn(name: string, at: number, rows: readonly Cells[]): ColumnFacts {
  const facts: ColumnFacts = {
    at,
    name,
    header: foldHeader(name),
    distinct: new Set(),
    filled: 0,
    numbers: 0,
    markers: 0,
    fractions: 0,
    codes: new Map(),
    periods: 0,
  };
  const times = new Map<string, number>();
  for (const cells of rows.slice(0, rowsLookedAt)) {
    const cell = cells[at]?.trim() ?? '';
    if (cell !== '') times.set(cell, (times.get(cell) ?? 0) + 1);
  }
  for (const [cell, count] of times) addCell(facts, cell, count);
  return facts;
}

function addCell(facts: ColumnFacts, cell: string, times: number): void {
  facts.distinct.add(cell);
  facts.filled += times;
  const reading = readValue(cell);
  if (reading.is === 'number') {
    facts.numbers += times;
    if (!Number.isInteger(reading.value)) facts.fractions += times;
  } else if (reading.is !== 'invalid') facts.markers += times;
  const code = findCodeKind(cell);
  if (code) facts.codes.set(code.kind ?? 'other', (facts.codes.get(code.kind ?? 'other') ?? 0) + times);
  if (parsePeriod(cell)) facts.periods += times;
}

/** Whether most cells of a column have the form of an area code. */
export function holdsCodes({ codes, filled }: ColumnFacts): boolean {
  return filled > 0 && [...codes.values()].reduce((sum, times) => sum + times, 0) >= filled / 2;
}

/** Whether the cells of a column are numbers, apart from markers for withheld and missing ones. */
export function holdsNumbers({ numbers, markers, filled }: ColumnFacts): boolean {
  return numbers > 0 && numbers >= (filled - markers) / 2;
}

/** The kind of area that most codes of a column name; undefined where it holds none of a kind that Pinpoint has. */
export function mainKind({ codes }: ColumnFacts): GeographyKind | undefined {
  const [most] = [...codes].filter(([kind]) => kind !== 'other').toSorted((a, b) => b[1] - a[1]);
  return most && most[0] !== 'other' ? most[0] : undefined;
}
