import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportReport, TargetList } from '#contract';
import { hasRealData, realData } from '../real-data.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;
const lsoa = ['--geography', 'lsoa', '--vintage', '2011'];
const bases = {
  lcr: [['lcr_lsoa_2011.geojson', ...lsoa]],
  gm: [
    ['gm_lsoa_2011.geojson', ...lsoa],
    ['gm_ward_2017.geojson', '--geography', 'ward', '--vintage', '2017'],
  ],
};

/** A workspace of its own with the areas of a city region. */
let copies = 0;
function base(name: keyof typeof bases): string {
  copies++;
  copyFileSync(join(folder, `${name}.gpkg`), join(folder, `${copies}.gpkg`));
  return `${copies}.gpkg`;
}

const run = (...args: string[]) => pinpoint(folder, ...args);
const take = (family: string, workspace: string, path: string, ...options: string[]) =>
  pinpointJson<ImportReport>(folder, 'import', family, workspace, realData(`cases/${path}`), ...options);
const sumOf = async (workspace: string, rule: string, ...options: string[]) => {
  const list = await pinpointJson<TargetList>(folder, 'target', workspace, '--rule', rule, ...options);
  return list.areas;
};
const total = (areas: TargetList['areas'], indicator: string) =>
  areas.reduce((sum, { values }) => sum + (values[indicator] ?? 0), 0);

/** Files that people met elsewhere, with the right values of another program: see the README beside them. */
describe.skipIf(!hasRealData)(
  `files met in public${hasRealData ? '' : ' (skipped: real data not present)'}`,
  { timeout: 60_000 },
  () => {
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'pinpoint-cases-'));
      for (const [name, files] of Object.entries(bases)) {
        await run('new', `${name}.gpkg`);
        for (const [file = '', ...where] of files)
          await run('import', 'boundaries', `${name}.gpkg`, realData(`boundaries/${file}`), ...where);
      }
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('a list of all areas with a flag: the 3 that are TRUE belong', async () => {
      const workspace = base('lcr');
      const path = 'designation_flag/left_behind_flag.csv';
      const report = await take('designation', workspace, path, '--id', 'left_behind', ...lsoa);
      expect(report.rows).toEqual({ read: 98, taken: 3, rejected: 0 });
      expect(report.warnings.join()).toContain('Only rows where “Left Behind Area?” is TRUE were taken');
      const codes = (await sumOf(workspace, "designated('left_behind')")).map(({ code }) => code);
      expect(codes.toSorted()).toEqual(['E01006416', 'E01006429', 'E01006474']);
      const others = ['--id', 'others', ...lsoa, '--where', 'left behind area?=false'];
      expect((await take('designation', workspace, path, ...others)).rows.taken).toBe(95);
    });

    test('a lookup by postcode: Clifford 70 and Longford 70, by best fit and said so', async () => {
      const workspace = base('gm');
      const ends = ['--from', 'lsoa:2011', '--to', 'ward:2017'];
      const report = await take('lookup', workspace, 'lookup_by_postcode/postcode_lookup.csv', ...ends);
      expect(report.rows.rejected).toBe(0);
      expect(report.warnings.join('\n')).toMatch(
        /1 area .* by the number of rows .* Nothing is divided.*E01006114 to E05000832 \(9 of 10 rows, 90 %\)/,
      );
      const each = 'lookup_by_postcode/claimants_10_each.csv';
      const what = ['--indicator', 'claimants', '--period', '2017-09'];
      await take('observations', workspace, each, ...lsoa, ...what);
      const wards = await sumOf(workspace, 'claimants >= 0', '--geography', 'ward:2017');
      const named = wards.filter(({ name }) => ['Clifford', 'Longford'].includes(name));
      expect(named.map(({ name, values }) => [name, values['claimants']])).toEqual([
        ['Clifford', 70],
        ['Longford', 70],
      ]);
    });

    test.each([
      ['said', ['--where', 'MEASURES_NAME=Value']],
      ['unsaid', []],
    ])(
      'counts and percentages in one file, the measure %s: a count that a rate can be made of',
      async (_, where) => {
        const workspace = base('lcr');
        const path = 'nomis_api_value_and_percent/value_and_percent.csv';
        const report = await take(
          'observations',
          workspace,
          path,
          ...lsoa,
          '--indicator',
          'claimants',
          ...where,
        );
        expect(report.rows).toEqual({ read: 196, taken: 98, rejected: 0 });
        expect(report.mapping).toMatchObject({ kind: 'count' });
        const areas = await sumOf(workspace, 'claimants >= 0');
        expect([areas.length, total(areas, 'claimants')]).toEqual([98, 8960]);
        const rate = ['--rate', 'claimants/claimants', '--id', 'itself'];
        expect((await run('indicator', workspace, ...rate)).stderr).not.toMatch(/score/);
      },
    );

    test('two tables one below another are refused, naming both with their rows', async () => {
      const path = realData('cases/nomis_two_tables/male_then_female.csv');
      const ended = await run(
        'import',
        'observations',
        base('lcr'),
        path,
        ...lsoa,
        '--indicator',
        'claimants',
      );
      expect(ended.code).toBe(3);
      expect(ended.stderr).toContain('holds 2 tables, one below another: their headers stand in rows 8, 116');
      expect(ended.stderr).toContain('row 8 (gender: Male) | row 116 (gender: Female)');
    });

    test('single years of age and bands side by side: each age is added up once', async () => {
      const workspace = base('gm');
      const path = 'population_ages_and_bands/mid_2022_20_areas.csv';
      await take(
        'observations',
        workspace,
        path,
        ...lsoa,
        '--indicator',
        'working',
        '--sum-columns',
        '16-64',
      );
      const sums = ['working[sex=female]', 'working[sex=male]', 'working'].map(async (indicator) => {
        const areas = await sumOf(workspace, `${indicator} >= 0`);
        return areas.reduce((sum, { values }) => sum + Object.values(values)[0]!, 0);
      });
      expect(await Promise.all(sums)).toEqual([11_318, 10_807, 22_125]);
      const whole = await take('observations', workspace, path, ...lsoa, '--indicator', 'people');
      expect(whole.mapping).toMatchObject({ valueColumn: 'all_ages' });
      expect(whole.warnings.join()).toMatch(/values are those of “all_ages”.*--sum-columns 16-64/);
    });

    test('names of areas instead of codes are said to be names', async () => {
      const path = realData('cases/statxplore_names/people_on_uc.csv');
      const ended = await run('import', 'observations', base('lcr'), path, ...lsoa, '--indicator', 'uc');
      expect(ended.code).toBe(3);
      expect(ended.stderr).toMatch(
        /holds names of areas: 20 of \d+ names are names of areas of lsoa:2011, each of one area only/,
      );
    });

    test('eastings and northings with thousands commas are guessed', async () => {
      const workspace = base('lcr');
      const report = await take('sites', workspace, 'sites_thousands/sites.csv');
      expect(report.rows).toEqual({ read: 4, taken: 4, rejected: 0 });
      expect(report.mapping).toMatchObject({
        position: { eastingColumn: 'Easting', northingColumn: 'Northing' },
      });
    });
  },
);
