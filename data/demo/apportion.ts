/**
 * Whole numbers in proportion to the weights that add up to exactly `total` (largest remainders; ties go to the first).
 * No weight at all and a total above zero throws RangeError.
 */
export function apportion(weights: ArrayLike<number>, total: number): number[] {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]!;
  if (!(sum > 0) && total > 0) throw new RangeError('Nothing can be apportioned to weights of zero.');
  const exact = Array.from(weights, (weight) => (total === 0 ? 0 : (weight / sum) * total));
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = [...exact.keys()].toSorted(
    (a, b) => exact[b]! - shares[b]! - (exact[a]! - shares[a]!) || a - b,
  );
  for (const i of byRemainder.slice(0, left)) shares[i]!++;
  return shares;
}
