import { summariseAreas, type AreaEnds } from './areas.ts';
import type { Points } from './earth.ts';
import type { TravelMeter } from './travel.ts';

export interface MatrixQuestion {
  /** Opened for the points of `ends`. */
  travel: TravelMeter;
  ends: AreaEnds;
  sites: Points;
  /** The piece to measure: sites `firstSite … endSite`, the end not included. */
  firstSite: number;
  endSite: number;
  /** What counts as reached for the shares; the limit of `travel` unless said. */
  limit?: number;
  /** Called after each site with the sites done and to do; throws to stop. */
  onBatch?: (done: number, total: number) => void;
}

/** Costs and shares between a piece of the sites and all areas, site after site: site i of the piece and area a at `i * areaCount + a`. */
export interface TravelMatrix {
  firstSite: number;
  siteCount: number;
  areaCount: number;
  /** Minutes or kilometres; Infinity where not reached. */
  cost: Float64Array;
  share: Float64Array;
}

/**
 * Measures many sites against many areas. Sites do not depend on each other, so workers can take pieces (`splitSites`)
 * and put the answers together. What `onBatch` throws passes through; nothing is left behind.
 */
export function travelMatrix(question: MatrixQuestion): TravelMatrix {
  const { travel, ends, sites, firstSite, endSite, limit = travel.limit } = question;
  const areaCount = ends.start.length - 1;
  const siteCount = Math.max(0, endSite - firstSite);
  const matrix: TravelMatrix = {
    firstSite,
    siteCount,
    areaCount,
    cost: new Float64Array(siteCount * areaCount),
    share: new Float64Array(siteCount * areaCount),
  };
  for (let at = 0; at < siteCount; at++) {
    const place = { lon: sites.lon[firstSite + at]!, lat: sites.lat[firstSite + at]! };
    const found = summariseAreas(ends, travel.costs(place), limit);
    matrix.cost.set(found.cost, at * areaCount);
    matrix.share.set(found.share, at * areaCount);
    question.onBatch?.(at + 1, siteCount);
  }
  return matrix;
}

/** Splits sites into at most `pieces` runs of nearly equal length, none empty. */
export function splitSites(siteCount: number, pieces: number): { firstSite: number; endSite: number }[] {
  const count = Math.max(0, Math.min(siteCount, Math.floor(pieces)));
  return Array.from({ length: count }, (_, piece) => ({
    firstSite: Math.floor((piece * siteCount) / count),
    endSite: Math.floor(((piece + 1) * siteCount) / count),
  }));
}
