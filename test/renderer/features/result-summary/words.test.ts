import { describe, expect, it } from 'vitest';
import { anIndicator, type Indicator } from '../../an-indicator.ts';
import { ruleInWords } from '../../../../renderer/features/result-summary/words.ts';

const indicator = (id: string, name: string, kind: Indicator['kind']): Indicator =>
  anIndicator(id, { name, kind, polarity: 'high_is_worse' });

const speaker = {
  description: {
    indicators: [
      indicator('jsa_rate', 'JSA rate', 'rate'),
      indicator('jsa_claimants', 'JSA claimants', 'count'),
    ],
    designations: [
      {
        id: 'daf',
        name: 'Deprived Areas Fund wards',
        geography: 'ward' as const,
        vintage: '2003',
        areas: 62,
      },
    ],
    periods: [{ id: '2008-07', label: 'July 2008', first: '2008-07-01', last: '2008-07-31' }],
  },
  areaName: (code: string) => (code === 'E08000012' ? 'Liverpool' : code),
};

const say = (rule: string): string => ruleInWords(rule, speaker);

describe('a rule in plain English', () => {
  it('gives rates their unit and counts none', () => {
    expect(say('jsa_rate > 10')).toBe('JSA rate is above 10 %');
    expect(say('jsa_claimants >= 1000')).toBe('JSA claimants are at least 1,000');
    expect(say('jsa_rate between 5 and 10')).toBe('JSA rate is between 5 and 10 %');
  });

  it('names designations, areas and periods', () => {
    expect(say("jsa_rate@2008-07 > 10 or designated('daf')")).toBe(
      'JSA rate in July 2008 is above 10 %, or lies in Deprived Areas Fund wards',
    );
    expect(say("in_area('E08000012')")).toBe('lies in Liverpool');
  });

  it('keeps groups apart', () => {
    expect(say("jsa_rate > 10 or designated('daf') and jsa_claimants > 100")).toBe(
      'JSA rate is above 10 %, or (lies in Deprived Areas Fund wards and JSA claimants are above 100)',
    );
  });

  it('compares with a benchmark in words', () => {
    expect(say("jsa_rate >= 3 * benchmark(jsa_rate, 'GB')")).toBe('JSA rate is at least 3 × JSA rate of GB');
  });

  it('does not call a rank a percentage', () => {
    expect(say('percentile(jsa_rate) >= 95')).toBe('the percentile of JSA rate is at least 95');
  });

  it('says a rule that it cannot read as it is', () => {
    expect(say('jsa_rate >')).toBe('jsa_rate >');
  });
});
