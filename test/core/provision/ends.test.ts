import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCoverage, onePointEach, summariseReach, weightedPoints, type Ends } from '#core/provision';
import { layAreaEnds, summariseAreas } from '#core/routing';
import { aDelivery, aReach } from './a-network.ts';

/** Points of a few areas, area after area: weight and minutes of each. */
const anyPoints = fc.array(
  fc.array(
    fc.record({ weight: fc.integer({ min: 0, max: 5000 }), minutes: fc.integer({ min: 0, max: 60 }) }),
    { minLength: 1, maxLength: 6 },
  ),
  { minLength: 1, maxLength: 5 },
);

type Points = { weight: number; minutes: number }[][];

function lay(areas: Points): { ends: Ends; minutes: Float64Array } {
  const area = Int32Array.from(areas.flatMap((points, at) => points.map(() => at)));
  const weight = Float64Array.from(areas.flat(), (point) => point.weight);
  return {
    ends: weightedPoints(area, weight, areas.length),
    minutes: Float64Array.from(areas.flat(), (point) => point.minutes),
  };
}

/** One grain of weight: weights are kept in whole 65,536ths. */
const grain = 1 / 65_536;

describe('ends of areas', () => {
  it('have weights that are shares of their area and add up to exactly 1', () => {
    fc.assert(
      fc.property(anyPoints, (areas) => {
        const { ends } = lay(areas);
        const sums = new Float64Array(areas.length);
        ends.weight.forEach((weight, point) => {
          expect(weight).toBeGreaterThanOrEqual(0);
          sums[ends.area[point]!]! += weight;
        });
        expect([...sums]).toEqual(areas.map(() => 1));
      }),
    );
  });

  it('weigh in proportion, to a grain', () => {
    fc.assert(
      fc.property(anyPoints, (areas) => {
        const { weight } = lay(areas).ends;
        const exact = areas.flatMap((points) => {
          const total = points.reduce((sum, point) => sum + point.weight, 0);
          return points.map((point) => (total === 0 ? 1 / points.length : point.weight / total));
        });
        exact.forEach((share, point) => expect(Math.abs(share - weight[point]!)).toBeLessThan(grain));
      }),
    );
  });

  it('have shares from 0 to 1 that a longer limit never lowers', () => {
    const limits = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(anyPoints, limits, (areas, [limit, more]) => {
        const { ends, minutes } = lay(areas);
        const before = summariseReach(ends, minutes, limit).share;
        summariseReach(ends, minutes, limit + more).share.forEach((share, area) => {
          expect(share).toBeGreaterThanOrEqual(before[area]!);
          expect(share).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('change nothing, to a grain a point, where a point is split into two of half its weight at one place', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 0, max: 60 }), (areas, limit) => {
        const halves = areas.map((points) =>
          points.flatMap(({ weight, minutes }) => [
            { weight: weight / 2, minutes },
            { weight: weight / 2, minutes },
          ]),
        );
        const [one, two] = [lay(areas), lay(halves)].map(({ ends, minutes }) =>
          summariseReach(ends, minutes, limit),
        );
        one!.share.forEach((share, area) =>
          expect(Math.abs(share - two!.share[area]!)).toBeLessThan(12 * grain),
        );
      }),
    );
  });

  it('with one point each are what areas with a single end always were', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1 }), (minutes) => {
        const one = lay(minutes.map((value) => [{ weight: 7, minutes: value }]));
        expect(one.ends).toEqual(onePointEach(minutes.length));
      }),
    );
  });

  it('mean the same to routing and to provision', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 0, max: 60 }), (areas, limit) => {
        const { ends, minutes } = lay(areas);
        const laid = layAreaEnds(areas.map((points) => points.map(() => ({ lon: 0, lat: 0 }))));
        const routed = summariseAreas({ ...laid, weight: ends.weight }, minutes, limit);
        const { minutes: half, share } = summariseReach(ends, minutes, limit);
        expect(share).toEqual(routed.share);
        half.forEach((value, area) => {
          if (!Number.isNaN(value)) expect(value).toBe(routed.cost[area]);
        });
      }),
    );
  });
});

it('a sentence speaks of whole people, and its parts add up', () => {
  const { ends } = lay([[1, 1, 1].map((weight) => ({ weight, minutes: 0 }))]);
  const reach = aReach(30, { s1: [5, 35, 35] }, ends);
  const { totals, sentence } = measureCoverage({
    deliveries: [aDelivery('s1')],
    sites: [],
    reach,
    need: Float64Array.of(100),
    count: 'programmes',
    within: 'within 30 minutes on foot',
  });
  expect(totals.coveredNeed).toBeCloseTo(100 / 3, 2);
  expect(sentence).toBe(
    '33 of 100 people in need (33.3 %) are within 30 minutes on foot of a matching site; 67 are not.',
  );
});
