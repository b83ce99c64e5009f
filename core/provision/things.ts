import type { CountedThing, Delivery } from '#contract';
import { reachedPoints, siteFinder, type SiteMinutes } from './site-minutes.ts';

/** What a delivery without a named funding stream is counted under. */
export const unnamedStream = 'not stated';

/** A site, programme or funding stream, and the points that at least one of its sites reaches. */
export interface ReachingThing {
  name: string;
  /** 1 = reached. */
  points: Uint8Array;
}

const keyOf: Record<CountedThing, (delivery: Delivery) => string> = {
  sites: ({ site }) => site,
  programmes: ({ programme }) => programme,
  fundingStreams: ({ fundingStream }) => (fundingStream === '' ? unnamedStream : fundingStream),
};

/** What counts: deliveries, and sites that count themselves, by id. */
export interface Counting {
  deliveries: readonly Delivery[];
  sites: readonly string[];
}

/** What duplication counts: as asked, but sites where nothing is delivered at what is picked, so that there is nothing else. */
export function chooseCount({ deliveries, sites }: Counting, asked: CountedThing): CountedThing {
  return deliveries.length === 0 && sites.length > 0 ? 'sites' : asked;
}

/**
 * Finds what reaches which points; asks each site's travel times only once. A site that counts itself is one of the sites
 * and none of the programmes or funding streams.
 */
export function thingFinder(
  siteMinutes: SiteMinutes,
): (counting: Counting, kind: CountedThing) => ReachingThing[] {
  const find = siteFinder(siteMinutes);
  const known = new Map<number, Int32Array>();
  const pointsOf = (site: string): Int32Array => {
    const position = find(site);
    const points = known.get(position) ?? reachedPoints(siteMinutes, position);
    known.set(position, points);
    return points;
  };
  return (counting, kind) => {
    const things = new Map<string, ReachingThing>();
    const groups = groupSites(counting.deliveries, keyOf[kind]);
    if (kind === 'sites') for (const id of counting.sites) groups.set(id, new Set([id]));
    for (const [name, sites] of groups) {
      const points = new Uint8Array(siteMinutes.ends.area.length);
      for (const site of sites) for (const point of pointsOf(site)) points[point] = 1;
      things.set(name, { name, points });
    }
    return [...things.values()];
  };
}

function groupSites(
  deliveries: readonly Delivery[],
  key: (delivery: Delivery) => string,
): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const delivery of deliveries) {
    const sites = groups.get(key(delivery)) ?? new Set<string>();
    groups.set(key(delivery), sites.add(delivery.site));
  }
  return groups;
}

/** How many of the things reach each point. */
export function countAtPoints(things: readonly ReachingThing[], pointCount: number): Int32Array {
  const counts = new Int32Array(pointCount);
  for (const { points } of things)
    for (let point = 0; point < pointCount; point += 1) counts[point]! += points[point]!;
  return counts;
}

/** How many of the things reach any point of each group; `groupOf` gives −1 for points that count nowhere. */
export function countInGroups(
  things: readonly ReachingThing[],
  groupOf: Int32Array,
  groupCount: number,
): Int32Array<ArrayBuffer> {
  const counts = new Int32Array(groupCount);
  for (const thing of things) for (const group of listGroups(thing, groupOf)) counts[group]! += 1;
  return counts;
}

/** The groups of which the thing reaches any point. */
export function listGroups(thing: ReachingThing, groupOf: Int32Array): Set<number> {
  const groups = new Set<number>();
  thing.points.forEach((isReached, point) => {
    if (isReached === 1 && groupOf[point]! >= 0) groups.add(groupOf[point]!);
  });
  return groups;
}
