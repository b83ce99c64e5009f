import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval, wilsonOfRounded } from '#core/statistics';

describe('Wilson limits of a rate', () => {
  // Computed independently with scipy 1.17: stats.binomtest(count, base).proportion_ci(method="wilson"), in per cent.
  it.each([
    [90, 900, 8.2068, 12.1332],
    [107, 900, 9.9346, 14.1671],
    [108, 900, 10.0368, 14.2862],
    [142, 1001, 12.1611, 16.4843],
    [0, 50, 0, 7.1348],
    [50, 50, 92.8652, 100],
    [1, 10, 1.7876, 40.415],
  ])('%i of %i is %f to %f %%', (count, base, lower, upper) => {
    const limits = wilsonInterval(count, base);
    expect(limits.lower).toBeCloseTo(lower, 4);
    expect(limits.upper).toBeCloseTo(upper, 4);
  });

  it('the lower limit passes 10 % first at 108 of 900', () => {
    const first = Array.from({ length: 901 }, (_, count) => count).find(
      (count) => wilsonInterval(count, 900).lower > 10,
    );
    expect(first).toBe(108);
  });

  it('there are none without a count or a base', () => {
    for (const [count, base] of [
      [NaN, 10],
      [1, NaN],
      [0, 0],
      [1, 0],
      [1, -1],
    ] as const)
      expect(wilsonInterval(count, base)).toEqual({ lower: NaN, upper: NaN });
  });

  it('there are none of a count above its base, which is no proportion', () => {
    expect(wilsonInterval(105, 100)).toEqual({ lower: NaN, upper: NaN });
    expect(wilsonOfRounded(105, 100, { count: 5, base: 0 })).toEqual({ lower: NaN, upper: NaN });
  });

  it('a rounded count has the lower limit of its least and the upper of its greatest, within 0 and the base', () => {
    const limits = (count: number, base: number) => wilsonInterval(count, base);
    expect(wilsonOfRounded(50, 100, { count: 2, base: 0 })).toEqual({
      lower: limits(48, 100).lower,
      upper: limits(52, 100).upper,
    });
    expect(wilsonOfRounded(0, 100, { count: 2, base: 0 })).toEqual({ lower: 0, upper: limits(2, 100).upper });
    expect(wilsonOfRounded(99, 100, { count: 2, base: 0 })).toEqual({
      lower: limits(97, 100).lower,
      upper: 100,
    });
  });

  it('those of a rounded count and a rounded base hold the limits of every pair that they may stand for', () => {
    const pair = fc
      .integer({ min: 1, max: 400 })
      .chain((base) => fc.tuple(fc.integer({ min: 0, max: base }), fc.constant(base)));
    fc.assert(
      fc.property(pair, fc.nat(5), fc.nat(5), ([count, base], countWidth, baseWidth) => {
        const { lower, upper } = wilsonOfRounded(count, base, { count: countWidth, base: baseWidth });
        for (let trueBase = Math.max(1, base - baseWidth); trueBase <= base + baseWidth; trueBase += 1)
          for (
            let trueCount = Math.max(0, count - countWidth);
            trueCount <= count + countWidth;
            trueCount += 1
          ) {
            if (trueCount > trueBase) continue;
            const limits = wilsonInterval(trueCount, trueBase);
            expect(limits.lower).toBeGreaterThanOrEqual(lower - 1e-12);
            expect(limits.upper).toBeLessThanOrEqual(upper + 1e-12);
          }
      }),
    );
  });

  it('they hold the rate, lie within 0 and 100, and rise with the count', () => {
    const rate = fc
      .integer({ min: 1, max: 100_000 })
      .chain((base) => fc.tuple(fc.integer({ min: 0, max: base - 1 }), fc.constant(base)));
    fc.assert(
      fc.property(rate, ([count, base]) => {
        const { lower, upper } = wilsonInterval(count, base);
        const more = wilsonInterval(count + 1, base);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual((100 * count) / base);
        expect(upper).toBeGreaterThanOrEqual((100 * count) / base);
        expect(upper).toBeLessThanOrEqual(100);
        expect(more.lower).toBeGreaterThan(lower);
        expect(more.upper).toBeGreaterThan(upper);
      }),
    );
  });
});
