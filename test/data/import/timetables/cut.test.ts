import { describe, expect, it } from 'vitest';
import type { Bounds } from '#core/geography';
import { aFeed, type Call, callsOf, problemsOf, read, refusalOf } from './feed.ts';

const region: Bounds = [-3.1, 53.3, -2.8, 53.5];

/** Stops from west to east: W far away, A and B in the region, M two kilometres beyond it, E far away. */
function aLongFeed() {
  return aFeed()
    .stop('W', { stop_lon: -4 })
    .stop('A', { stop_lon: -3 })
    .stop('B', { stop_lon: -2.9 })
    .stop('M', { stop_lon: -2.77 })
    .stop('E', { stop_lon: -1 });
}

const east: readonly Call[] = [
  ['W', '08:00:00'],
  ['A', '08:30:00'],
  ['B', ''],
  ['M', '08:50:00'],
  ['E', '10:00:00'],
];

const wayEast = 'W 08:00:00 A 08:30:00 B 08:40:00 M 08:50:00 E 10:00:00';

describe('a feed cut to a region', () => {
  it('keeps trips that call in it or near it with all their stops, and drops the others', async () => {
    const reading = await read(
      aLongFeed()
        .trip('T', east)
        .stop('N', { stop_lat: 55 })
        .trip('far', [
          ['W', '08:00:00'],
          ['N', '09:00:00'],
        ]),
      { region },
    );
    expect(callsOf(reading, 'T')).toBe(wayEast);
    expect(reading.input.trips.map(({ id }) => id)).toEqual(['T']);
    expect(reading.input.stops.map(({ id }) => id)).toEqual(['W', 'A', 'B', 'M', 'E']);
    expect(reading.health.cut).toEqual({ stops: 5, stopsRead: 6, trips: 1, tripsRead: 2 });
    expect(reading.rows.rejected).toBe(0);
    expect((await read(aLongFeed().trip('T', east))).health.cut).toBeNull();
  });

  it('counts as near what is asked for', async () => {
    const beyond: readonly Call[] = [
      ['M', '08:50:00'],
      ['E', '10:00:00'],
    ];
    const feed = () => aLongFeed().trip('T', east).trip('beyond', beyond);
    const trips = async (marginKm?: number) => {
      const { input } = await read(feed(), { region, ...(marginKm === undefined ? {} : { marginKm }) });
      return input.trips.map(({ id }) => id);
    };
    expect(await trips()).toEqual(['T', 'beyond']);
    expect(await trips(1)).toEqual(['T']);
  });

  it('keeps stops in it at which nothing calls, and none elsewhere', async () => {
    const feed = aLongFeed().stop('idle').stop('N', { stop_lat: 55 }).trip('T', east);
    const { input, health } = await read(feed, { region });
    expect(input.stops.map(({ id }) => id)).toEqual(['W', 'A', 'B', 'M', 'E', 'idle']);
    expect(health.stopsWithoutTrips).toEqual({ times: 1, examples: ['idle Stop idle'] });
  });

  it('keeps a trip that calls there once: people travel out of the region by it', async () => {
    const feed = aLongFeed().trip('once', [
      ['W', '08:00:00'],
      ['A', '08:30:00'],
    ]);
    expect(callsOf(await read(feed, { region }), 'once')).toBe('W 08:00:00 A 08:30:00');
  });

  it('says which of the trips there have one usable stop, and nothing of trips elsewhere', async () => {
    const feed = aLongFeed()
      .trip('T', east)
      .trip('short', [['A', '08:30:00']])
      .trip('shortElsewhere', [['W', '08:30:00']]);
    const reading = await read(feed, { region });
    expect(reading.input.trips.map(({ id }) => id)).toEqual(['T']);
    expect(problemsOf(reading)).toContain('1 trips with fewer than two usable stops; left out');
  });

  it('counts headways at the first stop, also where that lies elsewhere', async () => {
    const feed = aLongFeed().trip('T', east).row('frequencies.txt', {
      trip_id: 'T',
      start_time: '06:00:00',
      end_time: '07:00:00',
      headway_secs: 1200,
    });
    expect((await read(feed, { region })).input.frequencies).toEqual([
      { tripId: 'T', firstSeconds: 6 * 3600, lastSeconds: 7 * 3600, headwaySeconds: 1200 },
    ]);
  });

  it('keeps changes and stations of the stops that stay, and leaves out the others', async () => {
    const change = (from: string, to: string) => ({
      from_stop_id: from,
      to_stop_id: to,
      transfer_type: 2,
      min_transfer_time: 60,
    });
    const feed = aLongFeed()
      .station('far', { stop_lon: -1.1 })
      .stop('P', { stop_lon: -1.1, parent_station: 'far' })
      .station('end', { stop_lon: -1 })
      .stop('E2', { stop_lon: -1, parent_station: 'end' })
      .trip('T', [...east, ['E2', '10:30:00']])
      .row('transfers.txt', change('W', 'A'))
      .row('transfers.txt', change('E', 'end'))
      .row('transfers.txt', change('A', 'P'))
      .row('transfers.txt', change('far', 'A'));
    const { input } = await read(feed, { region });
    expect(input.transfers.map(({ fromId, toId }) => [fromId, toId])).toEqual([
      ['W', 'A'],
      ['E', 'end'],
    ]);
    expect(input.stations.map(({ id }) => id)).toEqual(['end']);
  });

  it('is the same where the rows of a trip are scattered over the file', async () => {
    const other: readonly Call[] = [
      ['E', '09:00:00'],
      ['N', '11:00:00'],
    ];
    const feed = aLongFeed().stop('N', { stop_lat: 55 }).trip('T', east).trip('far', other);
    const scattered = aLongFeed()
      .stop('N', { stop_lat: 55 })
      .trip('T', east)
      .trip('far', other)
      .edit('stop_times.txt', (text) => {
        const [header, w, a, b, m, e, ...far] = text.trim().split('\n');
        return [header, w, far[0], a, b, e, far[1], m].join('\n');
      });
    const [plain, torn] = [await read(feed, { region }), await read(scattered, { region })];
    expect(callsOf(torn, 'T')).toBe(wayEast);
    expect(torn.input).toEqual(plain.input);
    expect(torn.health).toEqual(plain.health);
    expect(torn.rows).toEqual(plain.rows);
  });

  it('is refused where it lies elsewhere, with a hint where its coordinates are swapped', async () => {
    const feed = () =>
      aFeed()
        .stop('A')
        .stop('B')
        .trip('T', [
          ['A', '08:00:00'],
          ['B', '08:10:00'],
        ]);
    const away = await refusalOf(feed(), { region: [1, 51, 2, 52] });
    expect(away.message).toBe('No stop of “feed.zip” lies in the region of the workspace.');
    expect(away.details).toMatchObject({
      file: 'stops.txt',
      found: 'stops in -2.98 to -2.98 east, 53.40 to 53.40 north',
      hint: 'Choose the timetable of this region.',
    });
    const swapped = aFeed()
      .stop('A', { stop_lat: -2.98, stop_lon: 53.4 })
      .stop('B', { stop_lat: -2.9, stop_lon: 53.4 })
      .trip('T', [
        ['A', '08:00:00'],
        ['B', '08:10:00'],
      ]);
    expect((await refusalOf(swapped, { region })).details.hint).toMatch(/seem to be swapped/);
  });

  it('is refused where no trip calls in it', async () => {
    const feed = aLongFeed().trip('past', [
      ['W', '08:00:00'],
      ['E', '08:30:00'],
    ]);
    expect((await refusalOf(feed, { region })).message).toBe(
      'No trip of “feed.zip” can be travelled by in the region.',
    );
  });
});
