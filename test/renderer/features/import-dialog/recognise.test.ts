import { describe, expect, it } from 'vitest';
import { likelyFamilies, likelyTableFamily } from '../../../../renderer/features/import-dialog/recognise.ts';
import { lookAtTable } from './inspections.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));

describe('files that decide themselves', () => {
  it('are boundaries by the ending of a spatial format', () => {
    expect(likelyFamilies(named('a.SHP', 'a.dbf', 'a.shx'))).toEqual(['boundaries', 'sites']);
    expect(likelyFamilies(named('wards.geojson'))).toEqual(['boundaries', 'sites']);
  });

  it('are a table by the ending of a table', () => {
    expect(likelyFamilies(named('claimants.csv.gz'))).toEqual(['observations']);
  });

  it('may be any of them in a zip', () => {
    expect(likelyFamilies(named('download.zip'))).toEqual([
      'boundaries',
      'observations',
      'timetable',
      'sites',
    ]);
  });
});

describe('a table', () => {
  const open = ['valueColumn'];
  const mapping = { valueColumn: null };

  it('with a column of numbers holds observations', () => {
    expect(likelyTableFamily(lookAtTable())).toBe('observations');
  });

  it('with codes on two sides and no value is a lookup', () => {
    const sample = [['E01000001', 'E05000001', 'North 5']];
    const columns = ['lsoa11cd', 'wd17cd', 'name'];
    expect(likelyTableFamily(lookAtTable({ columns, sample, open, mapping }))).toBe('lookup');
  });

  it('with codes alone is a designation', () => {
    const sample = [['00BYFA', 'Anfield']];
    expect(likelyTableFamily(lookAtTable({ columns: ['code', 'ward'], sample, open, mapping }))).toBe(
      'designation',
    );
  });

  it('with a comparator holds benchmarks', () => {
    const columns = ['indicator', 'comparator', 'period', 'value'];
    expect(likelyTableFamily(lookAtTable({ columns }))).toBe('benchmark');
  });
});

describe('a table of provision', () => {
  const familyOf = (columns: string[], ...sample: string[][]) =>
    likelyTableFamily(lookAtTable({ columns, sample, mapping: { valueColumn: columns.at(-1)! } }));

  it('that places something with a name holds sites', () => {
    expect(familyOf(['Site name', 'Easting', 'Northing'], ['Job shop', '334000', '390000'])).toBe('sites');
    expect(familyOf(['provider', 'programme', 'longitude', 'latitude'])).toBe('sites');
  });

  it('that places things with a name beside the codes of the areas they lie in holds sites', () => {
    const columns = ['name', 'postcode', 'area_name', 'area_code', 'lon', 'lat'];
    const lookAt = (...codes: string[]) =>
      likelyTableFamily(
        lookAtTable({
          columns,
          sample: codes.map((code) => ['Shop', 'M15 5JB', 'Manchester', code, '-2.25', '53.46']),
          open: ['valueColumn'],
          mapping: { valueColumn: null },
        }),
      );
    expect(lookAt('E08000003', 'E08000009', 'E08000003')).toBe('sites');
    // Each code once: the rows are the areas themselves.
    expect(lookAt('E08000003', 'E08000009')).not.toBe('sites');
  });

  it('that places postcodes, each once, is a directory of them', () => {
    const rows = [
      ['L1 1AA', '334000', '390000'],
      ['L1 1AB', '334010', '390000'],
    ];
    expect(familyOf(['pcds', 'oseast1m', 'osnrth1m'], ...rows)).toBe('postcodes');
    expect(familyOf(['site', 'pcds', 'oseast1m', 'osnrth1m'], ...rows.map((row) => ['Shop', ...row]))).toBe(
      'sites',
    );
  });

  it('with providers and what came of it holds performance, also by area code', () => {
    expect(familyOf(['lsoa11cd', 'provider', 'starts'], ['E01000001', 'Acme', '5'])).toBe('performance');
  });

  it('with providers alone holds providers', () => {
    expect(familyOf(['UKPRN', 'Provider name', 'Programme'])).toBe('providers');
  });

  it('with places of areas and a number about them still holds observations', () => {
    expect(
      familyOf(
        ['lsoa11cd', 'lsoa11nm', 'easting', 'northing', 'claimants'],
        ['E01000001', 'A', '3', '4', '5'],
      ),
    ).toBe('observations');
  });
});
