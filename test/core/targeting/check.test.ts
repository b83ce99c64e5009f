import { describe, expect, it } from 'vitest';
import { PinpointError } from '#contract';
import { checkRule, parseRule } from '#core/targeting';
import { aTable } from './a-table.ts';

const { vocabulary } = aTable()
  .withCount('jsa_claimants', '2008-07', [1])
  .withCount('jsa_claimants', '2007-05', [1])
  .withCount('jsa_claimants', '2008-07', [1], { cohort: 'age=18-24' })
  .withCount('working_age', '2007', [1])
  .withScore('imd_score', '2007', [1])
  .withRate('jsa_rate', 'jsa_claimants', 'working_age')
  .withDesignation('daf', 'ward:2003', [1])
  .withPlace('E08000012', [1])
  .withBenchmark('jsa_rate', 'UK', '2008-07', 2.3)
  .withBenchmark('jsa_rate', 'GB', '2012', 3.5)
  .build();

function errorOf(text: string): PinpointError {
  try {
    checkRule(parseRule(text), vocabulary);
  } catch (error) {
    if (error instanceof PinpointError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

describe('a rule is checked against what the workspace knows', () => {
  it.each([
    'jsa_rate > 10',
    "jsa_rate[age=18-24]@2008-07 >= 3 * benchmark(jsa_rate, 'UK')",
    "not designated('daf') and in_area('E08000012')",
    'percentile(imd_score) >= 95 or rank(jsa_rate - imd_score) <= 10',
    "jsa_rate > benchmark(jsa_rate@2012, 'GB') or benchmark(jsa_rate@2007-05, 'GB') > 1",
    'lower(jsa_rate) > 10 or upper(jsa_rate@2007-05) < 2',
    "change(jsa_rate, '2007-05') > 0 and mean(jsa_claimants, '2007-05', '2008-07') between 1 and 20",
    '1 < 2',
  ])('takes %s', (text) => {
    expect(() => checkRule(parseRule(text), vocabulary)).not.toThrow();
  });

  it.each<[string, string, string]>([
    ['jsa_rat > 10', 'jsa_rat', 'Did you mean jsa_rate?'],
    ['JSA_Rate > 10', 'JSA_Rate', 'Did you mean jsa_rate?'],
    ['jsa_ratte[age=18-24] > 10', 'jsa_ratte', 'Did you mean jsa_rate?'],
    ["desginated('daf')", 'desginated', 'Did you mean designated?'],
    ["designated('dfa')", "'dfa'", 'Did you mean daf?'],
    ['jsa_rate[age=18-25] > 10', '[age=18-25]', 'Did you mean age=18-24?'],
    ['imd_score[age=18-24] > 10', '[age=18-24]', 'has no cohorts'],
    ['jsa_rate@2008-06 > 10', '2008-06', 'Did you mean 2008-07?'],
    ['jsa_rate@2012 > 10', '2012', 'has no values for 2012'],
    ["benchmark(jsa_rate@2013, 'GB') > 1", '2013', 'Did you mean 2012?'],
    ['imd_score@2008-07 > 10', '2008-07', 'has no values for July 2008'],
    ["benchmark(jsa_rate, 'UKK') > 1", "'UKK'", 'Did you mean UK?'],
    ["in_area('E09')", "'E09'", 'no area with the code E09'],
    ["change(jsa_rate, '2007-06') > 1", "'2007-06'", 'Did you mean 2007-05?'],
    ["change(imd_score, '2008-07') > 1", "'2008-07'", 'has no values'],
    ["mean(jsa_rate, '2008-07', '2007-05') > 1", "mean(jsa_rate, '2008-07', '2007-05')", 'is later than'],
    [
      "mean(imd_score, '2007-05', '2008-07') > 1",
      "mean(imd_score, '2007-05', '2008-07')",
      'has no values from',
    ],
    ["mean(jsa_rate@2007-05, '2007-05', '2008-07') > 1", '2007-05', 'without @'],
    ['smoothed(jsa_rate) > 10', 'smoothed', 'There is no function smoothed'],
    ['designated > 1', 'designated', "Write designated('designation')"],
    ['jsa_rate(1) > 1', 'jsa_rate', 'not a function'],
    ['designated(daf)', 'daf', "Write 'daf'"],
    ["rank('x') > 1", "'x'", 'is a text'],
    ['rank(jsa_rate, 1) > 1', 'rank(jsa_rate, 1)', 'one argument'],
    ['lower(imd_score) > 1', 'imd_score', 'not a rate made from counts'],
    ['lower(jsa_rate + 1) > 1', 'jsa_rate + 1', 'takes an indicator'],
    ["benchmark(jsa_rate[age=18-24], 'UK') > 1", '[age=18-24]', 'not for a cohort'],
    ['jsa_rate', 'jsa_rate', 'Compare it'],
    ['jsa_rate > 10 and imd_score', 'imd_score', 'Compare it'],
    ['not jsa_rate', 'jsa_rate', 'not a condition'],
    ["designated('daf') > 1", "designated('daf')", 'is a condition'],
    ["1 = designated('daf')", "designated('daf')", 'is a condition'],
    ['(jsa_rate > 10) = (imd_score > 1)', '(jsa_rate > 10)', 'is a condition'],
    ['(jsa_rate > 10) + 1 > 2', '(jsa_rate > 10)', 'is a condition'],
    ["rank(designated('daf')) > 1", "designated('daf')", 'is a condition'],
    ["jsa_rate between 1 and designated('daf')", "designated('daf')", 'is a condition'],
  ])('%s', (text, place, advice) => {
    const error = errorOf(text);
    const { from, to } = error.details.position!;
    expect(error.code).toBe('invalid_rule');
    expect(text.slice(from, to)).toBe(place);
    expect(error.message).toContain(advice);
    expect(error.details.found).toBeTruthy();
  });
});
