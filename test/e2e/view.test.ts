import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, waitForAreas, type App } from './app.ts';
import { button } from './dialogs.ts';
import { keyboard } from './hands.ts';

let app: App;
let page: Page;
const method = (): Locator => page.getByRole('button', { name: /Method$/ });
const search = (): Locator => page.getByRole('combobox', { name: /^Search/ });

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
  ({ page } = app);
  page.setDefaultTimeout(20_000);
  await waitForAreas(page);
});
afterAll(() => app.close());

test('the class method is saved with the workspace and undone like a rule', async () => {
  await keyboard(page).choose('Method', 'Natural breaks');
  await method().getByText('Natural breaks').waitFor();
  await expect.poll(async () => (await info()).undo).toBe('Change the classes of the map');
  await page.reload();
  await method().getByText('Natural breaks').waitFor();
  await keyboard(page).press(button(page, 'Undo'));
  await method().getByText('Quantiles').waitFor();
  expect((await info()).style).toBeNull();
});

test('sorting goes to the top of the table, and its head stays in sight', async () => {
  const grid = page.getByRole('grid', { name: 'Areas' });
  await grid.focus();
  await page.keyboard.press('End');
  await grid.locator('[aria-rowindex="985"]').waitFor();
  await keyboard(page).press(grid.getByRole('button', { name: 'Name', exact: true }));
  const first = grid.locator('[aria-rowindex="2"]');
  await first.waitFor();
  const [head, row, whole] = await Promise.all([
    grid.getByRole('columnheader', { name: 'Name', exact: true }).boundingBox(),
    first.boundingBox(),
    grid.boundingBox(),
  ]);
  expect(head!.y).toBeCloseTo(whole!.y, 0);
  expect(row!.y).toBeGreaterThanOrEqual(head!.y + head!.height - 1);
  expect(row!.y + row!.height).toBeLessThan(whole!.y + whole!.height);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
});

const shownOf = (label: string): Locator => page.getByRole('button', { name: new RegExp(`${label}$`) });
const layer = (): Locator => page.getByRole('checkbox', { name: 'District lines' });

test('what is shown, of which areas and when, layers and search text outlive a reload, saved or not', async () => {
  await keyboard(page).choose('Indicator', 'Incapacity benefit rate');
  await keyboard(page).choose('Geography', 'Wards');
  await layer().focus();
  await page.keyboard.press('Space');
  await search().fill('everton');
  await page.keyboard.press('Escape');
  // Sooner than the rule, which goes with the areas, is saved.
  await page.reload();
  await shownOf('Indicator').getByText('Incapacity benefit rate').waitFor();
  await shownOf('Geography').getByText('Wards').waitFor();
  await expect.poll(() => search().inputValue()).toBe('everton');
  expect(await layer().isChecked()).toBe(false);
  await keyboard(page).choose('Geography', 'LSOAs');
});

test('what is searched for and shown in one workspace is not so in another, and is there again', async () => {
  const { file } = await info();
  const said = page.locator('p.visually-hidden[role=status]').last();
  await expect.poll(() => said.textContent()).toMatch(/33 areas/);
  await keyboard(page).choose('Indicator', 'Residents');
  await search().fill('kirkdale');
  await app.backend.client.call('workspace.create', { name: 'other', at: null });
  await page.getByText('This workspace has no areas yet').waitFor();
  expect(await search().inputValue()).toBe('');
  expect(await said.textContent()).toBe('');
  const layers = page.evaluate(() => localStorage.getItem('pinpoint.choices'));
  const [first, second] = Object.values(
    JSON.parse((await layers)!) as Record<string, { layers: { districts: boolean } }>,
  );
  expect([first!.layers.districts, second!.layers.districts]).toEqual([false, true]);
  await app.backend.client.call('workspace.open', { file });
  // The open list of the search hides the rest from assistive technology, as it should.
  await page.locator('.pane-left .select-value').getByText('Residents', { exact: true }).waitFor();
  expect(await search().inputValue()).toBe('kirkdale');
  expect(app.faults).toEqual([]);
});

const info = () => app.backend.client.call('workspace.info', {});
