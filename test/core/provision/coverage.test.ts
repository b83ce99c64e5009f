import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PinpointError } from '#contract';
import {
  measureCoverage,
  summariseMinutes,
  weightedPoints,
  type CoverageColumns,
  type CoverageQuestion,
} from '#core/provision';
import { aDelivery, anyScene, someSiteMinutes } from './a-network.ts';

function measure(
  question: Partial<CoverageQuestion> & Pick<CoverageQuestion, 'siteMinutes'>,
): CoverageColumns {
  return measureCoverage({
    deliveries: [aDelivery('s1')],
    sites: [],
    need: Float64Array.from({ length: question.siteMinutes.ends.areaCount }, () => 100),
    count: 'programmes',
    within: 'within 30 minutes by public transport',
    ...question,
  });
}

describe('coverage', () => {
  const siteMinutes = someSiteMinutes(30, { s1: [5, 30, 31, Infinity], s2: [10, 10, Infinity, Infinity] });
  const two = [aDelivery('s1', { programme: 'p1' }), aDelivery('s2', { programme: 'p2', funding: 'DAF' })];

  it('is by the nearest matching site, a site exactly at the limit included', () => {
    const { minutes, nearest, sites, covered } = measure({ siteMinutes, deliveries: two });
    expect([...minutes]).toEqual([5, 10, NaN, NaN]);
    expect([...nearest].map((index) => sites[index])).toEqual(['s1', 's2', undefined, undefined]);
    expect([...covered]).toEqual([1, 1, 0, 0]);
  });

  it('puts gap and duplication on one scale', () => {
    const { gap, duplication, balance } = measure({ siteMinutes, deliveries: two });
    expect([...gap]).toEqual([0, 0, 1, 1]);
    expect([...duplication]).toEqual([1, 1, 0, 0]);
    expect([...balance]).toEqual([1, 1, -1, -1]);
  });

  it('counts sites, programmes and funding streams apart', () => {
    const same = [aDelivery('s1'), aDelivery('s2'), aDelivery('s2', { funding: '' })];
    const { siteCount, programmeCount, fundingStreamCount } = measure({ siteMinutes, deliveries: same });
    expect([siteCount[0], programmeCount[0], fundingStreamCount[0]]).toEqual([2, 1, 2]);
    expect(measure({ siteMinutes, deliveries: same, count: 'sites' }).duplication[0]).toBe(1);
    expect(measure({ siteMinutes, deliveries: same }).duplication[0]).toBe(0);
  });

  it('by an employment site counts among sites, minutes and what is covered, not among programmes or places', () => {
    const found = measure({ siteMinutes, deliveries: [aDelivery('s1')], sites: ['s2'] });
    expect([...found.siteCount]).toEqual([2, 2, 0, 0]);
    expect([...found.programmeCount]).toEqual([1, 1, 0, 0]);
    expect([...found.fundingStreamCount]).toEqual([1, 1, 0, 0]);
    expect([...found.minutes]).toEqual([5, 10, NaN, NaN]);
    expect(found.totals).toMatchObject({ places: 10, coveredNeed: 200, deliveriesWithoutPlaces: 0 });
    // One programme within reach is no duplication, however many places of work there are.
    expect([found.count, ...found.duplication]).toEqual(['programmes', 0, 0, 0, 0]);
  });

  it('by employment sites alone counts sites, since there is nothing else', () => {
    const found = measure({ siteMinutes, deliveries: [], sites: ['s1', 's2'] });
    expect([found.count, ...found.duplication]).toEqual(['sites', 1, 1, 0, 0]);
    expect([...found.covered]).toEqual([1, 1, 0, 0]);
    expect([...found.score]).toEqual([0, 0, 0, 0]);
  });

  it('has no score where only deliveries without known places are in reach: not known is not 0', () => {
    const deliveries = [
      aDelivery('s1', { places: null }),
      aDelivery('s2', { places: null }),
      aDelivery('s2'),
    ];
    const { score, enhancedScore, withoutPlaces } = measure({
      siteMinutes: someSiteMinutes(30, { s1: [5, 30, 31], s2: [10, Infinity, Infinity] }),
      deliveries,
    });
    expect([...withoutPlaces]).toEqual([2, 1, 0]);
    // Ten places for the hundred people of the first area, and those of two deliveries more.
    expect([...score]).toEqual([10, NaN, 0]);
    expect([...enhancedScore]).toEqual([10, NaN, 0]);
  });

  it('without deliveries is all gap', () => {
    const { gap, nearest, totals, sentence } = measure({ siteMinutes, deliveries: [] });
    expect([...gap]).toEqual([1, 1, 1, 1]);
    expect([...nearest]).toEqual([-1, -1, -1, -1]);
    expect(totals).toMatchObject({ need: 400, coveredNeed: 0, places: 0 });
    expect(sentence).toBe('Nothing matches, so nothing is covered.');
  });

  it('counts unknown need apart, never as nought', () => {
    const need = Float64Array.from([100, NaN, 50, 0]);
    const { totals, sentence, covered } = measure({ siteMinutes, need });
    expect(totals).toMatchObject({ need: 150, coveredNeed: 100, unknownAreas: 1 });
    expect(covered[1]).toBe(1);
    expect(sentence).toBe(
      '100 of 150 people in need (66.7 %) are within 30 minutes by public transport of a matching site; 50 are not. The need of 1 area is unknown.',
    );
  });

  it('has no share where there is no need', () => {
    expect(measure({ siteMinutes, need: new Float64Array(4) }).totals.coveredShare).toBeNull();
  });

  it('refuses a site without travel times', () => {
    expect(() => measure({ siteMinutes, deliveries: [aDelivery('s9')] })).toThrow(PinpointError);
  });
});

describe('an area of several points', () => {
  const ends = weightedPoints(Int32Array.from([0, 0, 0]), Float64Array.from([10, 20, 10]), 1);

  it('is reached by the weight of its reached points, each once, however many sites share it', () => {
    const siteMinutes = someSiteMinutes(30, { s1: [5, 35, 35], s2: [5, Infinity, 20] }, ends);
    const deliveries = [aDelivery('s1', { programme: 'p1' }), aDelivery('s2', { programme: 'p2' })];
    const { covered, gap, duplication, balance } = measure({ siteMinutes, deliveries });
    expect([covered[0], gap[0], duplication[0], balance[0]]).toEqual([0.5, 0.5, 0.25, -0.25]);
  });

  it('takes the minutes within which half of it is reached', () => {
    expect([...summariseMinutes(ends, Float64Array.from([5, 20, 25]), 30).minutes]).toEqual([20]);
    expect([...summariseMinutes(ends, Float64Array.from([5, 35, 25]), 30).minutes]).toEqual([25]);
    expect(summariseMinutes(ends, Float64Array.from([5, 35, 35]), 30)).toEqual({
      minutes: Float64Array.from([NaN]),
      share: Float64Array.from([0.25]),
    });
  });

  it('keeps its weights as given, and counts points alike where none weighs anything', () => {
    const thirds = weightedPoints(Int32Array.from([0, 0, 0, 1, 1]), Float64Array.from([1, 1, 1, 0, 0]), 3);
    expect([...thirds.weight]).toEqual([1, 1, 1, 1, 1]);
    expect([...thirds.total]).toEqual([3, 2, 0]);
  });

  it('refuses a weight below 0 and a point of no area', () => {
    expect(() => weightedPoints(Int32Array.from([0]), Float64Array.from([-1]), 1)).toThrow(PinpointError);
    expect(() => weightedPoints(Int32Array.from([4]), Float64Array.from([1]), 1)).toThrow(PinpointError);
  });
});

describe('laws', () => {
  const within = 'within 30 minutes';

  it('1 + balance is the mean number of programmes within reach', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const { balance } = measureCoverage({ ...scene, sites: [], count: 'programmes', within });
        const { ends, limit, minutes, sites } = scene.siteMinutes;
        const mean = new Float64Array(ends.areaCount);
        for (const programme of new Set(scene.deliveries.map((delivery) => delivery.programme))) {
          const own = scene.deliveries.filter((delivery) => delivery.programme === programme);
          ends.area.forEach((area, point) => {
            if (own.some(({ site }) => minutes[sites.indexOf(site)]![point]! <= limit))
              mean[area]! += ends.weight[point]!;
          });
        }
        mean.forEach((sum, area) => {
          const count = ends.total[area]! > 0 ? sum / ends.total[area]! : 0;
          expect(balance[area]).toBeCloseTo(count - 1, 12);
        });
      }),
    );
  });

  it('1 + balance is the mean number of sites within reach, whether they are picked themselves or deliver', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const { balance } = measureCoverage({ ...scene, count: 'sites', within });
        const { ends, limit, minutes, sites } = scene.siteMinutes;
        const mean = new Float64Array(ends.areaCount);
        for (const site of new Set([...scene.sites, ...scene.deliveries.map((delivery) => delivery.site)]))
          ends.area.forEach((area, point) => {
            if (minutes[sites.indexOf(site)]![point]! <= limit) mean[area]! += ends.weight[point]!;
          });
        mean.forEach((sum, area) => {
          const count = ends.total[area]! > 0 ? sum / ends.total[area]! : 0;
          expect(balance[area]).toBeCloseTo(count - 1, 12);
        });
      }),
    );
  });

  it('a longer limit or one more delivery never lowers coverage, counts or places within reach', () => {
    fc.assert(
      fc.property(anyScene, fc.nat(60), (scene, more) => {
        const all = measureCoverage({ ...scene, count: 'sites', within });
        const fewer = measureCoverage({
          ...scene,
          deliveries: scene.deliveries.slice(1),
          count: 'sites',
          within,
        });
        const longer = measureCoverage({
          ...scene,
          siteMinutes: { ...scene.siteMinutes, limit: scene.siteMinutes.limit + more },
          count: 'sites',
          within,
        });
        all.covered.forEach((share, area) => {
          expect(fewer.covered[area]).toBeLessThanOrEqual(share);
          expect(fewer.siteCount[area]).toBeLessThanOrEqual(all.siteCount[area]!);
          // Not known (NaN) is neither more nor less.
          expect(fewer.score[area]! > all.score[area]! + 1e-9).toBe(false);
          expect(longer.covered[area]).toBeGreaterThanOrEqual(share);
          expect(longer.duplication[area]).toBeGreaterThanOrEqual(all.duplication[area]!);
          if (!Number.isNaN(all.minutes[area]!)) expect(longer.minutes[area]).toBe(all.minutes[area]);
        });
        expect(longer.totals.coveredNeed).toBeGreaterThanOrEqual(all.totals.coveredNeed);
      }),
    );
  });

  it('the order of deliveries does not matter', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const one = measureCoverage({ ...scene, count: 'programmes', within });
        const other = measureCoverage({
          ...scene,
          deliveries: scene.deliveries.toReversed(),
          count: 'programmes',
          within,
        });
        for (const key of ['minutes', 'covered', 'duplication', 'siteCount', 'fundingStreamCount'] as const)
          expect(other[key]).toEqual(one[key]);
      }),
    );
  });
});
