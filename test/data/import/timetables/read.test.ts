import { describe, expect, it } from 'vitest';
import { buildTimetable, getServiceDay, listTexts, tripsOn } from '#core/routing';
import { aFeed, aSmallFeed, callsOf, problemsOf, read, rejectsOf } from './feed.ts';

const across = [
  ['A', '08:00:00'],
  ['B', '08:10:00'],
] as const;

describe('a feed', () => {
  it('becomes what the router is built from', async () => {
    const reading = await read(aSmallFeed());
    expect(reading.input).toMatchObject({
      stops: [
        { id: 'A', name: 'Stop A', lon: -2.98, lat: 53.4, parentId: null },
        { id: 'B', name: 'Stop B', lon: -2.98, lat: 53.41, parentId: null },
      ],
      routes: [{ id: 'R', name: '14', type: 3 }],
      trips: [{ id: 'T', routeId: 'R', serviceId: 'daily' }],
      calendars: [{ serviceId: 'daily', firstDate: '2024-01-01', lastDate: '2024-12-31' }],
    });
    expect(callsOf(reading, 'T')).toBe('A 08:00:00 B 08:10:00');
    expect(reading.rows).toEqual({ read: 8, taken: 8, rejected: 0 });
    const timetable = buildTimetable(reading.input);
    expect(listTexts(timetable.tripIds)).toEqual(['T']);
    expect(Object.values(timetable.omitted)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('may lie in a folder inside the zip, with names in capitals', async () => {
    const nested = await read(aSmallFeed().inside('export/2024'));
    expect(callsOf(nested, 'T')).toBe('A 08:00:00 B 08:10:00');
    const loud = aSmallFeed().edit('stops.txt', (text) => text.replace('stop_id', 'STOP_ID'));
    expect(callsOf(await read(loud), 'T')).toBe('A 08:00:00 B 08:10:00');
  });

  it('may be written with a byte order mark, CR LF, quotation marks and blanks', async () => {
    const feed = aSmallFeed()
      .edit('stops.txt', (text) => `\uFEFF${text}`)
      .edit('trips.txt', (text) => text.replaceAll('\n', '\r\n'))
      .edit('stop_times.txt', (text) => text.replaceAll(',', ' , ').replaceAll('08:00:00', '"8:00:00"'));
    const reading = await read(feed);
    expect(callsOf(reading, 'T')).toBe('A 08:00:00 B 08:10:00');
    expect(rejectsOf(reading)).toEqual([]);
  });

  it('in another encoding keeps its letters', async () => {
    const text = 'stop_id,stop_name,stop_lat,stop_lon\nA,Königsweg,53.4,-2.98\nB,B,53.41,-2.98\n';
    const reading = await read(aSmallFeed().file('stops.txt', Buffer.from(text, 'latin1')));
    expect(reading.input.stops[0]!.name).toBe('Königsweg');
  });

  it('gives the same whatever the order of its rows', async () => {
    const reversed = aSmallFeed().edit('stop_times.txt', (text) => {
      const [header, ...rows] = text.trim().split('\n');
      return [header, ...rows.toReversed()].join('\n');
    });
    expect(callsOf(await read(reversed), 'T')).toBe('A 08:00:00 B 08:10:00');
  });

  it('says who made it', async () => {
    const { health } = await read(aSmallFeed());
    expect(health).toMatchObject({ publisher: 'Northern Buses', version: null, timeZone: 'Europe/London' });
    const named = aSmallFeed().row('feed_info.txt', {
      feed_publisher_name: 'The Region',
      feed_version: 'v7',
    });
    expect((await read(named)).health).toMatchObject({ publisher: 'The Region', version: 'v7' });
    const nameless = await read(aSmallFeed().without('agency.txt'));
    expect(nameless.health.timeZone).toBeNull();
    expect(problemsOf(nameless)).toContain('1 missing file: the time zone is not known');
  });

  it('counts its routes and trips by mode', async () => {
    const feed = aSmallFeed()
      .row('routes.txt', { route_id: 'F', route_short_name: 'Ferry', route_type: 4 })
      .row('routes.txt', { route_id: 'X', route_short_name: 'Coach', route_type: 200 })
      .trip('F1', across, { route_id: 'F' })
      .trip('X1', across, { route_id: 'X' })
      .trip(
        'X2',
        [
          ['A', '09:00:00'],
          ['B', '09:10:00'],
        ],
        { route_id: 'X' },
      );
    expect((await read(feed)).health.modes).toEqual([
      { mode: 'coach', routes: 1, trips: 2 },
      { mode: 'bus', routes: 1, trips: 1 },
      { mode: 'ferry', routes: 1, trips: 1 },
    ]);
  });
});

describe('times', () => {
  it('past midnight belong to the day before', async () => {
    const reading = await read(
      aSmallFeed().trip('N', [
        ['A', '23:55:00'],
        ['B', '24:10:00'],
        ['A', '25:01:00'],
      ]),
    );
    expect(callsOf(reading, 'N')).toBe('A 23:55:00 B 24:10:00 A 25:01:00');
    expect(reading.health.afterMidnight).toBe(2);
  });

  it('missing between two stops go by the distance travelled', async () => {
    const reading = await read(
      aSmallFeed()
        .stop('C')
        .trip('D', [
          ['A', '08:00:00', { shape_dist_traveled: '0' }],
          ['B', '', { shape_dist_traveled: '7.5' }],
          ['C', '08:10:00', { shape_dist_traveled: '10' }],
        ]),
    );
    expect(callsOf(reading, 'D')).toBe('A 08:00:00 B 08:07:30 C 08:10:00');
    expect(problemsOf(reading)).toContain(
      '1 times worked out from the distance travelled between timed stops',
    );
  });

  it('missing without distances are spread evenly', async () => {
    const reading = await read(
      aSmallFeed()
        .stop('C')
        .stop('D')
        .trip('E', [
          ['A', '08:00:00-08:01:00'],
          ['B', ''],
          ['C', ''],
          ['D', '08:10:00'],
        ]),
    );
    expect(callsOf(reading, 'E')).toBe('A 08:00:00-08:01:00 B 08:04:00 C 08:07:00 D 08:10:00');
    expect(problemsOf(reading)).toContain('2 times spread evenly between timed stops');
  });

  // 22 s · 15/22 = 15 s and 22 s · (0.2 − 0.1)/(0.3 − 0.1) = 11 s. In fractions of two both come out a little less.
  it('are exact to the second', async () => {
    const evenly = Array.from({ length: 21 }, (_, at) => [at % 2 === 0 ? 'B' : 'A', ''] as const);
    const reading = await read(
      aSmallFeed()
        .stop('C')
        .trip('E', [['A', '08:00:00'], ...evenly, ['B', '08:00:22']])
        .trip('D', [
          ['A', '08:00:00', { shape_dist_traveled: '0.1' }],
          ['B', '', { shape_dist_traveled: '0.2' }],
          ['C', '08:00:22', { shape_dist_traveled: '0.3' }],
        ]),
    );
    expect(callsOf(reading, 'E').split(' ')[2 * 15 + 1]).toBe('08:00:15');
    expect(callsOf(reading, 'D')).toBe('A 08:00:00 B 08:00:11 C 08:00:22');
  });

  it('of arrival or departure alone stand for both', async () => {
    const reading = await read(
      aSmallFeed().trip('H', [
        ['A', '-08:00:00'],
        ['B', '08:10:00-'],
      ]),
    );
    expect(callsOf(reading, 'H')).toBe('A 08:00:00 B 08:10:00');
  });

  it('may meet the same stop again on a loop', async () => {
    const reading = await read(
      aSmallFeed().trip('L', [
        ['A', '08:00:00'],
        ['B', '08:10:00'],
        ['A', '08:20:00'],
      ]),
    );
    expect(callsOf(reading, 'L')).toBe('A 08:00:00 B 08:10:00 A 08:20:00');
  });
});

describe('permissions', () => {
  it('close a stop only where they say 1; by phone or by word to the driver it is served', async () => {
    const reading = await read(
      aSmallFeed()
        .stop('C')
        .trip('P', [
          ['A', '08:00:00', { pickup_type: 0, drop_off_type: 1 }],
          ['B', '08:10:00', { pickup_type: 2, drop_off_type: 3 }],
          ['C', '08:20:00', { pickup_type: 1, drop_off_type: '' }],
        ]),
    );
    expect(callsOf(reading, 'P')).toBe('A! 08:00:00 B 08:10:00 !C 08:20:00');
    expect(problemsOf(reading)).toEqual([
      '1 stops served on demand (by phone or by word to the driver); counted as served',
    ]);
  });
});

describe('calendars', () => {
  it('give trips a day by weekday, with exceptions and days without service', async () => {
    // 1 to 14 January 2024: Monday to Sunday twice. Ten weekdays; one is taken away, a Saturday is added.
    const feed = aFeed()
      .stop('A')
      .stop('B')
      .service('work', '1111100', '20240101', '20240114')
      .service('market', '0000000', '20240101', '20240114')
      .exception('work', '20240103', 'removed')
      .exception('market', '20240106', 'added')
      .trip('T1', across, { service_id: 'work' })
      .trip(
        'T2',
        [
          ['B', '09:00:00'],
          ['A', '09:10:00'],
        ],
        { service_id: 'work' },
      )
      .trip('T3', across, { service_id: 'market' });
    const { health, input } = await read(feed);
    expect(health).toMatchObject({ firstDay: '2024-01-01', lastDay: '2024-01-12', calendarDatesOnly: false });
    expect(health.days.map(({ trips }) => trips)).toEqual([2, 2, 0, 2, 2, 1, 0, 2, 2, 2, 2, 2]);
    expect(health.daysWithout).toEqual([
      { first: '2024-01-03', last: '2024-01-03' },
      { first: '2024-01-07', last: '2024-01-07' },
    ]);
    expect(health.tripsADay).toEqual({ days: 10, min: 1, median: 2, max: 2 });
    expect(health.weekdays.map(({ days }) => days)).toEqual([2, 2, 1, 2, 2, 1, 0]);
    const timetable = buildTimetable(input);
    for (const { day, trips } of health.days) expect(tripsOn(timetable, day)).toBe(trips);
    expect(() => getServiceDay(timetable, '2024-01-07')).toThrowError(
      'The timetable has no service on 2024-01-07.',
    );
  });

  it('may be made of single dates only', async () => {
    const feed = aFeed()
      .stop('A')
      .stop('B')
      .exception('X', '20240229', 'added')
      .exception('X', '20240304', 'added')
      .trip('T', across, { service_id: 'X' });
    const { health } = await read(feed);
    expect(health).toMatchObject({
      calendarDatesOnly: true,
      firstDay: '2024-02-29',
      lastDay: '2024-03-04',
      daysWithout: [{ first: '2024-03-01', last: '2024-03-03' }],
    });
  });
});

describe('frequencies', () => {
  const every = { trip_id: 'T', start_time: '06:00:00', end_time: '07:00:00', headway_secs: 600 };

  it('make as many trips as start before the end', async () => {
    const reading = await read(aSmallFeed().row('frequencies.txt', { ...every, exact_times: 1 }));
    expect(reading.health.tripsADay).toMatchObject({ min: 6, max: 6 });
    expect(reading.input.frequencies).toEqual([
      { tripId: 'T', firstSeconds: 21_600, lastSeconds: 25_200, headwaySeconds: 600 },
    ]);
    expect(tripsOn(buildTimetable(reading.input), '2024-01-01')).toBe(6);
    expect(problemsOf(reading)).toEqual([]);
  });

  it('without exact times are said to be taken as exact', async () => {
    const reading = await read(aSmallFeed().row('frequencies.txt', { ...every, exact_times: 0 }));
    expect(problemsOf(reading)).toEqual([
      '1 frequencies without exact times; taken as if the first vehicle left at the start time',
    ]);
  });

  it('that cannot be are rejected', async () => {
    const reading = await read(
      aSmallFeed()
        .row('frequencies.txt', { ...every, headway_secs: 0 })
        .row('frequencies.txt', { ...every, end_time: '05:00:00' })
        .row('frequencies.txt', { ...every, trip_id: 'Q' }),
    );
    expect(rejectsOf(reading)).toEqual([
      'frequencies.txt 2: headway_secs “0” is not a number of seconds above 0',
      'frequencies.txt 3: ends at 05:00:00, not after its start at 06:00:00',
      'frequencies.txt 4: trip “Q” is not in trips.txt',
    ]);
  });
});

describe('stations and changes', () => {
  it('join platforms, leave entrances and nodes aside, and lend their place', async () => {
    const feed = aSmallFeed()
      .station('S', { stop_lat: 53.5, stop_lon: -3 })
      .stop('P1', { parent_station: 'S', stop_lat: '', stop_lon: '' })
      .stop('P2', { parent_station: 'S' })
      .stop('E', { parent_station: 'S', location_type: 2 })
      .stop('N', { parent_station: 'S', location_type: 3 })
      .trip('P', [
        ['A', '08:00:00'],
        ['P1', '08:10:00'],
        ['P2', '08:20:00'],
      ]);
    const { input, health } = await read(feed);
    expect(input.stops.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['A', null],
      ['B', null],
      ['P1', 'S'],
      ['P2', 'S'],
    ]);
    expect(input.stations).toEqual([{ id: 'S', name: 'Stop S', lon: -3, lat: 53.5 }]);
    expect(health.counts).toMatchObject({ stops: 4, stations: 1 });
    const timetable = buildTimetable(input);
    expect(timetable.stopLat[listTexts(timetable.stopIds).indexOf('P1')]).toBe(53.5);
  });

  it('take the rules that hold for everybody and count the others', async () => {
    const change = { from_stop_id: 'A', to_stop_id: 'B', min_transfer_time: '' };
    const reading = await read(
      aSmallFeed()
        .row('transfers.txt', { ...change, transfer_type: 2, min_transfer_time: 240 })
        .row('transfers.txt', { ...change, transfer_type: 3 })
        .row('transfers.txt', { ...change, transfer_type: '' })
        .row('transfers.txt', { ...change, transfer_type: 1, from_route_id: 'R' })
        .row('transfers.txt', { ...change, transfer_type: 4, from_trip_id: 'T' })
        .row('transfers.txt', { ...change, transfer_type: 0, to_stop_id: 'Q' }),
    );
    expect(reading.input.transfers).toEqual([
      { fromId: 'A', toId: 'B', type: 2, minSeconds: 240 },
      { fromId: 'A', toId: 'B', type: 3, minSeconds: null },
      { fromId: 'A', toId: 'B', type: 0, minSeconds: null },
    ]);
    expect(problemsOf(reading)).toEqual([
      '1 transfers between unknown stops',
      '1 changes for certain routes or trips only; not used',
      '1 rules on staying on board between trips; not used',
    ]);
  });
});

describe('reading', () => {
  it('tells how far it is and stops when it is cancelled', async () => {
    const stages: number[] = [];
    const stage = (_name: string, weight: number) => void stages.push(weight);
    await read(aSmallFeed(), { progress: { stage, report() {}, checkCancelled() {} } });
    expect(stages.reduce((sum, weight) => sum + weight)).toBeLessThanOrEqual(0.9);
    const cancelled = new Error('cancelled');
    const checkCancelled = () => {
      throw cancelled;
    };
    await expect(read(aSmallFeed(), { progress: { stage, report() {}, checkCancelled } })).rejects.toBe(
      cancelled,
    );
  });
});
