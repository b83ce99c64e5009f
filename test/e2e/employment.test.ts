import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Destinations } from '#contract';
import { startApp, waitForAreas, type App } from './app.ts';

let app: App;
const area = 'E01900190';

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
  app.page.setDefaultTimeout(30_000);
  await waitForAreas(app.page);
  await app.page.getByRole('tab', { name: 'Provision' }).click();
});
afterAll(() => app.close());

/** What the backend answers for the same area, in so many minutes, by a time. */
function answer(limit: number, by: [string, string]): Promise<Destinations> {
  return app.backend.client.call('destinations.list', {
    geography: 'lsoa:2001',
    origin: { area },
    day: '2008-07-31',
    travel: { mode: 'transit', limit, window: by.join('-') },
  });
}

const table = (): Locator => app.page.getByRole('table', { name: /^Employment sites that/ });
const names = (): Promise<string[]> => table().locator('tbody th').allTextContents();

test('an area that is selected in the table is asked where its people can work, by the end of the window', async () => {
  const { page } = app;
  await page.getByText('Select an area on the map or in the table to see which employment sites').waitFor();
  await page.getByRole('row', { name: /Liverpool 019E/ }).click();
  const { sentence, results } = await answer(30, ['09:00', '09:01']);
  await page.getByText(sentence).waitFor();
  expect(await names()).toEqual(results.map(({ name }) => name));
  expect(await table().locator('tbody tr').first().textContent()).toContain(results[0]!.leaveBy!);
});

test('the list follows the sliders', async () => {
  const { page } = app;
  await page.getByRole('slider', { name: 'Minutes' }).focus();
  await page.keyboard.press('End');
  await page.getByText((await answer(90, ['09:00', '09:01'])).sentence).waitFor();
  await page.getByRole('slider', { name: 'Time of day' }).focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft');
  // 06:00 to 08:00 now: by 08:00.
  await page.getByText((await answer(90, ['08:00', '08:01'])).sentence).waitFor();
});

test('it is sorted by keyboard, what has no value last', async () => {
  const { page } = app;
  await table().getByRole('button', { name: 'Jobs' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await names())[0]).toBe('Estuary Point Business Park');
  // How many jobs it has is not known.
  expect((await names()).at(-1)).toBe('Causeway Distribution Centre');
  expect(await table().getByRole('columnheader', { name: 'Jobs' }).getAttribute('aria-sort')).toBe(
    'descending',
  );
});

test('choosing a site selects it on the map and keeps the list', async () => {
  const { page } = app;
  await table().getByRole('button', { name: 'Heron Basin Shipyard' }).focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => table().getByRole('button', { name: 'Heron Basin Shipyard' }).getAttribute('aria-pressed'))
    .toBe('true');
  await page.getByText(/LSOAs, wholly or in part, can .*Heron Basin Shipyard/).waitFor();
  expect(await table().locator('tbody tr').count()).toBe(12);
});

test('the list leaves as a file with every fact about it', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Export the list…' }).click();
  // Its metadata comes beside it.
  const download = page.waitForEvent('download', (file) => file.suggestedFilename().endsWith('.csv'));
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain('site_id,site_name,site_kind');
  expect(text).toContain('Heron Basin Shipyard');
});

test('nothing went wrong in the page', () => {
  expect(app.faults).toEqual([]);
});
