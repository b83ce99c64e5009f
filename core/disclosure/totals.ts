import { cellState, type Pattern } from './pattern.ts';
import { ProofUsers } from './proof-users.ts';
import { provePatiently } from './prove.ts';
import { halfWidthOf, isSensitive, showCount } from './rule.ts';
import { readCertificate, type WorkHooks } from './suppress.ts';
import { openWithSums, type ProtectedCells } from './with-sums.ts';

/** Whether a further total may stand beside a pattern. */
export interface TotalAnswer {
  mayShow: boolean;
  /** As it may be shown; NaN where it may not. */
  treated: number;
  halfWidth: number;
  /** What showing it so says: the sum lies between these. NaN where it may not be shown. */
  low: number;
  high: number;
  /** Why not: its own count is one that the rule hides, or it would narrow a cell, or others would narrow it. */
  reason: null | 'small' | 'narrows';
  /** The cell that it would narrow; null where there is none. */
  cell: number | null;
}

/**
 * May these sums over cells be shown, treated by the rule, beside what a pattern shows? They are taken in order: one that may
 * counts as shown for those after it. Nothing of the pattern changes: where a sum would narrow a cell, the sum is not shown. An
 * empty sum is 0. The sums may lie across the equations in any way.
 */
export function admitTotals(
  cells: ProtectedCells,
  sets: readonly ArrayLike<number>[],
  { keepGoing }: WorkHooks = {},
): TotalAnswer[] {
  const { system, rule, suppression } = cells;
  const pattern = openWithSums(cells, sets);
  const users = new ProofUsers(readCertificate(suppression.certificate));
  return sets.map((set, index) => {
    keepGoing?.();
    const total = system.value.length + index;
    const count = pattern.table.truth[total]!;
    if (isSensitive(rule, count, Number.NaN)) return refuse('small', null);
    showTotal(pattern, total);
    const narrowed = findNarrowed(pattern, users, [total, ...Array.from(set)]);
    if (narrowed === undefined)
      return {
        mayShow: true,
        treated: showCount(rule, count).shown,
        low: pattern.table.low[total]!,
        high: pattern.table.high[total]!,
        halfWidth: halfWidthOf(rule),
        reason: null,
        cell: null,
      };
    hideTotal(pattern, total);
    return refuse('narrows', narrowed === total ? null : narrowed);
  });
}

function refuse(reason: 'small' | 'narrows', cell: number | null): TotalAnswer {
  return {
    mayShow: false,
    treated: Number.NaN,
    halfWidth: 0,
    low: Number.NaN,
    high: Number.NaN,
    reason,
    cell,
  };
}

function showTotal({ rule, table, state }: Pattern, total: number): void {
  const { low, high } = showCount(rule, table.truth[total]!, table.most[total]);
  state[total] = cellState.shown;
  table.setBounds(total, Math.max(low, table.least[total]!), high);
}

function hideTotal({ table, state }: Pattern, total: number): void {
  state[total] = cellState.undisplayed;
  table.setBounds(total, table.least[total]!, table.most[total]!);
}

/** Proves again what was proven by moving any of these cells; takes the new proofs where all hold. */
function findNarrowed(pattern: Pattern, users: ProofUsers, cells: readonly number[]): number | undefined {
  const found = new Map<number, readonly number[]>();
  for (const user of new Set([cells[0]!, ...users.listUsers(cells)])) {
    const proof = provePatiently(pattern, user);
    if (!proof.isMet) return user;
    found.set(user, proof.used);
  }
  for (const [user, used] of found) users.set(user, used);
  return undefined;
}
