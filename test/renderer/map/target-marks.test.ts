import { describe, expect, test } from 'vitest';
import { outcomeByte, type AreaList } from '#contract';
import { metresPerPx } from '../../../renderer/map/scale.ts';
import { makeTargetMarks } from '../../../renderer/map/target-marks.ts';
import { buildAreaList } from './area-list.ts';

const { in: inside, out, unknown } = outcomeByte;

function listOf(landAreasM2: number[]): AreaList {
  const areas = landAreasM2.map((_, at) => ({ name: `Area ${at}`, lon: -2.7, lat: 53.3 }));
  return { ...buildAreaList('lsoa:2011', areas), landArea: Float64Array.from(landAreasM2) };
}

describe('marks on targets too small to be seen', () => {
  test('stand on targets alone', () => {
    const outcomes = Uint8Array.from([inside, out, unknown, inside]);
    const list = listOf([1e5, 1e5, 1e5, 1e5]);
    const { features } = makeTargetMarks(list, outcomes);
    expect(features.map(({ id }) => id)).toEqual([list.ids[0], list.ids[3]]);
    expect(makeTargetMarks(list, null).features).toEqual([]);
  });

  test('end where the area is ten pixels wide', () => {
    const { features } = makeTargetMarks(listOf([250_000]), Uint8Array.of(inside));
    const until = Number(features[0]!.properties?.['until']);
    expect(10 * metresPerPx(53.3, until)).toBeCloseTo(500, 3);
  });

  test('are not drawn in such numbers that they hide the map', () => {
    const many = listOf(Array<number>(2001).fill(1e5));
    expect(makeTargetMarks(many, new Uint8Array(2001).fill(inside)).features).toEqual([]);
  });
});
