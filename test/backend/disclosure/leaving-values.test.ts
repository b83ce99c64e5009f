import { describe, expect, test } from 'vitest';
import { leavingStates, type DisclosurePolicy, type ValueColumn } from '#contract';
import { readValues } from '#core/targeting';
import { findTreatment, compareLeaving, readUnderPolicy } from '../../../backend/disclosure/index.ts';
import { makeAreaTable } from '../../../backend/figures/index.ts';
import { aCounty } from './a-county.ts';

/** The first ward holds a small count and, of the four, one that leaves as it is under any rounding to 5. */
const counts = [3, 40, 52, 31, 60, 71, 88, 66];

function leavingUnder(policy: DisclosurePolicy, indicator: string) {
  const { workspace } = aCounty(counts);
  const read = (reader: typeof workspace): ValueColumn =>
    readValues(makeAreaTable(reader, 'lsoa:2011'), { indicator, cohort: 'all', period: null });
  const leaving = compareLeaving(read(workspace), () =>
    read(readUnderPolicy(workspace, { policy, override: null }) as typeof workspace),
  );
  return { ...leaving, words: [...leaving.states].map((state) => leavingStates[state]) };
}

describe('what would become of stored values', () => {
  test('small ones would be hidden, in a rate too', () => {
    for (const indicator of ['claimants', 'rate']) {
      const { words, values, stopped } = leavingUnder('under5', indicator);
      expect(words[0]).toBe('hidden');
      expect(values[0]).toBeNaN();
      expect(words[4]).toBe('as it is');
      expect(stopped).toBeNull();
    }
  });

  test('others would be rounded, but for those that are round', () => {
    const { words, values } = leavingUnder('round5', 'claimants');
    expect(words.slice(0, 3)).toEqual(['rounded', 'as it is', 'rounded']);
    expect(values.slice(0, 3)).toEqual(Float64Array.of(5, 40, 50));
  });

  test('nothing would leave under a policy that changes nothing, and why is said', () => {
    const { words, stopped } = leavingUnder('none', 'claimants');
    expect(new Set(words)).toEqual(new Set(['stopped']));
    expect(stopped).toMatchObject({ code: 'disclosure' });
  });

  test('published ones would leave as they are', () => {
    expect(new Set(leavingUnder('none', 'people').words)).toEqual(new Set(['as it is']));
  });
});

test('what was asked for one document is not shown by the next, though what was treated is known', () => {
  const { workspace } = aCounty(counts);
  const known = new Map();
  const terms = { policy: 'under5', override: null } as const;
  const first = readUnderPolicy(workspace, terms, known);
  readValues(makeAreaTable(first, 'lsoa:2011'), { indicator: 'claimants', cohort: 'all', period: null });
  expect(findTreatment(first)?.listAsked()).toHaveLength(1);
  const second = findTreatment(readUnderPolicy(workspace, terms, known));
  expect(second?.listAsked()).toEqual([]);
  expect(second?.listTreated()).toHaveLength(1);
});
