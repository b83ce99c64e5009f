import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, shapeFromRings, shapeToRings } from '#core/geography';
import { areaShape, polygon, square, starShape } from './builders.ts';

describe('a shape', () => {
  it('counts points by ring and rings by polygon as running totals', () => {
    const shape = areaShape([square(0, 0, 9), square(1, 1, 2)], [square(20, 20, 1)]);
    expect([...shape.ringEnds]).toEqual([5, 10, 15]);
    expect([...shape.polygonEnds]).toEqual([2, 3]);
    expect(shape.coordinates.length).toBe(30);
  });

  it('drops heights, rings without points and polygons without rings', () => {
    const shape = shapeFromRings([[[[1, 2, 99], [3, 4, 99]], []], [], [[]]]); // prettier-ignore
    expect(shapeToRings(shape)).toEqual([[[[1, 2], [3, 4]]]]); // prettier-ignore
  });

  it('comes back from nested positions as it went in', () => {
    fc.assert(
      fc.property(starShape, (shape) => {
        const again = shapeFromRings(shapeToRings(shape));
        expect(again).toEqual(shape);
      }),
    );
  });

  it('keeps a position that lacks a coordinate as not a number, for mending to refuse', () => {
    expect([...shapeFromRings([[[[1]]]]).coordinates]).toEqual([1, NaN]);
  });
});

describe('bounds', () => {
  it('are west, south, east, north over all parts', () => {
    expect(boundsOf(areaShape([square(-3, 53, 1)], [square(4, 50, 2)]))).toEqual([-3, 50, 6, 54]);
  });

  it('of an empty shape meet nothing', () => {
    const [west, south, east, north] = boundsOf(shapeFromRings([]));
    expect(west > east && south > north).toBe(true);
  });

  it('hold every point of the shape', () => {
    const [west, south, east, north] = boundsOf(polygon(square(1, 2, 3)));
    expect([west, south, east, north]).toEqual([1, 2, 4, 5]);
  });
});
