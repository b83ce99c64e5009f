import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsPoint, mendShape, shapeFromRings, shapeToRings } from '#core/geography';
import type { MendKind, Shape } from '#core/geography';
import {
  areaShape,
  backwards,
  planeArea,
  polygon,
  square,
  starRing,
  starShape,
  tangledRing,
  windingNumber,
} from './builders.ts';
import type { Ring } from './builders.ts';
import { casesOf } from '../../trial-length.ts';
import { countInvalidByGeos, hasSpatialite } from './gdal.ts';

function mended(shape: Shape): { shape: Shape; mended: MendKind[] } {
  const outcome = mendShape(shape);
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome;
}

function areaOf(shape: Shape): number {
  return planeArea(shapeToRings(shape));
}

describe('a valid shape', () => {
  it('is answered as it is, the very same one, when it turns the right way', () => {
    const shape = areaShape([square(0, 0, 9), backwards(square(3, 3, 2))], [square(20, 0, 1)]);
    expect(mendShape(shape)).toEqual({ shape, mended: [] });
    expect(mended(shape).shape).toBe(shape);
  });

  it('is turned without a word when its rings turn the shapefile way', () => {
    const outcome = mended(polygon(backwards(square(0, 0, 9)), square(3, 3, 2)));
    expect(outcome.mended).toEqual([]);
    expect(shapeToRings(outcome.shape)).toEqual([[square(0, 0, 9), backwards(square(3, 3, 2))]]);
  });

  it('may have a hole that touches its outer ring in one point, and parts that touch in points', () => {
    const hole: Ring = [[0, 5], [2, 6], [2, 4], [0, 5]]; // prettier-ignore
    expect(mended(polygon(square(0, 0, 10), hole)).mended).toEqual([]);
    expect(mended(areaShape([square(0, 0, 1)], [square(1, 1, 1)])).mended).toEqual([]);
  });

  it('may have a part in the hole of another part', () => {
    const shape = areaShape([square(0, 0, 9), backwards(square(2, 2, 5))], [square(3, 3, 1)]);
    expect(mended(shape).mended).toEqual([]);
  });

  it('stays what it is when it is a star of any size', () => {
    fc.assert(fc.property(starRing, (ring) => mended(polygon(ring)).mended.length === 0));
  });
});

describe('an invalid shape', () => {
  it('has an open ring closed', () => {
    const outcome = mended(polygon(square(0, 0, 1).slice(0, 4)));
    expect(outcome.mended).toEqual(['unclosed ring']);
    expect(shapeToRings(outcome.shape)).toEqual([[square(0, 0, 1)]]);
  });

  it('loses points that repeat their neighbour', () => {
    const ring = square(0, 0, 1).flatMap((point): Ring => [point, point]);
    const outcome = mended(polygon(ring));
    expect(outcome.mended).toEqual(['duplicate points']);
    expect(shapeToRings(outcome.shape)).toEqual([[square(0, 0, 1)]]);
  });

  it('loses rings that are a point or a line, and the polygon if it is the outer ring', () => {
    const line: Ring = [[3, 3], [4, 4], [3, 3]]; // prettier-ignore
    const outcome = mended(areaShape([square(0, 0, 9), line], [line]));
    expect(outcome.mended).toEqual(['degenerate ring']);
    expect(shapeToRings(outcome.shape)).toEqual([[square(0, 0, 9)]]);
  });

  it('with a ring that touches itself from inside gets a hole there, and no point moves', () => {
    // Out to a corner and back the other way round; the commonest fault of published boundaries.
    const ring: Ring = [[0, 0], [10, 0], [10, 10], [5, 10], [7, 4], [3, 4], [5, 10], [0, 10], [0, 0]]; // prettier-ignore
    const outcome = mended(polygon(ring));
    expect(outcome.mended).toEqual(['self-touching']);
    expect(outcome.shape.polygonEnds.length).toBe(1);
    expect(outcome.shape.ringEnds.length).toBe(2);
    expect(areaOf(outcome.shape)).toBe(88);
    expect(pointsOf(outcome.shape)).toEqual(pointsOf(polygon(ring)));
  });

  it('with a ring that pinches itself from outside falls into two parts', () => {
    const ring: Ring = [[0, 0], [2, 1], [4, 0], [4, 2], [2, 1], [0, 2], [0, 0]]; // prettier-ignore
    const outcome = mended(polygon(ring));
    expect(outcome.mended).toEqual(['self-touching']);
    expect(outcome.shape.polygonEnds.length).toBe(2);
    expect(areaOf(outcome.shape)).toBe(4);
  });

  it('with a corner that lies on another of its edges is split there too', () => {
    const ring: Ring = [[0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]]; // prettier-ignore
    const outcome = mended(polygon(ring));
    expect(outcome.mended).toEqual(['self-touching']);
    expect(areaOf(outcome.shape)).toBe(8);
  });

  it('loses a spike, and the seam by which a hole was tied to its outer ring becomes a hole', () => {
    const spiked: Ring = [[0, 0], [4, 0], [4, 4], [9, 4], [4, 4], [0, 4], [0, 0]]; // prettier-ignore
    expect(shapeToRings(mended(polygon(spiked)).shape)).toEqual([[expect.any(Array)]]);
    expect(areaOf(mended(polygon(spiked)).shape)).toBe(16);
    const tied: Ring = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0], [2, 2], [2, 4], [4, 4], [4, 2], [2, 2], [0, 0]]; // prettier-ignore
    const outcome = mended(polygon(tied));
    expect(outcome.shape.ringEnds.length).toBe(2);
    expect(areaOf(outcome.shape)).toBe(77);
  });

  it('with a ring that crosses itself keeps what the ring goes round', () => {
    const bow: Ring = [[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]; // prettier-ignore
    const outcome = mended(polygon(bow));
    expect(outcome.mended).toEqual(['self-crossing']);
    expect(outcome.shape.polygonEnds.length).toBe(2);
    expect(areaOf(outcome.shape)).toBeCloseTo(8, 12);
  });

  it('with a hole outside its outer ring, or in another hole, gets its rings sorted anew', () => {
    const outside = mended(polygon(square(0, 0, 1), square(5, 5, 1)));
    expect(outside.mended).toEqual(['ring order']);
    expect(outside.shape.polygonEnds.length).toBe(2);
    const inHole = mended(polygon(square(0, 0, 9), square(2, 2, 4), square(3, 3, 1)));
    expect(inHole.mended).toEqual(['ring order']);
    expect(areaOf(inHole.shape)).toBe(81 - 16 + 1);
  });

  it('whose hole comes before its outer ring gets its rings sorted anew', () => {
    const outcome = mended(polygon(square(2, 2, 1), square(0, 0, 9)));
    expect(outcome.mended).toEqual(['ring order']);
    expect(areaOf(outcome.shape)).toBe(80);
  });

  it('whose hole cuts it in two falls into two parts', () => {
    const cut: Ring = [[0, 5], [5, 6], [10, 5], [5, 4], [0, 5]]; // prettier-ignore
    const outcome = mended(polygon(square(0, 0, 10), cut));
    expect(outcome.mended).toEqual(['self-touching']);
    expect(outcome.shape.polygonEnds.length).toBe(2);
    expect(areaOf(outcome.shape)).toBe(90);
  });

  it('whose parts overlap, share an edge or lie in each other becomes their union', () => {
    const overlapping = mended(areaShape([square(0, 0, 4)], [square(2, 2, 4)]));
    expect(overlapping.mended).toEqual(['overlapping parts']);
    expect(areaOf(overlapping.shape)).toBe(28);
    const beside = mended(areaShape([square(0, 0, 4)], [square(4, 0, 4)]));
    expect(beside.mended).toEqual(['overlapping parts']);
    expect(beside.shape.ringEnds.length).toBe(1);
    const within = mended(areaShape([square(0, 0, 4)], [square(1, 1, 1)]));
    expect(within.mended).toEqual(['ring order']);
    expect(areaOf(within.shape)).toBe(16);
  });

  it('is refused with a reason when it has no area or its coordinates are not numbers', () => {
    const line: Ring = [[0, 0], [1, 1], [2, 2], [0, 0]]; // prettier-ignore
    expect(mendShape(polygon(line))).toEqual({ refused: 'It encloses no area.' });
    expect(mendShape(shapeFromRings([]))).toEqual({ refused: 'It encloses no area.' });
    expect(mendShape(polygon([[0, 0], [1, NaN], [1, 1], [0, 0]]))).toEqual({ refused: 'It has coordinates that are not numbers.' }); // prettier-ignore
    expect(mendShape(polygon([[0, 0], [1, Infinity], [1, 1], [0, 0]]))).toHaveProperty('refused'); // prettier-ignore
  });
});

describe('mending', () => {
  it('is done once: what comes out is left alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(tangledRing, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        (polygons) => {
          const outcome = mendShape(shapeFromRings(polygons));
          if ('refused' in outcome) return;
          expect(mendShape(outcome.shape)).toEqual({ shape: outcome.shape, mended: [] });
        },
      ),
    );
  });

  it('keeps exactly the points that a ring winds round', () => {
    // No line through two grid points comes near such a point.
    const offGrid = fc
      .tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }))
      .map(([x, y]): [number, number] => [x / 100 + 0.00123456, y / 100 + 0.00217891]);
    fc.assert(
      fc.property(
        fc.array(tangledRing, { minLength: 1, maxLength: 3 }),
        fc.array(offGrid, { minLength: 30 }),
        (rings, points) => {
          const outcome = mendShape(shapeFromRings(rings.map((ring) => [ring])));
          for (const [x, y] of points) {
            const wound = rings.some((ring) => windingNumber(ring, x, y) !== 0);
            expect('shape' in outcome && containsPoint(outcome.shape, x, y)).toBe(wound);
          }
        },
      ),
    );
  });

  it('of one ring does not depend on where it begins or which way it runs', () => {
    fc.assert(
      fc.property(tangledRing, fc.nat(9), (ring, shift) => {
        const turnedRing = [...ring.slice(shift % ring.length), ...ring.slice(0, shift % ring.length)];
        const [a, b, c] = [ring, turnedRing, backwards(ring)].map((r) => mendShape(polygon([...r, r[0]!])));
        const area = 'shape' in a! ? areaOf(a.shape) : 0;
        // Where the ring has a double point the closing edge may differ with the beginning.
        if (new Set(ring.map(String)).size === ring.length)
          expect('shape' in b! ? areaOf(b.shape) : 0).toBeCloseTo(area, 9);
        expect('shape' in c! ? areaOf(c.shape) : 0).toBeCloseTo(area, 9);
      }),
    );
  });
});

describe.skipIf(!hasSpatialite)(
  `mending, judged by GEOS${hasSpatialite ? '' : ' (skipped: GDAL with SpatiaLite not installed)'}`,
  () => {
    it('always ends in a valid multipolygon', () => {
      const tangles = fc
        .array(fc.array(tangledRing, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
        .map(shapeFromRings);
      const shapes = [
        ...fc.sample(tangles, { numRuns: casesOf(400, 1500), seed: 4326 }),
        ...fc.sample(starShape, { numRuns: casesOf(100, 300), seed: 4326 }),
      ];
      const valid = shapes.flatMap((shape) => {
        const outcome = mendShape(shape);
        return 'refused' in outcome ? [] : [outcome.shape];
      });
      expect(valid.length).toBeGreaterThan(casesOf(400, 1500));
      expect(countInvalidByGeos(valid)).toBe(0);
    });

    it('leaves alone exactly what GEOS calls valid', () => {
      const closed = tangledRing.map((ring): Ring => [...ring, ring[0]!]);
      const shapes = fc
        .sample(fc.array(fc.array(closed, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }), {
          numRuns: casesOf(400, 800),
          seed: 27700,
        })
        .map((polygons) => shapeFromRings(polygons));
      const left = shapes.filter((shape) => {
        const outcome = mendShape(shape);
        // GEOS does not mind repeated points.
        return 'mended' in outcome && outcome.mended.every((kind) => kind === 'duplicate points');
      });
      expect(left.length).toBeGreaterThan(casesOf(15, 30));
      expect(countInvalidByGeos(left)).toBe(0);
      const rest = shapes.filter((shape) => !left.includes(shape));
      expect(countInvalidByGeos(rest)).toBe(rest.length);
    });
  },
);

function pointsOf(shape: Shape): string[] {
  return [...new Set(shapeToRings(shape).flat(2).map(String))].toSorted();
}
