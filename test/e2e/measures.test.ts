import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reachStates } from '#contract';
import { startApp, waitForAreas, type App } from './app.ts';
import { button, closeDialogs, downloadsOf, takeFromMenu } from './dialogs.ts';

let app: App;
const legend = (): Locator => app.page.getByRole('region', { name: 'Legend' });
const header = (name: RegExp): Locator => app.page.getByRole('columnheader', { name }).first();

/** Chooses an option of the choice with this label. */
async function choose(label: string, option: string | RegExp): Promise<void> {
  await app.page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
  await app.page.getByRole('option', { name: option }).click();
}

/** How many areas the legend counts in its classes and hatches; unsure ones are in the classes too. */
async function countedAreas(): Promise<number> {
  const apart = legend()
    .locator('.map-legend-rows li')
    .filter({ hasNotText: /^of these/ });
  const rows = await apart.locator('.map-legend-count').allTextContents();
  return rows.reduce((sum, text) => sum + Number(text.replace(/[^\d]/g, '')), 0);
}

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
  app.page.setDefaultTimeout(30_000);
  await waitForAreas(app.page);
});
afterAll(() => app.close());

describe('coverage once it is measured', () => {
  beforeAll(async () => {
    const { page } = app;
    await page.getByRole('tab', { name: 'Provision' }).click();
    await button(page, 'Measure coverage').click();
    await page.getByText(/people in need .* are within 30 minutes/).waitFor();
  });

  test('shades the map by the score, with classes that hold every area', async () => {
    await app.page.getByRole('radio', { name: 'Places', exact: true }).click();
    await legend()
      .getByText(/^Places per 100 in need that can be reached \(2SFCA\)/)
      .waitFor();
    await legend()
      .getByText(/^Quantiles/)
      .waitFor();
    expect(await countedAreas()).toBe(984);
  });

  test('offers every figure, counts as circles and shares in classes that stay', async () => {
    await choose('Shade the map by', /^Funding streams/);
    await legend()
      .getByText(/^Funding streams in reach/)
      .waitFor();
    await app.page.getByText('Counts are drawn as circles').waitFor();
    await choose('Shade the map by', /^Gap, %/);
    await app.page.getByText('Breaks at 20, 40, 60, 80').waitFor();
    await choose('Shade the map by', /^Places, E2SFCA/);
    await legend()
      .getByText(/nearer places counting more/)
      .waitFor();
  });

  test('stands in the table with unit, selector and day in the title of its head', async () => {
    const { page } = app;
    await button(page, 'Columns…').click();
    for (const name of ['Balance', 'Places, E2SFCA per 100', 'Nearest site'])
      await page.getByRole('checkbox', { name, exact: true }).waitFor();
    // The box itself is not to be seen: its label takes the click.
    await page.getByText('Nearest site', { exact: true }).click();
    await button(page, 'Done').click();
    await header(/^Nearest site/).waitFor();
    const score = header(/^Places, 2SFCA/).getByRole('button');
    expect(await score.getAttribute('title')).toMatch(
      /^Places per 100 in need .*“\*” as it runs on 2008-07-31, within 30 minutes by public transport/,
    );
    await score.click();
    await expect.poll(() => header(/^Places, 2SFCA/).getAttribute('aria-sort')).toBe('descending');
  });

  test('may stand beside the areas of a target list', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Export/, /^CSV/);
    await page.getByRole('checkbox', { name: /^With the coverage measured: \*/ }).waitFor();
    await page.getByText('33 areas are in').waitFor();
    const files = await downloadsOf(page, 2, () => button(page, 'Export CSV').click());
    files.sort((a, b) => a.suggestedFilename().length - b.suggestedFilename().length);
    const [head, ...lines] = readFileSync(await files[0]!.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(head).toContain(
      'coverage_score,coverage_enhanced_score,coverage_deliveries_without_places,nearest_site,nearest_site_name',
    );
    expect(lines).toHaveLength(33);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe('reach of providers by area', () => {
  test('stands in a table with what is withheld marked, and goes on the map', async () => {
    const { page } = app;
    await closeDialogs(page);
    await page.getByRole('button', { name: /^Performance/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Areas' }).click();
    await choose('Provider', 'Peninsula Works');
    const reach = await app.backend.client.call('provision.reach', {
      geography: 'ward:2003',
      need: { indicator: 'jsa_claimants', period: '2008-07' },
      provider: 'v05',
    });
    await dialog.getByText(reach.sentence, { exact: true }).waitFor();
    await dialog.getByRole('cell', { name: /^≥/ }).first().waitFor();
    await button(page, 'Show on the map').click();
    await dialog.waitFor({ state: 'detached' });
    await legend()
      .getByText(/^Reach: starts per 100 in need, at least/)
      .waitFor();
    expect(await countedAreas()).toBe(132);
    const suppressed = legend().getByRole('listitem').filter({ hasText: 'Suppressed' });
    const withheld = [...reach.startsPer100.states].filter((state) => reachStates[state] === 'suppressed');
    expect(withheld.length).toBeGreaterThan(0);
    expect(await suppressed.textContent()).toContain(String(withheld.length));
    const part = [...reach.startsPer100.states].filter((state) => reachStates[state] === 'at least');
    const dotted = legend().getByRole('listitem').filter({ hasText: 'of these, at least that' });
    expect(await dotted.textContent()).toBe(`of these, at least that${part.length} areas`);
  });

  test('stands in the table of the wards, where nothing withheld looks like a number', async () => {
    const column = header(/^Starts per 100/);
    await column.waitFor();
    expect(await column.getByRole('button').getAttribute('title')).toContain('Peninsula Works');
    await column.getByRole('button').click();
    await column.getByRole('button').click();
    await expect.poll(() => column.getAttribute('aria-sort')).toBe('ascending');
    const cells = app.page.getByRole('gridcell', { name: /^(≥ )?[\d.]+$/ });
    await cells.first().waitFor();
  });

  test('gives way to the indicator again', async () => {
    await choose('Shade the map by', /^The indicator/);
    await legend()
      .getByText(/JSA claimants|Jobseeker/)
      .first()
      .waitFor();
    expect(app.faults).toEqual([]);
  });
});
