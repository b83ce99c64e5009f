import type { CellSystem } from './cells.ts';

/** Which cells stand in which equations: a part with sign 1, a total with −1, so that each equation adds up to nothing. */
interface Incidence {
  /** Slots of equation e: `equationStart[e] … equationStart[e + 1]`. */
  equationStart: Int32Array;
  slotCell: Int32Array;
  slotSign: Int8Array;
  /** Slots of cell c: `cellSlot[cellStart[c] … cellStart[c + 1]]`. */
  cellStart: Int32Array;
  cellSlot: Int32Array;
}

/**
 * What an attacker knows, as bounds of each cell, and one table of counts that agrees with it. It begins as the true one; moves
 * change it, and `restore` brings the true one back. A cell is free where its bounds leave it more than one count.
 */
export class CellTable {
  readonly cells: number;
  readonly equations: number;
  /** The true counts. */
  readonly truth: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Within what everybody knows that a cell lies, if nothing is shown. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly cost: Float64Array;
  /** 1 = the cell may be hidden, and is not. */
  readonly hideable: Uint8Array;
  /** The table as the moves have made it. */
  readonly count: Float64Array;
  readonly #touched: number[] = [];
  readonly #incidence: Incidence;
  /** Where each slot's cell keeps that slot. */
  readonly #slotHome: Int32Array;
  readonly #equationOfSlot: Int32Array;
  readonly #freeCount: Int32Array;
  readonly #byCost: (Int32Array | undefined)[];
  /** 1 = the equation is not in force. */
  readonly #isAside: Uint8Array;

  constructor(system: CellSystem, truth: Float64Array) {
    this.cells = truth.length;
    this.equations = system.equations.total.length;
    this.truth = truth;
    this.count = truth.slice();
    this.low = truth.slice();
    this.high = truth.slice();
    this.least = new Float64Array(this.cells);
    this.most = system.upper.map((upper, cell) => Math.max(upper, truth[cell]!));
    this.cost = system.cost;
    this.hideable = new Uint8Array(this.cells);
    this.#incidence = makeIncidence(system);
    const { cellSlot, slotCell, equationStart } = this.#incidence;
    this.#slotHome = new Int32Array(slotCell.length);
    cellSlot.forEach((slot, home) => {
      this.#slotHome[slot] = home;
    });
    this.#equationOfSlot = new Int32Array(slotCell.length);
    for (let equation = 0; equation < this.equations; equation += 1)
      this.#equationOfSlot.fill(equation, equationStart[equation], equationStart[equation + 1]);
    this.#freeCount = new Int32Array(this.equations);
    this.#byCost = Array.from({ length: this.equations });
    this.#isAside = new Uint8Array(this.equations);
  }

  isFree(cell: number): boolean {
    return this.high[cell]! > this.low[cell]!;
  }

  /** Sets what an attacker knows of a cell. */
  setBounds(cell: number, low: number, high: number): void {
    const wasFree = this.isFree(cell);
    this.low[cell] = low;
    this.high[cell] = high;
    if (this.isFree(cell) !== wasFree) this.#refile(cell, !wasFree);
  }

  /** How far the cell can move up (1) or down (−1) from where it is. */
  room(cell: number, direction: number): number {
    return direction > 0 ? this.high[cell]! - this.count[cell]! : this.count[cell]! - this.low[cell]!;
  }

  /** The same if it were hidden. */
  roomIfHidden(cell: number, direction: number): number {
    return direction > 0 ? this.most[cell]! - this.count[cell]! : this.count[cell]! - this.least[cell]!;
  }

  /** Moves a cell; the caller keeps the equations. */
  move(cell: number, by: number): void {
    this.#touched.push(cell);
    this.count[cell]! += by;
  }

  /** The cells that have moved, some more than once. */
  listMoved(): readonly number[] {
    return this.#touched;
  }

  /** Back to the true table. Answers the cells that had moved, some more than once. */
  restore(): number[] {
    const touched = this.#touched.splice(0);
    for (const cell of touched) this.count[cell] = this.truth[cell]!;
    return touched;
  }

  /** Whether an equation is in force. Where it is not, its cells move without it; to put it in force the table has to be the true one. */
  setInForce(equation: number, isInForce: boolean): void {
    this.#isAside[equation] = isInForce ? 0 : 1;
  }

  /** The equations of a cell that are in force, each with the cell's sign in it, one after the other. */
  forEachEquation(cell: number, see: (equation: number, sign: number) => void): void {
    const { cellStart, cellSlot, slotSign } = this.#incidence;
    for (let at = cellStart[cell]!; at < cellStart[cell + 1]!; at += 1) {
      const slot = cellSlot[at]!;
      const equation = this.#equationOfSlot[slot]!;
      if (this.#isAside[equation] === 0) see(equation, slotSign[slot]!);
    }
  }

  /** How many cells stand in an equation, its total with them. */
  sizeOf(equation: number): number {
    return this.#incidence.equationStart[equation + 1]! - this.#incidence.equationStart[equation]!;
  }

  /** The cells of an equation, each with its sign in it; none where it is not in force. */
  forEachMember(equation: number, see: (cell: number, sign: number) => void): void {
    if (this.#isAside[equation] === 1) return;
    const { equationStart, slotCell, slotSign } = this.#incidence;
    for (let slot = equationStart[equation]!; slot < equationStart[equation + 1]!; slot += 1)
      see(slotCell[slot]!, slotSign[slot]!);
  }

  /** How many free cells stand in an equation. */
  freeIn(equation: number): number {
    return this.#freeCount[equation]!;
  }

  /** The slot of the n-th free cell of an equation. */
  freeSlot(equation: number, index: number): number {
    return this.#incidence.equationStart[equation]! + index;
  }

  cellAt(slot: number): number {
    return this.#incidence.slotCell[slot]!;
  }

  signAt(slot: number): number {
    return this.#incidence.slotSign[slot]!;
  }

  /** Cells of an equation by what hiding them costs, the cheapest first; a total is written as −1 − cell. */
  listByCost(equation: number): Int32Array {
    return (this.#byCost[equation] ??= this.#sortByCost(equation));
  }

  /** The cheapest cell that may be hidden and stands in an equation with this one. */
  findCheapestBeside(cell: number): number | undefined {
    let best: number | undefined;
    this.forEachEquation(cell, (equation) => {
      for (const code of this.listByCost(equation)) {
        const other = code < 0 ? -1 - code : code;
        if (other === cell || this.hideable[other] === 0) continue;
        if (best === undefined || this.cost[other]! < this.cost[best]!) best = other;
        break;
      }
    });
    return best;
  }

  #sortByCost(equation: number): Int32Array {
    const { equationStart, slotCell, slotSign } = this.#incidence;
    const signed = new Int32Array(equationStart[equation + 1]! - equationStart[equation]!);
    for (let at = 0; at < signed.length; at += 1) {
      const slot = equationStart[equation]! + at;
      const cell = slotCell[slot]!;
      signed[at] = slotSign[slot]! > 0 ? cell : -1 - cell;
    }
    const cellOf = (code: number): number => (code < 0 ? -1 - code : code);
    return signed.toSorted((a, b) => {
      const [first, second] = [cellOf(a), cellOf(b)];
      return this.cost[first]! - this.cost[second]! || first - second;
    });
  }

  /** Free cells stand first among those of their equation. */
  #refile(cell: number, isFree: boolean): void {
    const { cellStart, cellSlot, equationStart } = this.#incidence;
    for (let home = cellStart[cell]!; home < cellStart[cell + 1]!; home += 1) {
      const slot = cellSlot[home]!;
      const equation = this.#equationOfSlot[slot]!;
      const border = equationStart[equation]! + this.#freeCount[equation]!;
      this.#swap(slot, isFree ? border : border - 1);
      this.#freeCount[equation]! += isFree ? 1 : -1;
    }
  }

  #swap(a: number, b: number): void {
    if (a === b) return;
    const { slotCell, slotSign, cellSlot } = this.#incidence;
    for (const column of [slotCell, slotSign, this.#slotHome])
      [column[a], column[b]] = [column[b]!, column[a]!];
    cellSlot[this.#slotHome[a]!] = a;
    cellSlot[this.#slotHome[b]!] = b;
  }
}

function makeIncidence({ value, equations: { total, start, parts } }: CellSystem): Incidence {
  const equationStart = start.map((at, equation) => at + equation);
  const slots = parts.length + total.length;
  const slotCell = new Int32Array(slots);
  const slotSign = new Int8Array(slots).fill(1);
  total.forEach((cell, equation) => {
    const first = equationStart[equation]!;
    slotCell.set(parts.subarray(start[equation], start[equation + 1]), first);
    slotCell[equationStart[equation + 1]! - 1] = cell;
    slotSign[equationStart[equation + 1]! - 1] = -1;
  });
  const cellStart = new Int32Array(value.length + 1);
  for (const cell of slotCell) cellStart[cell + 1]! += 1;
  for (let cell = 0; cell < value.length; cell += 1) cellStart[cell + 1]! += cellStart[cell]!;
  const next = cellStart.slice();
  const cellSlot = new Int32Array(slots);
  slotCell.forEach((cell, slot) => {
    cellSlot[next[cell]!] = slot;
    next[cell]! += 1;
  });
  return { equationStart, slotCell, slotSign, cellStart, cellSlot };
}
