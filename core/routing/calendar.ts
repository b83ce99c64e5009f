import { PinpointError } from '#contract';
import type { Timetable } from './timetable.ts';

const dayMs = 86_400_000;

/**
 * The number of days from 1 January 1970 to a date written `2023-08-16` (proleptic Gregorian, no time zone).
 * Throws `usage` when the text is no date of the calendar.
 */
export function dayFromDate(date: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts !== null) {
    const day = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / dayMs;
    if (dateFromDay(day) === date) return day;
  }
  throw new PinpointError('usage', `“${date}” is not a date.`, {
    found: date,
    expected: 'a date such as 2023-08-16',
  });
}

/** The date of a day number, as `2023-08-16`. */
export function dateFromDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Which services run on a day: a set of bits, bit s of byte s ≫ 3. Exceptions beat ranges. */
export function servicesOnDay(timetable: Timetable, day: number): Uint8Array {
  const count = timetable.rangeStart.length - 1;
  const bits = new Uint8Array((count + 7) >> 3);
  for (let service = 0; service < count; service++) {
    if (runsOnDay(timetable, service, day)) bits[service >> 3]! |= 1 << (service & 7);
  }
  return bits;
}

/** Whether a service is in a set made by `servicesOnDay`. */
export function hasService(bits: Uint8Array, service: number): boolean {
  return ((bits[service >> 3]! >> (service & 7)) & 1) === 1;
}

function runsOnDay(timetable: Timetable, service: number, day: number): boolean {
  const last = timetable.exceptionStart[service + 1]!;
  for (let row = timetable.exceptionStart[service]!; row < last; row++) {
    if (timetable.exceptionDay[row] === day) return timetable.exceptionAdded[row] === 1;
  }
  for (let row = timetable.rangeStart[service]!; row < timetable.rangeStart[service + 1]!; row++) {
    if (rangeHolds(timetable, row, day)) return true;
  }
  return false;
}

function rangeHolds(timetable: Timetable, row: number, day: number): boolean {
  if (day < timetable.rangeFirstDay[row]! || day > timetable.rangeLastDay[row]!) return false;
  return ((timetable.rangeWeekdays[row]! >> weekdayOf(day)) & 1) === 1;
}

/** Monday 0 … Sunday 6; 1 January 1970 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Days, in order, on which at least one trip starts. */
export function daysWithService(timetable: Timetable): number[] {
  const days = new Set<number>();
  for (const service of new Set(timetable.tripService)) {
    for (const day of candidateDays(timetable, service)) {
      if (!days.has(day) && runsOnDay(timetable, service, day)) days.add(day);
    }
  }
  return [...days].toSorted((a, b) => a - b);
}

function* candidateDays(timetable: Timetable, service: number): Generator<number> {
  for (let row = timetable.rangeStart[service]!; row < timetable.rangeStart[service + 1]!; row++) {
    for (let day = timetable.rangeFirstDay[row]!; day <= timetable.rangeLastDay[row]!; day++) yield day;
  }
  for (let row = timetable.exceptionStart[service]!; row < timetable.exceptionStart[service + 1]!; row++) {
    yield timetable.exceptionDay[row]!;
  }
}

/** Dates, in order, on which at least one trip starts. Empty for a timetable without trips. */
export function datesWithService(timetable: Timetable): string[] {
  return daysWithService(timetable).map(dateFromDay);
}

/** Every day with service, in order, and how many trips start on it. Empty for a timetable without trips. */
export function listServiceDays(timetable: Timetable): { day: string; trips: number }[] {
  const tripsOf = new Map<number, number>();
  for (const service of timetable.tripService) tripsOf.set(service, (tripsOf.get(service) ?? 0) + 1);
  const byDay = new Map<number, number>();
  for (const [service, trips] of tripsOf) {
    for (const day of new Set(candidateDays(timetable, service)))
      if (runsOnDay(timetable, service, day)) byDay.set(day, (byDay.get(day) ?? 0) + trips);
  }
  return [...byDay].toSorted(([a], [b]) => a - b).map(([day, trips]) => ({ day: dateFromDay(day), trips }));
}

/** How many trips start on a service day: those with times after 24:00 count on the day they belong to. Throws `usage` for no date. */
export function tripsOn(timetable: Timetable, date: string): number {
  const bits = servicesOnDay(timetable, dayFromDate(date));
  return timetable.tripService.reduce((sum, service) => sum + (hasService(bits, service) ? 1 : 0), 0);
}

/**
 * The day number of a date on which something runs. Throws `input_refused` for a date without service, with the dates
 * that have it in the hint, and `usage` for no date.
 */
export function getServiceDay(timetable: Timetable, date: string): number {
  const day = dayFromDate(date);
  const bits = servicesOnDay(timetable, day);
  if (timetable.tripService.some((service) => hasService(bits, service))) return day;
  throw new PinpointError('input_refused', `The timetable has no service on ${date}.`, {
    found: date,
    expected: 'a date with service',
    hint: hintOfDays(daysWithService(timetable)),
  });
}

const mostSpans = 12;

function hintOfDays(days: readonly number[]): string {
  if (days.length === 0) return 'The timetable has no service on any date.';
  const spans = spansOf(days);
  const texts = spans
    .slice(0, mostSpans)
    .map(([first, last]) =>
      first === last ? dateFromDay(first) : `${dateFromDay(first)} to ${dateFromDay(last)}`,
    );
  const rest = spans.length > mostSpans ? `, … and further to ${dateFromDay(days.at(-1)!)}` : '';
  return `Dates with service: ${texts.join(', ')}${rest}.`;
}

function spansOf(days: readonly number[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const day of days) {
    const span = spans.at(-1);
    if (span?.[1] === day - 1) span[1] = day;
    else spans.push([day, day]);
  }
  return spans;
}
