import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, waitForAreas, type App } from './app.ts';
import { button, downloadsOf, takeFromMenu } from './dialogs.ts';
import { keyboard } from './hands.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
  ({ page } = app);
  page.setDefaultTimeout(20_000);
  await waitForAreas(page);
});
afterAll(() => app.close());

/** Titles of the columns, in their order. */
const heads = (): Promise<string[]> =>
  page.getByRole('grid', { name: 'Areas' }).getByRole('columnheader').allTextContents();
const imd = 'Deprivation score';
const forward = () => page.getByRole('button', { name: /^Move Deprivation score.* forward$/ });
const firstRow = () => page.getByRole('grid', { name: 'Areas' }).getByRole('row').nth(1);

test('every indicator is offered, added by keyboard alone, and filled with its values', async () => {
  const { indicators } = await app.backend.client.call('workspace.describe', {});
  await keyboard(page).press(button(page, 'Columns…'));
  const offered = page.getByRole('group', { name: 'Indicators, for all people' }).getByRole('checkbox');
  await offered.first().waitFor();
  expect(await offered.count()).toBe(indicators.filter(({ periods }) => periods.length > 0).length);
  await page.getByRole('textbox', { name: 'Find a column' }).focus();
  await page.keyboard.type('deprivation sc');
  await expect.poll(() => offered.count()).toBe(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await forward().waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await heads()).some((title) => title.startsWith(imd))).toBe(true);
  const list = { geography: 'lsoa:2001', indicator: 'imd_score', cohort: 'all', period: null };
  const { values } = await app.backend.client.call('observation.values', list);
  const { codes } = await app.backend.client.call('area.list', { geography: 'lsoa:2001' });
  const code = (await firstRow().getByRole('gridcell').nth(1).textContent())!;
  const at = (await heads()).findIndex((title) => title.startsWith(imd));
  const shown = await firstRow().getByRole('gridcell').nth(at).textContent();
  expect(Number(shown)).toBeCloseTo(values[codes.indexOf(code)]!, 0);
});

test('a column moves by keyboard, keeps the cursor, and stays where it was put over a reload', async () => {
  await keyboard(page).press(button(page, 'Columns…'));
  await forward().focus();
  const before = (await heads()).findIndex((title) => title.startsWith(imd));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect(await forward().evaluate((element) => element === document.activeElement)).toBe(true);
  await page
    .getByRole('dialog')
    .getByRole('status')
    .filter({ hasText: new RegExp(`is column ${before - 1} of`) })
    .waitFor();
  await page.keyboard.press('Escape');
  const moved = await heads();
  expect(moved.findIndex((title) => title.startsWith(imd))).toBe(before - 2);
  await page.reload();
  await firstRow().waitFor();
  await expect.poll(heads).toEqual(moved);
});

test('a target list takes the added indicators along, or leaves them', async () => {
  await takeFromMenu(page, /^Export/, /^CSV/);
  await page
    .getByRole('checkbox', { name: /^With the indicators added to the table: Deprivation/ })
    .waitFor();
  await page.getByText('33 areas are in').waitFor();
  await page.getByText(/Jobseeker's Allowance rate, July 2008;.*Deprivation score/).waitFor();
  const files = await downloadsOf(page, 2, () => button(page, 'Export CSV').click());
  files.sort((a, b) => a.suggestedFilename().length - b.suggestedFilename().length);
  const [head, first] = readFileSync(await files[0]!.path(), 'utf8').split('\r\n');
  const at = head!.split(',').indexOf('imd_score');
  expect(at).toBeGreaterThan(0);
  expect(Number(first!.split(',')[at])).toBeGreaterThan(0);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('another workspace has its usual columns', async () => {
  const { file } = await app.backend.client.call('workspace.info', {});
  const { file: other } = await app.backend.client.call('workspace.create', { name: 'other', at: null });
  expect(other).not.toEqual(file);
  await page.getByText('This workspace has no areas yet').waitFor();
  const kept = await page.evaluate(() => localStorage.getItem('pinpoint.choices'));
  expect(Object.values(JSON.parse(kept!) as Record<string, { columns: unknown }>).at(-1)!.columns).toEqual({
    shown: {},
    order: [],
  });
  expect(app.faults).toEqual([]);
});
