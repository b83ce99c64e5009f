import { afterAll, describe, expect, it } from 'vitest';
import { strToU8, zipSync } from 'fflate';
import type { ImportFamily } from '#contract';
import { inspectFiles } from '#data/import';
import { makeBench, refusal } from '../../import/tables/build.ts';

const bench = makeBench();
afterAll(() => bench.clear());

const xml = '<?xml version="1.0" encoding="utf-8"?>\n';
const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part, 'latin1'))),
  );

/** How files of each kind begin, by their specifications, and what the refusal must say of them. */
const beginnings: readonly [what: RegExp, content: string | Uint8Array, hint: RegExp][] = [
  [
    /KML \(Google Earth\)/,
    `${xml}<!-- made here -->\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>`,
    /GeoPackage or GeoJSON/,
  ],
  [
    /GPX/,
    `${xml}<gpx version="1.1" creator="x"><wpt lat="53" lon="-3"/></gpx>`,
    /CSV with longitude and latitude/,
  ],
  [
    /GML/,
    `${xml}<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"/>`,
    /outputFormat=application\/json/,
  ],
  [/DXF/, '  0\r\nSECTION\r\n  2\r\nHEADER\r\n', /GeoPackage or GeoJSON/],
  [/DXF/, '999\nmade by a program\n  0\nSECTION\n  2\nHEADER\n', /GeoPackage or GeoJSON/],
  [/MapInfo TAB/, '!table\n!version 300\n!charset WindowsLatin1\n', /\.dat, \.map/],
  [/MapInfo MIF/, 'Version 300\nCharset "WindowsLatin1"\nDelimiter ","\n', /GeoPackage or GeoJSON/],
  [/FlatGeobuf/, bytes('fgb', 3, 'fgb', 0), /GeoPackage or GeoJSON/],
  [/Parquet/, bytes('PAR1', 0x15, 4, 0x15), /CSV/],
  [/Arrow or Feather/, bytes('ARROW1', 0, 0), /CSV/],
  [/Excel workbook \(\.xls\)/, bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), /save that as CSV/],
  [
    /Excel workbook \(\.xlsx\)/,
    zipSync({ 'xl/workbook.xml': strToU8('<x/>'), '[Content_Types].xml': strToU8('<x/>') }),
    /save that as CSV/,
  ],
  [
    /Excel workbook \(\.xlsb\)/,
    zipSync({ 'xl/workbook.bin': strToU8('x'), '[Content_Types].xml': strToU8('<x/>') }),
    /save that as CSV/,
  ],
  [/XML spreadsheet/, `${xml}<?mso-application progid="Excel.Sheet"?>\n<Workbook/>`, /save that as CSV/],
  [
    /OpenDocument spreadsheet/,
    zipSync(
      { mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'), 'content.xml': strToU8('<x/>') },
      { level: 0 },
    ),
    /save that as CSV/,
  ],
  [/KMZ/, zipSync({ 'doc.kml': strToU8('<kml/>'), 'files/a.png': strToU8('x') }), /GeoPackage or GeoJSON/],
  [
    /file geodatabase/,
    zipSync({ 'Wards.gdb/a00000001.gdbtable': strToU8('x'), 'Wards.gdb/gdb': strToU8('x') }),
    /GeoPackage or GeoJSON/,
  ],
  [/TransXChange or NeTEx/, `${xml}<TransXChange xmlns="http://www.transxchange.org.uk/"/>`, /GTFS/],
  [/SDMX/, `${xml}<message:GenericData xmlns:message="http://www.sdmx.org/resources/sdmxml"/>`, /CSV/],
  [/SPSS/, '$FL2@(#) SPSS DATA FILE', /CSV/],
  [/Access database/, bytes(0, 1, 0, 0, 'Standard Jet DB', 0), /CSV/],
  [/Word document/, '{\\rtf1\\ansi list}', /CSV/],
  [/picture \(SVG\)/, `${xml}<svg xmlns="http://www.w3.org/2000/svg"/>`, /right file/],
  [
    /QGIS project/,
    `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version="3"/>`,
    /files that it names/,
  ],
];

const families: readonly ImportFamily[] = [
  'boundaries',
  'observations',
  'lookup',
  'sites',
  'postcodes',
  'points',
];
const look = (family: ImportFamily, name: string, content: string | Uint8Array): ReturnType<typeof refusal> =>
  refusal(inspectFiles(family, [bench.file(name, content)], {}));

describe('a file of a kind that no import reads', () => {
  it.each(beginnings)(
    'is told by its content whatever it is called, and what to save it as: %s',
    async (what, content, hint) => {
      for (const family of families) {
        for (const name of [family === 'boundaries' ? 'file.geojson' : 'file.csv', 'file', 'file.zip']) {
          const { code, message, details } = await look(family, name, content);
          expect([family, name, code, message]).toEqual([
            family,
            name,
            'input_refused',
            expect.stringMatching(what),
          ]);
          expect(details.hint).toMatch(hint);
          expect(details.expected).toBeDefined();
        }
      }
    },
  );

  it.each([
    ['wards.kml', /KML/],
    ['wards.KMZ', /KMZ/],
    ['plan.dxf', /DXF/],
    ['plan.dwg', /DWG/],
    ['wards.mif', /MapInfo/],
    ['wards.fgb', /FlatGeobuf/],
    ['wards.gml', /GML/],
    ['track.gpx', /GPX/],
    ['data.parquet', /Parquet/],
    ['data.xlsb', /\.xlsb/],
    ['data.xls', /\.xls\)/],
    ['data.ods', /OpenDocument/],
    ['data.sav', /SPSS/],
    ['data.rds', /data file of R/],
    ['table.txd', /Stat-Xplore/],
  ])('is told by its ending where its content says nothing: %s', async (name, what) => {
    for (const family of families) expect((await look(family, name, 'words\n')).message).toMatch(what);
  });

  it.each([
    ['wards.kml', /KML/],
    ['data.parquet', /Parquet/],
    ['data.xls', /\.xls\)/],
    ['wards.mif', /MapInfo/],
  ])('is told inside a zip by its name: %s', async (inner, what) => {
    const zip = zipSync({ [inner]: strToU8('words\n'), 'readme.md': strToU8('x') });
    for (const family of families) expect((await look(family, 'all.zip', zip)).message).toMatch(what);
  });
});

describe('a table that begins like another kind', () => {
  it.each([
    'AC1012,value\nE01000001,1\n',
    'abc,Standard error,value\nE01000001,2,1\n',
    '999,value\nE01000001,1\n',
    'Version 2 of the list\ncode,value\nE01000001,1\n',
    'BZh,value\nE01000001,1\n',
  ])('is read: %s', async (text) => {
    expect(
      (await inspectFiles('observations', [bench.file('table.csv', text)], {})).columns.length,
    ).toBeGreaterThan(1);
  });
});
