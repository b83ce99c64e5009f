/** The known, finite values in ascending order. */
export function listKnown(values: ArrayLike<number>): Float64Array {
  const known = new Float64Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    if (Number.isFinite(value)) known[count++] = value;
  }
  return known.subarray(0, count).toSorted();
}

/** How many distinct values a sorted column has, counting no further than asked. */
export function countDistinct(sorted: Float64Array, upTo: number): number {
  let count = sorted.length === 0 ? 0 : 1;
  for (let index = 1; index < sorted.length && count < upTo; index += 1) {
    if (sorted[index] !== sorted[index - 1]) count += 1;
  }
  return count;
}

/**
 * The number with the fewest decimals that is above one value and not above the other: a break that reads well and
 * leaves every value in its class.
 */
export function roundestBetween(above: number, upTo: number): number {
  for (let decimals = 0; decimals <= 12; decimals += 1) {
    const scale = 10 ** decimals;
    const candidate = Math.floor(upTo * scale) / scale;
    if (candidate > above && candidate <= upTo) return candidate;
  }
  return upTo;
}
