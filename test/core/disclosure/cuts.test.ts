import { describe, expect, test } from 'vitest';
import { auditSuppression, suppressCells } from '#core/disclosure';
import { casesOf, makeDraw, makeRandom } from '../../trial-length.ts';
import { namedRules } from './a-rule.ts';
import { systemOf, type TestCell } from './a-system.ts';

const draw = makeDraw();
const sizes = [2, 3, 3];

/** Small areas in wards in a district; everybody cut by sex, by age and by duration, each cut by itself. */
function aCutDistrict(seed: number): TestCell[] {
  const random = makeRandom(seed);
  const [wards, areas] = [2 + Math.floor(random() * 3), 5 + Math.floor(random() * 6)];
  const typical = 3 + random() * 10;
  const columns = 1 + sizes.reduce((sum, size) => sum + size, 0);
  const rows: number[][] = [];
  const sums: number[][][] = [];
  const addUp = (below: number[]): number => {
    rows.push(
      Array.from({ length: columns }, (_, at) => below.reduce((sum, row) => sum + rows[row]![at]!, 0)),
    );
    return sums.push([below]) - 1;
  };
  const cutOne = (): number => {
    const people = Math.floor(-Math.log(1 - random()) * typical);
    const row = Array.from({ length: columns }, () => 0);
    row[0] = people;
    for (let person = 0; person < people; person += 1)
      sizes.reduce((first, size) => {
        row[first + Math.floor(random() ** 2 * size)]! += 1;
        return first + size;
      }, 1);
    rows.push(row);
    return sums.push([]) - 1;
  };
  addUp(Array.from({ length: wards }, () => addUp(Array.from({ length: areas }, cutOne))));
  return rows.flatMap((row, at) =>
    row.map((count, column): TestCell => {
      let first = 1;
      const cuts = sizes.map((size) => Array.from({ length: size }, () => at * columns + first++));
      const ofAreas = sums[at]!.map((below) => below.map((each) => each * columns + column));
      return { count, sums: [...ofAreas, ...(column === 0 ? cuts : [])] };
    }),
  );
}

describe('where people are cut in several ways', () => {
  test('nothing is called unprotected that is protected by what was hidden later', () => {
    const faults: string[] = [];
    let hidden = 0;
    for (let index = 0; index < casesOf(3, 300); index += 1) {
      const rule = namedRules.under5;
      const system = systemOf(aCutDistrict(draw.seed + index));
      const suppression = suppressCells(system, rule);
      hidden += suppression.summary.secondary;
      const { failures } = auditSuppression({ system, rule, suppression });
      const unprotected = new Set(suppression.unprotected);
      for (const { cell } of failures)
        if (!unprotected.has(cell)) faults.push(`${index}: ${cell} is not told`);
      for (const cell of unprotected)
        if (!failures.some((failure) => failure.cell === cell)) faults.push(`${index}: ${cell} is protected`);
    }
    console.log(`${hidden} cells hidden beside the small ones, from seed ${draw.seed}`);
    expect(faults).toEqual([]);
    expect(hidden).toBeGreaterThan(0);
  });
});
