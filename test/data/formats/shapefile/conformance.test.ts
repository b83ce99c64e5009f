import { createReadStream, globSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PinpointError } from '#contract';
import { shapeToRings } from '#core/geography';
import { inspectFiles } from '#data/import';
import { openDbf } from '../../../../data/formats/shapefile/dbf.ts';
import { readGeometries, ShpReader, wantedAreas } from '../../../../data/formats/shapefile/shp.ts';
import { isShape } from '../../../../data/formats/layer/shapes.ts';
import { hasRealData, realData } from '../../../real-data.ts';
import { emptyWorkspace, importInto, type Imported } from '../../import/boundaries/files.ts';

const skipped = hasRealData ? '' : ' (skipped: real data not present)';
const folder = realData('conformance');
const list = (pattern: string) => (hasRealData ? globSync(pattern, { cwd: folder }).toSorted() : []);

/** Imports a file as a person would who takes the guesses, and the first field where the code is open. */
async function importGuessed(path: string): Promise<Imported> {
  const files = [{ path: realData(`conformance/${path}`), name: basename(path) }];
  const { mapping, columns } = await inspectFiles('boundaries', files, {});
  if (mapping.family !== 'boundaries') throw new Error('not boundaries');
  return importInto(emptyWorkspace(), files, {
    ...mapping,
    codeField: mapping.codeField || (columns[0] ?? ''),
  });
}

/** A sentence that a person can act on: begins like one, names the file, ends with a full stop, and comes with a hint. */
function expectGoodRefusal(error: unknown, path: string): void {
  expect(error).toBeInstanceOf(PinpointError);
  const { code, message, details } = error as PinpointError;
  expect(code).toBe('input_refused');
  expect(message).toMatch(/^[“A-Z][^\n]{15,250}\.$/);
  expect(message).not.toMatch(/undefined|NaN|\[object|Error:|\.ts:/);
  expect(details.file).toContain(basename(path));
  expect(details.hint).toMatch(/^[A-Z].*\.$/);
}

/** Features that each file gives; every file that is not named here is refused. */
const imported: Record<string, number> = {
  'geojson/bad/featurecollection_changed_semantics.geojson': 1,
  'geojson/good/good-featurecollection.geojson': 1,
  'geojson/good/good-featurecollection-extensions.geojson': 1,
  'mbostock_shapefile/number-null-property.shp': 4,
  'mbostock_shapefile/polygons.shp': 3,
  'shpjs_files/TM_WORLD_BORDERS_SIMPL-0.3.shp': 243,
  'shpjs_files/TM_WORLD_BORDERS_SIMPL-0.3.zip': 243,
  'shpjs_files/counties5.zip': 3135,
  'shpjs_files/nj_counties.zip': 21,
  'shpjs_test/LGA_2013_AUST.shp': 1,
  'shpjs_test/SHP_Exclude.zip': 1,
  'shpjs_test/counties.shp': 14,
  'shpjs_test/counties.zip': 14,
  'shpjs_test/ipra_dresden_polygon.shp': 1,
  'shpjs_test/mixedcase.zip': 40,
  'shpjs_test/qgis.zip': 2,
  'shpjs_test/senate.shp': 40,
  'shpjs_test/senate.zip': 40,
};

describe.skipIf(!hasRealData)(`every odd or broken file${skipped}`, () => {
  it.each(list('**/*.{shp,zip,geojson,dbf}'))(
    '%s is imported whole or refused with a sentence',
    async (path) => {
      const result: Imported | Error = await importGuessed(path).catch((error: Error) => error);
      if (result instanceof Error) {
        expectGoodRefusal(result, path);
        expect(imported[path]).toBeUndefined();
        return;
      }
      const { read, taken, rejected } = result.outcome.findings.rows;
      expect(taken).toBe(imported[path]);
      expect(result.codes).toHaveLength(taken);
      expect(result.rejects).toHaveLength(rejected);
      expect(read).toBe(taken + rejected);
    },
  );
});

interface Expected {
  features: {
    properties: Record<string, unknown>;
    geometry: { type: string; coordinates: unknown } | null;
  }[];
}

const expectedOf = (path: string) => JSON.parse(readFileSync(`${folder}/${path}`, 'utf8')) as Expected;
const withTable = list('mbostock_shapefile/*.dbf').map((path) => path.replace(/\.dbf$/, ''));

/** The value of a cell as the expected file writes it: a truth as true or false, a day without hyphens. */
function valueOf(text: string, expected: unknown): unknown {
  if (typeof expected === 'number') return Number(text);
  if (typeof expected === 'boolean') return /^[ty]$/i.test(text);
  if (expected === null) return text === '' ? null : text;
  return text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1$2$3');
}

describe.skipIf(!hasRealData)(`tables of published shapefiles${skipped}`, () => {
  it.each(withTable)('%s has the expected attributes', (path) => {
    const { features } = expectedOf(`${path}.json`);
    if (features.length === 0) return;
    const table = openDbf(readFileSync(`${folder}/${path}.dbf`), null, path);
    expect(table.records).toBe(features.length);
    for (const [row, { properties }] of features.entries()) {
      for (const [name, value] of Object.entries(properties)) {
        const text = table.value(row, table.fields.indexOf(name));
        expect(valueOf(text, value)).toBe(value);
      }
    }
  });
});

const polygonFiles = ['polygons', 'polygonm', 'number-null-property'];

describe.skipIf(!hasRealData)(`polygons of published shapefiles${skipped}`, () => {
  it.each(polygonFiles)('%s has the expected rings', async (name) => {
    const path = `mbostock_shapefile/${name}`;
    const file = `${folder}/${path}.shp`;
    // In pieces so small that headers and records are torn apart.
    const pieces = createReadStream(file, { highWaterMark: 7 });
    const records = new ShpReader({ size: statSync(file).size, pieces }, name, wantedAreas);
    while (await records.more());
    const features = expectedOf(`${path}.json`).features;
    const geometries = readGeometries(records, 0, records.offsets.length);
    expect(geometries).toHaveLength(features.length);
    for (const [index, { geometry }] of features.entries()) {
      const found = geometries[index]!;
      if (!isShape(found)) throw new Error(found.problem);
      const polygons = geometry!.type === 'Polygon' ? [geometry!.coordinates] : geometry!.coordinates;
      expect(normal(shapeToRings(found))).toEqual(normal(polygons as number[][][][]));
    }
  });
});

/** Points of a ring as a sorted set: where a ring begins and how it turns is free. */
function pointsOf(ring: readonly (readonly number[])[]): string[] {
  return [...new Set(ring.map(([x, y]) => `${x} ${y}`))].toSorted();
}

/** Rings of each polygon as sorted sets of points. */
function normal(polygons: readonly (readonly (readonly (readonly number[])[])[])[]): string[][][] {
  return polygons.map((rings) => rings.map(pointsOf)).toSorted((a, b) => (a[0]![0]! < b[0]![0]! ? -1 : 1));
}
