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
/** Long enough for the map to come to rest. */
const settlingMs = 2500;

async function waitUntilDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('pinpoint:map-at-rest').length > 0);
}

/** Chooses an area of the list, so that what decides it shows. */
async function showReasons(page: Page): Promise<void> {
  await page.getByRole('row', { name: /Liverpool 024A/ }).click();
  await page.getByText('What decides it').waitFor();
}

async function chooseTheme(page: Page, theme: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${theme} theme`, 'i') }).click();
}

async function takePicture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(settlingMs);
  const path = join(images, name);
  await page.screenshot({ path });
  console.log(`${name}: ${Math.round(statSync(path).size / 1000)} kB`);
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
  await waitUntilDrawn(page);
  mkdirSync(images, { recursive: true });
  await takePicture(page, 'workbench.png');
  await showReasons(page);
  await chooseTheme(page, 'dark');
  await takePicture(page, 'workbench-dark.png');
  await server.close();
} finally {
  await browser.close();
  await backend.close();
  rmSync(home, { recursive: true, force: true });
}
