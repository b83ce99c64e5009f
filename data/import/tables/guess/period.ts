import type { RowFilter } from '#contract';
import { parsePeriod } from '#core/periods';
import { bareFileName } from '../names.ts';
import type { ColumnFacts } from './facts.ts';
import type { GuessTask } from './geography.ts';

/** Where the period of a table stands. */
export interface PeriodGuess {
  periodColumn: string | null;
  period: string | null;
  /** Columns whose headers are periods. */
  periodColumns: string[] | null;
  /** Where a person said one of the periods that a column has: the filter that takes only its rows. */
  where: RowFilter[];
}

const periodHeaders = [
  /^date name$/,
  /^date$/,
  /^(time )?period/,
  /^month/,
  /^quarter/,
  /^year/,
  /^time/,
  /date|period|month|quarter/,
];

/** The period column; else columns that are periods; else a period in the lines before the header, the file's name or the value's header. */
export function guessPeriod(task: GuessTask, except: readonly number[]): PeriodGuess {
  const { hint, notes } = task;
  const none = { periodColumn: null, period: null, periodColumns: null, where: [] };
  if (hint['periodColumn']) return { ...none, periodColumn: hint['periodColumn'] };
  if (hint['period']) return { ...none, period: hint['period'], where: filterPeriod(task, except) };
  const column = guessPeriodColumn(task, except);
  if (column) {
    notes.push(
      `Periods are read from “${column.name}”, for example ${[...column.distinct][0] ?? 'none yet'}.`,
    );
    return { ...none, periodColumn: column.name };
  }
  const across = task.sample.columns.filter(
    ({ name, at }) => !except.includes(at) && parsePeriod(name) !== undefined,
  );
  if (across.length >= 2) {
    notes.push(`${across.length} headers are periods, from ${across[0]!.name} to ${across.at(-1)!.name}.`);
    return { ...none, periodColumns: across.map(({ name }) => name) };
  }
  return { ...none, period: findPeriodAround(task) };
}

/** Of a column of several periods, the rows of the one that a person said; nothing where no row, or every one, is of it. */
function filterPeriod(task: GuessTask, except: readonly number[]): RowFilter[] {
  const column = guessPeriodColumn(task, except);
  const said = parsePeriod(task.hint['period'] ?? '')?.id;
  if (column === undefined || said === undefined || column.distinct.size < 2) return [];
  const texts = [...column.distinct].filter((text) => parsePeriod(text)?.id === said);
  return texts.length === 1 ? [{ column: column.name, value: texts[0]! }] : [];
}

function guessPeriodColumn({ sample }: GuessTask, except: readonly number[]): ColumnFacts | undefined {
  const candidates = sample.columns.filter(
    ({ at, filled, periods, header }) =>
      !except.includes(at) && (filled > 0 ? periods >= filled / 2 : header.startsWith('date')),
  );
  for (const pattern of periodHeaders) {
    const found = candidates.find(({ header }) => pattern.test(header));
    if (found) return found;
  }
  // Four digits alone are a number like any other; without a telling header only written-out periods count.
  return candidates.find(
    ({ numbers, filled, periods }) => filled > 0 && numbers === 0 && periods >= filled * 0.9,
  );
}

function findPeriodAround({ sample, notes }: GuessTask): string | null {
  for (const { key, value } of sample.layout.preamble) {
    const found = /date|time|period|month|year/i.test(key) ? parsePeriod(value) : undefined;
    if (found) {
      notes.push(`The period ${found.label} stands above the table (“${key}”).`);
      return found.id;
    }
  }
  const inName = periodInName(bareFileName(sample.file));
  if (inName) notes.push(`The period ${inName} is taken from the file's name.`);
  return inName ?? null;
}

/** A period in a file's name; years that belong to a geography (`lsoa_2011`) are left out, and so are names made of random digits. */
function periodInName(name: string): string | undefined {
  if (/[0-9a-f]{8}-[0-9a-f]{4}-/i.test(name)) return undefined;
  const bare = name.replace(
    /(lsoa|msoa|oa|ward|wd|lad|ltla|district|region)s?[ _-]?(\d{4}|\d{2})(?!\d|[-_]?(?:0[1-9]|1[0-2]|q[1-4])(?!\d))/gi,
    ' ',
  );
  for (const pattern of [
    /(?<!\d)((?:19|20)\d\d[-_ ]?q[1-4])(?!\d)/i,
    /(?<!\d)((?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)(?!\d)/,
    /((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-_ ]?(?:19|20)\d\d)(?!\d)/i,
    /(?<!\d)((?:19|20)\d\d[-_](?:\d\d))(?!\d)/,
    /(?<!\d)((?:19|20)\d\d)(?!\d)/,
  ]) {
    const [, text] = pattern.exec(bare) ?? [];
    const found = text === undefined ? undefined : parsePeriod(text.replaceAll('_', '-'));
    if (found) return found.id;
  }
  return undefined;
}

/** A period in the value's header counts for more than one in the file's name. */
export function preferHeaderPeriod(guess: PeriodGuess, header: string): void {
  if (guess.periodColumn !== null || guess.periodColumns) return;
  guess.period = periodInHeader(header) ?? guess.period;
}

/** A period in a header, as in `Total population: mid 2015`; undefined where it names none. */
function periodInHeader(header: string): string | undefined {
  const [, year] = /(?:^|\D)mid[- ]?((?:19|20)\d\d)(?:\D|$)/i.exec(header) ?? [];
  return year === undefined ? undefined : parsePeriod(year)?.id;
}
