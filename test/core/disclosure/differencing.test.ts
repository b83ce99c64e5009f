import { describe, expect, test } from 'vitest';
import {
  findDifferencing,
  findNarrowed,
  suppressCells,
  type ProtectedCells,
  type Statement,
} from '#core/disclosure';
import { systemOf, type TestCell } from './a-system.ts';
import { casesOf, makeDraw, makeRandom } from '../../trial-length.ts';
import { namedRules } from './a-rule.ts';
import { openWithSums } from '../../../core/disclosure/with-sums.ts';
import { display, displayBetween, listNarrowed } from './attack.ts';
import { listIsolated } from './isolating.ts';
import { drawSystem, type Random } from './random-systems.ts';

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
    expect(answer).toEqual({ earlier: 1, group: Int32Array.of(2), people: 3, isWorkedOut: true });
  });

  test('isolate it also where the new one lists an area less', () => {
    const answer = findDifferencing(district, { earlier: [[say([5, 6, 7])]], now: [say([5, 7])] });
    expect(answer).toEqual({ earlier: 0, group: Int32Array.of(6), people: 2, isWorkedOut: true });
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

describe('documents that state sums of random systems', { timeout: 600_000 }, () => {
  const draw = makeDraw();
  const rules = Object.values(namedRules);

  /** A sum over some cells, told exactly or within a few people. */
  function drawSum({ system }: ProtectedCells, random: Random): Statement {
    const set = [...system.value.keys()].filter(() => random() < 0.4);
    const sum = set.reduce((total, cell) => total + system.value[cell]!, 0);
    const about = random() < 0.5 ? 0 : Math.floor(random() * 6);
    return { cells: set, low: Math.max(0, sum - about), high: sum + about };
  }

  interface Drawn {
    cells: ProtectedCells;
    earlier: Statement[][];
    now: Statement[];
  }

  /** Random documents of which the new one isolates nothing by itself. */
  function* drawDocuments(count: number, seed: number): Generator<Drawn> {
    for (let index = 0; index < count; index += 1) {
      const random = makeRandom(seed + index);
      const system = systemOf(drawSystem(random).cells);
      const rule = rules[index % rules.length]!;
      const cells = { system, rule, suppression: suppressCells(system, rule) };
      const drawSums = () => Array.from({ length: random() < 0.5 ? 1 : 2 }, () => drawSum(cells, random));
      const earlier = Array.from({ length: 3 }, drawSums);
      const now = drawSums();
      const isSound = cells.suppression.unprotected.length === 0 && listIsolated(cells, [], now).length === 0;
      if (isSound) yield { cells, earlier, now };
    }
  }

  const isOneInOther = (one: Statement, other: Statement): boolean => {
    const [set, rest] = [new Set(Array.from(one.cells)), new Set(Array.from(other.cells))];
    const isWithin = (inner: Set<number>, outer: Set<number>) => [...inner].every((cell) => outer.has(cell));
    return isWithin(set, rest) || isWithin(rest, set);
  };

  const drawn = [...drawDocuments(casesOf(120, 6000), draw.seed)];

  /** Whether a document and the new one are stopped by the definition, each cell by itself, or one sum lies within another. */
  const mayBeStopped = ({ cells, now }: Drawn, document: readonly Statement[]): boolean =>
    listIsolated(cells, document, now).length > 0 ||
    document.some((one) => now.some((other) => isOneInOther(one, other)));

  test('are stopped where a cell is isolated; where a search for it alone finds that and they leave, linear programmes do not', async () => {
    const answers = new Set<boolean>();
    for (const one of drawn) {
      const { cells, earlier, now } = one;
      const found = findDifferencing(cells, { earlier, now });
      answers.add(found === undefined);
      if (found !== undefined)
        expect(mayBeStopped(one, earlier[found.earlier]!), `seed ${draw.seed}`).toBe(true);
      for (const document of earlier.slice(0, found?.earlier)) {
        const isolated = listIsolated(cells, document, now);
        if (isolated.length === 0) continue;
        const sums = [...document, ...now].map((sum) => ({ ...sum, cells: Array.from(sum.cells) }));
        const { sensitive } = openWithSums(cells, []);
        const hidden = isolated.filter((cell) => sensitive[cell] === 1);
        expect(await listNarrowed(displayBetween(display(cells), sums), hidden), `seed ${draw.seed}`).toEqual(
          [],
        );
      }
    }
    expect(answers).toEqual(new Set([true, false]));
  });

  test('are stopped too where there would be more to work out than is let, which is said', () => {
    // Always the same ones, among which there are some of which a search is needed to let them leave.
    const answers = [...drawDocuments(240, 1)].map(({ cells, ...documents }) => {
      const found = findDifferencing(cells, documents);
      const hurried = findDifferencing(cells, { ...documents, mostSearches: 0 });
      if (found !== undefined) expect(hurried).toBeDefined();
      return found === undefined && hurried?.isWorkedOut === false;
    });
    expect(answers).toContain(true);
  });
});

test('what is hidden counts as narrowed where no search is left to find that it is not', () => {
  const system = systemOf([{ count: 3 }, { count: 20 }, { count: 9 }, { count: 32, sums: [[0, 1, 2]] }]);
  const hidden = new Map([[0, 5]]);
  const said = [{ cells: [3], low: 32, high: 32 }];
  const documents = { earlier: { said, hidden }, now: { said, hidden }, span: 5 };
  expect(findNarrowed(system, documents)).toEqual({ cells: [], isWorkedOut: true });
  expect(findNarrowed(system, { ...documents, mostInVain: 0 })).toEqual({ cells: [0], isWorkedOut: false });
});

describe('the one person of a cell, who knows that count', () => {
  /** Three areas of a district: one person, four, and many. */
  const areas = (first: number): TestCell[] => [
    { count: first },
    { count: 5 - first },
    { count: 20 },
    { count: 25, sums: [[0, 1, 2]] },
  ];
  const whole: Statement = { cells: [3], low: 25, high: 25 };
  const many: Statement = { cells: [2], low: 20, high: 20 };
  const hide = (...cells: number[]) => new Map(cells.map((cell) => [cell, 5]));

  test('narrows another by two documents of which neither tells him', () => {
    const earlier = { said: [whole], hidden: hide(0, 1) };
    const now = { said: [many], hidden: hide(0, 1) };
    expect(findNarrowed(systemOf(areas(1)), { earlier, now, span: 5 }).cells).toEqual([1]);
    // Where nobody stands alone, the five people of the two areas may be anywhere among them.
    expect(findNarrowed(systemOf(areas(2)), { earlier, now, span: 5 }).cells).toEqual([]);
  });

  test('is not told by the later document what the earlier one tells him for certain', () => {
    const earlier = { said: [whole, many], hidden: hide(0, 1) };
    const now = { said: [many], hidden: hide(0, 1) };
    expect(findNarrowed(systemOf(areas(1)), { earlier, now, span: 5 }).cells).toEqual([]);
  });
});
