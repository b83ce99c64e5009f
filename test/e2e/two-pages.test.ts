import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startApp, waitForAreas, type App } from './app.ts';
import { button, closeDialogs, field, takeFromMenu } from './dialogs.ts';

vi.setConfig({ testTimeout: 180_000 });

let app: App;
let mine: Page;
let yours: Page;

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
  mine = app.page;
  yours = await mine.context().newPage();
  await yours.goto(app.url);
  for (const page of [mine, yours]) {
    page.setDefaultTimeout(20_000);
    await waitForAreas(page);
  }
});
afterAll(() => app.close());

const rule = (page: Page) => page.getByRole('textbox', { name: 'Targeting rule' });

async function openProviders(page: Page): Promise<void> {
  await page.bringToFront();
  await page.getByRole('tab', { name: 'Provision' }).click();
  await button(page, 'Providers…').click();
  await page.getByRole('dialog').waitFor();
}

async function addProvider(page: Page, name: string): Promise<void> {
  await button(page, 'Add a provider…').click();
  await field(page, 'Name of the provider').fill(name);
  await page.keyboard.press('Enter');
}

/** Somebody else changes the workspace, and both pages have heard of it. */
async function addElsewhere(name: string): Promise<void> {
  const { client } = app.backend;
  await client.call('workspace.info', {});
  const { revision } = await client.call('workspace.info', {});
  await client.call('provider.save', { id: null, name });
  expect((await client.call('workspace.info', {})).revision).toBe(revision + 1);
}

const refusal = (page: Page, name: string) =>
  page.getByText(
    new RegExp(
      `Nothing was changed: since you last saw it, another window has changed the workspace: “Add ${name}” at`,
    ),
  );

/** A picture for whoever asks for one. */
async function shot(page: Page, name: string): Promise<void> {
  const shots = process.env['PINPOINT_SHOTS'];
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
}

describe('two pages of one server', () => {
  test('a form that another page has overtaken is refused once, with what changed since', async () => {
    await openProviders(mine);
    await button(mine, 'Add a provider…').click();
    await field(mine, 'Name of the provider').fill('Bridge');
    await openProviders(yours);
    await addProvider(yours, 'Northgate');
    await yours.getByText('Northgate is added.').waitFor();

    await mine.bringToFront();
    await mine.getByRole('dialog').getByText('Northgate').first().waitFor();
    await field(mine, 'Name of the provider').press('Enter');
    await mine
      .getByText(
        /Nothing was changed: since you last saw it, another window has changed the workspace: “Add Northgate” at \d\d:\d\d\./,
      )
      .waitFor();
    // The form is as it was; who knows now may go on.
    await field(mine, 'Name of the provider').press('Enter');
    await mine.getByText('Bridge is added.').waitFor();
  });

  test('each page undoes its own last step, and is told when the last is another’s', async () => {
    for (const page of [mine, yours]) {
      await page.bringToFront();
      await closeDialogs(page);
    }
    await yours.bringToFront();
    await button(yours, 'Undo').click();
    await yours.getByText('Undone: Add Northgate').waitFor();
    const { provision } = await app.backend.client.call('provision.list', {});
    expect(provision.providers.map(({ name }) => name)).toContain('Bridge');
    expect(provision.providers.map(({ name }) => name)).not.toContain('Northgate');

    await expect.poll(() => button(yours, 'Undo').isEnabled()).toBe(true);
    await button(yours, 'Undo').click();
    await yours.getByText('“Add Bridge” was done in another window.').waitFor();
    await shot(yours, 'undo-of-another');
    await yours.getByRole('button', { name: 'Undo it here' }).click();
    await yours.getByText('Undone: Add Bridge').waitFor();
  });

  test('one’s own steps stay one’s own over a reload', async () => {
    await mine.bringToFront();
    await rule(mine).fill('jsa_rate > 9');
    await mine.keyboard.press('Enter');
    await expect
      .poll(async () => (await app.backend.client.call('workspace.info', {})).targeting?.rule)
      .toBe('jsa_rate > 9');
    await mine.reload();
    await waitForAreas(mine);
    await button(mine, 'Undo').click();
    await mine.getByText('Undone: Change the rule').waitFor();
  });

  test('quick typing over and over is never refused to the one who types', async () => {
    for (const value of [8, 7, 6, 5]) {
      await rule(mine).fill(`jsa_rate > ${value}`);
      await mine.keyboard.press('Enter');
    }
    await expect
      .poll(async () => (await app.backend.client.call('workspace.info', {})).targeting?.rule)
      .toBe('jsa_rate > 5');
    expect(await mine.locator('.notice-error').count()).toBe(0);
    expect(app.faults).toEqual([]);
  });
});

describe('a form founded on what was there when it was begun', () => {
  beforeEach(async () => {
    await mine.bringToFront();
    await closeDialogs(mine);
    await mine.getByRole('tab', { name: 'Provision' }).click();
  });

  test('says what has become of its site since, and what saving would do', async () => {
    const { client } = app.backend;
    await button(mine, 'Add a site…').click();
    await mine.getByLabel('Name', { exact: true }).fill('Corner shop');
    await mine.getByLabel('Longitude').fill('-2.98');
    await mine.getByLabel('Latitude').fill('53.4');
    await button(mine, 'Add the site').click();
    await mine.getByRole('heading', { name: 'Site Corner shop' }).waitFor();
    const { provision } = await client.call('provision.list', {});
    const { id } = provision.sites.find(({ name }) => name === 'Corner shop')!;
    await client.call('workspace.info', {});
    await mine.getByLabel('Name', { exact: true }).fill('Corner shop, mine');
    await client.call('site.save', {
      id,
      name: 'Corner shop, theirs',
      lon: -2.9,
      lat: 53.4,
      postcode: null,
      firstDay: null,
      lastDay: null,
    });
    await mine.getByText('Since you began, this site was changed elsewhere.').waitFor();
    await mine.getByText('Name: Corner shop → Corner shop, theirs').waitFor();
    await mine.getByText('Place: -2.98, 53.4 → -2.9, 53.4').waitFor();
    await shot(mine, 'since-begun');
    await button(mine, 'Save the site').click();
    await mine.getByText(/“Change Corner shop, theirs” at/).waitFor();
    expect(await mine.getByLabel('Name', { exact: true }).inputValue()).toBe('Corner shop, mine');
    await button(mine, 'Save the site').click();
    await mine.getByText('Corner shop, mine is saved.').waitFor();
  });

  test('of a rate is refused once, in its dialog, with everything that was written', async () => {
    await takeFromMenu(mine, /^Import/, /^Define a rate/);
    await field(mine, 'Name in rules').fill('my_rate');
    await addElsewhere('Elsewhere two');
    await expect.poll(() => button(mine, 'Define').isEnabled()).toBe(true);
    await button(mine, 'Define').click();
    await refusal(mine, 'Elsewhere two').waitFor();
    expect(await field(mine, 'Name in rules').inputValue()).toBe('my_rate');
    await button(mine, 'Define').click();
    await mine.getByText('my_rate is defined').first().waitFor();
  });

  test('of what is deleted, or forgotten for good, is the list that was opened', async () => {
    await takeFromMenu(mine, /\.gpkg/, /^Imports and their reports/);
    await addElsewhere('Elsewhere three');
    await mine
      .getByRole('button', { name: /^Delete: / })
      .last()
      .click();
    await refusal(mine, 'Elsewhere three').waitFor();
    await button(mine, 'Forget what was deleted…').click();
    await button(mine, 'Forget for good').waitFor();
    await addElsewhere('Elsewhere four');
    await button(mine, 'Forget for good').click();
    await refusal(mine, 'Elsewhere four').first().waitFor();
    expect(await button(mine, 'Forget for good').isEnabled()).toBe(true);
  });

  test('a rule that is being written stays when another is saved meanwhile', async () => {
    const { client } = app.backend;
    await rule(mine).fill('jsa_rate > ');
    const { targeting } = await client.call('workspace.info', {});
    await client.call('workspace.setTargeting', { ...targeting!, rule: 'jsa_rate > 12' });
    await mine
      .getByText(
        'The rule of the workspace was changed elsewhere: “jsa_rate > 12”. What you have written is kept, but not saved.',
      )
      .waitFor();
    expect(await rule(mine).inputValue()).toMatch(/^jsa_rate >\s*$/);
    await button(mine, 'Use that rule').click();
    await expect.poll(() => rule(mine).inputValue()).toBe('jsa_rate > 12');
  });
});
