import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImportFamily, ImportMapping } from '#contract';
import { type ImportFile, inspectFiles } from '#data/import';
import type { WorkspaceWriter } from '#data/workspace';
import { hasRealData, realData } from '../../../real-data.ts';
import { makeBench, refusal } from './build.ts';

const title = 'real files of observations and lookups';
const bench = makeBench();
afterAll(() => bench.clear());

function real(path: string): ImportFile {
  return { path: realData(path), name: basename(path) };
}

function codes(path: string, field: string): string[] {
  const { features } = JSON.parse(readFileSync(realData(path), 'utf8')) as {
    features: { properties: Record<string, string> }[];
  };
  return features.map(({ properties }) => properties[field]!);
}

async function importReal(
  writer: WorkspaceWriter,
  family: ImportFamily,
  path: string,
  hint: Record<string, string> = {},
) {
  const file = real(path);
  const { mapping, open } = await inspectFiles(family, [file], hint, writer);
  return { open, mapping, ...(await bench.run(writer, file, mapping)) };
}

function sumOf(writer: WorkspaceWriter, geography: string, indicator: string, period: string): number {
  return writer
    .findColumn(geography, indicator, 'all', period)!
    .values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
}

describe.skipIf(!hasRealData)(hasRealData ? title : `${title} (skipped: real data not present)`, () => {
  const gm = hasRealData ? codes('boundaries/gm_lsoa_2011.geojson', 'area_code') : [];
  const lcr = hasRealData ? codes('boundaries/lcr_lsoa_2011.geojson', 'LSOA11CD') : [];
  const lcr21 = hasRealData ? codes('boundaries/lcr_lsoa_2021.geojson', 'LSOA21CD') : [];
  const wards = hasRealData ? codes('boundaries/gm_ward_2017.geojson', 'area_code') : [];

  it('Greater Manchester claimants: 1,673 rows that add up to 46,705 (counted with awk in the source)', async () => {
    const writer = bench.workspace({ 'lsoa:2011': gm });
    const { open, findings } = await importReal(
      writer,
      'observations',
      'observations/gm_claimant_count_lsoa_2017-09.csv',
      { indicator: 'claimants' },
    );
    expect(open).toEqual([]);
    expect(findings.rows).toEqual({ read: 1673, taken: 1673, rejected: 0 });
    expect(findings.unmatched).toEqual({ codes: [], codesTotal: 0, areas: [], areasTotal: 0 });
    expect(sumOf(writer, 'lsoa:2011', 'claimants', '2017-09')).toBe(46_705);
  });

  it('a file with wards, districts and the combined authority gives the wards of 45 months', async () => {
    const writer = bench.workspace({ 'ward:2017': wards });
    const { findings } = await importReal(
      writer,
      'observations',
      'observations/gm_claimant_count_ward_lad_ca_2014-02_2017-10.csv',
    );
    expect(findings.rows).toEqual({ read: 10_170, taken: 9_675, rejected: 0 });
    expect(findings.unmatched.codesTotal).toBe(11);
    expect(writer.listPeriods('ward:2017', 'claimant_count', 'all')).toHaveLength(45);
    expect(findings.warnings.join()).toMatch(/published totals in the file/);
  });

  it('single years of age 16–64 of both city regions give the working age (summed with Python from the source)', async () => {
    const writer = bench.workspace({ 'lsoa:2011': [...gm, ...lcr] });
    const hint = { indicator: 'working_age', sumColumns: '16-64' };
    const { findings } = await importReal(
      writer,
      'observations',
      'observations/population_2017_lsoa_2011.csv',
      hint,
    );
    expect(findings.rows.taken).toBe(2662);
    expect(sumOf(writer, 'lsoa:2011', 'working_age', '2017')).toBe(2_762_634);
  });

  it('the Index of Deprivation: gzip, byte order mark and separated thousands', async () => {
    const writer = bench.workspace({ 'lsoa:2011': lcr });
    const path = 'observations/File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz';
    const hint = { indicator: 'imd_rank', valueColumn: 'Index of Multiple Deprivation (IMD) Rank' };
    const { findings, mapping } = await importReal(writer, 'observations', path, hint);
    expect(mapping).toMatchObject({
      codeColumn: 'LSOA code (2011)',
      vintage: '2011',
      kind: 'score',
      period: '2019',
    });
    expect(findings.rows).toEqual({ read: 32_844, taken: 989, rejected: 0 });
    expect(findings.unmatched).toMatchObject({ codesTotal: 32_844 - 989, areasTotal: 0 });
    const column = writer.findColumn('lsoa:2011', 'imd_rank', 'all', '2019')!;
    expect(column.values[writer.getAreas('lsoa:2011').indexOf.get('E01033768')!]).toBe(1833);
  });

  it('lookups between vintages and to wards', async () => {
    const writer = bench.workspace({ 'lsoa:2011': [...lcr, ...gm], 'lsoa:2021': lcr21, 'ward:2017': wards });
    const vintages = await importReal(writer, 'lookup', 'lookups/lookup_lsoa11_lsoa21_ltla22.csv');
    expect(vintages.mapping).toMatchObject({
      from: 'lsoa:2011',
      to: 'lsoa:2021',
      changeColumn: 'change_code',
    });
    expect(vintages.findings.rows.read).toBe(35_795);
    expect(new Set(writer.getAreas('lsoa:2021').codes)).toEqual(new Set(lcr21));
    const best = await importReal(writer, 'lookup', 'lookups/lookup_lsoa11_ward17.csv');
    expect(best.findings.rows).toEqual({ read: 34_753, taken: 1673, rejected: 0 });
    const named = await importReal(
      writer,
      'lookup',
      'lookups/trafford_lookups_lsoa_to_ward_best-fit_lookup.csv',
    );
    expect(named.findings.rows).toEqual({ read: 1673, taken: 1673, rejected: 0 });
    const parents = writer.findParents('lsoa:2011', 'ward:2017')!;
    expect(parents.filter((parent) => parent >= 0)).toHaveLength(1673);
  });

  it('between 2001 and 2011: 34,917 pairs', async () => {
    const writer = bench.workspace({
      'lsoa:2001': lcr.filter((code) => code <= 'E01032482'),
      'lsoa:2011': lcr,
    });
    const { findings, mapping } = await importReal(writer, 'lookup', 'lookups/lookup_lsoa01_lsoa11.csv');
    expect(mapping).toMatchObject({ from: 'lsoa:2001', to: 'lsoa:2011' });
    expect(findings.rows.read).toBe(34_917);
    expect(findings.rows.rejected).toBe(0);
  });

  describe('every sample answer of the Nomis API', () => {
    const folder = 'observations/nomis_api_samples';
    const samples = hasRealData ? readdirSync(realData(folder)) : [];
    const districts = ['E09000001', 'E09000002'];

    it.each(samples)('%s is imported, or refused with something to do', async (name) => {
      const file = real(`${folder}/${name}`);
      const text = readFileSync(file.path, 'utf8');
      const lsoas = [...new Set(text.match(/[EW]01\d{6}/g))];
      const writer = bench.workspace({
        'district:2017': districts,
        'lsoa:2011': ['E01000001', ...lsoas.filter((code) => code !== 'E01000001')],
      });
      const { mapping, open } = await inspectFiles('observations', [file], {}, writer);
      expect(mapping).toMatchObject({
        codeColumn: expect.stringMatching(/geography.code/i),
        periodColumn: expect.stringMatching(/date/i),
      });
      if (text.trim().split('\n').length === 1) {
        expect((await refusal(bench.run(writer, file, mapping))).message).toMatch(/a header but no rows/);
      } else if (open.includes('valueColumn')) {
        const refused = await refusal(bench.run(writer, file, mapping));
        expect(refused.message).toMatch(/Which column .* holds the values is not said/);
        expect(refused.details['hint']).toMatch(/value column/);
        const valueColumn = text.split('\n')[0]!.match(/"([^"]*measures: Value)"/)![1]!;
        const said = { ...mapping, valueColumn } as ImportMapping;
        expect((await bench.run(writer, file, said)).findings.rows.rejected).toBe(0);
      } else {
        const { findings } = await bench.run(writer, file, mapping);
        expect(findings.rows.taken).toBe(text.trim().split('\n').length - 1);
      }
    });
  });
});
