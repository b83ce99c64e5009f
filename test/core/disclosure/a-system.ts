import { listEquations, type CellSystem } from '#core/disclosure';

/** One cell of a system that is put together for a test. */
export interface TestCell {
  /** NaN = not known. */
  count: number;
  upper?: number;
  /** What hiding it costs; a little more than its count unless said. */
  cost?: number;
  isPublished?: boolean;
  isDisplayed?: boolean;
  denominator?: number;
  /** Other cells that it is the sum of; several lists where it is so in several ways. */
  sums?: readonly (readonly number[])[];
}

/** A system of these cells. */
export function systemOf(cells: readonly TestCell[]): CellSystem {
  return {
    value: Float64Array.from(cells, ({ count }) => count),
    upper: Float64Array.from(cells, ({ upper = Infinity }) => upper),
    cost: Float64Array.from(cells, ({ count, cost = (Number.isNaN(count) ? 0 : count) + 0.5 }) => cost),
    published: Uint8Array.from(cells, ({ isPublished = false }) => (isPublished ? 1 : 0)),
    displayed: Uint8Array.from(cells, ({ isDisplayed = true }) => (isDisplayed ? 1 : 0)),
    denominator: Float64Array.from(cells, ({ denominator = Number.NaN }) => denominator),
    equations: listEquations(
      cells.flatMap(({ sums = [] }, total) => sums.map((parts) => ({ total, parts }))),
    ),
  };
}

/** A table of counts with what they add up to: rows and columns with their totals, and the whole. The cells run row by row, total last. */
export function tableOf(rows: readonly (readonly number[])[]): TestCell[] {
  const [height, width] = [rows.length, rows[0]!.length];
  const at = (row: number, column: number): number => row * (width + 1) + column;
  const all = (length: number): number[] => Array.from({ length }, (_, index) => index);
  const count = (row: number, column: number): number =>
    all(height)
      .filter((one) => row === height || one === row)
      .flatMap((one) =>
        all(width).flatMap((two) => (column === width || two === column ? [rows[one]![two]!] : [])),
      )
      .reduce((sum, part) => sum + part, 0);
  return all(height + 1).flatMap((row) =>
    all(width + 1).map((column) => ({
      count: count(row, column),
      sums: [
        ...(column === width ? [all(width).map((other) => at(row, other))] : []),
        ...(row === height ? [all(height).map((other) => at(other, column))] : []),
      ],
    })),
  );
}
