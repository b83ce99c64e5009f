import { describe, expect, it, onTestFinished } from 'vitest';
import { openForReading, type AreaPointsRow, type WorkspaceWriter } from '#data/workspace';
import { aWorkspace, contentOf, publishAreas, publishPoints, publishValues, type Point } from './build.ts';

const lsoa = 'lsoa:2011';
const first: Point[] = [
  ['A002', -2.975, 53.405, 3],
  ['A000', -2.996, 53.404, 120],
  ['A000', -2.994, 53.406, 40],
];
const second: Point[] = [['A001', -2.985, 53.405, 1]];

function aGrid(areas = 3): WorkspaceWriter {
  const writer = aWorkspace();
  publishAreas(writer, lsoa, areas);
  return writer;
}

const listOf = ({ area, lon, lat, weight }: AreaPointsRow): number[][] =>
  [...area].map((each, at) => [each, lon[at]!, lat[at]!, weight[at]!]);

describe('population points of a geography', () => {
  it('are read as columns, area after area, each area in the order of the file', () => {
    const writer = aGrid();
    expect(writer.findAreaPoints(lsoa)).toBeUndefined();
    const release = publishPoints(writer, lsoa, first);
    const points = writer.findAreaPoints(lsoa)!;
    expect(points).toMatchObject({ release, title: '3 points' });
    expect(listOf(points)).toEqual([
      [0, -2.996, 53.404, 120],
      [0, -2.994, 53.406, 40],
      [2, -2.975, 53.405, 3],
    ]);
    expect(writer.check().problems).toEqual([]);
  });

  it('stay in the order of the codes where a later release of boundaries brings a code in between', () => {
    const writer = aGrid(1);
    publishAreas(writer, lsoa, 1, { prefix: 'C' });
    publishAreas(writer, lsoa, 1, { prefix: 'B' });
    const codes = ['A000', 'B000', 'C000'];
    publishPoints(
      writer,
      lsoa,
      codes.toReversed().map((code, at): Point => [code, -3, 53.4, at]),
    );
    expect(writer.getAreas(lsoa).codes).toEqual(codes);
    const { area, weight } = writer.findAreaPoints(lsoa)!;
    expect([[...area], [...weight]]).toEqual([
      [0, 1, 2],
      [2, 1, 0],
    ]);
  });

  it('of codes that the geography lacks are left out', () => {
    const writer = aGrid();
    publishPoints(writer, lsoa, [...second, ['Z999', -3, 53.4, 1]]);
    expect(listOf(writer.findAreaPoints(lsoa)!)).toHaveLength(1);
  });

  it('are told with their number, their areas and their release', () => {
    const writer = aGrid();
    publishAreas(writer, 'ward:2003', 1, { prefix: 'W' });
    const pointsOf = (): unknown[] => writer.describe().geographies.map(({ points }) => points);
    expect(pointsOf()).toEqual([null, null]);
    const release = publishPoints(writer, lsoa, first);
    expect(pointsOf()).toEqual([{ count: 3, areas: 2, release }, null]);
  });

  it('are replaced as a whole by a later release, and come back when that is taken out', () => {
    const writer = aGrid();
    const before = publishPoints(writer, lsoa, first);
    const after = publishPoints(writer, lsoa, second);
    expect(writer.findAreaPoints(lsoa)).toMatchObject({ release: after });
    // The areas that only the former release names have no point now.
    expect(listOf(writer.findAreaPoints(lsoa)!)).toEqual([[1, -2.985, 53.405, 1]]);
    writer.deleteRelease(after);
    expect(writer.findAreaPoints(lsoa)).toMatchObject({ release: before });
    expect(listOf(writer.findAreaPoints(lsoa)!)).toHaveLength(3);
    writer.deleteRelease(before);
    expect(writer.findAreaPoints(lsoa)).toBeUndefined();
    expect(writer.check().problems).toEqual([]);
  });

  it('come and go exactly by undo and redo, whatever else came in between', () => {
    const writer = aGrid();
    const states = [contentOf(writer.path)];
    const steps = [
      () => publishPoints(writer, lsoa, first),
      () => publishValues(writer, 'jsa', { '2008-07': { A000: 1 } }),
      () => publishPoints(writer, lsoa, second),
      () => writer.deleteRelease(writer.findAreaPoints(lsoa)!.release),
    ];
    for (const step of steps) {
      step();
      states.push(contentOf(writer.path));
    }
    for (const state of states.slice(0, -1).toReversed()) {
      writer.undo();
      expect(contentOf(writer.path)).toEqual(state);
    }
    for (const state of states.slice(1)) {
      writer.redo();
      expect(contentOf(writer.path)).toEqual(state);
    }
    expect(writer.check().problems).toEqual([]);
  });

  it('keep their areas when the boundaries go, and meet them again', () => {
    const writer = aWorkspace();
    const boundaries = publishAreas(writer, lsoa, 3);
    publishPoints(writer, lsoa, first);
    writer.deleteRelease(boundaries);
    expect(writer.getAreas(lsoa).codes).toEqual(['A000', 'A002']);
    expect(listOf(writer.findAreaPoints(lsoa)!).map(([area]) => area)).toEqual([0, 0, 1]);
    expect(writer.check().problems).toEqual([]);
    publishAreas(writer, lsoa, 3);
    expect(listOf(writer.findAreaPoints(lsoa)!).map(([area]) => area)).toEqual([0, 0, 2]);
    expect(writer.check().problems).toEqual([]);
  });

  it('are seen by another handle once they are published', () => {
    const writer = aGrid();
    const reader = openForReading(writer.path);
    onTestFinished(() => reader.close());
    expect(reader.findAreaPoints(lsoa)).toBeUndefined();
    publishPoints(writer, lsoa, first);
    expect(listOf(reader.findAreaPoints(lsoa)!)).toHaveLength(3);
    expect(() => reader.findAreaPoints('ward:1999')).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});
