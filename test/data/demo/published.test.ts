import { describe, expect, it } from 'vitest';
import { areasOf, cellsOf, demo, districtOf, lsoas, printedRate, sum, wardCodeOf } from './demo.ts';

// Known answers: the Liverpool City Region's two Multi-Area Agreement papers on employment and skills (September and autumn 2008).

const years = ['2006', '2007', '2008'];

/** A rate may be taken over any year's residents: the printed figure must not depend on which. */
function ratesOverAnyYear(count: number, where?: (lsoa: number) => boolean): Set<string> {
  return new Set(years.map((year) => printedRate(count, sum(cellsOf('working_age', year), where))));
}

describe('Totals of the city region', () => {
  it.each([
    ['jsa_claimants', '2008-07', 36_920, '4.1'],
    ['jsa_claimants', '2007-05', 35_030, '3.9'],
    ['worklessness', '2007-05', 176_390, '19.4'],
    ['ib_claimants', '2007-05', 106_250, '11.7'],
    ['lone_parents', '2007-05', 29_360, '3.2'],
    ['worklessness', '2008-02', 174_680, '19.3'],
  ])('%s of %s is %i, %s per cent of working-age residents', (indicator, period, total, rate) => {
    const count = sum(cellsOf(indicator, period));
    expect(count).toBe(total);
    expect(ratesOverAnyYear(count)).toEqual(new Set([rate]));
  });

  it('February 2008 has the counts of the later paper', () => {
    expect(sum(cellsOf('jsa_claimants', '2008-02'))).toBe(35_680);
    expect(sum(cellsOf('ib_claimants', '2008-02'))).toBe(105_070);
    expect(sum(cellsOf('lone_parents', '2008-02')) + sum(cellsOf('other_benefits', '2008-02'))).toBe(33_930);
  });

  it('50.1 per cent of workless claimants have claimed for five years or more', () => {
    const long = sum(cellsOf('worklessness', '2007-05', 'duration=5-years-or-more'));
    expect(printedRate(long, sum(cellsOf('worklessness', '2007-05')))).toBe('50.1');
  });
});

describe('Districts', () => {
  it('are the six of the city region', () => {
    const names = areasOf('district').map(({ name }) => name);
    expect(names.toSorted()).toEqual(['Halton', 'Knowsley', 'Liverpool', 'Sefton', 'St Helens', 'Wirral']);
  });

  it.each(['2007-05', '2008-02'])(
    'incapacity benefit of %s is highest in Knowsley and lowest in Sefton',
    (period) => {
      const rates = areasOf('district').map(({ name }) => {
        const here = (lsoa: number): boolean => districtOf(lsoa) === name;
        return {
          name,
          rate: sum(cellsOf('ib_claimants', period), here) / sum(cellsOf('working_age', '2007'), here),
        };
      });
      const ordered = rates.toSorted((a, b) => b.rate - a.rate).map(({ name }) => name);
      expect([ordered[0], ordered.at(-1)]).toEqual(['Knowsley', 'Sefton']);
    },
  );

  it.each([
    ['Knowsley', '13.6'],
    ['Sefton', '9.6'],
  ])('%s has %s per cent on incapacity benefit in May 2007', (name, rate) => {
    const here = (lsoa: number): boolean => districtOf(lsoa) === name;
    expect(ratesOverAnyYear(sum(cellsOf('ib_claimants', '2007-05'), here), here)).toEqual(new Set([rate]));
  });

  it('Liverpool has 37,000 incapacity benefit claimants', () => {
    expect(sum(cellsOf('ib_claimants', '2007-05'), (lsoa) => districtOf(lsoa) === 'Liverpool')).toBe(37_000);
  });
});

describe.each(years)('LSOAs with a JSA rate above 10 per cent, over the residents of %s', (year) => {
  const claimants = cellsOf('jsa_claimants', '2008-07') as number[];
  const people = cellsOf('working_age', year) as number[];
  const rates = claimants.map((count, i) => (100 * count) / people[i]!);

  it('are 33 of 984, and every area is known', () => {
    expect(rates.filter((rate) => rate > 10)).toHaveLength(33);
    expect(rates.filter((rate) => rate <= 10)).toHaveLength(951);
  });

  it('none is on the edge', () => {
    expect(rates.filter((rate) => Math.abs(rate - 10) < 0.4)).toEqual([]);
  });

  it('have 4,912 claimants, 13.3 per cent of all', () => {
    const inside = sum(claimants, (lsoa) => rates[lsoa]! > 10);
    expect(inside).toBe(4912);
    expect(printedRate(inside, sum(claimants))).toBe('13.3');
  });

  it('27 are clearly above by their 95 % Wilson limit', () => {
    const z = 1.959963984540054;
    const lower = (o: number, n: number): number =>
      (100 * (2 * o + z * z - z * Math.sqrt(z * z + 4 * o * (1 - o / n)))) / (2 * (n + z * z));
    expect(claimants.filter((count, i) => lower(count, people[i]!) > 10)).toHaveLength(27);
  });
});

describe('Deprived Areas Fund wards', () => {
  const funded = new Set(demo.fundedWards);
  const inside = (lsoa: number): boolean => funded.has(wardCodeOf(lsoa));

  it('are 62 of 132', () => {
    const wards = areasOf('ward').map(({ code }) => code);
    expect(funded.size).toBe(62);
    expect(wards).toHaveLength(132);
    expect(wards.filter((code) => funded.has(code))).toHaveLength(62);
  });

  it.each(years)('13 have at least three times the national JSA rate, over the residents of %s', (year) => {
    const [claimants, people] = [cellsOf('jsa_claimants', '2008-07'), cellsOf('working_age', year)];
    const rates = demo.fundedWards.map((code) => {
      const here = (lsoa: number): boolean => wardCodeOf(lsoa) === code;
      return (100 * sum(claimants, here)) / sum(people, here);
    });
    expect(rates.filter((rate) => rate >= 3 * 2.3)).toHaveLength(13);
    expect(rates.filter((rate) => Math.abs(rate - 6.9) < 0.05)).toEqual([]);
  });

  it('28.1 per cent of their residents were workless in May 2007', () => {
    expect(ratesOverAnyYear(sum(cellsOf('worklessness', '2007-05'), inside), inside)).toEqual(
      new Set(['28.1']),
    );
  });
});

it('24.5 per cent of LSOAs are in the worst 5 per cent of the Index of Multiple Deprivation 2007', () => {
  const ranks = cellsOf('imd_rank', '2007') as number[];
  // 32,482 LSOAs in England in 2007.
  const worst = ranks.filter((rank) => rank <= 0.05 * 32_482);
  expect(worst).toHaveLength(241);
  expect(printedRate(worst.length, lsoas.length)).toBe('24.5');
});

it.each([
  ['jsa_rate', 'UK', '2008-07', 2.3],
  ['jsa_rate', 'North West', '2008-07', 2.7],
  ['worklessness_rate', 'North West', '2007-05', 14.9],
  ['worklessness_rate', 'GB', '2007-05', 12],
  ['ib_rate', 'North West', '2007-05', 9.5],
  ['ib_rate', 'GB', '2007-05', 7.2],
  ['lone_parent_rate', 'North West', '2007-05', 2.3],
  ['lone_parent_rate', 'GB', '2007-05', 2.1],
  ['worklessness_rate', 'North West', '2008-02', 14.8],
  ['worklessness_rate', 'GB', '2008-02', 11.9],
])('the benchmark of %s for %s in %s is %f', (indicator, comparator, period, value) => {
  expect(demo.benchmarks).toContainEqual({ indicator, comparator, period, value });
});
