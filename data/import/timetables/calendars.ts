import {
  blank,
  readDate,
  readText,
  readWhole,
  type Feed,
  createIdIndex,
  type IdIndex,
  type FeedRow,
  readTable,
  type Rejection,
} from '#data/formats/gtfs';

/** The services of a feed and the days they run on, as days since 1 January 1970. */
export interface Services {
  ids: IdIndex;
  ranges: ServiceRange[];
  exceptions: ServiceException[];
}

export interface ServiceRange {
  service: number;
  first: number;
  last: number;
  /** Bit 0 Monday … bit 6 Sunday. */
  weekdays: number;
}

export interface ServiceException {
  service: number;
  day: number;
  added: boolean;
}

const weekdayColumns = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const longestRange = 36_525;

/** Reads calendar.txt and calendar_dates.txt, of which a feed may have either or both. */
export async function readServices(feed: Feed): Promise<Services> {
  const services: Services = { ids: createIdIndex(), ranges: [], exceptions: [] };
  const rangeColumns = ['service_id', ...weekdayColumns, 'start_date', 'end_date'];
  await readTable(feed, {
    file: 'calendar.txt',
    columns: rangeColumns,
    required: rangeColumns,
    ids: [0],
    visit: (row) => visitRange(services, row),
  });
  const exceptionColumns = ['service_id', 'date', 'exception_type'];
  await readTable(feed, {
    file: 'calendar_dates.txt',
    columns: exceptionColumns,
    required: exceptionColumns,
    ids: [0],
    visit: (row) => visitException(services, row),
  });
  return services;
}

function visitRange({ ids, ranges }: Services, row: FeedRow): Rejection | undefined {
  if (row.from[0] === row.to[0]) return { column: 'service_id', reason: 'service_id is empty' };
  let weekdays = 0;
  for (let weekday = 0; weekday < 7; weekday++) {
    const runs = readWhole(row, weekday + 1);
    if (runs !== 0 && runs !== 1) return notAFlag(row, weekday);
    weekdays |= runs << weekday;
  }
  const first = readDate(row, 8);
  if (first < 0) return notADate(row, 8, 'start_date');
  const last = readDate(row, 9);
  if (last < 0) return notADate(row, 9, 'end_date');
  if (last < first) {
    const reason = `end_date ${readText(row, 9)} lies before start_date ${readText(row, 8)}`;
    return { column: 'end_date', reason, kind: 'services that end before they begin' };
  }
  if (last - first > longestRange) {
    const reason = `runs from ${readText(row, 8)} to ${readText(row, 9)}, which is longer than 100 years`;
    return { column: 'end_date', reason, kind: 'services of more than 100 years' };
  }
  ranges.push({ service: ids.add(row, 0), first, last, weekdays });
  return undefined;
}

function notAFlag(row: FeedRow, weekday: number): Rejection {
  const column = weekdayColumns[weekday]!;
  return {
    column,
    reason: `“${readText(row, weekday + 1)}” in ${column} is neither 0 nor 1`,
    kind: 'weekdays that are neither 0 nor 1',
  };
}

function notADate(row: FeedRow, cell: number, column: string): Rejection {
  const text = readText(row, cell);
  const reason = text === '' ? `${column} is empty` : `“${text}” in ${column} is not a date such as 20230816`;
  return { column, reason, kind: 'dates that are none' };
}

function visitException({ ids, exceptions }: Services, row: FeedRow): Rejection | undefined {
  if (row.from[0] === row.to[0]) return { column: 'service_id', reason: 'service_id is empty' };
  const day = readDate(row, 1);
  if (day < 0) return notADate(row, 1, 'date');
  const type = readWhole(row, 2);
  if (type !== 1 && type !== 2) {
    const found =
      type === blank ? 'exception_type is empty' : `exception_type “${readText(row, 2)}” is neither 1 nor 2`;
    return { column: 'exception_type', reason: found, kind: 'exceptions that neither add nor remove' };
  }
  exceptions.push({ service: ids.add(row, 0), day, added: type === 1 });
  return undefined;
}

/** Monday 0 … Sunday 6 of a day counted from 1 January 1970, a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Gives the days of a service, in order. A date both added and removed is removed. */
export type ServiceDays = (service: number) => readonly number[];

/** Prepares to list the days of any service. They are worked out on every call: all of them at once would fill memory. */
export function listFeedDays({ ranges, exceptions }: Services): ServiceDays {
  const rangesOf = Map.groupBy(ranges, ({ service }) => service);
  const exceptionsOf = Map.groupBy(exceptions, ({ service }) => service);
  return (service) => daysOf(rangesOf.get(service) ?? [], exceptionsOf.get(service) ?? []);
}

function daysOf(ranges: readonly ServiceRange[], exceptions: readonly ServiceException[]): number[] {
  const days: number[] = [];
  for (const { first, last, weekdays } of ranges) {
    for (let day = first; day <= last; day++) if (((weekdays >> weekdayOf(day)) & 1) === 1) days.push(day);
  }
  if (exceptions.length === 0 && ranges.length < 2) return days;
  const exact = new Set(days);
  for (const { day, added } of exceptions) if (added) exact.add(day);
  for (const { day, added } of exceptions) if (!added) exact.delete(day);
  return [...exact].toSorted((a, b) => a - b);
}
