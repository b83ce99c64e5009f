import { PinpointError } from '#contract';
import { weightedMedian, wholeWeights } from '#core/statistics';
import type { LonLat, Points } from './earth.ts';

/** A population point of an area; a weight of 1 unless said. */
export interface WeightedPoint extends LonLat {
  weight?: number;
}

/** The points of many areas as columns: area a has the points `start[a] … start[a + 1]`. */
export interface AreaEnds extends Points {
  lon: Float64Array;
  lat: Float64Array;
  /** Whole numbers in proportion to the weights given. */
  weight: Float64Array;
  start: Int32Array;
}

/**
 * Lays out the ends of areas: population points, or one point on the surface. An area without points is never reached.
 * Throws `usage` for a weight that is negative or no number. Weights of an area that are all 0 count as equal.
 */
export function layAreaEnds(areas: readonly (readonly WeightedPoint[])[]): AreaEnds {
  const start = new Int32Array(areas.length + 1);
  areas.forEach((points, area) => {
    start[area + 1] = start[area]! + points.length;
  });
  if (!areas.every((points) => points.every(({ weight = 1 }) => weight >= 0 && weight < Infinity))) {
    throw new PinpointError('usage', 'A population point has a weight that is not a number of people.', {
      expected: 'weights of 0 or more',
    });
  }
  const weights = areas.flatMap((points) => wholeWeights(points.map(({ weight = 1 }) => weight)));
  const all = areas.flat();
  return {
    start,
    lon: Float64Array.from(all, ({ lon }) => lon),
    lat: Float64Array.from(all, ({ lat }) => lat),
    weight: Float64Array.from(weights),
  };
}

/** What travel means for areas, a value for each. */
export interface AreaCosts {
  /** Minutes (or kilometres): the weighted median of the area's points; Infinity where under half the weight is reached. */
  cost: Float64Array;
  /** The share of the area's weight that is reached within the limit, 0 to 1; 0 for an area without points. */
  share: Float64Array;
}

/**
 * Sums up points to areas. The cost of an area is the lowest cost within which at least half of its weight is reached
 * (the weighted median, not interpolated): the cost of its point where it has one. `share` counts points whose cost is at
 * most `limit`.
 */
export function summariseAreas(ends: AreaEnds, costs: Float64Array, limit: number): AreaCosts {
  const count = ends.start.length - 1;
  const found: AreaCosts = { cost: new Float64Array(count), share: new Float64Array(count) };
  for (let area = 0; area < count; area++) {
    const [from, to] = [ends.start[area]!, ends.start[area + 1]!];
    const [own, weights] = [costs.subarray(from, to), ends.weight.subarray(from, to)];
    found.cost[area] = weightedMedian(own, weights);
    found.share[area] = shareWithin(own, weights, limit);
  }
  return found;
}

function shareWithin(costs: Float64Array, weights: Float64Array, limit: number): number {
  const reached = costs.reduce((total, cost, point) => (cost <= limit ? total + weights[point]! : total), 0);
  return reached === 0 ? 0 : reached / sum(weights);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
