import { getColumn, readValue, saysNothing, type Cells, type Table } from '#data/formats/text-table';
import { findCodeFault, type ImportFindingKind, quoteText } from '#contract';
import { findImplausible, type ColumnMeasure, type Tally } from '../tables/index.ts';
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

/** The trimmed text of a cell; empty without the column, and where the cell says nothing (`NA`, `-`). */
export function textOf(cells: Cells, column: Column | undefined): string {
  const cell = column === undefined ? '' : cells[column.at]!;
  return saysNothing(cell) ? '' : cell.trim().replaceAll(/\s+/g, ' ');
}

/** The code or id in a cell, see `findCodeFault`; empty where it says nothing. */
export function codeOf(cells: Cells, column: Column | undefined): string | RowProblem {
  const text = textOf(cells, column);
  const fault = text === '' ? undefined : findCodeFault(cells[column!.at]!.trim());
  if (fault === undefined) return text;
  return new RowProblem(`${quoteText(cells[column!.at]!.trim())} in the column “${column!.name}” ${fault}`);
}

/** The name in a cell as it is kept; empty where it says nothing. The report says what was taken out of names. */
export function nameOf(cells: Cells, column: Column | undefined, tally: Tally): string {
  const isBlank = column === undefined || saysNothing(cells[column.at]!);
  return isBlank ? '' : tally.name(cells[column.at]!);
}

/** What a cell of numbers says that can stand: a number, or that it is withheld or missing. */
export type Amount = { is: 'number'; value: number } | { is: 'suppressed' | 'missing' };

/** Reads a number that is a count, money or another amount; a marker in its place is counted. */
export function readAmount(
  cells: Cells,
  { at, name }: Column,
  { kind, tally }: { kind: ColumnMeasure; tally: Tally },
): Amount | RowProblem {
  const cell = cells[at]!;
  const reading = readValue(cell);
  const shown = quoteText(cell.trim());
  const refused = (why: string): RowProblem => new RowProblem(`${shown} in the column “${name}” is ${why}`);
  if (reading.is === 'invalid') return refused(reading.hint);
  if (reading.is !== 'number') {
    tally.marker(reading.marker, reading.is);
    return { is: reading.is };
  }
  const doubt = findImplausible(reading, { kind, isLarge: true });
  return doubt === undefined ? { is: 'number', value: reading.value } : refused(doubt);
}

/** As `readAmount`; null where the number is not known, and without the column. */
export function amountOf(
  cells: Cells,
  column: Column | undefined,
  how: { kind: ColumnMeasure; tally: Tally },
): number | null | RowProblem {
  if (column === undefined) return null;
  const read = readAmount(cells, column, how);
  if (read instanceof RowProblem) return read;
  return read.is === 'number' ? read.value : null;
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
    new RowProblem(
      `${quoteText(text)} in the column “${column!.name}” is not a day such as 2008-04-01 or 01/04/2008`,
    )
  );
}

/** Why two days cannot be the first and the last of something; undefined where they can. Either may be left open. */
export function findDaysProblem(first: string | null, last: string | null): RowProblem | undefined {
  return first !== null && last !== null && last < first
    ? new RowProblem(`the last day ${last} is before the first day ${first}`)
    : undefined;
}

/** The first problem among readings; undefined where all of them succeeded. */
export function findProblem(readings: readonly unknown[]): RowProblem | undefined {
  return readings.find((reading) => reading instanceof RowProblem);
}
