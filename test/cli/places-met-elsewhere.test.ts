import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportReport } from '#contract';
import { hasRealData, realData } from '../real-data.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

/*
 * Small files of kinds that people met in public, outlines, timetables and places among them. The right values were computed with
 * other programs (geopandas, by hand for timetables) and stand in the README of the folder of cases.
 */
describe.skipIf(!hasRealData)(
  `files that people met elsewhere${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    let folder: string;
    const json = <Document>(...args: string[]) => pinpointJson<Document>(folder, ...args);

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'pinpoint-elsewhere-'));
      await pinpoint(folder, 'new', 'region.gpkg');
      const outlines = realData('boundaries/lcr_lsoa_2011.geojson');
      const edition = ['--geography', 'lsoa', '--vintage', '2011', '--code-field', 'LSOA11CD'];
      expect((await pinpoint(folder, 'import', 'boundaries', 'region.gpkg', outlines, ...edition)).code).toBe(
        0,
      );
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('a bus that runs over midnight is caught at 23:50 and arrives after midnight', async () => {
      const feed = realData('cases/gtfs_past_midnight/feed.zip');
      const report = await json<ImportReport>('import', 'timetable', 'region.gpkg', feed);
      expect(report.warnings).toContain(
        'note: stop_times.txt: 1 trips whose clock begins again at midnight; 00:10 after 23:50 was read as 24:10 (T1)',
      );
      const points = realData('cases/gtfs_past_midnight/points.csv');
      const leaving = ['--at=-2.8396,53.4119', '--date', '2026-11-10', '--window', '23:45-23:46'];
      const { results } = await json<{ results: { id: string; minutes: number | null }[] }>(
        'catchment',
        'region.gpkg',
        ...leaving,
        '--limit',
        '60',
        '--points',
        points,
      );
      expect(Object.fromEntries(results.map(({ id, minutes }) => [id, minutes]))).toEqual({
        S1: 0,
        S2: 15,
        S3: 35,
      });
    });
  },
);
