import { describe, expect, it } from 'vitest';
import { travel as travelShape, type Travel } from '#contract';
import { formatMinute, listDestinations, type JourneyTo } from '#core/provision';
import { aNetwork } from './a-network.ts';

const { sites } = aNetwork()
  .withSite('a', { kind: 'employment', jobs: 100 })
  .withSite('b', { kind: 'employment', jobs: 2_000 })
  .withSite('c', { kind: 'employment' })
  .withSite('d', { kind: 'employment', jobs: 50 })
  .build();

const far: JourneyTo = { minutes: NaN, leave: NaN, share: 0 };
const near = (minutes: number, leave = 480 - minutes): JourneyTo => ({ minutes, leave, share: 1 });
const byEight = travelShape.parse({ mode: 'transit', limit: 60, window: '08:00-08:01', direction: 'to' });

function list(journeys: JourneyTo[], travel: Travel = byEight) {
  return listDestinations({ from: 'Anfield', sites, journeys, travel, isEmployment: true });
}

describe('what can be reached by a time', () => {
  it('comes nearest first, and what is not reached last by name', () => {
    const { results } = list([far, near(50), near(20.5), far]);
    expect(results.map(({ id, reached, leaveBy }) => [id, reached, leaveBy])).toEqual([
      ['c', true, '07:39'],
      ['b', true, '07:10'],
      ['a', false, null],
      ['d', false, null],
    ]);
  });

  it('adds up known jobs, and tells of how many sites they are not known', () => {
    const { totals, sentence, arriveBy } = list([far, near(50), near(20.5), far]);
    expect(totals).toEqual({
      sites: 4,
      reachedSites: 2,
      jobs: 2_150,
      reachedJobs: 2_000,
      sitesWithoutJobs: 1,
    });
    expect(arriveBy).toBe('08:00');
    expect(sentence).toBe(
      'From Anfield people reach 2 of 4 employment sites by 08:00 within 60 minutes by public transport, with 2,000 of 2,150 jobs. How many jobs there are is not known of 1 site.',
    );
  });

  it('says over which minutes people arrive where it is not one alone', () => {
    const { sentence } = list([far, far, far, far], { ...byEight, window: '07:30-08:01' });
    expect(sentence).toContain('0 of 4 employment sites arriving 07:30 to 08:00 within 60 minutes');
  });

  it('names no clock on foot, and no departure by distance', () => {
    const journeys = [near(1, NaN), far, far, far];
    const { sentence, arriveBy, results } = list(journeys, { ...byEight, mode: 'distance', limit: 5 });
    expect([sentence.includes('08:00'), arriveBy, results[0]!.leaveBy]).toEqual([false, null, null]);
    expect(sentence).toContain('1 of 4 employment sites within 5 km');
  });

  it('is no error where there is no such site', () => {
    const none = listDestinations({
      from: 'Anfield',
      sites: [],
      journeys: [],
      travel: byEight,
      isEmployment: true,
    });
    expect([none.results, none.sentence]).toEqual([[], 'There is no employment site to reach.']);
  });
});

describe('a time of day', () => {
  it.each([
    [442.9, '07:22'],
    [443 - 1e-9, '07:23'],
    [-10, '23:50 the day before'],
    [1510, '25:10'],
  ])('%d minutes after midnight is %s: to leave then is never too late', (minutes, text) => {
    expect(formatMinute(minutes)).toBe(text);
  });
});
