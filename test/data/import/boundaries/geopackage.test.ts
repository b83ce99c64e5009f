import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapeFromRings } from '#core/geography';
import { inspectFiles } from '#data/import';
import { writeFeatureFile } from '#data/workspace';
import { reversed, square } from './builders.ts';
import { filesOf, importNew, temporaryFolder, zipOf } from './files.ts';

function geoPackage(rows: [code: string, name: string | null, drawn: boolean][]): Buffer {
  const path = join(temporaryFolder(), 'areas.gpkg');
  writeFeatureFile(path, {
    layer: 'areas',
    title: 'Areas',
    columns: [
      { name: 'code', type: 'TEXT' },
      { name: 'name', type: 'TEXT' },
      { name: 'people', type: 'INTEGER' },
    ],
    rows: rows.map(([code, name, drawn], index) => ({
      values: [code, name, index],
      shape: drawn ? shapeFromRings([[reversed(square(-3 + index * 0.01, 53.4, 0.01))]]) : undefined,
    })),
    facts: [],
    made: '2026-01-01T00:00:00.000Z',
  });
  return readFileSync(path);
}

const content = geoPackage([
  ['E01000001', 'One', true],
  ['E01000002', null, true],
  ['E01000003', 'Three', false],
]);

describe('a GeoPackage', () => {
  it('imports its areas; a null name gives way to the code', async () => {
    const { codes, names, rejects } = await importNew(filesOf({ 'a.gpkg': content }), { nameField: 'name' });
    expect(codes).toEqual(['E01000001', 'E01000002']);
    expect(names).toEqual(['One', 'E01000002']);
    expect(rejects).toEqual(['3 E01000003 has no geometry']);
  });

  it('imports from inside a zip', async () => {
    const files = filesOf({ 'a.zip': zipOf({ 'data/a.gpkg': content }) });
    expect((await importNew(files)).codes).toHaveLength(2);
  });

  it('shows its layers, fields and CRS', async () => {
    expect(await inspectFiles('boundaries', filesOf({ 'a.gpkg': content }), {})).toMatchObject({
      format: 'GeoPackage',
      crs: 'EPSG:4326 (WGS 84)',
      layers: ['areas'],
      columns: ['fid', 'code', 'name', 'people'],
      rows: 3,
      sample: [['1', 'E01000001', 'One', '0'], expect.anything(), expect.anything()],
    });
  });

  it('is refused where it was cut off', async () => {
    const files = filesOf({ 'a.gpkg': content.subarray(0, content.length - 5000) });
    await expect(importNew(files)).rejects.toMatchObject({
      code: 'input_refused',
      message: '“a.gpkg” is cut off.',
    });
  });

  it('is refused where its pages are damaged', async () => {
    const damaged = Buffer.from(content);
    damaged.fill(0xab, 4096);
    await expect(importNew(filesOf({ 'a.gpkg': damaged }))).rejects.toMatchObject({ code: 'input_refused' });
  });

  it('is refused where it is something else', async () => {
    await expect(
      importNew(filesOf({ 'a.gpkg': 'no database at all, just some text' })),
    ).rejects.toMatchObject({
      code: 'input_refused',
      message: '“a.gpkg” is not a GeoPackage.',
    });
  });
});
