import { PinpointError } from '#contract';
import { weightedMedian } from '#core/statistics';
import type { Ends } from './ends.ts';

/** Travel times between sites and the points of areas, in one direction and for one way of travelling. */
export interface SiteMinutes {
  ends: Ends;
  /** Minutes (of mode distance: kilometres). A point exactly at the limit is reached. */
  limit: number;
  /** Ids. */
  sites: readonly string[];
  /** For each site the minutes to each point; Infinity or NaN where not reached. */
  minutes: readonly Float64Array[];
}

/** One catchment as columns over areas. */
export interface AreaMinutes {
  /** Minutes within which at least half the weight of the area is reached; NaN where that is beyond the limit. */
  minutes: Float64Array<ArrayBuffer>;
  /** Share of the weight reached within the limit, 0 to 1. */
  share: Float64Array<ArrayBuffer>;
}

/**
 * Sums points up to areas. A longer limit never lowers a share and never takes minutes away. Areas without a point have
 * no minutes and share 0.
 */
export function summariseMinutes(ends: Ends, minutes: Float64Array, limit: number): AreaMinutes {
  const reached = new Float64Array(ends.areaCount);
  const points: number[][] = Array.from({ length: ends.areaCount }, () => []);
  ends.area.forEach((area, point) => {
    points[area]!.push(point);
    if (minutes[point]! <= limit) reached[area]! += ends.weight[point]!;
  });
  const half = points.map((own, area) => {
    if (own.length === 0 || 2 * reached[area]! < ends.total[area]!) return NaN;
    return weightedMedian(
      own.map((point) => minutes[point]!),
      own.map((point) => ends.weight[point]!),
    );
  });
  return { minutes: Float64Array.from(half), share: shareOfTotals(reached, ends) };
}

/** Sums of weights of each area as shares of its total; 0 for an area without a point. */
export function shareOfTotals(sums: Float64Array<ArrayBuffer>, { total }: Ends): Float64Array<ArrayBuffer> {
  return sums.map((sum, area) => (total[area]! > 0 ? sum / total[area]! : 0));
}

/** For each point the minutes to the nearest of some sites and the position of that site; Infinity and −1 where none is within the limit. */
export function findNearestSites(
  siteMinutes: SiteMinutes,
  positions: readonly number[],
): { minutes: Float64Array; site: Int32Array } {
  const count = siteMinutes.ends.area.length;
  const minutes = new Float64Array(count).fill(Infinity);
  const site = new Int32Array(count).fill(-1);
  for (const position of positions) {
    siteMinutes.minutes[position]!.forEach((value, point) => {
      if (!(value <= siteMinutes.limit && value < minutes[point]!)) return;
      minutes[point] = value;
      site[point] = position;
    });
  }
  return { minutes, site };
}

/** The points that a site reaches within the limit, in order. */
export function reachedPoints(siteMinutes: SiteMinutes, position: number): Int32Array {
  const points: number[] = [];
  siteMinutes.minutes[position]!.forEach((value, point) => {
    if (value <= siteMinutes.limit) points.push(point);
  });
  return Int32Array.from(points);
}

/** Positions of sites by id. Throws `not_found` for a site without travel times. */
export function siteFinder(siteMinutes: SiteMinutes): (id: string) => number {
  const positions = new Map(siteMinutes.sites.map((id, position) => [id, position]));
  return (id) => {
    const position = positions.get(id);
    if (position !== undefined) return position;
    throw new PinpointError('not_found', `There are no travel times for the site ${id}.`, { found: id });
  };
}
