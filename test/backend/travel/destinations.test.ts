import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Destinations, DestinationsRequest } from '#contract';
import { aTown, middleOf, townCodes, type Town } from './a-town.ts';

const geography = 'lsoa:2011';
type Travel = Partial<DestinationsRequest['travel']>;

let town: Town;

beforeAll(async () => {
  town = await aTown({ timetable: true });
  const always = { postcode: null, firstDay: null, lastDay: null };
  const work = [
    { id: 'docks', name: 'Docks', square: 5, jobs: 900 },
    { id: 'park', name: 'Park', square: 1, jobs: null },
    { id: 'yard', name: 'Yard', square: 3, jobs: 100 },
  ];
  for (const { id, name, square, jobs } of work)
    await town.backend.client.call('site.save', {
      ...always,
      ...middleOf(square),
      id,
      name,
      kind: 'employment',
      jobs,
    });
  await town.deliver(2, 'advice');
});
afterAll(() => town.end());

/** By bus on Tuesday 5 March 2024, at the place by 08:30 unless said. */
const travel = (part: Travel = {}) => ({
  mode: 'transit' as const,
  limit: 60,
  date: '2024-03-05',
  window: '08:30-08:31',
  ...part,
});

function ask(square: number, part: Travel = {}, selector?: string): Promise<Destinations> {
  const origin = { area: townCodes[square]! };
  const request = {
    geography,
    origin,
    travel: travel(part),
    ...(selector === undefined ? {} : { selector }),
  };
  return town.backend.client.call('destinations.list', request);
}

describe('which employment sites an area can reach by a time', () => {
  /*
   * Buses leave S0 at 07:00, 07:20 … and take five minutes a stop. From the middle of square 0: the bus of 08:00 is at S5 at
   * 08:25 and at S3 at 08:15, the one of 08:20 is at S1 at 08:25 and at S3 only at 08:35.
   */
  test('is worked out by hand: minutes run back from the time, and it is said when to leave', async () => {
    const { results, totals, sentence } = await ask(0);
    expect(results.map(({ id, minutes, leaveBy, jobs }) => [id, minutes, leaveBy, jobs])).toEqual([
      ['park', 10, '08:20', null],
      ['docks', 30, '08:00', 900],
      ['yard', 30, '08:00', 100],
    ]);
    expect(totals).toMatchObject({ sites: 3, reachedSites: 3, jobs: 1_000, reachedJobs: 1_000 });
    expect(sentence).toBe(
      'From Square 0 people reach 3 of 3 employment sites by 08:30 within 60 minutes by public transport, with 1,000 of 1,000 jobs. How many jobs there are is not known of 1 site.',
    );
  });

  test('has the limit as a bound that is itself within', async () => {
    expect((await ask(0, { limit: 30 })).totals.reachedSites).toBe(3);
    expect((await ask(0, { limit: 29 })).results.map(({ id, reached }) => [id, reached])).toEqual([
      ['park', true],
      ['docks', false],
      ['yard', false],
    ]);
  });

  test('over a window takes the percentile for the minutes and the last minute for the departure', async () => {
    // By 08:20 … 08:25 to S1: the bus of 08:00, there at 08:05, leaves 20 … 24 minutes before; for 08:25
    // the one of 08:20 leaves 5 before. Of 5, 20, 21, 22, 23, 24 the third is the median.
    const { results } = await ask(0, { window: '08:20-08:26' }, 'site:park');
    expect(results).toMatchObject([{ minutes: 21, leaveBy: '08:20' }]);
  });

  test('agrees with the catchment of each site: who can reach it by that time', async () => {
    for (const site of ['docks', 'park', 'yard']) {
      const request = {
        place: { site },
        geography,
        travel: { ...travel({ limit: 25 }), direction: 'to' as const },
      };
      const started = await town.backend.client.call('catchment.start', request);
      const { catchment } = await town.resultOf(started, 'catchment');
      for (const [square, code] of townCodes.entries()) {
        const { results } = await ask(square, { limit: 25 }, `site:${site}`);
        const own = catchment.results.find(({ id }) => id === code)!;
        expect(results[0]).toMatchObject({ minutes: own.minutes, share: own.share, leaveBy: own.leaveBy });
      }
    }
  });

  test('from a point is the same as from the area whose people live there', async () => {
    const from = await town.backend.client.call('destinations.list', {
      geography: null,
      origin: middleOf(0),
      travel: travel(),
    });
    expect(from.results).toEqual((await ask(0)).results);
    expect(from.sentence).toContain('From -3.00000, 53.40000 people reach');
  });

  test('is of any sites that a selector picks', async () => {
    const { results, sentence } = await ask(0, {}, 'stage:advice | kind:employment site:yard');
    expect(results.map(({ name, kind }) => [name, kind])).toEqual([
      ['Centre 2', 'provision'],
      ['Yard', 'employment'],
    ]);
    expect(sentence).toContain('2 of 2 sites by 08:30');
  });

  test('on foot needs no timetable day and still says when to leave', async () => {
    // 3.3 km: a walk of 50 minutes (see the town).
    const { results, date } = await ask(0, { mode: 'walk', limit: 55 }, 'site:park');
    expect(date).toBeNull();
    expect(results[0]!.minutes).toBeCloseTo(49.7, 0);
    expect(results[0]!.leaveBy).toBe('07:40');
  });

  test('is refused for an area that is not there, or of no geography', async () => {
    const call = (request: object) =>
      town.backend.client.call('destinations.list', { travel: travel(), ...request } as DestinationsRequest);
    await expect(call({ geography, origin: { area: 'E01999999' } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(call({ geography: null, origin: { area: townCodes[0]! } })).rejects.toMatchObject({
      code: 'usage',
    });
    await expect(
      call({ geography, origin: { area: townCodes[0]! }, selector: 'kind:work' }),
    ).rejects.toMatchObject({ code: 'invalid_rule' });
  });
});

describe('as a job and a file', () => {
  test('the job answers the same list, and the file holds it with what it rests on', async () => {
    const request = { geography, origin: { area: townCodes[0]! }, travel: travel() };
    const { client, files } = town.backend;
    const started = await client.call('destinations.start', request);
    const { destinations } = await town.resultOf(started, 'destinations');
    expect(destinations).toEqual(await ask(0));
    const job = await client.call('table.export', {
      content: { kind: 'destinations', request },
      ...started,
      format: 'csv',
      fileName: 'reach',
    });
    const { product, error } = await town.finish(job);
    if (product?.kind !== 'files') throw new Error(error?.message ?? 'no files');
    const [table, facts] = product.files.map((file) => readFileSync(files.getPath(file), 'utf8'));
    const lines = table!.trim().split('\r\n');
    expect(lines[0]).toBe('site_id,site_name,site_kind,lon,lat,reached,minutes,leave_by,jobs,share');
    expect(lines[1]).toBe('park,Park,Employment,-2.95,53.4,yes,10,08:20,,1');
    expect(lines).toHaveLength(4);
    for (const fact of [
      'by 08:30 within 60 minutes',
      'Square 0 (E01000001)',
      'kind:employment',
      'Disclosure policy',
    ])
      expect(facts).toContain(fact);
  });
});
