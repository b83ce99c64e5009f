import type { TimetableHealth } from '#contract';
import { dateFromDay, dayFromDate, type Timetable, type TimetableInput, tripsOn } from '#core/routing';
import { identifyFeed, type FeedIdentity } from '#core/timetables';

const publisher = 'Pinpoint (synthetic demonstration)';

const modes: Record<number, string> = { 2: 'rail', 3: 'bus', 4: 'ferry' };

/** What the health report of an import would say of the synthetic timetable. */
export function describeTimetable(
  input: TimetableInput,
  timetable: Timetable,
  bytes: number,
): TimetableHealth {
  const days = listDays(input, timetable);
  const served = days.filter(({ trips }) => trips > 0);
  const without = days.filter(({ trips }) => trips === 0).map(({ day }) => ({ first: day, last: day }));
  return {
    publisher,
    version: null,
    timeZone: 'Europe/London',
    counts: {
      agencies: 1,
      routes: input.routes.length,
      stops: input.stops.length,
      stations: input.stations.length,
      trips: input.trips.length,
      stopTimes: input.stopTimes.trip.length,
      frequencies: 0,
      transfers: input.transfers.length,
    },
    modes: describeModes(input),
    firstDay: served[0]?.day ?? null,
    lastDay: served.at(-1)?.day ?? null,
    days,
    tripsADay: summarise(served.map(({ trips }) => trips)),
    weekdays: Array.from({ length: 7 }, (_, weekday) =>
      summarise(served.filter(({ day }) => weekdayOf(day) === weekday).map(({ trips }) => trips)),
    ),
    daysWithout: without,
    calendarDatesOnly: false,
    stopsWithoutTrips: { times: 0, examples: [] },
    duplicateTrips: { times: 0, examples: [] },
    tripsWithoutStops: { times: 0, examples: [] },
    afterMidnight: Array.from(input.stopTimes.departure).filter((seconds) => seconds >= 86_400).length,
    cut: null,
    problems: [],
    bytes,
  };
}

/** By what the synthetic feed would be known again. */
export function identifyTimetable({ routes, stops }: TimetableInput): FeedIdentity {
  return identifyFeed({
    agencies: [publisher],
    lines: routes.map(({ name }) => name),
    stops: stops.map(({ id }) => id),
  });
}

function listDays({ calendars }: TimetableInput, timetable: Timetable): TimetableHealth['days'] {
  const [first, last] = [dayFromDate(calendars[0]!.firstDate), dayFromDate(calendars[0]!.lastDate)];
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const day = dateFromDay(first + i);
    return { day, trips: tripsOn(timetable, day) };
  });
}

function describeModes({ routes, trips }: TimetableInput): TimetableHealth['modes'] {
  const typeOf = new Map(routes.map(({ id, type }) => [id, type]));
  return Object.entries(modes).map(([type, mode]) => ({
    mode,
    routes: routes.filter((route) => route.type === Number(type)).length,
    trips: trips.filter(({ routeId }) => typeOf.get(routeId) === Number(type)).length,
  }));
}

/** Monday = 0; 1 January 1970 was a Thursday. */
function weekdayOf(date: string): number {
  return (dayFromDate(date) + 3) % 7;
}

function summarise(trips: readonly number[]): { days: number; min: number; median: number; max: number } {
  const sorted = trips.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { days: sorted.length, min: at(0), median: at(0.5), max: at(1) };
}
