import { describe, expect, test } from 'vitest';
import {
  buildTimetable,
  measureMinutesFrom,
  measureMinutesTo,
  type LonLat,
  type TimetableInput,
  type TransferInput,
} from '#core/routing';
import { aFeed, day, type CallSpec } from './networks.ts';

// Journeys worked out by hand. Places lie on a meridian, where a metre is the same share of a degree everywhere.
const degreesPerMetre = 180 / (Math.PI * 6_371_008.8);
const north = (metres: number): LonLat => ({ lon: -2.9, lat: 53.4 + metres * degreesPerMetre });
const stopAt = (id: string, metres: number, parentId: string | null = null) => ({
  id,
  name: id,
  ...north(metres),
  parentId,
});
const at = (time: string): number => {
  const [hours, minutes, seconds = 0] = time.split(':').map(Number) as [number, number, number?];
  return hours * 3600 + minutes * 60 + seconds;
};
/** A call without waiting. */
const call = (stop: number, time: string, flags: Partial<CallSpec> = {}): CallSpec => ({
  stop,
  arrives: at(time),
  departs: at(time),
  ...flags,
});
const trip = (id: string, ...calls: CallSpec[]) => ({ id, serviceId: 'daily', calls });

interface Question {
  from: number;
  to: number;
  leave?: string;
  arrive?: string;
  limit?: number;
  maxWalk?: number;
}

/** Minutes between two places, metres north of the first stop, leaving or arriving at a time. */
function minutesOf(
  input: TimetableInput,
  { from, to, leave, arrive, limit = 300, maxWalk }: Question,
): number {
  const minute = at(leave ?? arrive!) / 60;
  const [place, point] = leave === undefined ? [to, from] : [from, to];
  const { minutes } = (leave === undefined ? measureMinutesTo : measureMinutesFrom)({
    timetable: buildTimetable(input),
    date: day,
    window: { fromMinute: minute, toMinute: minute + 1 },
    limitMinutes: limit,
    maxWalkMinutes: maxWalk,
    place: north(place),
    points: { lon: [north(point).lon], lat: [north(point).lat] },
  });
  return minutes[0]!;
}

// Far apart: 0, 20 km, 40 km. Nobody walks between them within five hours but by the limit of 300 minutes (20 km).
const farStops = [stopAt('a', 0), stopAt('b', 30_000), stopAt('c', 60_000)];

describe('a single ride', () => {
  const feed = aFeed({ stops: farStops, trips: [trip('t', call(0, '08:00'), call(1, '08:25:30'))] });

  test('the first boarding needs no time beyond the walk', () => {
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '08:00' })).toBeCloseTo(25.5, 9);
  });

  test('waiting counts from the minute of departure', () => {
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '07:40' })).toBeCloseTo(45.5, 9);
  });

  test('a bus that has left is gone', () => {
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '08:01' })).toBe(Infinity);
  });

  test('walks are great-circle metres × 1.2 ÷ 80 a minute, not rounded, at both ends', () => {
    // 400 m = 6 minutes to the stop: leaving 07:54 is just in time. 123 m = 1.845 minutes after it.
    expect(minutesOf(feed, { from: 399, to: 30_123, leave: '07:54' })).toBeCloseTo(31.5 + 1.845, 9);
    expect(minutesOf(feed, { from: 401, to: 30_123, leave: '07:54' })).toBe(Infinity);
  });

  test('a walk to or from a stop takes at most fifteen minutes (1000 m), unless said otherwise', () => {
    expect(minutesOf(feed, { from: 999, to: 30_000, leave: '07:30' })).toBeCloseTo(55.5, 9);
    expect(minutesOf(feed, { from: 1001, to: 30_000, leave: '07:30' })).toBe(Infinity);
    expect(minutesOf(feed, { from: 1001, to: 30_000, leave: '07:30', maxWalk: 16 })).toBeCloseTo(55.5, 9);
    expect(minutesOf(feed, { from: 0, to: 31_001, leave: '07:30' })).toBe(Infinity);
  });

  test('walking all the way is allowed up to the limit', () => {
    expect(minutesOf(feed, { from: 0, to: 3000, leave: '12:00', limit: 45.01 })).toBeCloseTo(45, 9);
    expect(minutesOf(feed, { from: 0, to: 3000, leave: '12:00', limit: 44.99 })).toBe(Infinity);
  });

  test('arriving by a time counts from the latest departure', () => {
    // Must be at the stop at 08:00; 400 m before it means 07:54.
    expect(minutesOf(feed, { from: 400, to: 30_000, arrive: '08:30' })).toBeCloseTo(36, 9);
    expect(minutesOf(feed, { from: 0, to: 30_000, arrive: '08:25' })).toBe(Infinity);
  });

  test('a stop where nobody may board or alight is passed', () => {
    const boards = aFeed({
      stops: farStops,
      trips: [trip('t', call(0, '08:00', { pickup: 1 }), call(1, '08:20'), call(2, '08:40', { dropOff: 1 }))],
    });
    expect(minutesOf(boards, { from: 0, to: 30_000, leave: '08:00' })).toBe(Infinity);
    expect(minutesOf(boards, { from: 30_000, to: 60_000, leave: '08:00' })).toBe(Infinity);
    // Types 2 and 3 (by phone, by arrangement with the driver) are open to passengers.
    const asked = aFeed({
      stops: farStops,
      trips: [trip('t', call(0, '08:00', { pickup: 2 }), call(1, '08:20', { dropOff: 3 }))],
    });
    expect(minutesOf(asked, { from: 0, to: 30_000, leave: '08:00' })).toBeCloseTo(20, 9);
  });
});

describe('a change of vehicle', () => {
  const change = (leaves: string, rows: TransferInput[] = [], stops = farStops) =>
    minutesOf(
      aFeed({
        stops,
        stations: [
          { id: 'S', name: 'S', ...north(30_000) },
          { id: 'T', name: 'T', ...north(30_000) },
        ],
        transfers: rows,
        trips: [
          trip('in', call(0, '08:00'), call(1, '08:10')),
          trip('out', call(stops.length - 2, leaves), call(stops.length - 1, '08:50')),
        ],
      }),
      { from: 0, to: 60_000, leave: '08:00' },
    );
  const says = (fromId: string, toId: string, type: number, minSeconds: number | null = null) => ({
    fromId,
    toId,
    type,
    minSeconds,
  });

  test('needs sixty seconds, also at the same stop', () => {
    expect(change('08:10:59')).toBe(Infinity);
    expect(change('08:11:00')).toBeCloseTo(50, 9);
  });

  test('needs the walk and sixty seconds between stops', () => {
    // 200 m = 3 minutes: from 08:14:00 on.
    const stops = [stopAt('a', 0), stopAt('b', 30_000), stopAt('b2', 30_199.99), stopAt('c', 60_000)];
    expect(change('08:13:59', [], stops)).toBe(Infinity);
    expect(change('08:14:00', [], stops)).toBeCloseTo(50, 9);
  });

  test('takes no walk over the limit between stops', () => {
    const stops = [stopAt('a', 0), stopAt('b', 30_000), stopAt('b2', 31_001), stopAt('c', 60_000)];
    expect(change('08:40', [], stops)).toBe(Infinity);
    // … unless the feed itself says how long it takes.
    expect(change('08:40', [says('b', 'b2', 2, 1200)], stops)).toBeCloseTo(50, 9);
    expect(change('08:29', [says('b', 'b2', 2, 1200)], stops)).toBe(Infinity);
    expect(change('08:40', [says('b', 'b2', 0)], stops)).toBe(Infinity);
  });

  test('needs what transfers.txt says', () => {
    expect(change('08:14:59', [says('b', 'b', 2, 300)])).toBe(Infinity);
    expect(change('08:15:00', [says('b', 'b', 2, 300)])).toBeCloseTo(50, 9);
    expect(change('08:10:00', [says('b', 'b', 1)])).toBeCloseTo(50, 9);
    expect(change('08:10:59', [says('b', 'b', 0)])).toBe(Infinity);
    expect(change('08:40:00', [says('b', 'b', 3)])).toBe(Infinity);
  });

  test('at a station takes the rule of the station, unless a stop has one of its own', () => {
    const stops = [stopAt('a', 0), stopAt('b', 30_000, 'S'), stopAt('b2', 30_001, 'T'), stopAt('c', 60_000)];
    const general = says('S', 'T', 2, 600);
    expect(change('08:19:59', [general], stops)).toBe(Infinity);
    expect(change('08:20:00', [general], stops)).toBeCloseTo(50, 9);
    expect(change('08:12:00', [general, says('b', 'T', 2, 120)], stops)).toBeCloseTo(50, 9);
    expect(change('08:13:00', [general, says('b', 'T', 2, 120), says('b', 'b2', 2, 180)], stops)).toBeCloseTo(
      50,
      9,
    );
    expect(change('08:12:59', [general, says('b', 'T', 2, 120), says('b', 'b2', 2, 180)], stops)).toBe(
      Infinity,
    );
  });

  test('is possible at a stop whose place is not known, which nobody can walk to', () => {
    const nowhere = { id: 'b', name: 'b', lon: NaN, lat: NaN, parentId: null };
    expect(change('08:11:00', [], [farStops[0]!, nowhere, farStops[2]!])).toBeCloseTo(50, 9);
  });
});

describe('days and nights', () => {
  test('a trip after 24:00 belongs to the night after its service day', () => {
    const feed = aFeed({
      stops: farStops,
      trips: [trip('t', call(0, '25:10'), call(1, '25:40'))],
    });
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '01:00' })).toBeCloseTo(40, 9);
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '25:00' })).toBeCloseTo(40, 9);
    expect(minutesOf(feed, { from: 0, to: 30_000, arrive: '01:45' })).toBeCloseTo(35, 9);
  });

  test('a journey that begins before midnight goes on with the trips of the next day', () => {
    const feed = aFeed({ stops: farStops, trips: [trip('t', call(0, '00:10'), call(1, '00:30'))] });
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '23:50' })).toBeCloseTo(40, 9);
  });

  test('only the services of the day run', () => {
    const feed = aFeed({
      stops: farStops,
      trips: [
        trip('t', call(0, '08:00'), call(1, '08:30')),
        { id: 'u', serviceId: 'other', calls: [call(0, '08:00'), call(1, '08:10')] },
      ],
      calendarDates: [{ serviceId: 'other', date: day, added: false }],
    });
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '08:00' })).toBeCloseTo(30, 9);
  });
});

describe('unusual trips', () => {
  test('a faster trip that leaves later and arrives sooner is taken', () => {
    const feed = aFeed({
      stops: farStops,
      trips: [
        trip('slow', call(0, '08:00'), call(1, '09:00')),
        trip('fast', call(0, '08:10'), call(1, '08:30')),
      ],
    });
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '08:00' })).toBeCloseTo(30, 9);
    expect(minutesOf(feed, { from: 0, to: 30_000, arrive: '09:00' })).toBeCloseTo(50, 9);
  });

  test('on a loop one can board at the second call and pass the first stop again', () => {
    const loop = trip('t', call(0, '08:00'), call(1, '08:10'), call(0, '08:20'), call(2, '08:50'));
    const feed = aFeed({ stops: farStops, trips: [loop] });
    expect(minutesOf(feed, { from: 0, to: 60_000, leave: '08:15' })).toBeCloseTo(35, 9);
    expect(minutesOf(feed, { from: 30_000, to: 0, leave: '08:05' })).toBeCloseTo(15, 9);
    expect(minutesOf(feed, { from: 0, to: 60_000, arrive: '09:00' })).toBeCloseTo(40, 9);
  });

  test('frequencies run from the first to before the last, and the trip itself does not', () => {
    const feed = aFeed({
      stops: farStops,
      trips: [trip('t', call(0, '06:00'), call(1, '06:20'))],
      frequencies: [
        { tripId: 't', firstSeconds: at('08:05'), lastSeconds: at('08:35'), headwaySeconds: 600 },
      ],
    });
    // 08:05, 08:15, 08:25; not 08:35, and not 06:00.
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '05:59', limit: 200 })).toBeCloseTo(146, 9);
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '08:16' })).toBeCloseTo(29, 9);
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '08:26' })).toBe(Infinity);
  });

  test('calls without times lie evenly between those that have them', () => {
    const untimedCall = { stop: 1, arrives: -1, departs: -1 };
    const feed = aFeed({
      stops: farStops,
      trips: [trip('t', call(0, '08:00'), untimedCall, call(2, '08:40'))],
    });
    expect(minutesOf(feed, { from: 0, to: 30_000, leave: '08:00' })).toBeCloseTo(20, 9);
  });
});

describe('questions that cannot be answered', () => {
  const feed = aFeed({
    stops: farStops,
    trips: [trip('t', call(0, '08:00'), call(1, '08:30'))],
    calendars: [
      {
        serviceId: 'daily',
        firstDate: '2024-03-04',
        lastDate: '2024-03-17',
        weekdays: [true, true, false, false, false, false, false],
      },
    ],
    calendarDates: [{ serviceId: 'daily', date: '2024-03-09', added: true }],
  });

  test('a date without service is refused with the dates that have it', () => {
    expect(() => minutesOf(feed, { from: 0, to: 1, leave: '08:00' })).toThrow(
      expect.objectContaining({
        code: 'input_refused',
        message: 'The timetable has no service on 2024-03-06.',
        details: expect.objectContaining({
          found: '2024-03-06',
          hint: 'Dates with service: 2024-03-04 to 2024-03-05, 2024-03-09, 2024-03-11 to 2024-03-12.',
        }),
      }),
    );
  });

  test.each([
    ['an empty window', { window: { fromMinute: 480, toMinute: 480 } }],
    ['a window in parts of minutes', { window: { fromMinute: 480.5, toMinute: 482.5 } }],
    ['no limit', { limitMinutes: 0 }],
    ['a limit over a day', { limitMinutes: Infinity }],
    ['a walk below nothing', { maxWalkMinutes: -1 }],
    ['a date that is none', { date: '2024-02-30' }],
  ])('%s is a wrong call', (_, wrong) => {
    const query = {
      timetable: buildTimetable(feed),
      date: '2024-03-04',
      window: { fromMinute: 480, toMinute: 481 },
      limitMinutes: 60,
      place: north(0),
      points: { lon: [], lat: [] },
    };
    expect(() => measureMinutesFrom({ ...query, ...wrong })).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });

  test('a place or point that is not known is never reached', () => {
    const timetable = buildTimetable(feed);
    const query = {
      timetable,
      date: '2024-03-04',
      window: { fromMinute: 480, toMinute: 481 },
      limitMinutes: 60,
    };
    const points = { lon: [NaN, -2.9], lat: [53.4, 53.4] };
    expect([...measureMinutesFrom({ ...query, place: north(0), points }).minutes]).toEqual([Infinity, 0]);
    expect([...measureMinutesFrom({ ...query, place: { lon: NaN, lat: NaN }, points }).minutes]).toEqual([
      Infinity,
      Infinity,
    ]);
  });
});
