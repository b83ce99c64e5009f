import type { ColumnChoice } from '../../state/index.ts';

/** What arranging needs of a column. */
export interface Arranged {
  id: string;
  /** Not seen unless it was added. */
  hidden?: boolean;
}

/** Columns that stay where they are: by them a row is known. */
const fixed = new Set(['rank', 'code']);
export const isFixed = ({ id }: Arranged): boolean => fixed.has(id);

/** Whether a column is seen. */
export function isShown(column: Arranged, { shown }: ColumnChoice): boolean {
  return isFixed(column) || (shown[column.id] ?? column.hidden !== true);
}

/**
 * The columns that are seen, in the chosen order. Those that nobody moved follow the one that they usually follow, so that a
 * column which comes later (coverage was measured) has its place.
 */
export function arrangeColumns<Column extends Arranged>(
  columns: readonly Column[],
  choice: ColumnChoice,
): Column[] {
  const places = new Map(choice.order.map((id, place) => [id, place]));
  let last = -1;
  const keyed = columns.map((column, usual) => {
    last = places.get(column.id) ?? last;
    return { column, usual, place: isFixed(column) ? -2 : last };
  });
  return keyed
    .toSorted((a, b) => a.place - b.place || a.usual - b.usual)
    .map(({ column }) => column)
    .filter((column) => isShown(column, choice));
}

/** Adds a column at the end of those seen, or removes it. */
export function switchColumn(columns: readonly Arranged[], choice: ColumnChoice, id: string): ColumnChoice {
  const column = columns.find((item) => item.id === id);
  if (column === undefined || isFixed(column)) return choice;
  const isAdded = !isShown(column, choice);
  const others = arrangeColumns(columns, choice).map((item) => item.id);
  return {
    shown: { ...choice.shown, [id]: isAdded },
    order: isAdded ? [...others.filter((other) => other !== id), id] : choice.order,
  };
}

/** Moves a column by so many places among those seen; the ends and the fixed ones hold it. */
export function moveColumn(
  columns: readonly Arranged[],
  choice: ColumnChoice,
  { id, by }: { id: string; by: number },
): ColumnChoice {
  const seen = arrangeColumns(columns, choice).filter((column) => !isFixed(column));
  const from = seen.findIndex((column) => column.id === id);
  if (from < 0) return choice;
  const to = Math.max(0, Math.min(seen.length - 1, from + by));
  const order = seen.map((column) => column.id).filter((other) => other !== id);
  return { ...choice, order: order.toSpliced(to, 0, id) };
}
