import { type ObservationsMapping, type Period, families, nounsOf, findColumn } from '#contract';
import { parsePeriod } from '#core/periods';
import { refusal } from '#data/formats/refusals';
import { getColumn, quoteColumns, quoteNames, type Cells, type Table } from '#data/formats/text-table';
import { foldHeader } from '../guess/facts.ts';
import { getSumColumns } from './ages.ts';
import { cleanDimension, readCut } from './cohorts.ts';

const nouns = nounsOf(families.observations.fields);

/** A mapping worked out for the columns of one table: positions instead of names. */
export interface Plan {
  codeAt: number;
  /** What the values are taken from: one column, several to add up, or one for each period. */
  values:
    | { from: 'column'; at: number }
    | { from: 'sum'; at: number[] }
    | { from: 'periods'; columns: { at: number; period: Period }[] };
  /** The column with the period, or the one period of the file. */
  period: { at: number } | { fixed: Period } | null;
  /** Where one period holds for the file: the column that says a date of each row all the same; -1 = none. */
  dateAt: number;
  /** Cohort dimensions by column, sorted by dimension. */
  cohorts: { dimension: string; at: number }[];
  /** Cuts that hold for the whole file. */
  fixedCuts: Map<string, string>;
  /** Columns that filters read. */
  where: number[];
  /** Column that says why a value is blank, as Nomis answers have it; -1 = none. */
  statusAt: number;
  /** Columns that the mapping leaves unread. */
  unread: number[];
}

/**
 * By how much the publisher's rounding may have moved a value: the half-width of one count for each column that was added up, because
 * all of them may be off in the same direction.
 */
export function roundingOf({ values }: Plan, { rounding }: ObservationsMapping): number {
  return values.from === 'sum' ? rounding * values.at.length : rounding;
}

/** Works out a mapping for a table. Throws `input_refused` for a column that is not there and for a mapping that cannot be followed. */
export function makePlan(table: Table, mapping: ObservationsMapping): Plan {
  const codeAt = getColumn(table, mapping.codeColumn, nouns.codeColumn);
  const values = planValues(table, mapping);
  const period = values.from === 'periods' ? null : planPeriod(table, mapping);
  const cohorts = Object.entries(mapping.cohortColumns)
    .map(([dimension, column]) => ({
      dimension: cleanDimension(dimension),
      at: getColumn(table, column, `cohort column (${dimension})`),
    }))
    .toSorted((a, b) => (a.dimension < b.dimension ? -1 : 1));
  const where = mapping.where.map(({ column }) => getColumn(table, column, nouns.where));
  const plan = {
    codeAt,
    values,
    period,
    dateAt: period !== null && 'fixed' in period ? findDates(table) : -1,
    cohorts,
    fixedCuts: planFixedCuts(mapping),
    where,
    statusAt: findStatus(table),
  };
  return { ...plan, unread: listUnread(table, plan) };
}

function planValues(table: Table, mapping: ObservationsMapping): Plan['values'] {
  const { valueColumn, sumColumns, periodColumns } = mapping;
  const given = [valueColumn, sumColumns, periodColumns].filter((way) => way !== null);
  if (given.length !== 1) throw refuseValues(table, mapping, given.length);
  if (valueColumn !== null) return { from: 'column', at: getColumn(table, valueColumn, nouns.valueColumn) };
  if (sumColumns !== null) return { from: 'sum', at: getSumColumns(table, sumColumns) };
  return { from: 'periods', columns: (periodColumns ?? []).map((column) => planPeriodColumn(table, column)) };
}

function refuseValues(table: Table, mapping: ObservationsMapping, given: number): Error {
  const taken = [mapping.codeColumn, mapping.periodColumn, ...Object.values(mapping.cohortColumns)];
  const free = table.layout.columns.filter((column) => !taken.includes(column));
  return refusal(
    given === 0
      ? `Which column of “${table.label}” holds the values is not said.`
      : 'A value column, columns to add up and one column a period exclude one another.',
    {
      file: table.label,
      found: `the columns ${quoteNames(free, 40)}`,
      hint: `Give a value column (${quoteNames(free)}), or columns to add up such as "16-64".`,
    },
  );
}

function planPeriodColumn(table: Table, column: string): { at: number; period: Period } {
  const at = getColumn(table, column, nouns.periodColumns);
  const period = parsePeriod(table.layout.columns[at]!);
  if (period) return { at, period };
  throw refusal(`The header “${column}” is not a period.`, {
    file: table.label,
    column,
    expected: 'a header such as September 2017',
  });
}

function planPeriod(table: Table, mapping: ObservationsMapping): Plan['period'] {
  if (mapping.periodColumn !== null)
    return { at: getColumn(table, mapping.periodColumn, nouns.periodColumn) };
  if (mapping.period === null || mapping.period.trim() === '') {
    throw refusal(`Which period the values of “${table.label}” are of is not said.`, {
      file: table.label,
      found: `the columns ${quoteColumns(table.layout)}`,
      hint: 'Give a period such as 2017-09, or name the column that holds it.',
    });
  }
  const fixed = parsePeriod(mapping.period);
  if (fixed) refuseOtherDate(table, fixed);
  if (fixed) return { fixed };
  const isReversed = isReversedRun(mapping.period);
  throw refusal(`“${mapping.period}” ${isReversed ? 'ends before it begins' : 'is not a period'}.`, {
    file: table.label,
    found: mapping.period,
    expected: '2017-09, 2017-Q3, 2017, 2017/18 or a run such as 2016-07..2017-06',
  });
}

/** Whether a text is a run of two periods of which the first is the later. */
function isReversedRun(text: string): boolean {
  const [first, last, ...more] = text.split(/\.\.| to |\s[-–]\s/).map(parsePeriod);
  return more.length === 0 && first !== undefined && last !== undefined && last.first < first.first;
}

/** The column that is called as one with the period of each row is. */
function findDates({ layout }: Table): number {
  return layout.columns.findIndex((column) =>
    /^(date|date name|time period|period|month|quarter|year)$/.test(foldHeader(column)),
  );
}

/**
 * Looks at the dates that rows say of themselves where one period is to hold for the file. Throws `input_refused` for a row of which no
 * day lies in that period.
 */
export function createDateCheck(table: Table, { dateAt, period }: Plan): (cells: Cells, row: number) => void {
  if (dateAt < 0 || period === null || !('fixed' in period)) return () => undefined;
  const { fixed } = period;
  let passed = '';
  return (cells, row) => {
    const cell = cells[dateAt]!.trim();
    if (cell === passed) return;
    const stated = parsePeriod(cell);
    if (stated !== undefined && (stated.first > fixed.last || fixed.first > stated.last))
      throw refuseRow(table, { column: table.layout.columns[dateAt]!, cell, row }, { stated, fixed });
    passed = cell;
  };
}

function refuseRow(
  table: Table,
  { column, cell, row }: { column: string; cell: string; row: number },
  { stated, fixed }: { stated: Period; fixed: Period },
): Error {
  return refusal(
    `“${table.label}” says in the column “${column}” that this row is of ${stated.label}, not of ${fixed.label}.`,
    {
      file: table.label,
      row,
      column,
      found: cell,
      expected: fixed.label,
      hint: `Read the period of each row from that column (--period-column "${column}" in place of --period), or correct the period.`,
    },
  );
}

/** Throws where a line above the table says a date that has no day in common with the period that is to hold for the file. */
function refuseOtherDate(table: Table, period: Period): void {
  for (const { key, value } of table.layout.preamble) {
    const stated = /^(date|time|time period|period|month|quarter|year)$/i.test(key)
      ? parsePeriod(value)
      : undefined;
    if (!stated || (stated.first <= period.last && period.first <= stated.last)) continue;
    throw refusal(
      `“${table.label}” says above its table that it is of ${stated.label}, not of ${period.label}.`,
      {
        file: table.label,
        found: `${key}: ${value}`,
        expected: period.label,
        hint: `Import it as ${stated.id}, or correct that line of the file if it is wrong.`,
      },
    );
  }
}

function planFixedCuts(mapping: ObservationsMapping): Map<string, string> {
  const cuts = new Map<string, string>();
  for (const [dimension, value] of Object.entries(mapping.cohort)) {
    const cut = readCut(value);
    if (cut !== null) cuts.set(cleanDimension(dimension), cut);
  }
  return cuts;
}

function findStatus(table: Table): number {
  return (
    findColumn(table.layout.columns, 'OBS_STATUS_NAME') ??
    findColumn(table.layout.columns, 'OBS_STATUS') ??
    -1
  );
}

function listUnread(table: Table, plan: Omit<Plan, 'unread'>): number[] {
  const { values, period } = plan;
  const read = new Set([plan.codeAt, plan.statusAt, ...plan.cohorts.map(({ at }) => at), ...plan.where]);
  if (period && 'at' in period) read.add(period.at);
  for (const at of values.from === 'column'
    ? [values.at]
    : values.from === 'sum'
      ? values.at
      : values.columns.map((column) => column.at)) {
    read.add(at);
  }
  return table.layout.columns.map((_, at) => at).filter((at) => !read.has(at));
}
