import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { aFeed } from '../data/import/timetables/feed.ts';
import { waitForStillness, type App } from './app.ts';
import { listBarriers } from './axe.ts';
import {
  button,
  chooseFiles,
  closeDialogs,
  field,
  lookAtFiles,
  startWithFolder,
  makeWorkspace,
  squares,
  takeFromMenu,
  writeFixture,
} from './dialogs.ts';
import { keyboard } from './hands.ts';

let app: App;
const folder = startWithFolder(30_000, (started) => {
  app = started;
});

const codes = ['E01006512', 'E01006513', 'E01006514'];

const dialog = (page: Page): Locator => page.getByRole('dialog');
const consequence = (page: Page): Locator => page.getByRole('region', { name: 'What the import will do' });

/** Chooses for a field of the form by its label. */
async function pick(page: Page, label: string, option: string): Promise<void> {
  await page
    .locator('.mapping-form')
    .getByRole('button', { name: new RegExp(`(^| )${label}$`) })
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** The way of travelling, where it is the one that the panel has chosen. */
const modeChosen = (name: string): Locator => app.page.getByRole('radio', { name, checked: true });

const startImport = (page: Page): Promise<void> => button(page, 'Import').click();

async function violations(page: Page): Promise<string[]> {
  await waitForStillness(page);
  return listBarriers(page, '[role="dialog"]');
}

const facts = () => app.backend.client.call('provision.list', {});
const description = () => app.backend.client.call('workspace.describe', {});

describe('files of provision, each with a column that was guessed wrong or not at all', () => {
  test('boundaries come first', async () => {
    const { page } = app;
    await makeWorkspace(page, 'Network');
    await lookAtFiles(page, writeFixture(folder, 'squares.geojson', squares(codes)));
    await startImport(page);
    await page.getByText('All 3 rows taken').waitFor();
  });

  test('a directory of postcodes, with a column of its endings', async () => {
    const { page } = app;
    const text =
      'pcds,long,lat,expired\nL1 1AA,-2.995,53.405,\nL1 1AB,-2.985,53.405,2005-06-30\nL1 1AC,-2.975,53.405,\n';
    await lookAtFiles(page, writeFixture(folder, 'directory.csv', text));
    // What the file holds was told from its columns.
    expect(await dialog(page).getByRole('heading').first().textContent()).toBe('Import postcodes');
    await consequence(page).getByText('3 postcodes get a position.').waitFor();
    await pick(page, 'Out of use since', 'expired');
    await page.locator('.sample th', { hasText: 'expired' }).getByText('Ended').waitFor();
    expect(await violations(page)).toEqual([]);
    await startImport(page);
    await page.getByText('All 3 rows taken').waitFor();
    const { client } = app.backend;
    expect(await client.call('place.find', { postcode: 'L1 1AA' })).toMatchObject({
      lon: -2.995,
      note: null,
    });
    expect((await client.call('place.find', { postcode: 'L1 1AB' })).note).toMatch(/out of use/);
  });

  test('sites of which nothing is said yet: the panel says what is missing, and people walk without a timetable', async () => {
    const { page } = app;
    const text = 'name,lon,lat\nNorth shop,-2.995,53.405\nSouth shop,-2.985,53.405\n';
    await lookAtFiles(page, writeFixture(folder, 'shops.csv', text), /^Sites/);
    await startImport(page);
    await page.getByText('All 2 rows taken').waitFor();
    await closeDialogs(page);
    await page.getByRole('tab', { name: 'Provision' }).click();
    await page
      .getByText(/^0 deliveries at 0 sites.*Nothing is recorded yet about what is delivered at the 2 sites/)
      .waitFor();
    await modeChosen('Walk').waitFor();
    const { undoStep } = await app.backend.client.call('workspace.info', {});
    await app.backend.client.call('workspace.undo', { step: undoStep!.id });
    await expect.poll(async () => (await facts()).provision.sites).toEqual([]);
  });

  test('sites with deliveries: the name corrected, a word of the stage column told, the consequence in sight', async () => {
    const { page } = app;
    const text = [
      'ref,venue,known as,lon,lat,Provider,Programme,Stage,Funding',
      'a,Floor 2,North shop,-2.995,53.405,Acme,Steps,IAG,ESF',
      'a,Floor 2,North shop,-2.995,53.405,Acme,Circles,wellbeing,ESF',
      'b,Floor 1,South shop,-2.985,53.405,Bright,Start,Outreach,DAF',
      'b,Floor 1,South shop,-2.985,53.405,Bright,Start,Outreach,DAF',
      'c,Floor 9,London shop,-0.1,51.5,Bright,Start,Outreach,DAF',
    ].join('\n');
    await lookAtFiles(page, writeFixture(folder, 'sites.csv', text), /^Sites/);
    await consequence(page).getByText('Each row becomes a delivery: 3 sites and 3 deliveries').waitFor();
    for (const words of [/1 site lies outside the areas/, /1 row repeats an earlier one/, /1 row has a word/])
      // One after the other, as a person reads them.
      await consequence(page).getByText(words).waitFor();
    await consequence(page)
      .getByText(/1 site lies outside the areas/)
      .click();
    await consequence(page).getByText('row 6: London shop').waitFor({ state: 'hidden' });
    await pick(page, 'Name', 'known as');
    await consequence(page).getByText('row 6: London shop').waitFor();
    await page.getByText('Sites in or near the region').click();
    await consequence(page)
      .getByText('1 row lies more than 5 km from the areas of the workspace and was left out.')
      .waitFor();
    await page.getByText('All sites', { exact: true }).click();
    await consequence(page)
      .getByText(/1 site lies outside the areas/)
      .waitFor();
    await pick(page, '“wellbeing”, 1 row', 'Engagement');
    await consequence(page)
      .getByText(
        'Each row becomes a delivery: 3 sites and 4 deliveries; 2 providers and 3 programmes are new.',
      )
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await startImport(page);
    await page.getByText('4 of 5 rows taken').waitFor();
    await page.getByRole('heading', { name: 'Outside the areas of the workspace' }).waitFor();
    await page.getByRole('heading', { name: 'Came more than once' }).waitFor();
    expect(await violations(page)).toEqual([]);
    const { provision } = await facts();
    expect(provision.sites.map(({ name }) => name)).toEqual(['North shop', 'South shop', 'London shop']);
    expect(provision.deliveries.map(({ stage }) => stage).toSorted()).toEqual([
      'advice',
      'engagement',
      'engagement',
      'engagement',
    ]);
  });

  test('providers by keyboard alone: the programme’s column corrected', async () => {
    const { page } = app;
    const hands = keyboard(page);
    const text =
      'organisation,offer,centre,stage\nAcme,Ladders,North shop,Job entry\nNova,Wings,Nowhere,Advice\n';
    const path = writeFixture(folder, 'providers.csv', text);
    await page
      .locator('.toolbar')
      .getByRole('button', { name: /^Import/ })
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.type('Providers');
    await page.keyboard.press('Enter');
    await button(page, 'Choose files…').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await hands.press(button(page, 'Choose files…'));
    await (await chooser).setFiles(path);
    await button(page, 'Import').waitFor();
    await consequence(page)
      .getByText(/1 row names a site that the workspace does not have/)
      .waitFor();
    await hands.choose(' Programme', 'offer');
    await page.locator('.sample th', { hasText: 'offer' }).getByText('Programme').waitFor();
    await consequence(page).getByText('1 delivery; 1 programme is new.').waitFor();
    await hands.press(button(page, 'Import'));
    await page.getByText('1 of 2 rows taken').waitFor();
    const { provision } = await facts();
    const made = provision.deliveries.find(({ stage }) => stage === 'job_entry')!;
    const programme = provision.programmes.find(({ id }) => id === made.programme)!;
    expect([programme.name, made.site]).toEqual(['Ladders', 'a']);
  });

  test('performance by postcode: provider and period of the whole file, the outcomes’ column corrected', async () => {
    const { page } = app;
    const text = [
      'postcode,starts,got work',
      'L1 1AA,40,10',
      'L1 1AA,20,8',
      'L1 1AC,30,6',
      'L9 9ZZ,10,1',
    ].join('\n');
    await lookAtFiles(page, writeFixture(folder, 'returns.csv', text), /^Performance/);
    await page.getByText('Still needed: provider, period.').waitFor();
    await startImport(page);
    // Nothing starts while something is missing: the cursor goes there.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')))
      .toBe('true');
    await dialog(page).getByRole('combobox', { name: 'Provider of the file' }).fill('Acme');
    // On to the next field: the list of known providers closes.
    await page.keyboard.press('Tab');
    await field(page, 'Period of the file').fill('2007/08');
    await pick(page, 'Job outcomes', 'got work');
    await consequence(page)
      .getByText(/3 records by postcode are added up to 2 rows by LSOAs 2011/)
      .waitFor();
    await consequence(page)
      .getByText(/1 row has a postcode that the directory lacks/)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await startImport(page);
    await page.getByText('3 of 4 rows taken').waitFor();
    await page.getByRole('heading', { name: 'Postcodes that were not found' }).waitFor();
    expect(await dialog(page).textContent()).not.toContain('L9 9ZZ');
    const { performance } = await facts();
    expect(performance).toMatchObject({ rows: 2, periods: ['2007/08'], geographies: ['lsoa:2011'] });
    const { points } = await app.backend.client.call('provision.funnel', {
      success: 'outcomes',
      by: 'provider',
    });
    expect(points).toMatchObject([{ name: 'Acme', starts: 90, successes: 24 }]);
  });

  test('a timetable: health before and after, and undo takes it out again', async () => {
    const { page } = app;
    const at = (lon: number, lat = 53.405) => ({ stop_lat: lat, stop_lon: lon });
    const feed = aFeed()
      .stop('A', at(-2.995))
      .stop('B', at(-2.975))
      .stop('C', at(-2.9, 55))
      .stop('D', at(-2.9, 55.1))
      .service('weekdays', '1111100', '20240101', '20240114')
      .trip(
        'T1',
        [
          ['A', '08:00:00'],
          ['B', '08:10:00'],
        ],
        { service_id: 'weekdays' },
      )
      .trip(
        'T2',
        [
          ['A', '09:00:00'],
          ['B', 'nine'],
        ],
        { service_id: 'weekdays' },
      )
      .trip(
        'T3',
        [
          ['C', '09:00:00'],
          ['D', '09:30:00'],
        ],
        { service_id: 'weekdays' },
      );
    const path = join(folder, 'buses.zip');
    writeFileSync(path, feed.zip());
    await lookAtFiles(page, path);
    expect(await dialog(page).getByRole('heading').first().textContent()).toBe('Import a timetable');
    await consequence(page).getByText('1 of 3 trips and 2 of 4 stops are kept.').waitFor();
    const health = page.getByRole('region', { name: 'Health of the timetable' });
    await health
      .getByRole('img', { name: /^1 Jan 2024 to 12 Jan 2024, 10 days with service: 1 trips? on every day/ })
      .waitFor();
    await health.getByText('times that are none').waitFor();
    await page.getByRole('radio', { name: /^Everything/ }).click({ force: true });
    await consequence(page).getByText('3 trips at 4 stops are kept.').waitFor();
    await page.getByRole('radio', { name: /^Trips that call in or near/ }).click({ force: true });
    await field(page, 'Margin about the areas, km').fill('-1');
    await page.getByText('Write the margin in kilometres, 0 or more.').waitFor();
    await field(page, 'Margin about the areas, km').fill('3');
    await consequence(page).getByText('1 of 3 trips and 2 of 4 stops are kept.').waitFor();
    expect(await violations(page)).toEqual([]);
    await startImport(page);
    await page.getByText('Cut to the region: 1 of 3 trips').waitFor();
    await page.getByRole('heading', { name: 'Problems in the feed' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect((await facts()).timetables).toHaveLength(1);
    await button(page, 'Undo the import').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await facts()).timetables).toEqual([]);
    await modeChosen('Walk').waitFor();
    const { redoStep } = await app.backend.client.call('workspace.info', {});
    await app.backend.client.call('workspace.redo', { step: redoStep!.id });
    await modeChosen('Transit').waitFor();
  });

  test('every release is listed and opens its report again', async () => {
    const { page } = app;
    await expect.poll(async () => (await description()).releases.length).toBe(6);
    await takeFromMenu(page, /\.gpkg/, /^Imports/);
    for (const word of ['Timetable', 'Performance', 'Providers', 'Sites', 'Postcodes', 'Boundaries'])
      // One row after the other.
      await dialog(page).getByRole('cell', { name: word, exact: true }).waitFor();
    await page.getByRole('button', { name: /^Report: Timetable/ }).click();
    await page.getByRole('img', { name: /10 days with service/ }).waitFor();
    expect(await button(page, 'Undo the import').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Report: 3 sites and/ }).click();
    await page.getByRole('heading', { name: 'Came more than once' }).waitFor();
  });
});

describe('what cannot be taken as it is read', () => {
  test('is refused before the import, with file and remedy', async () => {
    const { page } = app;
    const text = 'name,lon,lat,pc\nFar,here,there,ZZ1 1ZZ\nOff,x,y,ZZ1 1ZZ\n';
    await lookAtFiles(page, writeFixture(folder, 'nowhere.csv', text), /^Sites/);
    const alert = consequence(page).getByRole('alert');
    await alert.getByText(/No row of “nowhere.csv” can be taken: in row 2/).waitFor();
    await alert.getByText('Check which columns the mapping names.').waitFor();
    await page.getByText('As it is read now, nothing of the file can be taken.').waitFor();
  });
});

test.each(['dark', 'projector'])(
  'the form of sites has no barrier that axe finds in the %s theme',
  async (theme) => {
    const { page } = app;
    await page.getByRole('radio', { name: new RegExp(`^${theme} theme`, 'i') }).click();
    const text =
      'name,lon,lat,provider,stage\nShop,-2.995,53.405,Acme,mystery\nHub,-2.985,53.405,Acme,Advice\n';
    await takeFromMenu(page, /^Import/, /^Sites/);
    await chooseFiles(page, button(page, 'Choose files…'), writeFixture(folder, 'themes.csv', text));
    await consequence(page)
      .getByText(/Each row becomes a delivery/)
      .waitFor();
    expect(await violations(page)).toEqual([]);
  },
);

test('nothing went wrong in the page', () => {
  expect(app.faults).toEqual([]);
});
