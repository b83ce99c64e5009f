import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsPoint, locateIn, pointsInAreas, shapeFromRings } from '#core/geography';
import { areaShape, polygon, square, starRing, tangledRing, windingNumber } from './builders.ts';
import type { Ring } from './builders.ts';

describe('a point in a shape', () => {
  const doughnut = areaShape([square(0, 0, 10), square(4, 4, 2)], [square(20, 0, 1)]);

  it('is in a part but not in a hole, nor between parts', () => {
    expect(containsPoint(doughnut, 1, 1)).toBe(true);
    expect(containsPoint(doughnut, 20.5, 0.5)).toBe(true);
    expect(containsPoint(doughnut, 5, 5)).toBe(false);
    expect(containsPoint(doughnut, 15, 0.5)).toBe(false);
  });

  it('on the left or lower edge is in, on the right or upper edge out', () => {
    const unit = polygon(square(0, 0, 1));
    expect(containsPoint(unit, 0, 0.5)).toBe(true);
    expect(containsPoint(unit, 0.5, 0)).toBe(true);
    expect(containsPoint(unit, 1, 0.5)).toBe(false);
    expect(containsPoint(unit, 0.5, 1)).toBe(false);
  });

  it('with a coordinate that is not a number is nowhere', () => {
    expect(containsPoint(doughnut, NaN, 1)).toBe(false);
    expect(containsPoint(doughnut, 1, NaN)).toBe(false);
  });

  it('is in a simple ring exactly where the ring winds round it', () => {
    fc.assert(
      fc.property(
        starRing,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (ring, dx, dy) => {
          const [x, y] = [ring[0]![0] + dx * 0.1, ring[0]![1] + dy * 0.1];
          fc.pre(!isOnRing(ring, x, y));
          expect(containsPoint(polygon(ring), x, y)).toBe(windingNumber(ring, x, y) !== 0);
        },
      ),
    );
  });

  it('is in a tangled ring where the ring winds round it an odd number of times', () => {
    const middles = fc.integer({ min: 0, max: 6 }).map((n) => n + Math.SQRT1_2 / 2);
    fc.assert(
      fc.property(tangledRing, middles, middles, (ring, x, y) => {
        const closed: Ring = [...ring, ring[0]!];
        fc.pre(!isOnRing(closed, x, y));
        expect(containsPoint(polygon(closed), x, y)).toBe(Math.abs(windingNumber(closed, x, y)) % 2 === 1);
      }),
    );
  });
});

/** So close to an edge that the angle-summing oracle cannot tell. */
function isOnRing(ring: Ring, x: number, y: number): boolean {
  return ring.some(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length]!;
    const [dx, dy] = [x2 - x1, y2 - y1];
    const t = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x1 + t * dx - x, y1 + t * dy - y) < 1e-9;
  });
}

describe('points in areas', () => {
  const grid = Array.from({ length: 100 }, (_, i) => polygon(square(i % 10, Math.floor(i / 10), 1)));

  it('lie each in exactly one area of a coverage, corners and edges too', () => {
    const half = fc.integer({ min: 0, max: 19 }).map((n) => n / 2);
    fc.assert(
      fc.property(fc.array(fc.tuple(half, half), { minLength: 1 }), (points) => {
        const found = pointsInAreas(
          Float64Array.from(points, ([x]) => x),
          Float64Array.from(points, ([, y]) => y),
          grid,
        );
        points.forEach(([x, y], i) => {
          expect(found[i]).toBe(Math.floor(x) + 10 * Math.floor(y));
          expect(grid.filter((shape) => containsPoint(shape, x, y))).toHaveLength(1);
        });
      }),
    );
  });

  it('outside every area are in none', () => {
    expect([...pointsInAreas(Float64Array.of(-1, 99, NaN), Float64Array.of(5, 5, 5), grid)]).toEqual([
      -1, -1, -1,
    ]);
  });

  it('are in none where there are no areas or only empty ones', () => {
    expect(locateIn([]).locate(0, 0)).toBe(-1);
    expect(locateIn([shapeFromRings([])]).locate(0, 0)).toBe(-1);
  });

  it('in several areas are in the first of them, and empty areas keep their place in the list', () => {
    const areas = locateIn([shapeFromRings([]), polygon(square(5, 5, 2)), polygon(square(0, 0, 10))]);
    expect(areas.locate(6, 6)).toBe(1);
    expect(areas.locate(1, 1)).toBe(2);
  });
});
