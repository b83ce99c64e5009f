import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  circleRadiusPx,
  circleShares,
  circleSteps,
  largestCount,
  largestRadiusPx,
} from '../../../renderer/map/circles.ts';

describe('circles for counts', () => {
  test('a quarter of the count has half the radius, so a quarter of the area', () => {
    expect([...circleShares(Float64Array.from([400, 100]))]).toEqual([1, 0.5]);
  });

  test('areas are in proportion to counts', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(counts, (values) => {
        const shares = circleShares(Float64Array.from(values));
        const largest = Math.max(...values);
        for (const [index, value] of values.entries())
          expect(shares[index]! ** 2).toBeCloseTo(value / largest, 5);
      }),
    );
  });

  test('nothing, less than nothing and no number have no circle', () => {
    expect([...circleShares(Float64Array.from([0, -3, Number.NaN, 5]))]).toEqual([0, 0, 0, 1]);
    expect([...circleShares(Float64Array.from([Number.NaN]))]).toEqual([0]);
  });

  test('the largest count passes over missing numbers', () => {
    expect(largestCount(Float64Array.from([Number.NaN, 7, 3]))).toBe(7);
    expect(largestCount(new Float64Array())).toBe(0);
  });
});

describe('sizes on the screen', () => {
  test('circles grow with the areas, within limits', () => {
    expect(largestRadiusPx(0.1)).toBe(circleRadiusPx.smallest);
    expect(largestRadiusPx(20)).toBeCloseTo(22, 10);
    expect(largestRadiusPx(1000)).toBe(circleRadiusPx.largest);
  });

  test('the legend shows round counts that occur', () => {
    expect(circleSteps(237)).toEqual([200, 50, 20]);
    expect(circleSteps(3)).toEqual([2, 1]);
    expect(circleSteps(0)).toEqual([]);
  });
});
