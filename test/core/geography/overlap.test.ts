import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  landAreaM2,
  limitEffort,
  overlapAreaM2,
  overlapWith,
  shapeFromRings,
  TooMuchEffort,
} from '#core/geography';
import type { Shape } from '#core/geography';
import { hasRealData, realData } from '../../real-data.ts';
import { backwards, polygon, square, starRing } from './builders.ts';
import type { Ring } from './builders.ts';

describe('the area two shapes share', () => {
  it('of squares that overlap is that of the common square', () => {
    const shared = overlapAreaM2(polygon(square(0, 53, 0.4)), polygon(square(0.1, 53.1, 0.4)));
    const common: Ring = [[0.1, 53.1], [0.4, 53.1], [0.4, 53.4], [0.1, 53.4], [0.1, 53.1]]; // prettier-ignore
    expect(shared / landAreaM2(polygon(common))).toBeCloseTo(1, 6);
  });

  it('of triangles that cross is exact between the crossings', () => {
    // Two triangles of base and height 2 over each other upside down share a hexagon less its corners: half of either.
    const up: Ring = [[0, 0], [0.02, 0], [0.01, 0.02], [0, 0]]; // prettier-ignore
    const down: Ring = [[0, 0.02], [0.01, 0], [0.02, 0.02], [0, 0.02]]; // prettier-ignore
    expect(overlapAreaM2(polygon(up), polygon(down)) / landAreaM2(polygon(up))).toBeCloseTo(0.5, 4);
  });

  it('of a shape with itself is its area, and is the same both ways round', () => {
    fc.assert(
      fc.property(starRing, starRing, (a, b) => {
        const near = b.map(([x, y]): [number, number] => [x - b[0]![0] + a[0]![0], y - b[0]![1] + a[0]![1]]);
        const [one, other] = [polygon(a), polygon(near)];
        expect(overlapAreaM2(one, one) / landAreaM2(one)).toBeCloseTo(1, 4);
        expect(overlapAreaM2(one, other)).toBeCloseTo(overlapAreaM2(other, one), 3);
      }),
    );
  });

  it('with the cells of a grid adds up to the whole', () => {
    fc.assert(
      fc.property(starRing, (ring) => {
        const shape = polygon(ring);
        const [x, y] = [Math.floor(ring[0]![0]), Math.floor(ring[0]![1])];
        let sum = 0;
        for (let i = -4; i < 16; i++) {
          for (let j = -4; j < 16; j++)
            sum += overlapAreaM2(shape, polygon(square(x + i / 8, y + j / 8, 1 / 8)));
        }
        expect(sum / landAreaM2(shape)).toBeCloseTo(1, 4);
      }),
      { numRuns: 20 },
    );
  });

  it('of combs whose thousand teeth lie in each other is known in a moment, and no comb takes for ever', () => {
    const [teeth, tooth] = [1000, 0.0004];
    const comb = (shift: number, jag = 0): Shape => {
      const points: [number, number][] = [[-3 + shift, 52.9], [-2 + shift, 52.9], [-2 + shift, 53]]; // prettier-ignore
      for (let at = teeth - 1; at >= 0; at--) {
        const x = -3 + shift + at / teeth;
        const tip = 53.2 + jag * ((at * 7919) % teeth);
        points.push([x + tooth, 53], [x + tooth, tip], [x, tip], [x, 53]);
      }
      return shapeFromRings([[[...points, points[0]!]]]);
    };
    const shift = tooth / 4;
    const areaM2 = (south: number, width: number, height: number): number =>
      landAreaM2(shapeFromRings([[[[0, south], [width, south], [width, south + height], [0, south + height], [0, south]]]])); // prettier-ignore
    const common = areaM2(53, tooth - shift, 0.2) * teeth + areaM2(52.9, 1 - shift, 0.1);
    expect(overlapAreaM2(comb(0), comb(shift)) / common).toBeCloseTo(1, 5);
    expect(() => overlapAreaM2(comb(0), comb(shift), limitEffort(undefined, 1000))).toThrow(TooMuchEffort);
    const cancelling = limitEffort(() => {
      throw new Error('cancelled');
    });
    expect(() => overlapAreaM2(comb(0, 1e-5), comb(shift, 2e-5), cancelling)).toThrow('cancelled');
  });

  it('leaves out holes of either', () => {
    const holed = polygon(square(0, 53, 1), backwards(square(0.2, 53.2, 0.2)));
    const hole = polygon(square(0.2, 53.2, 0.2));
    expect(overlapAreaM2(holed, hole)).toBeCloseTo(0, 3);
    expect(overlapAreaM2(holed, holed) / landAreaM2(holed)).toBeCloseTo(1, 4);
  });

  it('of neighbours, of shapes apart and of an empty shape is none', () => {
    expect(overlapAreaM2(polygon(square(0, 53, 1)), polygon(square(1, 53, 1)))).toBe(0);
    expect(overlapAreaM2(polygon(square(0, 53, 1)), polygon(square(0, 54, 1)))).toBe(0);
    expect(overlapAreaM2(polygon(square(0, 53, 1)), polygon(square(9, 53, 1)))).toBe(0);
    expect(overlapAreaM2(polygon(square(0, 53, 1)), shapeFromRings([]))).toBe(0);
  });

  it('of boundaries that nearly coincide, as published ones do, is off by no more than the gap', () => {
    fc.assert(
      fc.property(
        starRing,
        fc.infiniteStream(fc.double({ min: -1e-7, max: 1e-7, noNaN: true })),
        (ring, noise) => {
          const shaken = ring
            .slice(1)
            .map(([x, y]): [number, number] => [x + noise.next().value, y + noise.next().value]);
          const shape = polygon(ring);
          const off = overlapAreaM2(shape, polygon([...shaken, shaken[0]!])) - landAreaM2(shape);
          // 1e-7° is a centimetre; no ring here is longer than 500 km.
          expect(Math.abs(off)).toBeLessThan(6000 + landAreaM2(shape) * 1e-4);
        },
      ),
    );
  });
});

describe('the parent with the largest overlap', () => {
  const west = polygon(square(0, 53, 1));
  const east = polygon(square(1, 53, 1));

  it('is the one that holds most of the area, with its share', () => {
    const { parent, share } = overlapWith([west, east]).largest(polygon(square(0.925, 53.2, 0.1)));
    expect(parent).toBe(0);
    expect(share).toBeCloseTo(0.75, 5);
  });

  it('is the first of equals', () => {
    expect(overlapWith([east, west, west]).largest(polygon(square(0.925, 53.2, 0.1))).parent).toBe(1);
  });

  it('is none for an area beside all parents, for an empty one, and where there are no parents', () => {
    expect(overlapWith([west]).largest(polygon(square(7, 53, 1)))).toEqual({ parent: -1, share: 0 });
    expect(overlapWith([west]).largest(shapeFromRings([]))).toEqual({ parent: -1, share: 0 });
    expect(overlapWith([]).largest(west)).toEqual({ parent: -1, share: 0 });
  });
});

interface Collection {
  features: { properties: Record<string, string>; geometry: { type: string; coordinates: never } }[];
}

function readAreas(file: string, codeField: string): { codes: string[]; shapes: Shape[] } {
  const { features } = JSON.parse(readFileSync(realData(file), 'utf8')) as Collection;
  return {
    codes: features.map(({ properties }) => properties[codeField]!),
    shapes: features.map(({ geometry }) =>
      shapeFromRings(geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates),
    ),
  };
}

describe.skipIf(!hasRealData)(
  `largest overlap on real boundaries${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    it('puts Greater Manchester LSOAs into the wards that the published best-fit lookup names', () => {
      const lsoas = readAreas('boundaries/gm_lsoa_2011.geojson', 'area_code');
      const wards = readAreas('boundaries/gm_ward_2017.geojson', 'area_code');
      const lines = readFileSync(realData('lookups/lookup_lsoa11_ward17.csv'), 'utf8').split(/\r?\n/);
      const best = new Map(lines.map((line) => [/E01\d{6}/.exec(line)?.[0], /E05\d{6}/.exec(line)?.[0]]));
      const parents = overlapWith(wards.shapes);
      const found = lsoas.shapes.map((shape) => parents.largest(shape));
      expect(found.every(({ parent }) => parent >= 0)).toBe(true);
      const clear = found.flatMap(({ parent, share }, i) =>
        share > 0.75 ? [[lsoas.codes[i]!, wards.codes[parent]!]] : [],
      );
      expect(clear.length).toBeGreaterThan(1300);
      // The published fit follows residents, not ground, so a few differ.
      const same = clear.filter(([lsoa, ward]) => best.get(lsoa) === ward);
      expect(same.length / clear.length).toBeGreaterThan(0.98);
    });
  },
);
