import type { Delivery } from '#contract';
import { toGrain } from './ends.ts';
import { shareOfTotals, type SiteMinutes } from './site-minutes.ts';
import { countAtPoints, listGroups, type ReachingThing } from './things.ts';

/** How deeply the areas are covered, as shares of each area (0 to 1) but for `extra`. */
export interface Depth {
  covered: Float64Array<ArrayBuffer>;
  /** Inside the reach of at least two, and of at least three, of the things counted. */
  twice: Float64Array<ArrayBuffer>;
  thrice: Float64Array<ArrayBuffer>;
  /** Mean number of things beyond the first. */
  extra: Float64Array<ArrayBuffer>;
}

/**
 * Sums up to areas how many of the things reach each point. A point that a site reaches is covered, also by one that counts
 * among sites alone.
 */
export function measureDepth(
  siteMinutes: SiteMinutes,
  { counted, sites }: { counted: readonly ReachingThing[]; sites: readonly ReachingThing[] },
): Depth {
  const { ends } = siteMinutes;
  const empty = (): Float64Array<ArrayBuffer> => new Float64Array(ends.areaCount);
  const sums: Depth = { covered: empty(), twice: empty(), thrice: empty(), extra: empty() };
  const siteCounts = countAtPoints(sites, ends.area.length);
  countAtPoints(counted, ends.area.length).forEach((count, point) => {
    const area = ends.area[point]!;
    const weight = ends.weight[point]!;
    if (siteCounts[point]! >= 1) sums.covered[area]! += weight;
    if (count >= 2) sums.twice[area]! += weight;
    if (count >= 3) sums.thrice[area]! += weight;
    if (count >= 2) sums.extra[area]! += weight * (count - 1);
  });
  return {
    covered: shareOfTotals(sums.covered, ends),
    twice: shareOfTotals(sums.twice, ends),
    thrice: shareOfTotals(sums.thrice, ends),
    extra: shareOfTotals(sums.extra, ends),
  };
}

/** Need counts to the grain in which sums are exact; what is not a count from 0 up is unknown (NaN). */
export function knownNeed(need: Float64Array): Float64Array<ArrayBuffer> {
  return need.map((count) => (count >= 0 && Number.isFinite(count) ? toGrain(count) : NaN));
}

/**
 * How many of the deliveries without known places reach any part of each group of points, and of all of them: no score and no
 * sum holds their places. `sites` are the sites by id and the points they reach; `groups.of` gives the group of a point, −1
 * for points that count nowhere.
 */
export function countUnplaced(
  deliveries: readonly Delivery[],
  sites: readonly ReachingThing[],
  groups: { of: Int32Array; count: number },
): { each: Int32Array<ArrayBuffer>; all: number } {
  const unplaced = Map.groupBy(
    deliveries.filter(({ places }) => places === null),
    ({ site }) => site,
  );
  const counts = { each: new Int32Array(groups.count), all: 0 };
  for (const site of sites) {
    const here = unplaced.get(site.name)?.length ?? 0;
    const reached = here === 0 ? new Set<number>() : listGroups(site, groups.of);
    for (const group of reached) counts.each[group]! += here;
    if (reached.size > 0) counts.all += here;
  }
  return counts;
}

/** Deliveries that count in coverage but cannot in places. */
export function countWithoutPlaces(deliveries: readonly Delivery[]): number {
  return deliveries.filter(({ places }) => places === null).length;
}
