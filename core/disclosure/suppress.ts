import type { DisclosureRule } from '#contract';
import type { CellSystem } from './cells.ts';
import { chooseHides } from './mend.ts';
import { cellState, hide, openPattern, leewayOf, showAgain, type Pattern } from './pattern.ts';
import { prove, provePatiently } from './prove.ts';
import { ProofUsers } from './proof-users.ts';
import { halfWidthOf, showCount } from './rule.ts';

/** For the caller of long work. */
export interface WorkHooks {
  /** Called every few milliseconds; may throw, as where the person has cancelled. */
  keepGoing?: () => void;
  /** Told how much is done, from 0 to 1; never less than before. */
  onProgress?: (share: number) => void;
}

/** How much was lost. Need is the sum of `cost`; what is published or not displayed counts nowhere. */
export interface SuppressionSummary {
  /** Restricted cells that are displayed and known: shown, primary and secondary together. */
  cells: number;
  shown: number;
  primary: number;
  secondary: number;
  need: number;
  needPrimary: number;
  needSecondary: number;
  /** Secondary cells as a share of all that are hidden; 0 where none is. */
  shareBeyondPrimary: number;
}

export interface Suppression {
  /** One of `cellState` for each cell. */
  state: Uint8Array;
  /** As it may leave: exact or rounded. NaN where it is hidden, missing or not displayed. */
  treated: Float64Array;
  /** Half of what rounding may hide in a treated count; 0 where it is exact. */
  halfWidth: Float64Array;
  /** Cells that nothing protects, because published counts give them away. Nothing may leave while there are any. */
  unprotected: Int32Array;
  /** For each cell that is protected, which cells its proof moves: as long as these may move, it holds. */
  certificate: Certificate;
  summary: SuppressionSummary;
}

/** Cell c is protected by `cells[start[c] … start[c + 1]]`; by none where it needs no protection, or has none. */
export interface Certificate {
  /** One more than there are cells. */
  start: Int32Array;
  cells: Int32Array;
}

/**
 * Which cells are hidden under a rule, so that none can be worked out from the others. Guaranteed is what `leewayOf` says, by
 * `prove`, against an attacker who knows the rule, every equation, everything shown, and that counts are whole, from 0 and
 * at most `upper`. How little is hidden beside is greed: the cells that need it in turn hide the cheapest others that protect
 * them, and in the end each that can be shown after all is shown again, the dearest first. The same system always gives the
 * same answer. Throws `internal` for columns that do not fit, and what `keepGoing` throws.
 */
export function suppressCells(system: CellSystem, rule: DisclosureRule, hooks: WorkHooks = {}): Suppression {
  const pattern = openPattern(system, rule);
  const proofs = new Map<number, readonly number[]>();
  const work = new Work(hooks);
  const task = { pattern, proofs, work };
  const failed = protectAll(task, listWanting(pattern));
  showWhatCan(task);
  const unprotected = [...new Set(failed)].filter((cell) => !proveAtLast(task, cell));
  work.done();
  return describe(pattern, { unprotected, proofs });
}

/** Whether a cell that could not be protected in its turn is now, when more is hidden; one that is shown after all may need nothing. */
function proveAtLast({ pattern, proofs, work }: Task, cell: number): boolean {
  work.step(1);
  const proof = provePatiently(pattern, cell);
  if (proof.isMet) proofs.set(cell, proof.used);
  return proof.isMet;
}

/** How often all secondary cells are gone through. */
const rounds = 2;
/** Two choices whose need differs by less count as equal. */
const leastGain = 1e-6;

/** The cells that need protection: those that the rule hides first, then the smallest, which need the largest others. */
function listWanting(pattern: Pattern): number[] {
  const { table, sensitive } = pattern;
  const cells: number[] = [];
  for (let cell = 0; cell < table.cells; cell += 1)
    if (leewayOf(pattern, cell) !== undefined) cells.push(cell);
  return cells.toSorted(
    (a, b) => sensitive[b]! - sensitive[a]! || table.truth[a]! - table.truth[b]! || a - b,
  );
}

interface Task {
  pattern: Pattern;
  /** Of each protected cell, the cells that its proof moves. */
  proofs: Map<number, readonly number[]>;
  work: Work;
}

/**
 * Protects cells in turn, and those that are hidden for it. What was proven stays so: hiding more only frees more. Cells that could
 * not be protected have their turn again, as long as more has been hidden since. Answers those that then cannot.
 */
function protectAll(task: Task, cells: readonly number[]): number[] {
  let wanting = cells;
  for (;;) {
    const { failed, hasHidden } = protectEach(task, wanting);
    if (failed.length === 0 || !hasHidden) return failed;
    wanting = failed;
  }
}

function protectEach(task: Task, cells: readonly number[]): { failed: number[]; hasHidden: boolean } {
  const queue = [...cells];
  const failed: number[] = [];
  let hasHidden = false;
  for (let next = 0; next < queue.length; next += 1) {
    const { isProtected, hidden } = protect(task, queue[next]!);
    if (!isProtected) failed.push(queue[next]!);
    hasHidden ||= hidden.length > 0;
    queue.push(...hidden.filter((cell) => cell !== queue[next]));
    task.work.step((0.8 * next) / queue.length);
  }
  return { failed, hasHidden };
}

/** Hides what a cell needs. */
function protect({ pattern, proofs, work }: Task, cell: number): { isProtected: boolean; hidden: number[] } {
  const hidden: number[] = [];
  for (;;) {
    work.ask();
    const proof = prove(pattern, cell);
    if (proof.isMet) {
      proofs.set(cell, proof.used);
      return { isProtected: true, hidden };
    }
    const hides = chooseHides(pattern, cell, proof);
    if (hides.length === 0) return { isProtected: false, hidden };
    for (const other of hides) hide(pattern, other);
    hidden.push(...hides);
  }
}

/**
 * Shows again what can be shown, the dearest first: where all whose proof it was in find another, if need be by hiding cells that
 * cost less together. What is hidden for that has its turn as well. Each change costs less than what was, so that it ends.
 */
function showWhatCan({ pattern, proofs, work }: Task): void {
  const { table, state } = pattern;
  for (let round = 0; round < rounds; round += 1) {
    const secondary = [...state.keys()]
      .filter((cell) => state[cell] === cellState.secondary)
      .toSorted((a, b) => table.cost[b]! - table.cost[a]! || a - b);
    const users = new ProofUsers(proofs);
    for (let index = 0; index < secondary.length; index += 1) {
      secondary.push(...replace({ pattern, work, users }, secondary[index]!));
      work.step(0.8 + (0.2 * (round + index / secondary.length)) / rounds);
    }
  }
}

interface Replacing extends Pick<Task, 'pattern' | 'work'> {
  users: ProofUsers;
}

/** Shows a cell again, where its users are protected without it at less cost. Answers what is hidden instead. */
function replace({ pattern, work, users }: Replacing, cell: number): readonly number[] {
  const { table } = pattern;
  const found = new Map<number, readonly number[]>();
  const hidden: number[] = [];
  let left = table.cost[cell]!;
  showAgain(pattern, cell);
  table.hideable[cell] = 0;
  const queue = [cell, ...users.listUsers([cell])];
  for (let next = 0; next < queue.length; next += 1) {
    work.ask();
    const proof = prove(pattern, queue[next]!);
    if (proof.isMet) {
      found.set(queue[next]!, proof.used);
      continue;
    }
    const hides = chooseHides(pattern, queue[next]!, proof, left);
    left -= hides.reduce((sum, other) => sum + table.cost[other]!, 0);
    if (hides.length === 0 || left < leastGain) {
      for (const other of hidden) showAgain(pattern, other);
      hide(pattern, cell);
      return [];
    }
    for (const other of hides) hide(pattern, other);
    hidden.push(...hides);
    queue.push(queue[next]!, ...hides);
  }
  table.hideable[cell] = 1;
  for (const [user, used] of found) users.set(user, used);
  return hidden;
}

/** Tells the caller how far the work is, and asks it whether to go on. */
class Work {
  readonly #hooks: WorkHooks;
  #steps = 0;
  #share = 0;

  constructor(hooks: WorkHooks) {
    this.#hooks = hooks;
  }

  /** Whether to go on: throws where not. */
  ask(): void {
    this.#hooks.keepGoing?.();
  }

  step(share: number): void {
    this.#steps += 1;
    this.ask();
    if (this.#steps % 256 !== 0 || share < this.#share) return;
    this.#share = share;
    this.#hooks.onProgress?.(share);
  }

  done(): void {
    this.#hooks.onProgress?.(1);
  }
}

interface Found {
  unprotected: readonly number[];
  proofs: ReadonlyMap<number, readonly number[]>;
}

function describe(pattern: Pattern, { unprotected, proofs }: Found): Suppression {
  const { system, rule, table, state } = pattern;
  const treated = new Float64Array(table.cells).fill(Number.NaN);
  const halfWidth = new Float64Array(table.cells);
  for (let cell = 0; cell < table.cells; cell += 1) {
    if (state[cell] !== cellState.shown) continue;
    const isPublished = system.published[cell] === 1;
    treated[cell] = isPublished ? system.value[cell]! : showCount(rule, table.truth[cell]!).shown;
    if (!isPublished) halfWidth[cell] = halfWidthOf(rule);
  }
  return {
    state,
    treated,
    halfWidth,
    unprotected: Int32Array.from(unprotected),
    certificate: certify(table.cells, proofs),
    summary: summarise(system, state),
  };
}

/** The proofs that a certificate tells of. */
export function readCertificate({ start, cells }: Certificate): Map<number, readonly number[]> {
  const proofs = new Map<number, readonly number[]>();
  for (let cell = 0; cell + 1 < start.length; cell += 1)
    if (start[cell + 1]! > start[cell]!) proofs.set(cell, [...cells.subarray(start[cell], start[cell + 1])]);
  return proofs;
}

function certify(count: number, proofs: ReadonlyMap<number, readonly number[]>): Certificate {
  const start = new Int32Array(count + 1);
  for (let cell = 0; cell < count; cell += 1)
    start[cell + 1] = start[cell]! + (proofs.get(cell)?.length ?? 0);
  const cells = new Int32Array(start[count]!);
  for (const [cell, used] of proofs) cells.set(used, start[cell]);
  return { start, cells };
}

function summarise({ published, cost }: CellSystem, state: Uint8Array): SuppressionSummary {
  const counts = [0, 0, 0];
  const need = [0, 0, 0];
  state.forEach((kind, cell) => {
    if (published[cell] === 1 || kind > cellState.secondary) return;
    counts[kind]! += 1;
    need[kind]! += cost[cell]!;
  });
  const [shown, primary, secondary] = counts as [number, number, number];
  const [needShown, needPrimary, needSecondary] = need as [number, number, number];
  return {
    cells: shown + primary + secondary,
    shown,
    primary,
    secondary,
    need: needShown + needPrimary + needSecondary,
    needPrimary,
    needSecondary,
    shareBeyondPrimary: secondary === 0 ? 0 : secondary / (primary + secondary),
  };
}
