import type { TimetableHealth } from '#contract';
import { dateFromDay } from '#core/routing';
import { type ServiceDays, weekdayOf } from './calendars.ts';

type DayFacts = Pick<
  TimetableHealth,
  'firstDay' | 'lastDay' | 'days' | 'tripsADay' | 'weekdays' | 'daysWithout'
>;

/**
 * The days that a timetable covers: from the first to the last with any trip, how many trips each has, and the runs of days
 * between them that have none. `tripsOfService` is the number of departures of each service on a day it runs.
 * Without any trip all of it is empty.
 */
export function describeDays(
  tripsOfService: ReadonlyMap<number, number>,
  serviceDays: ServiceDays,
): DayFacts {
  const trips = new Map<number, number>();
  for (const [service, count] of tripsOfService) {
    for (const day of serviceDays(service)) trips.set(day, (trips.get(day) ?? 0) + count);
  }
  if (trips.size === 0) {
    const nothing = { days: 0, min: 0, median: 0, max: 0 };
    return {
      firstDay: null,
      lastDay: null,
      days: [],
      tripsADay: null,
      weekdays: Array.from({ length: 7 }, () => nothing),
      daysWithout: [],
    };
  }
  const served = [...trips.keys()].toSorted((a, b) => a - b);
  const [first, last] = [served[0]!, served.at(-1)!];
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return {
    firstDay: dateFromDay(first),
    lastDay: dateFromDay(last),
    days: all.map((day) => ({ day: dateFromDay(day), trips: trips.get(day) ?? 0 })),
    tripsADay: summarise([...trips.values()]),
    weekdays: Array.from({ length: 7 }, (_, weekday) =>
      summarise(served.filter((day) => weekdayOf(day) === weekday).map((day) => trips.get(day)!)),
    ),
    daysWithout: findGaps(served),
  };
}

function summarise(counts: readonly number[]) {
  const sorted = counts.toSorted((a, b) => a - b);
  return {
    days: sorted.length,
    min: sorted[0] ?? 0,
    median: sorted[Math.ceil(sorted.length / 2) - 1] ?? 0,
    max: sorted.at(-1) ?? 0,
  };
}

function findGaps(served: readonly number[]): { first: string; last: string }[] {
  const gaps: { first: string; last: string }[] = [];
  for (let at = 1; at < served.length; at++) {
    const [before, after] = [served[at - 1]!, served[at]!];
    if (after - before > 1) gaps.push({ first: dateFromDay(before + 1), last: dateFromDay(after - 1) });
  }
  return gaps;
}
