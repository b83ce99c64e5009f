import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axisReach,
  curvePoints,
  niceCeiling,
  tableStops,
} from '../../../../renderer/features/coverage-curve/curve.ts';

describe('the points of the coverage curve', () => {
  it('begin with nothing and end with the last share', () => {
    expect(curvePoints(Float64Array.of(0.4, 0.7, 1), 2)).toEqual([
      { areas: 0, share: 0 },
      { areas: 1, share: 0.4 },
      { areas: 2, share: 0.7 },
    ]);
  });

  it('are few however many areas there are, and still end where the curve ends', () => {
    const shares = Float64Array.from({ length: 32_844 }, (_, index) => (index + 1) / 32_844);
    const points = curvePoints(shares, shares.length);
    expect(points.length).toBeLessThan(250);
    expect(points.at(-1)).toEqual({ areas: 32_844, share: 1 });
  });

  it('are only the beginning without target areas', () => {
    expect(curvePoints(new Float64Array(), 0)).toEqual([{ areas: 0, share: 0 }]);
  });
});

describe('the axes', () => {
  it('reach as far as there is something to see, and never beyond all areas', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }), fc.nat(40_000), (all, targets) => {
        const inTargets = Math.min(all, targets);
        const reach = axisReach(inTargets, all);
        expect(reach).toBeLessThanOrEqual(all);
        expect(reach).toBeGreaterThanOrEqual(inTargets);
      }),
    );
  });

  it('end at a round number', () => {
    expect([27, 3.2, 99, 100, 0.4].map(niceCeiling)).toEqual([30, 4, 100, 100, 1]);
  });
});

describe('the table beside the curve', () => {
  it('has a row for the target set and for all areas, none twice', () => {
    expect(tableStops(33, 984)).toEqual([8, 17, 33, 66, 984]);
    expect(tableStops(4, 4)).toEqual([1, 2, 4]);
    expect(tableStops(0, 10)).toEqual([10]);
  });
});
