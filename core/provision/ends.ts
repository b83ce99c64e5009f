import { PinpointError } from '#contract';
import { wholeWeights } from '#core/statistics';

/**
 * The far ends of journeys: points of areas. Weights are whole numbers in proportion to those given, so that sums of them are
 * exact in any order and half of the points' weight is exactly half; the share of a point is its weight ÷ its area's total.
 */
export interface Ends {
  areaCount: number;
  /** For each point the position of its area. */
  area: Int32Array;
  weight: Float64Array;
  /** For each area the sum of its weights; 0 where it has no point. */
  total: Float64Array;
}

/** One point an area, in the order of the areas. */
export function onePointEach(areaCount: number): Ends {
  return {
    areaCount,
    area: Int32Array.from({ length: areaCount }, (_, index) => index),
    weight: new Float64Array(areaCount).fill(1),
    total: new Float64Array(areaCount).fill(1),
  };
}

/**
 * Weighted points of areas, such as population points. Where all of an area's weights are 0 its points count alike. Areas without a point are never reached. Throws `usage` for a weight that is not a
 * number from 0 up, or a point of no area.
 */
export function weightedPoints(area: Int32Array, weight: Float64Array, areaCount: number): Ends {
  const members: number[][] = Array.from({ length: areaCount }, () => []);
  area.forEach((index, point) => {
    if (!(weight[point]! >= 0 && Number.isFinite(weight[point]!)) || members[index] === undefined)
      throw new PinpointError('usage', 'A point needs an area and a weight from 0 up.', {
        row: point,
        found: String(weight[point]),
      });
    members[index].push(point);
  });
  const ends = {
    areaCount,
    area,
    weight: new Float64Array(area.length),
    total: new Float64Array(areaCount),
  };
  members.forEach((points, index) => {
    wholeWeights(points.map((point) => weight[point]!)).forEach((whole, position) => {
      ends.weight[points[position]!] = whole;
      ends.total[index]! += whole;
    });
  });
  return ends;
}

const grainsOfPerson = 2 ** 26;

/**
 * The part of a need count that a share of an area's people brings, in parts of a person so fine that it is right to a
 * hundred-millionth and sums are exact in any order up to 134 million people.
 */
export function partOfNeed(need: number, share: number): number {
  return Math.round(need * share * grainsOfPerson) / grainsOfPerson;
}

/** Whole thousandths, near enough, of a person: finer than any count, and binary, so that sums are exact in any order. */
export function toGrain(count: number): number {
  return Math.round(count * 1024) / 1024;
}
