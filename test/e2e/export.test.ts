import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { pinpointJson } from '../cli/pinpoint.ts';
import type { App } from './app.ts';
import {
  button,
  chooseFiles,
  downloadsOf,
  field,
  startWithFolder,
  makeWorkspace,
  takeFromMenu,
} from './dialogs.ts';

let app: App;
const folder = startWithFolder(15_000, (started) => {
  app = started;
});

beforeAll(() => app.page.getByText('33 areas').first().waitFor());

describe('a target list', () => {
  test('is shown before it is written: counts, need, sources and licence lines', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Export/, /^CSV/);
    const preview = page.getByRole('region', { name: 'What goes on the list' });
    await preview.getByText('33 areas are in, 951 out, 0 unknown.').waitFor();
    // The published figures of July 2008: 4,912 of 36,920 claimants.
    expect(await preview.textContent()).toMatch(/4,912 .* of 36,920/);
    expect(await preview.textContent()).toContain('values are invented');
    expect(await preview.textContent()).toContain('is above 10 %');
  });

  test('leaves as CSV with its metadata and its run beside it, which makes the same file again', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Export/, /^CSV/);
    await page.getByText('33 areas are in').waitFor();
    await page.getByRole('checkbox', { name: 'Save a run file beside it' }).press('Space');
    const files = await downloadsOf(page, 3, () => button(page, 'Export CSV').click());
    // Downloads at once are told in any order.
    files.sort((a, b) => a.suggestedFilename().length - b.suggestedFilename().length);
    const [list = '', run = '', metadata] = files.map((file) => file.suggestedFilename());
    expect(list).toMatch(/^priority-.*\.csv$/);
    expect(metadata).toBe(`${list}-metadata.json`);
    expect(run).toBe(list.replace(/csv$/, 'run.json'));
    const written = readFileSync(await files[0]!.path(), 'utf8');
    expect(written.trimEnd().split('\r\n')).toHaveLength(1 + 33);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // Far from the workspace, which is found by its log among those of the person's folder.
    symlinkSync(app.home, join(folder, 'home'));
    await files[1]!.saveAs(join(folder, run));
    const again = await pinpointJson<{ same: boolean }>(folder, 'run', run);
    expect(again).toMatchObject({ same: true, written: [list, metadata], losses: [] });
    expect(readFileSync(join(folder, list), 'utf8')).toBe(written);
  });

  test('holds the first areas only where that was asked for, under the name that was given', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Export/, /^GeoJSON/);
    await page.getByRole('radio', { name: 'First N' }).click();
    await field(page, 'Number of areas, in rank order').fill('5');
    await field(page, 'File name').fill('first five');
    await page.getByText('the first 5 of 33 areas').waitFor();
    const [file] = await downloadsOf(page, 1, () => button(page, 'Export GeoJSON').click());
    expect(file!.suggestedFilename()).toBe('first five.geojson');
    const written = JSON.parse(readFileSync(await file!.path(), 'utf8')) as { features: unknown[] };
    expect(written.features).toHaveLength(5);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('leaves as a Shapefile in the National Grid by keyboard alone, and says what names it shortened', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Export/, /^Shapefile/);
    const choice = page.getByRole('radiogroup', { name: 'Coordinates' });
    await choice.getByRole('radio', { name: /^Longitude and latitude/ }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await choice.getByRole('radio', { name: /^British National Grid/ }).isChecked()).toBe(true);
    await page.getByText('33 areas are in').waitFor();
    const [file] = await downloadsOf(page, 1, () => button(page, 'Export Shapefile').press('Enter'));
    expect(file!.suggestedFilename()).toMatch(/^priority-.*\.shp\.zip$/);
    const parts = unzipSync(readFileSync(await file!.path()));
    expect(strFromU8(parts['priority_areas.prj']!)).toContain('British_National_Grid');
    await page.getByText('Names of columns are shortened').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('offers no coordinates where the format has none to choose', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Export/, /^KML/);
    await page.getByText('33 areas are in').waitFor();
    expect(await page.getByRole('radiogroup', { name: 'Coordinates' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('says what is wrong with a number instead of writing', async () => {
    const { page } = app;
    await takeFromMenu(page, /^Export/, /^Excel/);
    await page.getByRole('radio', { name: 'Up to a share' }).click();
    await field(page, 'Share of the need, per cent').fill('120');
    await page.getByText('Write a share above 0').waitFor();
    expect(await button(page, 'Export Excel workbook').isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe('another rule', () => {
  test('is compared from the evidence panel: who enters, who leaves, and how much need that is', async () => {
    const { page } = app;
    await button(page, 'Compare with…').click();
    await field(page, 'Compare with').fill('jsa_rate > 9');
    await page.getByText('Would enter (9)').waitFor();
    const words = await page.getByRole('dialog').textContent();
    expect(words).toMatch(/33 stay/);
    expect(words).toMatch(/4,912 → 5,\d{3} of 36,920/);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe('workspaces', () => {
  test('are copied, and a copy that is chosen is kept in the folder and opened', async () => {
    const { page } = app;
    const [copy] = await downloadsOf(page, 1, async () => {
      await page
        .locator('.toolbar')
        .getByRole('button', { name: /\.gpkg/ })
        .click();
      await page.getByRole('menuitem', { name: /^Save a copy/ }).click();
    });
    const path = join(folder, 'copy.gpkg');
    await copy!.saveAs(path);
    await takeFromMenu(page, /\.gpkg/, /^Open workspace/);
    await chooseFiles(page, button(page, 'Choose a file…'), path);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const info = await app.backend.client.call('workspace.info', {});
    expect([info.file.name, info.place]).toEqual(['copy.gpkg', app.home]);
  });

  test('are created by name, checked, and opened again from the list', async () => {
    const { page } = app;
    await makeWorkspace(page, 'Empty');
    await takeFromMenu(page, /Empty\.gpkg/, /^Check/);
    await page.getByText('The workspace file is in order.').waitFor();
    await page.keyboard.press('Escape');
    await takeFromMenu(page, /Empty\.gpkg/, /^Open workspace/);
    await page.getByRole('row', { name: /demonstration\.gpkg/ }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('33 areas').first().waitFor();
  });

  test('that are damaged are refused with a way out, and the open one stays', async () => {
    const { page } = app;
    const path = join(folder, 'broken.gpkg');
    writeFileSync(path, 'no database at all');
    await takeFromMenu(page, /\.gpkg/, /^Open workspace/);
    await chooseFiles(page, button(page, 'Choose a file…'), path);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/damaged or not a workspace.*backup/);
    await page.keyboard.press('Escape');
    const known = await app.backend.client.call('workspace.list', {});
    expect(known.find(({ current }) => current)?.file.name).toBe('demonstration.gpkg');
    expect(known.map(({ file }) => file.name)).not.toContain('broken.gpkg');
  });
});

test('nothing went wrong in the page', () => {
  expect(app.faults).toEqual([]);
});
