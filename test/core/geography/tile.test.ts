import { VectorTile } from '@mapbox/vector-tile';
import * as fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { encodeTile, shapeFromRings, tileAt, tileBounds } from '#core/geography';
import type { Shape, TileFeature } from '#core/geography';
import { areaShape, backwards, polygon, square, starRing } from './builders.ts';

type Point = [x: number, y: number];

interface Drawn {
  id: number | undefined;
  properties: Record<string, unknown>;
  /** Rings as the independent reader gives them, closed. */
  rings: Point[][];
}

const zoom = 10;
const home = tileAt(-2.9, 53.4, zoom);
const [west, south, east, north] = tileBounds(zoom, home.x, home.y);

function area(id: number, shape: Shape): TileFeature {
  return { id, code: `E0100000${id}`, name: `Area ${id}`, shape };
}

/** Encodes the areas and reads the tile with Mapbox's own reader. */
function draw(
  features: TileFeature[],
  { z, x, y }: { z: number; x: number; y: number } = { z: zoom, ...home },
): Drawn[] {
  const bytes = encodeTile(features, z, x, y);
  if (bytes.length === 0) return [];
  const { areas } = new VectorTile(new PbfReader(bytes)).layers;
  return Array.from({ length: areas!.length }, (_, i) => {
    const feature = areas!.feature(i);
    return {
      id: feature.id,
      properties: feature.properties,
      rings: feature.loadGeometry().map((ring) => ring.map(({ x, y }): Point => [x, y])),
    };
  });
}

/** The surveyor's area in tile units: positive for outer rings, negative for holes by the specification. */
function surveyed(ring: Point[]): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0] * y - x * ring[i]![1], 0) / 2;
}

/** A ring given in shares of the home tile, from its north-west corner. */
function inTile(...points: Point[]): Shape {
  const ring = points.map(([x, y]): Point => [west + (east - west) * x, latitudeAt(y)]);
  return polygon([...ring, ring[0]!]);
}

function latitudeAt(share: number): number {
  const world = (home.y + share) / 2 ** zoom;
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * world))) * 180) / Math.PI;
}

const middle = inTile([0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]);

describe('a tile', () => {
  it('is a version 2 layer named areas with extent 4096', () => {
    const tile = new VectorTile(new PbfReader(encodeTile([area(1, middle)], zoom, home.x, home.y)));
    expect(Object.keys(tile.layers)).toEqual(['areas']);
    expect(tile.layers['areas']).toMatchObject({ version: 2, extent: 4096, length: 1 });
  });

  it('carries area id, code and name, with any letters', () => {
    const [drawn] = draw([{ id: 4_000_000_000, code: 'W01000001', name: 'Ynys Môn 001A', shape: middle }]);
    expect(drawn).toMatchObject({
      id: 4_000_000_000,
      properties: { code: 'W01000001', name: 'Ynys Môn 001A' },
    });
  });

  it('carries the side of a square as large as the area, in whole metres', () => {
    // On WGS 84 a degree of longitude on the equator is 111.3195 km long and one of latitude about it 110.5743 km.
    const [drawn] = draw([area(1, polygon(square(0, -0.5, 1)))], { z: 3, ...tileAt(0.5, 0, 3) });
    expect(drawn!.properties['width']).toBeCloseTo(Math.sqrt(111_319.5 * 110_574.3), -1);
  });

  it('places points to half a pixel: 4 of 4096 units', () => {
    const [drawn] = draw([area(1, middle)]);
    expect(drawn!.rings).toHaveLength(1);
    expect(new Set(drawn!.rings[0]!.map(String))).toEqual(
      new Set(['1024,1024', '3072,1024', '3072,3072', '1024,3072']),
    );
  });

  it('places points to the unit from zoom 12 on, because the last tiles are magnified', () => {
    const { x, y } = tileAt(-2.9, 53.4, 14);
    const [w, s, e, n] = tileBounds(14, x, y);
    const shape = polygon([[w, s], [w + (e - w) * (1001 / 4096), s], [w, n], [w, s]]); // prettier-ignore
    const [drawn] = draw([area(1, shape)], { z: 14, x, y });
    expect(drawn!.rings[0]!.some(([px]) => px === 1001)).toBe(true);
  });

  it('has no bytes where nothing shows', () => {
    expect(encodeTile([], 3, 1, 1)).toHaveLength(0);
    expect(encodeTile([area(1, polygon(square(west + 20, south, 1)))], zoom, home.x, home.y)).toHaveLength(0);
    expect(encodeTile([area(1, shapeFromRings([]))], zoom, home.x, home.y)).toHaveLength(0);
  });

  it('winds outer rings and holes as the specification says, whichever way the source did', () => {
    const side = (east - west) / 2;
    const ring = square(west, south, side);
    const hole = square(west + side / 4, south + side / 4, side / 4);
    for (const rings of [
      [ring, backwards(hole)],
      [backwards(ring), hole],
    ]) {
      const [drawn] = draw([area(1, polygon(...rings))]);
      expect(drawn!.rings.map((drawnRing) => Math.sign(surveyed(drawnRing)))).toEqual([1, -1]);
    }
  });

  it('cuts an area off 64 units outside the tile, so that its outline is not seen there', () => {
    const [drawn] = draw([area(1, polygon(square(west - 5, south - 5, 10)))]);
    expect(new Set(drawn!.rings.flat().map(String))).toEqual(
      new Set(['-64,-64', '4160,-64', '4160,4160', '-64,4160']),
    );
  });

  it('keeps an area too small for the grid as one square of half a pixel', () => {
    const speck = square((west + east) / 2, (south + north) / 2, 1e-5);
    const [drawn] = draw([area(1, polygon(speck))]);
    expect(drawn!.rings).toHaveLength(1);
    expect(surveyed(drawn!.rings[0]!)).toBe(16);
  });

  it('leaves out parts and holes too small for the grid where the rest of the area shows', () => {
    const speck = square(west + 0.01, south + 0.01, 1e-5);
    const large = square(west + 0.1, south + 0.05, 0.05);
    const hole = square(west + 0.12, south + 0.07, 1e-5);
    const [drawn] = draw([area(1, areaShape([speck], [large, backwards(hole)]))]);
    expect(drawn!.rings).toHaveLength(1);
  });

  it('drops points on straight lines and spikes', () => {
    const [drawn] = draw([area(1, inTile([0.25, 0.25], [0.5, 0.25], [0.75, 0.25], [0.75, 0.5], [1, 0.5], [0.75, 0.5], [0.75, 0.75], [0.25, 0.75]))]); // prettier-ignore
    expect(drawn!.rings[0]).toHaveLength(5);
  });

  it('draws neighbours with the same points along their common border, at any zoom and cut by any tile edge', () => {
    const border = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(border, fc.integer({ min: 4, max: 13 }), (offsets, z) => {
        const line = offsets.map((offset, i): Point => [
          -2.9 + offset,
          52.9 + (i + 1) / (offsets.length + 1),
        ]);
        const left = polygon([[-4, 52.9], [-2.9, 52.9], ...line, [-2.9, 53.9], [-4, 53.9], [-4, 52.9]]); // prettier-ignore
        const right = polygon([[-2.9, 52.9], [-1, 52.9], [-1, 53.9], [-2.9, 53.9], ...line.toReversed(), [-2.9, 52.9]]); // prettier-ignore
        const both = draw([area(1, left), area(2, right)], { z, ...tileAt(-2.9, 53.4, z) });
        const covered = both.flatMap(({ rings }) => rings).reduce((sum, ring) => sum + surveyed(ring), 0);
        const [whole] = draw([area(1, polygon([[-4, 52.9], [-1, 52.9], [-1, 53.9], [-4, 53.9], [-4, 52.9]]))], { z, ...tileAt(-2.9, 53.4, z) }); // prettier-ignore
        // No gap and no overlap: the two cover just what one area in their place would.
        expect(Math.abs(covered - surveyed(whole!.rings[0]!))).toBe(0);
      }),
    );
  });

  it('keeps every ring of any area within the buffer, with no repeated point and of the right winding', () => {
    fc.assert(
      fc.property(starRing, fc.integer({ min: 3, max: 15 }), (ring, z) => {
        const { x, y } = tileAt(ring[0]![0], ring[0]![1], z);
        for (const { rings } of draw([area(1, polygon(ring))], { z, x, y })) {
          for (const drawn of rings) {
            expect(surveyed(drawn)).toBeGreaterThan(0);
            expect(drawn.flat().every((unit) => unit >= -64 && unit <= 4160)).toBe(true);
            expect(drawn.slice(1).every((point, i) => String(point) !== String(drawn[i]))).toBe(true);
          }
        }
      }),
    );
  });
});
