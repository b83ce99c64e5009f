/** Whole numbers up to this add up exactly, and a number written with fifteen digits is kept to the last of them. */
const mostWhole = 1e15;
const leastWeight = 1e-280;

/**
 * Weights as whole numbers in the same proportion, so that their sums are exact whatever the order: 0.1, 0.2 and 0.3 become 1,
 * 2 and 3. Whole weights stay as they are. Digits beyond the fifteenth of the largest possible sum are rounded. Weights that are
 * all 0 (or so small that a number can no longer hold them) count alike. Weights must be numbers from 0 up.
 */
export function wholeWeights(weights: readonly number[]): number[] {
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  if (largest < leastWeight) return weights.map(() => 1);
  const mostDecimals = Math.floor(Math.log10(mostWhole / largest / weights.length));
  const atMost = scale(weights, mostDecimals);
  for (let decimals = 0; decimals < mostDecimals; decimals += 1) {
    const scaled = scale(weights, decimals);
    if (scaled.every((weight, index) => weight * 10 ** (mostDecimals - decimals) === atMost[index]))
      return scaled;
  }
  return atMost;
}

function scale(weights: readonly number[], decimals: number): number[] {
  return weights.map((weight) => Math.round(weight * 10 ** decimals));
}

/**
 * The least value within which at least half of the weight lies: the weighted median, not interpolated. Exactly half is at
 * least half where weights are whole (`wholeWeights`), whatever the order. Infinity where there are no values, or those that
 * hold the half are infinite or NaN.
 */
export function weightedMedian(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  if (values.length <= 1) return reachable(values[0]);
  const order = Array.from({ length: values.length }, (_, index) => index).toSorted(
    (a, b) => reachable(values[a]) - reachable(values[b]) || a - b,
  );
  let total = 0;
  for (let index = 0; index < weights.length; index += 1) total += weights[index]!;
  let within = 0;
  for (const index of order) {
    within += weights[index]!;
    if (2 * within >= total) return reachable(values[index]);
  }
  return Infinity;
}

function reachable(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? Infinity : value;
}
