import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rgbFromHex } from '../../renderer/map/colour.ts';
import { getPalette } from '../../renderer/map/palette.ts';
import { readPng, type Part } from '../renderer/map/picture.ts';
import { isLong } from '../trial-length.ts';
import { drawMap, startApp, waitForMap, type App } from './app.ts';
import { listBarriers } from './axe.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  // 1280 × 800 at 200 %.
  app = await startApp({ width: 640, height: 400 });
  ({ page } = app);
  page.setDefaultTimeout(20_000);
  await waitForMap(page);
});
afterAll(() => app.close());

/** Elements that reach out of the window at the right, but for what has its own way to scroll. */
function listOverhanging(): Promise<string[]> {
  return page.evaluate(() => {
    const isInScroller = (element: Element): boolean => {
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true;
      return false;
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { right, width } = element.getBoundingClientRect();
        return width > 1 && right > window.innerWidth + 1 && !isInScroller(element);
      })
      .map((element) => element.outerHTML.slice(0, 80));
  });
}

const pageWidths = (): Promise<number[]> =>
  page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);

async function runCommand(words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.getByRole('option', { name: words }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

describe('a window of 640 × 400', () => {
  test('scrolls down to everything and never sideways', async () => {
    const [wide, window] = await pageWidths();
    expect(wide).toBeLessThanOrEqual(window!);
    expect(await listOverhanging()).toEqual([]);
    const places = [
      page.getByRole('textbox', { name: 'Targeting rule' }),
      page.getByRole('slider', { name: /^Threshold of/ }),
      page.getByRole('tab', { name: 'Provision' }),
      page.getByRole('grid', { name: 'Areas' }).getByRole('row').nth(1),
      page.getByRole('button', { name: /Indicator$/ }),
      page.getByRole('button', { name: 'Undo' }),
      page.getByRole('combobox', { name: /^Search/ }),
      page.getByText('District lines'),
    ];
    for (const place of places) {
      await place.scrollIntoViewIfNeeded();
      const box = await place.boundingBox();
      expect(box, String(place)).not.toBeNull();
      expect(box!.x, String(place)).toBeGreaterThanOrEqual(0);
      expect(box!.x + Math.min(box!.width, 600), String(place)).toBeLessThanOrEqual(641);
    }
  });

  test('has the sources of the map a click away', async () => {
    const line = page.locator('.map-foot').getByText(/^Synthetic demonstration: outlines are stylised/);
    expect(await line.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Sources', exact: true }).click();
    await line.waitFor();
    expect(await listOverhanging()).toEqual([]);
    await page.getByRole('button', { name: 'Show less' }).click();
    expect(await line.isVisible()).toBe(false);
  });

  test.each([
    ['Import any files'],
    ['Link areas'],
    ['Define a rate'],
    ['Compare with another rule'],
    ['Imports and their reports'],
    ['Export target list as CSV'],
    ['Open workspace'],
  ])('fits the dialog of “%s”', async (command) => {
    await runCommand(command);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const [wide, window] = await pageWidths();
    expect(wide).toBeLessThanOrEqual(window!);
    expect(await listOverhanging()).toEqual([]);
    const last = dialog.getByRole('button').last();
    await last.scrollIntoViewIfNeeded();
    const box = await last.boundingBox();
    expect(box!.y + box!.height).toBeLessThanOrEqual(400);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('has nothing that axe finds fault with', async () => {
    expect(await listBarriers(page)).toEqual([]);
    expect(app.faults).toEqual([]);
  });

  test('closes an empty search by Escape', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
  });
});

/** Pixels of the drawn map that are no water: beneath the legend, and whether there are any elsewhere. */
async function lookForLand(
  theme: 'light' | 'projector' = 'light',
): Promise<{ beneathLegend: number; isDrawn: boolean }> {
  const hidden = await page.addStyleTag({
    content: '.map-corner, .map-foot, .map-buttons, .map-card { opacity: 0 !important; }',
  });
  const legend = (await page.getByRole('region', { name: 'Legend' }).boundingBox())!;
  const map = (await page.locator('.map-view').boundingBox())!;
  const picture = readPng(await page.screenshot({ clip: map }));
  await hidden.evaluate((element) => (element as HTMLElement).remove());
  const water = rgbFromHex(getPalette(theme).water);
  const countLand = (part?: Part): number => {
    let land = 0;
    for (const [colour, count] of picture.countColours(part)) {
      const found = rgbFromHex(colour);
      if (water.some((part, channel) => Math.abs(part - found[channel]!) > 6)) land += count;
    }
    return land;
  };
  const [left, top] = [legend.x - map.x, legend.y - map.y];
  const beneathLegend = countLand({ left, top, right: left + legend.width, bottom: top + legend.height });
  return { beneathLegend, isDrawn: countLand() > beneathLegend + 1000 };
}

/** Where there is more room, less is hidden. */
const wide = isLong ? [[1920, 1080] as const, [1366, 768] as const] : [];

test.each([...wide, [1024, 640], [640, 800]] as const)(
  'the legend hides nothing of the region at %i × %i',
  async (width, height) => {
    await page.setViewportSize({ width, height });
    await drawMap(page);
    await expect.poll(() => lookForLand()).toEqual({ beneathLegend: 0, isDrawn: true });
  },
);

test('the folded legend leaves the region the whole width, and each district its name', async () => {
  await page.setViewportSize({ width: 640, height: 800 });
  await page.getByRole('button', { name: 'Show the legend' }).waitFor();
  const [legend, map] = await Promise.all([
    page.getByRole('region', { name: 'Legend' }).boundingBox(),
    page.locator('.map-view').boundingBox(),
  ]);
  expect(legend!.height).toBeLessThan(64);
  expect(legend!.y).toBeGreaterThan(map!.y + 0.8 * map!.height);
});

test.each([...wide, [1024, 640], [640, 800]] as const)(
  'the projector keeps its legend, which hides nothing of the region, at %i × %i',
  async (width, height) => {
    await page.setViewportSize({ width, height });
    await page.getByRole('radio', { name: /^projector theme/i }).click();
    await page.getByRole('region', { name: 'Legend' }).getByText('Target areas (33)').waitFor();
    await expect.poll(() => lookForLand('projector')).toEqual({ beneathLegend: 0, isDrawn: true });
    await page.getByRole('radio', { name: /^light theme/i }).click();
  },
);

test('forced colours leave swatches their colours and tell what is chosen', async () => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await drawMap(page, false);
  await page.emulateMedia({ forcedColors: 'active' });
  // In a window of this size the legend opens by itself, a moment after the window has it.
  await page.locator('.map-legend-rows .map-swatch').nth(4).waitFor();
  const background = (selector: string): Promise<string[]> =>
    page.locator(selector).evaluateAll((all) => all.map((item) => getComputedStyle(item).backgroundColor));
  const swatches = await background('.map-legend-rows .map-swatch');
  expect(new Set(swatches.slice(0, 5)).size).toBe(5);
  for (const [chosen, other] of [
    ['.segment[data-selected]', '.segment:not([data-selected])'],
    ['.checkbox[data-selected] .checkbox-box', '.dialog, .pane-left'],
  ] as const)
    expect((await background(chosen))[0]).not.toBe((await background(other))[0]);
  await page.getByRole('grid', { name: 'Areas' }).getByRole('row').nth(1).click();
  const edge = page.locator('.table-row[data-selected] .table-cell').first();
  expect(await edge.evaluate((cell) => getComputedStyle(cell).borderTopWidth)).toBe('3px');
  await page.emulateMedia({ forcedColors: 'none' });
});
