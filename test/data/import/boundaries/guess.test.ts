import { describe, expect, it } from 'vitest';
import { inspectFiles } from '#data/import';
import { collection, lonLatAreas, polygon, reversed, square } from './builders.ts';
import { emptyWorkspace, filesOf, importInto, mappingOf } from './files.ts';

type Properties = Record<string, unknown>;

function fileOf(rows: readonly Properties[], name = 'areas.geojson') {
  const areas = rows.map((properties, index) => ({
    properties,
    geometry: polygon(reversed(square(-3 + index * 0.01, 53.4, 0.01))),
  }));
  return filesOf({ [name]: collection(areas) });
}

async function guess(
  rows: readonly Properties[],
  { name, hint = {} }: { name?: string; hint?: Record<string, string> } = {},
) {
  return inspectFiles('boundaries', fileOf(rows, name), hint);
}

const lsoas = [
  { FID: 1, LSOA11CD: 'E01006512', LSOA11NM: 'Liverpool 031A', MSOA11CD: 'E02001377', LADCD: 'E08000012' },
  { FID: 2, LSOA11CD: 'E01006513', LSOA11NM: 'Liverpool 060A', MSOA11CD: 'E02006932', LADCD: 'E08000012' },
  { FID: 3, LSOA11CD: 'E01006514', LSOA11NM: 'Liverpool 037A', MSOA11CD: 'E02001383', LADCD: 'E08000011' },
];

describe('the guess of a mapping', () => {
  it('finds the codes of areas that stand in several rows, whatever comes before them', async () => {
    const parts = [...lsoas, ...lsoas].map(({ LADCD, LSOA11CD }) => ({ LADCD, LSOA11CD }));
    const { mapping, notes } = await guess(parts);
    expect(mapping).toMatchObject({ codeField: 'LSOA11CD', parentField: 'LADCD' });
    expect(notes).toContain(
      'Some codes stand in several rows; the outlines of one code are united to one area.',
    );
  });

  it('finds codes, names, parents, kind and vintage in a file of the ONS, and says how', async () => {
    const { mapping, open, notes } = await guess(lsoas);
    expect(mapping).toEqual({
      family: 'boundaries',
      geography: 'lsoa',
      vintage: '2011',
      codeField: 'LSOA11CD',
      nameField: 'LSOA11NM',
      parentField: 'LADCD',
      parentGeography: 'district:2011',
      crs: null,
      layer: null,
    });
    expect(open).toEqual([]);
    expect(notes).toEqual([
      'Codes are in “LSOA11CD”: its values have the form of official codes, such as E01006512.',
      'The areas are of the kind lsoa, by their codes.',
      'The vintage is 2011, by the field “LSOA11CD”.',
      'Names are in “LSOA11NM”.',
      'Parents are in “LADCD”: its values have the form of codes of the kind district.',
    ]);
  });

  it('prefers codes of today to those of before 2009', async () => {
    const rows = [
      { WD13CDO: '00ETMY', WD13CD: 'E05001577', WD13NM: 'Appleton' },
      { WD13CDO: '00ETMZ', WD13CD: 'E05001578', WD13NM: 'Beechwood' },
    ];
    expect((await guess(rows)).mapping).toMatchObject({
      codeField: 'WD13CD',
      nameField: 'WD13NM',
      geography: 'ward',
      vintage: '2013',
    });
  });

  it('knows the areas from their parents by what comes once', async () => {
    const rows = [
      { lad: 'E08000012', area: 'E05000886', title: 'Allerton' },
      { lad: 'E08000012', area: 'E05000887', title: 'Anfield' },
    ];
    expect((await guess(rows)).mapping).toMatchObject({
      codeField: 'area',
      parentField: 'lad',
      nameField: 'title',
    });
  });

  it('finds the vintage in the name of the file, or leaves it open', async () => {
    const rows = [{ area_code: 'E05000886', area_name: 'Allerton' }];
    const dated = await guess(rows, { name: 'wards_december_2017_generalised.geojson' });
    expect(dated.mapping).toMatchObject({ vintage: '2017', nameField: 'area_name' });
    expect(dated.open).toEqual([]);
    expect((await guess(rows)).open).toEqual(['vintage']);
  });

  it('knows LSOAs that did not exist before 2021', async () => {
    const { mapping, notes } = await guess([{ code: 'E01006512' }, { code: 'E01034000' }]);
    expect(mapping).toMatchObject({ vintage: '2021' });
    expect(notes).toContain('The vintage is 2021 or later: some of the codes did not exist before.');
  });

  it('takes a field by its name where the codes have no official form', async () => {
    const rows = [
      { area_code: 'A-1', area_name: 'Here', note: 'x' },
      { area_code: 'A-2', area_name: 'There', note: 'x' },
    ];
    const { mapping, open } = await guess(rows);
    expect(mapping).toMatchObject({ codeField: 'area_code', nameField: 'area_name' });
    expect(open).toEqual(['geography', 'vintage']);
  });

  it('leaves the code open where no field can be it', async () => {
    const { mapping, open } = await guess([{ colour: 'red' }, { colour: 'red' }]);
    expect(mapping).toMatchObject({ codeField: '' });
    expect(open).toEqual(['codeField', 'geography', 'vintage']);
  });

  it('takes what the person said', async () => {
    const hint = {
      geography: 'ward',
      vintage: '2013',
      codeField: 'msoa11cd',
      nameField: 'FID',
      parentField: 'LSOA11CD',
      parentGeography: 'region:2013',
    };
    const { mapping } = await guess(lsoas, { hint });
    expect(mapping).toMatchObject({
      geography: 'ward',
      vintage: '2013',
      codeField: 'MSOA11CD',
      nameField: 'FID',
      parentField: 'LSOA11CD',
      parentGeography: 'region:2013',
    });
  });

  it('takes the vintage of the parents that the workspace knows', async () => {
    const workspace = emptyWorkspace();
    const districts = fileOf([{ code: 'E08000012' }, { code: 'E08000011' }]);
    await importInto(workspace, districts, mappingOf({ geography: 'district', vintage: '2013' }));
    const { mapping } = await inspectFiles('boundaries', fileOf(lsoas), {}, workspace);
    expect(mapping).toMatchObject({ parentGeography: 'district:2013' });
  });

  it('shows the first rows as text', async () => {
    const { sample, columns, rows } = await inspectFiles(
      'boundaries',
      filesOf({ 'a.geojson': collection(lonLatAreas(3)) }),
      {},
    );
    expect(columns).toEqual(['code', 'name']);
    expect(sample[0]).toEqual(['E01000001', 'Place 1']);
    expect(rows).toBe(3);
  });
});
