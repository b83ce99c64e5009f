import { describe, expect, test } from 'vitest';
import type { DisclosurePolicy } from '#contract';
import { draftOfPolicy, findOwnProblems, policyOfDraft } from '../../../renderer/ui/policy-draft.ts';

describe('a choice of policy', () => {
  test.each<DisclosurePolicy | null>([
    null,
    'none',
    '10-5',
    'custom:10,5',
    'custom:3,0,no-zeros',
    'custom:0,10,of-50',
  ])('comes to the policy that it began with: %s', (policy) => {
    expect(policyOfDraft(draftOfPolicy(policy))).toBe(policy);
  });

  test('of one’s own is none as long as a number is wrong, and says which', () => {
    const { own } = draftOfPolicy('custom:10,5');
    const wrong = { ...own, threshold: 'ten', base: '', leastDenominator: '-1' };
    expect(Object.keys(findOwnProblems(wrong))).toEqual(['threshold', 'base', 'leastDenominator']);
    expect(policyOfDraft({ choice: 'own', own: wrong })).toBeUndefined();
    // What nobody chose may be wrong.
    expect(policyOfDraft({ choice: 'under5', own: wrong })).toBe('under5');
  });

  test('of one’s own needs no least denominator', () => {
    const { own } = draftOfPolicy('custom:7,0');
    expect(own.leastDenominator).toBe('');
    expect(findOwnProblems(own)).toEqual({});
  });
});
