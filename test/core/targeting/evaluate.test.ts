import { describe, expect, it } from 'vitest';
import { confidences, outcomes, type RuleQuestion } from '#contract';
import { evaluateRule, explainRule, type AreaTable } from '#core/targeting';
import { aTable, ask, claimantTable } from './a-table.ts';

/** The outcome of each area, in words. */
function outcomesOf(rule: string, table: AreaTable, more: Partial<RuleQuestion> = {}): string[] {
  return [...evaluateRule(ask(rule, more), table).outcomes].map((byte) => outcomes[byte]!);
}

function confidencesOf(rule: string, table: AreaTable): string[] {
  return [...evaluateRule(ask(rule), table).confidences].map((byte) => confidences[byte]!);
}

const known = claimantTable([120, 90, 100]).build();

describe('what is not known', () => {
  const table = claimantTable([120, 'suppressed', 'missing', 90])
    .withDesignation('daf', 'ward:2003', [0, 0, 1, 2])
    .build();

  it('a suppressed or missing count makes the rule unknown, not false', () => {
    expect(outcomesOf('jsa_rate > 10', table)).toEqual(['in', 'unknown', 'unknown', 'out']);
    expect(outcomesOf('jsa_rate <= 10', table)).toEqual(['out', 'unknown', 'unknown', 'in']);
    expect(outcomesOf('not jsa_rate > 10', table)).toEqual(['out', 'unknown', 'unknown', 'in']);
    expect(outcomesOf('jsa_rate != 10', table)).toEqual(['in', 'unknown', 'unknown', 'in']);
  });

  it('something unknown does not hide what another clause decides', () => {
    expect(outcomesOf("jsa_rate > 10 or designated('daf')", table)).toEqual([
      'in',
      'unknown',
      'in',
      'unknown',
    ]);
    expect(outcomesOf("jsa_rate > 10 and designated('daf')", table)).toEqual([
      'out',
      'out',
      'unknown',
      'out',
    ]);
  });

  it('an area without a link to the designation is unknown', () => {
    expect(outcomesOf("designated('daf')", table)).toEqual(['out', 'out', 'in', 'unknown']);
  });

  it('a denominator of 0 makes the rate unknown', () => {
    const empty = aTable()
      .withCount('c', '2008', [0, 1])
      .withCount('n', '2008', [0, 10])
      .withRate('r', 'c', 'n')
      .build();
    expect(outcomesOf('r < 50', empty)).toEqual(['unknown', 'in']);
  });

  it('division by zero is unknown, also where both sides are 0', () => {
    const zeros = aTable().withScore('x', '2008', [0, 5]).build();
    expect(outcomesOf('1 / x < 1', zeros)).toEqual(['unknown', 'in']);
    expect(outcomesOf('x / x = 1', zeros)).toEqual(['unknown', 'in']);
  });

  it('between is out where one end already rules it out', () => {
    const table = aTable()
      .withScore('x', '2008', [1, 5])
      .withScore('y', '2008', ['missing', 'missing'])
      .build();
    expect(outcomesOf('x between 3 and y', table)).toEqual(['out', 'unknown']);
    expect(outcomesOf('x between y and 3', table)).toEqual(['unknown', 'out']);
  });

  it('counts every area as in, out or unknown', () => {
    const { counts } = evaluateRule(ask('jsa_rate > 10'), table);
    expect(counts).toMatchObject({ in: 1, out: 1, unknown: 2 });
  });

  it('a geography without areas gives an empty answer', () => {
    const result = evaluateRule(ask('jsa_rate > 10'), claimantTable([]).build());
    expect(result).toMatchObject({
      counts: { in: 0, out: 0, unknown: 0 },
      need: { in: 0, total: 0, share: null },
      pooled: { in: null, all: null },
    });
    expect(result.order).toHaveLength(0);
  });
});

describe('comparisons', () => {
  it.each([
    ['jsa_rate > 10', ['in', 'out', 'out']],
    ['jsa_rate >= 10', ['in', 'out', 'in']],
    ['jsa_rate < 10', ['out', 'in', 'out']],
    ['jsa_rate <= 10', ['out', 'in', 'in']],
    ['jsa_rate = 10', ['out', 'out', 'in']],
    ['jsa_rate != 10', ['in', 'in', 'out']],
    ['10 < jsa_rate', ['in', 'out', 'out']],
    ['jsa_rate between 9 and 10', ['out', 'in', 'in']],
    ['jsa_rate between 10 and 9', ['out', 'out', 'out']],
    ['-jsa_rate < -10', ['in', 'out', 'out']],
    ['2 * (jsa_rate - 1) / 2 + 1 > 10', ['in', 'out', 'out']],
    ['jsa_claimants / working_age * 100 > 10', ['in', 'out', 'out']],
    ['1 > 2', ['out', 'out', 'out']],
  ])('%s', (rule, expected) => {
    expect(outcomesOf(rule, known)).toEqual(expected);
  });

  it('binary fractions do not push a value over a threshold', () => {
    // 3 × 2.3 is 6.8999999999999995 in binary floating point.
    const table = claimantTable([69, 70]).withBenchmark('jsa_rate', 'UK', '2008-07', 2.3).build();
    expect(outcomesOf("jsa_rate >= 3 * benchmark(jsa_rate, 'UK')", table)).toEqual(['in', 'in']);
    expect(outcomesOf("jsa_rate > 3 * benchmark(jsa_rate, 'UK')", table)).toEqual(['out', 'in']);
  });
});

describe('functions', () => {
  it('in_area asks the areas that lie in the place', () => {
    const table = claimantTable([1, 1, 1]).withPlace('E08000012', [1, 0, 2]).build();
    expect(outcomesOf("in_area('E08000012')", table)).toEqual(['in', 'out', 'unknown']);
  });

  it('rank counts from the highest, ties share the mean rank, areas without a value have none', () => {
    const table = aTable().withScore('x', '2008', [5, 9, 5, 'missing', 1]).build();
    const { leaves } = evaluateRule(ask('rank(x) <= 2'), table);
    expect([...leaves[0]!.values]).toEqual([2.5, 1, 2.5, NaN, 4]);
  });

  it('percentile is 100 for the highest and 0 for the lowest', () => {
    const table = aTable().withScore('x', '2008', [1, 2, 3, 3, 'missing', 5]).build();
    const { leaves } = evaluateRule(ask('percentile(x) >= 95'), table);
    expect([...leaves[0]!.values]).toEqual([0, 25, 62.5, 62.5, NaN, 100]);
  });

  it('percentile(x) >= 95 is the worst 5 % of 100 areas', () => {
    const table = aTable()
      .withScore(
        'x',
        '2008',
        Array.from({ length: 100 }, (_, index) => index),
      )
      .build();
    expect(evaluateRule(ask('percentile(x) >= 95'), table).counts.in).toBe(5);
  });

  it('lower passes 10 % first at 108 of 900', () => {
    const table = aTable()
      .withCount('c', '2008', [90, 107, 108])
      .withCount('n', '2008', [900, 900, 900])
      .withRate('r', 'c', 'n')
      .build();
    expect(outcomesOf('lower(r) > 10', table)).toEqual(['out', 'out', 'in']);
    expect(outcomesOf('upper(r) > 12.2', table)).toEqual(['out', 'in', 'in']);
  });

  it('a benchmark may be of a period of which there are no own values', () => {
    const table = claimantTable([40, 30])
      .withBenchmark('jsa_rate', 'GB', '2012', 3.5)
      .withBenchmark('jsa_rate', 'UK', '2008-07', 2.3)
      .build();
    const result = evaluateRule(ask("jsa_rate > benchmark(jsa_rate@2012, 'GB')"), table);
    expect([...result.leaves[0]!.thresholds]).toEqual([3.5, 3.5]);
    expect(outcomesOf("jsa_rate > benchmark(jsa_rate@2012, 'GB')", table)).toEqual(['in', 'out']);
    expect(result.period).toBe('2008-07');
    expect(result.notes.filter((note) => note.includes('2012'))).toEqual([]);
    expect(outcomesOf("rank(jsa_rate - benchmark(jsa_rate@2012, 'GB')) = 1", table)).toEqual(['in', 'out']);
    expect(evaluateRule(ask("benchmark(jsa_rate@2012, 'GB') > 3"), table).period).toBe('2012');
    expect(outcomesOf("jsa_rate > benchmark(jsa_rate@2012, 'UK')", table)).toEqual(['unknown', 'unknown']);
  });

  it('a benchmark is the value of the same period, and unknown where there is none', () => {
    const table = claimantTable([120, 90])
      .withCount('jsa_claimants', '2007-05', [50, 20])
      .withCount('working_age', '2007-05', [1000, 1000])
      .withBenchmark('jsa_rate', 'UK', '2007-05', 3)
      .build();
    expect(outcomesOf("jsa_rate@2007-05 > benchmark(jsa_rate@2007-05, 'UK')", table)).toEqual(['in', 'out']);
    const now = evaluateRule(ask("jsa_rate > benchmark(jsa_rate, 'UK')"), table);
    expect(now.counts.unknown).toBe(2);
    expect(now.notes).toContain('There is no UK value of jsa_rate for July 2008.');
  });

  it('change is now minus then', () => {
    const table = aTable()
      .withScore('x', '2007-05', [1, 5, 'missing'])
      .withScore('x', '2008-07', [4, 4, 4])
      .build();
    expect([...evaluateRule(ask("change(x, '2007-05') > 0"), table).leaves[0]!.values]).toEqual([3, -1, NaN]);
  });

  it('mean takes every period between the ends and is unknown where one of them is', () => {
    const table = aTable()
      .withScore('x', '2006-05', [1, 1])
      .withScore('x', '2006-08', [2, 2])
      .withScore('x', '2006-11', [3, 'suppressed'])
      .withScore('x', '2007-02', [6, 6])
      .withScore('x', '2007-05', [99, 99])
      .build();
    expect([...evaluateRule(ask("mean(x, '2006-05', '2007-02') >= 3"), table).leaves[0]!.values]).toEqual([
      3,
      NaN,
    ]);
  });
});

describe('periods', () => {
  const table = aTable()
    .withCount('claimants', '2017-08', [90])
    .withCount('claimants', '2017-09', [120])
    .withCount('people', '2016', [900])
    .withCount('people', '2017', [1000])
    .withRate('rate', 'claimants', 'people')
    .withScore('score', '2015', [7])
    .build();

  it('takes the newest unless another is asked for', () => {
    expect(evaluateRule(ask('rate > 10'), table)).toMatchObject({ period: '2017-09', counts: { in: 1 } });
    expect(evaluateRule(ask('rate > 10', { period: '2017-08' }), table)).toMatchObject({
      period: '2017-08',
      counts: { in: 0 },
    });
    expect(evaluateRule(ask('rate@2017-08 > 10', { period: '2017-09' }), table).counts.in).toBe(0);
  });

  it('says of which period the denominator is where it is not of the same', () => {
    const { notes, sources } = evaluateRule(ask('rate > 10'), table);
    expect(notes).toContain('rate: the count is of September 2017, the denominator of 2017.');
    expect(sources).toContainEqual(
      expect.objectContaining({ indicator: 'rate', period: '2017-09', denominatorPeriod: '2017' }),
    );
  });

  it('takes the nearest earlier denominator, and a later one only where there is none', () => {
    const later = aTable()
      .withCount('c', '2010', [10])
      .withCount('n', '2012', [100])
      .withCount('n', '2011', [50])
      .withRate('r', 'c', 'n')
      .build();
    expect(evaluateRule(ask('r = 20'), later).counts.in).toBe(1);
    const both = aTable()
      .withCount('c', '2010', [10])
      .withCount('n', '2011', [50])
      .withCount('n', '2008', [40])
      .withRate('r', 'c', 'n')
      .build();
    expect(evaluateRule(ask('r = 25'), both).counts.in).toBe(1);
  });

  it('an indicator without the period asked for stands in with the nearest earlier one, and says so', () => {
    const result = evaluateRule(ask('score > 5 and rate > 1', { period: '2017-09' }), table);
    expect(result.counts.in).toBe(1);
    expect(result.notes).toContain('score has no values for September 2017: those of 2015 are used.');
  });

  it('refuses a period that nothing is of', () => {
    expect(() => evaluateRule(ask('rate > 1', { period: '2017-10' }), table)).toThrow(/Did you mean 2017-09/);
  });

  it('a cohort takes the widest denominator that is counted for it', () => {
    const cut = aTable()
      .withCount('c', '2008', [10])
      .withCount('c', '2008', [6], { cohort: 'age=18-24,sex=female' })
      .withCount('n', '2008', [100])
      .withCount('n', '2008', [20], { cohort: 'age=18-24' })
      .withRate('r', 'c', 'n')
      .build();
    const result = evaluateRule(ask('r[age=18-24,sex=female] = 30'), cut);
    expect(result.counts.in).toBe(1);
    expect(result.notes).toContain('r[age=18-24,sex=female]: the denominator n is that of age=18-24.');
  });

  it('an indicator that has no values here is unknown everywhere, and says so', () => {
    const none = claimantTable([1, 2]).build();
    const bare = { ...none, findColumn: () => undefined };
    const result = evaluateRule(ask('jsa_rate > 10'), bare);
    expect(result.counts.unknown).toBe(2);
    expect(result.notes).toContain('jsa_rate has no values in lsoa:2011.');
  });

  it('an indicator of which only cohorts have values is unknown without one, and names those there are', () => {
    const parts = aTable()
      .withCount('c', '2021-03', [3, 5], { cohort: 'sex=female' })
      .withCount('c', '2021-03', [4, 6], { cohort: 'sex=male' })
      .withCount('n', '2021', [100, 100])
      .withRate('r', 'c', 'n')
      .build();
    const count = evaluateRule(ask('c > 4'), parts);
    expect(count.notes).toContain('c has no values of all people in lsoa:2011.');
    expect(count.counts.unknown).toBe(2);
    expect(count.notes).toContain(
      'There are values of c[sex=female], c[sex=male]: write one of these, or add them up.',
    );
    expect(evaluateRule(ask('c[sex=female] + c[sex=male] > 10'), parts).counts).toMatchObject({
      in: 1,
      out: 1,
    });
    expect(evaluateRule(ask('r > 4'), parts).notes).toContain(
      'There are values of r[sex=female], r[sex=male]: write one of these, or add them up.',
    );
  });
});

/** Rates of so many of 900 each. */
function of900(cells: number[], rounding: 0 | 2 | 5 = 0): AreaTable {
  return aTable()
    .withCount('c', '2008', cells, { rounding })
    .withCount(
      'n',
      '2008',
      cells.map(() => 900),
    )
    .withRate('r', 'c', 'n')
    .build();
}

describe('confidence', () => {
  // Limits computed independently (scipy.stats.binomtest(…).proportion_ci(method="wilson")): 72 of 900 gives
  // 6.40 to 9.96 %, 107 of 900 gives 9.93 to 14.17 %, 108 of 900 gives 10.04 to 14.29 %.
  it('is clear where the interval keeps off the threshold, else borderline on the side of the value', () => {
    expect(confidencesOf('r > 10', of900([108, 107, 91, 90, 73, 72]))).toEqual([
      'clearly above',
      'borderline above',
      'borderline above',
      'borderline below',
      'borderline below',
      'clearly below',
    ]);
  });

  it('rounding of the counts widens the interval', () => {
    expect(confidencesOf('r > 10', of900([108, 110, 113], 2))).toEqual([
      'borderline above',
      'clearly above',
      'clearly above',
    ]);
    expect(confidencesOf('r > 10', of900([108, 110, 113], 5))).toEqual([
      'borderline above',
      'borderline above',
      'clearly above',
    ]);
    expect(confidencesOf('r > 10', of900([72, 70, 67], 5))).toEqual([
      'borderline below',
      'borderline below',
      'clearly below',
    ]);
  });

  it('says where the value lies, also where the rule asks for low values', () => {
    expect(confidencesOf('r < 10', of900([108, 72, 85]))).toEqual([
      'clearly above',
      'clearly below',
      'borderline below',
    ]);
    expect(evaluateRule(ask('r < 10'), of900([108, 72, 85])).counts).toMatchObject({
      in: 2,
      clearlyIn: 1,
      clearlyAbove: 1,
      borderline: 1,
    });
  });

  it('a value at the threshold is above it for >= and not for >', () => {
    expect(confidencesOf('r >= 10', of900([90]))).toEqual(['borderline above']);
    expect(confidencesOf('r > 10', of900([90]))).toEqual(['borderline below']);
  });

  it('goes through arithmetic: a multiple of the national rate is as sure as the rate', () => {
    const table = aTable()
      .withCount('c', '2008', [108, 107])
      .withCount('n', '2008', [900, 900])
      .withRate('r', 'c', 'n')
      .withBenchmark('r', 'UK', '2008', 5)
      .build();
    expect(confidencesOf("r / benchmark(r, 'UK') > 2", table)).toEqual(['clearly above', 'borderline above']);
  });

  it('is certain for conditions and for numbers that are no rates of counts', () => {
    const table = aTable()
      .withScore('x', '2008', [1, 'missing'])
      .withDesignation('daf', 'lsoa:2011', [1, 0])
      .build();
    expect(confidencesOf('x > 0', table)).toEqual(['certain', 'unknown']);
    expect(confidencesOf("designated('daf')", table)).toEqual(['certain', 'certain']);
  });

  it('nothing is said of how sure a rate is whose count is above its base: the value stands, without an interval', () => {
    const above = aTable()
      .withCount('c', '2008', [1040, 25, 1032])
      .withCount('n', '2008', [25, 1040, 1032])
      .withRate('r', 'c', 'n')
      .build();
    expect(outcomesOf('r > 10', above)).toEqual(['in', 'out', 'in']);
    expect(confidencesOf('r > 10', above)).toEqual(['unknown', 'clearly below', 'clearly above']);
    expect(confidencesOf('r - 5 > 10', above)[0]).toBe('unknown');
    expect(outcomesOf('lower(r) > 10', above)).toEqual(['unknown', 'out', 'in']);
    const { counts, notes } = evaluateRule(ask('r > 10'), above);
    expect(counts).toMatchObject({ in: 2, clearlyAbove: 1, borderline: 0 });
    expect(notes).toContain(
      'r: in 1 of 3 areas the count is above its denominator, so the rate is above 100 % and has no interval, and how sure it is cannot be said.',
    );
    expect(explainRule(ask('r > 10'), above.codes[0]!, above).deciding[0]).toMatchObject({
      value: 4160,
      interval: null,
      confidence: 'unknown',
    });
  });

  it('a quotient whose divisor may be 0 may be anything, so it is borderline', () => {
    const table = aTable()
      .withCount('c', '2008', [50])
      .withCount('d', '2008', [0.5])
      .withCount('n', '2008', [100])
      .withRate('r', 'c', 'n')
      .withRate('s', 'd', 'n')
      .build();
    expect(confidencesOf('r / (s - 0.5) > 10', table)).toEqual(['unknown']);
    expect(confidencesOf('r / (s - 0.6) < 10', table)).toEqual(['borderline below']);
  });

  it('between is clear only where the interval keeps off both ends', () => {
    expect(confidencesOf('r between 5 and 20', of900([108, 170, 50, 20, 250]))).toEqual([
      'clearly above',
      'borderline below',
      'borderline above',
      'clearly below',
      'clearly above',
    ]);
  });

  it('an area is as sure as the least sure clause that decides it, and a certain clause is enough', () => {
    const table = aTable()
      .withCount('c', '2008', [108, 100, 100])
      .withCount('n', '2008', [900, 900, 900])
      .withRate('r', 'c', 'n')
      .withDesignation('daf', 'lsoa:2011', [1, 1, 0])
      .build();
    expect(confidencesOf("r > 10 and designated('daf')", table)).toEqual([
      'clearly above',
      'borderline above',
      'certain',
    ]);
    expect(confidencesOf("r > 10 or designated('daf')", table)).toEqual([
      'certain',
      'certain',
      'borderline above',
    ]);
    expect(evaluateRule(ask("r > 10 or designated('daf')"), table).counts).toMatchObject({
      clearlyAbove: 2,
      borderline: 1,
    });
  });

  it('says what confidence means wherever there is one', () => {
    expect(evaluateRule(ask('r > 10'), of900([90])).notes.join(' ')).toContain('full counts');
    expect(evaluateRule(ask('jsa_claimants > 10'), known).notes.join(' ')).not.toContain('full counts');
  });
});
