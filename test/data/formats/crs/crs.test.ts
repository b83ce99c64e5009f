import { assert as assertLaw, double, property } from 'fast-check';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { type Crs, isBritishNationalGrid, parseCrs, wgs84 } from '../../../../data/formats/crs/crs.ts';
import { createProjector, createReturnProjector } from '../../../../data/formats/crs/project.ts';
import { esriGrid } from '../../import/boundaries/builders.ts';

const axis = 'AXIS["Easting",EAST],AXIS["Northing",NORTH]';
const ogcGrid = (towgs84: string) =>
  `PROJCS["OSGB 1936 / British National Grid",GEOGCS["OSGB 1936",DATUM["OSGB_1936",SPHEROID["Airy 1830",6377563.396,299.3249646,AUTHORITY["EPSG","7001"]],${towgs84}AUTHORITY["EPSG","6277"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4277"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",49],PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717],PARAMETER["false_easting",400000],PARAMETER["false_northing",-100000],UNIT["metre",1],${axis},AUTHORITY["EPSG","27700"]]`;
const isoGrid =
  'PROJCRS["OSGB36 / British National Grid",BASEGEOGCRS["OSGB36",DATUM["Ordnance Survey of Great Britain 1936",ELLIPSOID["Airy 1830",6377563.396,299.3249646,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4277]],CONVERSION["British National Grid",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",49,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",-2,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Scale factor at natural origin",0.9996012717,SCALEUNIT["unity",1]],PARAMETER["False easting",400000,LENGTHUNIT["metre",1]],PARAMETER["False northing",-100000,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["(E)",east,ORDER[1],LENGTHUNIT["metre",1]],AXIS["(N)",north,ORDER[2],LENGTHUNIT["metre",1]]]';
const odd = esriGrid
  .replace('"British_National_Grid"', '"OSGB_1936_British_National_Grid"')
  .replace('"Transverse_Mercator"', '"Transverse Mercator"');

function lonLat(crs: Crs, x: number, y: number): [number, number] {
  const point = Float64Array.of(x, y);
  createProjector(crs)(point);
  return [point[0]!, point[1]!];
}

describe('British National Grid', () => {
  it.each([
    ['a code', 'EPSG:27700'],
    ['a bare code', '27700'],
    ['a URN', 'urn:ogc:def:crs:EPSG::27700'],
    ['an address', 'http://www.opengis.net/def/crs/EPSG/0/27700'],
    ['ESRI WKT', esriGrid],
    ['ESRI WKT under another name', odd],
    ['OGC WKT with TOWGS84', ogcGrid('TOWGS84[446.448,-125.157,542.06,0.15,0.247,0.842,-20.489],')],
    ['OGC WKT with a TOWGS84 of three', ogcGrid('TOWGS84[375,-111,431,0,0,0,0],')],
    ['OGC WKT without', ogcGrid('')],
    ['ISO WKT', isoGrid],
    [
      'proj4 text without the shift',
      '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +units=m',
    ],
  ])('is known, with the full shift of its datum, from %s', (_, text) => {
    expect(isBritishNationalGrid(parseCrs(text, 'a file'))).toBe(true);
  });

  it('is inverted as in the worked example of Ordnance Survey, “A guide to coordinate systems in Great Britain”, annex C', () => {
    // E 651409.903, N 313177.270 is 52° 39′ 27.2531″ N, 1° 43′ 4.5177″ E on the same datum.
    const airy = parseCrs('EPSG:4277', '');
    const expected = lonLat(airy, 1 + 43 / 60 + 4.5177 / 3600, 52 + 39 / 60 + 27.2531 / 3600);
    const found = lonLat(parseCrs('EPSG:27700', ''), 651_409.903, 313_177.27);
    expect(found[0]).toBeCloseTo(expected[0], 8);
    expect(found[1]).toBeCloseTo(expected[1], 8);
  });
});

describe('another CRS', () => {
  it.each([
    [
      'EPSG:4326',
      'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]',
    ],
    [
      'EPSG:4258',
      'GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]',
    ],
    ['CRS84', 'urn:ogc:def:crs:OGC:1.3:CRS84'],
  ])('that is lon, lat already leaves coordinates alone: %s', (code, text) => {
    for (const crs of [parseCrs(code, ''), parseCrs(text, '')]) {
      expect(crs.isLonLat).toBe(true);
      expect(lonLat(crs, -2.99, 53.4)).toEqual([-2.99, 53.4]);
    }
  });

  it('of Ireland is known by its ellipsoid', () => {
    const esri =
      'PROJCS["TM75_Irish_Grid",GEOGCS["GCS_TM75",DATUM["D_TM75",SPHEROID["Airy_Modified",6377340.189,299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200000.0],PARAMETER["False_Northing",250000.0],PARAMETER["Central_Meridian",-8.0],PARAMETER["Scale_Factor",1.000035],PARAMETER["Latitude_Of_Origin",53.5],UNIT["Meter",1.0]]';
    expect(parseCrs(esri, '').definition).toBe(parseCrs('EPSG:29903', '').definition);
    expect(parseCrs('EPSG:29902', '').definition).toBe(parseCrs('EPSG:29903', '').definition);
  });

  it('in feet is read in feet', () => {
    const feet = parseCrs(
      '+proj=tmerc +lat_0=38.83333333333334 +lon_0=-74.5 +k=0.9999 +x_0=150000 +y_0=0 +datum=NAD83 +units=us-ft',
      '',
    );
    const metres = parseCrs(
      '+proj=tmerc +lat_0=38.83333333333334 +lon_0=-74.5 +k=0.9999 +x_0=150000 +y_0=0 +datum=NAD83 +units=m',
      '',
    );
    const foot = 1200 / 3937;
    const expected = lonLat(metres, 500_000 * foot, 600_000 * foot);
    const found = lonLat(feet, 500_000, 600_000);
    expect(found[0]).toBeCloseTo(expected[0], 9);
    expect(found[1]).toBeCloseTo(expected[1], 9);
  });

  it('whose datum nobody ties to WGS 84 is read with a warning', () => {
    const crs = parseCrs(
      'GEOGCS["Local",DATUM["Somewhere",SPHEROID["Bessel 1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]',
      '',
    );
    expect(crs.notes).toEqual([
      '“Local” does not say how its datum relates to WGS 84: areas may lie about 100 m off.',
    ]);
  });

  it('that is not known, or no CRS at all, is refused', () => {
    expect(() => parseCrs('EPSG:99999', 'a.zip')).toThrow(
      'EPSG:99999 is not a coordinate reference system known here.',
    );
    expect(() => parseCrs('GEOGCS nonsense', 'a.zip')).toThrow(
      'The coordinate reference system of the file cannot be read.',
    );
  });

  it('stated as a code with WKT is read by the WKT where the code is not known', () => {
    expect(isBritishNationalGrid(parseCrs(`EPSG:99999 ${esriGrid}`, ''))).toBe(true);
    expect(parseCrs(`EPSG:4326 ${esriGrid}`, '').isLonLat).toBe(true);
  });
});

describe('projecting by patches', () => {
  const cases = [
    ['EPSG:27700', [0, 700_000], [0, 1_300_000]],
    ['EPSG:29903', [0, 400_000], [0, 500_000]],
    ['EPSG:3857', [-20_000_000, 20_000_000], [-15_000_000, 15_000_000]],
    ['EPSG:4277', [-9, 3], [49, 61]],
    ['EPSG:32630', [100_000, 900_000], [0, 9_000_000]],
    ['EPSG:2157', [400_000, 800_000], [500_000, 1_000_000]],
  ] as const;

  it.each(cases)(
    'gives what %s gives point by point, to a tenth of a millimetre',
    (code, [west, east], [south, north]) => {
      const crs = parseCrs(code, '');
      const exact = proj4(crs.definition, wgs84.definition);
      const project = createProjector(crs);
      const x = double({ min: west, max: east, noNaN: true });
      const y = double({ min: south, max: north, noNaN: true });
      assertLaw(
        property(x, y, (easting, northing) => {
          const point = Float64Array.of(easting, northing);
          project(point);
          const [lon, lat] = exact.forward([easting, northing]);
          expect(Math.abs(point[0]! - lon)).toBeLessThan(2e-9);
          expect(Math.abs(point[1]! - lat)).toBeLessThan(2e-9);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('gives the same point for the same coordinates, so that neighbours still share their vertices', () => {
    const project = createProjector(parseCrs('EPSG:27700', ''));
    const points = Float64Array.of(400_000, 400_000, 123_456.7, 345_678.9, 400_000, 400_000);
    project(points);
    expect([...points.subarray(0, 2)]).toEqual([...points.subarray(4)]);
  });

  it('comes back to where it came from, to the millimetre', () => {
    for (const [code, [west, east], [south, north]] of cases) {
      const crs = parseCrs(code, '');
      const [there, back] = [createProjector(crs), createReturnProjector(crs)];
      // A millimetre, or what that is in degrees.
      const near = crs.geographic ? 1e-8 : 1e-3;
      const x = double({ min: west, max: east, noNaN: true });
      const y = double({ min: south, max: north, noNaN: true });
      assertLaw(
        property(x, y, (first, second) => {
          const point = Float64Array.of(first, second);
          there(point);
          back(point);
          expect(Math.abs(point[0]! - first)).toBeLessThan(near);
          expect(Math.abs(point[1]! - second)).toBeLessThan(near);
        }),
        { numRuns: 200 },
      );
    }
  });

  it('makes a point that is none NaN', () => {
    const project = createProjector(parseCrs('EPSG:27700', ''));
    const points = Float64Array.of(Number.NaN, 1, Infinity, 2, 1e300, 3);
    project(points);
    expect([...points.subarray(0, 4)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });
});
