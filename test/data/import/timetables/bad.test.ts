import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quietProgress, readGtfs } from '#data/import';
import { buildTimetable } from '#core/routing';
import { zipOf } from '../boundaries/files.ts';
import {
  aFeed,
  aSmallFeed,
  type Call,
  callsOf,
  fileOf,
  problemsOf,
  read,
  refusalOf,
  rejectsOf,
} from './feed.ts';

const across: readonly Call[] = [
  ['A', '08:00:00'],
  ['B', '08:10:00'],
];

/** A hundred trips of ten stops; every `nth` stop time has a time that is none. */
function feedWithBroken(nth: number) {
  const feed = aFeed();
  for (let stop = 0; stop < 10; stop++) feed.stop(`S${stop}`);
  let row = 0;
  for (let trip = 0; trip < 100; trip++) {
    const calls = Array.from({ length: 10 }, (_, stop): Call => {
      row++;
      return [`S${stop}`, row % nth === 0 ? '25:61:00' : `08:${String(stop * 5).padStart(2, '0')}:00`];
    });
    feed.trip(`T${trip}`, calls);
  }
  return feed;
}

describe('what is no feed', () => {
  it.each(['stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt'])(
    'is refused without %s',
    async (name) => {
      const { message, details } = await refusalOf(aSmallFeed().without(name));
      expect(message).toBe(`“feed.zip” lacks ${name}, without which no journey can be found.`);
      expect(details).toMatchObject({ file: name, expected: name });
      expect(details.hint).toMatch(/GTFS zip/);
    },
  );

  it('is refused without any calendar', async () => {
    const feed = aFeed().stop('A').stop('B').trip('T', across, { service_id: 'X' });
    expect((await refusalOf(feed)).message).toContain('lacks calendar.txt or calendar_dates.txt');
  });

  it('is refused where it is another file, another zip, several feeds or a zip of zips', async () => {
    const loose = readGtfs(fileOf(new TextEncoder().encode('stop_id\nA\n'), 'stops.txt'), {
      progress: quietProgress,
    });
    await expect(loose).rejects.toThrowError('“stops.txt” is not a zip file, which a GTFS timetable is.');
    expect((await refusalOf(randomBytes(500))).message).toBe('“feed.zip” is not a complete archive.');
    expect((await refusalOf(zipOf({ 'a.pdf': 'x' }))).message).toBe('“feed.zip” is not a GTFS timetable.');
    const two = await refusalOf(zipOf({ 'a/stop_times.txt': 'x', 'b/stop_times.txt': 'x' }));
    expect(two.details.found).toBe('a/stop_times.txt, b/stop_times.txt');
    const packed = await refusalOf(zipOf({ 'gtfs.zip': 'x' }));
    expect(packed.details.hint).toBe('Unpack it and import the zip inside it: gtfs.zip.');
  });

  it('is refused where a file is empty, a web page, or made of wide characters', async () => {
    expect((await refusalOf(aSmallFeed().file('stops.txt', ''))).message).toBe('“stops.txt” is empty.');
    const page = await refusalOf(aSmallFeed().file('trips.txt', '<!DOCTYPE html><html></html>'));
    expect(page.message).toBe('“trips.txt” holds a web page, not data.');
    const wide = await refusalOf(aSmallFeed().file('stops.txt', Buffer.from('\uFEFFstop_id', 'utf16le')));
    expect(wide.details).toMatchObject({ file: 'stops.txt', found: 'UTF-16' });
  });

  it('is refused where a column is missing, with the row and the name of it', async () => {
    const { message, details } = await refusalOf(
      aSmallFeed().edit('stop_times.txt', (text) => text.replace('departure_time', 'leaves')),
    );
    expect(message).toBe('“stop_times.txt” has no column departure_time.');
    expect(details).toMatchObject({ file: 'stop_times.txt', row: 1, column: 'departure_time' });
  });
});

describe('a dangerous or damaged zip', () => {
  it('that unpacks to suspiciously much is refused before it is unpacked', async () => {
    const bomb = zipOf({ 'stops.txt': new Uint8Array(80 << 20) });
    expect((await refusalOf(bomb)).message).toMatch(/unpacks to suspiciously much/);
  });

  it('that announces less than it holds is refused while it is unpacked', async () => {
    const zip = Buffer.from(
      aSmallFeed()
        .edit('stop_times.txt', (text) => text + '\n'.repeat(100_000))
        .zip(),
    );
    const size = 101_000;
    for (let at = 0; at + 4 <= zip.length; at++) {
      const announced = zip.readUInt32LE(at);
      if (announced >= 100_000 && announced < size) zip.writeUInt32LE(120, at);
    }
    expect((await refusalOf(zip)).message).toBe('“feed.zip” is not a complete archive.');
  });

  it('that was cut off or changed on the way is refused', async () => {
    const zip = aSmallFeed().zip();
    expect((await refusalOf(zip.slice(0, zip.length - 30))).message).toBe(
      '“feed.zip” is not a complete archive.',
    );
    const other = aSmallFeed().edit('stop_times.txt', (text) => text.replaceAll('08:', '09:'));
    const swapped = swapContent(zip, other.zip());
    expect((await refusalOf(swapped)).message).toBe('“feed.zip” is not a complete archive.');
  });

  it('that names a file outside its own folder is refused', async () => {
    const zip = Buffer.from(zipOf({ 'xx/stop_times.txt': 'x' }))
      .toString('latin1')
      .replaceAll('xx/', '../');
    expect((await refusalOf(Buffer.from(zip, 'latin1'))).message).toMatch(
      /names a file outside its own folder/,
    );
  });

  it('leaves no file made or held open behind', async () => {
    const file = fileOf(feedWithBroken(1));
    await expect(readGtfs(file, { progress: quietProgress })).rejects.toThrowError('1,000 are broken');
    expect(readdirSync(dirname(file.path))).toEqual(['feed.zip']);
    // A handle is closed by the system a moment after it was let go of.
    await expect.poll(listOpenFiles).not.toContain(file.path);
  });
});

/** Linux lists the open files of a process here; elsewhere there is nothing to look at. */
function listOpenFiles(): (string | undefined)[] {
  const open = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd') : [];
  return open.map((handle) => findTarget(`/proc/self/fd/${handle}`));
}

/** Where a link leads, or nothing where it has gone by now. */
function findTarget(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}

/** The directory of one zip with the content of another whose entries are just as long: every checksum is then wrong. */
function swapContent(zip: Uint8Array, other: Uint8Array): Uint8Array {
  const directory = Buffer.from(zip).indexOf('PK\u0001\u0002');
  const otherDirectory = Buffer.from(other).indexOf('PK\u0001\u0002');
  expect(directory).toBe(otherDirectory);
  return Buffer.concat([other.slice(0, directory), zip.slice(directory)]);
}

describe('a feed that nobody can travel by', () => {
  it('is refused where its calendar is empty', async () => {
    const feed = aSmallFeed().file(
      'calendar.txt',
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n',
    );
    const { message, details } = await refusalOf(feed);
    expect(message).toBe('No trip of “feed.zip” runs on any day.');
    expect(details).toMatchObject({ file: 'calendar.txt', found: 'no services' });
  });

  it('is refused where its services run on no day', async () => {
    const never = aFeed()
      .stop('A')
      .stop('B')
      .service('never', '0000000')
      .trip('T', across, { service_id: 'never' });
    expect((await refusalOf(never)).details.found).toBe('services without a day on which a trip runs');
    const undone = aFeed()
      .stop('A')
      .stop('B')
      .service('gone', '1000000', '20240101', '20240101')
      .exception('gone', '20240101', 'removed')
      .trip('T', across, { service_id: 'gone' });
    expect((await refusalOf(undone)).message).toBe('No trip of “feed.zip” runs on any day.');
  });

  it('is refused where no calendar row can be read, with the first of them', async () => {
    const feed = aFeed()
      .stop('A')
      .stop('B')
      .service('X', '1111111', '20241301')
      .trip('T', across, { service_id: 'X' });
    const { details } = await refusalOf(feed);
    expect(details).toMatchObject({
      row: 2,
      found: '“20241301” in start_date is not a date such as 20230816',
    });
  });

  it('is refused where every trip has one stop or an unknown service', async () => {
    const feed = aFeed()
      .stop('A')
      .trip('T', [['A', '08:00:00']])
      .trip('U', across.slice(0, 1), { service_id: 'nowhere' });
    const { message, details } = await refusalOf(feed);
    expect(message).toBe('No trip of “feed.zip” can be travelled by.');
    expect(details.found).toBe(
      '2 trips in the feed, 1 with unknown routes or services, 1 with fewer than two usable stops, 1 trips of unknown services',
    );
    expect(details).toMatchObject({ file: 'trips.txt', row: 3, column: 'service_id' });
  });
});

describe('broken rows', () => {
  it('one in nine of them, are left out, counted and named; the others are travelled by', async () => {
    const reading = await read(feedWithBroken(9));
    expect(problemsOf(reading)).toEqual(['111 times that are none']);
    expect(reading.rows.rejected).toBe(111);
    expect(reading.rejects[0]).toEqual({
      file: 'stop_times.txt',
      row: 10,
      column: 'arrival_time',
      reason: '“25:61:00” in arrival_time is not a time such as 08:05:00',
    });
    expect(reading.input.trips).toHaveLength(100);
    expect(callsOf(reading, 'T0')).toMatch(/S7 08:35:00 S9 08:45:00$/);
    expect(buildTimetable(reading.input).omitted).toMatchObject({
      backwardTrips: 0,
      shortTrips: 0,
      strayStopTimes: 0,
    });
  });

  it('are named up to the first thousand and counted beyond', async () => {
    const feed = aSmallFeed().file('transfers.txt', `from_stop_id,to_stop_id\n${'A,nowhere\n'.repeat(1500)}`);
    const reading = await read(feed);
    expect(reading.rejects).toHaveLength(1000);
    expect(reading.rows.rejected).toBe(1500);
    expect(problemsOf(reading)).toContain('1500 transfers between unknown stops');
  });

  it('that are most of the stop times make the feed refused', async () => {
    const half = await read(feedWithBroken(2));
    expect(half.rows.rejected).toBe(500);
    const most = feedWithBroken(2).edit('stop_times.txt', (text) => `${text}T0,8.05,8.05,S0,99\n`);
    const { message, details } = await refusalOf(most);
    expect(message).toBe('Of 1,001 stop times in “feed.zip”, 501 are broken; it was not taken.');
    expect(details).toMatchObject({ file: 'stop_times.txt', row: 3, column: 'arrival_time' });
    expect(details.hint).toContain('Look at row 3 first.');
  });

  it.each([
    ['T,8:05,08:05:00,B,9', '“8:05” in arrival_time is not a time such as 08:05:00'],
    ['T,08:05:00,08:05:60,B,9', '“08:05:60” in departure_time is not a time such as 08:05:00'],
    ['T,-1:05:00,08:05:00,B,9', '“-1:05:00” in arrival_time is not a time such as 08:05:00'],
    ['T,08:15:00,08:12:00,B,9', 'departs at 08:12:00, before it arrives at 08:15:00'],
    ['T,08:15:00,08:15:00,Q,9', 'stop “Q” is not in stops.txt'],
    ['Q,08:15:00,08:15:00,B,9', 'trip “Q” is not in trips.txt'],
    ['T,08:15:00,08:15:00,,9', 'stop_id is empty'],
    ['T,08:15:00,08:15:00,B,', 'stop_sequence is empty'],
    ['T,08:15:00,08:15:00,B,last', 'stop_sequence “last” is not a whole number'],
    ['T,08:15:00,08:15:00,B', 'stop_sequence is empty'],
    ['T,08:15:00,08:15:00,B,9,7', 'has more cells than the 5 columns'],
    ['T,,,B,9', 'has no time, and no stop with a time lies on that side of it'],
    ['"T,08:15:00,08:15:00,B,9', 'a quotation mark is not closed, or stands inside a cell'],
  ])('such as %s are rejected: %s', async (row, reason) => {
    const reading = await read(aSmallFeed().edit('stop_times.txt', (text) => `${text}${row}\n`));
    expect(rejectsOf(reading)).toEqual([`stop_times.txt 4: ${reason}`]);
    expect(callsOf(reading, 'T')).toBe('A 08:00:00 B 08:10:00');
  });

  it('that go back in time are as few as possible', async () => {
    const reading = await read(
      aSmallFeed()
        .stop('C')
        .stop('D')
        .trip('W', [
          ['A', '08:00:00'],
          ['B', '18:10:00'],
          ['C', '08:20:00'],
          ['D', '08:30:00'],
        ]),
    );
    expect(callsOf(reading, 'W')).toBe('A 08:00:00 C 08:20:00 D 08:30:00');
    expect(rejectsOf(reading)).toEqual(['stop_times.txt 5: its time lies before that of the stop before it']);
  });

  it('at entrances are rejected, at stations said', async () => {
    const reading = await read(
      aSmallFeed()
        .stop('E', { location_type: 2 })
        .station('S')
        .trip('W', [
          ['A', '08:00:00'],
          ['E', '08:10:00'],
          ['S', '08:20:00'],
        ]),
    );
    expect(callsOf(reading, 'W')).toBe('A 08:00:00 S 08:20:00');
    expect(problemsOf(reading)).toEqual([
      '1 stop times at entrances and nodes',
      '1 calls at a station and not at one of its stops',
    ]);
  });

  it('that repeat an id count once', async () => {
    const reading = await read(
      aSmallFeed().stop('A', { stop_lat: 1 }).trip('T', []).row('routes.txt', { route_id: 'R' }),
    );
    expect(problemsOf(reading).toSorted()).toEqual([
      '1 repeated route ids',
      '1 repeated stop ids',
      '1 repeated trip ids',
    ]);
    expect(reading.input.stops[0]!.lat).toBe(53.4);
  });
});

describe('the health report', () => {
  it('names circular and unknown parents, and takes them for none', async () => {
    const reading = await read(
      aSmallFeed()
        .stop('X', { parent_station: 'Y' })
        .stop('Y', { parent_station: 'X' })
        .stop('Z', { parent_station: 'Z' })
        .stop('W', { parent_station: 'nowhere' })
        .stop('V', { parent_station: 'X' }),
    );
    expect(problemsOf(reading)).toEqual([
      '3 parent stations that go round in a circle; taken for none',
      '1 parent stations that are not in the feed',
    ]);
    const parents = Object.fromEntries(reading.input.stops.map(({ id, parentId }) => [id, parentId]));
    expect(parents).toMatchObject({ X: null, Y: null, Z: null, W: null, V: 'X' });
    expect(listExamples(reading, /circle/)).toEqual(['X: Y', 'Y: X', 'Z: Z']);
  });

  it('names places at 0, 0, off the globe, that are no numbers, missing, or far from all others', async () => {
    const feed = aSmallFeed()
      .stop('O', { stop_lat: 0, stop_lon: '0.000' })
      .stop('G', { stop_lat: 534, stop_lon: -3 })
      .stop('W', { stop_lat: '53°', stop_lon: -3 })
      .stop('N', { stop_lat: '', stop_lon: '' })
      .stop('F', { stop_lat: -2.98, stop_lon: 53.4 });
    const reading = await read(feed);
    expect(problemsOf(reading)).toEqual([
      '4 stops without a place; vehicles call there, but nobody can walk there',
      '1 places at 0, 0 in the Gulf of Guinea; taken for unknown',
      '1 places off the globe; taken for unknown',
      '1 places that are not numbers; taken for unknown',
      '1 stops far away from all the others',
      '1 stops whose stop_lat and stop_lon look exchanged; nobody can walk there',
    ]);
    expect(listExamples(reading, /far away/)).toEqual(['F Stop F: -2.98, 53.4']);
    expect(reading.input.stops.find(({ id }) => id === 'O')!.lat).toBeNaN();
  });

  it('counts stops without trips, trips without stops and trips too short', async () => {
    const reading = await read(
      aSmallFeed()
        .stop('U')
        .trip('empty', [])
        .trip('short', [['A', '08:00:00']]),
    );
    expect(reading.health.stopsWithoutTrips).toEqual({ times: 1, examples: ['U Stop U'] });
    expect(reading.health.tripsWithoutStops).toEqual({ times: 1, examples: ['empty'] });
    expect(problemsOf(reading)).toEqual(['1 trips with fewer than two usable stops; left out']);
    expect(reading.input.trips.map(({ id }) => id)).toEqual(['T']);
  });

  it('finds trips that repeat another on the same day, not those of other days or of frequencies', async () => {
    const feed = aFeed()
      .stop('A')
      .stop('B')
      .service('week', '1111100')
      .service('friday', '0000100')
      .service('saturday', '0000010')
      .trip('T1', across, { service_id: 'week' })
      .trip('T2', across, { service_id: 'friday' })
      .trip('T3', across, { service_id: 'saturday' })
      .trip(
        'T4',
        [
          ['A', '08:00:00'],
          ['B', '08:11:00'],
        ],
        { service_id: 'week' },
      )
      .trip('T5', across, { service_id: 'week' })
      .row('frequencies.txt', {
        trip_id: 'T5',
        start_time: '09:00:00',
        end_time: '10:00:00',
        headway_secs: 900,
      });
    expect((await read(feed)).health.duplicateTrips).toEqual({ times: 1, examples: ['T2'] });
  });

  it('names unknown routes and services once, not each of their stop times', async () => {
    const reading = await read(
      aSmallFeed().trip('U', across, { route_id: 'Q' }).trip('V', across, { service_id: 'Q' }),
    );
    expect(rejectsOf(reading)).toEqual([
      'trips.txt 3: route Q is not in routes.txt',
      'trips.txt 4: service Q is in neither calendar',
    ]);
    expect(problemsOf(reading)).toContain('4 rows of trips that were left out');
  });

  it('counts a stop time said twice once', async () => {
    const reading = await read(
      aSmallFeed().edit('stop_times.txt', (text) => `${text}T,08:10:00,08:10:00,B,2\n`),
    );
    expect(callsOf(reading, 'T')).toBe('A 08:00:00 B 08:10:00');
    expect(problemsOf(reading)).toEqual(['1 rows that say the same as another; counted once']);
  });

  it('warns of several or unknown time zones and of services that never run', async () => {
    const reading = await read(
      aSmallFeed()
        .row('agency.txt', { agency_id: 'B', agency_name: 'B', agency_timezone: 'Europe/Atlantis' })
        .service('never', '0000000')
        .trip('N', across, { service_id: 'never' }),
    );
    expect(problemsOf(reading)).toEqual([
      '2 time zones in one feed; times are taken as they stand',
      '1 time zones that do not exist',
      '1 services with trips that run on no day',
    ]);
  });
});

function listExamples({ health }: Awaited<ReturnType<typeof read>>, problem: RegExp): string[] | undefined {
  return health.problems.find((each) => problem.test(each.problem))?.examples;
}
