import type { ImportFindingKind } from '#contract';
import { type Cells, getColumn, readValue, type Table, type Tally } from '../tables/index.ts';
import { parseDay } from './days.ts';

/** Why a row cannot be taken, in words for its line in the report. */
export class RowProblem {
  readonly reason: string;
  /** What such rows are counted by in the report; undefined where the reason stands for itself. */
  readonly kind: ImportFindingKind | undefined;

  constructor(reason: string, kind?: ImportFindingKind) {
    this.reason = reason;
    this.kind = kind;
  }
}

/** A column of the file, or none. */
export interface Column {
  at: number;
  name: string;
}

/** The column of a mapping field; undefined where the mapping names none. Throws `input_refused` where the file lacks it. */
export function columnOf(table: Table, name: string | null, role: string): Column | undefined {
  if (name === null || name === '') return undefined;
  const at = getColumn(table, name, role);
  return { at, name: table.layout.columns[at]! };
}

/** As `columnOf` for a column that is needed: throws `input_refused` also where the mapping names none. */
export function getNamedColumn(table: Table, name: string | null, role: string): Column {
  const at = getColumn(table, name ?? '', role);
  return { at, name: table.layout.columns[at]! };
}

/** The trimmed text of a cell; empty without the column. */
export function textOf(cells: Cells, column: Column | undefined): string {
  return column === undefined ? '' : cells[column.at]!.trim().replaceAll(/\s+/g, ' ');
}

/** A number of 0 or more; null where the cell is blank, or holds a marker, which is counted. */
export function amountOf(cells: Cells, column: Column | undefined, tally: Tally): number | null | RowProblem {
  if (column === undefined) return null;
  const cell = cells[column.at]!;
  const reading = readValue(cell);
  if (reading.is === 'invalid') {
    return new RowProblem(`“${cell.trim()}” in the column “${column.name}” is ${reading.hint}`);
  }
  if (reading.is !== 'number') {
    tally.marker(reading.marker, reading.is);
    return null;
  }
  if (reading.value >= 0) return reading.value;
  return new RowProblem(`${cell.trim()} in the column “${column.name}” is below 0`);
}

/** A day; null where the cell is blank. */
export function dayOf(
  cells: Cells,
  column: Column | undefined,
  side: 'first' | 'last',
): string | null | RowProblem {
  const text = textOf(cells, column);
  if (text === '') return null;
  return (
    parseDay(text, side) ??
    new RowProblem(`“${text}” in the column “${column!.name}” is not a day such as 2008-04-01 or 01/04/2008`)
  );
}

/** The first problem among readings; undefined where all of them succeeded. */
export function findProblem(readings: readonly unknown[]): RowProblem | undefined {
  return readings.find((reading) => reading instanceof RowProblem);
}
