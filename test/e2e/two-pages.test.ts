import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startApp, waitForMap, type App } from './app.ts';
import { button, closeDialogs, field } from './dialogs.ts';

vi.setConfig({ testTimeout: 180_000 });

let app: App;
let mine: Page;
let yours: Page;

beforeAll(async () => {
  app = await startApp();
  mine = app.page;
  yours = await mine.context().newPage();
  await yours.goto(app.url);
  for (const page of [mine, yours]) {
    page.setDefaultTimeout(20_000);
    await waitForMap(page);
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
    await yours.screenshot({ path: `${process.env['PINPOINT_SHOTS'] ?? app.home}/undo-of-another.png` });
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
    await waitForMap(mine);
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
