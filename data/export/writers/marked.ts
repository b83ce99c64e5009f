import type { DocumentCell, DocumentColumn, DocumentRow, DocumentTable } from '#core/disclosure';

/** A column of one type, and how its cell is read from those of a row. */
export interface PlacedColumn extends DocumentColumn {
  read(cells: readonly DocumentCell[]): DocumentCell;
}

/**
 * The columns of a table for a file in which a column of numbers holds numbers alone: a shorthand mark becomes null there, and
 * a text column after it, there only where it is needed, says why (`jsa_rate_unknown`). So suppressed, missing and not
 * applicable stay three things, and none of them is zero.
 */
export function splitMarked({ columns, rows }: DocumentTable): PlacedColumn[] {
  return columns.flatMap((column, at) => {
    const read = (cells: readonly DocumentCell[]): DocumentCell => cells[at] ?? null;
    if (column.type === 'text' || !rows.some(({ cells }) => typeof cells[at] === 'string'))
      return [{ ...column, read }];
    const numberOf = (cell: DocumentCell): DocumentCell => (typeof cell === 'number' ? cell : null);
    const markOf = (cell: DocumentCell): DocumentCell => (typeof cell === 'string' ? cell : null);
    return [
      { ...column, read: (cells: readonly DocumentCell[]) => numberOf(read(cells)) },
      {
        ...column,
        key: `${column.key}_unknown`,
        title: `${column.title}: why it is not there`,
        unit: null,
        type: 'text' as const,
        read: (cells: readonly DocumentCell[]) => markOf(read(cells)),
      },
    ];
  });
}

const largestInt = 2 ** 31 - 1;

/** Whether a column can be one of whole numbers of 32 bits: it is meant to be, and every number in it is one. */
export function isOfInts(column: PlacedColumn, rows: readonly DocumentRow[]): boolean {
  const isInt = (cell: DocumentCell): boolean =>
    cell === null || (Number.isInteger(cell) && Math.abs(Number(cell)) <= largestInt);
  return column.type === 'integer' && rows.every(({ cells }) => isInt(column.read(cells)));
}
