import { describe, expect, it } from 'vitest';
import { generateDemo } from '#data/demo';
import { cellsOf, demo, lsoas } from './demo.ts';

const known = (cell: unknown): boolean => typeof cell === 'number';

it('makes the same content every time', () => {
  expect(JSON.stringify(generateDemo())).toBe(JSON.stringify(demo));
});

it('has a cell for every LSOA in every column, whole and not negative', () => {
  for (const { indicator, cells } of demo.columns) {
    expect(cells).toHaveLength(984);
    if (indicator === 'imd_score') continue;
    expect(cells.filter(known).every((cell) => Number.isInteger(cell) && (cell as number) >= 0)).toBe(true);
  }
});

it('has monthly JSA from May 2006 to July 2008', () => {
  const periods = demo.columns
    .filter((c) => c.indicator === 'jsa_claimants' && c.cohort === 'all')
    .map((c) => c.period);
  expect(periods).toHaveLength(27);
  expect([periods[0], periods.at(-1)]).toEqual(['2006-05', '2008-07']);
});

function expectSums(all: unknown[], parts: unknown[][]): void {
  const wrong = all.filter((whole, i) => {
    if (!known(whole) || !parts.every((part) => known(part[i]))) return false;
    return parts.reduce((total, part) => total + (part[i] as number), 0) !== whole;
  });
  expect(wrong).toEqual([]);
}

describe('Parts add up to their whole, area by area', () => {
  const dimensions = {
    age: ['age=18-24', 'age=25-49', 'age=50-64'],
    sex: ['sex=female', 'sex=male'],
    duration: ['duration=under-6-months', 'duration=6-12-months', 'duration=over-12-months'],
  };
  it.each(Object.entries(dimensions))('JSA by %s', (_, cohorts) => {
    const periods = new Set(demo.columns.filter((c) => c.cohort === cohorts[0]).map((c) => c.period));
    expect(periods).toContain('2008-07');
    for (const period of periods) {
      const all = cellsOf('jsa_claimants', period);
      const parts = cohorts.map((cohort) => cellsOf('jsa_claimants', period, cohort));
      expectSums(all, parts);
    }
  });

  it.each(['2006-05', '2007-05', '2008-02'])(
    'out-of-work benefits of %s by kind and by duration',
    (period) => {
      const all = cellsOf('worklessness', period);
      const kinds = ['jsa_claimants', 'ib_claimants', 'lone_parents', 'other_benefits'];
      expectSums(
        all,
        kinds.map((kind) => cellsOf(kind, period)),
      );
      const durations = ['under-1-year', '1-to-5-years', '5-years-or-more'];
      expectSums(
        all,
        durations.map((duration) => cellsOf('worklessness', period, `duration=${duration}`)),
      );
    },
  );
});

describe('Gaps', () => {
  const gaps = demo.columns.filter(({ cells }) => !cells.every(known));

  it('there are both suppressed and missing values, in a handful of areas a column', () => {
    const kinds = new Set(gaps.flatMap(({ cells }) => cells.filter((cell) => !known(cell))));
    expect(kinds).toEqual(new Set(['suppressed', 'missing']));
    for (const { cells } of gaps) expect(cells.filter((cell) => !known(cell)).length).toBeLessThanOrEqual(6);
  });

  it('touch neither residents nor all JSA claimants of July 2008', () => {
    const complete = [...cellsOf('jsa_claimants', '2008-07'), ...cellsOf('working_age', '2008')];
    expect(complete.every(known)).toBe(true);
  });

  it('a withheld part cannot be worked out from the others of its dimension', () => {
    for (const { indicator, cohort, period, cells } of gaps.filter(({ cohort }) => cohort !== 'all')) {
      const dimension = cohort.split('=')[0]!;
      const siblings = demo.columns.filter(
        (c) => c.indicator === indicator && c.period === period && c.cohort.startsWith(`${dimension}=`),
      );
      for (const [i, cell] of cells.entries()) {
        if (cell !== 'suppressed') continue;
        expect(siblings.filter((sibling) => sibling.cells[i] === 'suppressed').length).toBeGreaterThan(1);
      }
    }
  });
});

it('has working-age LSOAs of 500 to 1,600 people, fewer than its residents', () => {
  const [people, all] = [
    cellsOf('working_age', '2007') as number[],
    cellsOf('population', '2007') as number[],
  ];
  expect(Math.min(...people)).toBeGreaterThan(500);
  expect(Math.max(...people)).toBeLessThan(1600);
  expect(people.every((count, i) => count < all[i]!)).toBe(true);
  expect(people).toHaveLength(lsoas.length);
});
