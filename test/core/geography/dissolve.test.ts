import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dissolve, landAreaM2, shapeToRings, type Shape } from '#core/geography';
import { backwards, polygon, square, type Ring } from './builders.ts';

function joined(shapes: Shape[]): Shape {
  const result = dissolve(shapes);
  if ('refused' in result) throw new Error(result.refused);
  return result.shape;
}

const sumM2 = (shapes: Shape[]): number => shapes.reduce((sum, shape) => sum + landAreaM2(shape), 0);

/** Polygons and, of each, its rings. */
const ringsOf = (shape: Shape): number[] => shapeToRings(shape).map((rings) => rings.length);

describe('areas joined to one outline', () => {
  it('lose the borders between them', () => {
    const row = [0, 1, 2].map((at) => polygon(square(-3 + at / 100, 53, 0.01)));
    expect(ringsOf(joined(row))).toEqual([1]);
    expect(landAreaM2(joined(row))).toBeCloseTo(sumM2(row), 0);
  });

  it('keep islands and true holes', () => {
    const ring = [
      polygon(square(-3, 53, 0.03), backwards(square(-2.99, 53.01, 0.01))),
      polygon(square(-2.9, 53, 0.01)),
    ];
    expect(ringsOf(joined(ring)).toSorted((a, b) => a - b)).toEqual([1, 2]);
    // What fills the hole closes it.
    const filled = [...ring, polygon(square(-2.99, 53.01, 0.01))];
    expect(ringsOf(joined(filled))).toEqual([1, 1]);
  });

  it('need not agree on the last digits of a shared border', () => {
    const shaken = (places: Ring, by: number): Ring => {
      const moved = places.map(([lon, lat]): [number, number] => [lon + by, lat - by]);
      return [...moved.slice(0, -1), moved[0]!];
    };
    const row = [0, 1].map((at) => polygon(shaken(square(-3 + at / 100, 53, 0.01), at * 2e-8)));
    expect(ringsOf(joined(row))).toEqual([1]);
  });

  it('close the gap that a vertex of one neighbour alone leaves', () => {
    const border: Ring = [
      [-2.99, 53],
      [-2.99, 53.003],
      [-2.99, 53.007],
      [-2.99, 53.01],
    ];
    const west = polygon([[-3, 53], ...border, [-3, 53.01], [-3, 53]]);
    // The border of the eastern one bends by 5 cm in the middle.
    const bent = border.toSpliced(2, 0, [-2.99 + 7e-7, 53.005]).toReversed();
    const east = polygon([[-2.98, 53], [-2.98, 53.01], ...bent, [-2.98, 53]]);
    expect(ringsOf(joined([west, east]))).toEqual([1]);
  });

  it('cover as much as the areas, whichever cells of a grid they are', () => {
    const cells = fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(5)), {
      minLength: 1,
      maxLength: 36,
      selector: ([x, y]) => 6 * x + y,
    });
    fc.assert(
      fc.property(cells, (chosen) => {
        const shapes = chosen.map(([x, y]) => polygon(square(-3 + x / 100, 53 + y / 100, 0.01)));
        expect(landAreaM2(joined(shapes)) / sumM2(shapes)).toBeCloseTo(1, 5);
      }),
      { numRuns: 60 },
    );
  });

  it('are refused in a sentence where there are none', () => {
    expect(dissolve([])).toEqual({ refused: 'It encloses no area.' });
  });
});
