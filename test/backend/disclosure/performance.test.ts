import { expect, test } from 'vitest';
import { getPolicy, type DisclosurePolicy } from '#contract';
import type { PerformanceRow } from '#data/workspace';
import { treatPerformance } from '../../../backend/disclosure/performance.ts';

const row = (counts: Partial<PerformanceRow>): PerformanceRow => ({
  provider: 'a',
  programme: '',
  geography: 'ward:2013',
  area: 'W001',
  period: '2008',
  starts: 40,
  outcomes: 12,
  sustained: 9,
  cost: 4000,
  target: 10,
  suppressed: [],
  release: 1,
  ...counts,
});

const treat = (policy: DisclosurePolicy, rows: PerformanceRow[]): PerformanceRow[] =>
  treatPerformance(rows, {
    isRestricted: ({ release }) => release === 1,
    rule: { ...getPolicy(policy).rule, checkTreated: () => undefined },
  });

test('a small count is hidden with what was paid for it, and marked as suppressed', () => {
  expect(treat('under5', [row({ sustained: 3 })])[0]).toMatchObject({
    starts: 40,
    outcomes: 12,
    sustained: null,
    cost: null,
    suppressed: ['sustained', 'cost'],
  });
});

test('zero is kept where the policy keeps it', () => {
  expect(treat('7-5', [row({ outcomes: 0, sustained: 0 })])[0]).toMatchObject({ outcomes: 0, sustained: 0 });
  expect(treat('10-5', [row({ outcomes: 0, sustained: 0 })])[0]).toMatchObject({
    outcomes: null,
    sustained: null,
  });
});

test('others are rounded', () => {
  expect(treat('round5', [row({ starts: 43 })])[0]).toMatchObject({
    starts: 45,
    outcomes: 10,
    sustained: 10,
  });
});

test('rows of a published release stay as they are', () => {
  const published = row({ release: 2, sustained: 1 });
  expect(treat('10-5', [published])).toEqual([published]);
});

test('what is missing stays missing', () => {
  expect(treat('under5', [row({ starts: null, cost: null })])[0]).toMatchObject({
    starts: null,
    suppressed: [],
  });
});
