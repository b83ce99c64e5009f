import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CatchmentResult, ImportReport, TimetableSummary } from '#contract';
import { hasRealData, realData } from '../real-data.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;
const run = (...args: string[]) => pinpoint(folder, ...args);
const json = <Document>(...args: string[]): Promise<Document> => pinpointJson<Document>(folder, ...args);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-timetables-'));
  expect((await run('new', 'empty.gpkg')).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Listed {
  timetables: Omit<TimetableSummary, 'health'>[];
  usualDay: string | null;
}

test('a workspace without a timetable says how to get one', async () => {
  const { stdout, code } = await run('timetables', 'empty.gpkg');
  expect([code, stdout]).toEqual([0, 'There is no timetable. Import one with: pinpoint import timetable\n']);
});

test.each([
  [['--use', 'buses'], 2, 'the number of a release'],
  [['--leave', '7'], 4, 'Release 7 has no timetable'],
])('timetables %j ends with %d and says why', async (args, code, words) => {
  const ended = await run('timetables', 'empty.gpkg', ...args);
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(words);
});

describe.skipIf(!hasRealData)(
  `with real feeds${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    const chester = 'Timetable chester-20230816-small_gtfs.zip, 2023-07-31 to 2024-04-26';
    const caltrain = 'Timetable caltrain_20160406.zip, 2014-03-23 to 2019-03-31';
    const feed = (name: string) => realData(`transport/${name}`);
    const list = (...args: string[]) => json<Listed>('timetables', 'region.gpkg', ...args);

    beforeAll(async () => {
      await run('new', 'region.gpkg');
      const outlines = realData('boundaries/lcr_lsoa_2011.geojson');
      const edition = ['--geography', 'lsoa', '--vintage', '2011', '--code-field', 'LSOA11CD'];
      expect((await run('import', 'boundaries', 'region.gpkg', outlines, ...edition)).code).toBe(0);
    });

    test('Chester is cut to the trips that call in the city region, and these go to the middle of Chester', async () => {
      const report = await json<ImportReport>(
        'import',
        'timetable',
        'region.gpkg',
        feed('chester-20230816-small_gtfs.zip'),
      );
      expect(report.warnings).toContain(
        'Cut to the region: 103 of 804 trips and 397 of 1,293 stops were kept.',
      );
      /*
       * By hand from stop_times.txt: line 11 leaves Holywell Bus Station, in the margin of the region, at 07:14 and is at
       * Chester Bus Interchange, Stand B, at 08:31 on Wednesday 16 August 2023. From one stop to the other no walk is needed.
       */
      const args = ['--window', '07:14-07:15', '--limit', '120', '--date', '2023-08-16'];
      writeFileSync(join(folder, 'chester.csv'), 'id,lon,lat\nStand B,-2.888867,53.194096\n');
      const { results } = await json<CatchmentResult>(
        'catchment',
        'region.gpkg',
        '--at=-3.220150,53.272751',
        '--mode',
        'transit',
        ...args,
        '--points',
        'chester.csv',
      );
      expect(results).toEqual([{ id: 'Stand B', minutes: 77, share: 1 }]);
    });

    test('the railway of another continent is kept, but its clock forbids to use it beside Chester', async () => {
      const args = ['import', 'timetable', 'region.gpkg', feed('caltrain_20160406.zip'), '--whole'];
      const report = await json<ImportReport>(...args);
      expect(report.warnings.join(' ')).toContain('Its times are those of America/Los_Angeles');
      const { timetables, usualDay } = await list();
      expect(timetables.map(({ title, inUse }) => [title, inUse])).toEqual([
        [chester, true],
        [caltrain, false],
      ]);
      expect(usualDay).toMatch(/^202[34]-/);
      const [first, second] = timetables.map(({ release }) => String(release));
      const refused = await run('timetables', 'region.gpkg', '--use', second!);
      expect(refused.code).toBe(3);
      expect(refused.stderr).toContain('cannot be used with');
      const changed = await list('--leave', first!, '--use', second!);
      expect(changed.timetables.map(({ inUse }) => inUse)).toEqual([false, true]);
      const back = await list('--leave', second!, '--use', first!);
      expect(back.timetables.map(({ inUse }) => inUse)).toEqual([true, false]);
      const { stdout } = await run('timetables', 'region.gpkg');
      expect(stdout).toContain('Taken out of use.');
    });
  },
);
