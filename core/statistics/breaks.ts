import { ckmeans } from 'simple-statistics';
import { countDistinct, roundestBetween } from './sorted.ts';

// Every method takes the known values in ascending order, at least two of them distinct.

/** Classes of the same width. */
export function breakEqually(sorted: Float64Array, classes: number): number[] {
  const lowest = sorted[0]!;
  const width = (sorted.at(-1)! - lowest) / classes;
  return Array.from({ length: classes - 1 }, (_, index) => lowest + width * (index + 1));
}

/** Classes of as nearly the same number of values as ties allow: equal values always share a class. */
export function breakByQuantile(sorted: Float64Array, classes: number): number[] {
  const starts = Array.from({ length: classes - 1 }, (_, index) =>
    Math.round(((index + 1) * sorted.length) / classes),
  );
  return starts.flatMap((start) => breakNear(sorted, start));
}

/**
 * Natural breaks: the classes with the least sum of squared deviations (Jenks), by dynamic programming and therefore
 * exact (Wang & Song 2011, Ckmeans.1d.dp; the implementation is that of simple-statistics). All values take part:
 * 33,000 take some 40 ms.
 */
export function breakNaturally(sorted: Float64Array, classes: number): number[] {
  const clusters = ckmeans([...sorted], countDistinct(sorted, classes));
  let start = 0;
  return clusters.slice(0, -1).flatMap((cluster) => {
    start += cluster.length;
    return breakNear(sorted, start);
  });
}

/**
 * Head/tail breaks (Jiang 2013) for heavy-tailed values: the mean is a break, then the mean of those above it, and so
 * on while fewer than 40 % of the values lie above, up to the number of classes wanted.
 */
export function breakByHeadAndTail(sorted: Float64Array, classes: number): number[] {
  const breaks: number[] = [];
  let head = sorted;
  while (breaks.length < classes - 1 && head.length > 1) {
    const mean = head.reduce((sum, value) => sum + value, 0) / head.length;
    const start = head.findIndex((value) => value > mean);
    if (start < 0) break;
    breaks.push(mean);
    const share = (head.length - start) / head.length;
    if (share >= 0.4) break;
    head = head.subarray(start);
  }
  return breaks;
}

/**
 * Classes one standard deviation wide, centred on the mean: breaks at mean ± ½, 1½ … deviations for an odd number of
 * classes and at the mean ± 0, 1, 2 … for an even one. The deviation is that of a whole population (÷ n).
 */
export function breakByDeviation(sorted: Float64Array, classes: number): number[] {
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const deviation = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  return Array.from({ length: classes - 1 }, (_, index) => mean + (index + 1 - classes / 2) * deviation);
}

/**
 * A break at a position, between a value and the next smaller one. Where equal values lie on both sides, the nearer
 * end of their run is taken; none where the break would leave a class without values.
 */
function breakNear(sorted: Float64Array, position: number): number[] {
  const value = sorted[position];
  if (value === undefined) return [];
  const begin = sorted.indexOf(value);
  const end = sorted.lastIndexOf(value) + 1;
  const isNearBegin = begin > 0 && (position - begin <= end - position || end === sorted.length);
  const cut = isNearBegin ? begin : end;
  const above = sorted[cut];
  return above === undefined ? [] : [roundestBetween(sorted[cut - 1]!, above)];
}
