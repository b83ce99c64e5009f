import { describe, expect, test } from 'vitest';
import { evaluateRule, readValues } from '#core/targeting';
import { PinpointError, type DisclosurePolicy } from '#contract';
import { keepPattern, readUnderPolicy, settlePolicy, treatGroup } from '../../../backend/disclosure/index.ts';
import { makeAreaTable } from '../../../backend/figures/index.ts';
import { publishValues } from '../../data/workspace/build.ts';
import { aCounty, valuesOf } from './a-county.ts';

const counts = [3, 40, 52, 31, 60, 71, 88, 2, 44, 45, 46, 47, 48, 49, 50, 51];
const plain = { override: null };

function under(policy: DisclosurePolicy, values = counts) {
  const { workspace } = aCounty(values);
  return { workspace, reader: readUnderPolicy(workspace, { policy, ...plain }) };
}

const claimantsOf = (reader: ReturnType<typeof under>['reader'], geography: string) =>
  readValues(makeAreaTable(reader, geography), { indicator: 'claimants', cohort: 'all', period: null });

describe('values as they may leave', () => {
  test('a small count reads as suppressed, and so does its rate', () => {
    const { reader } = under('under5');
    const table = makeAreaTable(reader, 'lsoa:2011');
    for (const indicator of ['claimants', 'rate']) {
      const { values, flags } = readValues(table, { indicator, cohort: 'all', period: null });
      expect(values[0]).toBeNaN();
      expect(flags[0]).toBe(2);
    }
  });

  test('with a small count another one of its ward is hidden, else the ward less the others would tell it', () => {
    const { values } = claimantsOf(under('under5').reader, 'lsoa:2011');
    const wards = claimantsOf(under('under5').reader, 'ward:2013').values;
    const hiddenIn = (ward: number): number =>
      values.slice(4 * ward, 4 * ward + 4).filter((value) => Number.isNaN(value)).length;
    for (const ward of [0, 1]) expect(hiddenIn(ward) >= 2 || Number.isNaN(wards[ward]!)).toBe(true);
    expect(hiddenIn(2)).toBe(0);
  });

  test('no ward is told that the sum of what is shown of it would not be', () => {
    const { values } = claimantsOf(under('under5').reader, 'district:2013');
    expect([...values].filter((value) => !Number.isNaN(value)).length).toBeGreaterThan(0);
  });

  test('a rule is answered by treated values: what is hidden is not known', () => {
    const { reader } = under('under5');
    const question = { rule: 'claimants < 5', geography: 'lsoa:2011', period: null, need: null, order: null };
    const { counts: found } = evaluateRule(question, makeAreaTable(reader, 'lsoa:2011'));
    expect(found.in).toBe(0);
    expect(found.unknown).toBeGreaterThanOrEqual(2);
  });

  test('rounded counts are known to be rounded', () => {
    const { values, rounding, flags } = claimantsOf(under('round5').reader, 'lsoa:2011');
    expect(values.slice(0, 4)).toEqual(Float64Array.of(5, 40, 50, 30));
    expect(rounding.slice(0, 4)).toEqual(Float64Array.of(2, 2, 2, 2));
    expect(flags[0]).toBe(1);
  });

  test('published counts pass untouched', () => {
    const { workspace, release } = aCounty(counts);
    workspace.classifyRelease(release, 'published');
    const reader = readUnderPolicy(workspace, { policy: '10-5', ...plain });
    expect([...claimantsOf(reader, 'lsoa:2011').values]).toEqual(counts);
  });

  test('at the desk everything is seen as it is', () => {
    const { workspace } = under('under5');
    expect([...claimantsOf(workspace, 'lsoa:2011').values]).toEqual(counts);
  });

  test('a restricted rate that is not made of counts is hidden as a whole: it cannot be treated', () => {
    const { workspace } = aCounty(counts);
    publishValues(
      workspace,
      'score',
      { '2008-07': valuesOf(counts) },
      {
        draft: {
          sensitivity: 'restricted',
          indicators: [
            {
              id: 'score',
              name: 'score',
              kind: 'score',
              of: null,
              numerator: null,
              unit: '',
              polarity: 'high_is_worse',
              additive: false,
            },
          ],
        },
      },
    );
    const table = makeAreaTable(readUnderPolicy(workspace, { policy: 'under5', ...plain }), 'lsoa:2011');
    const { values } = readValues(table, { indicator: 'score', cohort: 'all', period: null });
    expect([...values].every((value) => Number.isNaN(value))).toBe(true);
  });
});

describe('cohorts that add up', () => {
  test('men are not told by all less women', () => {
    const { workspace } = aCounty(counts);
    const women = counts.map((count) => count - 1);
    publishValues(
      workspace,
      'claimants',
      { '2008-07': valuesOf(women.map((count, at) => (at === 1 ? 38 : count))) },
      { cohort: 'sex=female', draft: { sensitivity: 'restricted' } },
    );
    const table = makeAreaTable(readUnderPolicy(workspace, { policy: 'under5', ...plain }), 'lsoa:2011');
    const read = (cohort: string): Float64Array =>
      readValues(table, { indicator: 'claimants', cohort, period: null }).values;
    const [all, female] = [read('all'), read('sex=female')];
    // In every area one or two are men: none may follow by subtraction.
    for (const area of counts.keys()) expect(all[area]! - female[area]!).toBeNaN();
  });
});

describe('without a policy that treats them', () => {
  test('restricted figures do not leave', () => {
    const { reader } = under('none');
    expect(() => claimantsOf(reader, 'lsoa:2011')).toThrow(PinpointError);
    expect(() => claimantsOf(reader, 'lsoa:2011')).toThrow(/claimants is restricted/);
  });

  test('they do with a reason and a name', () => {
    const { workspace } = aCounty(counts);
    const override = { reason: 'cleared', by: 'A. Smith' };
    const reader = readUnderPolicy(workspace, { policy: 'none', override });
    expect([...claimantsOf(reader, 'lsoa:2011').values]).toEqual(counts);
  });
});

test('the policy is the one asked for, else the chosen one, else the usual one of what is held', () => {
  const { workspace, release } = aCounty(counts);
  expect(settlePolicy(null, workspace)).toBe('under5');
  workspace.setPolicy('10-5');
  expect(settlePolicy(null, workspace)).toBe('10-5');
  expect(settlePolicy('round5', workspace)).toBe('round5');
  workspace.setPolicy(null);
  workspace.classifyRelease(release, 'published');
  expect(settlePolicy(null, workspace)).toBe('none');
  workspace.undo();
  expect(settlePolicy(null, workspace)).toBe('under5');
});

describe('what may leave of the same cells', () => {
  const group = { indicator: 'claimants', period: '2008-07' };
  const treat = (workspace: ReturnType<typeof under>['workspace'], policy: DisclosurePolicy = 'under5') =>
    treatGroup(workspace, group, { policy, ...plain });

  test('is worked out once in a thread, and anew under another policy and where a count was corrected', () => {
    const { workspace } = under('under5');
    const { suppression } = treat(workspace);
    expect(treat(workspace).suppression).toBe(suppression);
    expect(treat(workspace, '10-5').suppression).not.toBe(suppression);
    publishValues(
      workspace,
      'claimants',
      { '2008-07': valuesOf(counts.with(1, 4)) },
      { draft: { sensitivity: 'restricted' } },
    );
    const corrected = treat(workspace).suppression;
    expect(corrected).not.toBe(suppression);
    expect(corrected.treated[1]).toBeNaN();
  });

  test('need not be worked out where another thread has told it', () => {
    const { workspace } = under('under5', [...counts, 9]);
    const told = structuredClone(treat(workspace, 'custom:6,1'));
    keepPattern('custom:7,1', told);
    expect(treat(workspace, 'custom:7,1').suppression).toBe(told.suppression);
  });
});
