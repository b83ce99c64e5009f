import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Inspection } from '#contract';
import { inspectFiles } from '#data/import';
import { hasRealData, realData } from '../../../real-data.ts';
import { refusal } from '../tables/build.ts';

const look = (path: string): Promise<Inspection> => {
  const name = path.split('/').at(-1)!;
  return inspectFiles('sites', [{ path: realData(`conformance/${path}`), name }], {});
};

const positions = ({ sample }: Inspection): number[][] =>
  sample.map((cells) => cells.slice(0, 2).map(Number));

const skipped = hasRealData ? '' : ' (skipped: no real data here)';

describe.skipIf(!hasRealData)(`point shapefiles of other people${skipped}`, () => {
  it('railway stations of Massachusetts lie where PROJ puts them', async () => {
    const found = await look('shpjs_test/train_stations.zip');
    expect(found).toMatchObject({ rows: 361, crs: 'NAD83 / Massachusetts Mainland' });
    expect(found.sample[0]!.slice(2)).toEqual(['95', 'RIVER WORKS', 'Y', '', 'Y']);
    // ogr2ogr -t_srs EPSG:4326 (GDAL 3), first two records; 1e-8 degrees are a millimetre.
    const byProj = [
      [-70.9697671764444, 42.4497982354207],
      [-71.4761174047293, 42.2610147103178],
    ];
    for (const [index, [lon, lat]] of byProj.entries()) {
      expect(positions(found)[index]![0]).toBeCloseTo(lon!, 8);
      expect(positions(found)[index]![1]).toBeCloseTo(lat!, 8);
    }
  });

  it.each(['shpjs_files/pandr.zip', 'shpjs_files/pandr.shp'])(
    'car parks (%s) stand as they are in degrees',
    async (path) => {
      const found = await look(path);
      expect(found).toMatchObject({ rows: 80, crs: 'GCS_WGS_1984' });
      // ogrinfo -al, first record.
      expect(positions(found)[0]).toEqual([-71.03252702353794, 41.96333656932741]);
      expect(found.sample[0]![3]).toBe('Bridgewater');
    },
  );

  it('reads UTF-8 where the .cpg says so and a field is 254 characters wide', async () => {
    const { sample, encoding, notes } = await look('shpjs_test/utf.zip');
    expect(sample.map((cells) => cells[2])).toEqual(['💩', 'Hněvošický háj']);
    expect({ encoding, notes: notes.filter((note) => note.includes('.cpg')) }).toEqual({
      encoding: 'utf-8',
      notes: [],
    });
  });

  it('reads the code page of the .cpg', async () => {
    expect((await look('shpjs_test/codepage.zip')).sample[1]![2]).toBe('Hněvošický háj');
  });

  it('points agree with the GeoJSON that comes with them', async () => {
    const { sample } = await look('mbostock_shapefile/points.shp');
    const expected = JSON.parse(
      readFileSync(realData('conformance/mbostock_shapefile/points.json'), 'utf8'),
    ) as { features: { geometry: { coordinates: number[] } }[] };
    expect(expected.features).toHaveLength(9);
    expect(sample.map((cells) => cells.slice(0, 2).map(Number))).toEqual(
      expected.features.map(({ geometry }) => geometry.coordinates),
    );
  });

  it.each([
    ['shpjs_test/export_multipointz.shp', /holds no points: its first feature is a group of 3 points/],
    ['shpjs_test/export_polylinez.shp', /holds lines, not points/],
    ['shpjs_test/counties.zip', /holds areas, not points/],
    ['shpjs_test/noshp.zip', /has parts of a shapefile, but not its .shp/],
    ['shpjs_test/no-dbf.zip', /comes without its .dbf/],
    ['shpjs_test/badzip.zip', /is not a complete archive/],
    ['shpjs_test/bad.shp', /is not a shapefile/],
  ])('%s is refused with a sentence', async (path, message) => {
    expect((await refusal(look(path))).message).toMatch(message);
  });
});
