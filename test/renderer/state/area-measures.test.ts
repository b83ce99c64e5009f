import { describe, expect, it } from 'vitest';
import { coverageRequest, flagByte, reachRequest, type Coverage } from '#contract';
import { measureCoverage, measureProviderReach, phraseTravel } from '#core/provision';
import { measuresOfCoverage, measuresOfReach, wordsOfReach } from '../../../renderer/state/area-measures.ts';
import { aDelivery, aNetwork, someSiteMinutes, aRow } from '../../core/provision/a-network.ts';

/** Two areas: 10 minutes from a site of 30 places, and out of reach. */
function coverageWith(
  travel: { mode: 'walk' | 'distance'; limit: number },
  deliveries = [aDelivery('s1', { places: 30 })],
) {
  const request = coverageRequest.parse({
    geography: 'lsoa:2001',
    selector: 'stage:advice',
    day: '2008-07-31',
    travel,
    need: { indicator: 'jsa' },
  });
  const result: Coverage = {
    geography: 'lsoa:2001',
    selector: 'stage:advice',
    method: 'walking estimated',
    date: null,
    ...measureCoverage({
      deliveries,
      sites: [],
      siteMinutes: someSiteMinutes(travel.limit, { s1: [10, Infinity] }),
      need: Float64Array.from([100, 50]),
      count: 'programmes',
      within: phraseTravel(travel),
    }),
  };
  return { request, result, measures: measuresOfCoverage(result, request) };
}

describe('coverage as figures of areas', () => {
  const { measures } = coverageWith({ mode: 'walk', limit: 30 });
  const find = (id: string) => measures.find((measure) => measure.id === id)!;

  it('are all that is measured, each with its unit, the selector, the day and the way of travelling', () => {
    expect(measures.map(({ id }) => id)).toEqual([
      'minutes',
      'sites',
      'programmes',
      'fundingStreams',
      'covered',
      'gap',
      'duplication',
      'balance',
      'score',
      'enhancedScore',
      'withoutPlaces',
    ]);
    for (const { meaning } of measures) {
      expect(meaning).toContain('“stage:advice” as it runs on 2008-07-31, within 30 minutes on foot');
      expect(meaning).toContain('walking estimated');
    }
    expect(find('covered').title).toBe('Covered, %');
  });

  it('are counts as circles and rates as shades in classes of their own', () => {
    const styles = Object.fromEntries(
      measures.map(({ id, style, breaks }) => [id, [style, breaks !== null]]),
    );
    expect(styles).toMatchObject({
      sites: ['circles', false],
      score: ['choropleth', false],
      minutes: ['choropleth', true],
      covered: ['choropleth', true],
    });
  });

  it('say "not reached" where nothing is in reach, while a score of 0 is 0', () => {
    expect([...find('minutes').flags]).toEqual([flagByte.exact, flagByte.missing]);
    expect(find('minutes').missing).toBe('Not reached');
    expect([...find('score').values]).toEqual([30, 0]);
    expect([...find('score').flags]).toEqual([flagByte.exact, flagByte.exact]);
    expect([...find('covered').values]).toEqual([100, 0]);
  });

  it('are no score where the places in reach are not known, and the least it can be where some are', () => {
    const walk = { mode: 'walk', limit: 30 } as const;
    const unknown = aDelivery('s1', { places: null });
    const scoreOf = (deliveries: ReturnType<typeof aDelivery>[]) =>
      coverageWith(walk, deliveries).measures.find(({ id }) => id === 'score')!;
    const none = scoreOf([unknown]);
    expect([...none.flags]).toEqual([flagByte.missing, flagByte.exact]);
    expect([none.missing, none.values[1]]).toEqual(['Places not known', 0]);
    const some = scoreOf([unknown, aDelivery('s1', { places: 30 })]);
    expect([...some.values]).toEqual([30, 0]);
    expect([...some.atLeast!]).toEqual([1, 0]);
  });

  it('by distance are kilometres', () => {
    const near = coverageWith({ mode: 'distance', limit: 12 }).measures[0]!;
    expect([near.title, near.unit]).toEqual(['Nearest, km', 'km']);
    expect(near.breaks).toEqual([2.4, 4.8, 7.2, 9.6]);
  });
});

it('reach is named by the names that the workspace has', () => {
  const request = reachRequest.parse({
    geography: 'ward:2003',
    need: { indicator: 'jsa' },
    provider: 'v1',
    period: '2008-Q1',
  });
  const provision = aNetwork().withProvider('v1', 'Docklands Enterprise').build();
  expect(wordsOfReach(request, '2008-07', { provision, description: null })).toEqual({
    need: 'jsa, 2008-07',
    whose: 'Docklands Enterprise, 2008-Q1',
  });
  const whole = { ...request, provider: null, period: null };
  expect(wordsOfReach(whole, null, { provision, description: null }).whose).toBe('all providers and periods');
});

/** Reach by the wards A, B and C as figures. */
function reachMeasures(rows: ReturnType<typeof aRow>[], inNeed: number[]) {
  const need = Float64Array.from(inNeed);
  const positions = new Map(['A', 'B', 'C'].map((code, area) => [code, area]));
  const reach = {
    geography: 'ward:2003' as const,
    rowsOf: 'ward:2003' as const,
    need: { values: need, indicator: 'jsa', period: '2008-07' },
    ...measureProviderReach({ rows, positions, areaCount: 3, need, success: 'outcomes' }),
  };
  const words = { need: 'JSA claimants, July 2008', whose: 'Docklands Enterprise' };
  const measures = measuresOfReach(reach, words);
  return (id: string) => measures.find((measure) => measure.id === id)!;
}

describe('reach as figures of areas', () => {
  const withheld = [
    aRow({ area: 'A', starts: 50 }),
    aRow({ area: 'A', starts: null, suppressed: ['starts'] }),
    aRow({ area: 'B', starts: null, suppressed: ['starts'] }),
  ];

  it('tells suppressed from missing and marks what is at least', () => {
    const measure = reachMeasures(withheld, [100, 100, 100])('startsPer100');
    expect([...measure.flags]).toEqual([flagByte.exact, flagByte.suppressed, flagByte.missing]);
    expect([...measure.atLeast!]).toEqual([1, 0, 0]);
    expect(measure.legend).toBe('Reach: starts per 100 in need, at least: Docklands Enterprise');
    expect(measure.source).toBe('Need: JSA claimants, July 2008. Withheld rows are left out');
    expect([...measure.unsure!.areas]).toEqual([1, 0, 0]);
    expect(measure.unsure!.words).toBe('of these, at least that');
  });

  it('says of rates where too few are in need to tell, and says nothing of counts', () => {
    const rows = ['A', 'B', 'C'].map((area) => aRow({ area, starts: area === 'B' ? 1 : 50, outcomes: 1 }));
    const measure = reachMeasures(rows, [1000, 3, 1000]);
    for (const rate of ['startsPer100', 'successesPer100']) {
      expect([...measure(rate).unsure!.areas]).toEqual([0, 1, 0]);
      expect(measure(rate).unsure!.words).toBe('of these, unsure: too few in need');
    }
    expect(measure('starts').unsure).toBeNull();
  });

  it('says both where both are so', () => {
    const rows = [...withheld, aRow({ area: 'C', starts: 1 })];
    const { areas, words } = reachMeasures(rows, [1000, 100, 3])('startsPer100').unsure!;
    expect([...areas]).toEqual([1, 0, 1]);
    expect(words).toBe('of these, unsure or at least that');
  });
});
