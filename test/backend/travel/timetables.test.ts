import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CatchmentResult, JobStatus, TravelRequest } from '#contract';
import { aFeed, type FeedBuilder } from '../../data/import/timetables/feed.ts';
import { aTown, aTownFeed, middleOf, timetableMapping, townCodes, type Town } from './a-town.ts';

const points = townCodes.map((id, square) => ({ id, ...middleOf(square) }));

/** Two stations 0.001° north of the stops of squares 1 and 5, and a train between them at ten past each hour, Mondays to Fridays. */
function aRailway(zone = 'Europe/London'): FeedBuilder {
  const feed = aFeed()
    .file('agency.txt', `agency_id,agency_name,agency_timezone\nM,Merseyrail,${zone}\n`)
    .file('routes.txt', 'route_id,route_short_name,route_type\nR,Northern Line,2\n')
    .service('weekdays', '1111100', '20240101', '20241231');
  for (const square of [1, 5]) {
    const { lon, lat } = middleOf(square);
    feed.stop(`R${square}`, { stop_lon: lon, stop_lat: lat + 0.001 });
  }
  for (const hour of ['07', '08', '09']) {
    const calls: [string, string][] = [
      ['R1', `${hour}:10:00`],
      ['R5', `${hour}:14:00`],
    ];
    feed.trip(`train-${hour}`, calls, { service_id: 'weekdays' });
  }
  return feed;
}

function warningsOf({ state, error, product }: JobStatus): string[] {
  if (product?.kind !== 'report') throw new Error(error?.message ?? state);
  return product.report.warnings;
}

const buses = 'Timetable feed.zip, 2024-01-01 to 2024-12-31';
const railway = 'Timetable rail.zip, 2024-01-01 to 2024-12-31';

/** On Tuesday 5 March 2024, in the one minute 08:00 unless said. */
function byTimetable(part: Partial<TravelRequest> = {}): TravelRequest {
  return { mode: 'transit', limit: 60, date: '2024-03-05', window: '08:00-08:01', ...part };
}

async function reach(town: Town, travel = byTimetable(), from = 0): Promise<CatchmentResult> {
  const request = { place: middleOf(from), travel, geography: null, points };
  const started = await town.backend.client.call('catchment.start', request);
  return (await town.resultOf(started, 'catchment')).catchment;
}

const minutesTo = async (town: Town, square: number, travel = byTimetable()): Promise<number | null> =>
  (await reach(town, travel)).results[square]!.minutes;

async function refusal(town: Town, travel: TravelRequest): Promise<JobStatus['error']> {
  const request = { place: middleOf(0), travel, geography: null, points };
  return (await town.finish(await town.backend.client.call('catchment.start', request))).error;
}

async function listUsed(town: Town): Promise<string[]> {
  const { timetables } = await town.backend.client.call('provision.list', {});
  return timetables.flatMap(({ inUse, title }) => (inUse ? [title] : []));
}

/*
 * By hand: the bus of 08:00 is at S1 at 08:05. From there to R1 it is 0.001° of latitude, 111.195 m, on foot × 1.2 at 80 m a minute
 * 1.66793 minutes or 100.08 s; a change needs 60 s more, so who changes can board at 08:07:41. The train of 08:10 is at R5 at 08:14,
 * and the way to the middle of square 5 is 1.66793 minutes again.
 */
const byTrain = 14 + 1.66793;

describe('in a town with the feed of a bus company and the feed of a railway', () => {
  let town: Town;
  let imported: JobStatus;
  beforeAll(async () => {
    town = await aTown({ timetable: true });
    imported = await town.importFile('rail.zip', aRailway().zip(), timetableMapping);
  });
  afterAll(() => town.end());

  test('the import says with what it is used', () => {
    expect(warningsOf(imported)).toContain(`Used together with “${buses}”.`);
  });

  test('the fastest journey changes from the bus of one feed to the train of the other', async () => {
    const { results } = await reach(town);
    expect(results[5]!.minutes).toBeCloseTo(byTrain, 4);
    // The train passes squares 2 to 4.
    expect(results.slice(0, 5).map(({ minutes }) => minutes)).toEqual([0, 5, 10, 15, 20]);
  });

  test('so does the way back in time from an arrival', async () => {
    // At square 5 by 08:16 one leaves by the same bus and train; from square 1 one walks to the train and need not be early.
    const { results } = await reach(town, byTimetable({ direction: 'to', window: '08:16-08:17' }), 5);
    expect(results[0]!.minutes).toBeCloseTo(16, 9);
    expect(results[1]!.minutes).toBeCloseTo(6 + 1.66793, 4);
  });

  test('the method says which timetables, on which day', async () => {
    const { method, date } = await reach(town);
    expect(method).toContain(`timetables “${buses}” and “${railway}” together, leaving 08:00`);
    expect(method).toContain('on Tuesday 2024-03-05');
    expect(date).toBe('2024-03-05');
  });

  test('on a day that only one of them serves it says which has no service', async () => {
    const { method, results } = await reach(town, byTimetable({ date: '2024-03-10' }));
    expect(method).toContain(`(“${railway}” has no service that day)`);
    expect(results[5]!.minutes).toBe(25);
  });

  test('a day that none of them serves is refused with the days that have service', async () => {
    const error = await refusal(town, byTimetable({ date: '2025-01-01' }));
    expect(error).toMatchObject({
      code: 'input_refused',
      message: 'The timetables in use have no service on 2025-01-01.',
      found: '2025-01-01',
    });
    expect(error!.hint).toContain('2024-01-01 to 2024-12-31');
  });

  test('one taken out of use is not travelled by, whatever was kept before, and undo brings it back', async () => {
    const { client } = town.backend;
    const site = await town.deliver(0, 'advice', 'used');
    const request = { place: { site }, travel: byTimetable(), geography: 'lsoa:2011' };
    const ask = async (): Promise<number | null> => {
      const started = await client.call('catchment.start', request);
      return (await town.resultOf(started, 'catchment')).catchment.results[5]!.minutes;
    };
    expect(await ask()).toBeCloseTo(byTrain, 4);
    const { timetables } = await client.call('provision.list', {});
    const release = timetables.find(({ title }) => title === railway)!.release;
    const after = await client.call('timetable.use', { release, inUse: false });
    expect(after.find((each) => each.release === release)).toMatchObject({
      inUse: false,
      why: 'Taken out of use.',
    });
    expect(await ask()).toBe(25);
    expect((await client.call('workspace.info', {})).undo).toContain('Change the use of');
    await client.call('workspace.undo', {});
    expect(await ask()).toBeCloseTo(byTrain, 4);
    await client.call('workspace.redo', {});
    expect(await ask()).toBe(25);
    await client.call('timetable.use', { release, inUse: true });
    expect(await listUsed(town)).toEqual([buses, railway]);
  });

  test('a rule, its list and its releases rest on both', async () => {
    const { client } = town.backend;
    const rule = "minutes('*', 'transit') >= 0";
    const question = { rule, geography: 'lsoa:2011', period: null, need: null, order: null };
    const { notes } = await client.call('rule.evaluate', question);
    expect(notes.join(' ')).toContain(`“${buses}” and “${railway}” together`);
    const list = await client.call('target.list', {
      question,
      title: null,
      limit: null,
      share: null,
      all: false,
      author: null,
      policy: 'none',
    });
    const titles = list.releases.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining([buses, railway]));
  });

  test('a feed of another clock is kept but not used, and cannot be taken into use beside the others', async () => {
    const { client } = town.backend;
    const french = aRailway('Europe/Paris').edit('stops.txt', (text) => text.replaceAll('R', 'P'));
    french.edit('stop_times.txt', (text) => text.replaceAll(/,R(\d)/g, ',P$1'));
    const ended = await town.importFile('paris.zip', french.zip(), timetableMapping);
    expect(warningsOf(ended).join(' ')).toContain(
      'Not used for journeys. Its times are those of Europe/Paris',
    );
    expect(await listUsed(town)).toEqual([buses, railway]);
    const { release } = (await client.call('provision.list', {})).timetables.at(-1)!;
    await expect(client.call('timetable.use', { release, inUse: true })).rejects.toMatchObject({
      code: 'conflict',
      details: { found: 'Europe/Paris', expected: 'Europe/London' },
    });
    await client.call('workspace.undo', {});
  });

  test('with none in use journeys by timetable are refused, and what a rule covers is measured on foot', async () => {
    const { client } = town.backend;
    const { timetables } = await client.call('provision.list', {});
    for (const { release } of timetables) await client.call('timetable.use', { release, inUse: false });
    expect((await client.call('provision.list', {})).usualDay).toBeNull();
    expect(await refusal(town, byTimetable())).toMatchObject({
      code: 'not_found',
      message: 'There is no timetable in use in this workspace.',
    });
    const question = {
      rule: "covered('*')",
      geography: 'lsoa:2011',
      period: null,
      need: null,
      order: null,
    };
    expect((await client.call('rule.evaluate', question)).notes.join(' ')).toContain('on foot');
    for (const _ of timetables) await client.call('workspace.undo', {});
    expect(await listUsed(town)).toEqual([buses, railway]);
  });

  test('a release without a timetable cannot be taken into use', async () => {
    const use = town.backend.client.call('timetable.use', { release: 1, inUse: true });
    await expect(use).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a later edition of a feed', () => {
  let town: Town;
  /** The same lines, stops and company a year later. */
  const later = aTownFeed()
    .edit('calendar.txt', (text) => text.replaceAll('2024', '2025'))
    .edit('calendar_dates.txt', (text) => text.replace('20240305', '20250304'));
  const laterTitle = 'Timetable later.zip, 2025-01-01 to 2025-12-31';
  beforeAll(async () => {
    town = await aTown({ timetable: true });
    const ended = await town.importFile('later.zip', later.zip(), timetableMapping);
    expect(warningsOf(ended)).toContain(
      `Replaces “${buses}”, an earlier edition of the same feed, which is kept but no longer used.`,
    );
  });
  afterAll(() => town.end());

  test('takes the place of the earlier one, and the list says so', async () => {
    const { timetables, usualDay } = await town.backend.client.call('provision.list', {});
    const [earlier, newer] = timetables;
    expect(earlier).toMatchObject({
      title: buses,
      inUse: false,
      why: `Replaced by “${laterTitle}”, a later edition of the same feed.`,
      replacedBy: newer!.release,
    });
    expect(newer).toMatchObject({ title: laterTitle, inUse: true, why: null, replacedBy: null });
    expect(usualDay).toBe('2025-03-04');
    expect((await reach(town, byTimetable({ date: null }))).date).toBe('2025-03-04');
  });

  test('leaves the earlier one to those who ask for its days, and says where they are', async () => {
    const error = await refusal(town, byTimetable());
    expect(error).toMatchObject({ message: 'The timetable has no service on 2024-03-05.' });
    expect(error!.hint).toContain(`Not in use, but with service that day: “${buses}”.`);
    const { client } = town.backend;
    const [earlier] = (await client.call('provision.list', {})).timetables;
    await client.call('timetable.use', { release: earlier!.release, inUse: true });
    expect(await listUsed(town)).toEqual([buses, laterTitle]);
    expect(await minutesTo(town, 5)).toBe(25);
    // Back to how it is without a choice: nothing is left chosen.
    await client.call('timetable.use', { release: earlier!.release, inUse: false });
    const [again] = (await client.call('provision.list', {})).timetables;
    expect(again!.why).toContain('Replaced by');
  });

  test('gives way again when it is taken out of the workspace', async () => {
    const { client } = town.backend;
    const newer = (await client.call('provision.list', {})).timetables.at(-1)!;
    await client.call('release.delete', { release: newer.release });
    expect(await listUsed(town)).toEqual([buses]);
    await client.call('workspace.undo', {});
    expect(await listUsed(town)).toEqual([laterTitle]);
  });
});
