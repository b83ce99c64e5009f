import { describe, expect, test } from 'vitest';
import {
  buildTimetable,
  datesWithService,
  decodeTimetable,
  encodeTimetable,
  listTexts,
  textAt,
  tripsOn,
  viewTimetable,
  type Timetable,
} from '#core/routing';
import { aFeed, type CallSpec, type TripSpec } from './networks.ts';

const stop = (id: string, parentId: string | null = null) => ({
  id,
  name: `Stop ${id}`,
  lon: -2.9,
  lat: 53.4,
  parentId,
});
const stops = ['d', 'b', 'a', 'c'].map((id) => stop(id));
const [d, b, a, c] = [0, 1, 2, 3];

/** Calls at stops, minutes after midnight, without waiting. */
function calls(...pairs: [stop: number, minute: number][]): CallSpec[] {
  return pairs.map(([at, minute]) => ({ stop: at, arrives: minute * 60, departs: minute * 60 }));
}
const trip = (id: string, ...pairs: [stop: number, minute: number][]): TripSpec => ({
  id,
  serviceId: 'daily',
  calls: calls(...pairs),
});

/** The trips of each pattern. */
function patternsOf(timetable: Timetable): string[][] {
  const ids = listTexts(timetable.tripIds);
  return Array.from(timetable.patternTripStart.subarray(1), (end, pattern) =>
    ids.slice(timetable.patternTripStart[pattern], end),
  );
}

describe('making a timetable', () => {
  test('puts trips with the same stops into one pattern, by departure', () => {
    const timetable = buildTimetable(
      aFeed({
        stops,
        trips: [
          trip('late', [a, 20], [b, 30]),
          trip('early', [a, 0], [b, 10]),
          trip('other', [a, 5], [c, 9]),
        ],
      }),
    );
    expect(listTexts(timetable.stopIds)).toEqual(['a', 'b', 'c', 'd']);
    expect(patternsOf(timetable)).toEqual([['early', 'late'], ['other']]);
    expect([...timetable.departures]).toEqual([0, 600, 1200, 1800, 300, 540]);
  });

  test('keeps trips that overtake, and those with other permissions, in patterns of their own', () => {
    const noBoarding = trip('closed', [a, 40], [b, 50]);
    noBoarding.calls[0]!.pickup = 1;
    const timetable = buildTimetable(
      aFeed({
        stops,
        trips: [
          trip('slow', [a, 0], [b, 60]),
          trip('fast', [a, 10], [b, 20]),
          trip('next', [a, 70], [b, 80]),
          noBoarding,
        ],
      }),
    );
    expect(patternsOf(timetable)).toEqual([['closed'], ['slow', 'next'], ['fast']]);
  });

  test('sorts calls by sequence, whatever their order in the file', () => {
    const feed = aFeed({ stops, trips: [trip('t', [a, 0], [b, 10], [c, 20])] });
    const turned = Object.fromEntries(
      Object.entries(feed.stopTimes).map(([name, column]) => [
        name,
        Array.from(column as number[]).toReversed(),
      ]),
    ) as unknown as typeof feed.stopTimes;
    expect(buildTimetable({ ...feed, stopTimes: turned })).toEqual(buildTimetable(feed));
  });

  test('leaves out what cannot be used and counts it', () => {
    const backward = trip('backward', [a, 10], [b, 5]);
    const leavesEarly: TripSpec = trip('leaves early', [a, 0], [b, 10]);
    leavesEarly.calls[1]!.departs = 60;
    const endless: TripSpec = trip('endless', [a, 0], [b, 10]);
    Object.assign(endless.calls[1]!, { arrives: -1, departs: -1 });
    const feed = aFeed({
      stops,
      trips: [trip('good', [a, 0], [b, 10]), backward, leavesEarly, endless, trip('short', [a, 0])],
      frequencies: [
        { tripId: 'nobody', firstSeconds: 0, lastSeconds: 10, headwaySeconds: 5 },
        { tripId: 'good', firstSeconds: 0, lastSeconds: 10, headwaySeconds: 0 },
      ],
      transfers: [
        { fromId: 'a', toId: 'nowhere', type: 2, minSeconds: 5 },
        { fromId: 'a', toId: 'b', type: 4, minSeconds: null },
      ],
    });
    const stray = {
      ...feed.stopTimes,
      stop: Array.from(feed.stopTimes.stop, (at, row) => (row === 0 ? 99 : at)),
    };
    const timetable = buildTimetable({ ...feed, stopTimes: stray });
    expect(timetable.omitted).toEqual({
      strayStopTimes: 1,
      shortTrips: 2,
      untimedTrips: 1,
      backwardTrips: 2,
      uselessFrequencies: 2,
      uselessTransfers: 2,
    });
    expect(patternsOf(timetable)).toEqual([]);
    expect(patternsOf(buildTimetable(feed))).toEqual([['good']]);
  });

  test('joins a stop to the station at the end of its chain, and to none in a circle', () => {
    const timetable = buildTimetable(
      aFeed({
        stops: [
          { ...stop('platform', 'S'), lon: NaN },
          { ...stop('bay', 'platform'), lon: NaN },
          stop('x', 'y'),
          stop('y', 'x'),
          stop('lost', 'nowhere'),
        ],
        stations: [{ id: 'S', name: 'Central', lon: -3, lat: 53.5 }],
        trips: [],
      }),
    );
    const stations = Array.from(timetable.stopStation, (station) =>
      station < 0 ? null : textAt(timetable.stationNames, station),
    );
    expect(
      Object.fromEntries(
        listTexts(timetable.stopIds).map((id, at) => [id, [stations[at], timetable.stopLon[at]]]),
      ),
    ).toEqual({
      platform: ['Central', -3],
      bay: ['Central', -3],
      x: [null, -2.9],
      y: [null, -2.9],
      lost: [null, -2.9],
    });
  });

  test('refuses frequencies that make more trips than any country has', () => {
    const feed = aFeed({
      stops,
      trips: [trip('t', [a, 0], [b, 1])],
      frequencies: [{ tripId: 't', firstSeconds: 0, lastSeconds: 1e9, headwaySeconds: 1 }],
    });
    expect(() => buildTimetable(feed)).toThrow(expect.objectContaining({ code: 'input_refused' }));
  });

  test('makes an empty timetable of an empty feed', () => {
    const timetable = buildTimetable(aFeed({ trips: [] }));
    expect(timetable.lastSecond).toBe(0);
    expect(datesWithService(timetable)).toEqual([]);
    expect(tripsOn(timetable, '2024-03-06')).toBe(0);
  });
});

describe('dates with service', () => {
  const weekdaysOnly = [true, true, true, true, true, false, false];
  const week = (parts: { dates?: [string, boolean][]; ranges?: boolean }) =>
    buildTimetable(
      aFeed({
        stops,
        trips: [trip('t', [a, 0], [b, 10]), trip('u', [a, 20], [b, 30])],
        calendars:
          parts.ranges === false
            ? []
            : [
                {
                  serviceId: 'daily',
                  firstDate: '2024-02-26',
                  lastDate: '2024-03-02',
                  weekdays: weekdaysOnly,
                },
              ],
        calendarDates: (parts.dates ?? []).map(([date, added]) => ({ serviceId: 'daily', date, added })),
      }),
    );

  test('follow weekdays within the range, both ends included, over a leap day', () => {
    expect(datesWithService(week({}))).toEqual([
      '2024-02-26',
      '2024-02-27',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ]);
  });

  test('add and remove exceptions; removed wins where a date is both', () => {
    const dates: [string, boolean][] = [
      ['2024-03-02', true],
      ['2024-02-27', false],
      ['2024-02-28', true],
      ['2024-02-28', false],
      ['2024-05-01', true],
    ];
    expect(datesWithService(week({ dates }))).toEqual([
      '2024-02-26',
      '2024-02-29',
      '2024-03-01',
      '2024-03-02',
      '2024-05-01',
    ]);
  });

  test('can rest on exceptions alone', () => {
    expect(datesWithService(week({ ranges: false, dates: [['2024-12-25', true]] }))).toEqual(['2024-12-25']);
  });

  test('a day has as many trips as start on it', () => {
    expect(tripsOn(week({}), '2024-02-29')).toBe(2);
    expect(tripsOn(week({}), '2024-03-02')).toBe(0);
  });
});

describe('bytes of a timetable', () => {
  const timetable = buildTimetable(
    aFeed({
      stops: [...stops, stop('ö', 'S')],
      stations: [{ id: 'S', name: 'Łódź', lon: 0, lat: 0 }],
      trips: [trip('t', [a, 0], [b, 10], [d, 1500]), trip('u', [c, 1], [b, 2])],
      transfers: [{ fromId: 'a', toId: 'b', type: 3, minSeconds: null }],
    }),
  );
  const bytes = encodeTimetable(timetable);

  test('give it back', () => {
    expect(decodeTimetable(bytes)).toEqual(timetable);
  });

  test('may start anywhere in a buffer', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeTimetable(shifted.subarray(3))).toEqual(timetable);
  });

  test('are seen in shared memory without a copy', () => {
    const memory = new SharedArrayBuffer(bytes.length);
    new Uint8Array(memory).set(bytes);
    const view = viewTimetable(memory);
    expect(view.departures.buffer).toBe(memory);
    expect([...view.departures]).toEqual([...timetable.departures]);
    expect(listTexts(view.stationNames)).toEqual(['Łódź']);
  });

  test.each([
    ['cut short', bytes.subarray(0, bytes.length - 8)],
    ['cut in the head', bytes.subarray(0, 20)],
    ['empty', new Uint8Array(0)],
    ['of something else', new TextEncoder().encode('x'.repeat(2000))],
    ['of another version', bytes.map((byte, at) => (at === 4 ? 99 : byte))],
  ])('are refused when %s', (_, wrong) => {
    expect(() => decodeTimetable(wrong)).toThrow(expect.objectContaining({ code: 'workspace_damaged' }));
  });
});
