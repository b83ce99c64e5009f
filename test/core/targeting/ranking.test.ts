import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateRule } from '#core/targeting';
import { aTable, ask, claimantTable } from './a-table.ts';

describe('rank order', () => {
  const table = claimantTable([110, 'missing', 300, 50, 110, 90])
    .withScore('employment', '2008-07', [60, 50, 55, 40, 60, 'missing'], { lowIsWorse: true })
    .build();

  it('lists those that are in first, then unknown, then out; worst first, ties by code', () => {
    const { order, ranks, orderedBy } = evaluateRule(ask('jsa_rate > 10'), table);
    expect(orderedBy).toBe('jsa_rate desc');
    expect([...order]).toEqual([2, 0, 4, 1, 5, 3]);
    expect([...ranks]).toEqual([2, 0, 1, 0, 3, 0]);
  });

  it('after all known ones those whose value is not known share one rank, by code, in either direction', () => {
    const holes = claimantTable([110, 'suppressed', 300, 'missing', 90, 'suppressed'])
      .withScore('minutes', '2008-07', [20, 'missing', Infinity, 30, 'missing', 5])
      .withPlace('E1', [1, 1, 1, 1, 1, 0])
      .build();
    const ranksBy = (order: string): number[] => {
      const { ranks, counts } = evaluateRule(ask("in_area('E1')", { order }), holes);
      expect(counts.in).toBe(5);
      return [...ranks];
    };
    expect(ranksBy('jsa_rate desc')).toEqual([2, 4, 1, 4, 3, 0]);
    expect(ranksBy('jsa_claimants asc')).toEqual([2, 4, 3, 4, 1, 0]);
    expect(ranksBy('minutes desc')).toEqual([3, 4, 1, 2, 4, 0]);
    expect(ranksBy('minutes asc')).toEqual([1, 4, 3, 2, 4, 0]);
  });

  it('lowest first where low is worse', () => {
    const { order, orderedBy } = evaluateRule(ask('employment < 58'), table);
    expect(orderedBy).toBe('employment asc');
    expect([...order]).toEqual([3, 1, 2, 5, 0, 4]);
  });

  it('is that of a stable comparing sort in either direction: negative, tiny, huge, equal and both zeros', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(0, -0),
    );
    fc.assert(
      fc.property(fc.array(number), fc.boolean(), (numbers, isDescending) => {
        const table = aTable().withScore('x', '2008', numbers).build();
        const sign = isDescending ? -1 : 1;
        const expected = numbers
          .map((_, area) => area)
          .toSorted((a, b) => (numbers[a] === numbers[b] ? a - b : numbers[a]! < numbers[b]! ? -sign : sign));
        const { order } = evaluateRule(ask('x = x', { order: `x ${isDescending ? 'desc' : 'asc'}` }), table);
        expect([...order]).toEqual(expected);
      }),
    );
  });

  it('takes any expression, in either direction; without a direction the highest come first', () => {
    expect(
      evaluateRule(ask('jsa_rate > 1', { order: 'jsa_claimants - 2 * employment ASC' }), table),
    ).toMatchObject({ orderedBy: 'jsa_claimants - 2 * employment asc' });
    expect(
      [...evaluateRule(ask('jsa_rate > 1', { order: 'jsa_claimants asc' }), table).order].slice(0, 2),
    ).toEqual([3, 5]);
    expect(evaluateRule(ask('jsa_rate > 1', { order: 'rank(jsa_rate)' }), table).orderedBy).toBe(
      'rank(jsa_rate) desc',
    );
  });

  it('refuses an order that is no number, and says that it is the order', () => {
    expect(() => evaluateRule(ask('jsa_rate > 1', { order: 'jsa_rat desc' }), table)).toThrow(
      /order “jsa_rat desc”.*jsa_rate|order “jsa_rat”.*jsa_rate/,
    );
  });

  it('a rule that compares nothing goes by the need asked for, else by code', () => {
    const daf = claimantTable([1, 3, 2]).withDesignation('daf', 'lsoa:2011', [1, 1, 1]).build();
    expect(evaluateRule(ask("designated('daf')"), daf)).toMatchObject({
      orderedBy: 'code',
      need: null,
      pooled: null,
      period: null,
    });
    const asked = evaluateRule(ask("designated('daf')", { need: 'jsa_claimants' }), daf);
    expect([...asked.order]).toEqual([1, 2, 0]);
  });

  it('a benchmark is not what is compared', () => {
    const table = claimantTable([50])
      .withScore('x', '2008-07', [1])
      .withBenchmark('jsa_rate', 'UK', '2008-07', 2)
      .build();
    expect(evaluateRule(ask("benchmark(jsa_rate, 'UK') < x"), table).orderedBy).toBe('code');
  });
});

describe('need covered', () => {
  const table = claimantTable([120, 'suppressed', 200, 80])
    .withCount('lone_parents', '2008-07', [1, 1, 1, 7])
    .build();

  it('is the numerator of the first compared rate', () => {
    const { need, cumulativeShare, bestShare } = evaluateRule(
      ask('working_age > 1 and jsa_rate > 10'),
      table,
    );
    expect(need).toEqual({
      indicator: 'jsa_claimants',
      in: 320,
      inUnknown: 0,
      total: 400,
      share: 0.8,
      needUnknownIn: 0,
      isInWhole: true,
      isTotalWhole: false,
      needUnknownAll: 1,
      unknownAreas: 0,
    });
    expect([...cumulativeShare]).toEqual([0.3, 0.8]);
    expect([...bestShare]).toEqual([0.5, 0.8, 1, 1]);
  });

  it('is the compared count where no rate is compared, or the count asked for', () => {
    expect(evaluateRule(ask('jsa_claimants >= 80'), table).need).toMatchObject({
      indicator: 'jsa_claimants',
      in: 400,
    });
    expect(evaluateRule(ask('jsa_rate > 10', { need: 'lone_parents' }), table).need).toMatchObject({
      indicator: 'lone_parents',
      in: 2,
      total: 10,
    });
  });

  it('unknown counts add nothing, are counted where the area is in, and are said', () => {
    const result = evaluateRule(ask('working_age > 1', { need: 'jsa_claimants' }), table);
    expect(result.need).toMatchObject({ in: 400, total: 400, share: 1, needUnknownIn: 1, unknownAreas: 1 });
    expect(result.notes).toContain('1 area has no count of jsa_claimants and adds nothing to the totals.');
  });

  it('of areas that the rule cannot tell is a sum of its own', () => {
    const { need } = evaluateRule(ask('jsa_rate > 10', { need: 'lone_parents' }), table);
    expect(need).toMatchObject({ in: 2, inUnknown: 1, total: 10, needUnknownIn: 0, needUnknownAll: 0 });
  });

  it.each(['jsa_rate', 'jsa_claimants + 1', 'nobody'])('refuses %s as a need', (need) => {
    expect(() => evaluateRule(ask('jsa_rate > 1', { need }), table)).toThrow(/need/);
  });

  it('pools rates as sum over sum, never as a mean of rates', () => {
    const uneven = aTable()
      .withCount('c', '2008', [30, 10, 'missing'])
      .withCount('n', '2008', [100, 900, 500])
      .withRate('r', 'c', 'n')
      .build();
    expect(evaluateRule(ask('r > 0'), uneven).pooled).toEqual({ indicator: 'r', in: 4, all: 4 });
    expect(evaluateRule(ask('r > 10'), uneven).pooled).toEqual({ indicator: 'r', in: 30, all: 4 });
    expect(evaluateRule(ask('r > 90'), uneven).pooled).toEqual({ indicator: 'r', in: null, all: 4 });
  });
});

describe('what a slider may move', () => {
  const table = claimantTable([1])
    .withScore('x', '2008-07', [1])
    .withBenchmark('jsa_rate', 'UK', '2008-07', 2)
    .build();
  const adjustable = (rule: string): unknown[] =>
    evaluateRule(ask(rule), table).adjustable.map(({ from, to, value, indicator }) => [
      rule.slice(from, to),
      value,
      indicator,
    ]);

  it('is every number that something is compared with, at its place in the text as typed', () => {
    expect(adjustable('  jsa_rate>10  or x <= -2.50')).toEqual([
      ['10', 10, 'jsa_rate'],
      ['-2.50', -2.5, 'x'],
    ]);
    expect(adjustable('jsa_rate between 5 and 10')).toEqual([
      ['5', 5, 'jsa_rate'],
      ['10', 10, 'jsa_rate'],
    ]);
    expect(adjustable('10 < jsa_rate')).toEqual([['10', 10, 'jsa_rate']]);
    expect(adjustable("jsa_rate >= 3 * benchmark(jsa_rate, 'UK')")).toEqual([['3', 3, null]]);
    expect(adjustable('percentile(x) >= 95')).toEqual([['95', 95, null]]);
    expect(adjustable('x > jsa_rate')).toEqual([]);
  });
});

describe('where numbers come from', () => {
  it('pooled, estimated and rounded values are said', () => {
    const table = aTable('ward:2013')
      .withCount('c', '2008', [10, 20], { rounding: 5, pooledFrom: 'lsoa:2011' })
      .withCount('n', '2008', [100, 100], { isEstimated: true })
      .withRate('r', 'c', 'n')
      .build();
    const { notes, sources } = evaluateRule(ask('r > 1', { geography: 'ward:2013' }), table);
    expect(notes).toContain('r is made from counts added up from lsoa:2011.');
    expect(notes).toContain(
      'r: 2 of 2 areas are estimated. The confidence does not know how far the estimates may be off.',
    );
    expect(notes.join(' ')).toContain('may be off by up to 5');
    expect(sources[0]).toEqual({
      indicator: 'r',
      cohort: 'all',
      period: '2008',
      denominatorPeriod: '2008',
      releases: [1, 2],
    });
  });

  it('a table of another geography than the question is refused', () => {
    expect(() =>
      evaluateRule(ask('jsa_rate > 1', { geography: 'ward:2013' }), claimantTable([1]).build()),
    ).toThrow(/ward:2013/);
  });
});
