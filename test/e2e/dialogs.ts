import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startApp, type App, type AppOptions } from './app.ts';

/** A folder of its own for the files that a test makes. */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'pinpoint-files-'));
}

/**
 * Starts the app for the tests of a file, each of which begins without a dialog, and answers a folder of their own. `take` gets
 * the app, without its map where nothing else is said; `patience` is how long, in milliseconds, the page is waited for. Both are
 * gone after the tests.
 */
export function startWithFolder(
  patience: number,
  take: (app: App) => void,
  options: AppOptions = { withoutMap: true },
): string {
  const folder = makeFolder();
  let app: App;
  beforeAll(async () => {
    app = await startApp(options);
    app.page.setDefaultTimeout(patience);
    take(app);
  });
  beforeEach(() => closeDialogs(app.page));
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Writes a small file of the test's own and answers its path. */
export function writeFixture(folder: string, name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** LSOAs of 2011 as GeoJSON: squares of a hundredth of a degree beside one another, from 3° W, 53.4° N. */
export function squares(codes: string[]): string {
  const features = codes.map((code, at) => {
    const [west, east] = [-3 + at / 100, -3 + (at + 1) / 100];
    const ring = [
      [west, 53.4],
      [east, 53.4],
      [east, 53.41],
      [west, 53.41],
      [west, 53.4],
    ];
    return {
      type: 'Feature',
      properties: { LSOA11CD: code, LSOA11NM: `Square ${at + 1}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** A button by its whole name. */
export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

/** A text field of the open dialog. */
export function field(page: Page, label: string): Locator {
  return page.getByRole('dialog').getByRole('textbox', { name: label });
}

/** Opens a menu of the toolbar and takes the entry that begins so. */
export async function takeFromMenu(page: Page, menu: RegExp, entry: RegExp): Promise<void> {
  await page.locator('.toolbar').getByRole('button', { name: menu }).click();
  await page.getByRole('menuitem', { name: entry }).click();
  await page.getByRole('dialog').waitFor();
}

/** Presses a button that opens the file dialog and chooses there. */
export async function chooseFiles(page: Page, opener: Locator, files: string | string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await opener.click();
  await (await chooser).setFiles(files);
}

/** The import dialog with a file in it, its mapping in sight. */
export async function lookAtFiles(page: Page, files: string | string[], entry = /^Any files/): Promise<void> {
  await takeFromMenu(page, /^Import/, entry);
  await chooseFiles(page, button(page, 'Choose files…'), files);
  await button(page, 'Import').waitFor();
}

/** Makes an empty workspace through its dialog and closes the import that it offers next. */
export async function makeWorkspace(page: Page, name: string): Promise<void> {
  await takeFromMenu(page, /\.gpkg/, /^New workspace/);
  await field(page, 'Name').fill(name);
  await page.keyboard.press('Enter');
  await button(page, 'Choose files…').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Files that something makes the browser download. */
export async function downloadsOf(page: Page, count: number, act: () => Promise<void>): Promise<Download[]> {
  const taken: Download[] = [];
  const all = new Promise<void>((resolve) => {
    const take = (download: Download): void => {
      taken.push(download);
      if (taken.length < count) return;
      page.off('download', take);
      resolve();
    };
    page.on('download', take);
  });
  await act();
  await all;
  return taken;
}

/** Closes whatever dialog is open, so that one failed test does not fail the next. */
export async function closeDialogs(page: Page): Promise<void> {
  const open = page.getByRole('dialog');
  for (let tries = 0; (await open.count()) > 0 && tries < 10; tries++) {
    const before = await open.count();
    await page.keyboard.press('Escape');
    // One press may only close a menu in it, or ask first: then the next one follows soon.
    await expect
      .poll(() => open.count(), { timeout: 500, interval: 20 })
      .toBeLessThan(before)
      .catch(() => undefined);
  }
}
