import { dayFromDate } from './calendar.ts';
import { packTexts, type Timetable } from './timetable.ts';
import type { CalendarInput, TimetableInput } from './input.ts';

export type ServiceColumns = Pick<
  Timetable,
  | 'serviceIds'
  | 'rangeStart'
  | 'rangeFirstDay'
  | 'rangeLastDay'
  | 'rangeWeekdays'
  | 'exceptionStart'
  | 'exceptionDay'
  | 'exceptionAdded'
>;

/**
 * The calendar of the services that trips name; `ids` in order. A service without any row never runs. Throws `usage`
 * for a date that is none.
 */
export function buildServices(input: TimetableInput, ids: readonly string[]): ServiceColumns {
  const ranges = rowsById(input.calendars);
  const exceptions = rowsById(input.calendarDates);
  const rangesOf = ids.map((id) => (ranges.get(id) ?? []).map(toRange).toSorted(compareRanges));
  const exceptionsOf = ids.map((id) => {
    const added = new Map<number, boolean>();
    for (const { date, added: isAdded } of exceptions.get(id) ?? []) {
      const day = dayFromDate(date);
      added.set(day, isAdded && (added.get(day) ?? true));
    }
    return [...added].toSorted(([a], [b]) => a - b);
  });
  return {
    serviceIds: packTexts(ids),
    rangeStart: startsOf(rangesOf),
    rangeFirstDay: Int32Array.from(rangesOf.flat(), ({ first }) => first),
    rangeLastDay: Int32Array.from(rangesOf.flat(), ({ last }) => last),
    rangeWeekdays: Uint8Array.from(rangesOf.flat(), ({ weekdays }) => weekdays),
    exceptionStart: startsOf(exceptionsOf),
    exceptionDay: Int32Array.from(exceptionsOf.flat(), ([day]) => day),
    exceptionAdded: Uint8Array.from(exceptionsOf.flat(), ([, added]) => (added ? 1 : 0)),
  };
}

function rowsById<T extends { serviceId: string }>(rows: readonly T[]): Map<string, T[]> {
  const byId = new Map<string, T[]>();
  for (const row of rows) {
    const list = byId.get(row.serviceId);
    if (list === undefined) byId.set(row.serviceId, [row]);
    else list.push(row);
  }
  return byId;
}

interface Range {
  first: number;
  last: number;
  weekdays: number;
}

function toRange({ firstDate, lastDate, weekdays }: CalendarInput): Range {
  const bits = weekdays.reduce((mask, runs, day) => (runs && day < 7 ? mask | (1 << day) : mask), 0);
  return { first: dayFromDate(firstDate), last: dayFromDate(lastDate), weekdays: bits };
}

function compareRanges(a: Range, b: Range): number {
  return a.first - b.first || a.last - b.last || a.weekdays - b.weekdays;
}

function startsOf(lists: readonly { length: number }[]): Int32Array {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach(({ length }, index) => {
    starts[index + 1] = starts[index]! + length;
  });
  return starts;
}
