import { describe, expect, it } from 'vitest';
import { findRateProblem, tryRate, warnOfRate } from '#core/rates';
import { aTable, type Cell } from '../targeting/a-table.ts';

const pair = { numerator: 'c', denominator: 'n' };
const tableOf = (counts: Cell[], bases: Cell[]) =>
  aTable().withCount('c', '2017-09', counts).withCount('n', '2017', bases).build();

describe('a rate tried before it is defined', () => {
  it('shows the highest and the middle area, and the pooled rate', () => {
    const numbers = tryRate(tableOf([25, 10, 40], [1032, 1000, 400]), pair);
    expect(numbers).toMatchObject({ period: '2017-09', denominatorPeriod: '2017', geography: 'lsoa:2011' });
    expect(numbers.highest).toMatchObject({ count: 40, base: 400, rate: 10 });
    expect(numbers.middle).toMatchObject({ count: 25, base: 1032 });
    expect(numbers.middle!.rate).toBeCloseTo(2.4225, 4);
    expect(numbers.pooled).toBeCloseTo((100 * 75) / 2432, 10);
    expect(findRateProblem(numbers, pair)).toBeNull();
    expect(warnOfRate(numbers, pair)).toEqual([]);
  });

  it('counts suppressed and missing areas apart', () => {
    const { areas } = tryRate(
      tableOf([25, 'suppressed', 'missing', 5, 3], [100, 100, 100, 'missing', 0]),
      pair,
    );
    expect(areas).toEqual({ all: 5, known: 1, suppressed: 1, missing: 3, above: 0 });
  });

  it('is refused where it comes out above 100 % over all areas', () => {
    const numbers = tryRate(tableOf([1032, 1000], [25, 1010]), pair);
    expect(findRateProblem(numbers, pair)).toBe(
      'c ÷ n comes out at 196.3 % over all areas, and above 100 % in 1 of 2: c is no part of n.',
    );
  });

  it('is refused where more than a few areas are above 100 %, whatever the sum', () => {
    const counts = [...Array.from({ length: 18 }, () => 1), 12, 12];
    const fifth = tryRate(
      tableOf(
        counts,
        Array.from({ length: 20 }, () => 10),
      ),
      pair,
    );
    expect(findRateProblem(fifth, pair)).toBeNull();
    expect(warnOfRate(fifth, pair)[0]).toContain('In 2 of 20 areas c is above n');
    const more = tryRate(
      tableOf(
        [12, ...counts.slice(1)],
        Array.from({ length: 20 }, () => 10),
      ),
      pair,
    );
    expect(findRateProblem(more, pair)).toContain('above 100 % in 3 of 20');
  });

  it('without any area with both counts nothing is shown and nothing refused', () => {
    const numbers = tryRate(tableOf(['missing'], [10]), pair);
    expect(numbers).toMatchObject({ pooled: null, highest: null, middle: null });
    expect(findRateProblem(numbers, pair)).toBeNull();
  });
});
