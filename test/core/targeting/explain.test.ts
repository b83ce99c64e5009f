import { describe, expect, it } from 'vitest';
import { outcomeByte, type Reason, type RuleExplanation } from '#contract';
import { evaluateRule, explainRule, makeExplainer, type AreaTable } from '#core/targeting';
import { aTable, ask, claimantTable } from './a-table.ts';

const explain = (rule: string, table: AreaTable, area = 0): RuleExplanation =>
  explainRule(ask(rule), table.codes[area]!, table);

function firstReason(rule: string, table: AreaTable, area = 0): Reason {
  const { deciding } = explain(rule, table, area);
  return deciding[0]!;
}

describe('why an area is in', () => {
  const table = claimantTable([142, 91, 'suppressed', 'missing'])
    .withNames('Riverside 012A', 'Riverside 012B')
    .withDesignation('daf', 'ward:2003', [0, 0, 2, 1])
    .build();

  it('the clause comes with value, threshold, margin, interval and counts', () => {
    const { deciding, others, outcome, confidence, rank, sentence } = explain('jsa_rate > 10', table);
    expect({ outcome, confidence, rank, others }).toEqual({
      outcome: 'in',
      confidence: 'clearly above',
      rank: 1,
      others: [],
    });
    expect(deciding).toEqual([
      {
        clause: 'jsa_rate > 10',
        text: 'jsa_rate 14.2 > 10 (margin 4.2)',
        outcome: 'in',
        value: 14.2,
        threshold: 10,
        margin: expect.closeTo(4.2, 9),
        confidence: 'clearly above',
        // 142 of 1,000 by scipy's Wilson limits.
        interval: [expect.closeTo(12.173404, 6), expect.closeTo(16.500592, 6)],
        bounds: null,
        numerator: 142,
        denominator: 1000,
        tipping: 'would leave if the threshold rose to 14.2',
        unknownBecause: null,
      },
    ]);
    expect(sentence).toBe(
      'Riverside 012A is in: jsa_rate 14.2 > 10 (margin 4.2), clearly above, would leave if the threshold rose to 14.2.',
    );
  });

  it('an area that is out says what would bring it in', () => {
    expect(firstReason('jsa_rate > 10', table, 1)).toMatchObject({
      outcome: 'out',
      text: 'jsa_rate 9.1, not > 10 (margin -0.9)',
      confidence: 'borderline below',
      tipping: 'would enter if the threshold fell below 9.1',
    });
  });

  it('an area that is unknown says why', () => {
    expect(firstReason('jsa_rate > 10', table, 2)).toMatchObject({
      outcome: 'unknown',
      value: null,
      margin: null,
      interval: null,
      tipping: null,
      unknownBecause: 'suppressed',
      text: 'jsa_rate > 10 is unknown: suppressed',
    });
    expect(firstReason('jsa_rate > 10', table, 3).unknownBecause).toBe('missing');
    expect(firstReason("designated('daf')", table, 2).unknownBecause).toBe('no link to ward:2003');
    expect(explain('jsa_rate > 10', table, 2).sentence).toBe(
      'E01000003 is unknown: jsa_rate > 10 is unknown: suppressed.',
    );
  });

  it('a condition has neither margin nor threshold', () => {
    expect(firstReason("designated('daf')", table, 3)).toMatchObject({
      text: 'in daf',
      value: null,
      threshold: null,
      margin: null,
      tipping: null,
      confidence: 'certain',
    });
    expect(firstReason("designated('daf')", table).text).toBe('not in daf');
  });

  it('only the clauses that decide are named first, the others follow', () => {
    const { deciding, others } = explain("jsa_rate > 10 or designated('daf')", table);
    expect(deciding.map(({ clause }) => clause)).toEqual(['jsa_rate > 10']);
    expect(others.map(({ clause }) => clause)).toEqual(["designated('daf')"]);
    expect(explain("jsa_rate > 10 or designated('daf')", table, 1).deciding).toHaveLength(2);
  });

  it('of two sufficient clauses the surer one is the reason', () => {
    const both = claimantTable([101]).withDesignation('daf', 'lsoa:2011', [1]).build();
    expect(explain("jsa_rate > 10 or designated('daf')", both)).toMatchObject({
      confidence: 'certain',
      deciding: [{ clause: "designated('daf')" }],
    });
  });

  it('the leaves of the result mark the same deciding clauses', () => {
    const { leaves } = evaluateRule(ask("jsa_rate > 10 or designated('daf')"), table);
    expect(leaves.map(({ deciding }) => [...deciding])).toEqual([
      [1, 1, 1, 0],
      [0, 1, 1, 1],
    ]);
  });

  it('a code that the geography does not have is not found', () => {
    expect(() => explainRule(ask('jsa_rate > 10'), 'E99', table)).toThrow(/no area E99/);
  });

  it('one evaluation explains several areas', () => {
    const explainer = makeExplainer(ask('jsa_rate > 10'), table);
    expect([1, 0].map((area) => explainer.explain(area).outcome)).toEqual(['out', 'in']);
  });
});

describe('at which threshold a clause turns', () => {
  const table = claimantTable([91])
    .withScore('x', '2008-07', [5])
    .withBenchmark('jsa_rate', 'UK', '2008-07', 2.5)
    .build();

  it.each([
    ['jsa_rate > 9', 'would leave if the threshold rose to 9.1'],
    ['jsa_rate >= 9', 'would leave if the threshold rose above 9.1'],
    ['jsa_rate < 9', 'would enter if the threshold rose above 9.1'],
    ['jsa_rate <= 9', 'would enter if the threshold rose to 9.1'],
    ['jsa_rate < 10', 'would leave if the threshold fell to 9.1'],
    ['jsa_rate <= 10', 'would leave if the threshold fell below 9.1'],
    ['jsa_rate >= 10', 'would enter if the threshold fell to 9.1'],
    ['10 < jsa_rate', 'would enter if the threshold fell below 9.1'],
    ['not jsa_rate > 9', 'would enter if the threshold rose to 9.1'],
    ['not jsa_rate > 10', 'would leave if the threshold fell below 9.1'],
    ['jsa_rate between 5 and 10', 'would leave if the threshold fell below 9.1'],
    ['jsa_rate between 9 and 20', 'would leave if the threshold rose above 9.1'],
    ['jsa_rate between 1 and 9', 'would enter if the threshold rose to 9.1'],
    ['jsa_rate between 10 and 20', 'would enter if the threshold fell to 9.1'],
    ['x = 5', 'would leave if the threshold were any other than 5'],
    ['x != 5', 'would enter if the threshold were any other than 5'],
    ['x = 4', 'would enter if the threshold were 5'],
    ['x > 4 and jsa_rate > 10', 'would enter if the threshold fell below 9.1'],
  ])('%s: %s', (rule, tipping) => {
    expect(firstReason(rule, table).tipping).toBe(tipping);
  });

  it('says when the area would stay all the same', () => {
    const { others } = explain('x > 4 or jsa_rate > 9', table);
    expect(others[0]!.tipping).toBe(
      'would stay in, but this clause would turn, if the threshold rose to 9.1',
    );
  });

  it.each([
    [14.24, 'would leave if the threshold rose to 14.3'],
    [14.26, 'would leave if the threshold rose to 14.3'],
    [10.04, 'would leave if the threshold rose to 10.04'],
    [1100, 'would leave if the threshold rose to 1100'],
  ])('numbers are rounded so that the sentence holds: %f %s', (value, tipping) => {
    const one = aTable().withScore('x', '2008', [value]).build();
    expect(firstReason('x > 10', one).tipping).toBe(tipping);
    const named = Number(/[\d.]+$/.exec(tipping)![0]);
    expect(evaluateRule(ask(`x > ${named}`), one).outcomes[0]).toBe(outcomeByte.out);
  });

  it('a threshold that was worked out is shown with its number', () => {
    expect(firstReason("jsa_rate >= 3 * benchmark(jsa_rate, 'UK')", table).text).toBe(
      "jsa_rate 9.1 >= 7.5 (3 * benchmark(jsa_rate, 'UK')) (margin 1.6)",
    );
  });

  it('a value next to the threshold is shown with as many decimals as tell them apart', () => {
    const close = aTable().withScore('x', '2008', [10.0004]).build();
    expect(firstReason('x > 10', close).text).toBe('x 10.0004 > 10 (margin 0.0004)');
  });
});

describe('why a value is unknown', () => {
  it.each([
    ["jsa_rate > benchmark(jsa_rate, 'UK')", 'no UK value of jsa_rate for July 2008'],
    ["change(jsa_rate, '2007-05') > 0", 'suppressed in May 2007'],
    ["mean(jsa_claimants, '2007-05', '2008-07') > 0", 'suppressed in May 2007'],
    ['x / (x - x) > 1', 'division by 0'],
    ['rank(y) > 1', 'missing'],
    ['x > y', 'y missing'],
    ['empty_rate > 1', 'denominator 0'],
    ["in_area('E08')", 'no link to the geography of E08'],
  ])('%s: %s', (rule, because) => {
    const table = claimantTable([100])
      .withCount('jsa_claimants', '2007-05', ['suppressed'])
      .withScore('x', '2008-07', [1])
      .withScore('y', '2008-07', ['missing'])
      .withCount('nobody', '2008-07', [0])
      .withRate('empty_rate', 'jsa_claimants', 'nobody')
      .withBenchmark('jsa_rate', 'UK', '2007-05', 2)
      .withPlace('E08', [2])
      .build();
    expect(firstReason(rule, table).unknownBecause).toBe(because);
  });
});
