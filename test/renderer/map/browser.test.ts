import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcomeByte } from '#contract';
import { blend, contrast, hexFromRgb, rgbFromHex } from '../../../renderer/map/colour.ts';
import { getPalette, shadingOpacity } from '../../../renderer/map/palette.ts';
import { employmentColour } from '../../../renderer/map/site-symbols.ts';
import { sequentialColours } from '../../../renderer/map/ramps.ts';
import { getBrowser } from '../../browser.ts';
import { drawMap, leaveFramesOut } from '../../e2e/app.ts';
import { listBarriers } from '../../e2e/axe.ts';
import type { Page as TestPage } from './page/main.tsx';
import { readPng, type Picture } from './picture.ts';

declare global {
  interface Window {
    page: TestPage;
  }
}

const kinds: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const ramp = sequentialColours('blues', 3, 'light');
const palette = getPalette('light');
/** Ground colour of a class on the light map. */
const groundOf = (colour: string) => blend(colour, palette.land, shadingOpacity);

let folder: string;
let server: Server;
let context: BrowserContext;
let page: Page;
const strangers: string[] = [];

/** Serves the built page with the policy the hosts have: nothing inline, nothing from elsewhere. */
function serve(folder: string): Promise<Server> {
  const policy = "default-src 'self'; style-src 'self'; img-src 'self' blob: data:; worker-src 'self'";
  const started = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : request.url!.replace(/\?.*$/, '');
    readFile(join(folder, path)).then(
      (bytes) => {
        response.writeHead(200, {
          'content-type': kinds[extname(path)] ?? 'application/octet-stream',
          'content-security-policy': policy,
        });
        response.end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) => started.listen(0, '127.0.0.1', () => resolve(started)));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pinpoint-map-'));
  await build({
    root: join(import.meta.dirname, 'page'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2024', assetsInlineLimit: 0, minify: false },
  });
  server = await serve(folder);
  await openPage();
});

afterAll(async () => {
  await context?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Tests that share one map, with graphics of their own: each begins with what the map shows at first. */
function describeOnMap(name: string, tests: () => void): void {
  describe(name, () => {
    beforeAll(() => page.evaluate(() => window.page.begin()));
    beforeEach(async () => {
      await page.mouse.move(0, 0);
      await page.evaluate(() => window.page.restart());
    });
    tests();
  });
}

async function openPage(): Promise<void> {
  context = await (
    await getBrowser()
  ).newContext({
    viewport: { width: 1000, height: 700 },
    reducedMotion: 'reduce',
  });
  await leaveFramesOut(context);
  page = await context.newPage();
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  page.on('request', (request) => {
    if (!request.url().startsWith(own) && !/^(blob|data):/.test(request.url())) strangers.push(request.url());
  });
  await page.goto(own);
  await page.waitForFunction(() => performance.getEntriesByName('pinpoint:map-at-rest').length > 0);
}

/** The picture of the map alone, and where the land is on it. */
async function look(): Promise<Look> {
  await hideFurniture(true);
  await drawMap(page);
  await settle();
  const picture = readPng(await page.screenshot());
  await drawMap(page, false);
  await hideFurniture(false);
  return { ...picture, land: findLand(picture) };
}

interface Look extends Picture {
  land: { left: number; right: number; top: number; bottom: number };
}

function hideFurniture(hidden: boolean): Promise<void> {
  return page.evaluate((hidden) => {
    for (const element of document.querySelectorAll<HTMLElement>('.map-view > :not(.map-canvas)'))
      element.style.visibility = hidden ? 'hidden' : '';
  }, hidden);
}

/** Waits until tiles have arrived and frames are drawn. */
function settle(): Promise<void> {
  return page.evaluate(() => window.page.rest());
}

/** Positions along a side, without the five at either end. */
const inner = (length: number) => Array.from({ length: length - 10 }, (_, index) => index + 5);

/** Edges of everything that is not water, leaving out the focus ring at the edge of the map. */
function findLand({ colourAt, width, height }: Picture): Look['land'] {
  const isLand = (x: number, y: number) => difference(colourAt(x, y), palette.water) > 12;
  const columns = inner(width).filter((x) => isLand(x, height / 2));
  const middle = (columns[0]! + columns.at(-1)!) / 2;
  const rows = inner(height).filter((y) => isLand(middle + 9, y));
  return { left: columns[0]!, right: columns.at(-1)!, top: rows[0]!, bottom: rows.at(-1)! };
}

/** The largest difference of the three parts of two colours. */
function difference(first: string, second: string): number {
  const [one, two] = [rgbFromHex(first), rgbFromHex(second)];
  return Math.max(...one.map((part, at) => Math.abs(part - two[at]!)));
}

/** Where a square's middle is on the screen: six in a row, the first in the south-west. */
function middleOf({ land }: Look, square: number): { x: number; y: number } {
  const column = square % 6;
  const row = Math.floor(square / 6);
  return {
    x: land.left + ((column + 0.5) * (land.right - land.left)) / 6,
    y: land.bottom - ((row + 0.5) * (land.bottom - land.top)) / 6,
  };
}

function colourOf(picture: Look, square: number): string {
  // A little beside the middle, where neither ward nor circle borders lie.
  const { x, y } = middleOf(picture, square);
  return picture.colourAt(x + 5, y + 5);
}

/** All colours within some px of a square's middle. */
function coloursAround(picture: Look, square: number, reach: number): string[] {
  const { x, y } = middleOf(picture, square);
  const span = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);
  return span.flatMap((down) => span.map((right) => picture.colourAt(x + right, y + down)));
}

const set = (change: Parameters<TestPage['set']>[0]) =>
  page.evaluate((change) => window.page.set(change), change);

/** Colours around the middles of the four districts, where their names stand. */
const coloursOfBlocks = (picture: Look) =>
  [7, 10, 25, 28].flatMap((square) => coloursAround(picture, square, 30));

/** How many of these colours are near another one. */
const countNear = (colours: readonly string[], wanted: string) =>
  colours.filter((colour) => difference(colour, wanted) < 40).length;

describeOnMap('shading', () => {
  const countPaintings = () =>
    page.evaluate(() => performance.getEntriesByName('pinpoint:map-values').length);

  test('every class has its colour, over the land, and nothing came from elsewhere', async () => {
    const picture = await look();
    for (const [square, colour] of [
      [5, ramp[0]],
      [15, ramp[1]],
      [30, ramp[2]],
    ] as const) {
      expect(difference(colourOf(picture, square), groundOf(colour!))).toBeLessThanOrEqual(2);
    }
    expect(strangers).toEqual([]);
  });

  test('no data is hatched, suppressed hatched twice, both in ink that stands out from its ground', async () => {
    const picture = await look();
    const ink = [1, 2].map((square) => countNear(coloursAround(picture, square, 16), palette.hatchLine));
    expect(ink[0]).toBeGreaterThan(50);
    expect(ink[1]).toBeGreaterThan(1.4 * ink[0]!);
    expect(countNear(coloursAround(picture, 1, 16), palette.hatchGround)).toBeGreaterThan(100);
  });

  test('new values move colours, and no shape is read again', async () => {
    await settle();
    const tiles = await page.evaluate(() => window.page.tiles());
    const paintings = await countPaintings();
    await page.evaluate(() => window.page.shift(12));
    const picture = await look();
    expect(difference(colourOf(picture, 5), groundOf(ramp[1]!))).toBeLessThanOrEqual(2);
    expect(difference(colourOf(picture, 30), groundOf(ramp[0]!))).toBeLessThanOrEqual(2);
    expect(await page.evaluate(() => window.page.tiles())).toBe(tiles);
    expect(await countPaintings()).toBe(paintings + 1);
  });

  test('a changed workspace is read again, and keeps its colours', async () => {
    await settle();
    const tiles = await page.evaluate(() => window.page.tiles());
    await set({ revision: 2 });
    const picture = await look();
    expect(await page.evaluate(() => window.page.tiles())).toBeGreaterThan(tiles);
    expect(difference(colourOf(picture, 30), groundOf(ramp[2]!))).toBeLessThanOrEqual(2);
  });

  test('another geography takes over, and back', async () => {
    await page.evaluate(() => window.page.show(true));
    expect(difference(colourOf(await look(), 1), groundOf(ramp[2]!))).toBeLessThanOrEqual(2);
    await page.evaluate(() => window.page.show(false));
    expect(difference(colourOf(await look(), 5), groundOf(ramp[0]!))).toBeLessThanOrEqual(2);
  });

  test('switched off, the land remains', async () => {
    await set({ visible: { values: false, labels: false } });
    expect(difference(colourOf(await look(), 30), palette.land)).toBeLessThanOrEqual(2);
  });
});

describeOnMap('over the shading', () => {
  test('a target has a dark line on a white casing', async () => {
    await page.evaluate((inside) => {
      const outcomes = new Uint8Array(36);
      outcomes[21] = inside;
      window.page.set({ outcomes, outlines: [] });
    }, outcomeByte.in);
    const picture = await look();
    const { x, y } = middleOf(picture, 21);
    const half = (picture.land.right - picture.land.left) / 12;
    const across = Array.from({ length: 25 }, (_, index) => picture.colourAt(x - half - 12 + index, y + 5));
    expect(across.some((colour) => difference(colour, palette.target) < 30)).toBe(true);
    expect(across.some((colour) => difference(colour, palette.targetCasing) < 30)).toBe(true);
  });

  test('names are drawn without any font file', async () => {
    const before = countNear(coloursOfBlocks(await look()), palette.text);
    await set({ visible: { labels: true } });
    expect(countNear(coloursOfBlocks(await look()), palette.text)).toBeGreaterThan(before + 200);
    expect(strangers).toEqual([]);
  });

  test('counts are circles: nine has nine fourths of the area of four, nothing has none', async () => {
    await set({ style: 'circles', breaks: [], ramp: [ramp[2]!] });
    const picture = await look();
    const inked = (square: number) =>
      coloursAround(picture, square, 28).filter(
        (colour) => difference(colour, blend(palette.circle, palette.land, 0.75)) < 6,
      ).length;
    expect(inked(9) / inked(4)).toBeGreaterThan(1.9);
    expect(inked(9) / inked(4)).toBeLessThan(2.6);
    expect(inked(0)).toBe(0);
  });

  test('circles come back after a look at shading', async () => {
    const inked = async () =>
      countNear(coloursAround(await look(), 9, 28), blend(palette.circle, palette.land, 0.75));
    await set({ style: 'circles' });
    const before = await inked();
    await set({ style: 'choropleth' });
    await settle();
    await set({ style: 'circles' });
    expect(await inked()).toBe(before);
    expect(before).toBeGreaterThan(500);
  });
});

describeOnMap('what people do', () => {
  test('hover shows a card, a click selects, Escape clears', async () => {
    const { x, y } = middleOf(await look(), 15);
    await page.mouse.move(x, y);
    await page.waitForSelector('.map-card-hover');
    expect(await page.textContent('.map-card-hover')).toBe('Square 15');
    await page.mouse.click(x, y);
    await page.waitForSelector('section[aria-label="Selected area"]');
    expect(await page.evaluate(() => window.page.selected())).toBe(15);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => window.page.selected())).toBeNull();
  });

  test('a click on the water clears too', async () => {
    const { land } = await look();
    await set({ selected: 3 });
    await page.mouse.click(land.right + 60, land.top + 300);
    expect(await page.evaluate(() => window.page.selected())).toBeNull();
  });

  test('arrow keys move the map, plus enlarges it, and "zoom to all" brings everything back', async () => {
    const before = (await look()).land;
    await page.focus('canvas');
    await page.keyboard.press('ArrowRight');
    expect((await look()).land.left).toBeLessThan(before.left - 50);
    await page.keyboard.press('-');
    const small = (await look()).land;
    expect(small.right - small.left).toBeLessThan(0.7 * (before.right - before.left));
    await page.getByRole('button', { name: 'Zoom to all' }).click();
    const after = (await look()).land;
    expect(Math.abs(after.left - before.left)).toBeLessThanOrEqual(2);
  });

  test('a selection out of sight is brought into sight', async () => {
    await page.evaluate(() => {
      window.page.set({ fitRequest: { bounds: [-3, 53.3, -2.96, 53.34], nonce: 1 } });
    });
    await settle();
    await set({ selected: 35 });
    await settle();
    expect(await page.isVisible('section[aria-label="Selected area"]')).toBe(true);
  });
});

describeOnMap('graphics', () => {
  test('lost graphics are told of, and the map is drawn again when they are back', async () => {
    await page.evaluate(() => {
      const context = document.querySelector('canvas')!.getContext('webgl2')!;
      const extension = context.getExtension('WEBGL_lose_context')!;
      Object.assign(window, { bringBack: () => extension.restoreContext() });
      extension.loseContext();
    });
    await page.getByText('The graphics system stopped').waitFor();
    await page.evaluate(() => (window as unknown as { bringBack: () => void }).bringBack());
    await page.getByText('The graphics system stopped').waitFor({ state: 'detached' });
    expect(difference(colourOf(await look(), 30), groundOf(ramp[2]!))).toBeLessThanOrEqual(2);
  });
});

describeOnMap('sites', () => {
  const east = 0.004;
  const siteAt = (id: string, lon: number, kind: 'site' | 'employment' = 'site') => ({
    id,
    name: `Name of ${id}`,
    lon,
    lat: 53.42,
    stages: [],
    kind,
    isQuiet: false,
  });
  const show = (sites: ReturnType<typeof siteAt>[]) =>
    page.evaluate((sites) => window.page.showSites(sites), sites);

  /** What the card beside the pointer says at a place; empty without one. */
  async function hoverAt(x: number, y: number): Promise<string> {
    await page.mouse.move(x + 1, y);
    await page.mouse.move(x, y);
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    return (await page.locator('.map-card-hover').allTextContents()).join('');
  }

  /** Where the sites stand before anybody moves the map: on the line between the upper and the lower half. */
  async function middle(): Promise<{ x: number; y: number }> {
    const { land } = await look();
    return { x: (land.left + land.right) / 2, y: (land.top + land.bottom) / 2 };
  }

  test('near each other are one disc with their number, and part when it is clicked', async () => {
    const { x, y } = await middle();
    await show([siteAt('west', -2.88 - east), siteAt('east', -2.88 + east)]);
    await expect.poll(() => hoverAt(x, y)).toContain('2 sites');
    await expect.poll(() => hoverAt(x, y)).toContain('Name of west');
    await page.mouse.click(x, y);
    const box = (await page.locator('.map-canvas').boundingBox())!;
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const found = async () => {
      const seen = new Set<string>();
      for (let step = -90; step <= 90; step += 10) seen.add(await hoverAt(centre.x + step, centre.y));
      return [...seen];
    };
    await expect.poll(found).toEqual(expect.arrayContaining(['west', 'east']));
  });

  test('at one place are listed by name, and one of them can be chosen', async () => {
    const { x, y } = await middle();
    await show(['a', 'b', 'c'].map((id) => siteAt(id, -2.88)));
    await expect.poll(() => hoverAt(x, y)).toContain('3 sites');
    await page.mouse.click(x, y);
    const list = page.getByRole('region', { name: 'Sites at one place' });
    await expect.poll(() => list.getByRole('button', { name: /^Name of/ }).count()).toBe(3);
    await list.getByRole('button', { name: 'Name of b' }).click();
    expect(await page.evaluate(() => window.page.selectedSite())).toBe('b');
    await page.getByRole('region', { name: 'Selected site' }).waitFor();
  });

  test('of employment have a symbol of their own', async () => {
    const { x, y } = await middle();
    const dark = async (kind: 'site' | 'employment') => {
      await show([siteAt('one', -2.88, kind)]);
      await expect.poll(() => hoverAt(x, y)).toBe('one');
      await page.mouse.move(5, 5);
      const picture = await look();
      const span = Array.from({ length: 25 }, (_, index) => index - 12);
      return countNear(
        span.flatMap((down) => span.map((right) => picture.colourAt(x + right, y + down))),
        employmentColour,
      );
    };
    expect(await dark('employment')).toBeGreaterThan((await dark('site')) + 40);
  });
});

describeOnMap('for everybody', () => {
  // In each theme, within the app: test/e2e/main-job.test.ts.
  test('nothing for axe to complain about', async () => {
    await page.evaluate(() => window.page.set({ selected: 15 }));
    await settle();
    expect(await listBarriers(page, '.map-view')).toEqual([]);
  });

  test('buttons have names and are at least 24 px', async () => {
    for (const name of ['Zoom in', 'Zoom out', 'Zoom to all', 'Hide the legend']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox();
      expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(24);
    }
  });

  test('the legend folds and unfolds', async () => {
    await page.getByRole('button', { name: 'Hide the legend' }).click();
    expect(await page.getByText('Suppressed').count()).toBe(0);
    await page.getByRole('button', { name: 'Show the legend' }).click();
    expect(await page.getByText('Suppressed').count()).toBe(1);
  });

  test('what the legend shows for a class has the colour of the map', async () => {
    const picture = await look();
    const swatch = await page
      .locator('.map-swatch')
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    const [red, green, blue] = swatch.match(/\d+/g)!.map(Number);
    expect(contrast(hexFromRgb([red!, green!, blue!]), colourOf(picture, 30))).toBeLessThan(1.03);
  });
});
