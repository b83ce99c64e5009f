import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Provision } from '#contract';
import { startApp, waitForAreas, waitForMap, type App, type AppOptions } from './app.ts';
import { chooseFiles, closeDialogs, makeFolder } from './dialogs.ts';

let app: App;
const folder = makeFolder();
const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });
const exact = (name: string): Locator => app.page.getByRole('button', { name, exact: true });

async function provision(): Promise<Provision> {
  return (await app.backend.client.call('provision.list', {})).provision;
}

async function nextUndo(): Promise<string | null> {
  return (await app.backend.client.call('workspace.info', {})).undo;
}

async function undo(): Promise<void> {
  const what = await nextUndo();
  await exact('Undo').click();
  await app.page.getByText(`Undone: ${what}`).first().waitFor();
}

/** Opens the dialog of a site that is chosen by its name. */
async function openSite(name: string): Promise<void> {
  await app.page.getByRole('button', { name: /Site$/ }).last().click();
  await app.page.getByRole('option', { name, exact: true }).click();
  await button('Change, move or end this site…').click();
  await app.page.getByRole('dialog', { name: `Site ${name}` }).waitFor();
}

/** The panel of provision for the tests of one group, with an app of their own. */
function openPanel(options: Pick<AppOptions, 'withoutMap'>): void {
  beforeAll(async () => {
    app = await startApp(options);
    app.page.setDefaultTimeout(60_000);
    await (options.withoutMap === true ? waitForAreas : waitForMap)(app.page);
    await app.page.getByRole('tab', { name: 'Provision' }).click();
    await app.page.getByRole('radio', { name: 'Walk', exact: true }).click();
  });
  afterAll(() => app.close());
}

function expectNoFaults(): void {
  test('nothing went wrong in the page', () => {
    expect(app.faults).toEqual([]);
  });
}

/** A site with deliveries that have no end, and one of these. */
async function aBusySite(): Promise<{
  site: Provision['sites'][number];
  delivery: Provision['deliveries'][number];
}> {
  const { sites, deliveries } = await provision();
  const delivery = deliveries.find(({ firstDay }) => firstDay !== null)!;
  return { site: sites.find(({ id }) => id === delivery.site)!, delivery };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

describe('beside the map', () => {
  openPanel({ withoutMap: true });

  describe('what is delivered is changed by hand', () => {
    test('a delivery: problems stand beside their fields, and undo brings back what was there', async () => {
      const { page } = app;
      const before = await provision();
      const { site, delivery } = await aBusySite();
      await openSite(site.name);
      const programme = before.programmes.find(({ id }) => id === delivery.programme)!.name;
      await page
        .getByRole('button', { name: `Change ${programme}`, exact: true })
        .first()
        .click();
      const form = page.getByRole('region', { name: 'Change the delivery' });
      await form.getByLabel('Places a year').fill('-3');
      await form.getByLabel('Last day').fill('1999-01-01');
      await form.getByRole('button', { name: 'Save the delivery' }).click();
      await form.getByText('Enter 0 or more, or leave it empty where it is not known.').waitFor();
      await form.getByText('The last day is before the first.').waitFor();
      expect(await provision()).toEqual(before);
      await form.getByLabel('Places a year').fill('7');
      await form.getByLabel('Last day').fill('');
      await form.getByRole('checkbox', { name: 'sex female' }).focus();
      await page.keyboard.press('Space');
      await form.getByRole('button', { name: 'Save the delivery' }).click();
      await form.waitFor({ state: 'detached' });
      const after = await provision();
      const changed = after.deliveries.filter((one) => !before.deliveries.some((old) => same(old, one)));
      expect(changed).toHaveLength(1);
      expect(changed[0]).toMatchObject({ places: 7, lastDay: null });
      expect(changed[0]!.eligible).toContain('sex=female');
      expect(await nextUndo()).toBe(`Change ${programme} at ${site.name}`);
      await closeDialogs(page);
      await undo();
      expect(await provision()).toEqual(before);
    });

    test('a provider is added and renamed', async () => {
      const { page } = app;
      await button('Providers…').click();
      await button('Add a provider…').click();
      await exact('Add the provider').click();
      await page.getByText('Give it a name.').waitFor();
      await page.getByLabel('Name of the provider').fill('New Hands');
      await page.keyboard.press('Enter');
      await button('Rename New Hands').click();
      await page.getByLabel('Name of the provider').fill('Many Hands');
      await page.keyboard.press('Enter');
      await button('Add a programme of Many Hands').click();
      await page.getByLabel('Name of the programme').fill('Handy');
      await page.keyboard.press('Enter');
      await page
        .getByRole('table', { name: 'Programmes of Many Hands' })
        .getByText('Handy', { exact: true })
        .waitFor();
      const { providers, programmes } = await provision();
      const added = providers.find(({ name }) => name === 'Many Hands')!;
      expect(programmes.find(({ name }) => name === 'Handy')?.provider).toBe(added.id);
      await closeDialogs(page);
      for (const what of ['Add Handy', 'Change Many Hands', 'Add New Hands']) {
        // Each undo uncovers the next.
        expect(await nextUndo()).toBe(what);
        await undo();
      }
    });

    test('a place outside the British National Grid is refused beside its field; one inside places the site', async () => {
      const { page } = app;
      await button('Add a site…').click();
      await page.getByLabel('Name', { exact: true }).fill('By grid');
      await page.getByRole('radio', { name: 'Easting, northing' }).click();
      await page.getByLabel('Easting').fill('9334500');
      await page.getByLabel('Northing').fill('390200');
      await exact('Find the place').click();
      await page.getByText(/lies outside the British National Grid/).waitFor();
      await page.getByLabel('Easting').fill('334500');
      await exact('Add the site').click();
      await page.getByRole('heading', { name: 'Site By grid' }).waitFor();
      const site = (await provision()).sites.find(({ name }) => name === 'By grid')!;
      // Pier Head, Liverpool, is about 334000, 390300: 53.40 N, 2.99 W.
      expect(site.lon).toBeCloseTo(-2.986, 2);
      expect(site.lat).toBeCloseTo(53.405, 2);
      await page.getByRole('radio', { name: 'Longitude, latitude' }).click();
      await page.getByLabel('Longitude').fill('-2.95');
      await exact('Save the site').click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await nextUndo()).toBe('Move By grid');
      await undo();
      await undo();
      expect((await provision()).sites.some(({ name }) => name === 'By grid')).toBe(false);
    });
  });

  describe('the ledger', () => {
    beforeAll(async () => {
      await button('Ledger…').click();
      await rows().first().waitFor();
    });
    const rows = (): Locator =>
      app.page.locator('.ledger-answer:not([data-old]) tbody tr:not([aria-hidden])');

    test('a row points out its areas, and an area its row', async () => {
      const { page } = app;
      await rows().first().getByRole('button').focus();
      await page.keyboard.press('Enter');
      const name = await rows().first().getByRole('rowheader').textContent();
      await page.getByRole('region', { name: 'Legend' }).getByText(name!, { exact: true }).waitFor();
      expect(await rows().first().getAttribute('data-selected')).toBe('true');
      await page.getByRole('combobox').first().fill('Liverpool 024A');
      await page
        .getByRole('option', { name: /Liverpool 024A/ })
        .first()
        .click();
      const chosen = page.locator('.ledger-table tr[data-selected] th');
      await expect.poll(() => chosen.first().textContent(), { timeout: 20_000 }).toBe('Liverpool');
    });

    test('sorts by a column, up and down', async () => {
      const need = async (): Promise<number[]> =>
        (await rows().locator(':scope > :nth-child(4)').allTextContents()).map((text) =>
          Number(text.replaceAll(',', '')),
        );
      await exact('Need').click();
      const down = await need();
      expect(down).toEqual(down.toSorted((a, b) => b - a));
      await exact('Need').click();
      expect(await need()).toEqual(down.toReversed());
    });

    test('answers which target areas have no advice, as a count made here does', async () => {
      const { page, backend } = app;
      await button(/^Which target areas/).click();
      const sentence = page.locator('.ledger-answer:not([data-old]) .ledger-sentence');
      await expect.poll(() => sentence.textContent(), { timeout: 60_000 }).toMatch(/target LSOAs/);
      const said = /^(None|[\d,]+) of/.exec((await sentence.textContent()) ?? '')![1]!;
      // Counted from the columns of coverage, without the ledger.
      const question = {
        rule: 'jsa_rate > 10',
        geography: 'lsoa:2001',
        period: '2008-07',
        need: null,
        order: null,
      };
      const { outcomes } = await backend.client.call('rule.evaluate', question);
      const { job } = await backend.client.call('coverage.start', {
        geography: 'lsoa:2001',
        selector: 'stage:advice',
        day: '2008-07-31',
        travel: { mode: 'transit', limit: 30 },
        need: { indicator: 'jsa_claimants', period: '2008-07' },
      });
      await expect
        .poll(async () => (await backend.client.call('job.get', { job })).state, { timeout: 60_000 })
        .toBe('done');
      const result = await backend.client.call('job.result', { job });
      if (result.kind !== 'coverage') throw new Error('not coverage');
      const { siteCount } = result.coverage;
      const unserved = [...outcomes].filter((outcome, area) => outcome === 1 && siteCount[area] === 0).length;
      expect(said).toBe(unserved === 0 ? 'None' : String(unserved));
      await button('All rows again').click();
      await expect.poll(() => rows().count(), { timeout: 60_000 }).toBe(6);
    });

    test('answers where three contracts serve the same people', async () => {
      await button(/^Where do three contracts/).click();
      const sentence = app.page.locator('.ledger-answer:not([data-old]) .ledger-sentence');
      await expect
        .poll(() => sentence.textContent(), { timeout: 60_000 })
        .toMatch(/three .*programmes serve the same/);
      await button('All rows again').click();
      await exact('Back to the table of areas').click();
    });
  });

  expectNoFaults();
});

describe('on the map', () => {
  openPanel({});

  test('coverage of provision as it was is marked, drawn nowhere, and measured again by one click', async () => {
    const { page } = app;
    await button('Measure coverage').click();
    const legend = page.getByRole('region', { name: 'Legend' });
    await legend.getByText(/^Gap \(below 0\)/).waitFor();
    const { site } = await aBusySite();
    // Another client, which looks before it changes anything.
    await app.backend.client.call('workspace.info', {});
    await app.backend.client.call('site.move', { id: site.id, lon: site.lon + 0.05, lat: site.lat });
    await page.getByText('Provision has changed since coverage was measured.').waitFor();
    await legend.getByText(/^Gap \(below 0\)/).waitFor({ state: 'detached' });
    expect(await page.getByRole('columnheader', { name: /^Covered/ }).count()).toBe(0);
    await exact('Undo').click();
    await exact('Undo it here').click();
    // What was measured holds again.
    await legend.getByText(/^Gap \(below 0\)/).waitFor();
    await exact('Redo').click();
    await page.locator('.map-stale').getByRole('button', { name: 'Measure again' }).click();
    await page.locator('.map-stale').waitFor({ state: 'detached' });
    await legend.getByText(/^Gap \(below 0\)/).waitFor();
    await undo();
  });

  test('a form that goes to the map and comes back holds on to what was there when it was begun', async () => {
    const { page, backend } = app;
    await button('Add a site…').click();
    await page.getByLabel('Name', { exact: true }).fill('From the map');
    // Another client, which looks before it changes anything.
    await backend.client.call('workspace.info', {});
    await backend.client.call('provider.save', { id: null, name: 'Elsewhere' });
    await button('Pick on the map').click();
    await button('Use the centre of the map').waitFor();
    await page.keyboard.press('Enter');
    await exact('Add the site').click();
    await page.getByText(/Nothing was changed: .*another window .*: “Add Elsewhere” at/).waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('From the map');
    await exact('Add the site').click();
    await page.getByRole('heading', { name: 'Site From the map' }).waitFor();
    await closeDialogs(page);
    // Each undoes what it did itself.
    await exact('Undo').click();
    await page.getByText('Undone: Add From the map').waitFor();
    await backend.client.call('workspace.undo', {});
  });

  describe('the planner', () => {
    const answer = (): Locator => app.page.getByRole('region', { name: 'The planner’s answer' });

    test('takes places and costs from a file, forbids one by a click, and keeps to its budget', async () => {
      const { page, backend } = app;
      const { lon, lat } = await backend.client.call('area.list', { geography: 'lsoa:2001' });
      const places = [0, 200, 400, 600].map(
        (at, index) => `c${index},Place ${index},${lon[at]},${lat[at]},${1000 * (index + 1)}`,
      );
      const path = join(folder, 'places.csv');
      writeFileSync(path, `id,name,lon,lat,cost\n${places.join('\n')}\n`);
      await button('Where next…').click();
      await page.getByRole('radio', { name: 'A budget' }).click();
      await page.getByLabel('Budget, £').fill('3500');
      await page
        .getByText(/A budget needs the cost of every candidate/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: /New sites may be$/ }).click();
      await page.getByRole('option', { name: 'at places from a file' }).click();
      await chooseFiles(page, button('Choose the file…'), path);
      await page.getByText('places.csv: 4 places, 4 with a cost').waitFor();
      expect(await page.getByLabel('Cost of a site at Place 2, £').inputValue()).toBe('3000');
      await page.getByLabel('Cost of a site at Place 2, £').fill('500');
      await page.getByRole('checkbox', { name: /^Place 0/ }).focus();
      await page.keyboard.press('Space');
      await page.getByText('3 of 4 places allowed').waitFor();
      await button('Choose sites').click();
      await answer()
        .getByText(/Proven|The best found/)
        .waitFor();
      const chosen = page.getByRole('table', { name: 'Chosen sites' });
      const text = (await chosen.textContent()) ?? '';
      expect(text).not.toContain('Place 0');
      const costs = await chosen.locator('tbody tr > :nth-child(5)').allTextContents();
      const spent = costs.reduce((sum, cost) => sum + Number(cost.replaceAll(',', '')), 0);
      expect(spent).toBeLessThanOrEqual(3500);
      expect(spent).toBeGreaterThan(0);
    });

    test('lists the areas that nothing allowed can reach by name, and points them out on the map', async () => {
      const { page } = app;
      const summary = answer().getByText(/areas that nothing allowed can reach$/);
      await summary.focus();
      await page.keyboard.press('Enter');
      const count = Number(/^[\d,]+/.exec((await summary.textContent()) ?? '')![0].replace(',', ''));
      const names = answer().getByRole('list', { name: 'Areas that nothing allowed can reach' });
      expect(await names.getByRole('listitem').count()).toBe(count);
      await exact('Show them on the map').click();
      await page
        .getByRole('region', { name: 'Legend' })
        .getByText('Areas that nothing allowed can reach')
        .waitFor();
      await button('Where next…').click();
    });

    test('stands beside the map with its ranks, and a proposed site becomes a site that undo takes back', async () => {
      const { page } = app;
      await button('Show on the map').click();
      await page.getByText('Proposed site, with its rank', { exact: true }).waitFor();
      const first = page.getByRole('table', { name: 'Chosen sites' }).locator('tbody tr').first();
      const name = (await first.getByRole('rowheader').getByRole('button').textContent()) ?? '';
      await first.getByRole('button', { name: `Add ${name} as a site` }).click();
      await answer()
        .getByText(/Provision has changed since these sites were chosen/)
        .waitFor();
      await first.getByRole('button', { name: `Open ${name}` }).waitFor();
      // What it would add was reckoned without it.
      expect(await first.locator(':scope > :nth-child(3)').textContent()).toBe('–');
      expect((await provision()).sites.some((site) => site.name === name)).toBe(true);
      await undo();
      await first.getByRole('button', { name: `Add ${name} as a site` }).waitFor();
      await answer()
        .getByText(/Proven|The best found/)
        .waitFor();
      await exact('Back to the table of areas').click();
    });
  });

  expectNoFaults();
});
