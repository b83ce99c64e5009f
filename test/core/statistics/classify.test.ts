import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PinpointError } from '#contract';
import { classMethods } from '#contract';
import { classify, findClass } from '#core/statistics';

function squares(part: number[]): number {
  const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
  return part.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Least sum of squared deviations over every way to cut sorted values into classes: the slow way round. */
function leastSquares(sorted: number[], classes: number): number {
  if (classes === 1) return squares(sorted);
  let least = Infinity;
  for (let cut = 1; cut <= sorted.length - classes + 1; cut += 1) {
    least = Math.min(least, squares(sorted.slice(0, cut)) + leastSquares(sorted.slice(cut), classes - 1));
  }
  return least;
}

describe('classes of a map', () => {
  it('equal interval: classes of one width', () => {
    expect(classify([0, 1, 2, 10], { method: 'equal', classes: 5 })).toMatchObject({
      breaks: [2, 4, 6, 8],
      counts: [2, 1, 0, 0, 1],
      lowest: 0,
      highest: 10,
    });
  });

  it('quantile: classes of as many values, breaks that read well', () => {
    expect(classify([1.11, 2.22, 3.33, 4.44, 5.55, 6.66], { method: 'quantile', classes: 3 })).toMatchObject({
      breaks: [3, 5],
      counts: [2, 2, 2],
    });
  });

  it('quantile: equal values share a class', () => {
    expect(classify([0, 0, 0, 0, 0, 1, 2, 3], { method: 'quantile', classes: 4 }).counts).toEqual([5, 1, 2]);
  });

  it('natural breaks: the gaps in the values', () => {
    expect(classify([4, 5, 9, 10, 1, 2], { method: 'jenks', classes: 3 })).toMatchObject({
      breaks: [4, 9],
      counts: [2, 2, 2],
    });
  });

  it('natural breaks leave the least variance of all ways to cut (every way tried)', () => {
    const values = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 4 }), (cells, classes) => {
        const sorted = cells.toSorted((a, b) => a - b);
        const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
        const all = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const best = all === 0 ? 1 : 1 - leastSquares(sorted, classes) / all;
        const distinct = new Set(sorted).size;
        if (distinct >= classes)
          expect(classify(cells, { method: 'jenks', classes }).goodness).toBeCloseTo(best, 9);
      }),
    );
  });

  it('head/tail: the mean, then the mean of what is above it, while the head is small', () => {
    // Mean 4; above it 12 and 16 of ten; their mean 14.
    const values = [1, 1, 1, 1, 1, 2, 2, 3, 12, 16];
    expect(classify(values, { method: 'headtail', classes: 7 })).toMatchObject({
      breaks: [4, 14],
      counts: [8, 1, 1],
    });
    expect(classify(values, { method: 'headtail', classes: 2 }).breaks).toEqual([4]);
  });

  it('standard deviation: one deviation wide, about the mean', () => {
    // Mean 5, deviation 2 (the textbook example 2, 4, 4, 4, 5, 5, 7, 9).
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(classify(values, { method: 'stddev', classes: 4 }).breaks).toEqual([3, 5, 7]);
    expect(classify(values, { method: 'stddev', classes: 3 }).breaks).toEqual([4, 6]);
  });

  it('manual: the breaks as given, sorted', () => {
    expect(classify([1, 5, 7], { method: 'manual', classes: 1, manual: [6, 4, 6] })).toMatchObject({
      breaks: [4, 6],
      counts: [1, 1, 1],
    });
  });

  it('a value at a break belongs to the class above it', () => {
    expect([9.9, 10, 10.1, NaN].map((value) => findClass([5, 10], value))).toEqual([1, 2, 2, -1]);
  });

  it.each([...classMethods, 'manual'] as const)(
    '%s: no values, one value, equal values and two values do no harm',
    (method) => {
      const request = { method, classes: 5, manual: [3] };
      const breaks = method === 'manual' ? [3] : [];
      expect(classify([], request)).toMatchObject({ breaks, lowest: null, highest: null, goodness: null });
      expect(classify([NaN, Infinity], request)).toMatchObject({ breaks, lowest: null });
      expect(classify([7], request)).toMatchObject({ breaks, lowest: 7, highest: 7, goodness: 1 });
      expect(classify([7, 7, 7, NaN], request)).toMatchObject({ breaks, goodness: 1 });
      const two = classify([1, 9], request);
      expect(two.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
      expect(two.goodness).toBe(1);
    },
  );

  it('the threshold is a break whatever the method, with or without values about it', () => {
    const values = fc.array(fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constant(NaN)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(...classMethods, 'manual' as const),
        fc.integer({ min: 1, max: 7 }),
        fc.double({ min: -10, max: 120, noNaN: true }),
        (cells, method, classes, threshold) => {
          const result = classify(cells, { method, classes, threshold, manual: [10, 20] });
          const known = cells.filter((value) => !Number.isNaN(value));
          expect(result.breaks).toContain(threshold);
          expect(result.breaks).toEqual([...new Set(result.breaks)].toSorted((a, b) => a - b));
          expect(result.counts).toHaveLength(result.breaks.length + 1);
          expect(result.counts.length).toBeLessThanOrEqual(7);
          const counted = result.counts.map(
            (_, position) => known.filter((value) => findClass(result.breaks, value) === position).length,
          );
          expect(result.counts).toEqual(counted);
          expect(result.goodness ?? 1).toBeGreaterThanOrEqual(0);
          expect(result.goodness ?? 1).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('with seven classes the threshold takes the place of the break nearest to it', () => {
    const result = classify([0, 70], { method: 'equal', classes: 7, threshold: 31 });
    expect(result.breaks).toEqual([10, 20, 31, 40, 50, 60]);
  });

  it.each([
    { method: 'equal' as const, classes: 0 },
    { method: 'equal' as const, classes: 8 },
    { method: 'quantile' as const, classes: 2.5 },
    { method: 'manual' as const, classes: 3 },
    { method: 'manual' as const, classes: 3, manual: [1, NaN] },
    { method: 'manual' as const, classes: 3, manual: [1, 2, 3, 4, 5, 6, 7] },
  ])('refuses %o', (request) => {
    expect(() => classify([1, 2], request)).toThrow(PinpointError);
  });
});
