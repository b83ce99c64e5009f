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
  /** What these may cost together, without end unless said. */
  mostCost?: number | undefined;
  /** How many times as long as usual, and in how many more ways, one is looked for; 1 unless said. */
  patience?: number | undefined;
}

/** One cell of a move that is being put together, after its parents. */
interface Step {
  cell: number;
  direction: number;
  parent: Step | undefined;
  hides: boolean;
  cost: number;
  depth: number;
  /** How many equations do not hold yet, and one number for them; which they are is worked out when the step is followed. */
  size: number;
  key: number;
  open: OpenEquations | undefined;
  /** The equation to mend, and where it stands in the list of those who could. */
  equation: number;
  next: number;
}

/** Equations that do not hold yet, each with by how many amounts it is off. */
type OpenEquations = ReadonlyMap<number, number>;

type Next = Pick<Step, 'cell' | 'direction' | 'hides'>;

/** So many steps are tried each time; enough for what lies near. Where a move is missed, more is hidden, never less. */
const mostSteps = { free: 1500, hiding: 5000 };
/** Of an equation of thousands of cells, so many are looked at before what has been found is followed. */
const cellsAtOnce = 8;
/** A cell more counts as much as this need: else all that moves for nothing would be gone through before the first cell is hidden. */
const costOfStep = 1;
/**
 * An open equation counts as much as so many cells that are still to come. Where cells may be hidden, or there is patience, what one
 * misses another finds: they are tried in turn.
 */
const openWeights = { free: [3], thorough: [3, 1.5, 8, 30] };

/**
 * A short and cheap way to move a cell, undefined where none is found: cells are moved after it until every equation holds
 * again. Where each cell stands in one or two equations this is a shortest path between equations; where cells stand in more,
 * several equations are open at once. Deterministic. A best-first search over the sets of open equations.
 */
export function findMove(table: CellTable, question: MoveQuestion): Move | undefined {
  const isThorough = question.mayHide || (question.patience ?? 1) > 1;
  for (const openWeight of isThorough ? openWeights.thorough : openWeights.free) {
    const search = new MoveSearch(table, question, openWeight);
    const move = search.run();
    if (move !== undefined || !search.hasGivenUp) return move;
  }
  return undefined;
}

class MoveSearch {
  readonly #table: CellTable;
  readonly #question: MoveQuestion;
  readonly #openWeight: number;
  readonly #queue = new FlatQueue<Step>();
  /** The least cost at which a set of open equations was met. */
  readonly #met = new Map<number, number>();
  #steps = 0;

  constructor(table: CellTable, question: MoveQuestion, openWeight: number) {
    this.#table = table;
    this.#question = question;
    this.#openWeight = openWeight;
  }

  /** Whether there was more to try when it ended without a move. */
  get hasGivenUp(): boolean {
    return this.#queue.length > 0;
  }

  run(): Move | undefined {
    const { cell, direction, mayHide, patience = 1 } = this.#question;
    const first = this.#makeStep(undefined, { cell, direction, hides: false });
    if (first.size === 0) return this.#finish(first);
    this.#queue.push(first, 0);
    const most = patience * (mayHide ? mostSteps.hiding : mostSteps.free);
    for (let step = this.#queue.pop(); step !== undefined; step = this.#queue.pop()) {
      if (step.size === 0) return this.#finish(step);
      const found = this.#isOpened(step) ? this.#extend(step, step.open) : undefined;
      if (found !== undefined) return this.#finish(found);
      if (this.#steps > most) return undefined;
    }
    return undefined;
  }

  /** Works out which equations are open, when a step is first followed. False where one of them cannot be mended. */
  #isOpened(step: Step): step is Step & { open: OpenEquations } {
    if (step.open === undefined) {
      step.open = this.#openAfter(step);
      step.equation = this.#chooseOpen(step.open);
    }
    return step.equation >= 0;
  }

  /** Tries the next cells that could mend the step's equation. Answers a step that ends a move which hides nothing more. */
  #extend(step: Step, open: OpenEquations): Step | undefined {
    const table = this.#table;
    const off = open.get(step.equation)!;
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
      if (child?.size === 0) return child;
    }
    if (step.next < free)
      this.#queue.push(
        step,
        step.cost + costOfStep * (step.depth + this.#openWeight * step.size + step.next / cellsAtOnce),
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
      // All that follow are dearer.
      if (step.cost + table.cost[cell]! > (this.#question.mostCost ?? Infinity)) return;
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

  /** Puts one more cell of a move into the queue, unless its equations were met at less cost. */
  #add(parent: Step, next: Next): Step | undefined {
    const step = this.#makeStep(parent, next);
    const rank = step.cost + costOfStep * (step.depth + this.#openWeight * step.size);
    this.#steps += 1;
    const met = this.#met.get(step.key);
    if (met !== undefined && met <= rank) return undefined;
    this.#met.set(step.key, rank);
    if (step.size > 0 || step.cost > parent.cost) this.#queue.push(step, rank);
    return step;
  }

  #makeStep(parent: Step | undefined, { cell, direction, hides }: Next): Step {
    let size = parent?.size ?? 0;
    let key = parent?.key ?? 0;
    this.#table.forEachEquation(cell, (equation, sign) => {
      const before = parent?.open?.get(equation) ?? 0;
      const by = sign * direction;
      if (before === 0) size += 1;
      else if (before + by === 0) size -= 1;
      key += by * scatter(equation);
    });
    return {
      cell,
      direction,
      parent,
      hides,
      cost: (parent?.cost ?? 0) + (hides ? this.#table.cost[cell]! : 0),
      depth: (parent?.depth ?? 0) + 1,
      size,
      key,
      open: undefined,
      equation: -1,
      next: 0,
    };
  }

  /** The open equation with the fewest cells to mend it; −1 where one cannot be mended. */
  #chooseOpen(open: OpenEquations): number {
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

  #openAfter({ parent, cell, direction }: Step): OpenEquations {
    const open = new Map(parent?.open);
    this.#table.forEachEquation(cell, (equation, sign) => {
      const off = (open.get(equation) ?? 0) + sign * direction;
      if (off === 0) open.delete(equation);
      else open.set(equation, off);
    });
    return open;
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

/**
 * A whole number of 40 bits from another, without pattern. Open equations have as their one number the sum of theirs, each as often as
 * it is off, whatever their order. Two sets with the same number would only lose a move.
 */
function scatter(number: number): number {
  let mixed = Math.imul(number + 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  const more = Math.imul(mixed ^ (mixed >>> 13), 0x27d4eb2f);
  return (mixed >>> 0) * 256 + (more >>> 24) + 1;
}
