import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CatchmentResult, Coverage, TravelRequest } from '#contract';
import { aTown, aTownFeed, middleOf, timetableMapping, townCodes, townNeed, type Town } from './a-town.ts';

const geography = 'lsoa:2011';
const need = { indicator: 'claimants' };
const points = townCodes.map((id, square) => ({ id, ...middleOf(square) }));

/** By bus on Tuesday 5 March 2024, in the one minute 08:00 unless said. */
function byBus(part: Partial<TravelRequest> = {}): TravelRequest {
  return { mode: 'transit', limit: 60, date: '2024-03-05', window: '08:00-08:01', ...part };
}

const minutesOf = ({ results }: CatchmentResult): (number | null)[] => results.map(({ minutes }) => minutes);

describe('in a town with a bus', () => {
  let town: Town;
  beforeAll(async () => {
    town = await aTown({ timetable: true });
  });
  afterAll(() => town.end());

  async function reach(travel: TravelRequest, place: object = middleOf(0)): Promise<CatchmentResult> {
    const request = { place: place as { site: string }, travel, geography: null, points };
    const started = await town.backend.client.call('catchment.start', request);
    return (await town.resultOf(started, 'catchment')).catchment;
  }

  async function coverage(selector: string, travel = byBus({ limit: 12 })): Promise<Coverage> {
    const started = await town.backend.client.call('coverage.start', { geography, selector, travel, need });
    return (await town.resultOf(started, 'coverage')).coverage;
  }

  test('the bus of 08:00 takes five minutes a stop', async () => {
    expect(minutesOf(await reach(byBus()))).toEqual([0, 5, 10, 15, 20, 25]);
  });

  test('who leaves at 08:01 waits 19 minutes for the next one', async () => {
    expect(minutesOf(await reach(byBus({ window: '08:01-08:02' })))).toEqual([0, 24, 29, 34, 39, 44]);
  });

  test('who must be there at 08:30 takes the bus that comes last before it', async () => {
    // Towards S0 the bus of 08:00 from S5 calls at S1 at 08:20 and at S0 at 08:25: it leaves S1 10 minutes before 08:30.
    const minutes = minutesOf(await reach(byBus({ direction: 'to', window: '08:30-08:31' })));
    expect(minutes).toEqual([0, 10, 15, 20, 25, 30]);
  });

  test('a percentile of the window is one of its minutes, not a mean', async () => {
    // Of the 20 minutes 08:00 to 08:19 the wait is 0, 19, 18 … 1; sorted, the tenth is 9 minutes.
    const result = await reach(byBus({ window: '08:00-08:20' }));
    expect(result.results[1]!.minutes).toBe(9 + 5);
  });

  test('at 03:00 nothing is reached that is not reached at 08:00', async () => {
    const night = await reach(byBus({ window: '03:00-04:00' }));
    const day = await reach(byBus({ window: '08:00-09:00' }));
    for (const [at, { share }] of night.results.entries())
      expect(share).toBeLessThanOrEqual(day.results[at]!.share);
    expect(day.results.filter(({ share }) => share > 0)).toHaveLength(6);
    // A walk of 50 minutes.
    expect(night.results.filter(({ share }) => share > 0)).toHaveLength(2);
  });

  test('where no day is said it is the Tuesday with most buses', async () => {
    expect((await reach(byBus({ date: null }))).date).toBe('2024-03-05');
    const { timetables } = await town.backend.client.call('provision.list', {});
    expect(timetables).toMatchObject([
      { firstDay: '2024-01-01', lastDay: '2024-12-31', usualDay: '2024-03-05' },
    ]);
  });

  test('a day without service is refused, and told which days have it', async () => {
    const request = { place: middleOf(0), travel: byBus({ date: '2025-01-01' }), geography };
    const { state, error } = await town.finish(await town.backend.client.call('catchment.start', request));
    expect(state).toBe('failed');
    expect(error).toMatchObject({ code: 'input_refused', found: '2025-01-01' });
    expect(error!.hint).toContain('2024-01-01 to 2024-12-31');
  });

  test('a catchment of areas is the same when it is asked again, and a moved site is measured anew', async () => {
    const { client } = town.backend;
    const site = await town.deliver(0, 'advice', 'moved');
    const ask = async (): Promise<CatchmentResult> => {
      const request = { place: { site }, travel: byBus({ limit: 12 }), geography };
      return (await town.resultOf(await client.call('catchment.start', request), 'catchment')).catchment;
    };
    const first = await ask();
    expect(first.results.map(({ share }) => share)).toEqual([1, 1, 1, 0, 0, 0]);
    expect(await ask()).toEqual(first);
    await client.call('site.move', { id: site, ...middleOf(5) });
    expect((await ask()).results.map(({ share }) => share)).toEqual([0, 0, 0, 1, 1, 1]);
    for (let step = 0; step < 5; step += 1) await client.call('workspace.undo', {});
  });

  test('one more site never lowers coverage, and places are shared out over the need they reach', async () => {
    await town.deliver(0, 'advice');
    const before = await coverage('stage:advice');
    await town.deliver(5, 'advice', 'p2');
    const after = await coverage('stage:advice');
    expect([...before.covered]).toEqual([1, 1, 1, 0, 0, 0]);
    after.covered.forEach((share, area) => expect(share).toBeGreaterThanOrEqual(before.covered[area]!));
    expect(after.totals.coveredNeed).toBe(2100);
    const drawn = after.score.reduce((sum, score, area) => sum + (score * townNeed[area]!) / 100, 0);
    expect(drawn).toBeCloseTo(120, 9);
  });

  test('the ledger adds up over districts and over its stages', async () => {
    await town.deliver(2, 'job_entry', 'p3');
    const request = { geography, selector: '*', travel: byBus({ limit: 12 }), need, by: 'district:2011' };
    const started = await town.backend.client.call('ledger.start', request);
    const { ledger } = await town.resultOf(started, 'ledger');
    const total = ledger.totals.at(-1)!;
    const rows = ledger.rows.filter(({ stage }) => stage === null);
    expect(rows.map(({ name }) => name)).toEqual(['West', 'East']);
    for (const key of ['need', 'coveredNeed', 'gap', 'places', 'areas'] as const)
      expect(rows.reduce((sum, row) => sum + row[key], 0)).toBe(total[key]);
    expect(total.need).toBe(2100);
    expect(ledger.places).toBe(total.places + ledger.unreachedPlaces + ledger.placesElsewhere);
  });

  test('a place for the next site: at once a good one, then the proof', async () => {
    const { client } = town.backend;
    // At 08:00 a bus leaves both ends at once, but the squares between wait for theirs longer than the limit: sites in 0
    // and 5 reach a neighbour each, and one in 3 adds the 400 people there, one in 2 the 300.
    const request = {
      geography,
      selector: 'stage:advice',
      travel: byBus({ limit: 7 }),
      need,
      goal: { kind: 'count' as const, sites: 1 },
    };
    const { placing } = await town.resultOf(await client.call('placing.start', request), 'placing');
    expect(placing.status).toBe('optimal');
    expect(placing.coveredBefore).toBe(100 + 200 + 500 + 600);
    expect(placing.coveredNeed).toBe(1800);
    expect(placing.chosen.map(({ name }) => name)).toEqual(['Square 3']);
  });

  test('the drawing for a slider answers the first and the newest question', async () => {
    const { client } = town.backend;
    const ask = (limit: number) =>
      client.call('catchment.outline', { place: middleOf(0), travel: byBus({ limit }), geography });
    const [first, second, third] = await Promise.allSettled([ask(5), ask(8), ask(60)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    if (third.status !== 'fulfilled') throw new Error('the newest question was not answered');
    expect(third.value.minutes).toBeInstanceOf(Float64Array);
    expect([...third.value.share]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(third.value.outline.length).toBeGreaterThan(0);
  });

  test('rules speak of minutes, coverage and sites, and say how they were measured', async () => {
    const { client } = town.backend;
    const ask = (rule: string) =>
      client.call('rule.evaluate', { rule, geography, period: null, need: null, order: null });
    // The median of the waits from 07:00 to 09:00 is 10 minutes, so two squares further on it is 20.
    const near = await ask("minutes('stage:advice', 'transit') <= 20");
    expect([...near.outcomes]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(near.notes.join(' ')).toContain('Tuesday 2024-03-05');
    const far = await ask("minutes('stage:advice', 'walk') > 45");
    expect([...far.outcomes]).toEqual([0, 1, 1, 1, 1, 0]);
    expect((await ask("covered('stage:job_entry')")).counts.in).toBe(6);
    expect([...(await ask("sites('*') >= 3")).outcomes]).toContain(1);
  });

  test('a list by such a rule leaves with the same areas', async () => {
    const { client } = town.backend;
    const question = {
      rule: "minutes('stage:advice', 'walk') > 45",
      geography,
      period: null,
      need: null,
      order: null,
    };
    const request = { question, title: null, limit: null, share: null, all: false, author: null };
    const list = await client.call('target.list', { ...request, policy: 'none' });
    expect(list.areas.map(({ code }) => code)).toEqual(townCodes.slice(1, 5));
    const started = await client.call('export.start', {
      ...request,
      policy: 'none',
      format: 'csv',
      fileName: 'list',
    });
    expect((await town.finish(started)).state).toBe('done');
  });

  test('cancelled work leaves no result and no change', async () => {
    const { client } = town.backend;
    const before = await client.call('workspace.info', {});
    const request = { geography, selector: '*', travel: byBus({ limit: 33 }), need };
    const started = await client.call('coverage.start', request);
    await client.call('job.cancel', started);
    expect((await town.finish(started)).state).toBe('cancelled');
    await expect(client.call('job.result', started)).rejects.toMatchObject({ code: 'not_found' });
    expect((await client.call('workspace.info', {})).revision).toBe(before.revision);
  });
});

describe('in a town without a timetable', () => {
  let town: Town;
  beforeAll(async () => {
    town = await aTown();
    await town.deliver(0, 'advice');
  });
  afterAll(() => town.end());

  test('transit is told that a timetable is missing, walking goes on', async () => {
    const { client } = town.backend;
    const request = { place: middleOf(0), geography };
    const bus = await client.call('catchment.start', { ...request, travel: { mode: 'transit', limit: 30 } });
    expect((await town.finish(bus)).error).toMatchObject({ code: 'not_found' });
    const walk = await client.call('catchment.start', { ...request, travel: { mode: 'walk', limit: 55 } });
    const { catchment } = await town.resultOf(walk, 'catchment');
    expect(catchment.results.map(({ share }) => share)).toEqual([1, 1, 0, 0, 0, 0]);
    expect(catchment.method).toContain('straight line × 1.2');
  });

  test('a rule about minutes by transit is unknown, one about coverage is measured on foot', async () => {
    const ask = (rule: string) =>
      town.backend.client.call('rule.evaluate', { rule, geography, period: null, need: null, order: null });
    expect((await ask("minutes('*', 'transit') > 30")).counts).toMatchObject({ unknown: 6 });
    const covered = await ask("covered('*')");
    expect([...covered.outcomes]).toEqual([1, 0, 0, 0, 0, 0]);
    expect(covered.notes.join(' ')).toContain('on foot');
  });

  test('a feed that cannot be read leaves nothing behind, a good one brings its report', async () => {
    const { client } = town.backend;
    const releases = async () => (await client.call('workspace.describe', {})).releases.length;
    const before = await releases();
    const broken = await town.importFile(
      'broken.zip',
      aTownFeed().without('stop_times.txt').zip(),
      timetableMapping,
    );
    expect(broken).toMatchObject({ state: 'failed', error: { code: 'input_refused' } });
    expect(await releases()).toBe(before);
    const good = await town.importFile('feed.zip', aTownFeed().zip(), timetableMapping);
    if (good.product?.kind !== 'report') throw new Error('no report');
    expect(good.product.report.timetable).toMatchObject({ counts: { trips: 19, stops: 6 } });
    expect(good.product.report.timetable!.bytes).toBeGreaterThan(0);
    await client.call('workspace.undo', {});
    expect((await client.call('provision.list', {})).timetables).toEqual([]);
  });
});
