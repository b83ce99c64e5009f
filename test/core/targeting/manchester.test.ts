import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { evaluateRule, type AreaTable } from '#core/targeting';
import { hasRealData, realData } from '../../real-data.ts';
import { aTable, ask } from './a-table.ts';

type Row = Record<string, string>;

function readRows(path: string): Row[] {
  return Papa.parse<Row>(readFileSync(realData(path), 'utf8'), { header: true, skipEmptyLines: true }).data;
}

/** Claimants of September 2017 (rounded to 5) on residents aged 16 to 64 in the middle of 2017. */
function manchesterTable(): AreaTable {
  const claimants = readRows('observations/gm_claimant_count_lsoa_2017-09.csv');
  const people = new Map(
    readRows('observations/population_2017_lsoa_2011.csv').map((row) => [row['lsoa11_code'], row]),
  );
  const ages = Array.from({ length: 49 }, (_, index) => String(16 + index));
  const workingAge = claimants.map((row) => {
    const found = people.get(row['lsoa11cd']);
    return found === undefined
      ? ('missing' as const)
      : ages.reduce((sum, age) => sum + Number(found[age]), 0);
  });
  return aTable()
    .withCount(
      'claimants',
      '2017-09',
      claimants.map((row) => Number(row['value'])),
      { rounding: 5 },
    )
    .withCount('working_age', '2017', workingAge)
    .withRate('claimant_rate', 'claimants', 'working_age')
    .build();
}

describe.skipIf(!hasRealData)(
  'Greater Manchester, September 2017 (skipped where the real data is not present)',
  () => {
    it('six LSOAs are above 10 %, the highest 13.29 %', () => {
      // Computed independently of this project and given with the data.
      const { counts, leaves, order, notes, need } = evaluateRule(
        ask('claimant_rate > 10'),
        manchesterTable(),
      );
      expect(counts).toMatchObject({ in: 6, out: 1667, unknown: 0 });
      expect(leaves[0]!.values[order[0]!]).toBeCloseTo(13.29, 2);
      expect(need!.total).toBe(46_705);
      expect(notes).toContain('claimant_rate: the count is of September 2017, the denominator of 2017.');
    });
  },
);
