import { describe, expect, test } from 'vitest';
import { makeReadyAreas } from '../../../renderer/map/ready-areas.ts';
import { buildAreaList } from './area-list.ts';

const areas = buildAreaList('lsoa:2011', [
  { name: 'A', lon: 0, lat: 50 },
  { name: 'B', lon: 0, lat: 51 },
  { name: 'C', lon: 0, lat: 52 },
]);
const [a, b, c] = [...areas.ids];

describe('the areas that a layer is kept ready for', () => {
  test('are those marked, and stay when the mark goes', () => {
    const ready = makeReadyAreas();
    expect(ready.grow(areas, [0, 1, 0])).toEqual([b]);
    expect(ready.grow(areas, [1, 0, 0])).toEqual([b, a]);
    expect(ready.grow(areas, [0, 0, 0])).toEqual([b, a]);
  });

  test('are the same array while nothing is added, so that nothing is made ready again', () => {
    const ready = makeReadyAreas();
    const first = ready.grow(areas, [1, 0, 2]);
    expect(first).toEqual([a, c]);
    expect(ready.grow(areas, [0, 0, 1])).toBe(first);
  });

  test('begin anew with another geography', () => {
    const ready = makeReadyAreas();
    ready.grow(areas, [1, 1, 1]);
    const wards = buildAreaList('ward:2013', [{ name: 'W', lon: 0, lat: 50 }]);
    expect(ready.grow(wards, [0])).toEqual([]);
  });

  test('are not taken from marks of other areas', () => {
    expect(makeReadyAreas().grow(areas, [1])).toEqual([]);
  });
});
