import { describe, expect, it } from 'vitest';
import { compareRules } from '#core/targeting';
import { aTable, ask, claimantTable } from './a-table.ts';

describe('two rules compared', () => {
  const table = claimantTable([120, 95, 85, 'suppressed', 102]).build();
  const [first, second, third, fourth, fifth] = table.codes as [string, string, string, string, string];

  it('lists who enters, leaves and stays, and who is unknown', () => {
    const { why, need, counts, ...sets } = compareRules(
      ask('jsa_rate > 10'),
      ask('jsa_rate > 9 and jsa_rate != 10.2'),
      table,
    );
    expect(sets).toEqual({ entered: [second], left: [fifth], stayed: [first], unknown: [fourth] });
    expect(why).toEqual({
      [second]: 'the rule changed: jsa_rate 9.5 > 9 (margin 0.5); jsa_rate 9.5 != 10.2 (margin 0.7)',
      [fifth]: 'the rule changed: jsa_rate 10.2, not != 10.2 (margin 0)',
    });
    expect(need).toMatchObject({ indicator: 'jsa_claimants', a: 222, b: 215, total: 402 });
    expect(counts.a.in).toBe(sets.left.length + sets.stayed.length);
    expect(counts.b.in).toBe(sets.entered.length + sets.stayed.length);
    expect(third in why).toBe(false);
  });

  it('the same rule under itself moves nobody', () => {
    expect(compareRules(ask('jsa_rate > 10'), ask('jsa_rate>10'), table)).toMatchObject({
      entered: [],
      left: [],
      why: {},
    });
  });
});

describe('two periods compared', () => {
  const table = aTable()
    .withCount('c', '2008-07', [120, 80, 95])
    .withCount('c', '2007-05', [90, 110, 95])
    .withCount('n', '2007', [1000, 1000, 1000])
    .withRate('r', 'c', 'n')
    .build();

  it('the data moved the areas, and the numbers then and now are shown', () => {
    const { entered, left, why } = compareRules(
      ask('r > 10', { period: '2007-05' }),
      ask('r > 10', { period: '2008-07' }),
      table,
    );
    expect(entered).toEqual([table.codes[0]]);
    expect(left).toEqual([table.codes[1]]);
    expect(why[table.codes[0]!]).toBe(
      'the data changed from May 2007 to July 2008: r 12 > 10 (margin 2); before r 9, not > 10 (margin -1)',
    );
  });

  it('where rule and period both change, tells which of them moved an area', () => {
    const { why } = compareRules(
      ask('r > 10', { period: '2007-05' }),
      ask('r > 9', { period: '2008-07' }),
      table,
    );
    expect(why[table.codes[0]!]).toContain('the data changed');
    expect(why[table.codes[2]!]).toContain('the rule changed');
  });
});

describe('two geographies compared', () => {
  it('areas are matched by code; those of one geography only moved because of the boundaries', () => {
    const before = aTable('lsoa:2001').withScore('x', '2008', [9, 9]).build();
    const after = aTable('lsoa:2011').withScore('x', '2008', [9, 9, 9]).build();
    const shorter = { ...after, codes: [after.codes[0]!, 'E01999998', 'E01999999'] };
    const { entered, left, stayed, why } = compareRules(
      ask('x > 5', { geography: 'lsoa:2001' }),
      ask('x > 5'),
      before,
      shorter,
    );
    expect({ entered, left, stayed }).toEqual({
      entered: ['E01999998', 'E01999999'],
      left: [before.codes[1]],
      stayed: [before.codes[0]],
    });
    expect(why[before.codes[1]!]).toBe('the boundaries changed: not an area of lsoa:2011');
    expect(why['E01999998']).toBe('the boundaries changed: not an area of lsoa:2001; now x 9 > 5 (margin 4)');
  });
});
