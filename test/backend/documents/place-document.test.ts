import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  coordinateSystems,
  exportFormatIds,
  listCoordinateSystems,
  nameInFormat,
  type CoordinateSystem,
  type ExportFormat,
} from '#contract';
import { passGate, type ExportDocument } from '#core/disclosure';
import { shapeFromRings } from '#core/geography';
import { writeDocument } from '#data/export';
import { placeDocument } from '../../../backend/documents/place-document.ts';
import { aTableDocument } from '../../data/export/a-table.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-placed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const grid: CoordinateSystem = 'EPSG:27700';
/** Formats in which the National Grid can be chosen. */
const choosing = exportFormatIds.filter((id) => listCoordinateSystems(id).includes(grid));

async function write(
  document: ExportDocument,
  as: { format: ExportFormat; system: CoordinateSystem },
): Promise<{ path: string; losses: string[] }> {
  const passed = passGate(placeDocument(document, as), 'none');
  const { losses } = await writeDocument(passed, { ...as, folder, fileName: 'list' });
  return { losses, path: join(folder, nameInFormat('list', as.format)) };
}

const town = aTableDocument([{ text: 'a', point: [-2.98, 53.41] }]);
/**
 * The same place by PROJ's cs2cs, with the definition of the grid and the seven parameters as the Ordnance Survey publishes them,
 * without OSTN15.
 */
const townInGrid = [334_952.947, 390_801.705] as const;

describe('places in the National Grid', () => {
  test('lie where another program puts them, and the facts say how exactly', () => {
    const { tables, facts, system } = placeDocument(town, { format: choosing[0]!, system: grid });
    const [x, y] = tables[0].rows[0]!.point!;
    expect(Math.abs(x - townInGrid[0])).toBeLessThan(0.01);
    expect(Math.abs(y - townInGrid[1])).toBeLessThan(0.01);
    expect(system).toBe(grid);
    expect(facts).toContainEqual(['Coordinates', coordinateSystems[grid].fact]);
    expect(coordinateSystems[grid].fact).toMatch(/Helmert.*within 5 m/);
  });

  test('are named in the facts in degrees too, and in a format without places not at all', () => {
    const inDegrees = placeDocument(town, { format: choosing[0]!, system: 'EPSG:4326' });
    expect(inDegrees.tables).toBe(town.tables);
    expect(inDegrees.facts).toContainEqual(['Coordinates', coordinateSystems['EPSG:4326'].fact]);
    const placeless = exportFormatIds.find((id) => listCoordinateSystems(id).length === 0)!;
    expect(placeDocument(town, { format: placeless, system: 'EPSG:4326' })).toBe(town);
  });

  test('outlines that rows share stay shared, and the document that was given stays as it was', () => {
    const shape = shapeFromRings([
      [
        [
          [-3, 53],
          [-2.9, 53],
          [-2.9, 53.1],
          [-3, 53],
        ],
      ],
    ]);
    const ledger = aTableDocument([{ text: 'advice', shape }, { text: 'in work', shape }, { text: 'total' }]);
    const before = [...shape.coordinates];
    const [first, second, total] = placeDocument(ledger, { format: choosing[0]!, system: grid }).tables[0]
      .rows;
    expect(first!.shape).toBe(second!.shape);
    expect(total!.shape).toBeUndefined();
    expect([...shape.coordinates]).toEqual(before);
  });

  test('cannot be abroad: the place is named, and the way out', () => {
    const abroad = aTableDocument([{ text: 'Paris', point: [2.35, 48.85] }]);
    expect(() => placeDocument(abroad, { format: choosing[0]!, system: grid })).toThrow(
      expect.objectContaining({
        code: 'output_refused',
        message: 'E00 lies outside the British National Grid.',
        details: expect.objectContaining({ hint: expect.stringContaining('EPSG:4326') as string }) as object,
      }),
    );
  });

  test('GeoJSON says so as it did in 2008, and that it no longer does', async () => {
    const { path, losses } = await write(town, { format: 'geojson', system: grid });
    const collection = JSON.parse(readFileSync(path, 'utf8')) as {
      crs: { properties: { name: string } };
      features: { geometry: { coordinates: number[] } }[];
    };
    expect(collection.crs.properties.name).toBe('urn:ogc:def:crs:EPSG::27700');
    expect(collection.features[0]!.geometry.coordinates[0]).toBeCloseTo(townInGrid[0], 0);
    expect(losses).toEqual([expect.stringContaining('RFC 7946')]);
    const usual = await write(town, { format: 'geojson', system: 'EPSG:4326' });
    expect(usual.losses).toEqual([]);
    expect(readFileSync(usual.path, 'utf8')).not.toContain('crs');
  });
});

const hasOgr = spawnSync('ogrinfo', ['--version']).status === 0;

describe.skipIf(!hasOgr)(`GDAL${hasOgr ? '' : ' (skipped: it is not installed)'}`, () => {
  test.each(choosing)('finds a %s where it is, in either system', async (format) => {
    for (const [system, x, y] of [
      [grid, ...townInGrid],
      ['EPSG:4326', -2.98, 53.41],
    ] as const) {
      const { path } = await write(town, { format, system });
      const { stdout } = spawnSync('ogrinfo', ['-ro', '-al', path], { encoding: 'utf8' });
      const [, found] = /POINT \(([^)]*)\)/.exec(stdout) ?? [];
      const [lon, lat] = (found ?? '').split(' ').map(Number);
      expect(lon).toBeCloseTo(x, 0);
      expect(lat).toBeCloseTo(y, 0);
      expect(stdout).toContain(`ID["EPSG",${coordinateSystems[system].code}]`);
    }
  });
});
