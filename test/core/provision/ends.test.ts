import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCoverage, onePointEach, summariseMinutes, weightedPoints, type Ends } from '#core/provision';
import { layAreaEnds, summariseAreas } from '#core/routing';
import { aDelivery, someSiteMinutes } from './a-network.ts';

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

describe('ends of areas', () => {
  it('have whole weights in proportion to those given, whose total is that of their area', () => {
    fc.assert(
      fc.property(anyPoints, (areas) => {
        const { ends } = lay(areas);
        const given = areas.map((points) => {
          const weights = points.map(({ weight }) => weight);
          return weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
        });
        expect([...ends.weight]).toEqual(given.flat());
        expect([...ends.total]).toEqual(
          given.map((weights) => weights.reduce((sum, weight) => sum + weight, 0)),
        );
      }),
    );
  });

  it('have shares from 0 to 1 that a longer limit never lowers', () => {
    const limits = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(anyPoints, limits, (areas, [limit, more]) => {
        const { ends, minutes } = lay(areas);
        const before = summariseMinutes(ends, minutes, limit).share;
        summariseMinutes(ends, minutes, limit + more).share.forEach((share, area) => {
          expect(share).toBeGreaterThanOrEqual(before[area]!);
          expect(share).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('change nothing where a point is split into two of half its weight at one place', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 0, max: 60 }), (areas, limit) => {
        const halves = areas.map((points) =>
          points.flatMap(({ weight, minutes }) => [
            { weight: weight / 2, minutes },
            { weight: weight / 2, minutes },
          ]),
        );
        const [one, two] = [lay(areas), lay(halves)].map(({ ends, minutes }) =>
          summariseMinutes(ends, minutes, limit),
        );
        expect(one).toEqual(two);
      }),
    );
  });

  it('with one point each are what areas with a single end always were', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1 }), (minutes) => {
        const one = lay(minutes.map((value) => [{ weight: 7, minutes: value }]));
        const plain = onePointEach(minutes.length);
        expect(summariseMinutes(one.ends, one.minutes, 30)).toEqual(
          summariseMinutes(plain, Float64Array.from(minutes), 30),
        );
      }),
    );
  });

  it('mean the same to routing and to provision', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 0, max: 60 }), (areas, limit) => {
        const { ends, minutes } = lay(areas);
        const laid = layAreaEnds(
          areas.map((points) => points.map(({ weight }) => ({ lon: 0, lat: 0, weight }))),
        );
        const routed = summariseAreas(laid, minutes, limit);
        const { minutes: half, share } = summariseMinutes(ends, minutes, limit);
        expect(share).toEqual(routed.share);
        half.forEach((value, area) => {
          if (!Number.isNaN(value)) expect(value).toBe(routed.cost[area]);
        });
      }),
    );
  });
});

describe('exactly half of an area', () => {
  /** Some weights, and others that add up to the same: as people write them, in decimals. */
  const halves = fc
    .tuple(
      fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 4 }),
    )
    .chain(([near, decimals]) => {
      const total = near.reduce((sum, weight) => sum + weight, 0);
      return fc
        .array(fc.integer({ min: 0, max: total }), { maxLength: 4 })
        .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), total])
        .map((cuts) => cuts.slice(1).map((cut, index) => cut - cuts[index]!))
        .map((far) => ({
          near: near.map((weight) => Number((weight / 10 ** decimals).toFixed(decimals))),
          far: far.map((weight) => Number((weight / 10 ** decimals).toFixed(decimals))),
        }));
    });

  it('is at least half, however it is split and in whatever order the points come', () => {
    fc.assert(
      fc.property(halves, fc.infiniteStream(fc.nat()), ({ near, far }, random) => {
        const points = [
          ...near.map((weight) => ({ weight, minutes: 5 })),
          ...far.map((weight) => ({ weight, minutes: 50 })),
        ]
          .map((point) => ({ point, key: random.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ point }) => point);
        const { ends, minutes } = lay([points]);
        expect(summariseMinutes(ends, minutes, 30)).toEqual({
          minutes: Float64Array.of(5),
          share: Float64Array.of(0.5),
        });
        const laid = layAreaEnds([points.map(({ weight }) => ({ lon: 0, lat: 0, weight }))]);
        expect(summariseAreas(laid, minutes, 30)).toEqual({
          cost: Float64Array.of(5),
          share: Float64Array.of(0.5),
        });
      }),
    );
  });

  it.each([
    ['three of six equal points', [1, 1, 1], [1, 1, 1]],
    ['five of ten tenths', [0.1, 0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1, 0.1]],
    ['0.1 and 0.2 against 0.3', [0.1, 0.2], [0.3]],
    ['1,520 people over seven points', [1520 / 7, 1520 / 7, 1520 / 7], [1520 / 7, 1520 / 7, 1520 / 7]],
    ['weights beyond what adds up exactly', [1e300, 1e300], [2e300]],
    ['weights as small as numbers get', [1e-300], [1e-300]],
  ])('%s', (_, near, far) => {
    const points = [
      ...near.map((weight) => ({ weight, minutes: 5 })),
      ...far.map((weight) => ({ weight, minutes: 50 })),
    ];
    for (const order of [points, points.toReversed()]) {
      const { ends, minutes } = lay([order]);
      expect(summariseMinutes(ends, minutes, 30).minutes[0]).toBe(5);
    }
  });

  it('is not reached by a hair less', () => {
    const { ends, minutes } = lay([
      [
        { weight: 1e14 - 1, minutes: 5 },
        { weight: 1e14, minutes: 50 },
      ],
    ]);
    expect(summariseMinutes(ends, minutes, 30).minutes[0]).toBeNaN();
  });
});

it('a sentence speaks of whole people, and its parts add up', () => {
  const { ends } = lay([[1, 1, 1].map((weight) => ({ weight, minutes: 0 }))]);
  const siteMinutes = someSiteMinutes(30, { s1: [5, 35, 35] }, ends);
  const { totals, sentence } = measureCoverage({
    deliveries: [aDelivery('s1')],
    sites: [],
    siteMinutes,
    need: Float64Array.of(100),
    count: 'programmes',
    within: 'within 30 minutes on foot',
  });
  expect(totals.coveredNeed).toBeCloseTo(100 / 3, 2);
  expect(sentence).toBe(
    '33 of 100 people in need (33.3 %) are within 30 minutes on foot of a matching site; 67 are not.',
  );
});
