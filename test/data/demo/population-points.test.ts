import { describe, expect, it } from 'vitest';
import { locateIn, shapeFromRings } from '#core/geography';
import { makePopulationPoints } from '#data/demo';
import { demo, lsoas } from './demo.ts';

const points = makePopulationPoints(demo);
const placeOf = new Map(lsoas.map(({ code }, at) => [code, at]));

describe('The invented population points', () => {
  it('are three to five in each LSOA, about four thousand in all', () => {
    const counts = new Uint8Array(lsoas.length);
    for (const { areaCode } of points) counts[placeOf.get(areaCode)!]!++;
    expect(Math.min(...counts)).toBe(3);
    expect(Math.max(...counts)).toBe(5);
    expect(new Set(counts)).toEqual(new Set([3, 4, 5]));
    expect(Math.abs(points.length - 4 * lsoas.length)).toBeLessThan(100);
  });

  it('lie inside their area', () => {
    const land = locateIn(lsoas.map(({ polygons }) => shapeFromRings(polygons)));
    for (const { areaCode, lon, lat } of points) expect(land.locate(lon, lat)).toBe(placeOf.get(areaCode));
  });

  it('weigh as many whole people as the area has residents in 2008', () => {
    const residents = demo.columns.find(
      ({ indicator, cohort, period }) => indicator === 'population' && cohort === 'all' && period === '2008',
    )!;
    const sums = lsoas.map(() => 0);
    for (const { areaCode, weight } of points) {
      expect(Number.isInteger(weight)).toBe(true);
      sums[placeOf.get(areaCode)!]! += weight;
    }
    expect(sums).toEqual(residents.cells.map((cell) => (typeof cell === 'number' ? cell : 0)));
  });

  it('are the same every time', () => {
    expect(makePopulationPoints(demo)).toEqual(points);
  });
});
