import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportReport, TargetList } from '#contract';
import Database from 'better-sqlite3';
import proj4 from 'proj4';
import { decodeGeoPackageGeometry } from '#core/geography';
import { hasRealData, realData } from '../real-data.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;
/** EPSG:27700 with the seven-parameter shift. */
const britishGrid =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m';
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

/** Square metres of an area of a workspace, as its outline lies on the British National Grid. */
function gridAreaM2(workspace: string, code: string): number {
  const database = new Database(workspace, { readonly: true });
  const { geom } = database
    .prepare<[string], { geom: Buffer }>('SELECT geom FROM area WHERE code = ?')
    .get(code)!;
  database.close();
  const { coordinates, ringEnds } = decodeGeoPackageGeometry(geom);
  const grid = proj4('EPSG:4326', britishGrid);
  let doubled = 0;
  for (const [ring, end] of ringEnds.entries()) {
    const start = ring === 0 ? 0 : ringEnds[ring - 1]!;
    const points = Array.from({ length: end - start }, (_, i) =>
      grid.forward([coordinates[2 * (start + i)]!, coordinates[2 * (start + i) + 1]!]),
    );
    // Outer rings run one way round and holes the other, so their areas add up with a sign.
    for (const [i, [x, y]] of points.slice(1).entries()) doubled += points[i]![0]! * y! - x! * points[i]![1]!;
  }
  return Math.abs(doubled) / 2;
}

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

    test('two tables one below another are read one by one: 98 areas, male 8,960, female 9,070', async () => {
      const workspace = base('lcr');
      const path = 'nomis_two_tables/male_then_female.csv';
      for (const table of ['1', 'Female']) {
        const what = ['--indicator', 'claimants', '--table', table];
        const report = await take('observations', workspace, path, ...lsoa, ...what);
        expect(report.rows).toEqual({ read: 98, taken: 98, rejected: 0 });
      }
      const rule = 'claimants[sex=male] + claimants[sex=female] >= 0';
      const areas = await sumOf(workspace, rule);
      expect(areas).toHaveLength(98);
      expect(total(areas, 'claimants[sex=male]')).toBe(8960);
      expect(total(areas, 'claimants[sex=female]')).toBe(9070);
    });

    test('one code in several rows: 12 areas, and the report says which were united', async () => {
      await run('new', 'parts.gpkg');
      const report = await take(
        'boundaries',
        'parts.gpkg',
        'outline_in_parts/parts_as_rows.geojson',
        ...lsoa,
      );
      expect(report.rows).toEqual({ read: 13, taken: 13, rejected: 0 });
      expect(report.warnings.join()).toMatch(/12 areas came from 13 rows: 1 code stands in several rows/);
      // The README beside the file: 260,218 m² on the British National Grid, where one row alone covers 164,386.
      expect(gridAreaM2(join(folder, 'parts.gpkg'), 'E01006412')).toBeCloseTo(260_218, -1);
    });

    test('a project GeoPackage: the layer that holds the areas is read, and the others are named', async () => {
      await run('new', 'project.gpkg');
      const path = 'gpkg_first_layer_empty/project.gpkg';
      const report = await take('boundaries', 'project.gpkg', path, ...lsoa);
      expect(report.rows).toEqual({ read: 6, taken: 6, rejected: 0 });
      expect(report.warnings.join()).toMatch(
        /“LSOA_2011_Knowsley” is read; the file also holds “draft_selection”/,
      );
      const wards = ['--geography', 'ward', '--vintage', '2017'];
      const ended = await run('import', 'boundaries', 'project.gpkg', realData(`cases/${path}`), ...wards);
      expect(ended.code).toBe(3);
      expect(ended.stderr).toMatch(/holds areas of the kind ward/);
      expect(ended.stderr).toMatch(/of the kind lsoa/);
    });

    test('KML says what it is and what to save', async () => {
      await run('new', 'kml.gpkg');
      const path = realData('cases/kml_wards/lsoa.kml');
      for (const family of [['boundaries', ...lsoa], ['sites'], ['points', ...lsoa]]) {
        const [name = '', ...where] = family;
        const ended = await run('import', name, 'kml.gpkg', path, ...where);
        expect([ended.code, ended.stderr]).toEqual([
          3,
          expect.stringContaining('“lsoa.kml” is KML (Google Earth)'),
        ]);
        expect(ended.stderr).toContain('save the layer as GeoPackage or GeoJSON');
      }
    });

    test('old values on new areas: unknown, and it says where they are and what to do', async () => {
      await run('new', 'stev.gpkg');
      const place = (vintage: string) => ['--geography', 'lsoa', '--vintage', vintage];
      await take('boundaries', 'stev.gpkg', 'lsoa_2011_to_2021/stev11.geojson', ...place('2011'));
      await take('boundaries', 'stev.gpkg', 'lsoa_2011_to_2021/stev21.geojson', ...place('2021'));
      const values = ['--indicator', 'claimants', '--period', '2017'];
      await take(
        'observations',
        'stev.gpkg',
        'lsoa_2011_to_2021/stev_obs11.csv',
        ...place('2011'),
        ...values,
      );
      const target = ['target', 'stev.gpkg', '--rule', 'claimants >= 0', '--geography', 'lsoa:2021'];
      const before = await run(...target);
      expect(before.stdout).toContain(
        'claimants has values for 52 areas of another edition, lsoa:2011. No lookup',
      );
      const ends = ['--from', 'lsoa:2011', '--to', 'lsoa:2021'];
      const lookup = await take('lookup', 'stev.gpkg', 'lsoa_2011_to_2021/stev_lookup.csv', ...ends);
      expect(lookup.warnings.join()).toContain('Values are not carried from lsoa:2011 to lsoa:2021');
      const after = await run(...target);
      expect(after.stdout).toMatch(
        /A lookup from lsoa:2011 to lsoa:2021 is in the workspace.*--geography lsoa:2011/,
      );
      expect(after.stdout).toContain('0 areas in (0 clearly), 0 out, 54 unknown');
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
