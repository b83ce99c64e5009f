import { packTexts, textAt, type TextColumn } from './timetable.ts';

type Numbers = Float64Array | Int32Array | Uint8Array;

/** Columns one after another; `empty` gives the kind where there are none. */
export function joinNumbers<Column extends Numbers>(columns: readonly Column[], empty: Column): Column {
  const length = columns.reduce((sum, column) => sum + column.length, 0);
  const joined = new (empty.constructor as new (length: number) => Column)(length);
  let at = 0;
  for (const column of columns) {
    joined.set(column, at);
    at += column.length;
  }
  return joined;
}

/** Columns of indices one after another, where what they point into is joined too: `counts` are the lengths of that. */
export function joinIndices(columns: readonly Int32Array[], counts: readonly number[]): Int32Array {
  let shift = 0;
  const shifted = columns.map((column, member) => {
    const from = shift;
    shift += counts[member]!;
    return column.map((index) => (index < 0 ? index : index + from));
  });
  return joinNumbers(shifted, new Int32Array());
}

/** Columns of starts, each from 0 to the length of what it parts, as the starts of all of it. */
export function joinStarts(columns: readonly Int32Array[]): Int32Array {
  const parts = columns.map((column) => column.subarray(1));
  const lengths = columns.map((column) => column.at(-1) ?? 0);
  return joinNumbers([new Int32Array(1), joinIndices(parts, lengths)], new Int32Array());
}

/** Texts one after another. */
export function joinTexts(columns: readonly TextColumn[]): TextColumn {
  return {
    bytes: joinNumbers(
      columns.map(({ bytes }) => bytes),
      new Uint8Array(),
    ),
    ends: joinIndices(
      columns.map(({ ends }) => ends),
      columns.map(({ bytes }) => bytes.length),
    ),
  };
}

/** The numbers at some places of each column, column after column. */
export function keepNumbers(
  columns: readonly Float64Array[],
  kept: readonly (readonly number[])[],
): Float64Array {
  return Float64Array.from(columns.flatMap((column, member) => kept[member]!.map((at) => column[at]!)));
}

/** The texts at some places of each column, column after column. */
export function keepTexts(columns: readonly TextColumn[], kept: readonly (readonly number[])[]): TextColumn {
  return packTexts(columns.flatMap((column, member) => kept[member]!.map((at) => textAt(column, at))));
}
