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
 * A count below 0 is taken as 0. NaN where the count is unknown, the base is unknown or not above 0, and where the count
 * is above the base: such a pair is no proportion, and no limits of one hold for it.
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

/**
 * 95 % limits of the rate of a count and a base of which the publisher rounded one or both by up to their half-widths, in per
 * cent: the lower limit of the least rate and the upper of the greatest that they may stand for, within 0 and the base. (Both
 * limits rise with the count and fall with the base.) NaN where `wilsonInterval` has none for the counts as they stand, so
 * also where the count is above the base.
 */
export function wilsonOfRounded(
  count: number,
  base: number,
  halfWidth: { count: number; base: number },
): Interval {
  if (!(base > 0) || !(count <= base)) return { lower: NaN, upper: NaN };
  const smallestBase = base - halfWidth.base;
  return {
    lower: wilsonLower(count - halfWidth.count, base + halfWidth.base),
    upper:
      smallestBase > 0
        ? wilsonUpper(Math.min(count + halfWidth.count, smallestBase), smallestBase)
        : wholePercent,
  };
}

const wholePercent = 100;

/** The limit on the side of the sign of z. */
function wilsonLimit(count: number, base: number, z: number): number {
  if (!(base > 0) || !(count <= base)) return NaN;
  const within = Math.max(count, 0);
  // At the ends the formula gives 0 and 1, but not to the last bit.
  if (z < 0 && within === 0) return 0;
  if (z > 0 && within === base) return 100;
  const spread = z * Math.sqrt(z * z + 4 * within * (1 - within / base));
  return (100 * (2 * within + z * z + spread)) / (2 * (base + z * z));
}
