import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsPoint, labelPoint, shapeFromRings } from '#core/geography';
import type { Shape } from '#core/geography';
import { areaShape, backwards, polygon, square, starRing } from './builders.ts';
import type { Ring } from './builders.ts';
import { hasRealData, realData } from '../../real-data.ts';

function isInside(shape: Shape): boolean {
  const { lon, lat } = labelPoint(shape);
  return containsPoint(shape, lon, lat);
}

/** Degrees of latitude from a point to the nearest edge, lon shortened. */
function clearance(ring: Ring, { lon, lat }: { lon: number; lat: number }): number {
  const k = Math.cos((lat * Math.PI) / 180);
  return Math.min(
    ...ring.slice(1).map(([x2, y2], i) => {
      const [x1, y1] = ring[i]!;
      const [dx, dy, px, py] = [(x2 - x1) * k, y2 - y1, (lon - x1) * k, lat - y1];
      const t = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
      return Math.hypot(px - t * dx, py - t * dy);
    }),
  );
}

/** The most clearance that a point of a grid has, and of finer grids about its best points: at most that of the best of all points. */
function findMostClearance(ring: Ring, shape: Shape): number {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  let [west, east] = [Math.min(...xs), Math.max(...xs)];
  let [south, north] = [Math.min(...ys), Math.max(...ys)];
  let most = 0;
  for (let round = 0; round < 3; round++) {
    let best = { lon: west, lat: south };
    const [dx, dy] = [(east - west) / 16, (north - south) / 16];
    for (let i = 1; i < 16; i++) {
      for (let j = 1; j < 16; j++) {
        const point = { lon: west + dx * i, lat: south + dy * j };
        if (!containsPoint(shape, point.lon, point.lat)) continue;
        const own = clearance(ring, point);
        if (own > most) [most, best] = [own, point];
      }
    }
    [west, east, south, north] = [best.lon - dx, best.lon + dx, best.lat - dy, best.lat + dy];
  }
  return most;
}

describe.skipIf(!hasRealData)(
  `label points of real areas${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    it('have at least four fifths of the clearance that any point has', () => {
      const { features } = JSON.parse(readFileSync(realData('boundaries/lcr_lsoa_2011.geojson'), 'utf8')) as {
        features: { geometry: { type: string; coordinates: Ring[] } }[];
      };
      const single = features.filter(
        ({ geometry }) => geometry.type === 'Polygon' && geometry.coordinates.length === 1,
      );
      expect(single.length).toBeGreaterThan(900);
      for (const { geometry } of single) {
        const [ring] = geometry.coordinates;
        const shape = polygon(ring!);
        expect(clearance(ring!, labelPoint(shape)) * 1.25).toBeGreaterThanOrEqual(
          findMostClearance(ring!, shape),
        );
      }
    });
  },
);

describe('a label point', () => {
  it('lies on the surface of any simple polygon', () => {
    fc.assert(fc.property(starRing, (ring) => isInside(polygon(ring))));
  });

  it('lies beside the hole of a polygon whose middle is a hole', () => {
    const ring = square(-3, 53, 1);
    const hole = backwards(square(-2.9, 53.1, 0.75));
    expect(isInside(polygon(ring, hole))).toBe(true);
  });

  it('lies inside a crescent, whose centroid is outside', () => {
    const crescent: Ring = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 9], [9, 9], [9, 1], [0, 1], [0, 0]]; // prettier-ignore
    expect(isInside(polygon(crescent))).toBe(true);
  });

  it('lies inside a sliver a thousand times longer than wide, straight or slanting', () => {
    expect(isInside(polygon([[0, 50], [1, 50], [1, 50.001], [0, 50.001], [0, 50]]))).toBe(true); // prettier-ignore
    expect(isInside(polygon([[0, 50], [1, 51], [1, 51.0001], [0, 50]]))).toBe(true); // prettier-ignore
    expect(isInside(polygon([[0, 50], [1, 50.5], [2, 50], [1, 50.5001], [0, 50]]))).toBe(true); // prettier-ignore
  });

  it('is in the largest part, wherever it comes in the list', () => {
    const { lon } = labelPoint(areaShape([square(0, 53, 0.1)], [square(5, 53, 0.5)], [square(9, 53, 0.2)]));
    expect(lon).toBeGreaterThan(5);
    expect(lon).toBeLessThan(5.5);
  });

  it('has at least 80 % of the clearance that any point of a fine grid has', () => {
    fc.assert(
      fc.property(starRing, (ring) => {
        const shape = polygon(ring);
        const xs = ring.map(([x]) => x);
        const ys = ring.map(([, y]) => y);
        const [west, east, south, north] = [
          Math.min(...xs),
          Math.max(...xs),
          Math.min(...ys),
          Math.max(...ys),
        ];
        let best = 0;
        for (let i = 1; i < 40; i++) {
          for (let j = 1; j < 40; j++) {
            const point = { lon: west + ((east - west) * i) / 40, lat: south + ((north - south) * j) / 40 };
            if (containsPoint(shape, point.lon, point.lat)) best = Math.max(best, clearance(ring, point));
          }
        }
        expect(clearance(ring, labelPoint(shape))).toBeGreaterThanOrEqual(best / 1.25);
      }),
      { numRuns: 40 },
    );
  });

  it('cannot be had of an empty shape', () => {
    expect(() => labelPoint(shapeFromRings([]))).toThrowError(RangeError);
  });
});
