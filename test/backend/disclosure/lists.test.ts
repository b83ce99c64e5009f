import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getPolicy, type DisclosurePolicy } from '#contract';
import { evaluateRule } from '#core/targeting';
import { listShown, readUnderPolicy } from '../../../backend/disclosure/index.ts';
import { makeAreaTable } from '../../../backend/figures/index.ts';
import { casesOf } from '../../trial-length.ts';
import { aCounty } from './a-county.ts';
import { listUnder } from './lists.ts';

const counts = [3, 40, 52, 31, 60, 71, 88, 2, 44, 45, 46, 47, 48, 49, 50, 51];
const everywhere = 'people > 0';
const besideRate = ['rate', 'claimants', 'people'].map((indicator) => ({
  indicator,
  cohort: 'all',
  period: null,
}));

describe('the rank of an area whose value to order by is hidden', () => {
  test.each(['claimants desc', 'claimants asc', 'rate desc', '100 * claimants / people desc'])(
    'by %s it is shared by all of them, after all known ones, and they stand in order of their codes',
    (order) => {
      const { areas } = listUnder(aCounty(counts).workspace, {
        rule: everywhere,
        order,
        need: 'claimants',
      });
      const hidden = areas.filter(({ values }) => values['claimants'] === null);
      const known = areas.filter(({ values }) => values['claimants'] !== null);
      expect(hidden.length).toBeGreaterThan(1);
      expect(known.map(({ rank }) => rank)).toEqual(known.map((_, at) => at + 1));
      expect(new Set(hidden.map(({ rank }) => rank))).toEqual(new Set([known.length + 1]));
      const codes = hidden.map(({ code }) => code);
      expect(codes).toEqual(codes.toSorted());
    },
  );
});

describe('what a list says is hidden', () => {
  const sentenceUnder = (policy: 'under5' | '10-5' | 'none', sensitivity: 'restricted' | 'published') => {
    const { workspace, release } = aCounty(counts);
    workspace.classifyRelease(release, sensitivity);
    const list = listUnder(workspace, { rule: everywhere, need: 'claimants', policy });
    const marks = list.areas.filter(({ unknown }) => unknown['claimants'] === 'suppressed');
    return { hidden: list.hidden, marks: marks.length };
  };

  test('is as many figures as carry the mark, in so many of its areas', () => {
    const { hidden, marks } = sentenceUnder('under5', 'restricted');
    expect(hidden).toBe(`${marks} figures are hidden, in ${marks} of 16 areas`);
  });

  test('counts those that are rounded, too', () => {
    const { hidden, marks } = sentenceUnder('10-5', 'restricted');
    expect(hidden).toBe(
      `${marks} figures are hidden, in ${marks} of 16 areas; ${16 - marks} are rounded to the nearest 5`,
    );
  });

  test('is nothing at all where nothing is restricted', () => {
    expect(sentenceUnder('10-5', 'published').hidden).toBeNull();
  });
});

describe('the totals of a list', () => {
  const total = counts.reduce((sum, count) => sum + count, 0);

  test('hold what is hidden, where districts that are shown add it up', () => {
    const { need, notes } = listUnder(aCounty(counts).workspace, { rule: everywhere, need: 'claimants' });
    expect(need).toMatchObject({ in: total, total, share: 1, isInWhole: true, isTotalWhole: true });
    expect(need!.needUnknownAll).toBeGreaterThan(1);
    expect(notes.join(' ')).toContain('a hidden count of claimants, which the total takes in.');
  });

  test('are of what is shown for areas that no shown total adds up, and say so; the whole stays true', () => {
    const { need, areas, notes } = listUnder(aCounty(counts).workspace, {
      rule: "in_area('A000') or in_area('A002') or claimants > 40",
      need: 'claimants',
    });
    const shown = areas.reduce((sum, { values }) => sum + (values['claimants'] ?? 0), 0);
    expect(areas.some(({ values }) => values['claimants'] === null)).toBe(true);
    expect(need).toMatchObject({ in: shown, total, isInWhole: false, isTotalWhole: true });
    expect(notes.join(' ')).toContain('is of the counts that are shown, and leaves out');
  });

  test('are rounded where the policy rounds, as the whole is and not as many parts are', () => {
    const { need } = listUnder(aCounty(counts).workspace, {
      rule: everywhere,
      need: 'claimants',
      policy: '10-5',
    });
    expect(need!.isTotalWhole).toBe(true);
    expect(Math.abs(need!.total - total)).toBeLessThanOrEqual(2);
  });

  test('of finer and of coarser areas are the same whole, which is let in once and holds for both', () => {
    // Each of the four districts has 91 people and rounds to 90: added up they would be 360.
    const twelves = Array.from({ length: 32 }, (_, at) => (at % 8 === 0 ? 6 : at % 8 === 1 ? 13 : 12));
    const whole = twelves.reduce((sum, count) => sum + count, 0);
    const { need } = listUnder(aCounty(twelves).workspace, {
      rule: everywhere,
      need: 'claimants',
      policy: '10-5',
    });
    expect(need).toMatchObject({ total: Math.round(whole / 5) * 5, isTotalWhole: true });
  });

  test('are written down, so that they can be compared with those of later documents', () => {
    const { workspace } = aCounty(counts);
    const reader = readUnderPolicy(workspace, { policy: 'under5', override: null });
    const geography = 'lsoa:2011';
    evaluateRule(
      { rule: everywhere, geography, period: null, need: 'claimants', order: null },
      makeAreaTable(reader, geography),
    );
    const [statement] = listShown(reader, { geography, codes: [] });
    expect(statement!.sums).toEqual([
      { codes: [...reader.getAreas(geography).codes], low: total, high: total },
    ]);
  });
});

describe('a rate that is shown, times its denominator, is the treated count', () => {
  test('under any policy, for any counts, to the last decimal that any output has', () => {
    const policies: DisclosurePolicy[] = ['under5', 'round5', '10-5', '7-5'];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 8, maxLength: 16 }),
        fc.constantFrom(...policies),
        (drawn, policy) => {
          const { workspace } = aCounty(drawn);
          const { base, threshold } = getPolicy(policy).rule;
          const { areas } = listUnder(workspace, { rule: everywhere, beside: besideRate, policy });
          for (const [at, { values, interval }] of areas
            .toSorted((a, b) => (a.code < b.code ? -1 : 1))
            .entries()) {
            const [count, rate] = [values['claimants'], values['rate']];
            expect(rate === null).toBe(count === null);
            if (rate == null || count == null) {
              expect(interval['rate']).toBeUndefined();
              continue;
            }
            // Shown are only counts that the policy lets be shown, whatever the true ones were.
            expect((rate * values['people']!) / 100).toBeCloseTo(count, 9);
            if (base > 1) expect(count % base).toBe(0);
            else expect(count).toBe(drawn[at]);
            if (threshold > 0 && count > 0) expect(count).toBeGreaterThanOrEqual(threshold - base / 2);
          }
        },
      ),
      { numRuns: casesOf(20, 1000) },
    );
  });

  test('reasons and limits are the same for counts that are treated alike', () => {
    const rounded = (drawn: readonly number[]) =>
      listUnder(aCounty(drawn).workspace, { rule: 'rate > 4', all: true, policy: 'round5' });
    const drawn = [23, 40, 52, 31, 60, 71, 88, 22, 44, 45, 46, 47, 48, 49, 50, 51];
    // Two people each way, in one ward: every count and every total is rounded to what it was.
    const others = drawn.map((count, at) => count + ({ 0: 1, 1: -1 }[at] ?? 0));
    expect(others).not.toEqual(drawn);
    const [one, other] = [rounded(drawn), rounded(others)].map((list) => ({ ...list, releases: [] }));
    expect(one).toEqual(other);
  });
});
