import type { Period, PeriodId } from '#contract';

/** A month as a count: 12 × year + (month − 1). Runs of months are then plain integer ranges. */
export type MonthIndex = number;

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Years outside this range are taken for some other number: area codes, counts and ranks must not pass for years. */
const firstYear = 1801;
const lastYear = 2199;

/** The month index of a year and a month counted from 1; undefined where either cannot be. */
export function monthIndex(year: number, month: number): MonthIndex | undefined {
  if (!Number.isInteger(year) || year < firstYear || year > lastYear) return undefined;
  if (!Number.isInteger(month) || month < 1 || month > 12) return undefined;
  return year * 12 + month - 1;
}

/**
 * The period that a run of whole months is, both ends included, under its one canonical id: `2017-09` for a month,
 * `2017-Q3` for a calendar quarter, `2017` for a calendar year, `2017/18` for April to March, and
 * `2016-07..2017-06` for any other run. Undefined where the run ends before it begins.
 */
export function periodFromMonths(first: MonthIndex, last: MonthIndex): Period | undefined {
  if (last < first) return undefined;
  const { id, label } = nameRun(first, last);
  return { id, label, first: `${monthId(first)}-01`, last: `${monthId(last)}-${lastDayOf(last)}` };
}

/** The period of an id. Undefined where the text is not the canonical id of a period: use `parsePeriod` for what people write. */
export function periodFromId(id: PeriodId): Period | undefined {
  const run = monthsOfId(id);
  const period = run && periodFromMonths(run[0], run[1]);
  return period?.id === id ? period : undefined;
}

/** A period id in words: `September 2017`, `2017 Q3`, `2017/18`, `July 2016 to June 2017`. An unknown id is given back as it is. */
export function formatPeriod(id: PeriodId): string {
  return periodFromId(id)?.label ?? id;
}

/**
 * Orders periods from oldest to newest: by last day, then by first day, then by id. Of two periods that end together
 * the shorter one counts as newer, because it is nearer to its end. Total: 0 only for the same id.
 */
export function comparePeriods(a: Period, b: Period): number {
  return compareTexts(a.last, b.last) || compareTexts(a.first, b.first) || compareTexts(a.id, b.id);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function nameRun(first: MonthIndex, last: MonthIndex): { id: string; label: string } {
  const year = Math.floor(first / 12);
  const month = first % 12;
  const months = last - first + 1;
  if (months === 1) return { id: monthId(first), label: monthLabel(first) };
  if (months === 3 && month % 3 === 0) return nameQuarter(year, month / 3 + 1);
  if (months === 12 && month === 0) return { id: String(year), label: String(year) };
  if (months === 12 && month === 3) return nameFinancialYear(year);
  return { id: `${monthId(first)}..${monthId(last)}`, label: `${monthLabel(first)} to ${monthLabel(last)}` };
}

function nameQuarter(year: number, quarter: number): { id: string; label: string } {
  return { id: `${year}-Q${quarter}`, label: `${year} Q${quarter}` };
}

function nameFinancialYear(year: number): { id: string; label: string } {
  const id = `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
  return { id, label: id };
}

function monthId(month: MonthIndex): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

function monthLabel(month: MonthIndex): string {
  return `${monthNames[month % 12]!} ${Math.floor(month / 12)}`;
}

function lastDayOf(month: MonthIndex): number {
  const year = Math.floor(month / 12);
  const inYear = (month % 12) + 1;
  if (inYear === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(inYear) ? 30 : 31;
}

function monthsOfId(id: string): [MonthIndex, MonthIndex] | undefined {
  const parts = /^(\d{4})(?:-Q([1-4])|-(\d\d)|\/\d\d)?(?:\.\.(\d{4})-(\d\d))?$/.exec(id);
  if (!parts) return undefined;
  const [, year = '', quarter, month, endYear, endMonth] = parts;
  const run = startOfId(id, Number(year), quarter, month);
  if (!run || endYear === undefined) return run;
  const end = monthIndex(Number(endYear), Number(endMonth));
  return month !== undefined && end !== undefined ? [run[0], end] : undefined;
}

function startOfId(
  id: string,
  year: number,
  quarter: string | undefined,
  month: string | undefined,
): [MonthIndex, MonthIndex] | undefined {
  const start = monthIndex(
    year,
    quarter ? Number(quarter) * 3 - 2 : month ? Number(month) : id.includes('/') ? 4 : 1,
  );
  if (start === undefined) return undefined;
  return [start, start + (month ? 0 : quarter ? 2 : 11)];
}
