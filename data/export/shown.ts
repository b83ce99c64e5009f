import { shorthand, type DocumentCell, type DocumentColumn, type DocumentRow } from '#core/disclosure';

const usualDecimals = 1;
/** Columns whose first decimal would say too little. Degrees to five are a metre. */
const decimalsOfUnit: Readonly<Record<string, number>> = { degrees: 5, '0 to 1': 3 };

/** The decimals that the numbers of a column are shown with to people; none where all are whole. */
export function decimalsOf({ type, unit }: DocumentColumn, cells: readonly DocumentCell[]): number {
  const isWhole =
    type !== 'number' || cells.every((cell) => typeof cell !== 'number' || Number.isInteger(cell));
  return isWhole ? 0 : (decimalsOfUnit[unit ?? ''] ?? usualDecimals);
}

/** Makes the text of a cell of a column for people, by its row: thousands with commas, [z] where the column does not apply. */
export function makeShow(
  columns: readonly DocumentColumn[],
  rows: readonly DocumentRow[],
): (row: DocumentRow, at: number) => string {
  const usual = columns.map((column, at) =>
    decimalsOf(
      column,
      rows.map(({ cells }) => cells[at] ?? null),
    ),
  );
  const formats = new Map<number, Intl.NumberFormat>();
  const formatOf = (digits: number): Intl.NumberFormat => {
    const known = formats.get(digits);
    if (known !== undefined) return known;
    const made = new Intl.NumberFormat('en-GB', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(digits, made);
    return made;
  };
  return ({ cells, decimals }, at) => {
    const cell = cells[at] ?? null;
    if (typeof cell === 'string') return cell === '' ? shorthand['out of reach'].mark : cell;
    if (cell === null) return shorthand['out of reach'].mark;
    if (!Number.isFinite(cell)) return shorthand.missing.mark;
    return formatOf(decimals?.[at] ?? usual[at]!).format(cell);
  };
}
