import { afterAll, describe, expect, it } from 'vitest';
import type { Inspection, SitesMapping } from '#contract';
import { inspectFiles, readPoints, tryImport } from '#data/import';
import type { WorkspaceWriter } from '#data/workspace';
import { collection, esriGrid, named, shapefile, square } from '../boundaries/builders.ts';
import { zipOf } from '../boundaries/files.ts';
import { makeBench, refusal } from '../tables/build.ts';
import { type PointsParts, pointShapefile } from './builders.ts';

const bench = makeBench();
afterAll(() => bench.clear());

const withAreas = () => bench.workspace({ 'lsoa:2011': ['E01000001', 'E01000002'] });

const columns = [{ name: 'id' }, { name: 'name' }, { name: 'jobs', type: 'N', length: 8 }];

/** Two places in Liverpool by the British grid. */
const grid: PointsParts['rows'] = [
  { values: ['007', 'Lime Street', '12'], at: [334570, 390320] },
  { values: ['008', 'Prescot Road', '30'], at: [344000, 391500] },
];

/**
 * The same places on WGS 84 by PROJ 9 (`gdaltransform -s_srs EPSG:27700 -t_srs EPSG:4326`), which takes the same seven
 * parameters: 1e-7 degrees are a centimetre.
 */
const byProj = [
  [-2.98565980498469, 53.4056233927559],
  [-2.84404254102939, 53.4173154809283],
] as const;

const zipped = (parts: PointsParts, name = 'places'): Uint8Array =>
  zipOf(named(name, pointShapefile({ columns, ...parts })));

const look = (content: string | Uint8Array, name = 'places.zip', hint = {}): Promise<Inspection> =>
  inspectFiles('sites', [bench.file(name, content)], hint);

async function importSites(writer: WorkspaceWriter, content: string | Uint8Array, name = 'places.zip') {
  const { mapping } = await look(content, name);
  const { findings } = await bench.run(writer, bench.file(name, content), mapping);
  return { ...findings, sites: writer.listSites() };
}

describe('a point shapefile as a table of sites', () => {
  it('has longitude and latitude in degrees before its attributes, and codes keep their zeros', async () => {
    const {
      columns: found,
      sample,
      mapping,
      crs,
      rows,
      format,
    } = await look(zipped({ rows: grid, prj: esriGrid }));
    expect(found).toEqual(['longitude', 'latitude', 'id', 'name', 'jobs']);
    expect(sample.map((cells) => cells.slice(2))).toEqual([
      ['007', 'Lime Street', '12'],
      ['008', 'Prescot Road', '30'],
    ]);
    expect({ crs, rows, format }).toEqual({
      crs: 'British_National_Grid',
      rows: 2,
      format: 'ESRI Shapefile in a zip',
    });
    expect(mapping).toMatchObject({
      idColumn: 'id',
      nameColumn: 'name',
      jobsColumn: 'jobs',
      position: { lonColumn: 'longitude', latColumn: 'latitude' },
    });
  });

  it('lies where PROJ puts it, although the .prj leaves the shift of its datum out', async () => {
    const { sites } = await importSites(withAreas(), zipped({ rows: grid, prj: esriGrid }));
    expect(sites.map(({ id }) => id)).toEqual(['007', '008']);
    for (const [index, { lon, lat }] of sites.entries()) {
      expect(lon).toBeCloseTo(byProj[index]![0], 7);
      expect(lat).toBeCloseTo(byProj[index]![1], 7);
    }
  });

  it('without a .prj is in degrees or on the British grid, as its numbers say, and the report says which', async () => {
    const metres = await importSites(withAreas(), zipped({ rows: grid }), 'metres.zip');
    expect(metres.sites[0]!.lon).toBeCloseTo(byProj[0][0], 7);
    expect(metres.warnings).toContain(
      'The file names no coordinate reference system; its coordinates were taken as British National Grid (EPSG:27700).',
    );
    const degrees = await importSites(
      withAreas(),
      zipped({ rows: [{ values: ['1', 'Here', '1'], at: [-2.9995, 53.0005] }] }),
      'degrees.zip',
    );
    expect(degrees.sites).toMatchObject([{ lon: -2.9995, lat: 53.0005 }]);
    expect(degrees.warnings).toContain(
      'The file names no coordinate reference system; its coordinates were taken as lon, lat in degrees.',
    );
  });

  it('whose numbers fit neither is refused, and read once its reference system is stated', async () => {
    // Liverpool by Web Mercator.
    const far = zipped({ rows: [{ values: ['1', 'Here', '1'], at: [-332_400, 7_060_000] }] });
    expect(await refusal(look(far))).toMatchObject({
      message:
        'The file does not say which coordinate reference system it is in, and its coordinates do not tell.',
      details: { hint: expect.stringContaining('or choose the file together with its .prj') as string },
    });
    const { sample } = await look(far, 'stated.zip', { crs: 'EPSG:3857' });
    // Longitude by the definition of Web Mercator: x / 6,378,137 radians.
    expect(Number(sample[0]![0])).toBeCloseTo((-332_400 / 6_378_137) * (180 / Math.PI), 8);
  });

  it('rejects records without a place by their number, and takes the others', async () => {
    const rows: PointsParts['rows'] = [
      ...grid,
      { values: ['009', 'Nowhere', '1'], at: null },
      { values: ['010', 'No number', '1'], at: [Number.NaN, 390000] },
      { values: ['011', 'Struck out', '1'], at: [334570, 390320], deleted: true },
      { values: ['012', 'Off the grid', '1'], at: [9_000_000, 390000] },
    ];
    const { rows: counts, rejects } = await importSites(withAreas(), zipped({ rows, prj: esriGrid }));
    expect(counts).toEqual({ read: 6, taken: 2, rejected: 4 });
    expect(rejects).toEqual([
      { row: 3, reason: 'the row has no position: “longitude”, “latitude” are blank' },
      { row: 4, reason: 'its coordinates are not a pair of numbers' },
      { row: 5, reason: 'it is marked as deleted' },
      { row: 6, reason: 'its point 9000000, 390000 lies outside of British_National_Grid' },
    ]);
  });

  it('rejects a record of another kind than the rest, which the library would read as a point', async () => {
    const parts = pointShapefile({ columns, rows: grid, prj: esriGrid });
    const shp = Buffer.from(parts.shp as Uint8Array);
    shp.writeInt32LE(5, 108);
    const { rejects, sites } = await importSites(withAreas(), zipOf(named('odd', { ...parts, shp })));
    expect(rejects).toEqual([{ row: 1, reason: 'its record is damaged: it is not a point' }]);
    expect(sites.map(({ id }) => id)).toEqual(['008']);
  });

  it.each([11, 21])('with heights or measures (type %i) lies in the same place', async (type) => {
    const { sites } = await importSites(
      withAreas(),
      zipped({ rows: grid, prj: esriGrid, type }),
      `${type}.zip`,
    );
    expect(sites[1]!.lat).toBeCloseTo(byProj[1][1], 7);
  });

  it('is found by its .shp alone, with the files beside it', async () => {
    for (const [name, content] of Object.entries(
      named('loose', pointShapefile({ columns, rows: grid, prj: esriGrid })),
    ))
      bench.file(name, content);
    const path = `${bench.folder}/loose.shp`;
    const { format, rows, crs } = await inspectFiles('sites', [{ path, name: 'loose.shp' }], {});
    expect({ format, rows, crs }).toEqual({
      format: 'ESRI Shapefile',
      rows: 2,
      crs: 'British_National_Grid',
    });
  });

  it('that breaks off is refused, and so is a zip that does', async () => {
    const parts = pointShapefile({ columns, rows: grid, prj: esriGrid });
    const shp = (parts.shp as Buffer).subarray(0, 140);
    const cut = await refusal(look(zipOf(named('cut', { ...parts, shp }))));
    expect(cut.message).toBe('“places.zip: cut.shp” is cut off after 1 record.');
    const whole = zipped({ rows: grid });
    const half = await refusal(look(whole.subarray(0, whole.length / 2)));
    expect(half.message).toBe('“places.zip” is not a complete archive.');
  });

  it.each([
    ['areas', 5],
    ['lines', 3],
  ])('that holds %s is refused with the command for boundaries', async (kind, type) => {
    const rows = [{ values: ['1', 'A', '1'], rings: [square(0, 0, 1)] }];
    const refused = await refusal(look(zipOf(named('a', shapefile({ columns, rows, type })))));
    expect(refused.message).toBe(`“places.zip: a.shp” holds ${kind}, not points.`);
    expect(refused.details.hint).toContain('pinpoint import boundaries');
  });

  it('is tried as it is imported', async () => {
    const writer = withAreas();
    const content = zipped({ rows: [...grid, { values: ['9', 'Nowhere', ''], at: null }], prj: esriGrid });
    const { mapping } = await look(content);
    const files = [bench.file('places.zip', content)];
    const trial = await tryImport({ files, mapping, reader: writer });
    expect(trial).toMatchObject({
      isWhole: true,
      rows: { read: 3, taken: 2, rejected: 1 },
      brings: { sites: 2 },
    });
  });

  it('stands for a list of candidates too', async () => {
    const content = zipped({ rows: grid, prj: esriGrid });
    const [first] = await readPoints(bench.file('candidates.zip', content));
    expect(first).toMatchObject({ id: '007', name: 'Lime Street', cost: null });
    expect(first!.lon).toBeCloseTo(byProj[0][0], 7);
  });
});

describe('GeoJSON of points as a table of sites', () => {
  const at = (coordinates: unknown, name: string) => ({
    properties: { ref: name, longitude: 'as written' },
    geometry: coordinates === null ? null : { type: 'Point', coordinates },
  });

  it('gives its geometry under longitude and latitude, and an attribute of that name a number', async () => {
    const {
      columns: found,
      mapping,
      format,
    } = await look(collection([at([-2.9995, 53.0005], '01')]), 'places.geojson');
    expect(found).toEqual(['longitude', 'latitude', 'ref', 'longitude (2)']);
    expect((mapping as SitesMapping).position).toMatchObject({
      lonColumn: 'longitude',
      latColumn: 'latitude',
    });
    expect(format).toBe('GeoJSON');
  });

  it('rejects what is no point by its number', async () => {
    const { rejects, sites } = await importSites(
      withAreas(),
      collection([
        at([-2.9995, 53.0005], '01'),
        at(null, '02'),
        at(['west', 'north'], '03'),
        { properties: { ref: '04' }, geometry: { type: 'Polygon', coordinates: [square(0, 0, 1)] } },
      ]),
      'odd.geojson',
    );
    expect(sites).toMatchObject([{ id: '01', lon: -2.9995, lat: 53.0005 }]);
    expect(rejects.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
      '2 the row has no position: “longitude”, “latitude” are blank',
      '3 its coordinates are not a pair of numbers',
      '4 it is an area, not a point',
    ]);
  });

  it('of areas alone is refused with the command for boundaries', async () => {
    const geometry = { type: 'Polygon', coordinates: [square(0, 0, 1)] };
    const refused = await refusal(look(collection([{ geometry }]), 'areas.geojson'));
    expect(refused.message).toBe(
      '“areas.geojson” holds no points: its first feature is an area, not a point.',
    );
    expect(refused.details.hint).toContain('pinpoint import boundaries');
  });
});
