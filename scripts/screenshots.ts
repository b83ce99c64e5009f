// Writes docs/images: pictures of the real app on the demonstration, for the README. `node scripts/screenshots.ts`
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { createBackend } from '#backend';
import { buildPagesIfStale } from '../server/build-pages.ts';
import { startServer } from '../server/index.ts';
import { launchBrowser } from '../test/browser.ts';

const project = resolve(import.meta.dirname, '..');
const images = join(project, 'docs/images');
const themes = { light: 'workbench.png', dark: 'workbench-dark.png' } as const;

/** The map says when it has drawn for the first time; the rest settles within the pause. */
async function waitUntilDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('pinpoint:first-map').length > 0);
  await page.waitForTimeout(2500);
}

/** The workbench with the worst area of the first rule chosen, so that its reasons show. */
async function showReasons(page: Page): Promise<void> {
  await waitUntilDrawn(page);
  await page.getByRole('row', { name: /Liverpool 012A/ }).click();
  await page.getByText('What decides it').waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1500);
}

const home = mkdtempSync(join(tmpdir(), 'pinpoint-pictures-'));
const backend = createBackend({ holder: 'the pictures of the README', home });
const browser = await launchBrowser();
try {
  await buildPagesIfStale(project);
  await backend.openDemo();
  const server = await startServer({ backend, pages: join(project, 'dist/renderer'), port: 0 });
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(server.url);
  await showReasons(page);
  mkdirSync(images, { recursive: true });
  for (const [theme, name] of Object.entries(themes)) {
    await page.getByRole('radio', { name: new RegExp(`^${theme} theme`, 'i') }).click();
    await page.mouse.move(0, 0);
    await page.waitForTimeout(2500);
    const path = join(images, name);
    await page.screenshot({ path });
    console.log(`${name}: ${Math.round(statSync(path).size / 1000)} kB`);
  }
  await server.close();
} finally {
  await browser.close();
  await backend.close();
  rmSync(home, { recursive: true, force: true });
}
