import type { CellTable } from './table.ts';

/** The least and the greatest that a cell can be. */
export type CountBounds = readonly [low: number, high: number];

/**
 * Narrows the bounds of a table to what everybody knows before anything is shown: from 0, at most its own bound, and what
 * follows from those of parts and totals. Where an equation is off by some people, that counts as known too.
 */
export function boundNaturally(table: CellTable): void {
  const known = spread(table, Array(table.equations).keys(), new Map());
  for (const [cell, [low, high]] of known) {
    table.least[cell] = low;
    table.most[cell] = high;
  }
}

/**
 * What follows for other cells, before anything is shown, when the count of one is known. Wider than what is really possible
 * at times, never narrower, so that what is asked of a protection errs to the safe side.
 */
export function boundBeside(table: CellTable, cell: number): ReadonlyMap<number, CountBounds> {
  const count = table.truth[cell]!;
  const equations: number[] = [];
  table.forEachEquation(cell, (equation) => equations.push(equation));
  return spread(table, equations, new Map([[cell, [count, count]]]));
}

/**
 * Within what each cell lies by what is shown, as far as one equation after the other tells: where this is narrow an attacker knows
 * it for certain; together they may tell him more.
 */
export function boundAsShown(table: CellTable): (cell: number) => CountBounds {
  const shown = Array.from({ length: table.cells }, (_, cell): [number, CountBounds] => [
    cell,
    [table.low[cell]!, table.high[cell]!],
  ]);
  const known = spread(table, Array(table.equations).keys(), new Map(shown));
  return (cell) => known.get(cell)!;
}

/** Equation by equation, as long as there is news. */
function spread(
  table: CellTable,
  equations: Iterable<number>,
  known: Map<number, CountBounds>,
): Map<number, CountBounds> {
  const waiting = new Set(equations);
  for (const equation of waiting) {
    waiting.delete(equation);
    for (const cell of narrow(table, equation, known))
      table.forEachEquation(cell, (other) => other !== equation && waiting.add(other));
  }
  return known;
}

/** Narrows the cells of one equation by one another. Answers those that became narrower. */
function narrow(table: CellTable, equation: number, known: Map<number, CountBounds>): number[] {
  const boundsOf = (cell: number): CountBounds => known.get(cell) ?? [table.least[cell]!, table.most[cell]!];
  const sums = new SignedSums();
  let sum = 0;
  table.forEachMember(equation, (cell, sign) => {
    sum += sign * table.truth[cell]!;
    sums.add(sign, boundsOf(cell));
  });
  const news: number[] = [];
  table.forEachMember(equation, (cell, sign) => {
    const bounds = boundsOf(cell);
    const [low, high] = sums.without(sign, bounds);
    const [least, greatest] = sign > 0 ? [sum - high, sum - low] : [low - sum, high - sum];
    const narrower = [Math.max(least, bounds[0]), Math.min(greatest, bounds[1])] as const;
    if (narrower[0] === bounds[0] && narrower[1] === bounds[1]) return;
    known.set(cell, narrower);
    news.push(cell);
  });
  return news;
}

/** The least and the greatest that a signed sum can be; what has no limit is counted apart, so that it can be taken out again. */
class SignedSums {
  #low = 0;
  #high = 0;
  #endlessLow = 0;
  #endlessHigh = 0;

  add(sign: number, [least, greatest]: CountBounds, by: 1 | -1 = 1): void {
    const [low, high] = sign > 0 ? [least, greatest] : [-greatest, -least];
    if (low === -Infinity) this.#endlessLow += by;
    else this.#low += by * low;
    if (high === Infinity) this.#endlessHigh += by;
    else this.#high += by * high;
  }

  /** Of all others but this one. */
  without(sign: number, bounds: CountBounds): [low: number, high: number] {
    this.add(sign, bounds, -1);
    const others: [number, number] = [
      this.#endlessLow > 0 ? -Infinity : this.#low,
      this.#endlessHigh > 0 ? Infinity : this.#high,
    ];
    this.add(sign, bounds);
    return others;
  }
}
