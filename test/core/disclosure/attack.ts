import { cellState, type ProtectedCells } from '#core/disclosure';
import {
  mayBeSmall,
  promisedWidth,
  readCell,
  readDisplayed,
  type Displayed,
} from '../../attacker/displayed.ts';
import { boundCells, type Inside } from '../../attacker/solve-bounds.ts';

/** What protected cells show to an attacker. */
export function display({ system, rule, suppression: { state, treated } }: ProtectedCells): Displayed {
  const { total, start, parts } = system.equations;
  const isExact = Array.from(system.published, (published) => published === 1);
  return {
    shown: Array.from(treated, (count, cell) => {
      if (isExact[cell]) return system.value[cell]!;
      return state[cell] === cellState.shown ? count : null;
    }),
    isExact,
    upper: [...system.upper],
    equations: Array.from(total, (cell, index) => ({
      total: cell,
      parts: [...parts.subarray(start[index], start[index + 1])],
      elsewhere: 0,
    })),
    policy: { threshold: rule.threshold, base: rule.base, keepsZeros: rule.keepsZeros },
  };
}

/** The same with sums over cells that are shown besides. */
export function displayWith(
  document: Displayed,
  sums: readonly { cells: readonly number[]; treated: number }[],
): Displayed {
  const cells = document.shown.length;
  return {
    ...document,
    shown: [...document.shown, ...sums.map(({ treated }) => treated)],
    isExact: [...document.isExact, ...sums.map(() => false)],
    upper: [...document.upper, ...sums.map(() => Infinity)],
    equations: [
      ...document.equations,
      ...sums.map((sum, index) => ({ total: cells + index, parts: sum.cells, elsewhere: 0 })),
    ],
  };
}

/** The same with sums over cells of which between what they lie is told besides. */
export function displayBetween(
  document: Displayed,
  sums: readonly { cells: readonly number[]; low: number; high: number }[],
): Displayed {
  const cells = document.shown.length;
  return {
    ...document,
    shown: [...document.shown, ...sums.map(() => null)],
    isExact: [...document.isExact, ...sums.map(() => false)],
    // What the sum is above the least that it can be.
    upper: [...document.upper, ...sums.map(({ low, high }) => high - low)],
    equations: [
      ...document.equations,
      ...sums.map((sum, index) => ({ total: cells + index, parts: sum.cells, elsewhere: -sum.low })),
    ],
  };
}

/** What was known before: only what had been published. */
export function hideAll(document: Displayed): Displayed {
  const shown = document.shown.map((count, cell) => (document.isExact[cell] === true ? count : null));
  return { ...document, shown };
}

interface Asked {
  inside?: Inside;
  isWhole?: boolean;
  /** What was known before anything was shown. */
  nothing?: Displayed;
}

/**
 * The cells that an attacker narrows too far: what remains possible is narrower than the threshold and than what rounding leaves,
 * though it was wider before anything was shown. Each in words.
 */
export async function listNarrowed(
  document: Displayed,
  cells: readonly number[],
  { inside = new Map(), isWhole = false, nothing = hideAll(document) }: Asked = {},
): Promise<string[]> {
  const bounds = new Map(
    (await boundCells(readDisplayed(document), { cells, inside, isWhole })).map((found, index) => [
      cells[index]!,
      found,
    ]),
  );
  const widthOf = ([low, high]: readonly [number, number]): number => high - low;
  const narrow = cells.filter((cell) => widthOf(bounds.get(cell)!) < promisedWidth(document.policy));
  const before = await boundCells(readDisplayed(nothing), { cells: narrow, inside });
  return narrow
    .filter((cell, index) => widthOf(bounds.get(cell)!) < widthOf(before[index]!))
    .map((cell) => `cell ${cell} is ${bounds.get(cell)!.join(' to ')}`);
}

/** The rounded cells that may be small of which an attacker learns more than their rounding says, each in words. */
export async function listSharpened(document: Displayed, isWhole: boolean): Promise<string[]> {
  const cells = document.shown.flatMap((shown, cell) => {
    return shown !== null && mayBeSmall(readCell(document, cell), document.policy) ? [cell] : [];
  });
  const found = await boundCells(readDisplayed(document), { cells, isWhole });
  const before = await boundCells(readDisplayed(hideAll(document)), { cells });
  const upper = [...document.upper];
  cells.forEach((cell, index) => {
    upper[cell] = before[index]![1];
  });
  return cells.flatMap((cell, index) => {
    const [low, high] = readCell({ ...document, upper }, cell);
    const [least, greatest] = found[index]!;
    return least > low || greatest < high ? [`cell ${cell} is ${least} to ${greatest}`] : [];
  });
}
