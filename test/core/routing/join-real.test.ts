import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildTimetable,
  joinTimetables,
  listTexts,
  measureMinutesFrom,
  measureMinutesTo,
  type Timetable,
  type TimetableInput,
} from '#core/routing';
import { quietProgress, readGtfs } from '#data/import';
import { hasRealData, realData } from '../../real-data.ts';

/** The feed as one of two companies would publish it: some of its lines, and only the stops where these call. */
function withLines(input: TimetableInput, isKept: (route: string) => boolean): TimetableInput {
  const { stopTimes } = input;
  const trips = input.trips.map(({ routeId }) => isKept(routeId));
  const rows = Array.from(stopTimes.trip, (_, row) => row).filter((row) => trips[stopTimes.trip[row]!]);
  const stops = [...new Set(rows.map((row) => stopTimes.stop[row]!))].toSorted((a, b) => a - b);
  const [tripAt, stopAt] = [new Map<number, number>(), new Map(stops.map((stop, at) => [stop, at]))];
  for (const [trip, kept] of trips.entries()) if (kept) tripAt.set(trip, tripAt.size);
  const column = (values: ArrayLike<number>) => rows.map((row) => values[row]!);
  return {
    ...input,
    stops: stops.map((stop) => input.stops[stop]!),
    routes: input.routes.filter(({ id }) => isKept(id)),
    trips: input.trips.filter((_, trip) => trips[trip]),
    stopTimes: {
      trip: column(stopTimes.trip).map((trip) => tripAt.get(trip)!),
      stop: column(stopTimes.stop).map((stop) => stopAt.get(stop)!),
      sequence: column(stopTimes.sequence),
      arrival: column(stopTimes.arrival),
      departure: column(stopTimes.departure),
      pickup: column(stopTimes.pickup),
      dropOff: column(stopTimes.dropOff),
    },
  };
}

describe.skipIf(!hasRealData)(
  `the buses of Chester${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    let whole: Timetable;
    let parts: Timetable[];
    beforeAll(async () => {
      const name = 'chester-20230816-small_gtfs.zip';
      const file = { path: realData(`transport/${name}`), name };
      const { input } = await readGtfs(file, { progress: quietProgress });
      whole = buildTimetable(input);
      const second = new Set(input.routes.filter((_, at) => at % 2 === 1).map(({ id }) => id));
      parts = [true, false].map((side) =>
        buildTimetable(withLines(input, (route) => second.has(route) === side)),
      );
    });

    /** From or to the bus interchange on a Wednesday morning, to or from every stop. */
    const ask = (timetable: Timetable, reach: typeof measureMinutesFrom) =>
      reach({
        timetable,
        date: '2023-08-16',
        window: { fromMinute: 480, toMinute: 510 },
        limitMinutes: 120,
        place: { lon: -2.88946, lat: 53.194569 },
        points: { lon: whole.stopLon, lat: whole.stopLat },
      }).minutes;

    it('as two feeds of every other line share stops, and are more than either', () => {
      const [first, other] = parts.map(({ stopIds }) => listTexts(stopIds));
      const shared = first!.filter((id) => other!.includes(id)).length;
      expect(shared).toBeGreaterThan(50);
      expect(joinTimetables(parts).stopLon).toHaveLength(first!.length + other!.length - shared);
      expect(shared + listTexts(whole.stopIds).length).toBe(first!.length + other!.length);
    });

    it.each([
      ['from', measureMinutesFrom],
      ['to', measureMinutesTo],
    ] as const)('joined again take the same minutes %s the interchange as the one feed', (_, reach) => {
      const minutes = ask(whole, reach);
      expect(minutes.filter((each) => each < Infinity).length).toBeGreaterThan(10_000);
      expect(ask(joinTimetables(parts), reach)).toEqual(minutes);
      expect(ask(parts[0]!, reach)).not.toEqual(minutes);
    });
  },
);
