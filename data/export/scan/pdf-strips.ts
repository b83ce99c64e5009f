import type { DocumentTable, ExportDocument } from '#core/disclosure';
import { columnOfNames, headWithUnit } from '../head.ts';
import type { FoundTable, FoundText } from './found.ts';
import { printable } from './printable.ts';

/** A table of a page as it was found: rows of cells, the heads first. */
export type FoundStrip = readonly (readonly string[])[];

interface Joined {
  tables: FoundTable[];
  heads: FoundText[];
  strange: string[];
}

/**
 * Joins tables whose columns were too many for the page: each strip after the first begins with the column by which a row is
 * known, which must say the same again. Columns follow in the order of the document's.
 */
export function joinStrips(strips: readonly FoundStrip[], { tables }: ExportDocument): Joined {
  const joined: Joined = { tables: [], heads: [], strange: [] };
  let at = 0;
  for (const table of tables) {
    const named = columnOfNames(table.columns);
    let rows: string[][] = [];
    let count = 0;
    while (count < table.columns.length && at < strips.length) {
      const [heads = [], ...body] = strips[at++]!;
      const isFirst = count === 0;
      const isAgain = !isFirst && named < count;
      joined.heads.push(...checkHeads(heads.slice(isAgain ? 1 : 0), table, count));
      if (isAgain && body.some((row, line) => !isSameName(row[0], rows[line]?.[named])))
        joined.strange.push(`rows of ${table.name} that are known by other names`);
      const added = body.map((row) => row.slice(isAgain ? 1 : 0));
      rows = isFirst ? added : rows.map((row, line) => [...row, ...(added[line] ?? [])]);
      count += heads.length - (isAgain ? 1 : 0);
      if (heads.length === 0) break;
    }
    joined.tables.push({ rows });
  }
  if (at < strips.length) joined.strange.push(`${strips.length - at} tables too many`);
  return joined;
}

/** A head that is the column's is known; any other is left to be looked up. */
function checkHeads(heads: readonly string[], { columns, name }: DocumentTable, from: number): FoundText[] {
  return heads.flatMap((head, at): FoundText[] => {
    const column = columns[from + at];
    const own = column === undefined ? '' : printable(headWithUnit(column), 'lost');
    return printable(head, 'lost') === own ? [] : [[`the heads of ${name}`, head]];
  });
}

/** Lines of one text are broken elsewhere in a column of another width. */
function isSameName(found: string | undefined, first: string | undefined): boolean {
  return printable(found ?? '', 'lost') === printable(first ?? '', 'lost');
}
