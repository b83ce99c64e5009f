import { parsePeriod } from '#core/periods';

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ]\d{2}:\d{2}.*)?$/i;
const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{2}:\d{2}.*)?$/;
const written = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})$/i;
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The day (ISO) that a text means: `2008-04-01`, `01/04/2008` (day first, as in Britain), `1 April 2008`; of a month,
 * quarter or year its first or last day. Undefined where it is none, also for the 31st of a month with 30 days.
 */
export function parseDay(text: string, side: 'first' | 'last'): string | undefined {
  const trimmed = text.trim();
  const [, isoYear, isoMonth, isoDay] = iso.exec(trimmed) ?? [];
  if (isoYear !== undefined) return dayOf(Number(isoYear), Number(isoMonth), Number(isoDay));
  const [, day, month, year] = british.exec(trimmed) ?? [];
  if (day !== undefined) return dayOf(Number(year), Number(month), Number(day));
  const [, writtenDay, name, writtenYear] = written.exec(trimmed) ?? [];
  const named = monthNames.indexOf(name?.slice(0, 3).toLowerCase() ?? '') + 1;
  if (writtenDay !== undefined && named > 0) return dayOf(fullYear(writtenYear!), named, Number(writtenDay));
  return parsePeriod(trimmed)?.[side];
}

function fullYear(text: string): number {
  if (text.length === 4) return Number(text);
  return Number(text) < 50 ? 2000 + Number(text) : 1900 + Number(text);
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}
