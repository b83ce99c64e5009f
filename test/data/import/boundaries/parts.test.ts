import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { union } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landAreaM2, shapeFromRings, shapeToRings } from '#core/geography';
import type { ImportFile } from '#data/import';
import { writeFeatureFile } from '#data/workspace';
import { hasRealData, realData } from '../../../real-data.ts';
import { collection, named, polygon, reversed, type Ring, shapefile, square } from './builders.ts';
import { filesOf, type Imported, importNew, temporaryFolder } from './files.ts';

/** A row of a file: the code of its area, its outline, and what it calls the area and its parent. */
interface Row {
  code: string;
  ring: Ring;
  name?: string;
  parent?: string;
}

const codeOf = (number: number) => `E0100${String(number).padStart(4, '0')}`;
/** A square of the row of squares that lie from west to east, 0.01 degrees apart. */
const at = (place: number, size = 0.005) => square(-3 + place * 0.01, 53.4, size);
const rowOf = (number: number, place = number): Row => ({ code: codeOf(number), ring: at(place) });

function geoJson(rows: readonly Row[]): ImportFile[] {
  return filesOf({
    'areas.geojson': collection(
      rows.map(({ code, ring, name = '', parent = '' }) => ({
        type: 'Feature',
        properties: { code, name, parent },
        geometry: polygon(ring),
      })),
    ),
  });
}

function inShapefile(rows: readonly Row[]): ImportFile[] {
  const content = shapefile({ rows: rows.map(({ code, ring }) => ({ values: [code], rings: [ring] })) });
  return filesOf(named('areas', content)).filter(({ name }) => name.endsWith('.shp'));
}

function topoJson(rows: readonly Row[]): ImportFile[] {
  const geometries = rows.map(({ code }, arc) => ({ type: 'Polygon', properties: { code }, arcs: [[arc]] }));
  const topology = {
    type: 'Topology',
    arcs: rows.map(({ ring }) => ring),
    objects: { areas: { type: 'GeometryCollection', geometries } },
  };
  return filesOf({ 'areas.topojson': JSON.stringify(topology) });
}

function geoPackage(rows: readonly Row[]): ImportFile[] {
  const path = join(temporaryFolder(), 'areas.gpkg');
  writeFeatureFile(path, {
    layer: 'areas',
    title: 'Areas',
    columns: [{ name: 'code', type: 'TEXT' }],
    rows: rows.map(({ code, ring }) => ({ values: [code], shape: shapeFromRings([[reversed(ring)]]) })),
    facts: [],
    made: '2026-01-01T00:00:00.000Z',
  });
  return filesOf({ 'areas.gpkg': readFileSync(path) });
}

const squareM2 = (place: number, size = 0.005) => landAreaM2(shapeFromRings([[at(place, size)]]));
const areaOf = ({ shapes }: Imported, number: number) => landAreaM2(shapes.get(codeOf(number))!);

describe('rows with one code', () => {
  it.each([
    ['GeoJSON', geoJson],
    ['a shapefile', inShapefile],
    ['TopoJSON', topoJson],
    ['a GeoPackage', geoPackage],
  ])('are the parts of one area, in %s', async (_, write) => {
    const imported = await importNew(write([rowOf(1), rowOf(2), rowOf(1, 5), rowOf(3), rowOf(1, 7)]));
    expect(imported.codes).toEqual([1, 2, 3].map(codeOf));
    expect(imported.rejects).toEqual([]);
    expect(imported.shapes.get(codeOf(1))!.polygonEnds).toHaveLength(3);
    expect(areaOf(imported, 1)).toBeCloseTo(squareM2(1) + squareM2(5) + squareM2(7), 3);
    expect(imported.outcome.findings.rows).toEqual({ read: 5, taken: 5, rejected: 0 });
    expect(imported.outcome.draft.title).toBe('LSOA 2011 boundaries (3 areas)');
    expect(imported.outcome.findings.warnings).toContain(
      `3 areas came from 5 rows: 1 code stands in several rows, whose outlines were united (${codeOf(1)}).`,
    );
  });

  it('are united wherever they stand in a file of several batches', async () => {
    const rows = Array.from({ length: 1300 }, (_, number) => rowOf(number));
    const last = { code: codeOf(0), ring: at(2000) };
    const imported = await importNew(geoJson([...rows, last]));
    expect(imported.codes).toHaveLength(1300);
    expect(areaOf(imported, 0)).toBeCloseTo(squareM2(0) + squareM2(2000), 3);
  });

  it('lose the border between them where they lie side by side', async () => {
    const imported = await importNew(
      geoJson([
        { code: codeOf(1), ring: square(-3, 53.4, 0.01) },
        { code: codeOf(1), ring: square(-2.99, 53.4, 0.01) },
      ]),
    );
    const { polygonEnds } = imported.shapes.get(codeOf(1))!;
    expect(polygonEnds).toHaveLength(1);
    expect(imported.outcome.findings.warnings.join()).not.toContain('overlap');
  });

  it('that overlap count what lies in both once, and the report says by how much', async () => {
    const [west, east] = [square(-3, 53.4, 0.01), square(-2.995, 53.4, 0.01)];
    const imported = await importNew(
      geoJson([
        { code: codeOf(1), ring: west },
        { code: codeOf(1), ring: east },
      ]),
    );
    const whole = landAreaM2(shapeFromRings([[west]])) * 1.5;
    expect(areaOf(imported, 1)).toBeCloseTo(whole, 3);
    const overlap = Math.round(whole / 3).toLocaleString('en-GB');
    expect(imported.outcome.findings.warnings).toContain(
      `Parts of 1 area overlap (${codeOf(1)} by ${overlap} m²); what lies in both counts once.`,
    );
  });

  it('that repeat an outline, wherever it begins, keep it once', async () => {
    const [first, ...others] = at(1).slice(0, -1);
    const turned: Ring = [...others, first!, others[0]!];
    const imported = await importNew(geoJson([rowOf(1), { code: codeOf(1), ring: turned }, rowOf(2)]));
    expect(areaOf(imported, 1)).toBeCloseTo(squareM2(1), 6);
    expect(imported.rejects).toEqual([
      `2 it repeats the outline of feature 1 with its code ${codeOf(1)}, which is kept once`,
    ]);
    expect(imported.outcome.findings.rows).toEqual({ read: 3, taken: 2, rejected: 1 });
    expect(imported.outcome.findings.warnings).toContain(
      `1 row repeats the outline of another row with the same code (${codeOf(1)} in row 2); it was kept once.`,
    );
  });

  it('take name and parent from the first that says them, and the report tells of others', async () => {
    const others = Array.from({ length: 20 }, (_, place) => rowOf(place + 10));
    const imported = await importNew(
      geoJson([
        ...others,
        { ...rowOf(1), parent: 'E08000011' },
        { ...rowOf(1, 2), name: 'Huyton', parent: 'E08000012' },
        { ...rowOf(1, 3), name: 'Roby' },
      ]),
      { nameField: 'name', parentField: 'parent', parentGeography: 'district:2011' },
    );
    expect(imported.names[imported.codes.indexOf(codeOf(1))]).toBe('Huyton');
    const { warnings } = imported.outcome.findings;
    expect(warnings).toContain(
      `1 area has rows with more than one name (${codeOf(1)}: “Huyton” in row 22, “Roby” in row 23); the first was kept.`,
    );
    expect(warnings).toContain(
      `1 area has rows with more than one parent (${codeOf(1)}: “E08000011” in row 21, “E08000012” in row 22); the first was kept.`,
    );
  });

  it('that are areas with names of their own mean that the codes are in another field', async () => {
    const rows = [1, 2, 3].map((place) => ({ ...rowOf(1, place), name: `Place ${place}` }));
    await expect(importNew(geoJson(rows), { nameField: 'name' })).rejects.toMatchObject({
      code: 'input_refused',
      message:
        'The field “code” does not tell the areas of “areas.geojson” apart: rows with the same code have different names.',
      details: { column: 'code', found: `${codeOf(1)}: “Place 1” in row 1, “Place 2” in row 2` },
    });
  });

  it('of which one cannot be taken leave an area that is said to be incomplete', async () => {
    const far: Row = { code: codeOf(1), ring: square(500, 53, 1) };
    const imported = await importNew(geoJson([rowOf(1), rowOf(2), far]));
    expect(imported.codes).toEqual([codeOf(1), codeOf(2)]);
    expect(imported.outcome.findings.warnings).toContain(
      `1 area is without a part that could not be taken (${codeOf(1)} in row 3): its outline is incomplete.`,
    );
  });

  // The union by Turf, an independent implementation (polyclip), of squares of any sizes in any order.
  it('cover what their union covers', async () => {
    const squares = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 5 }),
      ),
      { minLength: 2, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(squares, async (made) => {
        const rings = made.map(([x, y, size]) => square(-3 + x / 128, 53 + y / 128, size / 128));
        const imported = await importNew(geoJson(rings.map((ring) => ({ code: codeOf(1), ring }))));
        const features = rings.map((ring) => ({
          type: 'Feature' as const,
          properties: {},
          geometry: { type: 'Polygon' as const, coordinates: [ring] },
        }));
        const expected = union({ type: 'FeatureCollection', features })!.geometry;
        const polygons = expected.type === 'Polygon' ? [expected.coordinates] : expected.coordinates;
        expect(areaOf(imported, 1)).toBeCloseTo(landAreaM2(shapeFromRings(polygons)), 2);
      }),
      { numRuns: 25 },
    );
  });
});

describe.skipIf(!hasRealData)(`real areas${hasRealData ? '' : ' (skipped: real data not present)'}`, () => {
  // 260,218 m² on the National Grid (geopandas), whose scale there is 0.99967 of the ground.
  it('exported with one row for each part are whole', async () => {
    const name = 'parts_as_rows.geojson';
    const file = { path: realData(`cases/outline_in_parts/${name}`), name };
    const imported = await importNew([file], { codeField: 'LSOA11CD' });
    expect(imported.codes).toHaveLength(12);
    expect(landAreaM2(imported.shapes.get('E01006412')!) * 0.99967 ** 2).toBeCloseTo(260_218, -2);
  });

  it('cut into rows of their parts are what they were', async () => {
    const name = 'lcr_lsoa_2011.geojson';
    const whole = await importNew([{ path: realData(`boundaries/${name}`), name }], {
      codeField: 'LSOA11CD',
    });
    const several = [...whole.shapes].filter(([, { polygonEnds }]) => polygonEnds.length > 1);
    const rows = several.flatMap(([code, shape]) =>
      shapeToRings(shape).map((rings) => ({
        type: 'Feature' as const,
        properties: { code },
        geometry: { type: 'Polygon' as const, coordinates: rings },
      })),
    );
    expect(rows.length).toBeGreaterThan(several.length);
    const parted = await importNew(filesOf({ 'parts.geojson': collection(rows.toReversed()) }));
    expect(parted.codes).toHaveLength(several.length);
    for (const [code, shape] of several)
      expect(landAreaM2(parted.shapes.get(code)!)).toBeCloseTo(landAreaM2(shape), 3);
  });
});
