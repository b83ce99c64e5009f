import { describe, expect, test } from 'vitest';
import {
  disclosurePolicies,
  disclosurePolicy,
  disclosureSpan,
  findPolicy,
  getPolicy,
  treatsCounts,
} from '#contract';

describe('a policy of one’s own', () => {
  test.each([
    ['custom:10,5', { threshold: 10, base: 5, keepsZeros: true, leastDenominator: 0 }],
    ['custom:3,0,no-zeros', { threshold: 3, base: 0, keepsZeros: false, leastDenominator: 0 }],
    ['custom:0,10,of-50', { threshold: 0, base: 10, keepsZeros: true, leastDenominator: 50 }],
    ['custom:5,5,no-zeros,of-100', { threshold: 5, base: 5, keepsZeros: false, leastDenominator: 100 }],
  ])('%s', (id, rule) => {
    expect(findPolicy(id)?.rule).toEqual(rule);
    expect(disclosurePolicy.parse(id)).toBe(id);
  });

  test.each([
    'custom:',
    'custom:5',
    'custom:-1,5',
    'custom:5,5,of-',
    'custom:5,5,zeros',
    'under6',
    '',
    'toString',
  ])('%s is none', (id) => {
    expect(findPolicy(id)).toBeUndefined();
    expect(disclosurePolicy.safeParse(id).success).toBe(false);
  });

  test('says what it does', () => {
    expect(getPolicy('custom:10,5,no-zeros,of-50').sentence).toBe(
      'restricted counts under 10 are hidden; others to the nearest 5; nothing of areas with fewer than 50 people',
    );
    expect(getPolicy('custom:0,0').sentence).toBe('nothing is changed');
  });
});

test('only none leaves counts as they are', () => {
  const untouched = Object.entries(disclosurePolicies).filter(([, { rule }]) => !treatsCounts(rule));
  expect(untouched.map(([id]) => id)).toEqual(['none']);
});

test('two documents may not tell of fewer people than the policy hides or rounds away', () => {
  const spans = Object.values(disclosurePolicies).map(({ rule }) => disclosureSpan(rule));
  expect(spans).toEqual([0, 5, 5, 10, 8]);
});
