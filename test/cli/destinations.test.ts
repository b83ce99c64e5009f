import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CatchmentResult, Destinations, ImportReport, Ledger, TargetList } from '#contract';
import { copyDemonstration } from '../demonstration.ts';
import { hasRealData, realData } from '../real-data.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;
const run = (...args: string[]) => pinpoint(folder, ...args);
const json = <Document>(...args: string[]): Promise<Document> => pinpointJson<Document>(folder, ...args);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-destinations-'));
  copyDemonstration(join(folder, 'demo.gpkg'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('which employment sites an area can reach, on the demonstration', () => {
  const question = ['catchment', 'demo.gpkg', '--area', 'E01900190', '--sites', 'kind:employment'];
  const byEight = [...question, '--arrive-by', '08:00', '--limit', '60'];
  let answer: Destinations;
  beforeAll(async () => {
    answer = await json<Destinations>(...byEight);
  });

  test('is asked in one command; totals are the sums of the rows', () => {
    const { results, totals, sentence, arriveBy } = answer;
    expect(results).toHaveLength(12);
    expect(arriveBy).toBe('08:00');
    const reached = results.filter((row) => row.reached);
    expect(totals).toMatchObject({
      sites: 12,
      reachedSites: reached.length,
      reachedJobs: reached.reduce((sum, { jobs }) => sum + (jobs ?? 0), 0),
      jobs: results.reduce((sum, { jobs }) => sum + (jobs ?? 0), 0),
      sitesWithoutJobs: 1,
    });
    expect(reached.length).toBeGreaterThan(0);
    expect(reached.length).toBeLessThan(12);
    expect(sentence).toContain(
      `people reach ${reached.length} of 12 employment sites by 08:00 within 60 minutes`,
    );
    for (const { minutes, leaveBy } of reached) {
      const [hours, rest] = leaveBy!.split(':').map(Number) as [number, number];
      // The whole minute before, so that nobody who leaves then is late.
      expect(Math.ceil(minutes! - 1e-6)).toBe(480 - 60 * hours - rest);
    }
  });

  test('a longer limit reaches no fewer, a shorter one no more', async () => {
    const reach = async (limit: string) =>
      new Set(
        (await json<Destinations>(...question, '--arrive-by', '08:00', '--limit', limit)).results
          .filter(({ reached }) => reached)
          .map(({ id }) => id),
      );
    const [short, long] = [await reach('30'), await reach('90')];
    expect([...short].filter((id) => !long.has(id))).toEqual([]);
    expect(short.size).toBeLessThan(long.size);
  });

  test('the other way round: the area is among those that can reach the site by then', async () => {
    const there = answer.results.find(({ id }) => id === 'e11')!;
    const who = await json<CatchmentResult>(
      'catchment',
      'demo.gpkg',
      '--site',
      'e11',
      '--arrive-by',
      '08:00',
      '--limit',
      '60',
    );
    expect(who.results.find(({ id }) => id === 'E01900190')).toEqual({
      id: 'E01900190',
      minutes: there.minutes,
      share: there.share,
      leaveBy: there.leaveBy,
    });
  });

  test('leaves as a file with its facts', async () => {
    await json(...byEight, '--out', 'reach.geojson');
    const { features } = JSON.parse(readFileSync(join(folder, 'reach.geojson'), 'utf8')) as {
      features: { properties: Record<string, unknown>; geometry: { type: string } }[];
    };
    expect(features).toHaveLength(12);
    expect(features[0]!.geometry.type).toBe('Point');
    expect(Object.keys(features[0]!.properties)).toEqual(
      expect.arrayContaining(['site_name', 'reached', 'minutes', 'leave_by', 'jobs']),
    );
  });

  test.each([
    [[...byEight, '--window', '06:00-07:00'], 2, '--window has no place'],
    [[...question, '--arrive-by', 'eight'], 2, '--arrive-by takes a time'],
    [['catchment', 'demo.gpkg', '--area', 'E0', '--sites', '*', '--arrive-by', '08:00'], 4, 'no area E0'],
    [[...byEight.slice(0, 4), '--sites', 'kind:work', '--arrive-by', '08:00'], 2, 'not a kind of site'],
  ])('%j ends with %d and says why', async (args, code, words) => {
    const ended = await run(...args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(words)]);
  });
});

describe('employment sites in rules and in the ledger', () => {
  test('rules ask how far and how many', async () => {
    const near = await json<TargetList>(
      'target',
      'demo.gpkg',
      '--rule',
      "minutes('kind:employment', 'walk') <= 15 and sites('kind:employment') >= 1",
    );
    expect(near.counts.in).toBeGreaterThan(0);
    expect(near.counts.in).toBeLessThan(200);
    expect(near.notes.join(' ')).toContain('kind:employment');
  });

  test('the ledger has them in a row of their own, and not in that of what is delivered', async () => {
    const ask = (selector: string) =>
      json<Ledger>('ledger', 'demo.gpkg', '--selector', selector, '--mode', 'walk', '--by', 'district');
    const [all, work] = [await ask('*'), await ask('kind:employment')];
    expect(all.totals.map(({ stage }) => stage)).not.toContain('employment');
    expect(work.totals.map(({ stage }) => stage)).toEqual(['employment', null]);
    expect(work.totals[0]).toMatchObject({ programmes: 0, places: 0, need: 36_920 });
    expect(work.totals[0]!.sites).toBeGreaterThan(6);
  });
});

test('a list of employers is imported with its jobs; a wrong cell is told by row and column', async () => {
  writeFileSync(
    join(folder, 'employers.csv'),
    'Site,Longitude,Latitude,Employees\nMill,-2.95,53.42,120\nForge,-2.96,53.43,about 40\n',
  );
  await run('new', 'work.gpkg');
  const report = await json<ImportReport>(
    'import',
    'sites',
    'work.gpkg',
    'employers.csv',
    '--kind',
    'employment',
  );
  expect(report.rows).toMatchObject({ taken: 1, rejected: 1 });
  expect(report.rejects[0]!.reason).toContain('“about 40” in the column “Employees”');
  const refused = await run('import', 'sites', 'work.gpkg', 'employers.csv', '--kind', 'shop');
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('--kind takes provision, employment'),
  ]);
});

test('sites are cut to a margin about the areas; a margin that is none is exit 2', async () => {
  const refused = await run('import', 'sites', 'work.gpkg', 'employers.csv', '--margin', 'near');
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('--margin takes kilometres from 0 up'),
  ]);
  // The workspace has no areas, so nothing is far from them.
  const report = await json<ImportReport>('import', 'sites', 'work.gpkg', 'employers.csv', '--margin', '5');
  expect(report.rows).toMatchObject({ taken: 1, rejected: 1 });
  expect(report.mapping).toMatchObject({ family: 'sites', cutMarginKm: 5 });
});

/*
 * Worked by hand from stop_times.txt of the feed, as in provision.test.ts: from Clwyd Gate, where only line T8 calls, the bus
 * of 08:12:00 is at Chester Bus Interchange, Stand E, at 09:04:00; there is none before it, and the next one is there at 09:43.
 */
describe.skipIf(!hasRealData)(
  `on the real buses of Chester${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    beforeAll(async () => {
      await run('new', 'chester.gpkg');
      await run('import', 'timetable', 'chester.gpkg', realData('transport/chester-20230816-small_gtfs.zip'));
      writeFileSync(join(folder, 'offices.csv'), 'name,lon,lat,jobs\nOffices,-2.889460,53.194569,400\n');
      await run('import', 'sites', 'chester.gpkg', 'offices.csv');
    });

    test.each([
      // The bus just in time, one minute of waiting at the end, and two minutes too early for any bus.
      ['09:04', '60', [52, '08:12']],
      ['09:05', '60', [53, '08:12']],
      ['09:03', '120', [null, null]],
      ['09:05', '52', [null, null]],
      // The one of 08:51:38, at Stand N beside it at 09:43:00: 53 minutes and 22 seconds before.
      ['09:45', '60', [53 + 22 / 60, '08:51']],
    ])('from Clwyd Gate to offices at Stand E by %s within %s minutes', async (time, limit, expected) => {
      const from = ['--at=-3.249429,53.114017', '--date', '2023-08-16', '--sites', 'kind:employment'];
      const { results } = await json<Destinations>(
        'catchment',
        'chester.gpkg',
        ...from,
        '--arrive-by',
        time,
        '--limit',
        limit,
      );
      expect(results.map(({ minutes, leaveBy, jobs }) => [minutes, leaveBy, jobs])).toEqual([
        [...expected, 400],
      ]);
    });
  },
);
