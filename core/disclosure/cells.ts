import { PinpointError } from '#contract';

/** Sums that everybody knows of: in equation e the cells `parts[start[e] … start[e + 1]]` add up to the cell `total[e]`. */
export interface CellEquations {
  total: Int32Array;
  /** One more than there are equations. */
  start: Int32Array;
  parts: Int32Array;
}

/**
 * Counts that are linked, and what is known of them outside. A cell is a position in these arrays: a count of one area, cohort
 * and period, or a total.
 */
export interface CellSystem {
  /** The count: whole, from 0. NaN = not known to us; it is worked out where the equations give it. */
  value: Float64Array;
  /** What an outsider knows that it cannot exceed: its denominator where that is shown. Infinity = nothing. */
  upper: Float64Array;
  /** What is lost where it is hidden: its need, less for a cell of little interest. From 0. */
  cost: Float64Array;
  /** 1 = everybody knows it already: it is never hidden, rounded or protected. */
  published: Uint8Array;
  /** 1 = it is in what leaves; 0 = it is not, but may be what remains of a total. */
  displayed: Uint8Array;
  /** What it is a count of, for rules with a least denominator; NaN = none. Left out where no cell has any. */
  denominator?: Float64Array;
  equations: CellEquations;
  /** Sums that follow from the equations, and only tell which counts of one are the same person. */
  sameness?: CellEquations;
}

/** Puts equations into columns. Throws `internal` where a cell stands twice in one: it would not be a sum. */
export function listEquations(
  equations: readonly { total: number; parts: ArrayLike<number> }[],
): CellEquations {
  const start = new Int32Array(equations.length + 1);
  equations.forEach(({ parts }, index) => {
    start[index + 1] = start[index]! + parts.length;
  });
  const parts = new Int32Array(start[equations.length]!);
  equations.forEach((equation, index) => {
    parts.set(Array.from(equation.parts), start[index]);
  });
  return { total: Int32Array.from(equations, ({ total }) => total), start, parts };
}

/** Whether two systems have the same cells with the same counts, linked in the same way. */
export function isSameSystem(one: CellSystem, other: CellSystem): boolean {
  const [columns, others] = [listColumns(one), listColumns(other)];
  return columns.every((column, at) => isSameList(column, others[at]!));
}

function listColumns(system: CellSystem): ArrayLike<number>[] {
  const { value, upper, cost, published, displayed, denominator = [], equations, sameness } = system;
  const sums = [equations, ...(sameness === undefined ? [] : [sameness])];
  return [
    value,
    upper,
    cost,
    published,
    displayed,
    denominator,
    [sums.length],
    ...sums.flatMap(({ total, start, parts }) => [total, start, parts]),
  ];
}

/** Whether two lists hold the same numbers in the same order; what is not known (NaN) is the same as itself. */
export function isSameList(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (!Object.is(one[at], other[at])) return false;
  return true;
}

/** Throws `internal` where the columns of a system do not fit together: a fault of the caller. */
export function checkSystem({ value, upper, cost, published, displayed, equations }: CellSystem): void {
  const columns = [upper, cost, published, displayed];
  if (columns.some(({ length }) => length !== value.length)) refuse('columns of different lengths');
  for (let cell = 0; cell < value.length; cell += 1) {
    const count = value[cell]!;
    if (Number.isNaN(count) || published[cell] === 1) continue;
    if (!Number.isSafeInteger(count) || count < 0) refuse(`the count ${count}`);
    if (!(cost[cell]! >= 0)) refuse(`the cost ${cost[cell]}`);
  }
  checkEquations(equations, value.length);
}

function checkEquations({ total, start, parts }: CellEquations, cells: number): void {
  const last = new Int32Array(cells).fill(-1);
  for (let equation = 0; equation < total.length; equation += 1) {
    for (let at = start[equation]! - 1; at < start[equation + 1]!; at += 1) {
      const cell = at < start[equation]! ? total[equation]! : parts[at]!;
      if (!(cell >= 0 && cell < cells) || last[cell] === equation)
        refuse(`equation ${equation} with the cell ${cell}`);
      last[cell] = equation;
    }
  }
}

function refuse(what: string): never {
  throw new PinpointError('internal', `Cells cannot be protected: ${what}.`);
}
