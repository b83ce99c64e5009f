import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBackend } from '#backend';
import type { ImportFamily, ImportMapping } from '#contract';
import { endOfJob } from '../contract/cases.ts';
import { startApp, waitForMap, type App } from './app.ts';
import { button, closeDialogs } from './dialogs.ts';
import { keyboard } from './hands.ts';

/** Names as hostile as files bring them: without a break, like HTML, from right to left, with marks that pile up. */
const names = [
  `Bolton ${'W'.repeat(300)} 001A`,
  '<img src=x onerror="document.title=\'taken\'"><b>Bolton</b> 001B',
  'منطقة بولتون الشمالية للتجربة 001C',
  `Z${'\u0301'.repeat(60)}algo 001D`,
  'Bolton 001E',
];
const longName = `Claimants ${'of everything and everyone '.repeat(12)}`;
const unbroken = 'U'.repeat(200);

let app: App;
let page: Page;
let folder: string;

function squares(): string {
  const features = names.map((name, at) => {
    const [west, east] = [-2.5 + at / 100, -2.5 + (at + 1) / 100];
    const ring = [
      [west, 53.5],
      [east, 53.5],
      [east, 53.51],
      [west, 53.51],
      [west, 53.5],
    ];
    return {
      type: 'Feature',
      properties: { LSOA11CD: `E0100000${at + 1}`, LSOA11NM: name },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

async function makeWorkspace(path: string): Promise<void> {
  const backend = createBackend({ holder: 'a test', home: folder });
  await backend.create(path);
  const { client } = backend;
  const take = async (
    family: ImportFamily,
    [name, text]: [string, string],
    change: Partial<ImportMapping> = {},
  ): Promise<void> => {
    writeFileSync(join(folder, name), text);
    const files = [backend.files.register(join(folder, name))];
    const { mapping } = await client.call('import.inspect', { family, files, hint: {} });
    const settled = { ...mapping, ...change } as ImportMapping;
    const { job } = await client.call('import.start', { files, mapping: settled });
    expect((await endOfJob(client, job)).error).toBeNull();
  };
  const numbers = names.map((_, at) => `E0100000${at + 1},${10 * (at + 1)}`).join('\n');
  const of = { geography: 'lsoa', vintage: '2011', kind: 'count', period: '2017-09' } as const;
  await take('boundaries', ['squares.geojson', squares()]);
  await take('observations', ['a.csv', `lsoa11cd,n\n${numbers}\n`], {
    ...of,
    indicator: 'claimants',
    name: longName,
  });
  await take('observations', [`${'f'.repeat(180)}.csv`, `lsoa11cd,n\n${numbers}\n`], {
    ...of,
    indicator: 'everybody',
    name: unbroken,
  });
  await backend.close();
}

beforeEach(() => closeDialogs(page));
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-names-'));
  const workspace = join(folder, `${'workspace '.repeat(12)}.gpkg`);
  await makeWorkspace(workspace);
  app = await startApp({ workspace });
  ({ page } = app);
  page.setDefaultTimeout(8_000);
  await waitForMap(page);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What reaches out of the window, but for what has its own way to scroll sideways; and what overlaps its own panel. */
const overhanging = (): Promise<string[]> =>
  page.evaluate(() => {
    const isInScroller = (element: Element): boolean => {
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true;
      return false;
    };
    const out = [...document.querySelectorAll('body *')].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return width > 1 && right > window.innerWidth + 1 && !isInScroller(element);
    });
    // Panels and dialogs go down, never sideways.
    const wide = [
      ...document.querySelectorAll('.pane-left, .pane-right, .evidence, .dialog-body, .map-legend'),
    ].filter((panel) => panel.scrollWidth > panel.clientWidth + 1);
    return [...out, ...wide].map((element) => element.outerHTML.slice(0, 120));
  });

describe.each([
  [1366, 768],
  [640, 800],
])('hostile names at %i × %i', (width, height) => {
  test('break no panel', async () => {
    await page.setViewportSize({ width, height });
    await keyboard(page).writeRule('claimants > 15 or everybody > 40');
    await page.locator('.result-line').getByText('4 areas').waitFor();
    for (const row of [1, 2, 3, 4, 5]) {
      await page.getByRole('grid', { name: 'Areas' }).getByRole('row').nth(row).click();
      await page.getByText('What decides it').waitFor();
      expect(await overhanging()).toEqual([]);
    }
  });

  test.each([
    ['Define a rate'],
    ['Imports and their reports'],
    ['Export target list as CSV'],
    ['Compare with another rule'],
  ])('break no dialog: %s', async (command) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(command);
    await page.getByRole('option', { name: command }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await overhanging()).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('break not the choice of columns', async () => {
    await button(page, 'Columns…').click();
    await page.getByRole('dialog').waitFor();
    expect(await overhanging()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

test('are text everywhere: nothing of them is run', async () => {
  expect(await page.locator('img[src=x]').count()).toBe(0);
  expect(await page.title()).not.toContain('taken');
  expect(app.faults).toEqual([]);
});

test('districts are derived from the search, and a rule asks for one by its name', async () => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('derive districts');
  await page.getByRole('option', { name: /^Derive districts/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await app.backend.client.call('workspace.describe', {})).geographies.length)
    .toBe(2);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await keyboard(page).writeRule("in_area('Bolton')");
  await page.locator('.result-line').getByText('1 area').waitFor();
  await page.getByRole('columnheader', { name: 'District' }).waitFor();
});
