/** What a document shows of cells that are linked, as anybody can read it. */
export interface Displayed {
  /** What each cell shows; null = suppressed, or not in the document. */
  shown: readonly (number | null)[];
  /** Cells that are known as they are, however others are rounded: published before. */
  isExact: readonly boolean[];
  /** What a count cannot exceed: its denominator; Infinity where that is not shown. */
  upper: readonly number[];
  /** parts add up to total, but for people who are known to be in none of them. */
  equations: readonly { total: number; parts: readonly number[]; elsewhere: number }[];
  policy: PrintedPolicy;
}

/** The policy as it is printed on the document. */
export interface PrintedPolicy {
  /** Counts below it are suppressed; 0 = none. */
  threshold: number;
  /** Counts are rounded to the nearest; 0 = not. */
  base: number;
  /** Whether 0 is printed. */
  keepsZeros: boolean;
}

/** The least and the greatest that something can be. */
export type Range = readonly [low: number, high: number];

/** Cells of which it is known between what each lies, and what adds up: all that an attacker computes with. */
export interface Bounded {
  ranges: readonly Range[];
  equations: Displayed['equations'];
}

/** What is known of each cell of a document by what it shows alone. */
export function readDisplayed(document: Displayed): Bounded {
  return {
    ranges: document.shown.map((_, cell) => readCell(document, cell)),
    equations: document.equations,
  };
}

/** The least and the greatest count that a cell may be, by what it shows alone; NaN where none is printed so. */
export function readCell(document: Displayed, cell: number): Range {
  const shown = document.shown[cell]!;
  const upper = document.upper[cell]!;
  if (shown === null) return [0, upper];
  if (document.isExact[cell] === true) return [shown, shown];
  const { policy } = document;
  const reach = Math.max(policy.base, 1);
  const around: Range = [Math.max(0, shown - reach), Math.min(upper, shown + reach)];
  return findEnds(around, (count) => printCount(count, policy) === shown) ?? [NaN, NaN];
}

/** The first and the last whole number within a range that something holds for, Infinity as the range says; undefined where there is none. */
export function findEnds([first, last]: Range, holds: (count: number) => boolean): Range | undefined {
  let low = first;
  while (low <= last && !holds(low)) low += 1;
  if (low > last) return undefined;
  let high = last;
  while (high < Infinity && !holds(high)) high -= 1;
  return [low, high];
}

/** How wide what may be must stay of a count that a policy hides. */
export function promisedWidth({ threshold, base }: PrintedPolicy): number {
  return Math.max(threshold, base - 1, 1);
}

/** Whether a printed count that lies in a range is rounded, and may be small: then it must keep all of the range. */
export function mayBeSmall([low, high]: Range, { base }: Pick<PrintedPolicy, 'base'>): boolean {
  return low < high && low < base;
}

/** What a policy prints for a count; null where it suppresses it. */
export function printCount(count: number, { threshold, base, keepsZeros }: PrintedPolicy): number | null {
  if (count > 0 && count < threshold) return null;
  if (count === 0 && threshold > 0 && !keepsZeros) return null;
  return roundTo(Math.max(base, 1), count);
}

/** A count to the nearest multiple of a base. */
export function roundTo(base: number, count: number): number {
  const below = count - (count % base);
  return count - below < base / 2 ? below : below + base;
}
