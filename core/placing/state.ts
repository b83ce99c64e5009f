import type { PlacingProblem } from './problem.ts';

/** What is covered so far, and what that brings. */
export interface Cover {
  /** 1 = the point is reached by a site that is there or chosen. */
  points: Uint8Array;
  need: number;
  /** Points covered. */
  count: number;
  /** Covered need of each district. */
  districts: Float64Array;
}

/** Facts of a problem that do not change while sites are chosen. */
export interface Prepared {
  problem: PlacingProblem;
  /** Need with unknown as 0. */
  need: Float64Array;
  /** Positions of the allowed sites, by id, so that ties do not depend on the order of the list. */
  allowed: number[];
  existing: number[];
  before: Cover;
  /** Everything that is there and everything that may be chosen: the most there can be. */
  best: Cover;
  totalNeed: number;
  districtNeed: Float64Array;
  /** Need that each district must have covered; 0 without a floor. */
  floors: Float64Array;
}

/** Sorts out a problem. */
export function prepare(problem: PlacingProblem): Prepared {
  const { demand, sites, floor, goal } = problem;
  const need = demand.need.map((count) => (count > 0 ? count : 0));
  const inOrder = sites.map((_, index) => index).toSorted((a, b) => (sites[a]!.id < sites[b]!.id ? -1 : 1));
  const allowed = inOrder.filter((index) => sites[index]!.role === 'allowed');
  const existing = inOrder.filter((index) => sites[index]!.role === 'existing');
  const facts = { problem, need, allowed, existing };
  const districtNeed = sumDistricts(problem, need);
  const hasFloor = floor !== null && goal.kind !== 'all';
  return {
    ...facts,
    before: coverOf(facts, existing),
    best: coverOf(facts, [...existing, ...allowed]),
    totalNeed: need.reduce((sum, count) => sum + count, 0),
    districtNeed,
    floors: districtNeed.map((count) => (hasFloor ? floor * count : 0)),
  };
}

function sumDistricts({ demand }: PlacingProblem, need: Float64Array): Float64Array {
  const sums = new Float64Array(demand.districts.length);
  demand.district.forEach((district, point) => {
    if (district >= 0) sums[district]! += need[point]!;
  });
  return sums;
}

/** What some sites cover together. */
export function coverOf(facts: Pick<Prepared, 'problem' | 'need'>, sites: readonly number[]): Cover {
  const { demand } = facts.problem;
  const cover: Cover = {
    points: new Uint8Array(demand.area.length),
    need: 0,
    count: 0,
    districts: new Float64Array(demand.districts.length),
  };
  for (const site of sites) addSite(facts, cover, site);
  return cover;
}

/** Adds a site to what is covered. */
export function addSite(
  { problem, need }: Pick<Prepared, 'problem' | 'need'>,
  cover: Cover,
  site: number,
): void {
  for (const point of problem.sites[site]!.reaches) {
    if (cover.points[point] === 1) continue;
    cover.points[point] = 1;
    cover.count += 1;
    cover.need += need[point]!;
    const district = problem.demand.district[point]!;
    if (district >= 0) cover.districts[district]! += need[point]!;
  }
}

/** Sums of need that differ by no more than this are equal: shared out over points, need is not exact to the last part of a person. */
export const leastDifference = 1e-4;

/** Whether a district has its floor. */
export function hasFloor({ floors }: Prepared, cover: Cover, district: number): boolean {
  return cover.districts[district]! >= floors[district]! - leastDifference;
}

/** Whether all districts have their floor. */
export function hasFloors(prepared: Prepared, cover: Cover): boolean {
  return prepared.floors.every((_, district) => hasFloor(prepared, cover, district));
}
