import type { CellTable } from './table.ts';

/** The least and the greatest that a cell can be. */
export type CountBounds = readonly [low: number, high: number];

/** Of each cell, the least and the greatest that it can be. */
interface AllBounds {
  low: Float64Array;
  high: Float64Array;
}

/**
 * Narrows the bounds of a table to what everybody knows before anything is shown: from 0, at most its own bound, and what
 * follows from those of parts and totals. Where an equation is off by some people, that counts as known too.
 */
export function boundNaturally(table: CellTable): void {
  spread(table, Array(table.equations).keys(), { low: table.least, high: table.most });
}

/**
 * What follows for other cells, before anything is shown, when the count of one is known. Wider than what is really possible
 * at times, never narrower, so that what is asked of a protection errs to the safe side.
 */
export function boundBeside(table: CellTable, cell: number): (cell: number) => CountBounds {
  const known = { low: table.least.slice(), high: table.most.slice() };
  known.low[cell] = known.high[cell] = table.truth[cell]!;
  const equations: number[] = [];
  table.forEachEquation(cell, (equation) => equations.push(equation));
  spread(table, equations, known);
  return (other) => [known.low[other]!, known.high[other]!];
}

/**
 * Within what each cell lies by what is shown, as far as one equation after the other tells: where this is narrow an attacker knows
 * it for certain; together they may tell him more.
 */
export function boundAsShown(table: CellTable): (cell: number) => CountBounds {
  const [low, high] = [table.low.slice(), table.high.slice()];
  spread(table, Array(table.equations).keys(), { low, high });
  return (cell) => [low[cell]!, high[cell]!];
}

/** Equation by equation, as long as there is news. */
function spread(table: CellTable, equations: Iterable<number>, known: AllBounds): void {
  const waiting = new Set(equations);
  for (const equation of waiting) {
    waiting.delete(equation);
    for (const cell of narrow(table, equation, known))
      table.forEachEquation(cell, (other) => other !== equation && waiting.add(other));
  }
}

/** Narrows the cells of one equation by one another. Answers those that became narrower. */
function narrow(table: CellTable, equation: number, { low, high }: AllBounds): number[] {
  const sums = new SignedSums();
  let sum = 0;
  table.forEachMember(equation, (cell, sign) => {
    sum += sign * table.truth[cell]!;
    sums.add(sign, [low[cell]!, high[cell]!]);
  });
  const news: number[] = [];
  table.forEachMember(equation, (cell, sign) => {
    const bounds = [low[cell]!, high[cell]!] as const;
    const [lowest, highest] = sums.without(sign, bounds);
    const [least, greatest] = sign > 0 ? [sum - highest, sum - lowest] : [lowest - sum, highest - sum];
    if (!(least > bounds[0] || greatest < bounds[1])) return;
    low[cell] = Math.max(least, bounds[0]);
    high[cell] = Math.min(greatest, bounds[1]);
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
