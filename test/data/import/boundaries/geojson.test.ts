import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspectFiles } from '#data/import';
import { collection, featureOf, lonLatAreas, polygon, reversed, square } from './builders.ts';
import { type Content, filesOf, importNew, zipOf } from './files.ts';

const two = lonLatAreas(2);
const codes = ['E01000001', 'E01000002'];

async function codesOf(content: Content, name = 'areas.geojson') {
  return (await importNew(filesOf({ [name]: content }))).codes;
}

async function refusalOf(content: Content, name = 'areas.geojson') {
  const error = await importNew(filesOf({ [name]: content })).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'input_refused' });
  return (error as Error).message;
}

describe('GeoJSON', () => {
  it('imports as a collection, as a single feature, one feature a line, and as a sequence with separators', async () => {
    const lines = two.map((area) => JSON.stringify(featureOf(area)));
    expect(await codesOf(collection(two))).toEqual(codes);
    expect(await codesOf(lines[0]!)).toEqual(codes.slice(0, 1));
    expect(await codesOf(lines.join('\n'), 'areas.geojsonl')).toEqual(codes);
    expect(await codesOf(lines.map((line) => `\u001e${line}\n`).join(''), 'areas.geojsonseq')).toEqual(codes);
  });

  it('imports gzipped, zipped, and from a name that says nothing', async () => {
    expect(await codesOf(gzipSync(collection(two)), 'areas.geojson.gz')).toEqual(codes);
    expect(await codesOf(zipOf({ 'data/areas.geojson': collection(two) }), 'areas.zip')).toEqual(codes);
    expect(await codesOf(collection(two), 'download')).toEqual(codes);
  });

  it('imports with a byte order mark, and in UTF-16', async () => {
    expect(await codesOf(`\uFEFF${collection(two)}`)).toEqual(codes);
    expect(await codesOf(Buffer.from(`\uFEFF${collection(two)}`, 'utf16le'))).toEqual(codes);
    expect(await codesOf(Buffer.from(`\uFEFF${collection(two)}`, 'utf16le').swap16())).toEqual(codes);
  });

  it('gives the same areas wherever brackets and quotes stand in its texts', async () => {
    const odd = two.map((area) => ({ ...area, properties: { ...area.properties, note: 'a "]}" \\ {[' } }));
    expect(await codesOf(collection(odd, { name: '}]"\\' }))).toEqual(codes);
  });

  it('takes the id of a feature as a field where its properties have none', async () => {
    const areas = two.map(({ geometry, properties }) => ({
      geometry,
      properties: null,
      id: String(properties!.code),
    }));
    const files = filesOf({ 'areas.geojson': collection(areas) });
    expect((await inspectFiles('boundaries', files, {})).mapping).toMatchObject({ codeField: 'id' });
    expect((await importNew(files, { codeField: 'id' })).codes).toEqual(codes);
  });

  it('is read in the CRS that an old-style member names', async () => {
    const areas = [
      { properties: { code: 'E01000001' }, geometry: polygon(reversed(square(335_000, 390_000, 1000))) },
    ];
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } };
    const { outcome, shapes } = await importNew(filesOf({ 'a.geojson': collection(areas, { crs }) }));
    expect(outcome.draft.sourceCrs).toBe('EPSG:27700 (OSGB36 / British National Grid)');
    expect(shapes.get('E01000001')!.coordinates[0]).toBeCloseTo(-2.98, 1);
  });

  it('takes the polygons of a mixed collection together', async () => {
    const geometries = [
      polygon(reversed(square(-3, 53.4, 0.01))),
      {
        type: 'LineString',
        coordinates: [
          [-3, 53],
          [-3, 54],
        ],
      },
      polygon(reversed(square(-2.9, 53.4, 0.01))),
    ];
    const area = { properties: { code: 'E01000001' }, geometry: { type: 'GeometryCollection', geometries } };
    const { shapes } = await importNew(filesOf({ 'a.geojson': collection([area]) }));
    expect(shapes.get('E01000001')!.polygonEnds).toHaveLength(2);
  });

  it('has no codes as a bare polygon', async () => {
    expect(await refusalOf(JSON.stringify(two[0]!.geometry))).toBe(
      '“areas.geojson” has no attributes, so its areas have no codes.',
    );
  });
});

describe('what is no complete GeoJSON', () => {
  it('is refused where the download was cut off, wherever that was', async () => {
    const text = collection(two);
    for (const share of [0.3, 0.6, 0.95]) {
      expect(await refusalOf(text.slice(0, Math.floor(text.length * share)))).toBe(
        '“areas.geojson” ends in the middle of its data.',
      );
    }
  });

  it('is refused where the server sent only a page of it', async () => {
    const said = '“areas.geojson” is one page of a longer answer: the server cut it off.';
    expect(await refusalOf(collection(two, { exceededTransferLimit: true }))).toBe(said);
    expect(await refusalOf(collection(two, { properties: { exceededTransferLimit: true } }))).toBe(said);
    expect(await refusalOf(collection(two, { numberMatched: 5, numberReturned: 2 }))).toBe(said);
    expect(await codesOf(collection(two, { numberMatched: 2, numberReturned: 2 }))).toEqual(codes);
  });

  it('is refused where it is the error, or the own JSON, of a map server', async () => {
    expect(await refusalOf('{"error":{"code":400,"message":"Invalid URL"}}')).toBe(
      '“areas.geojson” holds the error message of a map server, not data.',
    );
    expect(await refusalOf('{"geometryType":"esriGeometryPolygon","features":[]}')).toBe(
      '“areas.geojson” is in the JSON of an ArcGIS server, not GeoJSON.',
    );
  });

  it('is refused with the line where it is broken', async () => {
    expect(await refusalOf('{\n"type": "FeatureCollection"\n"features": []}')).toBe(
      '“areas.geojson” is not valid JSON at line 3.',
    );
    expect(await refusalOf('{"type":"FeatureCollection","features":[{"type":"Feature"},]}')).toContain(
      'is not valid JSON at line 1',
    );
  });

  it('is refused where it is a web page', async () => {
    expect(await refusalOf('\n<html><body>404</body></html>')).toBe(
      '“areas.geojson” holds a web page, not data.',
    );
  });

  it.each(['null', '[]', '{}', '""', '{"type":"FeatureCollection"}', '{"type":{}}'])(
    'is refused as %s',
    async (text) => {
      expect(await refusalOf(text)).toBe('“areas.geojson” is not GeoJSON.');
    },
  );

  it('is refused where it is empty', async () => {
    expect(await refusalOf('{"type":"FeatureCollection","features":[]}')).toBe(
      '“areas.geojson” is empty: it holds no areas at all.',
    );
    expect(await refusalOf('')).toBe('“areas.geojson” is empty.');
  });
});

describe('a feature that is no area', () => {
  const good = two[1]!;
  it.each([
    [{ type: 'Point', coordinates: [-3, 53] }, 'E01000001 is a point, not an area'],
    [null, 'E01000001 has no geometry'],
    [{ type: 'Polygon', coordinates: [] }, 'E01000001 has no geometry'],
    [
      { type: 'Polygon', coordinates: [[['-3', '53']]] },
      'E01000001 cannot be taken: its coordinates are not lists of number pairs',
    ],
    [
      { type: 'Polygon', coordinates: [5] },
      'E01000001 cannot be taken: its coordinates are not lists of number pairs',
    ],
    [{ type: 'Curve' }, 'E01000001 cannot be taken: its geometry is of the unknown type “Curve”'],
  ])('is rejected: %j', async (geometry, reason) => {
    const areas = [{ ...two[0]!, geometry }, good];
    const { codes, rejects } = await importNew(filesOf({ 'a.geojson': collection(areas) }));
    expect(codes).toEqual(['E01000002']);
    expect(rejects).toEqual([`1 ${reason}`]);
  });

  it('makes the file refused where there is nothing else in it', async () => {
    const areas = [{ properties: { code: 'E01000001' }, geometry: { type: 'Point', coordinates: [-3, 53] } }];
    expect(await refusalOf(collection(areas))).toBe(
      '“areas.geojson” holds no areas: its first feature is a point, not an area.',
    );
  });
});
