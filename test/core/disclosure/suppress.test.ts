import type { DisclosureRule } from '#contract';
import { describe, expect, test } from 'vitest';
import { cellState, suppressCells } from '#core/disclosure';
import { systemOf, tableOf, type TestCell } from './a-system.ts';
import { namedRules } from './a-rule.ts';

const { round5, under5 } = namedRules;

/** What is printed for some cells, in a row: a count, or `c` where it is suppressed. */
function print(cells: readonly TestCell[], rule: DisclosureRule): string {
  const { treated } = suppressCells(systemOf(cells), rule);
  return [...treated].map((count) => (Number.isNaN(count) ? 'c' : count)).join(' ');
}

const wholeOf = (parts: readonly number[]): TestCell => ({
  count: parts.reduce((sum, part) => sum + part, 0),
  sums: [[...parts.keys()]],
});
const withTotal = (...parts: number[]): TestCell[] => [...parts.map((count) => ({ count })), wholeOf(parts)];

describe('which cells are hidden', () => {
  test('a parent with one small child hides the cheapest other child that leaves room for doubt', () => {
    expect(print(withTotal(3, 9, 14, 20), under5)).toBe('c c 14 20 46');
  });

  test('nothing more is hidden where small cells protect one another', () => {
    expect(print(withTotal(4, 3, 2, 20), under5)).toBe('c c c 20 29');
  });

  test('three that come to four are a group of fewer than five: one more is hidden', () => {
    expect(print(withTotal(1, 2, 1, 6, 20), under5)).toBe('c c c c 20 30');
  });

  test('a zero tells nothing of a one beside it: the total would, so that something larger is hidden', () => {
    expect(print(withTotal(1, 0, 7), under5)).toBe('c 0 c 8');
  });

  test('a total that is small is hidden with its parts', () => {
    expect(print(withTotal(1, 0, 2), under5)).toBe('c 0 c c');
  });

  test('whoever is the only one in a cell learns nothing of another: two cells of one person are not enough', () => {
    const { state } = suppressCells(systemOf(withTotal(1, 4, 8, 30)), under5);
    expect([...state]).toEqual([
      cellState.primary,
      cellState.primary,
      cellState.secondary,
      cellState.shown,
      cellState.shown,
    ]);
  });

  test('four parts of two that round to nothing under a total of ten would each be known: one is hidden', () => {
    expect(print(withTotal(2, 2, 2, 2), round5)).toBe('c 0 0 0 10');
  });

  test('what is published stays, and what it gives away is told', () => {
    const cells = [
      { count: 3 },
      { count: 9, isPublished: true },
      { count: 12, isPublished: true, sums: [[0, 1]] },
    ];
    expect([...suppressCells(systemOf(cells), under5).unprotected]).toEqual([0]);
  });

  test('an area that is not listed is protected where it is what remains of the region', () => {
    const cells = [{ count: 3, isDisplayed: false }, { count: 9 }, { count: 14 }, wholeOf([3, 9, 14])];
    cells[3]!.sums = [[0, 1, 2]];
    expect(print(cells, under5)).toBe('c c 14 26');
  });
});

describe('a table of rows and columns', () => {
  const counts = [
    [20, 50, 10],
    [8, 3, 22],
    [17, 32, 12],
  ];

  test('one small cell takes three others with it, that stand in a rectangle', () => {
    const { summary, state } = suppressCells(systemOf(tableOf(counts)), under5);
    expect(summary).toMatchObject({ primary: 1, secondary: 3 });
    expect([...state.keys()].filter((cell) => state[cell]! > 0)).toEqual([4, 5, 8, 9]);
  });
});

test('the work is left off as soon as its caller says so, also while one count is being protected', () => {
  const system = systemOf(
    tableOf([
      [1, 2, 30],
      [40, 3, 60],
      [70, 80, 1],
    ]),
  );
  const stopAt = (ask: number) => () => {
    let asked = 0;
    suppressCells(system, under5, {
      keepGoing() {
        asked += 1;
        if (asked === ask) throw new Error('stopped');
      },
    });
    return asked;
  };
  const asked = stopAt(Infinity)();
  expect(asked).toBeGreaterThan(system.value.length);
  for (let ask = 1; ask <= asked; ask += 1) expect(stopAt(ask)).toThrow('stopped');
});
