import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignRings, mendShape, shapeToRings } from '#core/geography';
import { backwards, planeArea, square } from './builders.ts';
import type { Ring } from './builders.ts';

function assign(rings: Ring[]): Ring[][] {
  const ends = rings.map((_, i) => rings.slice(0, i + 1).reduce((sum, ring) => sum + ring.length, 0));
  return shapeToRings(assignRings(Float64Array.from(rings.flat(2)), Uint32Array.from(ends)));
}

// A lake with an island with a pond, and an island beside.
const land = square(0, 0, 20);
const lake = square(4, 4, 10);
const island = square(6, 6, 5);
const pond = square(7, 7, 1);
const beside = square(30, 0, 3);

describe('a bag of rings', () => {
  it('becomes land, lakes in it and islands in them, in whatever order and turning whichever way they come', () => {
    const bag = fc
      .tuple(
        fc.shuffledSubarray([land, lake, island, pond, beside], { minLength: 5 }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      )
      .map(([rings, turns]) => rings.map((ring, i) => (turns[i] ? backwards(ring) : ring)));
    fc.assert(
      fc.property(bag, (rings) => {
        const polygons = assign(rings);
        const parts = polygons
          .map((polygon) => polygon.map((ring) => planeArea([[ring]])))
          .toSorted((a, b) => a[0]! - b[0]!);
        expect(parts).toEqual([[9], [25, 1], [400, 100]]);
      }),
    );
  });

  it('comes out with outer rings anticlockwise and holes clockwise', () => {
    expect(assign([backwards(land), lake])).toEqual([[land, backwards(lake)]]);
  });

  it('keeps several holes with their outer ring', () => {
    const holes = [square(1, 1, 1), square(3, 1, 1), square(5, 1, 1)];
    expect(assign([...holes, land])).toHaveLength(1);
    expect(assign([...holes, land])[0]).toHaveLength(4);
  });

  it('takes a hole that touches its outer ring in a corner for a hole', () => {
    const hole: Ring = [[0, 5], [2, 6], [2, 4], [0, 5]]; // prettier-ignore
    expect(assign([backwards(hole), land])).toEqual([[land, hole]]);
  });

  it('takes neighbours that share an edge for two parts, for mending to unite', () => {
    const outcome = assign([square(0, 0, 1), square(1, 0, 1)]);
    expect(outcome).toHaveLength(2);
  });

  it('of one ring is a polygon, of none an empty shape', () => {
    expect(assign([backwards(land)])).toEqual([[land]]);
    expect(assign([])).toEqual([]);
  });

  it('needs no mending where the rings do not cross', () => {
    const rings = [land, lake, island, pond, beside];
    const ends = Uint32Array.from(rings, (_, i) => 5 * (i + 1));
    expect(mendShape(assignRings(Float64Array.from(rings.flat(2)), ends))).toHaveProperty('mended', []);
  });
});
