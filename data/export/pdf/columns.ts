import type { DocumentColumn } from '#core/disclosure';
import type { Type } from './type.ts';

/** A column of a table on a page. */
export interface LaidColumn {
  /** Which of the table's columns. */
  at: number;
  width: number;
  isNumber: boolean;
  headLines: string[];
}

/** Columns that fit side by side. */
export interface Strip {
  columns: LaidColumn[];
  size: number;
}

export const cellPadding = 4;
/** Sums of fractions are never quite the same: without it a word would not fit into its own width. */
const slack = 0.5;
/** From the usual to the smallest that is still read with ease. */
const sizes = [8.5, 8, 7.5];
const widestOfText = 230;
const narrowestOfText = 70;

interface Measured {
  at: number;
  /** With every word whole, and long texts in as many lines as they need. */
  least: number;
  /** With every text in one line, as far as that is not too long. */
  most: number;
}

interface Asked {
  columns: readonly DocumentColumn[];
  heads: readonly string[];
  /** Texts of the cells, row by row. */
  shown: readonly (readonly string[])[];
  /** Points across the page. */
  room: number;
  /** The column by which a reader knows the row: it comes again in each strip. */
  named: number;
}

/**
 * Shares out the width of the page. Where the columns do not fit at the smallest size, they are parted into strips that come one
 * after another, each beginning with the column by which a row is known: nothing is cut off and nothing lies over another.
 */
export function layColumns(asked: Asked, type: Type): Strip[] {
  const tried = sizes.map((size) => ({ size, measured: measureColumns(asked, type, size) }));
  const fits = (wanted: 'least' | 'most') =>
    tried.find(({ measured }) => sum(measured.map((column) => column[wanted])) <= asked.room);
  const chosen = fits('most') ?? fits('least');
  if (chosen !== undefined)
    return [{ size: chosen.size, columns: fit(chosen.measured, asked, { type, size: chosen.size }) }];
  const { size, measured } = tried.at(-1)!;
  return partColumns(measured, asked).map((part) => ({ size, columns: fit(part, asked, { type, size }) }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

function measureColumns({ columns, heads, shown, room }: Asked, type: Type, size: number): Measured[] {
  return columns.map(({ type: kind }, at) => {
    const cells = shown.map((row) => row[at]!);
    const whole = longest(cells, (cell) => type.measure(cell, 'regular', size));
    const word = longest(cells, (cell) =>
      longest(cell.split(/\s+/), (each) => type.measure(each, 'regular', size)),
    );
    const head = longest(heads[at]!.split(/\s+/), (each) => type.measure(each, 'bold', size));
    const isShort = kind !== 'text' || whole <= narrowestOfText;
    const least = Math.max(head, isShort ? whole : Math.max(Math.min(word, widestOfText), narrowestOfText));
    const most = Math.max(head, Math.min(whole, widestOfText), least);
    const padding = 2 * cellPadding + slack;
    return { at, least: Math.min(least + padding, room / 2), most: Math.min(most + padding, room / 2) };
  });
}

function longest(texts: readonly string[], measure: (text: string) => number): number {
  return texts.reduce((most, text) => Math.max(most, measure(text)), 0);
}

/** Each column gets what it needs at least, and its share of what is left by what it could use. */
function fit(
  part: readonly Measured[],
  { columns, heads, room }: Asked,
  { type, size }: { type: Type; size: number },
): LaidColumn[] {
  const spare = room - sum(part.map(({ least }) => least));
  const wanted = sum(part.map(({ least, most }) => most - least));
  const share = wanted === 0 ? 0 : Math.min(1, spare / wanted);
  return part.map(({ at, least, most }) => {
    const width = least + share * (most - least);
    const look = { weight: 'bold' as const, size, width: width - 2 * cellPadding };
    return {
      at,
      width,
      isNumber: columns[at]!.type !== 'text',
      headLines: type.breakLines(heads[at]!, look),
    };
  });
}

function partColumns(measured: readonly Measured[], { room, named }: Asked): Measured[][] {
  const key = measured[named]!;
  const parts: Measured[][] = [[]];
  for (const column of measured) {
    const last = parts.at(-1)!;
    if (last.length > 1 && sum(last.map(({ least }) => least)) + column.least > room)
      parts.push(column === key ? [column] : [key, column]);
    else if (parts.length === 1 || column !== key) last.push(column);
  }
  return parts;
}
