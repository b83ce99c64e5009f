import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RuleResult } from '#contract';
import { rgbFromHex } from '../../renderer/map/colour.ts';
import { getPalette } from '../../renderer/map/palette.ts';
import { asOtherProgram } from '../data/workspace/other-program.ts';
import { readPng } from '../renderer/map/picture.ts';
import { drawMap, startApp, waitForMap, waitForStillness, type App } from './app.ts';
import { listBarriers } from './axe.ts';
import { button, downloadsOf } from './dialogs.ts';
import { keyboard, mouse, type Hands } from './hands.ts';

const question = {
  rule: 'jsa_rate > 10',
  geography: 'lsoa:2001',
  period: '2008-07',
  need: null,
  order: null,
};
const dafRule = "designated('daf') and jsa_rate >= 3 * benchmark(jsa_rate, 'UK')";

const legendOf = (page: Page): Locator => page.getByRole('region', { name: 'Legend' });
const resultOf = (page: Page): Locator => page.locator('.result-line');
const ruleText = (page: Page): Promise<string> =>
  page.getByRole('textbox', { name: 'Targeting rule' }).inputValue();

/** Presses that a mouse, pen or finger made. */
function countPointer(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.documentElement.dataset['pointerPresses'] ?? 0));
}

async function ask(app: App, change: Partial<typeof question>): Promise<RuleResult> {
  return app.backend.client.call('rule.evaluate', { ...question, ...change });
}

/** Pixels of the map that have this colour, but for what its edges blend into. */
async function countPixels(page: Page, colour: string): Promise<number> {
  const picture = readPng(await page.locator('.map-canvas canvas').screenshot());
  const wanted = rgbFromHex(colour);
  let total = 0;
  for (const [colour, count] of picture.countColours()) {
    const found = rgbFromHex(colour);
    if (wanted.every((part, channel) => Math.abs(part - found[channel]!) < 24)) total += count;
  }
  return total;
}

describe.each([
  ['by mouse', mouse],
  ['by keyboard alone', keyboard],
])('the main job %s', (way, makeHands) => {
  let app: App;
  let page: Page;
  let hands: Hands;

  beforeAll(async () => {
    app = await startApp();
    ({ page } = app);
    page.setDefaultTimeout(20_000);
    await waitForMap(page);
    await page.evaluate(() => {
      const { dataset } = document.documentElement;
      window.addEventListener(
        'pointerdown',
        () => (dataset['pointerPresses'] = String(Number(dataset['pointerPresses'] ?? 0) + 1)),
        { capture: true },
      );
    });
    hands = makeHands(page);
  });
  afterAll(() => app.close());

  test('begins with the rule that finds 33 areas, and says so aloud', async () => {
    await resultOf(page).getByText('33 areas, 27 clearly above, 6 borderline').waitFor();
    // The published figures of July 2008: 4,912 of 36,920 claimants.
    expect(await resultOf(page).textContent()).toMatch(/4,912 .*13\.3 % of 36,920/);
    const heard = page.locator('p[role=status]', { hasText: '33 areas, 27 clearly above' });
    await heard.waitFor({ state: 'attached' });
  });

  test('a lower threshold changes counts and legend together', async () => {
    await hands.writeRule('jsa_rate > 9');
    const { counts } = await ask(app, { rule: 'jsa_rate > 9' });
    expect(counts.in).toBeGreaterThan(33);
    await resultOf(page).getByText(`${counts.in} areas`).waitFor();
    await legendOf(page).getByText('threshold 9.0 %').waitFor();
    await legendOf(page).getByText(`Target areas (${counts.in})`).waitFor();
  });

  test('a mistake is underlined, told in a sentence and mended by one press', async () => {
    await hands.writeRule('jsa_rat > 10');
    const problem = page.locator('.rule-problem');
    await problem.waitFor();
    expect(await problem.textContent()).toMatch(/jsa_rat/);
    expect(await page.locator('.rule-mistake').textContent()).toBe('jsa_rat');
    await hands.press(button(page, 'Use jsa_rate'));
    await resultOf(page).getByText('33 areas').waitFor();
    expect(await ruleText(page)).toBe('jsa_rate > 10');
    await problem.waitFor({ state: 'detached' });
  });

  test('the slider moves the threshold in the rule; undo and redo follow', async () => {
    await savedRule(app, 'jsa_rate > 10');
    await hands.raiseThreshold();
    const moved = await waitForRule(page, (text) => text !== 'jsa_rate > 10');
    expect(Number(moved.replace('jsa_rate > ', ''))).toBeGreaterThan(10);
    const { counts } = await ask(app, { rule: moved });
    await resultOf(page).getByText(`${counts.in} areas`).waitFor();
    await savedRule(app, moved);
    await hands.press(button(page, 'Undo'));
    await waitForRule(page, (text) => text === 'jsa_rate > 10');
    await hands.press(button(page, 'Redo'));
    await waitForRule(page, (text) => text === moved);
    await hands.press(button(page, 'Undo'));
    await resultOf(page).getByText('33 areas').waitFor();
  });

  test('an area of the table is selected on the map, with its reasons, margin and interval', async () => {
    const { land, selectionCasing } = getPalette('light');
    await drawMap(page);
    await expect.poll(() => countPixels(page, land)).toBeGreaterThan(1000);
    const before = await countPixels(page, selectionCasing);
    await hands.selectFirstArea();
    const why = page.getByRole('tabpanel');
    await why.getByText('What decides it').waitFor();
    const first = await ask(app, {});
    const list = await app.backend.client.call('area.list', { geography: 'lsoa:2001' });
    const index = first.order[0]!;
    expect(await why.textContent()).toContain(list.codes[index]);
    expect(await why.textContent()).toMatch(/margin 7\.\d/);
    expect(await why.textContent()).toMatch(/95 % interval \d+\.\d to \d+\.\d % \(\d+ of [\d,]+\)/);
    await page.locator('.map-card', { hasText: list.names[index]! }).waitFor();
    await expect.poll(() => countPixels(page, selectionCasing)).toBeGreaterThan(before + 10);
    await drawMap(page, false);
  });

  test('a month earlier is asked and shown', async () => {
    await hands.press(page.getByRole('button', { name: 'Earlier period' }));
    await legendOf(page).getByText('June 2008').waitFor();
    const { counts } = await ask(app, { period: '2008-06' });
    await resultOf(page).getByText(`${counts.in} areas`).waitFor();
    await hands.press(page.getByRole('button', { name: 'Later period' }));
    await legendOf(page).getByText('July 2008').waitFor();
    await resultOf(page).getByText('33 areas').waitFor();
  });

  test('another class method is named in the legend', async () => {
    await hands.choose('Method', 'Natural');
    await legendOf(page)
      .getByText(/^Natural breaks, goodness of fit 0\.\d\d/)
      .waitFor();
    await legendOf(page).getByText('threshold 10.0 %').waitFor();
  });

  test('wards in the designation with three times the national rate are 13', async () => {
    await hands.choose('Geography', 'Wards');
    await hands.writeRule(dafRule);
    await resultOf(page).getByText('13 areas').waitFor();
    await legendOf(page).getByText('Target areas (13)').waitFor();
  });

  test('the list leaves as CSV with what the backend answers', async () => {
    const files = await downloadsOf(page, 2, async () => {
      await hands.takeFirst(page.getByRole('button', { name: /^Export/ }));
      await page.getByRole('dialog').waitFor();
      await hands.press(button(page, 'Export CSV'));
    });
    const file = files.find((item) => item.suggestedFilename().endsWith('.csv'));
    const [head, ...rows] = readFileSync(await file!.path(), 'utf8')
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n');
    const answer = await ask(app, { rule: dafRule, geography: 'ward:2003' });
    const list = await app.backend.client.call('area.list', { geography: 'ward:2003' });
    const codeAt = head!.split(',').findIndex((name) => /code/i.test(name));
    const codes = rows.map((row) => row.split(',')[codeAt]);
    expect(codes).toEqual(Array.from(answer.order.subarray(0, 13), (index) => list.codes[index]));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('was done that way, and nothing went wrong in the page', async () => {
    expect((await countPointer(page)) === 0).toBe(way === 'by keyboard alone');
    expect(app.faults).toEqual([]);
  });
});

async function waitForRule(page: Page, fits: (text: string) => boolean): Promise<string> {
  await expect.poll(async () => fits(await ruleText(page)), { timeout: 15_000 }).toBe(true);
  return ruleText(page);
}

/** A rule is saved when typing or dragging has come to rest. */
async function savedRule(app: App, rule: string): Promise<void> {
  const read = async (): Promise<string | undefined> =>
    (await app.backend.client.call('workspace.info', {})).targeting?.rule;
  await expect.poll(read, { timeout: 15_000 }).toBe(rule);
}

describe('the window', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp({ width: 1366, height: 768 });
    await waitForMap(app.page);
  });
  afterAll(() => app.close());

  test('of 1366 × 768 leaves the map 55 % of its width and 60 % of its height', async () => {
    const box = await app.page.getByRole('region', { name: 'Map', exact: true }).first().boundingBox();
    expect(box!.width).toBeGreaterThanOrEqual(0.55 * 1366);
    expect(box!.height).toBeGreaterThanOrEqual(0.6 * 768);
  });

  test('of the smallest size cuts nothing off', async () => {
    await app.page.setViewportSize({ width: 1024, height: 640 });
    const page = await app.page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect(page).toEqual({ scrollWidth: 1024, scrollHeight: 640 });
    await app.page.setViewportSize({ width: 1366, height: 768 });
  });

  test('a value a hair above the threshold is told from it in table, card and reasons', async () => {
    const { page } = app;
    const list = { geography: 'lsoa:2001', indicator: 'jsa_rate', cohort: 'all', period: '2008-07' };
    const { values } = await app.backend.client.call('observation.values', list);
    const highest = values.reduce((most, value) => (value > most ? value : most), 0);
    const threshold = (Math.ceil(highest * 1000) - 1) / 1000;
    await mouse(page).writeRule(`jsa_rate > ${threshold}`);
    await resultOf(page).getByText('1 area').waitFor();
    const row = page.getByRole('grid', { name: 'Areas' }).getByRole('row').nth(1);
    await row.click();
    const told = [
      row.locator('.table-look-value'),
      page.getByRole('region', { name: 'Selected area' }).locator('strong'),
      page.locator('.why-text').first(),
    ];
    for (const place of told) {
      const text = (await place.textContent()) ?? '';
      const shown = Number(/(?:^|jsa_rate )([\d.]+)/.exec(text)?.[1]);
      expect(shown, text).toBeGreaterThan(threshold);
      expect(shown, text).toBeCloseTo(highest, 2);
    }
    const margin = /margin ([\d.]+)/.exec((await page.locator('.why-text').first().textContent()) ?? '')?.[1];
    expect(Number(margin)).toBeGreaterThan(0);
    expect(app.faults).toEqual([]);
  });

  test.each(['light', 'dark', 'projector'])(
    'has no barrier that axe finds in the %s theme',
    async (theme) => {
      const { page } = app;
      await page.getByRole('radio', { name: new RegExp(`^${theme} theme`, 'i') }).click();
      await page.mouse.move(0, 0);
      const show = button(page, 'Show the table');
      if ((await show.count()) > 0) await show.click();
      await page.getByRole('row').nth(1).click();
      await page.getByText('What decides it').waitFor();
      await waitForStillness(page);
      expect(await listBarriers(page)).toEqual([]);
      expect(app.faults).toEqual([]);
    },
  );

  test('shows the new values at once when another program has changed the workspace', async () => {
    const { page } = app;
    const grid = page.getByRole('grid', { name: 'Areas' });
    const legend = await legendOf(page).textContent();
    asOtherProgram(
      join(app.home, 'demonstration.gpkg'),
      'UPDATE observation SET value = 0 WHERE value IS NOT NULL',
    );
    await resultOf(page).getByText('0 areas').waitFor();
    await expect.poll(() => grid.getByRole('row').nth(1).textContent()).toMatch(/0(\.0)?|–/);
    await expect.poll(() => legendOf(page).textContent()).not.toBe(legend);
    expect(app.faults).toEqual([]);
  });
});
