import { getPolicy } from '#contract';
import { isSameList, promisedWidth, showCount, type Statement, type Told } from '#core/disclosure';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { findColumnCells, type LinkedCells } from './linked-cells.ts';
import { locateAreas } from './located.ts';

/**
 * What documents told of an indicator and period, by the cells of that. What lies in no column of them is left out; what one says as
 * the one before is said once.
 */
export function readTold(
  reader: WorkspaceReader,
  linked: LinkedCells,
  statements: readonly ExportStatement[],
): Told {
  const said: Statement[] = [];
  const hidden = new Map<number, number>();
  const { value } = linked.system;
  const [lows, highs] = [new Float64Array(value.length).fill(NaN), new Float64Array(value.length)];
  for (const statement of statements) {
    const column = findColumnCells(linked, statement);
    if (column === undefined) continue;
    const { rule } = getPolicy(statement.policy);
    locateAreas(reader, statement).forEach((area, at) => {
      const [cell, figure] = [column.start + area, statement.figures[at]!];
      if (area < 0) return;
      if (Number.isNaN(figure)) {
        if (!Number.isNaN(value[cell]!)) hidden.set(cell, promisedWidth(rule));
        return;
      }
      const { low, high } = showCount(rule, figure);
      if (lows[cell] === low && highs[cell] === high) return;
      [lows[cell], highs[cell]] = [low, high];
      said.push({ cells: [cell], low, high });
    });
  }
  for (const sum of readSums(reader, linked, statements)) said.push(sum);
  return { said, hidden };
}

/** The sums that documents state besides, likewise; their cells in rising order. */
export function readSums(
  reader: WorkspaceReader,
  linked: LinkedCells,
  statements: readonly ExportStatement[],
): Statement[] {
  const sums: Statement[] = [];
  for (const statement of statements) {
    const column = findColumnCells(linked, statement);
    if (column === undefined) continue;
    for (const { codes, low, high } of statement.sums) {
      const areas = locateAreas(reader, { geography: statement.geography, codes });
      if (areas.includes(-1)) continue;
      const cells = areas.map((area) => column.start + area).toSorted();
      const isKnown = sums.some(
        (sum) => sum.low === low && sum.high === high && isSameList(sum.cells, cells),
      );
      if (!isKnown) sums.push({ cells, low, high });
    }
  }
  return sums;
}
