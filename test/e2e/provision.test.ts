import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, waitForMap, type App } from './app.ts';
import { takeFromMenu } from './dialogs.ts';

let app: App;
const lsoas = 'lsoa:2001';
const selector = 'funding:TRIAL';

const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });

async function sites(): Promise<string[]> {
  const { provision } = await app.backend.client.call('provision.list', {});
  return provision.sites.map(({ name }) => name);
}

/** Two sites on the points of the first and the fortieth area, with one delivery each of its own funding stream. */
async function addTrial(): Promise<void> {
  const { client } = app.backend;
  const { lon, lat } = await client.call('area.list', { geography: lsoas });
  const { id: provider } = await client.call('provider.save', { id: null, name: 'Trial provider' });
  const { id: programme } = await client.call('programme.save', { id: null, name: 'Trial', provider });
  for (const index of [0, 40]) {
    const place = { lon: lon[index]!, lat: lat[index]! };
    const dates = { firstDay: null, lastDay: null };
    // One after the other: each is a change of its own.
    const { id: site } = await client.call('site.save', {
      ...place,
      ...dates,
      id: null,
      name: `Trial ${index}`,
      postcode: null,
    });
    await client.call('delivery.save', {
      ...dates,
      id: null,
      programme,
      site,
      stage: 'advice',
      fundingStream: 'TRIAL',
      places: 50,
      cost: null,
      eligible: [],
    });
  }
}

beforeAll(async () => {
  app = await startApp();
  app.page.setDefaultTimeout(30_000);
  await waitForMap(app.page);
  await addTrial();
  await app.page.getByRole('tab', { name: 'Provision' }).click();
});
afterAll(() => app.close());

describe('provision on the map and in the panel', () => {
  test('the legend names the stages whose symbols are there', async () => {
    const keys = app.page.getByRole('list', { name: 'Provision' });
    await keys.getByText('Advice and guidance').waitFor();
    // Six stages, employment sites, sites at which nothing runs on the day, and sites too near each other to draw apart.
    expect(await keys.getByRole('listitem').count()).toBe(9);
  });

  test('a wrong selector is told with its place; a right one says how much it picks', async () => {
    const { page } = app;
    const field = page.getByRole('combobox', { name: 'Which deliveries' });
    await field.fill('stage:advise');
    await page
      .getByText(/\(at character \d+ of the selector\)/)
      .first()
      .waitFor();
    await field.fill(selector);
    await page.keyboard.press('Escape');
    await page.getByText(/^2 deliveries at 2 sites/).waitFor();
  });
});

describe('coverage on foot', () => {
  test('is measured as a job and equals what the backend answers', async () => {
    const { page, backend } = app;
    await page.getByRole('radio', { name: 'Walk', exact: true }).click();
    await button('Measure coverage').click();
    const sentence = page.locator('.provision-result [role=status]');
    await sentence.waitFor();
    const jobs = await backend.client.call('job.list', {});
    const done = jobs.find(({ product }) => product?.kind === 'result' && product.result === 'coverage');
    const result = await backend.client.call('job.result', { job: done!.id });
    if (result.kind !== 'coverage') throw new Error('not coverage');
    expect(await sentence.textContent()).toBe(result.coverage.sentence);
    // The people of the area live about the site on its surface point: 356 of them at 1.9 minutes, 401 at 6.8, 577 at 7.0 and
    // 527 at 9.8, worked out from the points on a plane. So half of the 1,861 are there within 7.0.
    expect(result.coverage.minutes[0]).toBeCloseTo(6.98, 1);
    expect(result.coverage.covered[0]).toBe(1);
  });

  test('stands in the table and shades the map', async () => {
    const { page } = app;
    await page
      .getByRole('columnheader', { name: /^Minutes/ })
      .first()
      .waitFor();
    await page
      .getByRole('columnheader', { name: /^Covered/ })
      .first()
      .waitFor();
    await page
      .getByRole('region', { name: 'Legend' })
      .getByText(/^Gap \(below 0\)/)
      .waitFor();
    await page.getByRole('radio', { name: 'Minutes', exact: true }).click();
    await page.getByRole('region', { name: 'Legend' }).getByText('Not reached').waitFor();
  });
});

test('the catchment of a site chosen by keyboard says how many areas and how much need it reaches', async () => {
  const { page } = app;
  await page.getByRole('button', { name: /Site$/ }).last().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Trial 0' }).click();
  const sentence = page.getByText(/LSOAs, wholly or in part, lie within 30 minutes on foot of Trial 0/);
  await sentence.waitFor();
  const reached = Number(/^([\d,]+) of/.exec((await sentence.textContent()) ?? '')?.[1]?.replace(',', ''));
  expect(reached).toBeGreaterThan(0);
  await page.getByRole('slider', { name: 'Minutes' }).focus();
  await page.keyboard.press('End');
  await page.getByText(/lie within 90 minutes on foot of Trial 0/).waitFor();
});

test('the ledger’s totals are the sums of what stands above them', async () => {
  const { page } = app;
  await button('Ledger…').click();
  const table = page.getByRole('region', { name: 'Provision ledger' }).getByRole('table');
  await table.waitFor();
  const numbers = async (rows: Locator, column: number): Promise<number[]> =>
    (await rows.locator(`:scope > :nth-child(${column})`).allTextContents()).map((text) =>
      Number(text.replaceAll(',', '')),
    );
  const body = table.locator('tbody tr:not([aria-hidden])');
  expect(await body.count()).toBe(6);
  // Areas and need are whole numbers, so that nothing is lost in writing them.
  for (const column of [3, 4]) {
    const parts = await numbers(body, column);
    const [total] = await numbers(table.locator('tfoot tr'), column);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
  }
  await button('Back to the table of areas').click();
  await page.getByRole('grid').waitFor();
});

describe('sites are changed by hand', () => {
  test('one is added by its coordinates, and undone', async () => {
    const { page } = app;
    await button('Add a site…').click();
    await button('Add the site').click();
    await page.getByText('Give the site a name.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('By hand');
    await page.getByLabel('Longitude').fill('-2.95');
    await page.getByLabel('Latitude').fill('53.41');
    await button('Add the site').click();
    await page.getByRole('heading', { name: 'Site By hand' }).waitFor();
    expect(await sites()).toContain('By hand');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await button('Undo').click();
    await page
      .getByText(/^Undone:/)
      .first()
      .waitFor();
    expect(await sites()).not.toContain('By hand');
  });

  test('Escape closes a dialog even in the moment when nothing in it holds the cursor', async () => {
    const { page } = app;
    await button('Add a site…').click();
    await page.getByLabel('Name', { exact: true }).waitFor();
    await page.evaluate(() => {
      (document.activeElement as HTMLElement).blur();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('a place is taken from the map by the keyboard', async () => {
    const { page } = app;
    await button('Add a site…').click();
    await page.getByLabel('Name', { exact: true }).fill('From the map');
    await button('Pick on the map').click();
    await button('Use the centre of the map').waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Longitude').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('From the map');
    expect(Number(await page.getByLabel('Longitude').inputValue())).toBeLessThan(-2);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

test('performance stands as a funnel plot and as a table that says what the backend answers', async () => {
  const { page, backend } = app;
  await page.getByRole('button', { name: 'Performance…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Performance of providers' });
  const expected = await backend.client.call('provision.funnel', {});
  await dialog.getByRole('img', { name: expected.sentence }).waitFor();
  for (const { name, starts, standing } of expected.points) {
    const row = dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
    expect(await row.textContent()).toContain(starts.toLocaleString('en-GB'));
    expect(await row.textContent()).toContain(standing);
  }
  // From a dialog that was opened out of this one, by the keyboard alone, the cursor goes back to what opened it.
  for (const leave of ['Escape', 'Cancel']) {
    const opener = dialog.getByRole('button', { name: /^Export/ }).first();
    await opener.press('Enter');
    await page.getByRole('menuitem', { name: /^CSV/ }).press('Enter');
    const other = page.getByRole('dialog', { name: 'Export performance' });
    await other.waitFor();
    if (leave === 'Escape') await page.keyboard.press('Escape');
    else await other.getByRole('button', { name: leave, exact: true }).press('Enter');
    await dialog.waitFor();
    await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('from a report the cursor goes back to the button of that release', async () => {
  const { page } = app;
  await takeFromMenu(page, /\.gpkg/, /^Imports/);
  const dialog = page.getByRole('dialog', { name: 'Data in this workspace' });
  const report = dialog.getByRole('button', { name: /^Report:/ }).nth(3);
  await report.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await dialog.waitFor();
  await expect.poll(() => report.evaluate((button) => button === document.activeElement)).toBe(true);
  // Escape would first take away what is said about the button.
  await dialog.getByRole('button', { name: 'Close' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
});

test('the planner chooses, proves, and shows its bound', async () => {
  const { page } = app;
  await button('Where next…').click();
  // Long enough for the proof to begin and to give a bound.
  await page.getByLabel('Time for the proof, seconds').fill('2');
  await button('Choose sites').click();
  const answer = page.getByRole('region', { name: 'The planner’s answer' });
  // A thousand candidates are measured before the proof begins.
  await answer.getByText(/Proven|The best found/).waitFor({ timeout: 100_000 });
  expect(await answer.getByRole('row').count()).toBe(1 + 3);
  expect(await answer.textContent()).toMatch(/Bound [\d,]+/);
  await button('Show on the map').click();
  await page.getByText('Proposed site, with its rank', { exact: true }).waitFor();
});

test('nothing went wrong in the page', () => {
  expect(app.faults).toEqual([]);
});
