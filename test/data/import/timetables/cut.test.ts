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

describe('a feed cut to a region', () => {
  it('keeps the stops in it and near it, and the way of trips between them', async () => {
    const reading = await read(
      aLongFeed()
        .trip('T', east)
        .trip('far', [
          ['W', '08:00:00'],
          ['E', '09:00:00'],
        ]),
      { region },
    );
    expect(callsOf(reading, 'T')).toBe('A 08:30:00 B 08:40:00 M 08:50:00');
    expect(reading.input.stops.map(({ id }) => id)).toEqual(['A', 'B', 'M']);
    expect(reading.health.cut).toEqual({ stops: 3, stopsRead: 5, trips: 1, tripsRead: 2 });
    expect(reading.rows.rejected).toBe(0);
    expect((await read(aLongFeed().trip('T', east))).health.cut).toBeNull();
  });

  it('keeps no more about the region than is asked for', async () => {
    const reading = await read(aLongFeed().trip('T', east), { region, marginKm: 1 });
    expect(callsOf(reading, 'T')).toBe('A 08:30:00 B 08:40:00');
  });

  it('works out missing times before it is cut', async () => {
    const reading = await read(
      aLongFeed().trip('T', [
        ['W', '08:00:00'],
        ['A', ''],
        ['B', ''],
        ['E', '08:30:00'],
      ]),
      { region },
    );
    expect(callsOf(reading, 'T')).toBe('A 08:10:00 B 08:20:00');
  });

  it('drops trips with one stop in it, and says so', async () => {
    const feed = aLongFeed()
      .trip('T', east)
      .trip('once', [
        ['W', '08:00:00'],
        ['A', '08:30:00'],
      ]);
    const reading = await read(feed, { region });
    expect(reading.input.trips.map(({ id }) => id)).toEqual(['T']);
    expect(problemsOf(reading)).toContain('1 trips with fewer than two stops in the region; left out');
  });

  it('counts headways where the trip comes in', async () => {
    const feed = aLongFeed().trip('T', east).row('frequencies.txt', {
      trip_id: 'T',
      start_time: '06:00:00',
      end_time: '07:00:00',
      headway_secs: 1200,
    });
    expect((await read(feed, { region })).input.frequencies).toEqual([
      { tripId: 'T', firstSeconds: 6.5 * 3600, lastSeconds: 7.5 * 3600, headwaySeconds: 1200 },
    ]);
  });

  it('leaves out changes and stations beyond it', async () => {
    const feed = aLongFeed()
      .station('S', { stop_lon: -1 })
      .stop('P', { stop_lon: -1, parent_station: 'S' })
      .trip('T', east)
      .row('transfers.txt', { from_stop_id: 'A', to_stop_id: 'B', transfer_type: 2, min_transfer_time: 60 })
      .row('transfers.txt', { from_stop_id: 'W', to_stop_id: 'A', transfer_type: 2, min_transfer_time: 60 });
    const { input } = await read(feed, { region });
    expect(input.transfers.map(({ fromId }) => fromId)).toEqual(['A']);
    expect(input.stations).toEqual([]);
  });

  it('is the same where the rows of a trip are scattered over the file', async () => {
    const other: readonly Call[] = [
      ['E', '09:00:00'],
      ['W', '11:00:00'],
    ];
    const feed = aLongFeed().trip('T', east).trip('far', other);
    const scattered = aLongFeed()
      .trip('T', east)
      .trip('far', other)
      .edit('stop_times.txt', (text) => {
        const [header, w, a, b, m, e, ...far] = text.trim().split('\n');
        return [header, w, far[0], a, b, e, far[1], m].join('\n');
      });
    const [plain, torn] = [await read(feed, { region }), await read(scattered, { region })];
    expect(callsOf(torn, 'T')).toBe('A 08:30:00 B 08:40:00 M 08:50:00');
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

  it('is refused where no trip stops twice in it', async () => {
    const feed = aLongFeed().trip('once', [
      ['W', '08:00:00'],
      ['A', '08:30:00'],
    ]);
    expect((await refusalOf(feed, { region })).message).toBe(
      'No trip of “feed.zip” can be travelled by in the region.',
    );
  });
});
