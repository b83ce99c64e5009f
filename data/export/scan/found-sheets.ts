import type { ExportDocument } from '#core/disclosure';
import type { FoundCell, FoundFile, FoundText } from './found.ts';

/** A sheet of a workbook as it was found. */
export interface FoundSheet {
  name: string;
  rows: FoundCell[][];
}

/** How many sheets stand before those of the document's tables: cover, contents, notes, columns. */
const pages = 4;

/**
 * The last sheets are the document's tables, each under a row of heads; of the sheets before every cell is a text. A sheet too
 * many or too few is told by the number of tables.
 */
export function arrangeSheets(
  sheets: readonly FoundSheet[],
  { tables }: ExportDocument,
): Pick<FoundFile, 'tables' | 'texts'> {
  const own = sheets.slice(pages);
  const textsOf = (rows: readonly FoundCell[][], where: string): FoundText[] =>
    rows.flat().map((cell): FoundText => [where, String(cell ?? '')]);
  return {
    tables: own.map(({ rows }) => ({ rows: rows.slice(1) })),
    texts: [
      ...sheets.slice(0, pages).flatMap(({ name, rows }) => textsOf(rows, name)),
      ...own.flatMap(({ name, rows }, at) =>
        // A number among the heads would be a row that has slipped.
        textsOf(rows.slice(0, 1), `the heads of ${tables[at]?.sheet ?? name}`),
      ),
    ],
  };
}
