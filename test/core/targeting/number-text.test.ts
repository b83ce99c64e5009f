import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsBeside, decimalsOfMargin, decimalsToTell } from '#core/targeting';
import { formatMeasured } from '../../../core/targeting/number-text.ts';

describe('a measured value in a sentence', () => {
  it('keeps its decimal where rounding makes it look whole, as the table does', () => {
    expect(formatMeasured(15.96, 1)).toBe('16.0');
    expect(formatMeasured(-5.96, 1)).toBe('-6.0');
  });

  it('has none where it is whole, and no more zeros than one', () => {
    expect(formatMeasured(16, 1)).toBe('16');
    expect(formatMeasured(0.05, 3)).toBe('0.05');
    expect(formatMeasured(Number.NaN, 1)).toBe('unknown');
  });
});

describe('a value beside a threshold', () => {
  it('has the decimals that tell it from the threshold, and no more than usual where one tells it', () => {
    expect(decimalsToTell(10.04, [10], 1)).toBe(2);
    expect(decimalsToTell(9.9996, [10], 1)).toBe(4);
    expect(decimalsToTell(10.6, [10], 1)).toBe(1);
    expect(decimalsToTell(10, [10], 1)).toBe(1);
    expect(decimalsToTell(10.04, [], 1)).toBe(1);
  });

  it('is told from every threshold of the rule, those that are no round numbers too', () => {
    expect(decimalsToTell(9.958, [5, 9.951], 1)).toBe(2);
    expect(decimalsToTell(14.96, [10, 15], 0)).toBe(2);
  });

  it('is told from a limit that only the last digits of a double tell it from', () => {
    const least = 10 + 2 ** -49;
    expect(Number(least.toFixed(decimalsToTell(least, [10], 1)))).toBeGreaterThan(10);
  });

  it('never needs to be told from what is not known', () => {
    expect(decimalsToTell(Number.NaN, [10], 1)).toBe(1);
    expect(decimalsToTell(10, [Number.NaN, Infinity], 1)).toBe(1);
  });

  it('as written is never on the other side, nor on the threshold unless it is the threshold', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        number,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.nat(9),
        (threshold, apart, digits) => {
          const value = threshold + apart / 10 ** digits;
          const written = Number(value.toFixed(decimalsToTell(value, [threshold], 1)));
          // A number near a million holds no more than ten decimals.
          if (Math.abs(value - threshold) > 1e-9)
            expect(Math.sign(written - threshold)).toBe(Math.sign(value - threshold));
        },
      ),
    );
  });

  it('is looked up by area: only the comparison that takes this value there speaks', () => {
    const leaf = (values: number[], thresholds: number[]) => ({
      values: Float64Array.from(values),
      thresholds: Float64Array.from(thresholds),
    });
    const leaves = [leaf([10.04, 3], [10, 10]), leaf([50, 60], [10.041, 3.001])];
    expect(decimalsBeside({ leaves }, { area: 0, value: 10.04 }, 1)).toBe(2);
    expect(decimalsBeside({ leaves }, { area: 1, value: 3 }, 1)).toBe(1);
  });
});

describe('a margin', () => {
  it('is never written as nothing unless it is nothing', () => {
    expect(decimalsOfMargin(0.002, 1)).toBe(3);
    expect(decimalsOfMargin(-0.04, 1)).toBe(2);
    expect(decimalsOfMargin(0, 1)).toBe(1);
    expect(decimalsOfMargin(0.06, 1)).toBe(1);
  });
});
