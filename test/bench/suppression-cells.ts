import { listEquations, type CellSystem } from '#core/disclosure';
import { makeRandom } from '../trial-length.ts';

interface Parts {
  areas: number;
  districts: number;
  /** Cohorts that add up to all; 1 = only all. */
  cohorts: number;
}

/**
 * Counts of small areas in wards and districts, these in regions: about five areas to a ward and four in a hundred of them in a
 * ward next to their own, so that wards and districts cut across one another. Counts fall off as claimants do, half of them under 14.
 */
export function makeCells({ areas, districts, cohorts }: Parts): CellSystem {
  const random = makeRandom(2023);
  const counts: number[] = [];
  const equations: { total: number; parts: number[] }[] = [];
  const sum = (...lists: number[][]): number => {
    counts.push(lists[0]!.reduce((total, part) => total + counts[part]!, 0));
    for (const parts of lists) equations.push({ total: counts.length - 1, parts });
    return counts.length - 1;
  };
  /** All cells of one place: its cohorts and, where there are several, all together. */
  const sumPlaces = (places: number[][]): number[] => {
    const parts = Array.from({ length: cohorts }, (_, at) => sum(places.map((place) => place[at]!)));
    return cohorts === 1
      ? parts
      : [
          ...parts,
          sum(
            parts,
            places.map((place) => place[cohorts]!),
          ),
        ];
  };
  const small = Array.from({ length: areas }, () => {
    const parts = Array.from(
      { length: cohorts },
      () => counts.push(Math.floor(-Math.log(1 - random()) * 20)) - 1,
    );
    return cohorts === 1 ? parts : [...parts, sum(parts)];
  });
  const group = (most: number, placeOf: (area: number) => number): number[][][] => {
    const groups = Array.from({ length: most }, (): number[][] => []);
    small.forEach((cells, area) => groups[Math.min(most - 1, placeOf(area))]!.push(cells));
    return groups.filter((places) => places.length > 0);
  };
  const wards = Math.round(areas / 5);
  for (const places of group(wards, (area) => Math.floor(area / 5) + (random() < 0.04 ? 1 : 0)))
    sumPlaces(places);
  const whole = group(districts, (area) => Math.floor((area * districts) / areas)).map(sumPlaces);
  const regions = Array.from({ length: 9 }, (_, region) =>
    whole.filter((_, district) => district % 9 === region),
  ).map(sumPlaces);
  sumPlaces(regions);
  return systemOf(counts, equations);
}

function systemOf(counts: readonly number[], equations: { total: number; parts: number[] }[]): CellSystem {
  return {
    value: Float64Array.from(counts),
    upper: Float64Array.from(counts, (count) => count * 8 + 200),
    cost: Float64Array.from(counts, (count) => count + 0.5),
    published: new Uint8Array(counts.length),
    displayed: new Uint8Array(counts.length).fill(1),
    equations: listEquations(equations),
  };
}
