import { describe, expect, test } from 'vitest';
import { admitTotals, suppressCells, type ProtectedCells } from '#core/disclosure';
import { systemOf, type TestCell } from './a-system.ts';
import { namedRules } from './a-rule.ts';

const { round5, under5 } = namedRules;

function protect(cells: readonly TestCell[], rule = under5): ProtectedCells {
  const system = systemOf(cells);
  return { system, rule, suppression: suppressCells(system, rule) };
}

/** 3 and 9 are hidden; 14, 20 and the total of 46 are shown. */
const fourAreas: TestCell[] = [
  { count: 3 },
  { count: 9 },
  { count: 14 },
  { count: 20 },
  { count: 46, sums: [[0, 1, 2, 3]] },
];

describe('a further total', () => {
  test('may be shown where it only adds up what is shown, or takes in all that is hidden', () => {
    const answers = admitTotals(protect(fourAreas), [[2, 3], [0, 1, 2], []]);
    expect(answers.map(({ mayShow, treated }) => [mayShow, treated])).toEqual([
      [true, 34],
      [true, 26],
      [true, 0],
    ]);
  });

  test('may not be shown where it parts hidden cells from one another: it names one that it would give away', () => {
    expect(admitTotals(protect(fourAreas), [[0, 2]])).toEqual([
      expect.objectContaining({
        mayShow: false,
        reason: 'narrows',
        cell: expect.toBeOneOf([0, 1]) as number,
      }),
    ]);
  });

  test('is hidden where it is small itself', () => {
    expect(admitTotals(protect(fourAreas), [[0]])[0]).toMatchObject({ mayShow: false, reason: 'small' });
  });

  test('counts as shown for those after it: either of two may be shown, both would give all away', () => {
    const cells = protect([
      { count: 3 },
      { count: 9 },
      { count: 12, sums: [[0, 1]] },
      { count: 4 },
      { count: 8 },
      { count: 12, sums: [[3, 4]] },
    ]);
    const mayShow = (...sets: number[][]): boolean[] =>
      admitTotals(cells, sets).map((answer) => answer.mayShow);
    expect(mayShow([0, 3])).toEqual([true]);
    expect(mayShow([0, 4])).toEqual([true]);
    expect(mayShow([0, 3], [0, 4])).toEqual([true, false]);
  });

  test('is rounded by the rule, and hidden where its rounding would tell more of a part', () => {
    const rounding: TestCell[] = [9, 15, 24, 20].map((count) => ({ count }));
    const cells: TestCell[] = [2, 2, 2, 2].map((count) => ({ count }));
    expect(admitTotals(protect(cells, round5), [[0, 1, 2, 3]])[0]).toMatchObject({ mayShow: false });
    expect(admitTotals(protect(rounding, round5), [[0, 1]])[0]).toMatchObject({
      treated: 25,
      halfWidth: 2,
    });
  });
});
