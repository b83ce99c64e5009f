import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { assignRings, containsPoint, labelPoint, mendShape } from '#core/geography';
import type { MendKind, Shape } from '#core/geography';
import { hasRealData, realData } from '../../real-data.ts';
import { countInvalidByGeos, hasSpatialite } from './gdal.ts';

/** Every record of the polygon shapefile as a bag of rings (ESRI Shapefile Technical Description, July 1998). */
function readBags(shp: Uint8Array): { coordinates: Float64Array; ringEnds: Uint32Array }[] {
  const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength);
  const bags = [];
  for (let at = 100; at < shp.length; at += 8 + 2 * view.getInt32(at + 4)) {
    const [rings, points] = [view.getInt32(at + 44, true), view.getInt32(at + 48, true)];
    const starts = at + 52;
    const xys = starts + 4 * rings;
    bags.push({
      ringEnds: Uint32Array.from({ length: rings }, (_, i) =>
        i + 1 < rings ? view.getInt32(starts + 4 * (i + 1), true) : points,
      ),
      coordinates: Float64Array.from({ length: 2 * points }, (_, i) => view.getFloat64(xys + 8 * i, true)),
    });
  }
  return bags;
}

describe.skipIf(!hasRealData)(
  `all LSOAs of England 2011${hasRealData ? '' : ' (skipped: real data not present)'}`,
  () => {
    const shapes: Shape[] = [];
    const repaired: { shape: Shape; mended: MendKind[] }[] = [];

    it('are 32,844, with 109 holes among them', () => {
      const files = unzipSync(readFileSync(realData('bench/england_lsoa_2011_bng.zip')), {
        filter: ({ name }) => name.endsWith('.shp'),
      });
      for (const bag of readBags(Object.values(files)[0]!)) {
        shapes.push(assignRings(bag.coordinates, bag.ringEnds));
      }
      expect(shapes).toHaveLength(32_844);
      const holes = shapes.reduce(
        (sum, { ringEnds, polygonEnds }) => sum + ringEnds.length - polygonEnds.length,
        0,
      );
      expect(holes).toBe(109);
    });

    it('are valid but for 90 that touch themselves, which is what GEOS finds too', () => {
      for (const shape of shapes) {
        const outcome = mendShape(shape);
        if ('refused' in outcome) throw new Error(outcome.refused);
        if (outcome.shape !== shape) repaired.push(outcome);
      }
      expect(repaired).toHaveLength(90);
      expect(repaired.every(({ mended }) => mended.join() === 'self-touching')).toBe(true);
    });

    it.skipIf(!hasSpatialite)('are all valid for GEOS once mended', () => {
      expect(countInvalidByGeos(repaired.map(({ shape }) => shape))).toBe(0);
    });

    it('have their label points inside', () => {
      // Hundreds of kilometres taken for degrees: what is inside stays inside.
      const outside = repaired.filter(({ shape }) => {
        const degrees = { ...shape, coordinates: shape.coordinates.map((value) => value / 100_000 + 45) };
        const { lon, lat } = labelPoint(degrees);
        return !containsPoint(degrees, lon, lat);
      });
      expect(outside).toHaveLength(0);
    });
  },
);
