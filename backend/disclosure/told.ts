import { getPolicy } from '#contract';
import { promisedWidth, showCount, type Statement, type Told } from '#core/disclosure';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { findColumnCells, type LinkedCells } from './linked-cells.ts';

/** What a document told of an indicator and period, by the cells of that. What lies in no column of them is left out. */
export function readTold(
  reader: WorkspaceReader,
  linked: LinkedCells,
  statements: readonly ExportStatement[],
): Told & { sums: Statement[] } {
  const said: Statement[] = [];
  const hidden = new Map<number, number>();
  const sums: Statement[] = [];
  for (const statement of statements) {
    const { geography, codes, figures } = statement;
    const column = findColumnCells(linked, statement);
    if (column === undefined) continue;
    const { indexOf } = reader.getAreas(geography);
    const cellOf = (code: string): number => column.start + (indexOf.get(code) ?? NaN);
    const { rule } = getPolicy(statement.policy);
    codes.forEach((code, at) => {
      const [cell, figure] = [cellOf(code), figures[at]!];
      if (Number.isNaN(cell)) return;
      if (Number.isNaN(figure)) {
        if (!Number.isNaN(linked.system.value[cell]!)) hidden.set(cell, promisedWidth(rule));
      } else {
        const { low, high } = showCount(rule, figure);
        said.push({ cells: [cell], low, high });
      }
    });
    for (const { codes: added, low, high } of statement.sums) {
      const cells = added.map(cellOf).toSorted((a, b) => a - b);
      if (!cells.some(Number.isNaN)) sums.push({ cells, low, high });
    }
  }
  return { said: [...said, ...sums], hidden, sums };
}
