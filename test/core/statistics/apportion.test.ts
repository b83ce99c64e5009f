import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '#core/statistics';

const weights = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });
const total = fc.integer({ min: 0, max: 1_000_000 });

describe('Apportioning', () => {
  it('adds up to the total and strays from the exact share by less than one', () => {
    fc.assert(
      fc.property(weights, total, (weights, total) => {
        const all = weights.reduce((a, b) => a + b, 0);
        fc.pre(all > 1e-3);
        const shares = apportion(weights, total);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
        for (const [i, share] of shares.entries()) {
          expect(Math.abs(share - (weights[i]! / all) * total)).toBeLessThan(1);
        }
      }),
    );
  });

  it('gives the first the odd one among equals', () => {
    expect(apportion([1, 1, 1], 4)).toEqual([2, 1, 1]);
  });

  it('gives nobody anything where there is no weight', () => {
    expect(apportion([0, 0], 1)).toEqual([0, 0]);
    expect(apportion([], 3)).toEqual([]);
    expect(apportion([0, 2], 3)).toEqual([0, 3]);
  });
});
