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
  /** Of each cell, where several documents under different policies are laid together. */
  policyOf?: readonly PrintedPolicy[];
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

/** The least and the greatest count that a cell may be, by what it shows alone. */
export function readCell(document: Displayed, cell: number): [low: number, high: number] {
  const shown = document.shown[cell]!;
  const upper = document.upper[cell]!;
  if (shown === null) return [0, upper];
  const policy = document.policyOf?.[cell] ?? document.policy;
  const { base } = policy;
  if (base <= 1 || document.isExact[cell] === true) return [shown, shown];
  const possible: number[] = [];
  for (let count = Math.max(0, shown - base); count <= Math.min(upper, shown + base); count += 1)
    if (isPrintedAs(count, policy) === shown) possible.push(count);
  return [possible[0]!, possible.at(-1)!];
}

/** What a policy prints for a count; null where it suppresses it. */
function isPrintedAs(count: number, { threshold, base, keepsZeros }: PrintedPolicy): number | null {
  if (count > 0 && count < threshold) return null;
  if (count === 0 && threshold > 0 && !keepsZeros) return null;
  const below = count - (count % base);
  return count - below < base / 2 ? below : below + base;
}
