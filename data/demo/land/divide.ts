import { apportion } from '#core/statistics';
import { smoothSurface } from '../random.ts';
import type { Random } from '../random.ts';
import { districtNames, lsoaCounts } from './crowding.ts';
import { growRegions, middleCells } from './grow.ts';
import type { Mesh } from './mesh.ts';
import type { DistrictName } from './outlines.ts';
import type { LandPiece } from './pieces.ts';
import { places } from './places.ts';
import { toPlane } from './plane.ts';

/** The land cut into wards, and each ward cut into LSOAs. */
export interface Division {
  wards: { name: string; district: DistrictName }[];
  /** For each LSOA its ward. */
  wardOf: number[];
  /** For each cell its LSOA, or -1. */
  lsoaOf: Int32Array;
}

interface DivisionGround {
  mesh: Mesh;
  pieces: LandPiece[];
  /** LSOAs per km² wanted in each cell. */
  crowding: Float64Array;
}

const fewestLsoas = 3;
const settleRounds = 9;

/** Cuts the land: wards grow around their places, LSOAs settle inside their ward, smaller where it is crowded. */
export function divideLand({ mesh, pieces, crowding }: DivisionGround, random: Random): Division {
  const ground = { mesh, pieces, crowding };
  const weight = cellAreas(mesh).map((area, cell) => area * crowding[cell]!);
  const resistance = makeResistance(ground, random);
  const wards = districtNames.flatMap((district) => places[district].map(({ name }) => ({ name, district })));
  const wardOfCell = growRegions(mesh, { sources: wardSources(ground), ground: mesh.piece, resistance });
  const wardOf = shareOut(wards, wardOfCell, weight);
  let sources = firstSources(wardOf, wardOfCell, { weight, random });
  for (let round = 0; round < settleRounds; round++) {
    sources = middleCells(mesh, growRegions(mesh, { sources, ground: wardOfCell, resistance }), weight);
  }
  return { wards, wardOf, lsoaOf: growRegions(mesh, { sources, ground: wardOfCell, resistance }) };
}

/** Crossing crowded ground costs more, so areas there are smaller; a random grain keeps borders from being straight. */
function makeResistance({ mesh, crowding }: DivisionGround, random: Random): Float64Array {
  const grain = smoothSurface(0.9, random);
  return Float64Array.from(mesh.seeds, ([x, y], cell) => {
    return crowding[cell]! ** 0.4 * Math.exp(0.22 * grain(x, y)) * (0.85 + 0.3 * random());
  });
}

function wardSources({ mesh, pieces }: DivisionGround): number[] {
  return districtNames.flatMap((district) =>
    places[district].map(({ at }) => {
      const [x, y] = toPlane(at);
      let [nearest, best] = [-1, Infinity];
      for (const [cell, seed] of mesh.seeds.entries()) {
        if (mesh.piece[cell]! < 0 || pieces[mesh.piece[cell]!]!.district !== district) continue;
        const away = (seed[0] - x) ** 2 + (seed[1] - y) ** 2;
        if (away < best) [best, nearest] = [away, cell];
      }
      return nearest;
    }),
  );
}

/** Gives each ward its number of LSOAs by the homes in it; answers the ward of each LSOA. */
function shareOut(wards: Division['wards'], wardOfCell: Int32Array, weight: Float64Array): number[] {
  const homes = new Float64Array(wards.length);
  for (const [cell, ward] of wardOfCell.entries()) if (ward >= 0) homes[ward]! += weight[cell]!;
  const wardOf: number[] = [];
  for (const district of districtNames) {
    const own = [...wards.keys()].filter((ward) => wards[ward]!.district === district);
    const spare = lsoaCounts[district] - fewestLsoas * own.length;
    const more = apportion(
      own.map((ward) => homes[ward]!),
      spare,
    );
    for (const [i, ward] of own.entries()) {
      for (let k = 0; k < fewestLsoas + more[i]!; k++) wardOf.push(ward);
    }
  }
  return wardOf;
}

/** Random first cells for the LSOAs of each ward, likelier where there are more homes and away from one another. */
function firstSources(
  wardOf: number[],
  wardOfCell: Int32Array,
  { weight, random }: { weight: Float64Array; random: Random },
): number[] {
  const cells = new Map<number, number[]>();
  for (const [cell, ward] of wardOfCell.entries()) {
    if (ward < 0) continue;
    if (!cells.has(ward)) cells.set(ward, []);
    cells.get(ward)!.push(cell);
  }
  const taken = new Set<number>();
  return wardOf.map((ward) => {
    const own = cells.get(ward)!;
    let draw = random() * own.reduce((sum, cell) => sum + (taken.has(cell) ? 0 : weight[cell]!), 0);
    const cell = own.find((cell) => !taken.has(cell) && (draw -= weight[cell]!) <= 0) ?? own[0]!;
    taken.add(cell);
    return cell;
  });
}

/** km² of each cell; a cell is convex and its seed lies in it, so it is the sum of the triangles on its sides. */
function cellAreas({ seeds, sides, corners }: Mesh): Float64Array {
  const areas = new Float64Array(seeds.length);
  for (let s = 0; s < sides.length; s += 4) {
    const [a, b] = [corners[sides[s + 2]!]!, corners[sides[s + 3]!]!];
    for (const cell of [sides[s]!, sides[s + 1]!]) {
      const [x, y] = seeds[cell]!;
      areas[cell]! += Math.abs((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y)) / 2;
    }
  }
  return areas;
}
