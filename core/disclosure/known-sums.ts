import type { CellSystem } from './cells.ts';
import { showCount } from './rule.ts';
import { admitTotals } from './totals.ts';
import type { WorkHooks } from './suppress.ts';
import type { ProtectedCells } from './with-sums.ts';

/** A sum over cells as it may leave. */
export interface KnownSum {
  /** The true one where nothing is rounded; else made of as few rounded counts as can be. */
  value: number;
  /** By how much rounding may have moved it. */
  halfWidth: number;
  /** What it says: the true sum lies between these. */
  low: number;
  high: number;
  /** Whether totals are in it, so that it says more than the counts of the cells themselves. */
  usesTotals: boolean;
}

/** A count or a sum as it is shown. */
type Shown = Omit<KnownSum, 'usesTotals'>;

/** A total that may be shown beside a pattern. */
export interface WholeTotal extends Shown {
  parts: readonly number[];
}

/**
 * The sums over everything that may be shown beside a pattern, all of them together, so that no two documents tell more by two
 * of them. `wholes` are the cells that make one up; those that follow from what is shown or from an earlier
 * one, and those with a count that is not known, are left out, as are those that would narrow a cell.
 */
export function admitWholes(
  cells: ProtectedCells,
  wholes: readonly (readonly number[])[],
  hooks?: WorkHooks,
): WholeTotal[] {
  const { value } = cells.system;
  const asked: (readonly number[])[] = [];
  for (const parts of wholes) {
    const isAsked =
      parts.length > 1 &&
      parts.every((cell) => !Number.isNaN(value[cell]!)) &&
      findKnownSum(cells, parts)?.halfWidth !== 0;
    if (isAsked && !asked.some((other) => isMadeOf(cells, other, parts))) asked.push(parts);
  }
  if (asked.length === 0) return [];
  return admitTotals(cells, asked, hooks).flatMap(({ mayShow, treated, halfWidth, low, high }, at) =>
    mayShow ? [{ parts: asked[at]!, value: treated, halfWidth, low, high }] : [],
  );
}

/** Whether a whole adds up the same as another one, of which its parts are made. */
function isMadeOf(cells: ProtectedCells, whole: readonly number[], parts: readonly number[]): boolean {
  return makeAtoms(cells, new Set(parts))(whole)?.length === parts.length;
}

/**
 * The sum over cells, put together of what is shown anyway: totals of which every part is among them, the largest first, and
 * cells that are shown themselves. As it follows from what everybody is shown it tells nothing new, whatever cells are asked for and
 * however often. Undefined where a cell is hidden and in no such total.
 */
export function findKnownSum(
  cells: ProtectedCells,
  set: readonly number[],
  wholes: readonly WholeTotal[] = [],
): KnownSum | undefined {
  const left = new Set(set);
  const sum: KnownSum = { value: 0, halfWidth: 0, low: 0, high: 0, usesTotals: false };
  const add = ({ value, halfWidth, low, high }: Shown): void => {
    sum.value += value;
    sum.halfWidth += halfWidth;
    sum.low += low;
    sum.high += high;
  };
  for (const { atoms, shown } of listTotals(cells, left, wholes)) {
    if (!atoms.every((cell) => left.has(cell))) continue;
    for (const cell of atoms) left.delete(cell);
    sum.usesTotals = true;
    add(shown);
  }
  for (const cell of left) {
    const shown = readShown(cells, cell);
    if (shown === undefined) return undefined;
    add(shown);
  }
  return sum;
}

/** A cell as it is shown; undefined where it is not. */
function readShown(
  { system, rule, suppression: { treated, halfWidth } }: ProtectedCells,
  cell: number,
): Shown | undefined {
  const value = treated[cell]!;
  if (Number.isNaN(value)) return undefined;
  const { low, high } = system.published[cell] === 1 ? { low: value, high: value } : showCount(rule, value);
  return { value, halfWidth: halfWidth[cell]!, low, high };
}

interface Total {
  /** The cells of the set that it adds up. */
  atoms: readonly number[];
  shown: Shown;
}

/** The totals that are shown and add up some of a set, those of most cells first. */
function listTotals(cells: ProtectedCells, set: ReadonlySet<number>, wholes: readonly WholeTotal[]): Total[] {
  const atomsOf = makeAtoms(cells, set);
  const totals: Total[] = [];
  for (const { parts, ...shown } of wholes) {
    const atoms = atomsOf(parts);
    if (atoms !== undefined) totals.push({ atoms, shown });
  }
  for (const cell of listWays(cells.system).keys()) {
    const shown = set.has(cell) ? undefined : readShown(cells, cell);
    const atoms = shown && atomsOf([cell]);
    if (atoms !== undefined) totals.push({ atoms, shown: shown! });
  }
  return totals.toSorted((a, b) => b.atoms.length - a.atoms.length);
}

/**
 * Answers which cells of a set others add up to, by equations that hold as the counts are stored; undefined where they add up to
 * something else as well.
 */
function makeAtoms(
  { system }: ProtectedCells,
  set: ReadonlySet<number>,
): (cells: readonly number[]) => readonly number[] | undefined {
  const ways = listWays(system);
  const known = Array<readonly number[] | null | undefined>(system.value.length);
  for (const cell of set) known[cell] = [cell];
  // Where a cell was last met: what stands in a list twice is no sum over the set.
  const met = new Int32Array(system.value.length);
  let list = 0;
  const ofCell = (cell: number): readonly number[] | null => {
    const own = known[cell];
    if (own !== undefined) return own;
    let found: readonly number[] | undefined;
    for (const parts of ways.get(cell) ?? []) {
      found = ofAll(parts);
      if (found !== undefined) break;
    }
    return (known[cell] = found ?? null);
  };
  const ofAll = (some: ArrayLike<number>): readonly number[] | undefined => {
    const atoms: number[] = [];
    for (let at = 0; at < some.length; at += 1) {
      const own = ofCell(some[at]!);
      if (own === null) return undefined;
      for (const atom of own) atoms.push(atom);
    }
    list += 1;
    for (const atom of atoms) {
      if (met[atom] === list) return undefined;
      met[atom] = list;
    }
    return atoms;
  };
  return ofAll;
}

const waysOf = new WeakMap<CellSystem, ReadonlyMap<number, readonly Int32Array[]>>();

/** The parts of each total, by each of its equations that holds as the counts are stored. */
function listWays(system: CellSystem): ReadonlyMap<number, readonly Int32Array[]> {
  const ways = waysOf.get(system) ?? findWays(system);
  waysOf.set(system, ways);
  return ways;
}

function findWays({ value, equations }: CellSystem): Map<number, Int32Array[]> {
  const { total, start, parts } = equations;
  const ways = new Map<number, Int32Array[]>();
  total.forEach((cell, equation) => {
    const own = parts.subarray(start[equation], start[equation + 1]);
    const known = ways.get(cell) ?? [];
    if (own.reduce((sum, part) => sum + value[part]!, 0) === value[cell]) known.push(own);
    ways.set(cell, known);
  });
  return ways;
}
