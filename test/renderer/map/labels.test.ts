import { describe, expect, test } from 'vitest';
import { makeCirclePoints } from '../../../renderer/map/circle-layer.ts';
import {
  labelRoleOf,
  makeLabelPoints,
  smallCapitalWords,
  splitInitials,
} from '../../../renderer/map/labels.ts';
import { buildAreaList } from './area-list.ts';

describe('names on the map', () => {
  test('districts and regions are written as districts, everything finer as wards', () => {
    expect((['district:2013', 'region:2020', 'ward:2013', 'msoa:2011'] as const).map(labelRoleOf)).toEqual([
      'district',
      'district',
      'ward',
      'ward',
    ]);
  });

  test('one point a name, at the label point', () => {
    const list = buildAreaList('district:2013', [{ name: 'Halton', lon: -2.7, lat: 53.3 }]);
    const [point] = makeLabelPoints(list).points.features;
    expect(point?.geometry.coordinates).toEqual([-2.7, 53.3]);
    expect(point?.properties?.['name']).toBe('Halton');
  });

  test('areas without a name or a place are left out', () => {
    const list = buildAreaList('ward:2013', [
      { name: '', lon: -2.7, lat: 53.3 },
      { name: 'Lost', lon: Number.NaN, lat: Number.NaN },
    ]);
    expect(makeLabelPoints(list).points.features).toEqual([]);
  });

  test('the larger of two areas gets its name first', () => {
    const list = buildAreaList('ward:2013', [
      { name: 'Small', lon: 0, lat: 0, landArea: 1 },
      { name: 'Large', lon: 0, lat: 0, landArea: 9 },
    ]);
    const ranks = makeLabelPoints(list).points.features.map(
      ({ properties }) => properties?.['rank'] as number,
    );
    expect(ranks[1]).toBeLessThan(ranks[0]!);
  });

  test('ward names need more room than district names of the same size', () => {
    const place = [{ name: 'A', lon: -3, lat: 53 }];
    const ward = makeLabelPoints(buildAreaList('ward:2013', place)).minZoom;
    expect(ward).toBeGreaterThan(makeLabelPoints(buildAreaList('district:2013', place)).minZoom);
  });

  test('no areas: no names, from any zoom', () => {
    expect(makeLabelPoints(buildAreaList('ward:2013', []))).toMatchObject({
      minZoom: 0,
      points: { features: [] },
    });
  });
});

/** All parts one after another. */
const join = (parts: Record<string, string>) =>
  Array.from({ length: smallCapitalWords }, (_, word) => parts[`i${word}`]! + parts[`r${word}`]!).join('');

describe('small capitals', () => {
  test('each word keeps its initial apart', () => {
    expect(splitInitials('St Helens')).toMatchObject({
      i0: 'S',
      r0: 't ',
      i1: 'H',
      r1: 'elens',
      i2: '',
      r2: '',
    });
  });

  test.each(['Wirral', 'Bath and North East Somerset', 'King’s Lynn and West Norfolk Coast'])(
    'nothing of "%s" is lost, however many words',
    (name) => {
      expect(join(splitInitials(name))).toBe(name);
    },
  );
});

test('circles stand at the label points, with the ids of the areas; those without a place are left out', () => {
  const list = buildAreaList('lsoa:2011', [
    { name: 'A', lon: 1, lat: 2 },
    { name: 'B', lon: Number.NaN, lat: 2 },
  ]);
  expect(makeCirclePoints(list).features.map(({ id, geometry }) => [id, geometry.coordinates])).toEqual([
    [1, [1, 2]],
  ]);
});
