import { leewayOf, reopenPattern, type Pattern } from './pattern.ts';
import { provePatiently, type Insider } from './prove.ts';
import { isSensitive } from './rule.ts';
import type { WorkHooks } from './suppress.ts';
import type { ProtectedCells } from './with-sums.ts';

/** A cell that is not protected as it should be. */
export interface AuditFailure {
  cell: number;
  /** What an attacker can at least still think possible, as far as tables were found. */
  low: number;
  high: number;
  /** How far these should lie apart; of a rounded count, how many counts its rounding covers, less one. */
  needed: number;
}

export interface Audit {
  isSafe: boolean;
  /** How many cells were looked at. */
  protectedCells: number;
  failures: AuditFailure[];
}

/**
 * Proves an answer of `suppressCells` again from nothing but which cells it hides: for each cell that must be protected other
 * tables of counts are looked for, and each is checked by adding up and by its bounds before it counts. A cell that the rule hides
 * and that is shown fails too. `isSafe` holds for the attacker of `suppressCells`.
 */
export function auditSuppression(
  { system, rule, suppression: { state } }: ProtectedCells,
  { keepGoing, onProgress }: WorkHooks = {},
): Audit {
  const pattern = reopenPattern(system, rule, state);
  const failures: AuditFailure[] = [];
  let protectedCells = 0;
  for (let cell = 0; cell < state.length; cell += 1) {
    keepGoing?.();
    if (cell % 1024 === 0) onProgress?.(cell / state.length);
    const failure = isShownThoughSmall(pattern, state, cell)
      ? { cell, low: pattern.table.truth[cell]!, high: pattern.table.truth[cell]!, needed: rule.threshold }
      : auditCell(pattern, cell);
    if (leewayOf(pattern, cell) !== undefined) protectedCells += 1;
    if (failure !== undefined) failures.push(failure);
  }
  onProgress?.(1);
  return { isSafe: failures.length === 0, protectedCells, failures };
}

function isShownThoughSmall(
  { system, rule, table, state }: Pattern,
  given: Uint8Array,
  cell: number,
): boolean {
  if (given[cell] === state[cell] || system.published[cell] === 1) return false;
  return isSensitive(rule, table.truth[cell]!, system.denominator?.[cell] ?? Number.NaN);
}

/** Collects what an attacker must think possible; a table that does not add up is a fault of ours, not a proof. */
function auditCell(pattern: Pattern, cell: number): AuditFailure | undefined {
  const leeway = leewayOf(pattern, cell);
  if (leeway === undefined) return undefined;
  const { table } = pattern;
  const found = new Map<Insider, { low: number; high: number }>();
  const proof = provePatiently(pattern, cell, (moved, insider) => {
    if (!holds(pattern, moved)) return;
    const known = found.get(insider) ?? { low: table.truth[cell]!, high: table.truth[cell]! };
    const count = table.count[cell]!;
    found.set(insider, { low: Math.min(known.low, count), high: Math.max(known.high, count) });
  });
  const { low, high } = found.get(proof.insider)!;
  const { up, down, width } = proof.leeway;
  const needed = width > 0 ? width : up + down;
  return proof.isMet && high - low >= needed ? undefined : { cell, low, high, needed };
}

/** Whether the table as it stands keeps every bound and every equation that the moved cells stand in. */
function holds({ table }: Pattern, moved: readonly number[]): boolean {
  const off = new Map<number, number>();
  for (const cell of new Set(moved)) {
    const count = table.count[cell]!;
    if (!Number.isInteger(count) || count < table.low[cell]! || count > table.high[cell]!) return false;
    table.forEachEquation(cell, (equation, sign) => {
      off.set(equation, (off.get(equation) ?? 0) + sign * (count - table.truth[cell]!));
    });
  }
  return [...off.values()].every((by) => by === 0);
}
