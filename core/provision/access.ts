import type { Decay, Delivery } from '#contract';
import { apportion } from '#core/statistics';
import { toGrain } from './ends.ts';
import { siteFinder, type SiteMinutes } from './site-minutes.ts';

/**
 * Weights of the three zones, thirds of the limit, a boundary belonging to the inner one. `equal` is the two-step floating
 * catchment area method (Luo & Wang 2003, Environment and Planning B 30: 865–884); `slow` and `fast` are the two sets of
 * weights of the enhanced one, there for zones of 10 minutes up to 30 (Luo & Qi 2009, Health & Place 15: 1100–1107).
 */
export const zoneWeights: Record<Decay, readonly [number, number, number]> = {
  equal: [1, 1, 1],
  slow: [1, 0.68, 0.22],
  fast: [1, 0.42, 0.09],
};

export interface AccessQuestion {
  /** Matching deliveries; those without known places offer none. */
  deliveries: readonly Delivery[];
  siteMinutes: SiteMinutes;
  /** Need count of each area; NaN where missing or suppressed: it then competes for nothing. */
  need: Float64Array;
  decay: Decay;
}

export interface Access {
  /** Places per 100 in need that people of each area can reach; 0 where none, also in areas whose need is unknown. */
  score: Float64Array<ArrayBuffer>;
  /** Places of all matching deliveries, and those of them at sites that reach nobody in need. */
  places: number;
  unreachedPlaces: number;
}

export interface SharedPlaces extends Omit<Access, 'score'> {
  /** Places that each area draws on. */
  drawn: Float64Array<ArrayBuffer>;
}

/**
 * Spatial access by the two-step floating catchment area method. Step 1: each site's places over the weighted need that
 * it reaches, `R_j = S_j / Σ_k W(d_kj)·P_k`. Step 2: each area sums what it can reach, `A_i = Σ_j W(d_ij)·R_j`, here × 100.
 * Areas of several points take the weighted mean of their points. Places are conserved:
 * Σ need × score ÷ 100 = places − unreached places.
 */
export function measureAccess({ deliveries, siteMinutes, need, decay }: AccessQuestion): Access {
  const { ends } = siteMinutes;
  const access: Access = { score: new Float64Array(ends.areaCount), places: 0, unreachedPlaces: 0 };
  for (const [position, places] of placesBySite(deliveries, siteMinutes)) {
    access.places += places;
    const shares = shareOfAreas(siteMinutes, position, decay);
    const demand = sumDemand(shares, need);
    if (demand === 0) {
      access.unreachedPlaces += places;
      continue;
    }
    for (const [area, share] of shares) access.score[area]! += (100 * places * share) / demand;
  }
  return access;
}

/**
 * The places that each area draws on when every site's places are shared out over the need it reaches (2SFCA, equal
 * weights), in whole 1,024ths of a place: they and the unreached places add up exactly to all places.
 */
export function sharePlaces({ deliveries, siteMinutes, need }: Omit<AccessQuestion, 'decay'>): SharedPlaces {
  const drawn = new Float64Array(siteMinutes.ends.areaCount);
  const shared: SharedPlaces = { drawn, places: 0, unreachedPlaces: 0 };
  for (const [position, places] of placesBySite(deliveries, siteMinutes)) {
    const whole = toGrain(places);
    shared.places += whole;
    const shares = [...shareOfAreas(siteMinutes, position, 'equal')].filter(([area]) => need[area]! > 0);
    if (shares.length === 0) shared.unreachedPlaces += whole;
    const parts = apportion(
      shares.map(([area, share]) => need[area]! * share),
      whole * 1024,
    );
    shares.forEach(([area], index) => (drawn[area]! += parts[index]! / 1024));
  }
  return shared;
}

/** Places a year at each site, by its position. Deliveries whose places are not known are left out. */
function placesBySite(deliveries: readonly Delivery[], siteMinutes: SiteMinutes): Map<number, number> {
  const find = siteFinder(siteMinutes);
  const places = new Map<number, number>();
  for (const delivery of deliveries) {
    const position = find(delivery.site);
    if (delivery.places !== null) places.set(position, (places.get(position) ?? 0) + delivery.places);
  }
  return places;
}

/** Weighted share of each area that a site reaches. */
function shareOfAreas(siteMinutes: SiteMinutes, position: number, decay: Decay): Map<number, number> {
  const { ends, limit } = siteMinutes;
  const zones = new Map<number, [number, number, number]>();
  siteMinutes.minutes[position]!.forEach((value, point) => {
    const zone = findZone(value, limit);
    if (zone === null || ends.weight[point] === 0) return;
    const area = ends.area[point]!;
    const sums = zones.get(area) ?? [0, 0, 0];
    sums[zone] += ends.weight[point]!;
    zones.set(area, sums);
  });
  const [inner, middle, outer] = zoneWeights[decay];
  const shareOf = (area: number, sums: [number, number, number]): number => {
    const [near, farther, far] = sums.map((sum) => sum / ends.total[area]!) as [number, number, number];
    return inner * near + middle * farther + outer * far;
  };
  return new Map([...zones].map(([area, sums]) => [area, shareOf(area, sums)]));
}

/** The weight of a travel time; 0 beyond the limit and where there is none. */
export function zoneWeight(minutes: number, limit: number, decay: Decay): number {
  const zone = findZone(minutes, limit);
  return zone === null ? 0 : zoneWeights[decay][zone];
}

/** The third of the limit that a travel time lies in; null beyond the limit and where there is none. */
function findZone(minutes: number, limit: number): 0 | 1 | 2 | null {
  if (!(minutes <= limit)) return null;
  if (minutes * 3 <= limit) return 0;
  return minutes * 3 <= limit * 2 ? 1 : 2;
}

function sumDemand(shares: Map<number, number>, need: Float64Array): number {
  let demand = 0;
  for (const [area, share] of shares) if (need[area]! > 0) demand += need[area]! * share;
  return demand;
}
