import { describe, expect, it } from 'vitest';
import { inspectFiles } from '#data/import';
import { collection, esriGrid, named, polygon, reversed, type Row, shapefile, square } from './builders.ts';
import { filesOf, importNew } from './files.ts';

const metres: Row[] = [{ values: ['E01000001'], rings: [square(335_000, 390_000, 1000)] }];
const degrees: Row[] = [{ values: ['E01000001'], rings: [square(-3, 53.4, 0.01)] }];
const swapped: Row[] = [{ values: ['E01000001'], rings: [square(53.4, -3, 0.01)] }];
const wgs84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]';

const files = (rows: Row[], prj?: string) => filesOf(named('a', shapefile({ rows, prj })));

async function refusal(rows: Row[], { prj, crs }: { prj?: string; crs?: string }) {
  const error: unknown = await importNew(files(rows, prj), { crs: crs ?? null }).catch(
    (thrown: unknown) => thrown,
  );
  return error as Error & { code: string; details: { found: string; expected: string; hint: string } };
}

describe('a file without a CRS', () => {
  it('in degrees is taken as lon, lat, and says so', async () => {
    const { outcome } = await importNew(files(degrees));
    expect(outcome.findings.warnings).toEqual([
      'The file names no coordinate reference system; its coordinates were taken as lon, lat in degrees.',
    ]);
  });

  it('in metres within Great Britain is taken as British National Grid, and says so', async () => {
    const { outcome, shapes } = await importNew(files(metres));
    expect(shapes.get('E01000001')!.coordinates[1]).toBeCloseTo(53.4, 1);
    expect(outcome.findings.warnings[0]).toContain('were taken as British National Grid (EPSG:27700)');
    const inspection = await inspectFiles('boundaries', files(metres), {});
    expect(inspection.crs).toBeNull();
    expect(inspection.notes).toContain(outcome.findings.warnings[0]);
  });

  it('with other numbers is refused', async () => {
    const rows: Row[] = [{ values: ['E01000001'], rings: [square(-333_000, 7_060_000, 1000)] }];
    expect((await refusal(rows, {})).message).toBe(
      'The file does not say which coordinate reference system it is in, and its coordinates do not tell.',
    );
    expect((await importNew(files(rows), { crs: 'EPSG:3857' })).codes).toEqual(['E01000001']);
  });
});

describe('coordinates that contradict the CRS', () => {
  it('degrees under British National Grid', async () => {
    const { code, message, details } = await refusal(degrees, { prj: esriGrid });
    expect(code).toBe('input_refused');
    expect(message).toBe('The file says it is in British_National_Grid, but its coordinates are degrees.');
    expect(details).toMatchObject({ found: 'coordinates such as -3.0000, 53.4000', expected: 'metres' });
    expect((await importNew(files(degrees, esriGrid), { crs: 'EPSG:4326' })).codes).toEqual(['E01000001']);
  });

  it('metres under lon, lat', async () => {
    const { message, details } = await refusal(metres, { prj: wgs84 });
    expect(message).toBe(
      'The file says it is in GCS_WGS_1984, but its coordinates are no longitudes and latitudes.',
    );
    expect(details.hint).toBe(
      'They look like metres of the British National Grid: state the coordinate reference system as EPSG:27700.',
    );
  });

  it('metres in GeoJSON, which is lon, lat unless it says otherwise', async () => {
    const areas = [
      { properties: { code: 'E01000001' }, geometry: polygon(reversed(square(335_000, 390_000, 1000))) },
    ];
    const file = () => filesOf({ 'a.geojson': collection(areas) });
    await expect(importNew(file())).rejects.toMatchObject({ code: 'input_refused' });
    expect((await importNew(file(), { crs: 'EPSG:27700' })).codes).toEqual(['E01000001']);
  });

  it('latitude before longitude', async () => {
    for (const prj of [wgs84, undefined]) {
      expect((await refusal(swapped, { prj })).message).toBe(
        'The file has latitude before longitude: it would lie in the Indian Ocean.',
      );
    }
  });

  it('northing before easting, where the numbers give it away', async () => {
    const rows: Row[] = [{ values: ['S01000001'], rings: [square(850_000, 260_000, 1000)] }];
    expect((await refusal(rows, { prj: esriGrid })).message).toBe(
      'The file says it is in British_National_Grid, but its coordinates lie outside of it: northing probably comes before easting.',
    );
  });

  it('codes of the United Kingdom on areas elsewhere', async () => {
    const { message } = await refusal(metres, { crs: 'EPSG:32630' });
    expect(message).toBe(
      'The codes are of the United Kingdom, but by EPSG:32630 the areas would lie outside of it.',
    );
  });

  it('areas abroad with codes of their own are welcome', async () => {
    const rows: Row[] = [{ values: ['MA-1'], rings: [square(-71, 42, 0.1)] }];
    expect((await importNew(files(rows, wgs84))).codes).toEqual(['MA-1']);
  });

  it('a stray among good areas is rejected alone', async () => {
    const rows: Row[] = [
      ...metres,
      { values: ['E01000002'], rings: [square(336_000, 390_000, 1000)] },
      { values: ['E01000003'], rings: [square(3_360_000, 390_000, 1000)] },
    ];
    const { codes, rejects } = await importNew(files(rows, esriGrid));
    expect(codes).toEqual(['E01000001', 'E01000002']);
    expect(rejects).toEqual(['3 E01000003 lies outside of British_National_Grid']);
  });

  it('are told in a first look, so that another CRS can be stated', async () => {
    const { crs, notes } = await inspectFiles('boundaries', files(degrees, esriGrid), {});
    expect(crs).toBeNull();
    expect(notes[0]).toContain('but its coordinates are degrees.');
    expect((await inspectFiles('boundaries', files(degrees, esriGrid), { crs: 'EPSG:4326' })).crs).toBe(
      'EPSG:4326 (WGS 84)',
    );
  });
});
