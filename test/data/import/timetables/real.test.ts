import { describe, expect, it } from 'vitest';
import { buildTimetable, datesWithService, tripsOn } from '#core/routing';
import { quietProgress, readGtfs } from '#data/import';
import { hasRealData, realData } from '../../../real-data.ts';

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

  it('Chester cut to the city keeps the calls there', async () => {
    const city: [number, number, number, number] = [-2.95, 53.16, -2.83, 53.23];
    const whole = await readReal('chester-20230816-small_gtfs.zip');
    const cut = await readReal('chester-20230816-small_gtfs.zip', city);
    const margin = { lat: 5 / 110.5, lon: 5 / 110.5 / Math.cos((53.23 * Math.PI) / 180) };
    const isNear = ({ lon, lat }: { lon: number; lat: number }) =>
      lon >= city[0] - margin.lon &&
      lon <= city[2] + margin.lon &&
      lat >= city[1] - margin.lat &&
      lat <= city[3] + margin.lat;
    expect(cut.health.cut!.stops).toBe(whole.input.stops.filter(isNear).length);
    expect(cut.health.cut!.trips).toBeLessThanOrEqual(whole.input.trips.length);
    expect(cut.input.stops.every(isNear)).toBe(true);
  });
});
