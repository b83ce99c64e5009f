import { describe, expect, it } from 'vitest';
import { likelyFamilies, likelyTableFamily } from '../../../../renderer/features/import-dialog/families.ts';
import { lookAtTable } from './inspections.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));

describe('files that decide themselves', () => {
  it('are boundaries by the ending of a spatial format', () => {
    expect(likelyFamilies(named('a.SHP', 'a.dbf', 'a.shx'))).toEqual(['boundaries']);
    expect(likelyFamilies(named('wards.geojson'))).toEqual(['boundaries']);
  });

  it('are a table by the ending of a table', () => {
    expect(likelyFamilies(named('claimants.csv.gz'))).toEqual(['observations']);
  });

  it('may be either in a zip', () => {
    expect(likelyFamilies(named('download.zip'))).toEqual(['boundaries', 'observations']);
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
