import type { Period } from '#contract';
import { monthIndex, periodFromMonths, type MonthIndex } from './period.ts';

type Run = [first: MonthIndex, last: MonthIndex];

/**
 * The period that a text means, in any of the ways publishers write one; undefined where it is not a period. Never throws.
 *
 * - month: `2017-09`, `September 2017`, `Sep-17`, `Sept 2017`, `2017 Sep`, `201709`, `2017M09`, `201709 (Sep-17)`
 * - a day stands for its month: `2017-09-14`, `14/09/2017` (day first, as in Britain), `14 September 2017`, with a time or not
 * - quarter: `2017 Q3`, `Q3 2017`, `2017-Q3`, `Jul-Sep 2017`
 * - year: `2017`, `mid-2017` (a mid-year estimate is filed under its year), `Census 2011`
 * - financial year, April to March: `2017/18`, `2017-18` (unless that is a month: `2011-12` is December), `2017/2018`, `FYE 2018`
 * - any run: `Jul 2016-Jun 2017`, `May 2007 to April 2008`, `2015-2017`, `year ending June 2017`, `2016-07..2017-06`
 *
 * Two-digit years up to 49 are 20xx, later ones 19xx. A mark such as `(p)` or `[r]` at the end is left out.
 */
export function parsePeriod(text: string): Period | undefined {
  if (text.length > 60) return undefined;
  const run = runOf(normalise(text));
  return run && periodFromMonths(run[0], run[1]);
}

function normalise(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/ ?[([](p|r|provisional|revised)[)\]]$/, '');
}

function runOf(text: string): Run | undefined {
  return singleRun(text) ?? runOfYears(text) ?? runToEnd(text) ?? runBetween(text);
}

function singleRun(text: string): Run | undefined {
  const month = monthOf(text);
  if (month !== undefined) return [month, month];
  return quarterOf(text) ?? yearOf(text) ?? financialYearOf(text);
}

const monthNumbers = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, at) => [
    name,
    at + 1,
  ]),
);
const monthWord =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

const namedMonth = new RegExp(
  `^(?:(\\d{1,2})(?:st|nd|rd|th)?[ -])?${monthWord}\\.?,?[ -]?'?(\\d{4}|\\d{2})$`,
);
const yearThenName = new RegExp(`^(\\d{4})[ -]?${monthWord}$`);
const isoDate =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?)?$/;
const britishDate = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{2}:\d{2}(?::\d{2})?)?$/;
const packedMonth = /^(\d{4})m?(\d{2})(?: ?\((.+)\))?$/;

function monthOf(text: string): MonthIndex | undefined {
  return namedMonthOf(text) ?? isoMonthOf(text) ?? britishMonthOf(text) ?? packedMonthOf(text);
}

function namedMonthOf(text: string): MonthIndex | undefined {
  const [, day = '1', name, year] = namedMonth.exec(text) ?? [];
  if (name && year) return dayOf(fullYear(year), numberOfName(name), Number(day));
  const [, firstYear, laterName] = yearThenName.exec(text) ?? [];
  return firstYear && laterName ? monthIndex(Number(firstYear), numberOfName(laterName)) : undefined;
}

function isoMonthOf(text: string): MonthIndex | undefined {
  const [, year, month, day = '1'] = isoDate.exec(text) ?? [];
  return year ? dayOf(Number(year), Number(month), Number(day)) : undefined;
}

function britishMonthOf(text: string): MonthIndex | undefined {
  const [, day, month, year] = britishDate.exec(text) ?? [];
  return day ? dayOf(Number(year), Number(month), Number(day)) : undefined;
}

function packedMonthOf(text: string): MonthIndex | undefined {
  const [, year, month, repeated] = packedMonth.exec(text) ?? [];
  const found = year ? monthIndex(Number(year), Number(month)) : undefined;
  // Stat-Xplore writes the month twice; if the two differ it is something else.
  return repeated === undefined || namedMonthOf(repeated) === found ? found : undefined;
}

function dayOf(year: number, month: number, day: number): MonthIndex | undefined {
  const last = new Date(Date.UTC(2000, month, 0)).getUTCDate();
  return day >= 1 && day <= last ? monthIndex(year, month) : undefined;
}

function quarterOf(text: string): Run | undefined {
  const [, before, quarter, after] =
    /^(?:(\d{4})[ -]?)?(?:q|quarter )([1-4])(?:[ -]?(\d{4}))?$/.exec(text) ?? [];
  if (!quarter || (before === undefined) === (after === undefined)) return undefined;
  const start = monthIndex(Number(before ?? after), Number(quarter) * 3 - 2);
  return start === undefined ? undefined : [start, start + 2];
}

function yearOf(text: string): Run | undefined {
  const [, year] =
    /^(?:mid[ -](?:year )?|census |calendar year |cy ?)?(\d{4})(?: census)?$/.exec(text) ??
    /^(\d{4}) mid-?year$/.exec(text) ??
    [];
  const start = year ? monthIndex(Number(year), 1) : undefined;
  return start === undefined ? undefined : [start, start + 11];
}

function financialYearOf(text: string): Run | undefined {
  const [, ending] = /^(?:fye|financial year ending) ?(\d{4})$/.exec(text) ?? [];
  if (ending) return aprilToMarch(Number(ending) - 1);
  const [, from, to] = /^(?:fy ?|financial year )?(\d{4}) ?[/-]? ?(\d{2}|\d{4})$/.exec(text) ?? [];
  if (!from || !to) return undefined;
  const next = Number(from) + 1;
  return next === Number(to) || (to.length === 2 && next % 100 === Number(to))
    ? aprilToMarch(next - 1)
    : undefined;
}

function aprilToMarch(year: number): Run | undefined {
  const start = monthIndex(year, 4);
  return start === undefined ? undefined : [start, start + 11];
}

/** `2015-2017` and `2015-17`: whole calendar years. The financial years have been taken before. */
function runOfYears(text: string): Run | undefined {
  const [, from, to] = /^(\d{4}) ?(?:-| to ) ?(\d{2}|\d{4})$/.exec(text) ?? [];
  if (!from || !to) return undefined;
  const lastYear = to.length === 4 ? Number(to) : Number(from.slice(0, 2) + to);
  const first = monthIndex(Number(from), 1);
  const last = monthIndex(lastYear, 12);
  return first === undefined || last === undefined || last <= first ? undefined : [first, last];
}

/** `year ending June 2017`, `12 months to June 2017`, `3 months to Jun 2017`. */
function runToEnd(text: string): Run | undefined {
  const [, months, end] = /^(?:year|(\d{1,2}) months) (?:ending|ended|to|ending in) (.+)$/.exec(text) ?? [];
  const last = end === undefined ? undefined : monthOf(end);
  const length = Number(months ?? 12);
  return last === undefined || length < 1 ? undefined : [last - length + 1, last];
}

function runBetween(text: string): Run | undefined {
  for (const { from, to } of splits(text)) {
    const last = monthOf(to);
    const first = last === undefined ? undefined : (monthOf(from) ?? monthBefore(from, last));
    if (first !== undefined && last !== undefined && first <= last) return [first, last];
  }
  return undefined;
}

function splits(text: string): { from: string; to: string }[] {
  const separators = [' to ', '..', ' - ', '-', ' – '];
  return separators.flatMap((separator) => {
    const found: { from: string; to: string }[] = [];
    for (let at = text.indexOf(separator); at > 0; at = text.indexOf(separator, at + 1)) {
      found.push({ from: text.slice(0, at).trim(), to: text.slice(at + separator.length).trim() });
    }
    return found;
  });
}

const bareName = new RegExp(`^${monthWord}\\.?$`);

/** The start of `Jul-Sep 2017` or `Dec to Feb 2018`: the nearest month of that name not after the end. */
function monthBefore(name: string, last: MonthIndex): MonthIndex | undefined {
  const [, word] = bareName.exec(name) ?? [];
  if (!word) return undefined;
  return last - ((last - (numberOfName(word) - 1)) % 12);
}

function numberOfName(name: string): number {
  return monthNumbers.get(name.slice(0, 3))!;
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}
