import { readFile } from 'node:fs/promises';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildTimetable, datesWithService, tripsOn } from '#core/routing';
import { quietProgress, readGtfs, type TimetableReading } from '#data/import';
import { hasRealData, realData } from '../../../real-data.ts';
import { filesOf } from '../boundaries/files.ts';
import { callsOf } from './feed.ts';

const readReal = (name: string, region?: [number, number, number, number]) =>
  readGtfs(
    { path: realData(`transport/${name}`), name },
    { progress: quietProgress, ...(region && { region }) },
  );

/*
 * The figures were counted independently with Python 3 (`zipfile`, `csv.DictReader`, `datetime`): rows of stops.txt by location_type, of
 * trips.txt and stop_times.txt; the days of every service from calendar.txt and calendar_dates.txt; trips a day as the sum over trips of the days of
 * their service, a trip of frequencies.txt counted ⌈(end − start) / headway⌉ times; departures whose hour is 24 or more.
 */
const feeds = [
  {
    name: 'caltrain_20160406.zip',
    counts: { stops: 64, stations: 31, trips: 218, stopTimes: 3103 },
    days: { firstDay: '2014-03-23', lastDay: '2019-03-31' },
    tripsADay: { days: 1305, min: 61, median: 92, max: 92 },
    afterMidnight: 52,
  },
  {
    name: 'chester-20230816-small_gtfs.zip',
    counts: { stops: 1293, stations: 27, trips: 804, stopTimes: 34_249 },
    days: { firstDay: '2023-07-31', lastDay: '2024-04-26' },
    tripsADay: { days: 271, min: 23, median: 797, max: 804 },
    afterMidnight: 36,
  },
  {
    name: 'google_good_feed.zip',
    counts: { stops: 9, stations: 1, trips: 11, stopTimes: 28 },
    days: { firstDay: '2007-01-01', lastDay: '2011-12-31' },
    tripsADay: { days: 1825, min: 140, median: 140, max: 144 },
    afterMidnight: 0,
  },
];

describe.skipIf(!hasRealData)(`real feeds${hasRealData ? '' : ' (skipped: real data not present)'}`, () => {
  it.each(feeds)(
    '$name holds what an independent count finds',
    async ({ name, counts, days, tripsADay, afterMidnight }) => {
      const { health, rows } = await readReal(name);
      expect(health).toMatchObject({ counts, ...days, tripsADay, afterMidnight });
      expect(rows.rejected).toBe(0);
      expect(health.stopsWithoutTrips.times).toBe(0);
    },
  );

  it.each(feeds)(
    '$name becomes a timetable of which nothing had to be left out',
    async ({ name, tripsADay }) => {
      const { input, health } = await readReal(name);
      const timetable = buildTimetable(input);
      expect(Object.values(timetable.omitted)).toEqual([0, 0, 0, 0, 0, 0]);
      expect(datesWithService(timetable)).toHaveLength(tripsADay.days);
      for (const { day, trips } of health.days.slice(0, 20)) expect(tripsOn(timetable, day)).toBe(trips);
    },
  );

  it('Chester names the school that lies in the sea and the coaches to far cities', async () => {
    const { health } = await readReal('chester-20230816-small_gtfs.zip');
    expect(health).toMatchObject({
      publisher: 'ITO World',
      version: '20230808_144629',
      timeZone: 'Europe/London',
    });
    const [far] = health.problems;
    expect(far).toMatchObject({ problem: 'stops far away from all the others', times: 8 });
    expect(far!.examples[0]).toBe('5120WD22102 Sealand School: 49.766132, -7.555903');
  });

  /*
   * Counted independently with Python 3 (`csv`, `zipfile`): stops within the box and 5 km about it (a degree of latitude taken as 110.5 km, one of
   * longitude shortened by the cosine of the northern edge); trips that call at any of them; stops of those trips and stops within.
   */
  it.each([
    ['the city', [-2.95, 53.16, -2.83, 53.23], { stops: 1001, stopsRead: 1293, trips: 752, tripsRead: 804 }],
    // The box about the LSOAs of the city region.
    [
      'the Liverpool City Region',
      [-3.229017380614608, 53.29627477962676, -2.57674294595545, 53.69843262144631],
      { stops: 397, stopsRead: 1293, trips: 103, tripsRead: 804 },
    ],
  ] as const)('Chester cut to %s keeps the trips that call there, whole', async (_, box, cut) => {
    const whole = await readReal('chester-20230816-small_gtfs.zip');
    const reading = await readReal('chester-20230816-small_gtfs.zip', [...box]);
    expect(reading.health.cut).toEqual(cut);
    const calls = countCalls(whole);
    for (const [trip, count] of countCalls(reading)) expect(count).toBe(calls.get(trip));
  });

  // Line 11 leaves Holywell at 05:30 and is in Chester, 11 km south of the region, at 06:40: read by hand in stop_times.txt.
  it('Chester cut to the Liverpool City Region still has buses from the region to the middle of Chester', async () => {
    const reading = await readReal('chester-20230816-small_gtfs.zip', [-3.229, 53.2963, -2.5767, 53.6984]);
    const calls = callsOf(reading, 'VJ11f44f94325e79fb6ffae50d36e892a9833e8f7d').split(' ');
    expect(calls.slice(0, 2)).toEqual(['5120AWF80777!', '05:30:00']);
    expect(calls.slice(-2)).toEqual(['!0610CH19053', '06:40:00']);
    expect(calls).toHaveLength(2 * 68);
  });

  /*
   * As many publishers leave them: times at timing points alone (`timepoint` 1), and at both ends of a trip. What lies between is
   * computed a second time here, in whole numbers of any size.
   */
  it('Chester with times at timing points only has every other one to the second', async () => {
    const { zip, expected } = await leaveTimingPoints(realData('transport/chester-20230816-small_gtfs.zip'));
    const { input } = await readGtfs(filesOf({ 'feed.zip': zip })[0]!, { progress: quietProgress });
    const { trip, sequence, arrival } = input.stopTimes;
    const found = Array.from(trip, (at, row) => [`${input.trips[at]!.id} ${sequence[row]}`, arrival[row]!]);
    expect(found).toHaveLength(34_249);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });
});

/** The feed without the times between timing points, and the arrivals (seconds) to be expected by trip and place in it. */
async function leaveTimingPoints(path: string): Promise<{ zip: Uint8Array; expected: Map<string, number> }> {
  const entries = unzipSync(await readFile(path));
  const [header, ...lines] = strFromU8(entries['stop_times.txt']!).trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(','));
  const [trip, arrival, departure, sequence, timepoint, distance] = [
    'trip_id',
    'arrival_time',
    'departure_time',
    'stop_sequence',
    'timepoint',
    'shape_dist_traveled',
  ].map((name) => header!.split(',').indexOf(name)) as [number, number, number, number, number, number];
  const expected = new Map<string, number>();
  for (const [id, calls] of Map.groupBy(rows, (cells) => cells[trip]!)) {
    calls.sort((a, b) => Number(a[sequence]) - Number(b[sequence]));
    const isTimed = calls.map((cells, at) => at === 0 || at === calls.length - 1 || cells[timepoint] === '1');
    const clock = (at: number, cell: number) => secondsOf(calls[at]![cell]!);
    calls.forEach((_, at) => {
      const from = isTimed.lastIndexOf(true, at);
      const to = isTimed.indexOf(true, at);
      const leaves = clock(from, departure);
      const way = calls.slice(from, to + 1).map((cells) => countDecimal(cells[distance]!));
      const isMeasured = way.every(
        (units, place) => units !== null && (place === 0 || units >= way[place - 1]!),
      );
      const [part, whole] =
        isMeasured && way.at(-1)! > way[0]!
          ? [way[at - from]! - way[0]!, way.at(-1)! - way[0]!]
          : [BigInt(at - from), BigInt(Math.max(1, to - from))];
      const span = (BigInt(clock(to, arrival) - leaves) * part) / whole;
      expected.set(`${id} ${at}`, isTimed[at] ? clock(at, arrival) : leaves + Number(span));
    });
    calls.forEach((cells, at) => {
      if (!isTimed[at]) cells[arrival] = cells[departure] = '';
    });
  }
  entries['stop_times.txt'] = strToU8([header, ...rows.map((cells) => cells.join(','))].join('\n'));
  return { zip: zipSync(entries, { level: 0 }), expected };
}

/** A decimal in units of its sixth place; null for an empty cell. */
function countDecimal(text: string): bigint | null {
  const [whole = '', decimals = ''] = text.split('.');
  return text === '' ? null : BigInt(whole + decimals.padEnd(6, '0'));
}

function secondsOf(text: string): number {
  const [hours, minutes, seconds] = text.split(':').map(Number) as [number, number, number];
  return hours * 3600 + minutes * 60 + seconds;
}

/** How many calls each trip has, by id. */
function countCalls({ input }: TimetableReading): Map<string, number> {
  const calls = new Map<string, number>();
  for (const trip of Array.from(input.stopTimes.trip)) {
    const { id } = input.trips[trip]!;
    calls.set(id, (calls.get(id) ?? 0) + 1);
  }
  return calls;
}
