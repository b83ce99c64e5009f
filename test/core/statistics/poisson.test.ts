import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooSmallForRate, poissonInterval, poissonInterval998 } from '#core/statistics';

describe('limits of a number of events', () => {
  // Computed independently with scipy 1.17: chi2.ppf(α/2, 2·O)/2 and chi2.ppf(1 − α/2, 2·(O + 1))/2.
  it.each([
    [0, [0, 3.6889], [0, 6.9078]],
    [1, [0.0253, 5.5716], [0.001, 9.2334]],
    [3, [0.6187, 8.7673], [0.1905, 13.0622]],
    [9, [4.1154, 17.0848], [2.4524, 22.6574]],
  ])('below 10 are the exact ones: %i', (count, expected95, expected998) => {
    const [near, far] = [poissonInterval(count), poissonInterval998(count)];
    expect([near.lower, near.upper]).toEqual(expected95.map((each) => expect.closeTo(each, 3)));
    expect([far.lower, far.upper]).toEqual(expected998.map((each) => expect.closeTo(each, 3)));
  });

  it.each([
    [10, 4.7954, 18.3904],
    [12, 6.2006, 20.9616],
    [65, 50.1656, 82.8478],
    [250, 219.968, 282.9877],
  ])('from 10 on are near the exact ones, to a hundredth: %i', (count, lower, upper) => {
    const found = poissonInterval(count);
    expect(Math.abs(found.lower - lower)).toBeLessThan(0.01);
    expect(Math.abs(found.upper - upper)).toBeLessThan(0.01);
  });

  it('hold the count, and the 99.8 % ones hold the 95 % ones', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 5000, noNaN: true }), (count) => {
        const [near, far] = [poissonInterval(count), poissonInterval998(count)];
        expect(near.lower).toBeLessThanOrEqual(count);
        expect(near.upper).toBeGreaterThan(count);
        expect(far.lower).toBeLessThanOrEqual(near.lower);
        expect(far.upper).toBeGreaterThan(near.upper);
      }),
    );
  });

  it('there are none of what is no count', () => {
    for (const count of [NaN, -1, Infinity])
      expect(poissonInterval(count)).toEqual({ lower: NaN, upper: NaN });
  });
});

// ln 1000 = 6.908.
it.each([
  [6.9, true],
  [6.91, false],
  [0, true],
  [NaN, true],
])('%d expected: too small is %s', (expected, isTooSmall) => {
  expect(isTooSmallForRate(expected)).toBe(isTooSmall);
});
