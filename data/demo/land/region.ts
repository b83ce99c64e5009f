import { smoothSurface, nextBell } from '../random.ts';
import type { Random } from '../random.ts';
import { traceBorders } from './borders.ts';
import { crowdingOf, districtNames } from './crowding.ts';
import { divideLand } from './divide.ts';
import type { Division } from './divide.ts';
import { buildMesh } from './mesh.ts';
import type { Mesh } from './mesh.ts';
import type { DistrictName } from './outlines.ts';
import { drawLand } from './pieces.ts';
import { places } from './places.ts';
import { toPlane } from './plane.ts';
import type { PlanePoint } from './plane.ts';
import { groupPolygons } from './rings.ts';
import type { Polygons } from './rings.ts';
import { scatterSeeds } from './scatter.ts';

export interface Lsoa {
  ward: number;
  district: DistrictName;
  middle: PlanePoint;
  /** 0 = the best off, 100 = the worst off, about. */
  hardship: number;
  polygons: Polygons;
}

export interface Ward {
  name: string;
  district: DistrictName;
  polygons: Polygons;
}

/** The city region as drawn: areas nested in one another, all sharing the same border points. */
export interface LandRegion {
  lsoas: Lsoa[];
  wards: Ward[];
  /** In the order of `districtNames`. */
  districts: Polygons[];
  whole: Polygons;
}

/** Draws the city region: six districts, 132 wards, 984 LSOAs. The same every time for the same random stream. */
export function drawRegion(random: Random): LandRegion {
  const land = drawLand(random);
  const crowdingAt = crowdingOf(land);
  const mesh = buildMesh(scatterSeeds(land, crowdingAt, random));
  const crowding = Float64Array.from(mesh.seeds, ([x, y]) => crowdingAt(x, y));
  const division = divideLand({ mesh, pieces: land.pieces, crowding }, random);
  const { wards, wardOf, lsoaOf } = division;
  const borders = traceBorders(mesh, lsoaOf);
  const districtOf = wardOf.map((ward) => districtNames.indexOf(wards[ward]!.district));
  const lsoaPolygons = groupPolygons(borders, [...wardOf.keys()], wardOf.length);
  const wardPolygons = groupPolygons(borders, wardOf, wards.length);
  return {
    lsoas: describeLsoas(mesh, division, random).map((lsoa, i) => ({ ...lsoa, polygons: lsoaPolygons[i]! })),
    wards: wards.map((ward, i) => ({ ...ward, polygons: wardPolygons[i]! })),
    districts: groupPolygons(borders, districtOf, districtNames.length),
    whole: groupPolygons(borders, new Uint8Array(wardOf.length), 1)[0]!,
  };
}

function describeLsoas(
  mesh: Mesh,
  { wards, wardOf, lsoaOf }: Division,
  random: Random,
): Omit<Lsoa, 'polygons'>[] {
  const sums = wardOf.map(() => ({ x: 0, y: 0, cells: 0 }));
  for (const [cell, lsoa] of lsoaOf.entries()) {
    if (lsoa < 0) continue;
    const sum = sums[lsoa]!;
    sum.x += mesh.seeds[cell]![0];
    sum.y += mesh.seeds[cell]![1];
    sum.cells++;
  }
  const hardshipAt = hardshipOf(random);
  return wardOf.map((ward, i) => {
    const middle: PlanePoint = [sums[i]!.x / sums[i]!.cells, sums[i]!.y / sums[i]!.cells];
    const { district } = wards[ward]!;
    return { ward, district, middle, hardship: hardshipAt(middle, district) + 4.5 * nextBell(random) };
  });
}

const nearKm = 0.75;

/** Hardship at a point: that of the places about it in its own district and, less, across the border; with some unevenness. */
function hardshipOf(random: Random): (at: PlanePoint, district: DistrictName) => number {
  const known = districtNames.flatMap((district) =>
    places[district].map((place) => ({ district, at: toPlane(place.at), hardship: place.hardship })),
  );
  const [broad, fine] = [smoothSurface(4, random), smoothSurface(1.3, random)];
  return ([x, y], district) => {
    let [sum, weights] = [0, 0];
    for (const place of known) {
      const away2 = (place.at[0] - x) ** 2 + (place.at[1] - y) ** 2;
      const own = place.district === district ? 1 : 0.35;
      const weight = own * (Math.exp(-away2 / (2 * nearKm * nearKm)) + 0.01 / (1 + away2 * away2));
      sum += weight * place.hardship;
      weights += weight;
    }
    return sum / weights + 4 * broad(x, y) + 5 * fine(x, y);
  };
}
