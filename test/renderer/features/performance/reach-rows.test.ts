import { describe, expect, it } from 'vitest';
import type { Performance, Reach } from '#contract';
import { measureProviderReach } from '#core/provision';
import {
  cellText,
  limitsText,
  orderAreas,
  standingText,
} from '../../../../renderer/features/performance/reach-rows.ts';
import { aRow } from '../../../core/provision/a-network.ts';

/** Reach of as many areas as there is need; rows are of areas 0, 1, 2 … */
function aReach(rows: Partial<Performance>[], need: number[]): Reach {
  const measured = measureProviderReach({
    rows: rows.map(aRow),
    positions: new Map(need.map((_, area) => [String(area), area])),
    areaCount: need.length,
    need: Float64Array.from(need),
    success: 'outcomes',
  });
  return {
    geography: 'ward:2003',
    rowsOf: 'ward:2003',
    need: { values: Float64Array.from(need), indicator: 'jsa', period: null },
    ...measured,
  };
}

const whole = (value: number): string => String(value);

describe('the table of areas', () => {
  const reach = aReach(
    [
      { area: '0', starts: 20 },
      { area: '1', starts: 40 },
      { area: '2', starts: 20 },
      { area: '3', starts: 5 },
      { area: '4', starts: null, suppressed: ['starts'] },
      { area: '6', starts: 30 },
      { area: '6', starts: null, suppressed: ['starts'] },
    ],
    [100, 100, 100, 10, 100, 100, 100],
  );

  it('stands by rank, equal ones by code; then the unsure, then the unknown', () => {
    expect(orderAreas(reach)).toEqual([1, 6, 0, 2, 3, 4, 5]);
    expect([...reach.ranks]).toEqual([3.5, 1, 3.5, NaN, NaN, NaN, 2]);
  });

  it('tells suppressed, no data and at least apart, and none of them is 0', () => {
    expect([0, 3, 4, 5, 6].map((area) => cellText(reach.starts, area, whole))).toEqual([
      '20',
      '5',
      'suppressed',
      'no data',
      '≥ 30',
    ]);
    // Nobody has an outcome, so there is nothing to divide.
    expect(cellText(reach.costPerOutcome, 0, whole)).toBe('no data');
  });

  it('gives no upper limit where starts are at least, and no limit at all where they are unknown', () => {
    // By scipy 1.17 (chi2.ppf) 20 starts have 12.217 to 30.888.
    expect(limitsText(reach, 0)).toBe('12.2 – 30.9');
    expect(limitsText(reach, 6)).toBe('over 20.2');
    expect(limitsText(reach, 4)).toBe('–');
  });

  it('does not judge the unsure', () => {
    expect(standingText(reach, 3)).toBe('unsure: too small');
    expect(standingText(reach, 1)).toBe('above');
    expect(standingText(reach, 4)).toBe('unknown');
  });
});
