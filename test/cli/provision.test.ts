import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CatchmentResult,
  ImportReport,
  Ledger,
  LedgerRow,
  PlacingResult,
  WorkspaceDescription,
} from '#contract';
import { copyDemonstration } from '../demonstration.ts';
import { hasRealData, realData } from '../real-data.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;
const run = (...args: string[]) => pinpoint(folder, ...args);
const json = <Document>(...args: string[]): Promise<Document> => pinpointJson<Document>(folder, ...args);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-provision-'));
  copyDemonstration(join(folder, 'demo.gpkg'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('on the demonstration', () => {
  const selection = ['--selector', 'stage:advice | stage:job_entry', '--mode', 'walk', '--limit', '45'];

  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await json<Ledger>('ledger', 'demo.gpkg', ...selection, '--by', 'district');
  });

  test('the ledger by district adds up to its totals, stage by stage', () => {
    expect(ledger.by).toBe('district:2003');
    const stages = [...new Set(ledger.rows.map(({ stage }) => stage))];
    expect(stages).toEqual(['advice', 'job_entry', null]);
    for (const stage of stages) {
      const rows = ledger.rows.filter((row) => row.stage === stage);
      const total = ledger.totals.find((row) => row.stage === stage)!;
      for (const key of ['need', 'coveredNeed', 'gap', 'duplicatedNeed', 'places', 'areas'] as const)
        expect(rows.reduce((sum, row) => sum + row[key], 0)).toBe(total[key]);
      expect(total.coveredNeed + total.gap).toBe(total.need);
    }
    // The claimants of July 2008, which the demonstration spreads over its areas.
    expect(ledger.totals.at(-1)!.need).toBe(36_920);
  });

  test('the ledger leaves as a file with its facts, areas by ward', async () => {
    await json('ledger', 'demo.gpkg', ...selection, '--by', 'ward', '--out', 'ledger.csv');
    const lines = readFileSync(join(folder, 'ledger.csv'), 'utf8').trim().split('\r\n');
    expect(lines[0]).toContain('area_code,area_name,stage,areas');
    expect(lines).toHaveLength(1 + 132 * 3 + 3);
    const facts = readFileSync(join(folder, 'ledger.csv-metadata.json'), 'utf8');
    for (const fact of [
      'stage:advice | stage:job_entry',
      'straight line × 1.2',
      'Disclosure policy',
      'SHA-256',
    ])
      expect(facts).toContain(fact);
  });

  test('a catchment names every area once; the minutes are those of half its people, null where fewer are reached', async () => {
    const { results, method } = await json<CatchmentResult>(
      'catchment',
      'demo.gpkg',
      '--at=-2.98,53.40',
      '--mode',
      'walk',
      '--limit',
      '30',
    );
    expect(results).toHaveLength(984);
    expect(Object.keys(results[0]!)).toEqual(['id', 'minutes', 'share']);
    for (const { minutes, share } of results) {
      expect(minutes !== null).toBe(share >= 0.5);
      if (minutes !== null) expect(minutes).toBeLessThanOrEqual(30);
    }
    const partly = results.filter(({ share }) => share > 0 && share < 1);
    expect(partly.length).toBeGreaterThan(5);
    expect(method).toMatch(/, to 3,\d{3} population points of 984 areas$/);
  });

  test('population points take the place of others, make shares, and are told by describe', async () => {
    copyDemonstration(join(folder, 'points.gpkg'));
    // Three quarters of the people at the place itself, the others far away.
    const lines = ['code,lon,lat,people', 'E01900954,-2.98,53.4,30', 'E01900954,-2.5,53.2,10', ''];
    writeFileSync(join(folder, 'points.csv'), lines.join('\n'));
    const where = ['points.gpkg', 'points.csv', '--geography', 'lsoa', '--vintage'];
    const report = await json<ImportReport>(
      'import',
      'points',
      ...where,
      '2001',
      '--weight-column',
      'people',
    );
    expect(report.rows).toEqual({ read: 2, taken: 2, rejected: 0 });
    expect(report.mapping).toMatchObject({ family: 'points', codeColumn: 'code', weightColumn: 'people' });
    expect(report.unmatched.areasTotal).toBe(983);
    const warnings = report.warnings.join('\n');
    expect(warnings).toMatch(/2 points lie outside the area that their codes name/);
    expect(warnings).toMatch(/They take the place of the 3,\d{3} points of release/);
    const description = await json<WorkspaceDescription>('describe', 'points.gpkg');
    const told = description.geographies.find(({ geography }) => geography === 'lsoa')!;
    expect(told.points).toEqual({ count: 2, areas: 1, release: report.release });
    expect((await run('describe', 'points.gpkg')).stdout).toMatch(
      new RegExp(`lsoa:2001 +984 +2 \\(release ${report.release}\\)`),
    );
    const at = ['--at=-2.98,53.40', '--mode', 'walk', '--limit', '10'];
    const { results, method } = await json<CatchmentResult>('catchment', 'points.gpkg', ...at);
    expect(results.find(({ id }) => id === 'E01900954')).toEqual({
      id: 'E01900954',
      minutes: 0,
      share: 0.75,
    });
    expect(method).toMatch(
      /to 2 population points of 1 area, and for 983 areas without any to a point on their surface$/,
    );
    writeFileSync(join(folder, 'points.csv'), 'code,lon,lat\nE01000001,-2.98,53.4\n');
    const refused = await run('import', 'points', ...where, '2001');
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringContaining('No code in “points.csv” belongs to lsoa:2001'),
    ]);
    expect((await run('import', 'points', 'points.gpkg', 'points.csv')).code).toBe(2);
  });

  test('one site more never lowers what is covered, and the proof never lowers the quick answer', async () => {
    // Thirty places, from which to measure takes a moment.
    const places = Array.from(
      { length: 30 },
      (_, at) => `c${at},${-3.1 + (at % 6) * 0.05},${53.33 + Math.floor(at / 6) * 0.04}`,
    );
    writeFileSync(join(folder, 'places.csv'), `id,lon,lat\n${places.join('\n')}\n`);
    const ask = (p: number, seconds: number) =>
      json<PlacingResult>(
        'place',
        'demo.gpkg',
        '--p',
        String(p),
        ...selection,
        '--candidates',
        'places.csv',
        '--time-limit',
        String(seconds),
      );
    const [one, two, quick] = [await ask(1, 30), await ask(2, 30), await ask(2, 0)];
    expect(one.status).toBe('optimal');
    expect(two.coveredNeed).toBeGreaterThanOrEqual(one.coveredNeed);
    expect(two.coveredNeed).toBeGreaterThanOrEqual(quick.coveredNeed);
    expect(two.bound).toBeLessThanOrEqual(quick.bound);
  });

  test.each([
    [['catchment', 'demo.gpkg', '--mode', 'walk'], 2, 'one place'],
    [['catchment', 'demo.gpkg', '--site', 'nowhere', '--mode', 'walk'], 4, 'no site nowhere'],
    [['catchment', 'demo.gpkg', '--at=-2.9,53.4', '--date', '2031-02-04'], 3, 'no service on 2031-02-04'],
    [['catchment', 'demo.gpkg', '--at=-2.9,53.4', '--window', '9-7'], 2, '--window'],
    [['catchment', 'demo.gpkg', '--at=-2.9,53.4', '--mode', 'boat'], 2, 'not boat'],
    [['ledger', 'demo.gpkg', '--selector', 'stag:advice'], 2, 'Did you mean stage?'],
    [['ledger', 'demo.gpkg', '--by', 'msoa'], 4, 'Nothing links'],
    [['place', 'demo.gpkg', '--p', 'many'], 2, '--p'],
    [['place', 'demo.gpkg'], 2, '--p'],
  ])('%j ends with %d and says why', async (args, code, words) => {
    const ended = await run(...args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(words);
  });

  test('a wrong row of a file of points is named', async () => {
    writeFileSync(join(folder, 'points.csv'), 'id,lon,lat\na,-2.9,53.4\nb,-2.9,153.4\n');
    const ended = await run('catchment', 'demo.gpkg', '--at=-2.9,53.4', '--points', 'points.csv', '--json');
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      error: { code: 'input_refused', file: 'points.csv', row: 3, column: 'lat' },
    });
  });

  test('what is delivered within reach changes with the direction only by the timetable', async () => {
    const rows = await json<{ rows: LedgerRow[] }>(
      'ledger',
      'demo.gpkg',
      ...selection,
      '--direction',
      'to',
      '--by',
      'district',
    );
    // On foot both ways are the same.
    expect(rows.rows).toEqual(ledger.rows);
  });
});

/*
 * Worked by hand from stop_times.txt and calendar.txt of the feed for Wednesday 16 August 2023. Clwyd Gate (5110AWD71450)
 * has no other stop within a walk of 15 minutes, and only line T8 calls there. Towards Chester Bus Interchange, Stand E
 * (0610CH19050), on that day:
 *
 *   VJ59599c…  08:12:00 Clwyd Gate → 09:04:00 Stand E      VJ67b7cb…  08:51:00 Clwyd Gate → 09:43:00 Stand E
 *   VJ1e2773…  08:11:56 Clwyd Gate → 09:04:00 Stand N      VJf3c6ce…  08:51:38 Clwyd Gate → 09:43:00 Stand N
 *
 * (and none before; the next ones call at 09:51). The stop before, Foregate Street, is more than four minutes on foot.
 */
describe.skipIf(!hasRealData)(
  `on the real buses of Chester${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    const clwydGate = '--at=-3.249429,53.114017';
    const standE = '--at=-2.889460,53.194569';
    const day = ['--mode', 'transit', '--date', '2023-08-16'];
    let fromEight: (number | null)[];

    beforeAll(async () => {
      await run('new', 'chester.gpkg');
      const feed = realData('transport/chester-20230816-small_gtfs.zip');
      const report = await json<ImportReport>('import', 'timetable', 'chester.gpkg', feed);
      expect(report.rows.rejected).toBe(0);
      expect(report.timetable?.counts).toMatchObject({ trips: 804, stops: 1293 });
      writeFileSync(
        join(folder, 'stops.csv'),
        'id,lon,lat\nClwyd Gate,-3.249429,53.114017\nStand E,-2.889460,53.194569\n',
      );
      fromEight = await minutes(clwydGate, '--window', '08:00-09:00', '--limit', '120');
    });

    async function minutes(...args: string[]): Promise<(number | null)[]> {
      const points = ['--points', 'stops.csv', ...day];
      const { results } = await json<CatchmentResult>('catchment', 'chester.gpkg', ...args, ...points);
      return results.map((row) => row.minutes);
    }

    test.each([
      // 08:10 → 09:04
      ['08:10-08:11', [0, 54]],
      // 08:12 → 09:04, on the bus that leaves in that very minute
      ['08:12-08:13', [0, 52]],
      // 08:13 → 09:43, on the next one
      ['08:13-08:14', [0, 90]],
    ])('leaving Clwyd Gate in %s', async (window, expected) => {
      expect(await minutes(clwydGate, '--window', window, '--limit', '120')).toEqual(expected);
    });

    test('leaving Clwyd Gate in 08:00-09:00', () => {
      // 08:00 … 08:12 take 64 … 52 minutes, 08:13 … 08:51 take 90 … 52, 08:52 … 08:59 more than that. Of these 60 the
      // thirtieth is 68: twice 52 … 64 are 26 values, then 65, 66, 67, 68.
      expect(fromEight).toEqual([0, 68]);
    });

    test('at Stand E by 09:05 one leaves Clwyd Gate at 08:12', async () => {
      const args = [standE, '--direction', 'to', '--window', '09:05-09:06', '--limit', '120'];
      expect(await minutes(...args)).toEqual([53, 0]);
    });

    test('a limit of 52 minutes just holds the journey, one of 51 does not', async () => {
      const at = [clwydGate, '--window', '08:12-08:13'];
      expect(await minutes(...at, '--limit', '52')).toEqual([0, 52]);
      expect(await minutes(...at, '--limit', '51')).toEqual([0, null]);
    });

    test('at 03:00 no more of the stops is reached than at 08:00, and twice asked is twice the same', async () => {
      const ask = (window: string) => minutes(clwydGate, '--window', window, '--limit', '120');
      const [night, again] = [await ask('03:00-04:00'), await ask('08:00-09:00')];
      const reached = (list: (number | null)[]): number => list.filter((one) => one !== null).length;
      expect(reached(night)).toBeLessThan(reached(fromEight));
      expect(again).toEqual(fromEight);
    });
  },
);
