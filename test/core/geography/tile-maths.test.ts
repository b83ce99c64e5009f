import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bufferedTileBounds, tileAt, tileBounds } from '#core/geography';

describe('tiles', () => {
  it('of zoom 0 cover the Mercator world', () => {
    const [west, south, east, north] = tileBounds(0, 0, 0);
    expect([west, east]).toEqual([-180, 180]);
    // The latitude where the Mercator world is as high as wide: atan(sinh π).
    expect(north).toBeCloseTo(85.0511287798, 9);
    expect(south).toBeCloseTo(-85.0511287798, 9);
  });

  it('are numbered from the north-west, as OpenStreetMap numbers them', () => {
    // Slippy map tile names, OpenStreetMap wiki: 53.4084, -2.9916 (Liverpool) at zoom 12.
    const n = 2 ** 12;
    const lat = (53.4084 * Math.PI) / 180;
    const expected = {
      x: Math.floor(((-2.9916 + 180) / 360) * n),
      y: Math.floor(((1 - Math.log(Math.tan(lat) + 1 / Math.cos(lat)) / Math.PI) / 2) * n),
    };
    expect(tileAt(-2.9916, 53.4084, 12)).toMatchObject(expected);
  });

  it('hold the points that are found in them, at the units found', () => {
    const place = fc.record({
      lon: fc.double({ min: -180, max: 179.9999, noNaN: true }),
      lat: fc.double({ min: -85, max: 85, noNaN: true }),
      z: fc.integer({ min: 0, max: 22 }),
    });
    fc.assert(
      fc.property(place, ({ lon, lat, z }) => {
        const { x, y, unitX, unitY } = tileAt(lon, lat, z);
        const [west, south, east, north] = tileBounds(z, x, y);
        const slack = 1e-9;
        expect(
          lon >= west - slack && lon <= east + slack && lat >= south - slack && lat <= north + slack,
        ).toBe(true);
        expect(unitX).toBeCloseTo(((lon - west) / (east - west)) * 4096, 1);
        expect(unitY >= 0 && unitY <= 4096).toBe(true);
      }),
    );
  });

  it('share their edges', () => {
    expect(tileBounds(9, 251, 165)[2]).toBe(tileBounds(9, 252, 165)[0]);
    expect(tileBounds(9, 251, 165)[1]).toBe(tileBounds(9, 251, 166)[3]);
  });

  it('beyond the poles of the Mercator world are the outermost ones', () => {
    expect(tileAt(-200, 89, 3)).toMatchObject({ x: 0, y: 0 });
    expect(tileAt(200, -89, 3)).toMatchObject({ x: 7, y: 7 });
  });

  it('reach 64 of 4096 units over their edges when drawn', () => {
    const [west, , east] = bufferedTileBounds(5, 15, 10);
    const [inner, , outer] = tileBounds(5, 15, 10);
    expect((inner - west) / (outer - inner)).toBeCloseTo(64 / 4096, 12);
    expect((east - outer) / (outer - inner)).toBeCloseTo(64 / 4096, 12);
  });
});
