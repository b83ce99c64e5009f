import { describe, expect, test } from 'vitest';
import { findRateOf, proposeId } from '../../../../renderer/features/define-rate/names.ts';

const pair = { numerator: 'jsa_claimants', denominator: 'residents' };

describe('the id proposed for a rate', () => {
  test.each([
    [[], 'jsa_rate'],
    [['jsa_rate'], 'jsa_per_residents'],
    [['jsa_rate', 'jsa_per_residents'], 'jsa_claimants_per_residents'],
    [['jsa_rate', 'jsa_per_residents', 'jsa_claimants_per_residents'], 'jsa_rate_2'],
  ])('tells it from %s', (taken, proposed) => {
    expect(proposeId(pair, new Set(taken))).toBe(proposed);
  });

  test('keeps a count that is called by the word alone, and is empty without a count', () => {
    expect(proposeId({ numerator: 'claimants', denominator: null }, new Set())).toBe('claimants_rate');
    expect(
      proposeId({ numerator: 'claimants', denominator: 'working_age' }, new Set(['claimants_rate'])),
    ).toBe('claimants_per_working_age');
    expect(proposeId({ numerator: null, denominator: 'residents' }, new Set())).toBe('');
  });
});

test('the same two counts are known as the rate that they make already', () => {
  const rate = { id: 'jsa_rate', kind: 'rate', numerator: 'jsa_claimants', of: 'residents' } as const;
  const count = { id: 'jsa_claimants', kind: 'count', numerator: null, of: 'residents' } as const;
  expect(findRateOf(pair, [count, rate])).toBe('jsa_rate');
  expect(findRateOf({ ...pair, denominator: 'working_age' }, [count, rate])).toBeUndefined();
  expect(findRateOf({ numerator: null, denominator: 'residents' }, [count, rate])).toBeUndefined();
});
