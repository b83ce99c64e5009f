import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Request, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decodeFrame } from '#contract';
import { rgbFromHex } from '../../renderer/map/colour.ts';
import { getPalette } from '../../renderer/map/palette.ts';
import { hasRealData } from '../real-data.ts';
import { readPng } from '../renderer/map/picture.ts';
import { drawMap, startApp, waitForMap, type App } from './app.ts';
import { makeEngland } from './england.ts';

// A whole country drawn without a graphics card, perhaps while other tests run.
const patienceMs = 120_000;
vi.setConfig({ testTimeout: 3 * patienceMs, hookTimeout: 3 * patienceMs });

const { land, water } = getPalette('light');

function isNear(colour: string, other: string): boolean {
  const [found, wanted] = [rgbFromHex(colour), rgbFromHex(other)];
  return wanted.every((part, channel) => Math.abs(part - found[channel]!) <= 6);
}

/** What the right half of the map shows, clear of the legend: the share that values colour, and in how many colours. */
async function lookAtMap(page: Page): Promise<{ coloured: number; colours: number }> {
  const picture = readPng(await page.locator('.map-canvas canvas').screenshot({ timeout: patienceMs }));
  const { width, height } = picture;
  const part = { left: 0.5 * width, top: 0.05 * height, right: 0.9 * width, bottom: 0.8 * height };
  const all = [...picture.countColours(part)];
  const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);
  const pixels = sum(all.map(([, count]) => count));
  const counts = all
    .filter(([colour]) => !isNear(colour, land) && !isNear(colour, water))
    .map(([, count]) => count);
  return {
    coloured: sum(counts) / pixels,
    colours: counts.filter((count) => count > pixels / 200).length,
  };
}

/** What became of the tiles that a page asked for. */
interface Tiles {
  answered: number;
  /** Why the others were not. */
  failed: string[];
}

/** Follows every tile that the page asks for from now on. */
function followTiles(page: Page): Tiles {
  const tiles: Tiles = { answered: 0, failed: [] };
  const isTile = (request: Request): boolean => {
    const body = request.url().endsWith('/call') ? request.postDataBuffer() : null;
    return body !== null && (decodeFrame(body) as { name: string }).name === 'area.tile';
  };
  const take = async (response: Response): Promise<void> => {
    if (!isTile(response.request())) return;
    if (!response.ok()) return void tiles.failed.push(`HTTP ${response.status()}`);
    const answer = decodeFrame(await response.body()) as { error?: { message: string } };
    if (answer.error === undefined) tiles.answered += 1;
    else tiles.failed.push(answer.error.message);
  };
  page.on('response', (response) => {
    take(response).catch((error: unknown) => tiles.failed.push(String(error)));
  });
  page.on('requestfailed', (request) => {
    if (isTile(request)) tiles.failed.push(request.failure()?.errorText ?? 'no answer');
  });
  return tiles;
}

/** Areas of several classes cover at least this share of the right half of the map. */
async function expectDrawn(page: Page, share: number): Promise<void> {
  await expect
    .poll(() => lookAtMap(page), { timeout: patienceMs, interval: 1000 })
    .toSatisfy((seen: Awaited<ReturnType<typeof lookAtMap>>) => seen.coloured > share && seen.colours >= 3);
}

describe.skipIf(!hasRealData)(
  'England’s 32,844 LSOAs in the browser (skipped: real data not present)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'pinpoint-england-'));
    let app: App;
    let tiles: Tiles;

    beforeAll(async () => {
      const workspace = join(folder, 'england.gpkg');
      await makeEngland(workspace);
      app = await startApp({
        workspace,
        width: 1024,
        height: 640,
        onPage: (page) => (tiles = followTiles(page)),
      });
      app.page.setDefaultTimeout(patienceMs);
      await waitForMap(app.page, patienceMs);
      await drawMap(app.page);
    });
    afterAll(async () => {
      await app?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test('are all there', async () => {
      const { geographies } = await app.backend.client.call('workspace.describe', {});
      expect(geographies.find(({ geography }) => geography === 'lsoa')?.areas).toBe(32_844);
      await app.page.getByText('32,844 areas').first().waitFor();
    });

    test('are drawn in their classes', () => expectDrawn(app.page, 0.15));

    test('are drawn where the map is zoomed and panned to', async () => {
      const { page } = app;
      const box = (await page.locator('.map-canvas').boundingBox())!;
      // The Midlands: areas on every side.
      const [x, y] = [box.x + box.width * 0.68, box.y + box.height * 0.5];
      await page.mouse.move(x, y);
      for (let turns = 0; turns < 3; turns += 1) {
        await page.mouse.wheel(0, -300);
        // The next turn comes when this one has been drawn.
        await expectDrawn(page, 0.15);
      }
      await expectDrawn(page, 0.6);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 120, y - 60, { steps: 8 });
      await page.mouse.up();
      await expectDrawn(page, 0.6);
      await page.locator('.map-canvas canvas').focus();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('+');
      await expectDrawn(page, 0.6);
    });

    test('take another indicator, and nothing goes wrong in the page', async () => {
      const { page } = app;
      await page.getByRole('button', { name: /Indicator$/ }).click();
      await page.getByRole('option', { name: /rank/i }).click();
      await page.getByRole('region', { name: 'Legend' }).getByRole('heading', { name: /rank/i }).waitFor();
      await expectDrawn(page, 0.6);
      expect(app.faults).toEqual([]);
      expect(await page.getByText('could not be drawn').count()).toBe(0);
    });

    test('come in tiles of which none failed', () => {
      expect(tiles.failed).toEqual([]);
      expect(tiles.answered).toBeGreaterThan(6);
    });
  },
);
