import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landAreaM2, shapeFromRings } from '#core/geography';
import { hasRealData, realData } from '../../real-data.ts';
import { areaShape, backwards, polygon, square, starRing } from './builders.ts';
import type { Ring } from './builders.ts';
import { hasGdal, queryByGdal } from './gdal.ts';

describe('land area', () => {
  it('of the whole ellipsoid is the published surface of the Earth', () => {
    // WGS 84: 510,065,621,724,000 m² (Moritz, Geodetic Reference System 1980, and GeographicLib's EllipsoidArea).
    const world = polygon([[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]); // prettier-ignore
    expect(landAreaM2(world) / 510_065_621_724_000).toBeCloseTo(1, 7);
  });

  it('of one degree of latitude by one of longitude at the equator is a 360th of its zone', () => {
    // Snyder (USGS 1395) eq. 3-12 in closed form, with b², by atanh.
    const a = 6378137;
    const f = 1 / 298.257223563;
    const e = Math.sqrt(f * (2 - f));
    const s = Math.sin(Math.PI / 180);
    const zone = Math.PI * (a * (1 - f)) ** 2 * (Math.atanh(e * s) / e + s / (1 - e * e * s * s));
    expect(landAreaM2(polygon(square(10, 0, 1))) / (zone / 360)).toBeCloseTo(1, 7);
  });

  it('does not depend on which way the rings turn, nor on the longitude', () => {
    fc.assert(
      fc.property(starRing, (ring) => {
        const area = landAreaM2(polygon(ring));
        expect(landAreaM2(polygon(backwards(ring))) / area).toBeCloseTo(1, 12);
        const moved = ring.map(([lon, lat]): [number, number] => [lon + 32, lat]);
        expect(landAreaM2(polygon(moved)) / area).toBeCloseTo(1, 9);
      }),
    );
  });

  it('of a shape with holes and parts is the sum of the parts less the holes', () => {
    const outer = square(-3, 53, 1);
    const hole = square(-2.6, 53.3, 0.2);
    const island = square(-1, 53, 0.5);
    const total = landAreaM2(areaShape([outer, hole], [island]));
    const expected = landAreaM2(polygon(outer)) - landAreaM2(polygon(hole)) + landAreaM2(polygon(island));
    expect(total / expected).toBeCloseTo(1, 12);
  });

  it('of an area cut in two is the sum of the pieces', () => {
    fc.assert(
      fc.property(starRing, (ring) => {
        // A star is seen whole from its centre, so its triangles from there make it up.
        const n = ring.length - 1;
        const centre: [number, number] = middle(ring);
        const pieces = Array.from({ length: n }, (_, i): Ring => [centre, ring[i]!, ring[i + 1]!, centre]);
        const sum = pieces.reduce((total, piece) => total + turnedArea(piece), 0);
        expect(Math.abs(sum) / landAreaM2(polygon(ring))).toBeCloseTo(1, 6);
      }),
    );
  });

  it('of an empty shape is 0', () => {
    expect(landAreaM2(shapeFromRings([]))).toBe(0);
  });
});

function middle(ring: Ring): [number, number] {
  const n = ring.length - 1;
  return [
    ring.slice(0, n).reduce((sum, p) => sum + p[0], 0) / n,
    ring.slice(0, n).reduce((sum, p) => sum + p[1], 0) / n,
  ];
}

/** The triangle's area, negative where it turns clockwise. */
function turnedArea([a, b, c]: Ring): number {
  const turn = (b![0] - a![0]) * (c![1] - a![1]) - (c![0] - a![0]) * (b![1] - a![1]);
  return Math.sign(turn) * landAreaM2(polygon([a!, b!, c!, a!]));
}

const missing = !hasRealData
  ? ' (skipped: real data not present)'
  : hasGdal
    ? ''
    : ' (skipped: GDAL not installed)';

describe.skipIf(missing !== '')(
  `land area of real LSOAs, beside the plane area in EPSG:27700 by GDAL${missing}`,
  () => {
    it('agrees within 0.2 % for each, most of which is the scale of the National Grid', () => {
      interface Feature {
        properties: { LSOA11CD: string };
        geometry: { type: string; coordinates: never };
      }
      const collection = JSON.parse(readFileSync(realData('boundaries/lcr_lsoa_2011.geojson'), 'utf8')) as {
        features: Feature[];
      };
      const ours = new Map(
        collection.features.map(({ properties, geometry }) => [
          properties.LSOA11CD,
          landAreaM2(
            shapeFromRings(geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates),
          ),
        ]),
      );
      const rows = queryByGdal(
        realData('boundaries/lcr_lsoa_2011_bng.gpkg'),
        'SELECT LSOA11CD, OGR_GEOM_AREA AS area FROM lcr_lsoa11',
        'OGRSQL',
      );
      expect(rows).toHaveLength(989);
      const off = rows.map(([code, area]) => Math.abs(ours.get(code!)! / Number(area) - 1));
      expect(Math.max(...off)).toBeLessThan(0.002);
    });
  },
);
