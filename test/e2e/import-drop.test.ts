import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { shapefile, square, type Row } from '../data/import/boundaries/builders.ts';
import type { App } from './app.ts';
import {
  button,
  chooseFiles,
  field,
  startWithFolder,
  makeWorkspace,
  takeFromMenu,
  writeFixture,
} from './dialogs.ts';

let app: App;
const folder = startWithFolder(30_000, (started) => {
  app = started;
});

/** Drags files over something and lets them go, as a person with a file manager does. */
async function drop(page: Page, onto: string, files: readonly string[]): Promise<void> {
  const box = await page.locator(onto).boundingBox();
  if (box === null) throw new Error(`Nothing can be dropped on ${onto}: it is not in sight.`);
  const at = { x: box.x + box.width / 2, y: box.y + 8 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    // One follows the other.
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
}

const wardCodes = ['00BYFA', '00BYFB', '00BYFC'];
const rows: Row[] = wardCodes.map((code, at) => ({
  values: [code],
  rings: [square(-3 + at / 100, 53.4, 0.01)],
}));
const description = () => app.backend.client.call('workspace.describe', {});

describe('benchmarks', () => {
  test('of one indicator for the whole file: one that the workspace has', async () => {
    const { page } = app;
    const before = (await description()).releases.length;
    const text = 'comparator,period,value\nUK,2008-08,2.4\nNorth West,2008-08,3.1\n';
    await takeFromMenu(page, /^Import/, /^Benchmarks/);
    await chooseFiles(page, button(page, 'Choose files…'), writeFixture(folder, 'rates.csv', text));
    await page.getByText('Still needed: indicator.').waitFor();
    await page
      .locator('.mapping-form')
      .getByRole('button', { name: / Indicator needed$/ })
      .click();
    await page.getByRole('option', { name: /^jsa_rate/ }).click();
    await page.getByText('Everything needed is there.').waitFor();
    await button(page, 'Import').click();
    await page.getByText('All 2 rows taken').waitFor();
    expect((await description()).releases).toHaveLength(before + 1);
  });
});

describe('files dropped on the window', () => {
  test('are looked at: the loose parts of a shapefile together', async () => {
    const { page } = app;
    await makeWorkspace(page, 'Dropped');
    const parts = Object.entries(shapefile({ columns: [{ name: 'WD03CD' }], rows }));
    const paths = parts.map(([ending, content]) => {
      const path = join(folder, `wards.${ending}`);
      writeFileSync(path, content);
      return path;
    });
    await drop(page, '.app-main', paths);
    await button(page, 'Import').waitFor();
    expect(await page.getByRole('dialog').getByRole('heading').first().textContent()).toBe(
      'Import boundaries',
    );
    await page.getByText('wards.shp, wards.dbf').waitFor();
    expect(await field(page, 'Vintage').inputValue()).toBe('2003');
    await button(page, 'Import').click();
    await page.getByText('All 3 rows taken').waitFor();
    expect((await description()).geographies).toMatchObject([
      { geography: 'ward', vintage: '2003', areas: 3 },
    ]);
  });

  test('leave an open dialog alone, unless they are dropped on its place for files', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Import/, /^Any files/);
    const list = [writeFixture(folder, 'daf_wards.csv', 'ward_code\n00BYFA\n00BYFB\n')];
    await drop(page, '.toolbar', list);
    await button(page, 'Choose files…').waitFor();
    await drop(page, '.drop-area', list);
    await button(page, 'Import').waitFor();
    // A list of codes and nothing else is a designation; only its short name is asked for.
    expect(await page.getByRole('dialog').getByRole('heading').first().textContent()).toBe(
      'Import a designation',
    );
    await field(page, 'Name for people').fill('Deprived Areas Fund wards');
    await field(page, 'As rules call it').fill('daf');
    await page.getByText("A rule asks for it as designated('daf').").waitFor();
    await button(page, 'Import').click();
    await page.getByText('All 2 rows taken').waitFor();
    expect((await description()).designations).toMatchObject([
      { id: 'daf', name: 'Deprived Areas Fund wards' },
    ]);
  });
});

test('nothing went wrong in the page', () => {
  expect(app.faults).toEqual([]);
});
