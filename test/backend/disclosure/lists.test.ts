import { describe, expect, test } from 'vitest';
import { aCounty } from './a-county.ts';
import { listUnder } from './lists.ts';

const counts = [3, 40, 52, 31, 60, 71, 88, 2, 44, 45, 46, 47, 48, 49, 50, 51];
const everywhere = 'people > 0';

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
