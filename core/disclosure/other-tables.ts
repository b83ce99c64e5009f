import { leewayOf, type Pattern } from './pattern.ts';
import { provePatiently, type Insider } from './prove.ts';
import type { WorkHooks } from './suppress.ts';

/** A sum that becomes known besides: which cells it adds up, and within what of the true sum it lies. */
export interface KnownBesides {
  /** 1 = the cell is in it. */
  isIn: Uint8Array;
  /** From 0 down. */
  least: number;
  /** From 0 up. */
  most: number;
}

/** Another table of counts that agrees with all that is known: the cells in which it differs from the true one, and by how much. */
interface OtherTable {
  /** The cell that it protects. */
  cell: number;
  cells: readonly number[];
  by: readonly number[];
}

/** Other tables that differ by one step or several of the same kind, so that each number of steps up to the most is one. */
interface Steps {
  cells: readonly number[];
  most: number;
}

/** Sums, how much a table is off each, and what there is to mend that. */
interface Off {
  sums: readonly KnownBesides[];
  shifts: readonly number[];
  steps: readonly StepsAlike[];
}

/** Steps that do the same to the sums. */
interface StepsAlike {
  /** What one step does to each sum. */
  shifts: readonly number[];
  steps: Steps[];
}

/** So many steps of other tables are at hand for each way in which sums can be off. */
const mostAlike = 24;
/** So often all of them are tried. */
const mostRounds = 3;

/**
 * The tables by which the cells of a pattern are protected, kept so that sums that become known besides need no new ones: most tables
 * agree with them too, or do when some other one, that shares no cell with it, is put on top.
 */
export class OtherTables {
  /** Tables that together protect their cells. */
  readonly #tables: OtherTable[] = [];
  /** How much each is off a sum, by the cells of that. */
  readonly #shifts = new WeakMap<Uint8Array, Float64Array>();
  /** Those that have none, with all cells that were tried. */
  readonly #unmet: (readonly [cell: number, used: readonly number[]])[] = [];
  readonly #pattern: Pattern;
  readonly #mark: Uint8Array;

  /** Finds them, which takes as long as proving the whole pattern. Throws what `keepGoing` throws. */
  constructor(pattern: Pattern, { keepGoing }: WorkHooks = {}) {
    this.#pattern = pattern;
    this.#mark = new Uint8Array(pattern.table.cells);
    for (let cell = 0; cell < pattern.table.cells; cell += 1) {
      if (leewayOf(pattern, cell) === undefined) continue;
      keepGoing?.();
      this.#keep(cell);
    }
  }

  /** The cells that these tables do not protect any more when such sums are known. Empty where all are protected still. */
  listUnproven(sums: readonly KnownBesides[]): number[] {
    const columns = sums.map(({ isIn }) => this.#shiftsOf(isIn));
    const steps = this.#listSteps(columns);
    const unproven = new Set<number>();
    this.#tables.forEach((table, at) => {
      if (columns.every((column) => column[at] === 0) || unproven.has(table.cell)) return;
      const shifts = columns.map((column) => column[at]!);
      if (!this.#agrees(table.cells, { sums, shifts, steps })) unproven.add(table.cell);
    });
    for (const [cell, used] of this.#unmet)
      if (used.some((one) => sums.some(({ isIn }) => isIn[one] === 1))) unproven.add(cell);
    return [...unproven];
  }

  #shiftsOf(isIn: Uint8Array): Float64Array {
    const known = this.#shifts.get(isIn) ?? Float64Array.from(this.#tables, (table) => shiftOf(isIn, table));
    this.#shifts.set(isIn, known);
    return known;
  }

  #keep(cell: number): void {
    const found = new Map<Insider, OtherTable[]>();
    const proof = provePatiently(this.#pattern, cell, (moved, insider) => {
      // Upwards and downwards; what was tried before was in vain.
      found.set(insider, [...(found.get(insider) ?? []), this.#read(cell, moved)].slice(-2));
    });
    if (!proof.isMet) {
      this.#unmet.push([cell, proof.used]);
      return;
    }
    if (proof.insider === 'nobody') found.delete('ones');
    for (const tables of found.values()) this.#tables.push(...tables.filter(({ cells }) => cells.length > 0));
  }

  /** The table as it stands. */
  #read(cell: number, moved: readonly number[]): OtherTable {
    const { count, truth } = this.#pattern.table;
    const cells = [...new Set(moved)].filter((cell) => count[cell] !== truth[cell]);
    return { cell, cells, by: cells.map((cell) => count[cell]! - truth[cell]!) };
  }

  /** Whether a table agrees with the sums that it is so much off, if need be with others on top of it. */
  #agrees(cells: readonly number[], { sums, shifts, steps }: Off): boolean {
    let off = offBy(sums, shifts);
    if (off === 0) return true;
    const used = [...cells];
    this.#setMarks(cells, 1);
    let now = shifts;
    // What is put on top for one sum may be in the way of another; then the others have their turn again.
    for (let round = 0; round < mostRounds && off > 0; round += 1)
      for (const alike of steps)
        for (const { cells: others, most } of alike.steps) {
          const after = shiftBy(now, alike.shifts, Math.min(most, countSteps(sums, now, alike.shifts)));
          const left = offBy(sums, after);
          if (left >= off) break;
          if (others.some((cell) => this.#mark[cell] === 1)) continue;
          [now, off] = [after, left];
          this.#setMarks(others, 1);
          used.push(...others);
        }
    this.#setMarks(used, 0);
    return off === 0;
  }

  #setMarks(cells: readonly number[], mark: 0 | 1): void {
    for (const cell of cells) this.#mark[cell] = mark;
  }

  /** Steps that change some of the sums, no two of which share a cell; they move nobody's own count. */
  #listSteps(columns: readonly Float64Array[]): StepsAlike[] {
    const found = new Map<string, StepsAlike>();
    this.#tables.forEach(({ cells, by }, at) => {
      const most = Math.abs(by[0]!);
      if (columns.every((column) => column[at] === 0) || by.some((each) => Math.abs(each) !== most)) return;
      const shifts = columns.map((column) => column[at]! / most);
      const key = shifts.join();
      const alike = found.get(key) ?? { shifts, steps: [] };
      if (alike.steps.length >= mostAlike || cells.some((cell) => this.#isTaken(cell))) return;
      this.#setMarks(cells, 1);
      alike.steps.push({ cells, most });
      found.set(key, alike);
    });
    const alike = [...found.values()];
    for (const { cells } of alike.flatMap(({ steps }) => steps)) this.#setMarks(cells, 0);
    return alike;
  }

  #isTaken(cell: number): boolean {
    return this.#mark[cell] === 1 || this.#pattern.persons.isOwn[cell] === 1;
  }
}

function shiftOf(isIn: Uint8Array, { cells, by }: OtherTable): number {
  let shift = 0;
  for (let at = 0; at < cells.length; at += 1) if (isIn[cells[at]!] === 1) shift += by[at]!;
  return shift;
}

/** By how many people sums are off that are shifted so. */
function offBy(sums: readonly KnownBesides[], shifts: readonly number[]): number {
  let off = 0;
  for (let at = 0; at < sums.length; at += 1)
    off += Math.max(0, sums[at]!.least - shifts[at]!, shifts[at]! - sums[at]!.most);
  return off;
}

function shiftBy(shifts: readonly number[], step: readonly number[], amount: number): number[] {
  return shifts.map((shift, at) => shift + amount * step[at]!);
}

/** How many steps bring the first sum that they mend within what is known of it; 0 where they mend none. */
function countSteps(
  sums: readonly KnownBesides[],
  shifts: readonly number[],
  step: readonly number[],
): number {
  for (let at = 0; at < sums.length; at += 1) {
    const lacks = Math.max(0, sums[at]!.least - shifts[at]!);
    const exceeds = Math.max(0, shifts[at]! - sums[at]!.most);
    const by = step[at]! > 0 ? lacks : exceeds;
    if (by > 0 && step[at] !== 0) return Math.ceil(by / Math.abs(step[at]!));
  }
  return 0;
}
