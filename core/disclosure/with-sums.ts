import type { CellSystem } from './cells.ts';
import { reopenPattern, type Pattern } from './pattern.ts';
import type { DisclosureRule } from '#contract';
import type { Certificate, Suppression } from './suppress.ts';

/** Cells with what was chosen for them. */
export interface ProtectedCells {
  system: CellSystem;
  rule: DisclosureRule;
  suppression: Suppression;
}

/** The pattern of an answer with further cells after its own: sums over some of its cells, which are not displayed at first. */
export function openWithSums(
  { system, rule, suppression }: ProtectedCells,
  sums: readonly ArrayLike<number>[],
): Pattern {
  const { equations } = system;
  const first = system.value.length;
  const start = new Int32Array(equations.start.length + sums.length);
  start.set(equations.start);
  const parts: number[] = [];
  sums.forEach((sum, index) => {
    for (const cell of Array.from(sum)) parts.push(cell);
    start[equations.start.length + index] = equations.parts.length + parts.length;
  });
  const extended: CellSystem = {
    value: extend(system.value, sums.length, Number.NaN),
    upper: extend(system.upper, sums.length, Infinity),
    cost: extend(system.cost, sums.length, 0),
    published: Uint8Array.from({ length: first + sums.length }, (_, cell) => system.published[cell] ?? 0),
    displayed: Uint8Array.from({ length: first + sums.length }, (_, cell) => system.displayed[cell] ?? 0),
    ...(system.denominator && { denominator: extend(system.denominator, sums.length, Number.NaN) }),
    equations: {
      total: Int32Array.from([...equations.total, ...sums.map((_, index) => first + index)]),
      start,
      parts: Int32Array.from([...equations.parts, ...parts]),
    },
  };
  const pattern = reopenPattern(extended, rule, suppression.state);
  // Of itself a sum needs no protection: whoever could narrow it would narrow one of its parts.
  pattern.sensitive.fill(0, first);
  return pattern;
}

function extend(column: Float64Array, by: number, fill: number): Float64Array {
  const longer = new Float64Array(column.length + by).fill(fill);
  longer.set(column);
  return longer;
}

/** For each cell, the cells whose proof moves it, as a certificate and later proofs say. */
export class ProofUsers {
  readonly #used: Map<number, readonly number[]>;
  readonly #users = new Map<number, Set<number>>();

  constructor({ start, cells }: Certificate) {
    this.#used = new Map();
    for (let cell = 0; cell + 1 < start.length; cell += 1)
      if (start[cell + 1]! > start[cell]!) this.set(cell, [...cells.subarray(start[cell], start[cell + 1])]);
  }

  /** Takes a new proof of a cell. */
  set(cell: number, used: readonly number[]): void {
    this.#used.set(cell, used);
    for (const moved of used) {
      const users = this.#users.get(moved);
      if (users === undefined) this.#users.set(moved, new Set([cell]));
      else users.add(cell);
    }
  }

  /** The cells whose proof moves any of these. */
  listUsers(cells: Iterable<number>): Set<number> {
    const users = new Set<number>();
    for (const cell of cells)
      for (const user of this.#users.get(cell) ?? [])
        if (this.#used.get(user)!.includes(cell)) users.add(user);
    return users;
  }
}
