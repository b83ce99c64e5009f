import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getFormat, listFormats } from '#contract';
import { pinpoint } from './pinpoint.ts';

let folder: string;

const square = (west: number) => [
  [west, 53],
  [west + 0.01, 53],
  [west + 0.01, 53.01],
  [west, 53.01],
  [west, 53],
];

function put(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-refusals-'));
  const features = ['E01000001', 'E01000002'].map((code, at) => ({
    type: 'Feature',
    properties: { code, name: `Place ${code}` },
    geometry: { type: 'Polygon', coordinates: [square(-2.9 + at * 0.01)] },
  }));
  put('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  await pinpoint(folder, 'new', 'w.gpkg');
  await pinpoint(folder, 'import', 'boundaries', 'w.gpkg', 'areas.geojson', ...where);
});
afterAll(() => rmSync(folder, { recursive: true }));

const where = ['--geography', 'lsoa', '--vintage', '2011'];

function importOf(file: string, column: string): string[] {
  const what = ['--indicator', 'claimants', '--period', '2017', '--value-column', column];
  return ['import', 'observations', 'w.gpkg', file, ...where, ...what];
}

describe('--crs', () => {
  const rule = ['target', 'w.gpkg', '--rule', 'in_area("E01000001")'];

  test.each([
    ['a system that is not known', ['--crs', 'EPSG:3857', '--out', 'l.gpkg'], 'takes EPSG:4326, EPSG:27700'],
    ['no file', ['--crs', 'EPSG:27700'], 'needs --out'],
    ['a format without places', ['--crs', 'EPSG:27700', '--out', 'l.csv'], 'CSV files cannot be written in'],
    ['KML in the grid', ['--crs', '27700', '--out', 'l.kml'], 'KML files cannot be written in EPSG:27700'],
  ])('with %s is refused before anything is worked out', async (_, flags, sentence) => {
    const { code, stderr } = await pinpoint(folder, ...rule, ...flags);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(sentence) as string });
  });

  test.each(['gpkg', 'shp.zip', 'fgb', 'geojson'])(
    'is taken for a .%s, and by every command',
    async (ending) => {
      const out = ['--crs', 'epsg:27700', '--out', `grid.${ending}`];
      const list = await pinpoint(folder, ...rule, ...out);
      expect({ code: list.code, stderr: list.stderr }).toEqual({ code: 0, stderr: '' });
      expect(list.stdout).toContain(`Written to grid.${ending}.`);
      const at = ['--at', '-2.9,53', '--mode', 'walk', '--geography', 'lsoa:2011', '--overwrite'];
      expect((await pinpoint(folder, 'catchment', 'w.gpkg', ...at, ...out)).code).toBe(0);
    },
  );
});

describe('--out', () => {
  const rule = ['target', 'w.gpkg', '--rule', 'in_area("E01000001")', '--out'];

  test.each([
    ['', '--out names no file.'],
    ['  ', '--out names no file.'],
    ['.', '“.” is the name of a folder, not of a file.'],
    ['list.csv/', '“list.csv/” is the name of a folder, not of a file.'],
    ['list', 'list does not end in a format Pinpoint writes.'],
    ['.csv', '.csv does not end in a format Pinpoint writes.'],
    ['a\nb.csv', 'A file’s name has no line ends, tabs and other control characters.'],
    [`${'n'.repeat(240)}.csv`, 'The name is too long: choose a shorter one.'],
  ])('“%s” is a wrong use', async (out, sentence) => {
    const { code, stderr } = await pinpoint(folder, ...rule, out);
    expect(code).toBe(2);
    expect(stderr).toContain(`pinpoint: ${sentence}\n`);
    expect(stderr).toContain(
      listFormats('targets')
        .map((id) => `.${getFormat(id).extension}`)
        .join(', '),
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('csv'))).toEqual([]);
  });

  test('tells the name that the file has', async () => {
    const { code, stdout } = await pinpoint(folder, ...rule, 'List.CSV');
    expect(code).toBe(0);
    expect(stdout).toContain('Written to List.csv.');
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['List.csv', 'List.csv-metadata.json']));
  });

  test('of nothing is no folder that is taken for a workspace', async () => {
    for (const command of [
      ['describe', ''],
      ['new', ''],
      ['demo', ''],
      ['serve', ''],
    ]) {
      const { code, stderr } = await pinpoint(folder, ...command);
      expect([code, stderr]).toEqual([
        2,
        'pinpoint: The name of a file is empty. Write the name of the file.\n',
      ]);
    }
  });
});

describe('a refusal in the terminal', () => {
  test('names the columns that its hint says to choose from', async () => {
    put('counts.csv', 'lsoa11cd,Count of people,Count of homes\nE01000001,1,2\n');
    const ended = await pinpoint(folder, ...importOf('counts.csv', 'people'));
    expect(ended.code).toBe(3);
    expect(ended.stderr).toBe(
      `pinpoint: “counts.csv” has no column “people” for the value column.
  Expected: one of “lsoa11cd”, “Count of people”, “Count of homes”.
  Name the value column in the mapping.
`,
    );
  });

  test('names the formats that its hint says to choose from', async () => {
    put('areas.kml', '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"></kml>');
    const ended = await pinpoint(folder, 'import', 'boundaries', 'w.gpkg', 'areas.kml', ...where);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('boundaries or points (Shapefile, GeoJSON, TopoJSON, GeoPackage)');
  });

  test('cannot be made to command the terminal by what a file holds', async () => {
    put('evil.csv', 'lsoa11cd,va\u001B]0;owned\u0007lue\u202E\nE01000001,\u001B[2J\n');
    const ended = await pinpoint(folder, ...importOf('evil.csv', 'x'));
    expect(ended.code).toBe(3);
    expect(ended.stderr).not.toMatch(/[^\P{C}\n]/u);
    expect(ended.stderr).toContain('va⟨U+001B⟩]0;owned⟨U+0007⟩lue⟨U+202E⟩');
  });

  test.each([
    ['--kind', 'cuont', 'count, rate, score, category'],
    ['--geography', 'lsoas', 'oa, lsoa, msoa, ward, district, region'],
    ['--rounding', '3', '0, 2, 5'],
  ])('lists the words that %s takes', async (flag, word, words) => {
    put('one.csv', 'lsoa11cd,value\nE01000001,1\n');
    const ended = await pinpoint(folder, ...importOf('one.csv', 'value'), flag, word);
    expect(ended).toMatchObject({ code: 2, stderr: `pinpoint: ${flag} takes ${words}, not ${word}.\n` });
  });

  test('takes no stage that there is not', async () => {
    put('sites.csv', 'name,lon,lat\nA,-2.895,53.005\n');
    const ended = await pinpoint(folder, 'import', 'sites', 'w.gpkg', 'sites.csv', '--stage', 'advise');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/--stage takes engagement, advice, .*, not advise/);
  });
});
