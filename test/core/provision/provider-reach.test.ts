import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { funnelStandings, reachStates, type Performance, type Reach, type ReachColumn } from '#contract';
import { listReachMeasures, measureProviderReach, reachMeasureIds } from '#core/provision';
import { aRow } from './a-network.ts';

type Question = Parameters<typeof measureProviderReach>[0];

function ask(part: Partial<Question> & { rows: Performance[]; need: Float64Array }) {
  const codes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].slice(0, part.need.length);
  return measureProviderReach({
    positions: new Map(codes.map((code, area) => [code, area])),
    areaCount: part.need.length,
    success: 'outcomes',
    ...part,
  });
}

/** Number and state of each area: `[5, 'known']`. */
const cellsOf = ({ values, states }: ReachColumn): [number, string][] =>
  [...values].map((value, area) => [value, reachStates[states[area]!]!]);

const standingsOf = ({ standings }: Pick<Reach, 'standings'>): string[] =>
  [...standings].map((standing) => funnelStandings[standing]!);

describe('starts by area', () => {
  const reach = ask({
    rows: [
      aRow({ area: 'A', starts: 4 }),
      aRow({ area: 'A', starts: 6, provider: 'v2' }),
      aRow({ area: 'B', starts: 5 }),
      aRow({ area: 'B', starts: null, suppressed: ['starts'] }),
      aRow({ area: 'C', starts: null, suppressed: ['starts'] }),
      aRow({ area: 'C', starts: null }),
      aRow({ area: 'D', starts: null }),
      aRow({ area: 'E', starts: 0 }),
      aRow({ area: 'G', starts: 3 }),
      aRow({ area: 'H', starts: 3 }),
      aRow({ area: 'elsewhere', starts: 7 }),
    ],
    need: Float64Array.from([200, 100, 100, 100, 50, 50, NaN, 0]),
  });

  it('tell zero, withheld, missing and "at least" apart', () => {
    expect(cellsOf(reach.starts)).toEqual([
      [10, 'known'],
      [5, 'at least'],
      [NaN, 'suppressed'],
      [NaN, 'missing'],
      [0, 'known'],
      [NaN, 'missing'],
      [3, 'known'],
      [3, 'known'],
    ]);
  });

  it('are divided by the people in need, where they are known and there are any', () => {
    expect(cellsOf(reach.startsPer100)).toEqual([
      [5, 'known'],
      [5, 'at least'],
      [NaN, 'suppressed'],
      [NaN, 'missing'],
      [0, 'known'],
      [NaN, 'missing'],
      [NaN, 'missing'],
      [NaN, 'not applicable'],
    ]);
  });

  it('are pooled from counts, never a mean of rates', () => {
    // (10 + 5 + 0) starts over (200 + 100 + 50) in need.
    expect(reach.totals).toMatchObject({ starts: 21, need: 350, elsewhereStarts: 7 });
    expect(reach.totals.startsPer100).toBeCloseTo((100 * 15) / 350, 12);
    expect(reach.totals).toMatchObject({ rows: 11, withheldRows: 2, missingRows: 2 });
  });

  it('say in a sentence what is left out', () => {
    expect(reach.sentence).toBe(
      'At least 4.3 starts per 100 in need in 3 areas; 0 of them more than chance allows, 0 fewer; 2 are too small to judge; 1 is withheld; of 2 nothing is known. Of 11 rows, 2 withheld and 2 without starts are left out.',
    );
  });
});

describe('ratios by area', () => {
  it('are of the rows that have both counts, and do not apply where there is nothing to divide by', () => {
    const reach = ask({
      rows: [
        aRow({ area: 'A', starts: 10, outcomes: 4, sustained: 2, cost: 8000, target: 5 }),
        aRow({ area: 'A', starts: 10, outcomes: null, suppressed: ['outcomes'], cost: 9000, target: 3 }),
        aRow({ area: 'B', starts: 0, outcomes: 0, cost: 500, target: 0 }),
        aRow({ area: 'C', starts: 9, outcomes: null, suppressed: ['outcomes'], cost: 500, target: 4 }),
        aRow({ area: 'D', starts: 9 }),
      ],
      need: Float64Array.from([100, 100, 100, 100]),
    });
    expect(cellsOf(reach.successesPer100)).toEqual([
      [4, 'at least'],
      [0, 'known'],
      [NaN, 'suppressed'],
      [NaN, 'missing'],
    ]);
    const ratio = (first: number): [number, string][] => [
      [first, 'known'],
      [NaN, 'not applicable'],
      [NaN, 'suppressed'],
      [NaN, 'missing'],
    ];
    expect(cellsOf(reach.successRate)).toEqual(ratio(40));
    expect(cellsOf(reach.costPerOutcome)).toEqual(ratio(2000));
    expect(cellsOf(reach.percentOfTarget)).toEqual(ratio(80));
  });

  it('speak of sustained outcomes where those are the success, but target is of job outcomes', () => {
    const reach = ask({
      rows: [aRow({ area: 'A', starts: 10, outcomes: 5, sustained: 2, cost: 8000, target: 10 })],
      need: Float64Array.from([100]),
      success: 'sustained',
    });
    expect([
      reach.successRate.values[0],
      reach.costPerOutcome.values[0],
      reach.percentOfTarget.values[0],
    ]).toEqual([20, 4000, 50]);
  });
});

/*
 * 20 starts per 100 in need in all. Of 100 in need 20 are then to be expected. By scipy 1.17 (chi2.ppf) the exact 95 % and
 * 99.8 % limits of 34 are 23.546 to 47.512 and 18.780 to 56.158; of 40: 28.577 to 54.469, 23.260 to 63.662; of 11: 5.491 to
 * 19.682, 3.491 to 25.589; of 5: 1.623 to 11.668, 0.739 to 16.455.
 */
describe('areas against the pooled rate', () => {
  const rows = (starts: (number | null)[]): Performance[] =>
    starts.map((count, area) => aRow({ area: 'ABCDEFGH'[area]!, starts: count }));
  const reach = ask({
    rows: [
      ...rows([34, 40, 11, 5, 20, 20, 4, 466]),
      aRow({ area: 'F', provider: 'v2', starts: null, suppressed: ['starts'] }),
    ],
    need: Float64Array.from([100, 100, 100, 100, 100, 100, 30, 2370]),
  });

  it('are judged by Poisson limits; where starts are at least, fewer cannot be told', () => {
    expect(reach.totals.startsPer100).toBe(20);
    expect(standingsOf(reach)).toEqual([
      'above',
      'far above',
      'below',
      'far below',
      'within',
      'unknown',
      'too small',
      'within',
    ]);
  });

  it('are unsure where so few are in need, and then have no rank; ties share the mean', () => {
    expect([...reach.unsure]).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
    // 40, 34, then 20 and 20, 466 ÷ 23.7 = 19.7, 11, 5.
    expect([...reach.ranks]).toEqual([2, 1, 6, 7, 3.5, 3.5, NaN, 5]);
  });

  it('have no upper limit where starts are at least', () => {
    // Byar's limits of 34, computed independently.
    expect(reach.lower[0]).toBeCloseTo(23.54235, 5);
    expect(reach.upper[0]).toBeCloseTo(47.51308, 5);
    expect(reach.lower[5]).toBeGreaterThan(12);
    expect(reach.upper[5]).toBeNaN();
  });
});

describe('whatever the rows', () => {
  const anyRow = fc
    .record({
      area: fc.constantFrom('A', 'B', 'C', 'elsewhere'),
      provider: fc.constantFrom('v1', 'v2'),
      starts: fc.option(fc.nat(50)),
      isWithheld: fc.boolean(),
    })
    .map(({ isWithheld, ...facts }) =>
      aRow({ ...facts, suppressed: facts.starts === null && isWithheld ? ['starts'] : [] }),
    );

  it('starts of the areas, and of those elsewhere, add up to the starts of the providers', () => {
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const need = Float64Array.from([100, 0, NaN]);
        const of = (own: Performance[]): number => {
          const { totals, starts } = ask({ rows: own, need });
          const known = starts.values.filter((value) => !Number.isNaN(value));
          expect(known.reduce((sum, value) => sum + value, 0)).toBe(totals.starts);
          return totals.starts + totals.elsewhereStarts;
        };
        const byProvider = ['v1', 'v2'].map((provider) =>
          of(rows.filter((row) => row.provider === provider)),
        );
        const told = rows.reduce((sum, { starts }) => sum + (starts ?? 0), 0);
        expect(byProvider[0]! + byProvider[1]!).toBe(told);
        expect(of(rows)).toBe(told);
      }),
    );
  });

  it('without any row nothing is known and nothing is zero', () => {
    const reach = ask({ rows: [], need: Float64Array.from([100]) });
    expect(cellsOf(reach.starts)).toEqual([[NaN, 'missing']]);
    expect(reach.sentence).toBe('There is no performance to show.');
  });
});

it('as columns every figure has a head, a unit and a key of its own', () => {
  const found = ask({ rows: [], need: Float64Array.from([100]) });
  const reach: Reach = {
    ...found,
    geography: 'lsoa:2001',
    rowsOf: null,
    need: { values: Float64Array.from([100]), indicator: 'jsa', period: null },
  };
  const measures = listReachMeasures(reach);
  expect(measures.map(({ id }) => id)).toEqual([...reachMeasureIds]);
  expect(new Set(measures.map(({ key }) => key)).size).toBe(measures.length);
  for (const { title, unit } of measures) expect([title, unit]).not.toContain('');
});
