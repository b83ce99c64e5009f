import { type Bounds, boundsOf, type Shape } from '#core/geography';

/** Lines laid across an area. Shares come out to about a tenth of a percent. */
const scanLines = 400;

/**
 * How much of one area each of several others covers, as shares 0..1 of its surface, aligned with `others`.
 *
 * Method: parallels are laid across the area, and along each the stretches inside both are measured. That needs no exact
 * intersection, which published boundaries resist: neighbours share lines that run along each other without the same points.
 * Others that overlap each other may add up to more than 1. An area without surface gives zeros.
 */
export function shareCovered(area: Shape, others: readonly Shape[]): number[] {
  const bounds = boundsOf(area);
  const [, south, , north] = bounds;
  const step = (north - south) / scanLines;
  if (!(step > 0)) return others.map(() => 0);
  const own = crossings(area, bounds, step);
  const total = own.reduce((sum, xs) => sum + lengthOf(xs), 0);
  if (total === 0) return others.map(() => 0);
  return others.map((other) => {
    const theirs = crossings(other, bounds, step);
    return own.reduce((sum, xs, line) => sum + commonLength(xs, theirs[line]!), 0) / total;
  });
}

/** For each line the places where it crosses an edge, in order: inside from the first to the second, the third to the fourth …. */
function crossings(shape: Shape, [, south, , north]: Bounds, step: number): number[][] {
  const lines: number[][] = Array.from({ length: scanLines }, () => []);
  const { coordinates: c, ringEnds } = shape;
  let from = 0;
  for (const end of ringEnds) {
    for (let at = from * 2; at + 3 < end * 2; at += 2) {
      const y1 = c[at + 1]!;
      const y2 = c[at + 3]!;
      const low = Math.min(y1, y2);
      const high = Math.max(y1, y2);
      if (high < south || low > north || low === high) continue;
      const slope = (c[at + 2]! - c[at]!) / (y2 - y1);
      const first = Math.max(0, Math.ceil((low - south) / step - 0.5));
      for (let line = first; line < scanLines; line++) {
        const y = south + (line + 0.5) * step;
        if (y >= high) break;
        if (y >= low) lines[line]!.push(c[at]! + (y - y1) * slope);
      }
    }
    from = end;
  }
  for (const xs of lines) xs.sort((a, b) => a - b);
  return lines;
}

function lengthOf(xs: readonly number[]): number {
  let length = 0;
  for (let at = 0; at + 1 < xs.length; at += 2) length += xs[at + 1]! - xs[at]!;
  return length;
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  let length = 0;
  let i = 0;
  let j = 0;
  while (i + 1 < a.length && j + 1 < b.length) {
    const from = Math.max(a[i]!, b[j]!);
    const to = Math.min(a[i + 1]!, b[j + 1]!);
    if (to > from) length += to - from;
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return length;
}
