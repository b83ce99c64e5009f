import { afterAll, describe, expect, it } from 'vitest';
import { inspectFiles } from '#data/import';
import { named } from '../boundaries/builders.ts';
import { zipOf } from '../boundaries/files.ts';
import { makeBench } from '../tables/build.ts';
import { type PointsParts, pointShapefile } from './builders.ts';

const bench = makeBench();
afterAll(() => bench.clear());

const wgs84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

const zipped = (parts: PointsParts): Uint8Array =>
  zipOf(named('points', pointShapefile({ ...parts, prj: wgs84 })));

describe('a point shapefile', () => {
  it('of weighted centroids is a file of population points', async () => {
    // The bench draws each area as a square of 0.001 degrees, from 3° W, 53° N eastwards.
    const writer = bench.workspace({ 'lsoa:2011': ['E01000001', 'E01000002'] });
    const file = bench.file(
      'centroids.zip',
      zipped({
        columns: [{ name: 'lsoa11cd' }, { name: 'population', type: 'N', length: 10 }],
        rows: [
          { values: ['E01000001', '120'], at: [-2.9995, 53.0005] },
          { values: ['E01000002', '80'], at: [-2.9985, 53.0005] },
          { values: ['E01000002', '5'], at: null },
        ],
      }),
    );
    const { mapping } = await inspectFiles('points', [file], {}, writer);
    expect(mapping).toMatchObject({ codeColumn: 'lsoa11cd', weightColumn: 'population' });
    const { findings } = await bench.run(writer, file, mapping);
    expect(findings.rows).toEqual({ read: 3, taken: 2, rejected: 1 });
    expect(findings.rejects[0]!.row).toBe(3);
    const { lon, lat, weight } = writer.findAreaPoints('lsoa:2011')!;
    expect([[...lon], [...lat], [...weight]]).toEqual([
      [-2.9995, -2.9985],
      [53.0005, 53.0005],
      [120, 80],
    ]);
  });

  it('of postcodes is a directory', async () => {
    const writer = bench.workspace({ 'lsoa:2011': ['E01000001'] });
    const file = bench.file(
      'postcodes.zip',
      zipped({
        columns: [{ name: 'POSTCODE' }],
        rows: [
          { values: ['L1 1JD'], at: [-2.98, 53.1] },
          { values: ['L2 2DZ'], at: [-2.99, 53.11] },
        ],
      }),
    );
    const { mapping } = await inspectFiles('postcodes', [file], {}, writer);
    await bench.run(writer, file, mapping);
    expect(writer.findPostcode('L2 2DZ')).toMatchObject({ lon: -2.99, lat: 53.11 });
  });
});
