/**
 * Shares out a whole number in proportion to weights, so that the parts are whole and add up to it exactly (largest
 * remainders; ties go to the first): 4 over the weights 1, 1, 1 is 2, 1, 1. All zero where no weight is above 0; nobody
 * without weight gets a part. Weights must be numbers from 0 up.
 */
export function apportion(weights: ArrayLike<number>, whole: number): number[] {
  const given = Array.from(weights);
  const total = given.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return given.map(() => 0);
  const exact = given.map((value) => (value / total) * whole);
  const parts = exact.map((value) => Math.floor(value));
  let left = whole - parts.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - parts[index]! }))
    .filter(({ index }) => given[index]! > 0)
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index);
  // Rounding of the divisions may leave a grain too many or too few.
  for (let turn = 0; left !== 0; turn += 1) {
    const { index } = byRemainder[turn % byRemainder.length]!;
    const step = Math.sign(left);
    if (parts[index]! + step < 0) continue;
    parts[index]! += step;
    left -= step;
  }
  return parts;
}
