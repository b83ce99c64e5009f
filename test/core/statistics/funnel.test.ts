import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { funnelLimits, isTooSmallForFunnel } from '#core/statistics';

describe('limits of a funnel plot', () => {
  // Computed independently with scipy 1.17: stats.binomtest(θ·n, n).proportion_ci(level, method="wilson"), in per cent.
  it.each([
    [30, 100, [21.8949, 39.5849], [18.1016, 45.3852]],
    [30, 10, [10.7791, 60.3222], [6.2845, 73.2547]],
    [30, 500, [26.1482, 34.1568], [24.0902, 36.6595]],
    [30, 2000, [28.0315, 32.0451], [26.9346, 33.2555]],
    [15, 300, [11.4032, 19.4818], [9.7158, 22.4436]],
  ])('around %d %% for %i', (rate, base, expected95, expected998) => {
    const { limits95, limits998 } = funnelLimits(rate, base);
    expect(limits95.lower).toBeCloseTo(expected95[0]!, 4);
    expect(limits95.upper).toBeCloseTo(expected95[1]!, 4);
    expect(limits998.lower).toBeCloseTo(expected998[0]!, 4);
    expect(limits998.upper).toBeCloseTo(expected998[1]!, 4);
  });

  it('there are none without a rate or a base', () => {
    expect(funnelLimits(NaN, 10).limits95).toEqual({ lower: NaN, upper: NaN });
    expect(funnelLimits(30, 0).limits998).toEqual({ lower: NaN, upper: NaN });
  });

  it('hold the rate and close in as the base grows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 99, noNaN: true }),
        fc.integer({ min: 1, max: 10_000 }),
        (rate, base) => {
          const [near, far] = [funnelLimits(rate, base), funnelLimits(rate, base + 1)];
          expect(near.limits95.lower).toBeLessThanOrEqual(rate);
          expect(near.limits95.upper).toBeGreaterThanOrEqual(rate);
          expect(near.limits998.lower).toBeLessThan(near.limits95.lower);
          expect(far.limits95.upper - far.limits95.lower).toBeLessThan(
            near.limits95.upper - near.limits95.lower,
          );
        },
      ),
    );
  });
});

describe('a base is too small', () => {
  // ln 0.001 ÷ ln 0.7 = 19.4: none of 20 is the first that 30 % would bring about less than once in a thousand times.
  it('while none of it succeeding is no great surprise', () => {
    expect(isTooSmallForFunnel(30, 19)).toBe(true);
    expect(isTooSmallForFunnel(30, 20)).toBe(false);
  });

  it('while all of it succeeding is no great surprise', () => {
    expect(isTooSmallForFunnel(70, 19)).toBe(true);
    expect(isTooSmallForFunnel(70, 20)).toBe(false);
  });

  it('whatever it is where the rate is 0, 100 % or unknown', () => {
    for (const rate of [0, 100, NaN]) expect(isTooSmallForFunnel(rate, 1e6)).toBe(true);
  });
});
