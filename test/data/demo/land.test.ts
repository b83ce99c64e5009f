import { describe, expect, it } from 'vitest';
import { containsPoint, labelPoint, landAreaM2, mendShape, shapeFromRings } from '#core/geography';
import type { DemoArea } from '#data/demo';
import { areasOf, cellsOf, demo, lsoas } from './demo.ts';

const kinds = ['lsoa', 'ward', 'district', 'region'] as const;

/** Every line piece of an area's rings, named by its two ends in the order walked. */
function pieces({ polygons }: DemoArea): string[] {
  return polygons.flat().flatMap((ring) => ring.slice(1).map((to, i) => `${ring[i]!.join()}>${to.join()}`));
}

const reversed = (piece: string): string => piece.split('>').toReversed().join('>');

/** Line pieces of many areas without those that two of them share. */
function outerPieces(areas: DemoArea[]): Set<string> {
  const left = new Set<string>();
  for (const piece of areas.flatMap(pieces)) if (!left.delete(reversed(piece))) left.add(piece);
  return left;
}

describe('Numbers of areas', () => {
  it('are 984 LSOAs, 132 wards, 6 districts and 1 region, each with its own code and name', () => {
    expect(kinds.map((kind) => areasOf(kind).length)).toEqual([984, 132, 6, 1]);
    for (const kind of kinds) {
      expect(new Set(areasOf(kind).map(({ code }) => code)).size).toBe(areasOf(kind).length);
      expect(new Set(areasOf(kind).map(({ name }) => name)).size).toBe(areasOf(kind).length);
    }
  });

  it('areas stand in the order of their codes', () => {
    for (const { areas } of demo.geographies) {
      const codes = areas.map(({ code }) => code);
      expect(codes).toEqual(codes.toSorted());
    }
  });
});

describe('Outlines', () => {
  it.each(kinds)('every %s is a valid polygon, nothing to mend', (kind) => {
    for (const { code, polygons } of areasOf(kind)) {
      expect([code, mendShape(shapeFromRings(polygons))]).toEqual([
        code,
        expect.objectContaining({ mended: [] }),
      ]);
    }
  });

  it.each([
    ['lsoa', 'ward'],
    ['ward', 'district'],
    ['district', 'region'],
  ] as const)(
    'each %s lies within its %s: the borders of the parts that are not shared are the border of the whole',
    (part, whole) => {
      for (const parent of areasOf(whole)) {
        const children = areasOf(part).filter((area) => area.parent === parent.code);
        expect(children.length).toBeGreaterThan(0);
        expect(outerPieces(children)).toEqual(new Set(pieces(parent)));
      }
    },
  );

  it('have about the land of the real districts, within a sixth', () => {
    // Square kilometres above high water as commonly published, rounded.
    const known = { Halton: 79, Knowsley: 87, Liverpool: 112, Sefton: 153, 'St Helens': 136, Wirral: 157 };
    for (const { name, polygons } of areasOf('district')) {
      const km2 = landAreaM2(shapeFromRings(polygons)) / 1e6;
      const share = km2 / known[name as keyof typeof known];
      expect([name, share]).toEqual([name, expect.toSatisfy((r: number) => Math.abs(r - 1) < 1 / 6)]);
    }
  });

  it('Halton lies on both banks of the Mersey, the others on one', () => {
    const parts = Object.fromEntries(
      areasOf('district').map(({ name, polygons }) => [name, polygons.length]),
    );
    expect(parts).toEqual({ Halton: 2, Knowsley: 1, Liverpool: 1, Sefton: 1, 'St Helens': 1, Wirral: 1 });
  });

  it.each([
    ['Wirral', -3.03, 53.389, 'Birkenhead'],
    ['Wirral', -3.176, 53.372, 'West Kirby'],
    ['Liverpool', -2.983, 53.408, 'Lime Street'],
    ['Sefton', -3.005, 53.647, 'Southport'],
    ['Sefton', -2.99, 53.449, 'Bootle'],
    ['Knowsley', -2.89, 53.482, 'Kirkby'],
    ['Knowsley', -2.84, 53.411, 'Huyton'],
    ['St Helens', -2.737, 53.454, 'St Helens'],
    ['Halton', -2.733, 53.363, 'Widnes'],
    ['Halton', -2.72, 53.335, 'Runcorn'],
  ])('%s has %f, %f: %s', (district, lon, lat) => {
    const found = areasOf('district').filter(({ polygons }) =>
      containsPoint(shapeFromRings(polygons), lon, lat),
    );
    expect(found.map(({ name }) => name)).toEqual([district]);
  });

  it.each([
    [-3.002, 53.4, 'the Mersey between Birkenhead and Liverpool'],
    [-2.85, 53.315, 'the estuary'],
    [-2.735, 53.347, 'the Runcorn Gap'],
    [-3.15, 53.3, 'the Dee'],
    [-3.2, 53.5, 'Liverpool Bay'],
  ])('%f, %f is water: %s', (lon, lat) => {
    expect(containsPoint(shapeFromRings(areasOf('region')[0]!.polygons), lon, lat)).toBe(false);
  });
});

function neighbourPairs(): [number, number][] {
  const owner = new Map(lsoas.flatMap((area, i) => pieces(area).map((piece) => [piece, i] as const)));
  const pairs = new Set<string>();
  for (const [piece, a] of owner) {
    const b = owner.get(reversed(piece));
    if (b !== undefined && a < b) pairs.add(`${a} ${b}`);
  }
  return [...pairs].map((pair) => pair.split(' ').map(Number) as [number, number]);
}

describe('The pattern', () => {
  const rates = cellsOf('jsa_claimants', '2008-07').map((count, i) => {
    return (100 * (count as number)) / (cellsOf('working_age', '2007')[i] as number);
  });
  const neighbours = neighbourPairs();

  it("deprivation is clustered: Moran's I over shared borders is above a half", () => {
    const mean = rates.reduce((a, b) => a + b, 0) / rates.length;
    const variance = rates.reduce((total, rate) => total + (rate - mean) ** 2, 0) / rates.length;
    const shared = neighbours.reduce((total, [a, b]) => total + (rates[a]! - mean) * (rates[b]! - mean), 0);
    expect(shared / neighbours.length / variance).toBeGreaterThan(0.5);
  });

  it('there is no lattice: areas have all sorts of numbers of neighbours, and sizes that differ more than fiftyfold', () => {
    const counts = lsoas.map((_, i) => neighbours.filter(([a, b]) => a === i || b === i).length);
    expect(new Set(counts).size).toBeGreaterThan(7);
    const sizes = lsoas.map(({ polygons }) => landAreaM2(shapeFromRings(polygons)));
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeGreaterThan(50);
  });

  it('areas are roundish rather than slivers: the label point keeps clear of the border', () => {
    for (const { code, polygons } of lsoas) {
      const shape = shapeFromRings(polygons);
      const { lon, lat } = labelPoint(shape);
      const reach = Math.min(
        ...polygons.flat(2).map(([x, y]) => Math.hypot((x - lon) * 0.596, y - lat) * 111_250),
      );
      expect([code, reach ** 2 / landAreaM2(shape)]).toEqual([
        code,
        expect.toSatisfy((r: number) => r > 0.02),
      ]);
    }
  });
});
