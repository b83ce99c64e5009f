import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimetableReading } from '#data/import';
import { aFeed, aSmallFeed, callsOf, type Call, problemsOf, read, rejectsOf } from './feed.ts';

const stopNames = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/** A feed with one trip `N` that calls at A, B, C … at these times. */
function readTrip(times: readonly string[]): Promise<TimetableReading> {
  const feed = stopNames.reduce((made, stop) => made.stop(stop), aFeed());
  const calls = times.map((time, at): Call => [stopNames[at % stopNames.length]!, time]);
  return read(
    feed.trip('N', calls).trip('other', [
      ['A', '08:00:00'],
      ['B', '08:10:00'],
      ['C', '08:20:00'],
    ]),
  );
}

const night = (trips: number) =>
  `${trips} trips whose clock begins again at midnight; 00:10 after 23:50 was read as 24:10`;

describe('a clock that begins again at midnight', () => {
  it.each([
    [
      'as on a bus in the evening',
      ['23:50:00', '00:00:00', '00:20:00'],
      'A 23:50:00 B 24:00:00 C 24:20:00',
      2,
    ],
    ['between two stops alone', ['23:50:00', '00:10:00'], 'A 23:50:00 B 24:10:00', 1],
    ['after a time past 24:00', ['24:05:00', '00:10:00', '00:20:00'], 'A 24:05:00 B 24:10:00 C 24:20:00', 3],
    ['after 24:00 itself', ['23:50:00', '24:00:00', '00:20:00'], 'A 23:50:00 B 24:00:00 C 24:20:00', 2],
    [
      'at a stop where the vehicle waits',
      ['23:50:00', '23:58:00-00:03:00', '00:20:00'],
      'A 23:50:00 B 23:58:00-24:03:00 C 24:20:00',
      2,
    ],
    ['at the first stop', ['23:58:00-00:03:00', '00:20:00'], 'A 23:58:00-24:03:00 B 24:20:00', 2],
    ['where only departures are said', ['-23:50:00', '-00:10:00'], 'A 23:50:00 B 24:10:00', 1],
    ['where only arrivals are said', ['23:50:00-', '00:10:00-'], 'A 23:50:00 B 24:10:00', 1],
    [
      'between stops without a time',
      ['23:50:00', '', '', '00:20:00'],
      'A 23:50:00 B 24:00:00 C 24:10:00 D 24:20:00',
      1,
    ],
    [
      'on each of two nights',
      ['20:00:00', '03:00:00', '12:00:00', '20:00:00', '04:00:00'],
      'A 20:00:00 B 27:00:00 C 36:00:00 D 44:00:00 E 52:00:00',
      4,
    ],
    ['on a ferry that takes all night', ['22:30:00', '06:30:00'], 'A 22:30:00 B 30:30:00', 1],
    [
      'where some calls are written past 24:00 already',
      ['23:50:00', '00:00:00', '24:20:00'],
      'A 23:50:00 B 24:00:00 C 24:20:00',
      2,
    ],
    [
      'where the clocks take turns',
      ['23:50:00', '24:05:00', '00:10:00', '24:20:00', '00:30:00'],
      'A 23:50:00 B 24:05:00 C 24:10:00 D 24:20:00 E 24:30:00',
      4,
    ],
    [
      'where a call arrives by one clock and departs by the other',
      ['23:50:00', '00:00:00-24:05:00', '00:20:00'],
      'A 23:50:00 B 24:00:00-24:05:00 C 24:20:00',
      2,
    ],
  ])('is read on, %s', async (_, times, calls, afterMidnight) => {
    const reading = await readTrip(times);
    expect(callsOf(reading, 'N')).toBe(calls);
    expect(problemsOf(reading)).toContain(night(1));
    expect(rejectsOf(reading)).toEqual([]);
    expect(reading.health.problems.find(({ problem }) => night(1).endsWith(problem))).toMatchObject({
      severity: 'note',
      examples: ['N'],
    });
    expect(reading.health.afterMidnight).toBe(afterMidnight);
  });

  it('is read on although one call between two good ones has a wrong time', async () => {
    const reading = await readTrip(['23:40:00', '23:50:00', '00:10:00', '00:05:00', '00:20:00']);
    expect(callsOf(reading, 'N')).toBe('A 23:40:00 B 23:50:00 D 24:05:00 E 24:20:00');
    expect(rejectsOf(reading)).toEqual(['stop_times.txt 4: its time lies before that of the stop before it']);
  });

  it.each([
    ['in the evening', ['23:40:00', '00:50:00', '23:59:00'], 'A 23:40:00 C 23:59:00', 3],
    ['at noon', ['13:00:00', '00:10:00', '13:20:00'], 'A 13:00:00 C 13:20:00', 3],
    [
      'in the morning',
      ['08:00:00', '08:10:00', '07:20:00', '08:30:00'],
      'A 08:00:00 B 08:10:00 D 08:30:00',
      4,
    ],
  ])('is not seen in one wrong time between two good ones, %s', async (_, times, calls, row) => {
    const reading = await readTrip(times);
    expect(callsOf(reading, 'N')).toBe(calls);
    expect(rejectsOf(reading)).toEqual([
      `stop_times.txt ${row}: its time lies before that of the stop before it`,
    ]);
    expect(reading.health.afterMidnight).toBe(0);
  });

  it('leaves a trip out whole where it explains no more than what is written', async () => {
    const reading = await readTrip(['23:50:00', '00:10:00', '12:40:00']);
    expect(reading.input.trips.map(({ id }) => id)).toEqual(['other']);
    const reason =
      'the times of its trip go back by more than half a day, and not over midnight: the trip was left out';
    expect(rejectsOf(reading)).toEqual([2, 3, 4].map((row) => `stop_times.txt ${row}: ${reason}`));
  });

  // Between two good calls a time that goes back by over half a day lies over half a day before the next one.
  it('is never seen in a single wrong time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 60, max: 7200 }), { minLength: 3, maxLength: 7 }),
        fc.nat(),
        fc.integer({ min: 0, max: 86_399 }),
        async (steps, place, wrongTime) => {
          const wrongAt = 1 + (place % (steps.length - 2));
          let clock = 6 * 3600;
          const right = steps.map((step) => (clock += step));
          const written = right.map((time, at) => (at === wrongAt ? wrongTime : time));
          const reading = await readTrip(written.map(print));
          expect(reading.health.afterMidnight).toBe(0);
          expect(callsOf(reading, 'N')).toContain(print(right.at(-1)!));
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('a trip that is run again and again begins where its first call departs, also past midnight', async () => {
  const reading = await read(
    aSmallFeed()
      .trip('N', [
        ['A', '23:58:00-00:02:00'],
        ['B', '00:10:00'],
      ])
      .row('frequencies.txt', {
        trip_id: 'N',
        start_time: '23:00:00',
        end_time: '01:00:00',
        headway_secs: 600,
        exact_times: 1,
      }),
  );
  expect(callsOf(reading, 'N')).toBe('A 23:58:00-24:02:00 B 24:10:00');
  expect(reading.input.frequencies).toEqual([
    { tripId: 'N', firstSeconds: 23 * 3600, lastSeconds: 25 * 3600, headwaySeconds: 600 },
  ]);
  expect(problemsOf(reading)).toContain(
    '1 frequencies that end past midnight, at 00:30 after 23:00; read as 24:30',
  );
});

it('a service from dawn until after midnight ends on the night after', async () => {
  const every = { trip_id: 'T', headway_secs: 1200, exact_times: 1 };
  const reading = await read(
    aSmallFeed().row('frequencies.txt', { ...every, start_time: '05:30:00', end_time: '00:30:00' }),
  );
  expect(reading.input.frequencies).toMatchObject([{ firstSeconds: 19_800, lastSeconds: 88_200 }]);
});

function print(seconds: number): string {
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
}
