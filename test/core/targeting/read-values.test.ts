import { describe, expect, it } from 'vitest';
import { flagByte, valueColumn } from '#contract';
import { readValues } from '#core/targeting';
import { aTable } from './a-table.ts';

const table = aTable()
  .withCount('c', '2008-04', [5, 'suppressed', 7], { rounding: 2 })
  .withCount('c', '2008-07', [10, 'suppressed', 30], { rounding: 2 })
  .withCount('n', '2007', [100, 100, 'missing'])
  .withRate('r', 'c', 'n')
  .build();

/** The period that was taken for one that was asked for. */
function readPeriod(period: string, isExact = false): string | null {
  return readValues(table, { indicator: 'c', cohort: 'all', period, isExact }).period;
}

describe('the values of one indicator', () => {
  it('a rate comes with its counts, both periods and all releases', () => {
    const column = readValues(table, { indicator: 'r', cohort: 'all', period: null });
    expect(valueColumn.safeParse(column).success).toBe(true);
    expect(column).toMatchObject({
      period: '2008-07',
      denominatorPeriod: '2007',
      rounding: Float64Array.of(2, 2, 2),
      denominatorRounding: Float64Array.of(0, 0, 0),
      pooledFrom: null,
      releases: [2, 3],
    });
    expect([...column.values]).toEqual([10, NaN, NaN]);
    expect([...column.flags]).toEqual([flagByte.rounded, flagByte.suppressed, flagByte.missing]);
    expect([...column.numerator!]).toEqual([10, NaN, 30]);
  });

  it('a count comes as it is stored', () => {
    expect(readValues(table, { indicator: 'c', cohort: 'all', period: '2008-04' })).toMatchObject({
      period: '2008-04',
      denominatorPeriod: null,
      numerator: null,
      denominator: null,
    });
  });

  it('the nearest earlier period stands in, then the nearest later one, unless exactly one is asked for', () => {
    expect(readPeriod('2008-06')).toBe('2008-04');
    expect(readPeriod('2009-01')).toBe('2008-07');
    expect(readPeriod('2008-01')).toBe('2008-04');
    expect(readPeriod('2008-06', true)).toBeNull();
  });

  it('an indicator or cohort without values is missing everywhere', () => {
    const column = readValues(table, { indicator: 'r', cohort: 'age=18-24', period: null });
    expect(column.period).toBeNull();
    expect([...column.flags]).toEqual(Array(3).fill(flagByte.missing));
  });

  it('each area has the half-width of its own parts', () => {
    const stored = table.findColumn('c', 'all', '2008-07')!;
    const pooled = {
      ...table,
      findColumn: () => ({ ...stored, rounding: Float64Array.of(2, 8, 4), pooledFrom: 'oa:2011' }),
    };
    expect(readValues(pooled, { indicator: 'c', cohort: 'all', period: null })).toMatchObject({
      rounding: Float64Array.of(2, 8, 4),
      pooledFrom: 'oa:2011',
    });
  });

  it('an unknown indicator is not found', () => {
    expect(() => readValues(table, { indicator: 'cc', cohort: 'all', period: null })).toThrow(
      /Did you mean c\?/,
    );
  });
});
