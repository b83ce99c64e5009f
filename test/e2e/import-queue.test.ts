import { describe, expect, test } from 'vitest';
import { hasRealData, realData } from '../real-data.ts';
import type { App } from './app.ts';
import { zipOf } from '../data/import/boundaries/files.ts';
import {
  button,
  chooseFiles,
  makeWorkspace,
  squares,
  startWithFolder,
  takeFromMenu,
  writeFixture,
} from './dialogs.ts';
import { keyboard } from './hands.ts';

let app: App;
const folder = startWithFolder(30_000, (started) => {
  app = started;
});

const codes = ['E01000001', 'E01000002', 'E01000003'];
const claimants = (name: string) =>
  writeFixture(
    folder,
    name,
    `lsoa11cd,claimants\n${codes.map((code, at) => `${code},${12 + at}`).join('\n')}\n`,
  );
const releases = async () => (await app.backend.client.call('workspace.describe', {})).releases;

/** The row of a file, by its name. */
const rowOf = (name: string) =>
  app.page.getByRole('row').filter({ has: app.page.getByRole('rowheader', { name }) });

async function choose(files: string[]): Promise<void> {
  await takeFromMenu(app.page, /^Import/, /^Any files/);
  await chooseFiles(app.page, button(app.page, 'Choose files…'), files);
  await app.page.getByText('Import several files').waitFor();
}

describe('several files chosen at once', () => {
  test('each is a row with what it was recognised as, and none is lost', async () => {
    const { page } = app;
    await makeWorkspace(page, 'Queue');
    const zip = zipOf({
      'daf.csv': 'lsoa11cd\nE01000001\n',
      'readme.txt': 'x',
      'more.csv': 'lsoa11cd\nE01000002\n',
    });
    await choose([
      claimants('claimants_2008-07.csv'),
      writeFixture(folder, 'page.csv', '<!DOCTYPE html><html></html>'),
      writeFixture(folder, 'squares.geojson', squares(codes)),
      writeFixture(folder, 'bundle.zip', zip),
    ]);
    await rowOf('squares.geojson').getByText('Ready').waitFor();
    await rowOf('page.csv').getByText('holds a web page').waitFor();
    await rowOf('bundle.zip: readme.txt').getByText('Left').waitFor();
    await rowOf('bundle.zip: more.csv').getByText('Designation').waitFor();
    // Boundaries come first, whatever the order in which they were chosen.
    const names = await page.getByRole('rowheader').allTextContents();
    expect(names[0]).toContain('squares.geojson');
    expect(names).toHaveLength(6);
  });

  test('what is ready is imported in order, each as a release of its own; the rest stays and says why', async () => {
    const { page } = app;
    await choose([
      claimants('claimants_2008-08.csv'),
      writeFixture(folder, 'squares.geojson', squares(codes)),
    ]);
    await button(page, 'Import 2 files').click();
    await rowOf('squares.geojson').getByText('Imported: all 3 rows taken').waitFor();
    await rowOf('claimants_2008-08.csv').getByText('Imported: all 3 rows taken').waitFor();
    expect((await releases()).map(({ file }) => file)).toEqual(['squares.geojson', 'claimants_2008-08.csv']);
    await page.keyboard.press('Escape');
  });

  test('each has a mapping of its own, and one can be left out, by keyboard alone', async () => {
    const { page } = app;
    const hands = keyboard(page);
    const open = writeFixture(
      folder,
      'numbers.csv',
      `lsoa11cd,a,b\n${codes.map((code) => `${code},3,4`).join('\n')}\n`,
    );
    await choose([open, claimants('claimants_2008-09.csv'), writeFixture(folder, 'other.csv', 'x,y\n1,2\n')]);
    await rowOf('claimants_2008-09.csv').getByText('Ready').waitFor();
    await hands.press(button(page, 'Leave out: other.csv'));
    await rowOf('other.csv').waitFor({ state: 'detached' });
    await hands.press(button(page, 'Look at numbers.csv'));
    await page.getByText('Still needed: value').waitFor();
    await hands.press(button(page, 'Show what is needed'));
    await hands.press(button(page, 'Back to all files'));
    await hands.press(button(page, 'Import 1 file'));
    await rowOf('claimants_2008-09.csv').getByText('Imported: all 3 rows taken').waitFor();
    await rowOf('numbers.csv').getByText('To be looked at').waitFor();
    // What was left half-way is there again.
    await page.keyboard.press('Escape');
  });
});

describe('what a file needs first, and which part of it counts', () => {
  test('boundaries are taken into the queue by the button that asks for them, by keyboard alone', async () => {
    const { page } = app;
    const hands = keyboard(page);
    await makeWorkspace(page, 'First');
    await takeFromMenu(page, /^Import/, /^Any files/);
    await chooseFiles(page, button(page, 'Choose files…'), claimants('claimants_2008-10.csv'));
    const first = button(page, 'Import boundaries first…');
    await first.waitFor();
    const chooser = page.waitForEvent('filechooser');
    await hands.press(first);
    await (await chooser).setFiles(writeFixture(folder, 'squares.geojson', squares(codes)));
    await rowOf('squares.geojson').getByText('Ready').waitFor();
    await hands.press(button(page, 'Look at claimants_2008-10.csv'));
    await first.waitFor({ state: 'detached' });
    await hands.press(button(page, 'Back to all files'));
    await hands.press(button(page, 'Import 2 files'));
    await rowOf('claimants_2008-10.csv').getByText('Imported: all 3 rows taken').waitFor();
    expect((await releases()).map(({ file }) => file)).toEqual(['squares.geojson', 'claimants_2008-10.csv']);
    await page.keyboard.press('Escape');
  });

  test('a filter is written by keyboard alone, and how the file is read follows it', async () => {
    const { page } = app;
    const hands = keyboard(page);
    const rows = codes.map((code, at) => `${code},${at === 0 ? 'yes' : 'no'}`).join('\n');
    const file = writeFixture(folder, 'pilot.csv', `lsoa11cd,pilot\n${rows}\n`);
    await takeFromMenu(page, /^Import/, /^Designation/);
    await chooseFiles(page, button(page, 'Choose files…'), file);
    await page.getByRole('group', { name: 'Only rows where' }).waitFor();
    const notes = page.locator('.mapping-notes');
    while ((await page.getByRole('button', { name: 'Remove line 1' }).count()) > 0)
      await page.getByRole('button', { name: 'Remove line 1' }).click();
    await hands.press(button(page, 'Add a filter'));
    // The cursor is in the new line.
    await page.keyboard.type('pilot');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Value, line 1' }).focus();
    await page.keyboard.type('yes');
    await page.keyboard.press('Escape');
    await notes.getByText('Only rows where “pilot” is “yes” are taken.').waitFor();
    await page.keyboard.press('Escape');
  });

  test.each(['mouse', 'keyboard'])('a layer is chosen by %s', async (way) => {
    const { page } = app;
    const arcs = [0, 1].map((at) => [
      [at, 53],
      [at + 0.1, 53],
      [at + 0.1, 53.1],
      [at, 53],
    ]);
    const layer = (name: string, arc: number) => ({
      type: 'GeometryCollection',
      geometries: [{ type: 'Polygon', arcs: [[arc]], properties: { code: `${name}0000001`, name } }],
    });
    const objects = { lsoa: layer('E01', 0), ward: layer('E05', 1) };
    const text = JSON.stringify({ type: 'Topology', objects, arcs });
    await takeFromMenu(page, /^Import/, /^Boundaries/);
    await chooseFiles(page, button(page, 'Choose files…'), writeFixture(folder, `two_${way}.topojson`, text));
    const choice = page.getByRole('button', { name: /Layer needed$/ });
    await choice.waitFor();
    if (way === 'mouse') {
      await choice.click();
      await page.getByRole('option', { name: 'ward' }).click();
    } else await keyboard(page).choose('Layer needed', 'ward');
    await page.locator('.mapping-notes').getByText('The areas stand in the layer “ward”.').waitFor();
    await page.locator('.sample').getByText('E050000001').waitFor();
    await page.keyboard.press('Escape');
  });
});

describe.skipIf(!hasRealData)(`real files${hasRealData ? '' : ' (skipped: real data not present)'}`, () => {
  test('boundaries, claimants and population of Greater Manchester together', async () => {
    const { page } = app;
    await makeWorkspace(page, 'Manchester');
    await choose([
      realData('observations/gm_claimant_count_lsoa_2017-09.csv'),
      realData('observations/population_2017_lsoa_2011.csv'),
      realData('boundaries/gm_lsoa_2011.geojson'),
    ]);
    await rowOf('gm_lsoa_2011.geojson').getByText('Ready').waitFor();
    await rowOf('population_2017').getByText('Ready').waitFor();
    await button(page, 'Import 3 files').click();
    await rowOf('gm_lsoa_2011.geojson').getByText('Imported: all 1,673 rows taken').waitFor();
    await rowOf('gm_claimant_count').getByText('Imported: all 1,673 rows taken').waitFor();
    await rowOf('population_2017').getByText('Imported: 1,673 of 2,662 rows taken').waitFor();
    // The claimants are proposed over the population, never the other way round, and its ages are asked about.
    await button(page, 'Report: population_2017_lsoa_2011.csv').click();
    await page.getByRole('button', { name: /^Define .*claiming.* ÷ .*population.*…$/ }).click();
    await page.getByText('All together').waitFor();
    await page
      .getByText(/The count is for September 2017, the count that it is divided by for 2017/)
      .waitFor();
    await page.getByText(/counts all ages/).waitFor();
    expect(await page.getByLabel('What the rate would be').textContent()).toMatch(
      /Highest\s*Rochdale 010C: 195 of [\d,]+ = [\d.]+ %/,
    );
  });
});

test('nothing went wrong in the page', () => {
  expect(app.faults).toEqual([]);
});
