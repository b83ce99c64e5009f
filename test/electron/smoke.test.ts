import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildBundles, buildContent } from '../../scripts/build-desktop.ts';
import { findProgram, hasDisplay } from '../../scripts/find-desktop.ts';
import { waitForMap } from '../e2e/app.ts';

const project = resolve(import.meta.dirname, '../..');
const program = findProgram(project);
const obstacle =
  program === undefined
    ? 'the Electron program is not installed'
    : hasDisplay()
      ? undefined
      : 'there is no display; run the tests under xvfb-run';
const title = `the desktop window${obstacle === undefined ? '' : ` (skipped: ${obstacle})`}`;

describe.skipIf(obstacle !== undefined)(title, () => {
  let home: string;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'pinpoint-smoke-'));
    await buildContent(project);
    await buildBundles(project);
    const args = [`--user-data-dir=${join(home, 'user-data')}`, '.'];
    // Chromium does not start as root otherwise, which is what containers run tests as.
    if (process.getuid?.() === 0) args.unshift('--no-sandbox');
    app = await _electron.launch({
      executablePath: program!,
      args,
      cwd: project,
      env: { ...(process.env as Record<string, string>), PINPOINT_HOME: home },
    });
    page = await app.firstWindow();
  });

  afterAll(async () => {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('draws the map of the demonstration', async () => {
    await waitForMap(page);
    expect(page.url()).toBe('app://pinpoint/index.html');
    await expect.poll(() => page.title()).toContain('demonstration.gpkg');
  });

  test('shows the 33 areas of the rule', async () => {
    await expect
      .poll(() => page.getByRole('main').innerText(), { timeout: 30_000 })
      .toMatch(/\b33\b[\s\S]*areas/);
  });

  test('gives the page no way out', async () => {
    const reach = await page.evaluate(() => ({
      node: 'require' in globalThis || 'process' in globalThis,
      popup: window.open('https://example.org/') === null,
    }));
    expect(reach).toEqual({ node: false, popup: true });
    await page.evaluate(() => window.location.assign('https://example.org/'));
    expect(page.url()).toBe('app://pinpoint/index.html');
  });

  test('performs a menu entry in the page', async () => {
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('theme-dark')?.click());
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  });
});
