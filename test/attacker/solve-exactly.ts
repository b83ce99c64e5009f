import { readCell, type Displayed } from './displayed.ts';
import { Fraction } from './fraction.ts';

/**
 * The cells that linear algebra alone gives away: Gauss–Jordan elimination over the rationals of all equations, with what is
 * shown put in. A cell is recovered where a row is left with it alone. Answers each with its count.
 */
export function recoverExactly(document: Displayed): Map<number, number> {
  const unknown = document.shown.flatMap((_, cell) => {
    const [low, high] = readCell(document, cell);
    return low < high ? [cell] : [];
  });
  const column = new Map(unknown.map((cell, index) => [cell, index]));
  const rows = document.equations.map(({ total, parts, elsewhere }) => {
    const row = Array.from({ length: unknown.length + 1 }, () => new Fraction(0n));
    const add = (at: number, by: number): void => {
      row[at] = row[at]!.minus(new Fraction(BigInt(-by)));
    };
    for (const [cell, sign] of [...parts.map((part) => [part, 1] as const), [total, -1] as const]) {
      const at = column.get(cell);
      if (at === undefined) add(unknown.length, -sign * readCell(document, cell)[0]);
      else add(at, sign);
    }
    add(unknown.length, -elsewhere);
    return row;
  });
  eliminate(rows, unknown.length);
  const recovered = new Map<number, number>();
  for (const row of rows) {
    const left = unknown.filter((_, at) => !row[at]!.isZero);
    if (left.length !== 1) continue;
    const count = row[unknown.length]!.over(row[column.get(left[0]!)!]!);
    recovered.set(left[0]!, Number(count.top) / Number(count.bottom));
  }
  return recovered;
}

/** To reduced row echelon form, in place. */
function eliminate(rows: Fraction[][], columns: number): void {
  let done = 0;
  for (let column = 0; column < columns && done < rows.length; column += 1) {
    const pivot = rows.findIndex((row, at) => at >= done && !row[column]!.isZero);
    if (pivot < 0) continue;
    [rows[done], rows[pivot]] = [rows[pivot]!, rows[done]!];
    const leading = rows[done]!.map((entry) => entry.over(rows[done]![column]!));
    rows[done] = leading;
    rows.forEach((row, at) => {
      const factor = row[column]!;
      if (at === done || factor.isZero) return;
      rows[at] = row.map((entry, index) =>
        leading[index]!.isZero ? entry : entry.minus(factor.times(leading[index]!)),
      );
    });
    done += 1;
  }
}
