import type { CellSystem } from './cells.ts';
import { openPattern, reopenPattern, type Pattern } from './pattern.ts';
import type { DisclosureRule } from '#contract';
import type { Suppression } from './suppress.ts';

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
  const pattern = reopenPattern(addSums(system, sums), rule, suppression.state);
  // Of itself a sum needs no protection: whoever could narrow it would narrow one of its parts.
  pattern.sensitive.fill(0, system.value.length);
  return pattern;
}

const untouched: DisclosureRule = { threshold: 0, base: 0, keepsZeros: true, leastDenominator: 0 };

/** A system of which nothing is known yet but what had been published, with sums after its own cells. */
export function openUndisplayed(system: CellSystem, sums: readonly ArrayLike<number>[]): Pattern {
  const displayed = new Uint8Array(system.value.length);
  return openPattern(addSums({ ...system, displayed }, sums), untouched);
}

function addSums(system: CellSystem, sums: readonly ArrayLike<number>[]): CellSystem {
  const { equations } = system;
  const first = system.value.length;
  const start = new Int32Array(equations.start.length + sums.length);
  start.set(equations.start);
  const parts: number[] = [];
  sums.forEach((sum, index) => {
    for (const cell of Array.from(sum)) parts.push(cell);
    start[equations.start.length + index] = equations.parts.length + parts.length;
  });
  return {
    value: extend(system.value, sums.length, Number.NaN),
    upper: extend(system.upper, sums.length, Infinity),
    cost: extend(system.cost, sums.length, 0),
    published: Uint8Array.from({ length: first + sums.length }, (_, cell) => system.published[cell] ?? 0),
    displayed: Uint8Array.from({ length: first + sums.length }, (_, cell) => system.displayed[cell] ?? 0),
    ...(system.denominator && { denominator: extend(system.denominator, sums.length, Number.NaN) }),
    ...(system.sameness && { sameness: system.sameness }),
    equations: {
      total: Int32Array.from([...equations.total, ...sums.map((_, index) => first + index)]),
      start,
      parts: Int32Array.from([...equations.parts, ...parts]),
    },
  };
}

function extend(column: Float64Array, by: number, fill: number): Float64Array {
  const longer = new Float64Array(column.length + by).fill(fill);
  longer.set(column);
  return longer;
}
