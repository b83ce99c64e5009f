import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { CallName } from '#contract';
import { startApp, waitForAreas, type App } from './app.ts';
import { button, closeDialogs, field, takeFromMenu } from './dialogs.ts';
import { holdNext } from './late.ts';

/** The components of the page, where the first answer is slow and the second fast: the second must stay. */

let app: App;
const geography = 'lsoa:2001';

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
  app.page.setDefaultTimeout(90_000);
  await waitForAreas(app.page);
});
afterEach(() => closeDialogs(app.page));
afterAll(() => app.close());

interface Late {
  call: CallName;
  first: () => Promise<unknown>;
  second: () => Promise<unknown>;
  /** What shows the answer to the second question. */
  shown: () => Locator;
}

/** Asks twice, lets the first answer come last, and looks whether the second is still there, unchanged. */
async function expectSecondStays({ call, first, second, shown }: Late): Promise<void> {
  const held = await holdNext(app.page, call);
  await first();
  await held.asked;
  await second();
  await shown().waitFor();
  const before = await shown().textContent();
  await held.arrive();
  await shown().waitFor();
  expect(await shown().textContent()).toBe(before);
}

/** Chooses an option of the choice with this label. */
async function choose(label: string, option: string | RegExp): Promise<void> {
  await app.page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
  await app.page.getByRole('option', { name: option }).click();
}

test('areas that are searched for', async () => {
  const box = app.page.getByRole('combobox', { name: /^Search areas/ });
  await expectSecondStays({
    call: 'area.search',
    first: () => box.fill('Liverpool 01'),
    second: () => box.fill('Knowsley 00'),
    shown: () =>
      app.page
        .getByRole('group', { name: 'Areas' })
        .filter({ has: app.page.getByRole('option', { name: /^Knowsley 00/ }).first() })
        .filter({ hasNot: app.page.getByRole('option', { name: /^Liverpool/ }) }),
  });
  await box.fill('');
  await app.page.keyboard.press('Escape');
});

test('why an area is in', async () => {
  const row = (nth: number): Promise<void> => app.page.getByRole('row').nth(nth).click();
  const why = app.page.locator('.why');
  await expectSecondStays({
    call: 'rule.explain',
    first: () => row(2),
    second: () => row(4),
    shown: () => why.filter({ has: app.page.locator('.why-sentence') }),
  });
});

test('the indicator that is shown', async () => {
  const { page } = app;
  const [one, other] = (await app.backend.client.call('workspace.describe', {})).indicators.filter(
    ({ kind, periods }) => kind === 'count' && periods.length > 0,
  );
  await expectSecondStays({
    call: 'observation.values',
    first: () => choose('Indicator', one!.name),
    second: () => choose('Indicator', other!.name),
    shown: () => page.getByRole('region', { name: 'Legend' }).filter({ hasText: other!.name }),
  });
});

test('what another rule would change', async () => {
  const { page } = app;
  await takeFromMenu(page, /^Export/, /^Compare with another rule/);
  await expectSecondStays({
    call: 'rule.compare',
    first: () => field(page, 'Compare with').fill('jsa_rate > 40'),
    second: () => field(page, 'Compare with').fill('jsa_rate > 5'),
    shown: () => page.locator('.compare-line').filter({ hasText: /^\+[1-9]/ }),
  });
});

test('the list that an export would write', async () => {
  const { page } = app;
  await takeFromMenu(page, /^Export/, /^CSV/);
  await expectSecondStays({
    call: 'target.list',
    first: () => page.getByText('Every area', { exact: true }).click(),
    second: () => page.getByText('First N', { exact: true }).click(),
    shown: () => page.locator('.export-facts').filter({ hasText: 'The list holds' }),
  });
});

test('the employment sites that an area reaches', async () => {
  const { page } = app;
  await page.getByRole('tab', { name: 'Provision' }).click();
  const slider = page.getByRole('slider', { name: 'Minutes' });
  const { sentence } = await app.backend.client.call('destinations.list', {
    geography,
    origin: { area: 'E01900190' },
    day: '2008-07-31',
    travel: { mode: 'transit', limit: 90, window: '09:00-09:01' },
  });
  await page
    .getByRole('row', { name: /Liverpool 019E/ })
    .first()
    .click();
  await expectSecondStays({
    call: 'destinations.list',
    first: () => slider.press('Home'),
    second: () => slider.press('End'),
    shown: () => page.getByText(sentence),
  });
});

test('how providers do, and how they reach areas', async () => {
  const { page } = app;
  const held = await holdNext(page, 'provision.funnel');
  await page.getByRole('button', { name: /^Performance/ }).click();
  const dialog = page.getByRole('dialog');
  await held.asked;
  await dialog.getByText('Programmes', { exact: true }).click();
  const table = dialog.locator('.funnel-table tbody');
  await table.waitFor();
  const programmes = await table.textContent();
  await held.arrive();
  expect(await table.textContent()).toBe(programmes);
  await dialog.getByText('Areas', { exact: true }).click();
  await dialog.getByText(/^Starts per 100 people in need/).waitFor();
  const { providers } = (await app.backend.client.call('provision.list', {})).provision;
  const other = providers.find(({ name }) => name !== 'Peninsula Works');
  await expectSecondStays({
    call: 'provision.reach',
    first: () => choose('Provider', other!.name),
    second: () => choose('Provider', 'Peninsula Works'),
    shown: () => dialog.locator('p[role=status]'),
  });
});

test('the ledger', async () => {
  const { page } = app;
  const held = await holdNext(page, 'ledger.start');
  await button(page, 'Ledger…').click();
  await held.asked;
  await choose('Rows', /^Wards|^Ward/);
  const rows = page.locator('.ledger-answer:not([data-old]) tbody tr:not([aria-hidden])');
  await rows.first().waitFor();
  const wards = await rows.first().textContent();
  await held.arrive();
  expect(await rows.first().textContent()).toBe(wards);
  await button(page, 'Back to the table of areas').click();
});

test('a place that is looked up while it is typed', async () => {
  const { page } = app;
  await button(page, 'Add a site…').click();
  await page.getByRole('radio', { name: 'Easting, northing' }).click();
  await page.getByLabel('Northing').fill('390200');
  await expectSecondStays({
    call: 'place.find',
    first: async () => {
      await page.getByLabel('Easting').fill('334500');
      await button(page, 'Find the place').click();
    },
    second: async () => {
      await page.getByLabel('Easting').fill('340000');
      await button(page, 'Find the place').click();
    },
    shown: () => page.getByText(/^Found at longitude/),
  });
});
