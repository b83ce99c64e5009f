import { type AreaList, writeGeography } from '#contract';
import {
  shorthand,
  type DocumentCell,
  type DocumentColumn,
  type DocumentRow,
  type DocumentTable,
} from '#core/disclosure';

/** A column, and how its cell is read from whatever a row is made of. */
export interface ReadColumn<Row> extends DocumentColumn {
  read: (row: Row) => DocumentCell;
}

/** A column of texts: names, codes, words. */
export function text<Row>(key: string, title: string, read: (row: Row) => string | null): ReadColumn<Row> {
  return { key, title, unit: null, type: 'text', read };
}

/** A whole number. */
export function whole<Row>(
  key: string,
  title: string,
  read: (row: Row) => DocumentCell,
  unit: string | null = null,
): ReadColumn<Row> {
  return { key, title, unit, type: 'integer', read };
}

/** A column of numbers that need not be whole. */
export function number<Row>(
  key: string,
  title: string,
  read: (row: Row) => DocumentCell,
  unit: string | null = null,
): ReadColumn<Row> {
  return { key, title, unit, type: 'number', read };
}

/** As many decimals of a rate are written as one person in ten thousand makes a difference to. */
export const rateDecimals = 3;

/** A rate: of a text as many decimals are written as one person in ten thousand makes a difference to. */
export function rate<Row>(
  key: string,
  title: string,
  read: (row: Row) => DocumentCell,
  unit: string | null = null,
): ReadColumn<Row> {
  return { ...number(key, title, read, unit), precision: rateDecimals };
}

/** The number; what is not known is marked so. */
export function orUnknown(value: number): DocumentCell {
  return Number.isFinite(value) ? value : shorthand.missing.mark;
}

/** The number; empty where the column does not apply. */
export function orNothing(value: number): DocumentCell {
  return Number.isFinite(value) ? value : null;
}

/** Code and name of an area, and of its parents; rows are positions in the areas. */
export function areaColumns(areas: AreaList): ReadColumn<number>[] {
  const geography = writeGeography(areas.geography);
  return [
    text('code', `${geography} code`, (area) => areas.codes[area]!),
    text('name', `${geography} name`, (area) => areas.names[area]!),
    ...areas.parents.flatMap((parent) => {
      const key = parent.geography.replace(':', '_');
      const name = writeGeography(parent.geography);
      const at = (area: number): number => parent.index[area]!;
      return [
        text<number>(`${key}_code`, `${name} code`, (area) => parent.codes[at(area)] ?? null),
        text<number>(`${key}_name`, `${name} name`, (area) => parent.names[at(area)] ?? null),
      ];
    }),
  ];
}

interface TableFace<Row> extends Pick<DocumentTable, 'name' | 'sheet' | 'holds' | 'geometry'> {
  columns: ReadColumn<Row>[];
  rows: readonly Row[];
  /** Under which a row is known, and where it lies. */
  describe: (row: Row) => Omit<DocumentRow, 'cells'>;
}

/** A table from columns that know how to read its rows. */
export function makeTable<Row>({ columns, rows, describe, ...face }: TableFace<Row>): DocumentTable {
  return {
    ...face,
    columns: columns.map(({ read: _read, ...column }) => column),
    rows: rows.map((row) => ({ ...describe(row), cells: columns.map((column) => column.read(row)) })),
  };
}
