import { describe, expect, it } from 'vitest';
import { collection, polygon, square } from './builders.ts';
import { emptyWorkspace, filesOf, importInto, mappingOf } from './files.ts';

const areas = (codes: readonly string[], [x, y, size]: readonly [number, number, number], crs?: string) =>
  filesOf({
    'areas.geojson': collection(
      codes.map((code, at) => ({ properties: { code }, geometry: polygon(square(x + at * size, y, size)) })),
      crs === undefined ? {} : { crs: { type: 'name', properties: { name: crs } } },
    ),
  });

describe('outlines with easting and northing exchanged', () => {
  it('are noticed where the workspace has areas that they belong to', async () => {
    const workspace = emptyWorkspace();
    const grid = 'EPSG:27700';
    await importInto(workspace, areas(['E01000001'], [335_000, 390_000, 1000], grid), mappingOf());
    const ward = mappingOf({ geography: 'ward' });
    const exchanged = areas(['E05000001', 'E05000002'], [390_000, 335_000, 500], grid);
    await expect(importInto(workspace, exchanged, ward)).rejects.toMatchObject({
      code: 'input_refused',
      message: 'The areas of “areas.geojson” have easting and northing exchanged.',
      details: { hint: expect.stringContaining('Swap the axes') },
    });
  });

  it('are not seen in areas of another part of the country', async () => {
    const workspace = emptyWorkspace();
    const grid = 'EPSG:27700';
    await importInto(workspace, areas(['E01000001'], [335_000, 390_000, 1000], grid), mappingOf());
    const elsewhere = areas(['E05000001'], [530_000, 180_000, 500], grid);
    const { codes } = await importInto(workspace, elsewhere, mappingOf({ geography: 'ward' }));
    expect(codes).toEqual(['E05000001']);
  });
});
