import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImportFamily, ImportMapping, SitesMapping } from '#contract';
import { importFiles, type ImportFile, inspectFiles, quietProgress } from '#data/import';
import { createStaging, type WorkspaceWriter } from '#data/workspace';
import { hasRealData, realData } from '../../../real-data.ts';
import { makeBench } from '../tables/build.ts';

const title = 'real files of sites and postcodes';
const bench = makeBench();
afterAll(() => bench.clear());

function real(path: string): ImportFile {
  return { path: realData(path), name: basename(path) };
}

async function importReal(
  writer: WorkspaceWriter,
  family: ImportFamily,
  path: string,
  changes: Partial<SitesMapping> = {},
) {
  const file = real(path);
  const { mapping, open } = await inspectFiles(family, [file], {}, writer);
  const { findings } = await bench.run(writer, file, { ...mapping, ...changes } as ImportMapping);
  return { mapping, open, findings };
}

/** A workspace with the real LSOAs of a region. */
async function withOutlines(path: string, fields: Record<string, string>): Promise<WorkspaceWriter> {
  const writer = bench.workspace({});
  const file = real(path);
  const { mapping } = await inspectFiles('boundaries', [file], {
    geography: 'lsoa',
    vintage: '2011',
    ...fields,
  });
  const staging = createStaging();
  const task = { files: [file], mapping, reader: writer, staging, progress: quietProgress };
  const outcome = await importFiles({
    ...task,
    publisher: null,
    licence: null,
    now: () => '2018-01-15T12:00:00Z',
  });
  writer.publish(staging, outcome.draft);
  staging.discard();
  return writer;
}

describe.skipIf(!hasRealData)(hasRealData ? title : `${title} (skipped: real data not present)`, () => {
  it('26 Jobcentre Plus offices by longitude and latitude, all of them in Greater Manchester', async () => {
    const writer = await withOutlines('boundaries/gm_lsoa_2011.geojson', { codeField: 'area_code' });
    const { findings, mapping, open } = await importReal(writer, 'sites', 'places/gm_jobcentreplus.csv');
    expect(open).toEqual([]);
    expect(mapping).toMatchObject({
      nameColumn: 'name',
      idColumn: null,
      delivery: null,
      position: { lonColumn: 'lon', latColumn: 'lat', postcodeColumn: 'postcode' },
    });
    expect(findings.rows).toEqual({ read: 26, taken: 26, rejected: 0 });
    expect(findings.warnings).toEqual([]);
    expect(writer.listSites()).toHaveLength(26);
    // Second line of the file: Altrincham, Roberts House.
    expect(writer.listSites().find(({ name }) => name === 'Altrincham')).toMatchObject({
      id: 'altrincham',
      lon: -2.351888,
      lat: 53.395925,
      postcode: 'WA14 4PU',
    });
  });

  it('2,619 rail stations by easting and northing, most of them outside Liverpool City Region', async () => {
    const writer = await withOutlines('boundaries/lcr_lsoa_2011.geojson', { codeField: 'LSOA11CD' });
    const { findings, mapping } = await importReal(writer, 'sites', 'places/RailReferences_naptan.csv');
    expect(mapping).toMatchObject({
      idColumn: 'AtcoCode',
      nameColumn: 'StationName',
      position: { lonColumn: null, eastingColumn: 'Easting', northingColumn: 'Northing' },
    });
    expect(findings.rows.read).toBe(2619);
    expect(findings.rows.taken + findings.rows.rejected).toBe(2619);
    expect(findings.warnings.join('\n')).toMatch(/sites lie outside the areas of the workspace/);
    const lime = writer.listSites().find(({ name }) => name === 'Liverpool Lime Street Rail Station')!;
    // Lime Street stands at 53.4077 N, 2.9779 W (Network Rail's station page); NaPTAN rounds to 100 m.
    expect(Math.abs(lime.lon - -2.9779)).toBeLessThan(0.003);
    expect(Math.abs(lime.lat - 53.4077)).toBeLessThan(0.002);
  });

  it('rail stations of the region alone, of a list of the whole country', async () => {
    const writer = await withOutlines('boundaries/lcr_lsoa_2011.geojson', { codeField: 'LSOA11CD' });
    const stations = 'places/RailReferences_naptan.csv';
    const { findings } = await importReal(writer, 'sites', stations, { cutMarginKm: 5 });
    // So many lie in the box about the areas, widened by 5 km, when GDAL transforms the positions and a script counts.
    expect(findings.rows).toEqual({ read: 2619, taken: 142, rejected: 0 });
    expect(findings.warnings[0]).toMatch(/^2,477 rows lie more than 5 km from the areas/);
  });

  it('Code-Point Open without a header row, then sites and performance by postcode', async () => {
    const writer = await withOutlines('boundaries/lcr_lsoa_2011.geojson', { codeField: 'LSOA11CD' });
    const { findings, mapping, open } = await importReal(writer, 'postcodes', 'lookups/codepoint_open_l.csv');
    expect(open).toEqual([]);
    expect(mapping).toMatchObject({
      postcodeColumn: 'Column 1',
      position: { eastingColumn: 'Column 3', northingColumn: 'Column 4' },
    });
    const lines = readFileSync(realData('lookups/codepoint_open_l.csv'), 'utf8').trim().split('\n').length;
    expect(findings.rows.read).toBe(lines);
    expect(findings.rows.taken).toBeGreaterThan(20_000);
    expect(writer.describe().provision.postcodes).toBe(findings.rows.taken);
    expect(writer.findPostcode('l1 0aa')).toMatchObject({ code: 'L10AA', ended: null });
    const file = bench.file(
      'centres.csv',
      'Centre name,Postcode\nBold Street Advice,L1 0AA\nNowhere,ZZ9 9ZZ\n',
    );
    const { mapping: sites } = await inspectFiles('sites', [file], {}, writer);
    const { findings: placed } = await bench.run(writer, file, sites);
    expect(placed.rows).toEqual({ read: 2, taken: 1, rejected: 1 });
    const records = bench.file(
      'starts.csv',
      'Provider,Postcode,Quarter,Starts,Job outcomes\nAcorn,L1 0AA,2008 Q1,3,1\nAcorn,L1 0AB,2008 Q1,2,0\n',
    );
    const guess = await inspectFiles(
      'performance',
      [records],
      { geography: 'lsoa', vintage: '2011' },
      writer,
    );
    await bench.run(writer, records, guess.mapping);
    const rows = writer.listPerformance();
    expect(rows.reduce((sum, { starts }) => sum + starts!, 0)).toBe(5);
    expect(rows.every(({ area }) => area.startsWith('E01'))).toBe(true);
  });

  it('unit postcodes as population points: each belongs to the LSOA it lies in', async () => {
    const writer = await withOutlines('boundaries/lcr_lsoa_2011.geojson', { codeField: 'LSOA11CD' });
    const file = real('lookups/codepoint_open_l.csv');
    const hint = { geography: 'lsoa', vintage: '2011' };
    const { mapping } = await inspectFiles('points', [file], hint, writer);
    // The guess is right although the file has no header row, and it takes neither district nor ward for the area.
    expect(mapping).toMatchObject({
      codeColumn: null,
      weightColumn: null,
      position: { eastingColumn: 'Column 3', northingColumn: 'Column 4' },
    });
    const { findings } = await bench.run(writer, file, mapping);
    // By PROJ's cs2cs with the seven-parameter datum shift and a winding number test in Python: 19,478 of 20,853 postcodes lie in 539
    // of the 989 LSOAs, 241 of them in E01033748, 183 in E01033752 and 35 in E01006512.
    expect(findings.rows).toEqual({ read: 20_853, taken: 19_478, rejected: 0 });
    expect(findings.unmatched.areasTotal).toBe(989 - 539);
    const { area } = writer.findAreaPoints('lsoa:2011')!;
    const { indexOf } = writer.getAreas('lsoa:2011');
    const pointsOf = (code: string): number => area.filter((each) => each === indexOf.get(code)).length;
    expect(['E01033748', 'E01033752', 'E01006512'].map(pointsOf)).toEqual([241, 183, 35]);
  });

  it('LSOAs with their population of 2017 as population points of districts', async () => {
    const writer = await withOutlines('boundaries/lcr_lsoa_2011.geojson', {
      codeField: 'LSOA11CD',
      parentField: 'LADCD',
      parentGeography: 'district:2011',
    });
    const { codes, lon, lat, parents } = writer.getAreas('lsoa:2011');
    const people = new Map(
      readFileSync(realData('observations/population_2017_lsoa_2011.csv'), 'utf8')
        .split('\n')
        .map((line) => line.split(',') as [string, string, string])
        .map(([code, , total]) => [code, total]),
    );
    const districts = parents[0]!;
    const lines = codes.map(
      (code, at) => `${districts.codes[districts.index[at]!]},${lon[at]},${lat[at]},${people.get(code)}`,
    );
    const file = bench.file('population.csv', ['lad,lon,lat,total population', ...lines, ''].join('\n'));
    const { mapping, open } = await inspectFiles('points', [file], {}, writer);
    expect(open).toEqual([]);
    expect(mapping).toMatchObject({
      geography: 'district',
      codeColumn: 'lad',
      weightColumn: 'total population',
    });
    const { findings } = await bench.run(writer, file, mapping);
    expect(findings.rows).toEqual({ read: 989, taken: 989, rejected: 0 });
    const { area, weight } = writer.findAreaPoints('district:2011')!;
    const total = (code: string): number =>
      weight.reduce((sum, each, at) => (districts.codes[area[at]!] === code ? sum + each : sum), 0);
    // Added up from the published file with Python.
    expect(['E08000012', 'E06000006'].map(total)).toEqual([491_549, 127_595]);
    expect(weight.reduce((sum, each) => sum + each, 0)).toBe(1_544_420);
  });
});
