import { describe, expect, test } from 'vitest';
import { findDifferencing, suppressCells, type ProtectedCells, type Statement } from '#core/disclosure';
import { systemOf, type TestCell } from './a-system.ts';
import { namedRules } from './a-rule.ts';

const { under5, '10-5': under10 } = namedRules;

function protect(cells: readonly TestCell[], rule = under5): ProtectedCells {
  const system = systemOf(cells);
  return { system, rule, suppression: suppressCells(system, rule) };
}

/** Ten areas of a district; only lists and their totals leave, no area by itself. */
const district = protect([
  ...[14, 22, 3, 17, 9, 40, 2, 31, 8, 12].map((count) => ({ count, isDisplayed: false })),
  { count: 158, sums: [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]] },
]);

/** That the sum over some areas was shown as it is, or as so much. */
function say(cells: number[], shown?: number): Statement {
  const sum = shown ?? cells.reduce((total, cell) => total + district.system.value[cell]!, 0);
  return { cells, low: sum, high: sum };
}

describe('two documents', () => {
  test('of which one lists an area more than the other isolate the people of that area', () => {
    const answer = findDifferencing(district, {
      earlier: [[say([0, 1])], [say([0, 1, 3, 4])]],
      now: [say([0, 1, 2, 3, 4])],
    });
    expect(answer).toEqual({ earlier: 1, group: Int32Array.of(2), people: 3 });
  });

  test('isolate it also where the new one lists an area less', () => {
    const answer = findDifferencing(district, { earlier: [[say([5, 6, 7])]], now: [say([5, 7])] });
    expect(answer).toEqual({ earlier: 0, group: Int32Array.of(6), people: 2 });
  });

  test('may leave where they differ by an area of many people, or by many areas', () => {
    expect(
      findDifferencing(district, { earlier: [[say([0, 1])]], now: [say([0, 1, 3]), say([0, 1, 2, 6, 9])] }),
    ).toBeUndefined();
  });

  test('are found where no sum lies in the other, but several together do', () => {
    const earlier = [[say([0, 2]), say([3, 4])]];
    const now = [say([0, 2, 3, 4, 6]), say([0, 1])];
    expect(findDifferencing(district, { earlier, now })).toMatchObject({
      earlier: 0,
      group: Int32Array.of(6),
    });
  });

  test('of the same areas, of which the counts were corrected by three people, tell of those', () => {
    const answer = findDifferencing(district, { earlier: [[say([0, 1, 3], 50)]], now: [say([0, 1, 3], 53)] });
    expect(answer).toMatchObject({ earlier: 0 });
    expect(
      findDifferencing(district, { earlier: [[say([0, 1, 3], 53)]], now: [say([0, 1, 3], 53)] }),
    ).toBeUndefined();
  });

  test('that are rounded isolate only what the rounding leaves narrow', () => {
    const rounded = protect(
      [14, 22, 33, 17].map((count) => ({ count, isDisplayed: false })),
      under10,
    );
    const about = (cells: number[], low: number, high: number): Statement => ({ cells, low, high });
    expect(
      findDifferencing(rounded, { earlier: [[about([0, 1], 33, 37)]], now: [about([0, 1, 3], 53, 57)] }),
    ).toBeUndefined();
  });

  test('are not blamed for what the earlier one gave away by itself', () => {
    expect(findDifferencing(district, { earlier: [[say([2])]], now: [say([0, 1])] })).toBeUndefined();
  });
});
