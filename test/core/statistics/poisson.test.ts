import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooSmallForRate, poissonInterval, poissonInterval998 } from '#core/statistics';

describe('limits of a number of events', () => {
  // Computed independently with scipy 1.17: chi2.ppf(α/2, 2·O)/2 and chi2.ppf(1 − α/2, 2·(O + 1))/2.
  it.each([
    [0, [0, 3.688879], [0, 6.907755]],
    [1, [0.025318, 5.571643], [0.001001, 9.233413]],
    [3, [0.618672, 8.767273], [0.190533, 13.062241]],
    [9, [4.115373, 17.084803], [2.452424, 22.657373]],
  ])('below 10 are the exact ones: %i', (count, expected95, expected998) => {
    const [near, far] = [poissonInterval(count), poissonInterval998(count)];
    expect([near.lower, near.upper]).toEqual(expected95.map((each) => expect.closeTo(each, 5)));
    expect([far.lower, far.upper]).toEqual(expected998.map((each) => expect.closeTo(each, 5)));
  });

  // Computed independently in Python to 40 digits: O(1 − 1/9O − z/3√O)³ and the same of O + 1 with + z, z of scipy 1.17.
  it.each([
    [10, [4.78745, 18.391459], [2.916318, 24.193725]],
    [12, [6.19351, 20.962858], [4.000376, 27.080959]],
    [65, [50.163188, 82.849139], [42.880261, 94.000291]],
    [250, [219.966884, 282.988519], [203.962012, 302.832723]],
    [1000, [938.972499, 1063.952581], [905.114955, 1101.632945]],
  ])('from 10 on are Byar’s: %i', (count, expected95, expected998) => {
    const [near, far] = [poissonInterval(count), poissonInterval998(count)];
    expect([near.lower, near.upper]).toEqual(expected95.map((each) => expect.closeTo(each, 5)));
    expect([far.lower, far.upper]).toEqual(expected998.map((each) => expect.closeTo(each, 5)));
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
