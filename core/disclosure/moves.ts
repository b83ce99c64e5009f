import FlatQueue from 'flatqueue';
import type { CellTable } from './table.ts';

/** A way to change the table so that every equation still holds: each of these cells by `amount`, up or down; one that is listed twice, twice. */
export interface Move {
  cells: number[];
  /** Aligned: 1 up, −1 down. */
  directions: number[];
  amount: number;
  /** Cells that must be hidden for it, and what that costs. */
  hides: number[];
  cost: number;
}

export interface MoveQuestion {
  /** The cell that is to move. */
  cell: number;
  direction: 1 | -1;
  amount: number;
  /** Whether a cell must stand still. */
  isFixed: (cell: number) => boolean;
  /** Whether cells may be hidden for it, at their cost. */
  mayHide: boolean;
}

/** One cell of a move that is being put together, after its parents. */
interface Step {
  cell: number;
  direction: number;
  parent: Step | undefined;
  hides: boolean;
  cost: number;
  depth: number;
  /** Equations that do not hold yet, each with by how many amounts it is off. */
  open: Map<number, number>;
  /** Where it stands in the list of those who could mend the first open equation. */
  next: number;
  equation: number;
}

/** So many steps are tried; enough for what lies near. Where a move is missed, more is hidden, never less. */
const mostSteps = { free: 1500, hiding: 5000 };
/** Of an equation of thousands of cells, so many are looked at before what has been found is followed. */
const cellsAtOnce = 8;
/** Among moves of the same cost, short ones: a cell more counts as much as this. */
const costOfStep = 1e-4;
/** Equations that are still open lie that much nearer: what closes them is followed first. */
const openWeight = 2;

/**
 * The cheapest way to move a cell that is found, undefined where none is: cells are moved after it until every equation
 * holds again. Where each cell stands in one or two equations this is a shortest path between equations; where cells stand
 * in more, several equations are open at once. Deterministic. A best-first search over the sets of open equations.
 */
export function findMove(table: CellTable, question: MoveQuestion): Move | undefined {
  return new MoveSearch(table, question).run();
}

class MoveSearch {
  readonly #table: CellTable;
  readonly #question: MoveQuestion;
  readonly #queue = new FlatQueue<Step>();
  /** The least cost at which a set of open equations was met. */
  readonly #met = new Map<number, number>();
  #steps = 0;

  constructor(table: CellTable, question: MoveQuestion) {
    this.#table = table;
    this.#question = question;
  }

  run(): Move | undefined {
    const { cell, direction, mayHide } = this.#question;
    const open = this.#openAfter(new Map(), cell, direction);
    const first: Step = {
      cell,
      direction,
      parent: undefined,
      hides: false,
      cost: 0,
      depth: 1,
      open,
      next: 0,
      equation: this.#chooseOpen(open),
    };
    if (open.size === 0) return this.#finish(first);
    this.#queue.push(first, 0);
    const most = mayHide ? mostSteps.hiding : mostSteps.free;
    for (let step = this.#queue.pop(); step !== undefined; step = this.#queue.pop()) {
      if (step.open.size === 0) return this.#finish(step);
      const found = this.#extend(step);
      if (found !== undefined) return this.#finish(found);
      if (this.#steps > most) return undefined;
    }
    return undefined;
  }

  /** Tries the next cells that could mend the step's equation. Answers a step that ends a move which hides nothing more. */
  #extend(step: Step): Step | undefined {
    const table = this.#table;
    const off = step.open.get(step.equation)!;
    const free = table.freeIn(step.equation);
    const pause = Math.min(free, step.next + cellsAtOnce);
    while (step.next < pause) {
      const slot = table.freeSlot(step.equation, step.next);
      step.next += 1;
      const cell = table.cellAt(slot);
      const direction = -Math.sign(off) * table.signAt(slot);
      const uses = this.#countUses(step, cell, direction);
      if (uses === undefined || table.room(cell, direction) < this.#question.amount * (uses + 1)) continue;
      const child = this.#add(step, { cell, direction, hides: false });
      if (child?.open.size === 0) return child;
    }
    if (step.next < free)
      this.#queue.push(
        step,
        step.cost + costOfStep * (step.depth + openWeight * step.open.size + step.next / cellsAtOnce),
      );
    else if (this.#question.mayHide) this.#extendHiding(step, off);
    return undefined;
  }

  /** Puts the cheapest cell that could still be hidden for it into the queue, and the step itself for the one after. */
  #extendHiding(step: Step, off: number): void {
    const table = this.#table;
    const byCost = table.listByCost(step.equation);
    const free = table.freeIn(step.equation);
    while (step.next - free < byCost.length) {
      const code = byCost[step.next - free]!;
      step.next += 1;
      const cell = code < 0 ? -1 - code : code;
      const direction = -Math.sign(off) * (code < 0 ? -1 : 1);
      if (!this.#couldHide(cell, direction) || this.#countUses(step, cell, direction) !== 0) continue;
      this.#add(step, { cell, direction, hides: true });
      this.#queue.push(step, step.cost + table.cost[cell]! + costOfStep * (step.depth + 1));
      return;
    }
  }

  #couldHide(cell: number, direction: number): boolean {
    const { amount } = this.#question;
    const table = this.#table;
    return (
      table.hideable[cell] === 1 &&
      table.room(cell, direction) < amount &&
      table.roomIfHidden(cell, direction) >= amount
    );
  }

  /** How often the cell moves already: a total takes part once for each of its parts that do. Undefined where it must not move so. */
  #countUses(step: Step, cell: number, direction: number): number | undefined {
    if (cell === this.#question.cell || this.#question.isFixed(cell)) return undefined;
    let uses = 0;
    for (let at: Step | undefined = step; at !== undefined; at = at.parent) {
      if (at.cell !== cell) continue;
      if (at.direction !== direction || at.hides) return undefined;
      uses += 1;
    }
    return uses;
  }

  #add(
    parent: Step,
    { cell, direction, hides }: Pick<Step, 'cell' | 'direction' | 'hides'>,
  ): Step | undefined {
    const open = this.#openAfter(parent.open, cell, direction);
    const cost = parent.cost + (hides ? this.#table.cost[cell]! : 0);
    const depth = parent.depth + 1;
    const rank = cost + costOfStep * (depth + openWeight * open.size);
    const key = keyOf(open);
    this.#steps += 1;
    const met = this.#met.get(key);
    if (met !== undefined && met <= rank) return undefined;
    this.#met.set(key, rank);
    const equation = this.#chooseOpen(open);
    if (equation < 0 && open.size > 0) return undefined;
    const step: Step = { cell, direction, parent, hides, cost, depth, open, next: 0, equation };
    if (open.size > 0 || cost > parent.cost) this.#queue.push(step, rank);
    return step;
  }

  /** The open equation with the fewest cells to mend it; −1 where one cannot be mended. */
  #chooseOpen(open: Map<number, number>): number {
    let best = -1;
    let fewest = Infinity;
    const { mayHide } = this.#question;
    for (const equation of open.keys()) {
      const cells = mayHide ? this.#table.sizeOf(equation) : this.#table.freeIn(equation);
      if (cells === 0) return -1;
      if (cells < fewest) [best, fewest] = [equation, cells];
    }
    return best;
  }

  #openAfter(open: Map<number, number>, cell: number, direction: number): Map<number, number> {
    const after = new Map(open);
    this.#table.forEachEquation(cell, (equation, sign) => {
      const off = (after.get(equation) ?? 0) + sign * direction;
      if (off === 0) after.delete(equation);
      else after.set(equation, off);
    });
    return after;
  }

  #finish(last: Step): Move {
    const move: Move = {
      cells: [],
      directions: [],
      amount: this.#question.amount,
      hides: [],
      cost: last.cost,
    };
    for (let step: Step | undefined = last; step !== undefined; step = step.parent) {
      move.cells.push(step.cell);
      move.directions.push(step.direction);
      if (step.hides) move.hides.push(step.cell);
    }
    return move;
  }
}

/** One number for a set of open equations, whatever their order. Two sets with the same number would only lose a move. */
function keyOf(open: Map<number, number>): number {
  let key = 0;
  for (const [equation, off] of open) key += off * scatter(equation);
  return key;
}

/** A whole number of 40 bits from another, without pattern. */
function scatter(number: number): number {
  let mixed = Math.imul(number + 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  const more = Math.imul(mixed ^ (mixed >>> 13), 0x27d4eb2f);
  return (mixed >>> 0) * 256 + (more >>> 24) + 1;
}
