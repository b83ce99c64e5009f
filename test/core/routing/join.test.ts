import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildTimetable,
  datesWithService,
  encodeTimetable,
  joinTimetables,
  listServiceDays,
  listTexts,
  measureMinutesFrom,
  measureMinutesTo,
  shareTimetable,
  tripsOn,
  viewTimetable,
  type MinuteTable,
  type StopTimesInput,
  type Timetable,
  type TimetableInput,
} from '#core/routing';
import { aCase, aFeed, day, type RandomQuestion } from './networks.ts';
import { makeOracle } from './oracle.ts';
import { casesOf } from '../../trial-length.ts';

type Ask = typeof measureMinutesFrom;
const bothWays = [
  ['leaving', measureMinutesFrom],
  ['arriving', measureMinutesTo],
] as const;

const nothing = buildTimetable(aFeed({ trips: [] }));

/** The minutes of a question, or undefined where nothing runs on the day. */
function measure(timetable: Timetable, question: RandomQuestion, ask: Ask): MinuteTable | undefined {
  if (!datesWithService(timetable).includes(day)) return undefined;
  const { place, points, fromMinute, minutes, limitMinutes, maxWalkMinutes } = question;
  return ask({
    timetable,
    date: day,
    window: { fromMinute, toMinute: fromMinute + minutes },
    limitMinutes,
    maxWalkMinutes,
    place,
    points: { lon: points.map(({ lon }) => lon), lat: points.map(({ lat }) => lat) },
  });
}

/** A feed with only some of its trips, and all of its stops, calendars and changes. */
function withTrips(input: TimetableInput, isKept: (trip: number) => boolean): TimetableInput {
  const kept = input.trips.flatMap((_, trip) => (isKept(trip) ? [trip] : []));
  const ids = new Set(kept.map((trip) => input.trips[trip]!.id));
  const rows = Array.from(input.stopTimes.trip, (_, row) => row).filter((row) =>
    isKept(input.stopTimes.trip[row]!),
  );
  const columns = Object.entries(input.stopTimes).map(([name, column]: [string, ArrayLike<number>]) => [
    name,
    rows.map((row) => (name === 'trip' ? kept.indexOf(column[row]!) : column[row]!)),
  ]);
  return {
    ...input,
    trips: kept.map((trip) => input.trips[trip]!),
    stopTimes: Object.fromEntries(columns) as StopTimesInput,
    frequencies: input.frequencies.filter(({ tripId }) => ids.has(tripId)),
  };
}

/** The same feed as another publisher would have it: every id with a mark of its own. */
function renamed(input: TimetableInput, mark: string): TimetableInput {
  const own = (id: string): string => `${mark}:${id}`;
  return {
    ...input,
    stops: input.stops.map((stop) => ({
      ...stop,
      id: own(stop.id),
      parentId: stop.parentId === null ? null : own(stop.parentId),
    })),
    stations: input.stations.map((station) => ({ ...station, id: own(station.id) })),
    trips: input.trips.map((trip) => ({ ...trip, id: own(trip.id), serviceId: own(trip.serviceId) })),
    calendars: input.calendars.map((row) => ({ ...row, serviceId: own(row.serviceId) })),
    calendarDates: input.calendarDates.map((row) => ({ ...row, serviceId: own(row.serviceId) })),
    frequencies: input.frequencies.map((row) => ({ ...row, tripId: own(row.tripId) })),
    transfers: input.transfers.map((row) => ({ ...row, fromId: own(row.fromId), toId: own(row.toId) })),
  };
}

/** Two feeds of different ids as one, made from the rows and not by the code under test. */
function union(a: TimetableInput, b: TimetableInput): TimetableInput {
  const column = (name: keyof StopTimesInput, shift: number): number[] => [
    ...Array.from(a.stopTimes[name]),
    ...Array.from(b.stopTimes[name], (value) => value + shift),
  ];
  return {
    stops: [...a.stops, ...b.stops],
    stations: [...a.stations, ...b.stations],
    routes: a.routes,
    trips: [...a.trips, ...b.trips],
    calendars: [...a.calendars, ...b.calendars],
    calendarDates: [...a.calendarDates, ...b.calendarDates],
    frequencies: [...a.frequencies, ...b.frequencies],
    transfers: [...a.transfers, ...b.transfers],
    stopTimes: {
      trip: column('trip', a.trips.length),
      stop: column('stop', a.stops.length),
      sequence: column('sequence', 0),
      arrival: column('arrival', 0),
      departure: column('departure', 0),
      pickup: column('pickup', 0),
      dropOff: column('dropOff', 0),
    },
  };
}

/** A line of four stops 3 km apart, there and back, that begins `east` stops east and a walk of up to 700 m north. */
function aLine(mark: string, east: number): fc.Arbitrary<TimetableInput> {
  const aTrip = fc.record({
    start: fc.integer({ min: 440, max: 560 }).map((minute) => minute * 60),
    legs: fc.array(fc.integer({ min: 150, max: 500 }), { minLength: 4, maxLength: 4 }),
    back: fc.boolean(),
  });
  const aWord = fc.record({ type: fc.constantFrom(1, 2, 3), minSeconds: fc.integer({ min: 0, max: 400 }) });
  return fc
    .record({
      trips: fc.array(aTrip, { minLength: 2, maxLength: 8 }),
      north: fc.integer({ min: 0, max: 7 }),
      word: fc.option(aWord, { freq: 2 }),
    })
    .map(({ trips, north, word }) =>
      aFeed({
        stops: [0, 1, 2, 3].map((stop) => ({
          id: `${mark}${stop}`,
          name: `Stop ${stop}`,
          lon: -3 + (east + stop) * 0.045,
          lat: 53.4 + north * 0.0009,
          parentId: null,
        })),
        transfers: word === null ? [] : [{ fromId: `${mark}1`, toId: `${mark}2`, ...word }],
        trips: trips.map(({ start, legs, back }, trip) => ({
          id: `${mark} trip ${trip}`,
          serviceId: `${mark} daily`,
          calls: callsAlong(start, legs, back),
        })),
      }),
    );
}

function callsAlong(start: number, legs: readonly number[], back: boolean) {
  let time = start;
  return legs.map((leg, at) => {
    if (at > 0) time += leg;
    return { stop: back ? 3 - at : at, arrives: time, departs: time };
  });
}

/** Two lines of two feeds that meet at two stops, and a question from the west end of one to the east end of the other. */
const twoLines = fc
  .tuple(aLine('a', 0), aLine('b', 2), fc.integer({ min: 440, max: 520 }), fc.boolean())
  .map(([a, b, fromMinute, back]) => {
    const [west, east] = [a.stops[0]!, b.stops[3]!];
    const [place, points] = back ? [east, [west, b.stops[0]!]] : [west, [east, a.stops[3]!]];
    const limits = { minutes: 2, limitMinutes: 180, maxWalkMinutes: 15 };
    return { a, b, question: { place, points, fromMinute, ...limits } };
  });

/** Two feeds of one region of which neither knows of the other. */
const twoFeeds = fc
  .tuple(aCase(fc.constant(1)), aCase(fc.constant(1)))
  .map(([[a, question], [other]]) => ({ a, b: renamed(other, 'b'), question }));

const aWindow = fc.integer({ min: 1, max: 8 });
const aSplit = fc.array(fc.boolean(), { minLength: 16, maxLength: 16 });

describe('several timetables together', () => {
  test('an empty one changes nothing', () => {
    fc.assert(
      fc.property(aCase(aWindow), ([input]) => {
        const timetable = buildTimetable(input);
        const joined = joinTimetables([nothing, timetable, nothing]);
        expect(encodeTimetable(joined)).toEqual(encodeTimetable(timetable));
      }),
      { numRuns: casesOf(50, 200) },
    );
  });

  test('none at all are an empty timetable', () => {
    expect(encodeTimetable(joinTimetables([]))).toEqual(encodeTimetable(nothing));
  });

  test('their order does not matter, nor does one that is given twice', () => {
    fc.assert(
      fc.property(aCase(aWindow), aCase(aWindow), aCase(aWindow), (...cases) => {
        const [a, b, c] = cases.map(([input]) => buildTimetable(input)) as [Timetable, Timetable, Timetable];
        const joined = encodeTimetable(joinTimetables([a, b, c]));
        for (const order of [
          [c, b, a],
          [b, c, a],
          [a, c, b, a, b],
        ])
          expect(encodeTimetable(joinTimetables(order))).toEqual(joined);
      }),
      { numRuns: casesOf(50, 200) },
    );
  });

  test.each(bothWays)('the trips of a feed in two feeds give the same minutes, %s', (_, ask) => {
    fc.assert(
      fc.property(aCase(aWindow), aSplit, ([input, question], split) => {
        const whole = measure(buildTimetable(input), question, ask);
        const parts = [true, false].map((side) =>
          buildTimetable(withTrips(input, (trip) => split[trip] === side)),
        );
        expect(measure(joinTimetables(parts), question, ask)).toEqual(whole);
      }),
      { numRuns: casesOf(200, 1000) },
    );
  });

  test.each(bothWays)('two feeds give what a search written separately finds in both, %s', (_, ask) => {
    let changed = 0;
    fc.assert(
      fc.property(fc.oneof(twoLines, twoFeeds), ({ a, b, question: asked }) => {
        // Who must arrive at the time at which the first vehicles leave can take none of them.
        const question = ask === measureMinutesTo ? { ...asked, fromMinute: asked.fromMinute + 60 } : asked;
        const { limitMinutes, maxWalkMinutes } = question;
        const oracle = makeOracle({ input: union(a, b), date: day, limitMinutes, maxWalkMinutes });
        const [inA, inB] = [buildTimetable(a), buildTimetable(b)];
        const table = measure(joinTimetables([inB, inA]), question, ask);
        expect(table !== undefined).toBe(oracle.hasService);
        const alone = [inA, inB].map((timetable) => measure(timetable, question, ask)?.minutes);
        table?.minutes.forEach((minutes, at) => {
          const point = question.points[Math.floor(at / question.minutes)]!;
          const minute = question.fromMinute + (at % question.minutes);
          const expected =
            ask === measureMinutesFrom
              ? oracle.leaveAt(question.place, point, minute)
              : oracle.arriveBy(point, question.place, minute);
          if (expected === Infinity) expect(minutes).toBe(Infinity);
          else expect(Math.abs(minutes - expected), `entry ${at}`).toBeLessThan(1e-7);
          // Sooner than by either feed alone: a journey that changes from one to the other.
          if (alone.every((one) => one !== undefined && one[at]! > minutes + 1e-7)) changed++;
        });
      }),
      { numRuns: casesOf(160, 800) },
    );
    expect(changed).toBeGreaterThan(10);
  });

  test('laid in shared memory it is the same', () => {
    const [a, b] = [aTown('a', 480), aTown('b', 500)].map(buildTimetable) as [Timetable, Timetable];
    const joined = joinTimetables([a, b]);
    expect(encodeTimetable(viewTimetable(shareTimetable(joined)))).toEqual(encodeTimetable(joined));
  });
});

/** Two stops 10 minutes apart and a bus between them at a minute of the day. */
function aTown(mark: string, minute: number): TimetableInput {
  return aFeed({
    stops: ['X', 'Y'].map((id, at) => ({ id, name: id, lon: -3 + at * 0.1, lat: 53.4, parentId: null })),
    trips: [
      {
        id: mark,
        serviceId: `${mark} days`,
        calls: [0, 1].map((stop) => ({
          stop,
          arrives: (minute + 10 * stop) * 60,
          departs: (minute + 10 * stop) * 60,
        })),
      },
    ],
  });
}

describe('stops of several timetables', () => {
  const build = (change: (input: TimetableInput) => TimetableInput): Timetable =>
    joinTimetables([buildTimetable(aTown('a', 480)), buildTimetable(change(aTown('b', 500)))]);

  test('are one where id and place are the same', () => {
    expect(listTexts(build((input) => input).stopIds)).toEqual(['X', 'Y']);
  });

  test('are two where only the id or only the place is the same', () => {
    const moved = build((input) => ({
      ...input,
      stops: input.stops.map((stop) => ({ ...stop, lon: stop.lon + 0.001 })),
    }));
    expect(listTexts(moved.stopIds)).toEqual(['X', 'Y', 'X', 'Y']);
    expect(listTexts(build((input) => renamed(input, 'b')).stopIds)).toHaveLength(4);
  });

  test('without a place are one where id and name are the same', () => {
    const lost = (name: string) => (input: TimetableInput) => ({
      ...input,
      stops: input.stops.map((stop) => ({ ...stop, name, lon: Number.NaN, lat: Number.NaN })),
    });
    const [here, there] = [lost('Gate')(aTown('a', 480)), lost('Gate')(aTown('b', 500))].map(buildTimetable);
    expect(joinTimetables([here!, there!]).stopLon).toHaveLength(2);
    const other = buildTimetable(lost('Quay')(aTown('b', 500)));
    expect(joinTimetables([here!, other]).stopLon).toHaveLength(4);
  });

  test('follow what either feed says of changes, and the more careful one where both speak', () => {
    const says = (mark: string, type: number, minSeconds: number | null): Timetable =>
      buildTimetable({
        ...aTown(mark, 480),
        transfers: [{ fromId: 'X', toId: 'Y', type, minSeconds }],
      });
    const secondsOf = (...members: Timetable[]) => [...joinTimetables(members).transferSeconds];
    expect(secondsOf(says('a', 2, 100), buildTimetable(aTown('b', 500)))).toEqual([100]);
    expect(secondsOf(says('a', 2, 100), says('b', 2, 300))).toEqual([300]);
    expect(secondsOf(says('a', 2, 100), says('b', 3, null))).toEqual([-1]);
  });
});

describe('days of several timetables', () => {
  const onDate = (mark: string, date: string): Timetable =>
    buildTimetable({
      ...aTown(mark, 480),
      calendars: [],
      calendarDates: [{ serviceId: `${mark} days`, date, added: true }],
    });

  test('each service runs on its own dates', () => {
    const joined = joinTimetables([onDate('a', '2024-03-05'), onDate('b', '2024-03-06')]);
    expect(listServiceDays(joined)).toEqual([
      { day: '2024-03-05', trips: 1 },
      { day: '2024-03-06', trips: 1 },
    ]);
    expect(tripsOn(joined, '2024-03-06')).toBe(1);
  });

  test('services of the same name stay apart', () => {
    const [a, b] = [onDate('a', '2024-03-05'), onDate('a', '2024-03-06')];
    expect(datesWithService(joinTimetables([a, b]))).toEqual(['2024-03-05', '2024-03-06']);
    expect(tripsOn(joinTimetables([a, b]), '2024-03-05')).toBe(1);
  });

  test('the days and trips of a random timetable are those of its dates', () => {
    fc.assert(
      fc.property(aCase(aWindow), ([input]) => {
        const timetable = buildTimetable(input);
        const days = datesWithService(timetable);
        expect(listServiceDays(timetable)).toEqual(
          days.map((each) => ({ day: each, trips: tripsOn(timetable, each) })),
        );
      }),
      { numRuns: casesOf(30, 100) },
    );
  });
});
