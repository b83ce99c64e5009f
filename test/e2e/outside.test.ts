import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { asOtherProgram, copyAsOtherProgram } from '../data/workspace/other-program.ts';
import { copyDemonstration } from '../demonstration.ts';
import { startApp, waitForAreas, type App } from './app.ts';
import { button, field } from './dialogs.ts';

vi.setConfig({ testTimeout: 180_000 });

let folder: string;
let workspace: string;
let app: App;
let mine: Page;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-outside-'));
  workspace = join(folder, 'region.gpkg');
  copyDemonstration(workspace);
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  app = await startApp({ workspace, withoutMap: true });
  mine = app.page;
  mine.setDefaultTimeout(20_000);
  await waitForAreas(mine);
}

/** A picture for whoever asks for one. */
async function shot(page: Page, name: string): Promise<void> {
  const shots = process.env['PINPOINT_SHOTS'];
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
}
const said = (page: Page) => page.getByRole('list', { name: 'Notices' });
const changed = /Another program changed region\.gpkg at \d\d:\d\d\. What you see has been read anew\./;

test('what another program changed is told on every page and shown without a reload; drafts stay', async () => {
  await open();
  const yours = await mine.context().newPage();
  yours.setDefaultTimeout(20_000);
  await yours.goto(app.url);
  await waitForAreas(yours);
  await mine.bringToFront();
  await mine.getByRole('tab', { name: 'Provision' }).click();
  await button(mine, 'Providers…').click();
  await button(mine, 'Add a provider…').click();
  await field(mine, 'Name of the provider').fill('Bridge');
  asOtherProgram(
    workspace,
    "UPDATE provider SET name = 'Acorn, renamed' WHERE id = (SELECT min(id) FROM provider)",
  );
  await said(mine).getByText(changed).waitFor();
  // Said aloud: the list is a live region, also while a dialog is open.
  expect(await said(mine).getAttribute('aria-live')).toBe('polite');
  await mine.getByRole('dialog').getByText('Acorn, renamed').first().waitFor();
  expect(await field(mine, 'Name of the provider').inputValue()).toBe('Bridge');
  await shot(mine, 'outside-changed');

  await field(mine, 'Name of the provider').press('Enter');
  await mine
    .getByText(/Nothing was changed: since you last saw it, another program has changed the workspace at/)
    .waitFor();
  expect(await field(mine, 'Name of the provider').inputValue()).toBe('Bridge');
  await field(mine, 'Name of the provider').press('Enter');
  await mine.getByText('Bridge is added.').waitFor();

  await yours.bringToFront();
  await said(yours).getByText(changed).waitFor();
});

test('a deleted file is said for as long as it holds; a copy can be saved, and what is put back opened again', async () => {
  await open();
  await mine.bringToFront();
  copyAsOtherProgram(workspace, join(folder, 'kept.gpkg'));
  rmSync(workspace);
  const banner = mine.getByRole('alert');
  await banner.getByText(/region\.gpkg is not in its place any more/).waitFor();
  await shot(mine, 'outside-gone');
  await mine.reload();
  await waitForAreas(mine);
  await banner.getByText(/region\.gpkg is not in its place any more/).waitFor();
  await mine.getByText('33 areas').first().waitFor();
  const download = mine.waitForEvent('download');
  await banner.getByRole('button', { name: 'Save a copy…' }).click();
  expect((await download).suggestedFilename()).toBe('region.gpkg');

  copyAsOtherProgram(join(folder, 'kept.gpkg'), workspace);
  await banner.getByRole('button', { name: 'Open again' }).click();
  await banner.waitFor({ state: 'detached' });
  expect((await app.backend.client.call('workspace.info', {})).lost).toBeNull();
});
