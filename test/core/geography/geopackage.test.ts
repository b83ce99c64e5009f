import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeGeoPackageGeometry,
  decodeWkb,
  encodeGeoPackageGeometry,
  shapeFromRings,
  shapeToRings,
} from '#core/geography';
import { areaShape, polygon, square, starShape } from './builders.ts';
import { featureFile, hasGdal, temporaryFolder } from './gdal.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

describe('a GeoPackage geometry', () => {
  it('comes back as it went in, to the last bit', () => {
    fc.assert(
      fc.property(starShape, (shape) => {
        expect(decodeGeoPackageGeometry(encodeGeoPackageGeometry(shape))).toEqual(shape);
      }),
    );
  });

  it('begins as the standard says: GP, version 0, little endian with an envelope, SRS 4326, then min x, max x, min y, max y', () => {
    const bytes = encodeGeoPackageGeometry(polygon(square(-3, 53, 1)));
    const view = new DataView(bytes.buffer);
    expect(Buffer.from(bytes.subarray(0, 4)).toString('hex')).toBe('47500003');
    expect(view.getInt32(4, true)).toBe(4326);
    expect([8, 16, 24, 32].map((at) => view.getFloat64(at, true))).toEqual([-3, -2, 53, 54]);
    // Byte order, type 6 (multipolygon), one polygon.
    expect(Buffer.from(bytes.subarray(40, 49)).toString('hex')).toBe('010600000001000000');
  });

  it('of an empty shape says that it is empty and has no envelope', () => {
    const bytes = encodeGeoPackageGeometry(shapeFromRings([]));
    expect(bytes[3]).toBe(0x11);
    expect(decodeGeoPackageGeometry(bytes).polygonEnds.length).toBe(0);
  });

  it('is read in big-endian byte order, as a plain polygon and without an envelope', () => {
    const bytes = hex(`47500000 000010e6
      00 00000003 00000001 00000004
      0000000000000000 0000000000000000
      3ff0000000000000 0000000000000000
      3ff0000000000000 4000000000000000
      0000000000000000 0000000000000000`);
    expect(shapeToRings(decodeGeoPackageGeometry(bytes))).toEqual([[[[0, 0], [1, 0], [1, 2], [0, 0]]]]); // prettier-ignore
  });

  it('is read without its heights and measures, in ISO and in extended WKB', () => {
    const rings = '01000000 02000000';
    const points =
      '000000000000f03f 0000000000000040 0000000000002240 000000000000f03f 0000000000000840 0000000000002240';
    const expected = [[[[1, 2], [1, 3]]]]; // prettier-ignore
    expect(shapeToRings(decodeWkb(hex(`01 eb030000 ${rings} ${points}`)))).toEqual(expected);
    expect(shapeToRings(decodeWkb(hex(`01 03000080 ${rings} ${points}`)))).toEqual(expected);
    expect(shapeToRings(decodeWkb(hex(`01 030000a0 e6100000 ${rings} ${points}`)))).toEqual(expected);
  });

  it('is refused when it is cut short, wherever that is', () => {
    const bytes = encodeGeoPackageGeometry(areaShape([square(0, 0, 1)], [square(2, 2, 1)]));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeGeoPackageGeometry(bytes.subarray(0, length))).toThrowError(
        expect.objectContaining({ code: 'input_refused' }) as Error,
      );
    }
  });

  it('is refused by name when it is not an area', () => {
    expect(() => decodeWkb(hex('01 01000000 0000000000000000 0000000000000000'))).toThrowError(/point/);
    expect(() => decodeWkb(hex('01 07000000 00000000'))).toThrowError(/collection/);
    expect(() => decodeGeoPackageGeometry(hex('00000000'))).toThrowError(/not a GeoPackage geometry/);
  });

  it('is refused, not believed, when it claims more points than it has bytes', () => {
    expect(() => decodeWkb(hex('01 03000000 01000000 ffffffff 0000000000000000'))).toThrowError(/cut short/);
  });
});

describe.skipIf(!hasGdal)(
  `a GeoPackage geometry, read by GDAL${hasGdal ? '' : ' (skipped: GDAL not installed)'}`,
  () => {
    it('has the same coordinates', () => {
      const shape = areaShape(
        [square(-3, 53, 1), square(-2.75, 53.25, 0.5).toReversed()],
        [square(1.1, 51.3, 0.7)],
      );
      const folder = temporaryFolder();
      const file = join(folder, 'areas.gpkg');
      execFileSync('ogr2ogr', [
        '-f',
        'GPKG',
        file,
        featureFile(folder, 'areas', [polygon(square(0, 0, 1))]),
        '-nlt',
        'MULTIPOLYGON',
      ]);
      const blob = Buffer.from(encodeGeoPackageGeometry(shape)).toString('hex');
      execFileSync('ogrinfo', [file, '-sql', `UPDATE areas SET geom = X'${blob}'`]);
      const read = execFileSync('ogr2ogr', [
        '-f',
        'GeoJSON',
        '/vsistdout/',
        file,
        '-lco',
        'COORDINATE_PRECISION=17',
      ]);
      const geometry = (JSON.parse(read.toString()) as { features: { geometry: unknown }[] }).features[0]!
        .geometry;
      expect(geometry).toEqual({ type: 'MultiPolygon', coordinates: shapeToRings(shape) });
    });
  },
);
