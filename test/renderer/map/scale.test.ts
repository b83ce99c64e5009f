import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metresPerPx, roundDown, scaleBarLengths, zoomWhereWide } from '../../../renderer/map/scale.ts';

describe('ground distances', () => {
  test('at zoom 0 on the equator one px is 78,271.5 m (the circumference over 512 px)', () => {
    expect(metresPerPx(0, 0)).toBeCloseTo(78_271.517, 2);
  });

  test('at 60° north the same px shows half as much', () => {
    expect(metresPerPx(60, 3)).toBeCloseTo(metresPerPx(0, 3) / 2, 6);
  });

  test('an area is as wide as asked for at the zoom that is answered', () => {
    const zoom = zoomWhereWide(250_000, 53.4, 12);
    expect(500 / metresPerPx(53.4, zoom)).toBeCloseTo(12, 9);
  });

  test('an area of nothing is never wide enough', () => {
    expect(zoomWhereWide(0, 53, 12)).toBe(Infinity);
    expect(zoomWhereWide(Number.NaN, 53, 12)).toBe(Infinity);
  });
});

describe('the scale bar', () => {
  test('has kilometres and miles', () => {
    const [metric, imperial] = scaleBarLengths(100, 150);
    expect(metric).toEqual({ label: '10 km', widthPx: 100 });
    expect(imperial.label).toBe('5 miles');
    expect(imperial.widthPx).toBeCloseTo(80.467, 3);
  });

  test('says one mile, and goes down to metres and feet', () => {
    expect(scaleBarLengths(20, 100)[1].label).toBe('1 mile');
    const [metric, imperial] = scaleBarLengths(5, 150);
    expect([metric.label, imperial.label]).toEqual(['500 m', '2,000 ft']);
  });

  test('is never wider than its room, and at least two fifths of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 50_000, noNaN: true }), (metres) => {
        for (const { widthPx } of scaleBarLengths(metres, 150)) {
          expect(widthPx).toBeLessThanOrEqual(150 + 1e-6);
          expect(widthPx).toBeGreaterThan(150 * 0.39);
        }
      }),
    );
  });
});

test('round numbers are 1, 2 or 5 times a power of ten', () => {
  expect([0.07, 1, 4.9, 5, 99, 1234].map(roundDown)).toEqual([0.05, 1, 2, 5, 50, 1000]);
  expect([0, -2, Number.NaN].map(roundDown)).toEqual([0, 0, 0]);
});
