import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportReport, TargetList, WorkspaceDescription } from '#contract';
import { hasRealData, realData } from '../real-data.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-real-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasRealData)(
  `on real files${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    test('Greater Manchester, September 2017: 6 LSOAs above 10 %, the highest 13.29 % (computed independently)', async () => {
      await pinpoint(folder, 'new', 'gm.gpkg');
      const lsoa = ['--geography', 'lsoa', '--vintage', '2011'];
      await pinpointJson(
        folder,
        'import',
        'boundaries',
        'gm.gpkg',
        realData('boundaries/gm_lsoa_2011.geojson'),
        ...lsoa,
      );
      const claimants = await pinpointJson<ImportReport>(
        folder,
        'import',
        'observations',
        'gm.gpkg',
        realData('observations/gm_claimant_count_lsoa_2017-09.csv'),
        ...lsoa,
        '--indicator',
        'claimants',
        '--period',
        '2017-09',
        '--rounding',
        '2',
      );
      expect(claimants.rows).toEqual({ read: 1673, taken: 1673, rejected: 0 });
      const people = await pinpointJson<ImportReport>(
        folder,
        'import',
        'observations',
        'gm.gpkg',
        realData('observations/population_2017_lsoa_2011.csv'),
        ...lsoa,
        '--indicator',
        'working_age',
        '--sum-columns',
        '16-64',
        '--period',
        '2017',
      );
      // The file holds both city regions: 989 codes of the other one.
      expect(people.unmatched).toMatchObject({ codesTotal: 989, areasTotal: 0 });
      await pinpointJson(folder, 'indicator', 'gm.gpkg', 'claimant_rate', '--rate', 'claimants/working_age');
      const list = await pinpointJson<TargetList>(
        folder,
        'target',
        'gm.gpkg',
        '--rule',
        'claimant_rate > 10',
      );
      expect(list.counts).toMatchObject({ in: 6, out: 1667, unknown: 0 });
      expect(list.areas[0]!.values['claimant_rate']).toBeCloseTo(13.29, 2);
      expect(list.need).toMatchObject({ indicator: 'claimants', total: 46_705 });
      expect(list.licences).toEqual([
        'Source: Office for National Statistics licensed under the Open Government Licence v.3.0',
        'Contains OS data © Crown copyright and database right 2011',
      ]);
      expect(list.notes.join(' ')).toMatch(/count is of September 2017, the denominator of 2017/);
    });

    test('the six districts of the Liverpool City Region in EPSG:27700: 989 LSOAs, by district as published', async () => {
      await pinpoint(folder, 'new', 'lcr.gpkg');
      const report = await pinpointJson<ImportReport>(
        folder,
        'import',
        'boundaries',
        'lcr.gpkg',
        realData('boundaries/lcr_lsoa_2011_bng.zip'),
        '--geography',
        'lsoa',
        '--vintage',
        '2011',
        '--parent-field',
        'LADCD',
      );
      expect(report.rows).toEqual({ read: 989, taken: 989, rejected: 0 });
      const description = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'lcr.gpkg');
      expect(description.geographies).toContainEqual(
        expect.objectContaining({ geography: 'lsoa', areas: 989 }),
      );
      const counts: Record<string, number> = {};
      for (const code of ['E06000006', 'E08000011', 'E08000012', 'E08000013', 'E08000014', 'E08000015']) {
        const list = await pinpointJson<TargetList>(
          folder,
          'target',
          'lcr.gpkg',
          '--geography',
          'lsoa:2011',
          '--rule',
          `in_area('${code}')`,
        );
        counts[code] = list.counts.in;
      }
      expect(counts).toEqual({
        E06000006: 79,
        E08000011: 98,
        E08000012: 298,
        E08000013: 119,
        E08000014: 189,
        E08000015: 206,
      });
    });

    test('importing the same file again is recognised and changes nothing', async () => {
      const again = await pinpointJson<ImportReport>(
        folder,
        'import',
        'boundaries',
        'lcr.gpkg',
        realData('boundaries/lcr_lsoa_2011_bng.zip'),
        '--geography',
        'lsoa',
        '--vintage',
        '2011',
        '--parent-field',
        'LADCD',
      );
      expect(again.alreadyImported).toBe(true);
      const { releases } = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'lcr.gpkg');
      expect(releases).toHaveLength(1);
    });

    test('a file none of whose codes match is refused, exit 3, and says what the codes look like', async () => {
      const refused = await pinpoint(
        folder,
        'import',
        'observations',
        'lcr.gpkg',
        realData('observations/gm_claimant_count_ward_lad_ca_2014-02_2017-10.csv'),
        '--geography',
        'lsoa',
        '--vintage',
        '2011',
        '--indicator',
        'claimants',
      );
      expect(refused.code).toBe(3);
      expect(refused.stderr).toMatch(/ward|district/i);
    });

    test('wards by geometry: every LSOA of the region finds a ward of 2013', async () => {
      await pinpointJson(
        folder,
        'import',
        'boundaries',
        'lcr.gpkg',
        realData('boundaries/lcr_ward_2013.geojson'),
        '--geography',
        'ward',
        '--vintage',
        '2013',
      );
      const report = await pinpointJson<ImportReport>(
        folder,
        'link',
        'lcr.gpkg',
        '--from',
        'lsoa:2011',
        '--to',
        'ward:2013',
      );
      expect(report.rows.taken).toBeGreaterThanOrEqual(989);
      expect(report.unmatched.areasTotal).toBe(0);
      const { geographies } = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'lcr.gpkg');
      expect(geographies.find((entry) => entry.geography === 'lsoa')!.links).toContain('ward:2013');
    });
  },
);
