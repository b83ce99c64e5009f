import type { CodeStretches } from '#contract';

/** What stands before the digits at a code's end, and these as a number; undefined for a code that ends in none. */
function takeApart(code: string): { before: string; digits: number; number: number } | undefined {
  const [, before, digits] = /^(.*?)(\d{1,15})$/.exec(code) ?? [];
  if (before === undefined || digits === undefined) return undefined;
  return { before, digits: digits.length, number: Number(digits) };
}

function follows(code: string, last: string): boolean {
  const [a, b] = [takeApart(last), takeApart(code)];
  return (
    a !== undefined &&
    b !== undefined &&
    a.before === b.before &&
    a.digits === b.digits &&
    b.number === a.number + 1
  );
}

/** Codes in their order as stretches that count up: E01000001, E01000002, E01000003 become one, from the first to the last. */
export function packCodes(codes: readonly string[]): CodeStretches {
  const packed: [first: string, last: string][] = [];
  for (const code of codes.toSorted()) {
    const last = packed.at(-1);
    if (last !== undefined && follows(code, last[1])) last[1] = code;
    else packed.push([code, code]);
  }
  return packed.map(([first, last]) => (first === last ? [first] : [first, last]));
}

/** Codes that were packed. */
export interface KnownCodes {
  has(code: string): boolean;
  /** How many there are. */
  count: number;
}

/** Codes that were packed, without ever laying them out: what a file claims to hold may be without bounds. */
export function readCodes(stretches: CodeStretches): KnownCodes {
  const sorted = stretches
    .map(([first, last]) => ({
      first,
      last: last ?? first,
      from: takeApart(first),
      to: takeApart(last ?? first),
    }))
    .toSorted((a, b) => (a.first < b.first ? -1 : 1));
  return {
    has(code) {
      const at = sorted.findLastIndex(({ first }) => first <= code);
      const stretch = sorted[at];
      if (stretch === undefined || code > stretch.last) return false;
      return code === stretch.first || takeApart(code)?.before === stretch.from?.before;
    },
    count: sorted.reduce(
      (sum, { from, to }) => sum + Math.max(1, (to?.number ?? 0) - (from?.number ?? 0) + 1),
      0,
    ),
  };
}
