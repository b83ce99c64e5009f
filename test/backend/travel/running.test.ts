import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Delivery, RuleComparison, RuleResult } from '#contract';
import { aTown, townCodes, type Town } from './a-town.ts';

const geography = 'lsoa:2011';

/** In a town without buses, where only the square of a site is reached within half an hour on foot. */
describe('rules about provision ask for what runs at the end of their period', () => {
  let town: Town;
  let delivery: Delivery;
  beforeAll(async () => {
    town = await aTown();
    await town.deliver(0, 'advice');
    const site = await town.deliver(3, 'advice', 'short');
    const { provision } = await town.backend.client.call('provision.list', {});
    delivery = provision.deliveries.find((each) => each.site === site)!;
    await town.backend.client.call('delivery.save', {
      ...delivery,
      stage: 'in_work',
      firstDay: '2024-02-01',
      lastDay: '2024-02-28',
    });
    for (const period of ['2024-02', '2024-03'])
      if ((await town.importNeed(period)).state !== 'done') throw new Error(`no need in ${period}`);
  });
  afterAll(() => town.end());

  const asked = (period: string | null, rule = "covered('stage:in_work')") => ({
    rule,
    geography,
    period,
    need: null,
    order: null,
  });
  const ask = (period: string | null, rule?: string): Promise<RuleResult> =>
    town.backend.client.call('rule.evaluate', asked(period, rule));
  const compare = (before: string, after: string): Promise<RuleComparison> =>
    town.backend.client.call('rule.compare', { a: asked(before), b: asked(after) });

  test('what has not begun is not there, and a note says so', async () => {
    const { counts, notes } = await ask('2024-01');
    expect(counts).toMatchObject({ in: 0, out: 6, unknown: 0 });
    expect(notes[0]).toContain(
      'Nothing that stage:in_work picks runs on 2024-01-31: the first of it begins on 2024-02-01. So no area is reached.',
    );
  });

  test('what ended the day before the period does is not there either; with one day more it is', async () => {
    // 2024 is a leap year: February ends with the 29th.
    expect((await ask('2024-02')).counts.in).toBe(0);
    await town.backend.client.call('delivery.end', { id: delivery.id, lastDay: '2024-02-29' });
    const running = await ask('2024-02');
    expect([...running.outcomes]).toEqual([0, 0, 0, 1, 0, 0]);
    expect(running.notes[0]).toContain('Reach of stage:in_work as it runs on 2024-02-29:');
  });

  test('without a period the newest one that the rule reads counts, else the newest there is', async () => {
    expect((await ask(null)).notes[0]).toContain('runs on 2024-03-31: the last of it ended on 2024-02-29');
    const pinned = await ask(null, "claimants@2024-02 > 0 and covered('stage:in_work')");
    expect([...pinned.outcomes]).toEqual([0, 0, 0, 1, 0, 0]);
  });

  test('minutes and sites are of that day too', async () => {
    const minutes = "minutes('stage:in_work', 'walk') <= 60";
    expect((await ask('2024-02', minutes)).counts.in).toBe(3);
    expect((await ask('2024-03', minutes)).counts).toMatchObject({ in: 0, out: 6 });
    const sites = "sites('*') >= 1";
    expect([...(await ask('2024-02', sites)).outcomes]).toEqual([1, 0, 0, 1, 0, 0]);
    expect([...(await ask('2024-03', sites)).outcomes]).toEqual([1, 0, 0, 0, 0, 0]);
  });

  test('a site that has closed ends what is delivered there', async () => {
    const { client } = town.backend;
    await client.call('site.end', { id: delivery.site, lastDay: '2024-02-15' });
    expect((await ask('2024-02')).notes[0]).toContain('the last of it ended on 2024-02-15');
    await client.call('workspace.undo', {});
    expect((await ask('2024-02')).counts.in).toBe(1);
  });

  test('between two periods the area left because the data moved it', async () => {
    const { left, entered, why } = await compare('2024-02', '2024-03');
    expect([left, entered]).toEqual([[townCodes[3]], []]);
    expect(why[townCodes[3]!]).toMatch(/^the data changed from February 2024 to March 2024: not covered by/);
    expect((await compare('2024-01', '2024-02')).entered).toEqual([townCodes[3]]);
  });

  test('where rule and period both changed, it is told which of them moved the area', async () => {
    const { why } = await town.backend.client.call('rule.compare', {
      a: asked('2024-02', "claimants >= 0 and covered('stage:in_work')"),
      b: asked('2024-03', "claimants >= 1 and covered('stage:in_work')"),
    });
    expect(why[townCodes[3]!]).toMatch(/^the data changed/);
  });

  test('a list says the day in its notes and in the titles of its columns', async () => {
    const list = await town.backend.client.call('target.list', {
      question: asked('2024-02', "minutes('stage:in_work', 'walk') <= 60"),
      title: null,
      limit: null,
      share: null,
      all: false,
      author: null,
      policy: 'none',
    });
    expect(list.notes.join(' ')).toContain('as it runs on 2024-02-29');
    expect(list.measures[0]!.name).toBe(
      'Travel to the nearest site of stage:in_work by walk, as it runs on 2024-02-29',
    );
  });
});
