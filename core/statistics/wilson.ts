/** The 97.5 % and 99.9 % points of the normal distribution: two-sided 95 % and 99.8 % limits. */
export const zOf95 = 1.959963984540054;
export const zOf998 = 3.090232306167813;

export interface Interval {
  lower: number;
  upper: number;
}

/**
 * 95 % limits of the rate `count / base`, in per cent (Wilson 1927, as given by Newcombe 1998, method 3):
 * `[2O + z² ∓ z·√(z² + 4Oq)] / [2(n + z²)]` with `q = 1 − O/n`. 90 of 900 gives 8.2 to 12.1.
 * A count below 0 is taken as 0 and one above the base as the base, so that counts widened by their rounding stay
 * rates. NaN where the count is unknown or the base is unknown or not above 0.
 */
export function wilsonInterval(count: number, base: number): Interval {
  return wilsonIntervalAt(count, base, zOf95);
}

/** The limits of `wilsonInterval` at the level whose two-sided normal point is z. */
export function wilsonIntervalAt(count: number, base: number, z: number): Interval {
  return { lower: wilsonLimit(count, base, -z), upper: wilsonLimit(count, base, z) };
}

/** The lower of the limits of `wilsonInterval`. */
export function wilsonLower(count: number, base: number): number {
  return wilsonLimit(count, base, -zOf95);
}

/** The upper of the limits of `wilsonInterval`. */
export function wilsonUpper(count: number, base: number): number {
  return wilsonLimit(count, base, zOf95);
}

/** The limit on the side of the sign of z. */
function wilsonLimit(count: number, base: number, z: number): number {
  if (!(base > 0) || Number.isNaN(count)) return NaN;
  const within = Math.min(Math.max(count, 0), base);
  // At the ends the formula gives 0 and 1, but not to the last bit.
  if (z < 0 && within === 0) return 0;
  if (z > 0 && within === base) return 100;
  const spread = z * Math.sqrt(z * z + 4 * within * (1 - within / base));
  return (100 * (2 * within + z * z + spread)) / (2 * (base + z * z));
}
