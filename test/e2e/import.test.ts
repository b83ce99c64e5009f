import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasRealData, realData } from '../real-data.ts';
import type { App } from './app.ts';
import {
  button,
  chooseFiles,
  downloadsOf,
  field,
  lookAtFiles,
  startWithFolder,
  makeWorkspace,
  squares,
  takeFromMenu,
  writeFixture,
} from './dialogs.ts';

let app: App;
const take = (started: App): void => {
  app = started;
};
const expectNoFaults = (): void => {
  test('nothing went wrong in the page', () => {
    expect(app.faults).toEqual([]);
  });
};

const codes = ['E01006512', 'E01006513', 'E01006514'];
const releases = async (): Promise<string[]> =>
  (await app.backend.client.call('workspace.describe', {})).releases.map(({ kind }) => kind);

describe('what was imported is shown on the map', () => {
  const folder = startWithFolder(15_000, take, { withoutMap: false });

  describe('importing, from nothing to a rule', () => {
    test('boundaries are read, shown and imported by mouse', async () => {
      const { page } = app;
      await makeWorkspace(page, 'Squares');
      await lookAtFiles(page, writeFixture(folder, 'squares.geojson', squares(codes)));
      expect(await page.getByRole('dialog').getByRole('heading').first().textContent()).toBe(
        'Import boundaries',
      );
      expect(await page.locator('.sample th[data-chosen]').allTextContents()).toEqual([
        'CodeLSOA11CD',
        'NameLSOA11NM',
      ]);
      await button(page, 'Import').click();
      await page.getByText('All 3 rows taken').waitFor();
      await button(page, 'Show on the map').click();
      await page.getByText('3 areas').waitFor();
      expect(await releases()).toEqual(['boundaries']);
    });

    test('observations with faults come with a report, and all rejected rows as CSV', async () => {
      const { page } = app;
      const lines = [
        'lsoa11cd,month,claimants',
        `${codes[0]},2008-07,120`,
        `${codes[1]},2008-07,*`,
        `${codes[2]},2008-07,many`,
        'E01099999,2008-07,4',
      ];
      await lookAtFiles(page, writeFixture(folder, 'claimants.csv', lines.join('\n')));
      await button(page, 'Import').click();
      await page.getByText('1 rejected row').waitFor();
      const report = page.getByRole('dialog');
      expect(await report.getByRole('region', { name: 'Rejected rows' }).textContent()).toContain('many');
      expect(await report.textContent()).toContain('E01099999');
      expect(await report.textContent()).toMatch(/\* was taken for suppressed/);
      const [file] = await downloadsOf(page, 1, () => button(page, 'Save all rejected rows as CSV').click());
      expect(readFileSync(await file!.path(), 'utf8')).toContain('many');
      await page.keyboard.press('Escape');
    });

    test('a wide file asks for the name of what is added up, and takes it', async () => {
      const { page } = app;
      const ages = Array.from({ length: 60 }, (_, at) => at + 10);
      const rows = codes.map((code) => [code, ...ages.map(() => 20)].join(','));
      const text = [['lsoa11cd', ...ages].join(','), ...rows].join('\n');
      await lookAtFiles(page, writeFixture(folder, 'population_2008.csv', text));
      await page.getByRole('radio', { name: 'Columns added up' }).click();
      await field(page, 'Columns to add up').fill('16-64');
      await page.getByText('49 columns: 16 … 64.').waitFor();
      await button(page, 'Import').click();
      // Nothing starts while something is missing: the cursor goes there.
      await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
      await page.keyboard.type('working_age');
      await button(page, 'Import').click();
      await page.getByText('All 3 rows taken').waitFor();
      await page.getByText('Mapping used').click();
      expect(await page.getByRole('dialog').textContent()).toContain('Columns added up16-64');
    });

    test('a rate is defined from two counts and can be undone', async () => {
      const { page } = app;
      await takeFromMenu(page, /^Import/, /^Define a rate/);
      await field(page, 'Name in rules').fill('claimant_rate');
      await page.getByRole('button', { name: /Count$/ }).click();
      await page.getByRole('option', { name: /claimants/i }).click();
      await button(page, 'Define').click();
      await page.getByText('claimant_rate is defined').waitFor();
      const { values } = await app.backend.client.call('observation.values', {
        geography: 'lsoa:2011',
        indicator: 'claimant_rate',
        period: null,
      });
      // 120 of 49 ages with 20 people each.
      expect(values[0]).toBeCloseTo((100 * 120) / 980, 10);
      await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
      await expect
        .poll(async () => (await app.backend.client.call('workspace.info', {})).redo)
        .toMatch(/rate/i);
    });

    test('the same file again changes nothing and says so', async () => {
      const { page } = app;
      const before = await releases();
      await lookAtFiles(page, writeFixture(folder, 'squares.geojson', squares(codes)));
      await button(page, 'Import').click();
      await page.getByText('This file was imported before').waitFor();
      await page.keyboard.press('Escape');
      expect(await releases()).toEqual(before);
    });

    test('a release is taken out and brought back', async () => {
      const { page } = app;
      const before = await releases();
      await takeFromMenu(page, /\.gpkg/, /^Imports/);
      await page
        .getByRole('button', { name: /^Delete: / })
        .first()
        .click();
      await page.locator('.notice').getByText('was deleted').waitFor();
      expect(await releases()).toHaveLength(before.length - 1);
      await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
      await expect.poll(releases).toEqual(before);
      await page.keyboard.press('Escape');
    });
  });

  describe.skipIf(!hasRealData)(`real files${hasRealData ? '' : ' (skipped: real data not present)'}`, () => {
    test('a shapefile in British National Grid, by its parts or zipped', async () => {
      const { page } = app;
      await makeWorkspace(page, 'Merseyside');
      await lookAtFiles(page, realData('boundaries/lcr_lsoa_2011_bng.zip'));
      await button(page, 'Import').click();
      await page.getByText('All 989 rows taken').waitFor();
      await button(page, 'Show on the map').click();
      await page.getByText('989 areas').waitFor();
    });
  });

  expectNoFaults();
});

describe('what needs no map', () => {
  const folder = startWithFolder(15_000, take);

  describe('files that cannot be taken', () => {
    test.each([
      ['page.csv', '<!DOCTYPE html><html><body>Sign in</body></html>', /web page/],
      ['cut.zip', 'PK\u0003\u0004 and then the line broke', /complete|zip|archive/i],
    ])('%s is refused with what to do, and another can be chosen', async (name, content, words) => {
      const { page } = app;
      await takeFromMenu(page, /^Import/, /^Any files/);
      await chooseFiles(page, button(page, 'Choose files…'), writeFixture(folder, name, content));
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.textContent()).toMatch(words);
      await chooseFiles(
        page,
        button(page, 'Choose other files…'),
        writeFixture(folder, 'squares.geojson', squares(codes)),
      );
      await button(page, 'Import').waitFor();
    });
  });

  describe('with the keyboard alone', () => {
    test('the dialog takes the cursor, keeps it, and gives it back', async () => {
      const { page } = app;
      const opener = page.locator('.toolbar').getByRole('button', { name: /^Import/ });
      await opener.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await button(page, 'Choose files…').waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Choose files…');
      for (let press = 0; press < 8; press++) {
        await page.keyboard.press('Tab');
        expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(
          true,
        );
      }
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true);
    });
  });

  describe.skipIf(!hasRealData)(`real files${hasRealData ? '' : ' (skipped: real data not present)'}`, () => {
    test('an import of all England is cancelled half-way and leaves nothing', async () => {
      const { page } = app;
      await makeWorkspace(page, 'England');
      await lookAtFiles(page, realData('bench/england_lsoa_2011_bng.zip'));
      await button(page, 'Import').click();
      await page
        .getByText(/of 32,844 areas/)
        .first()
        .waitFor();
      await button(page, 'Cancel the import').click();
      await page.getByText('The import was cancelled').waitFor();
      expect(await releases()).toEqual([]);
      await page.keyboard.press('Escape');
    });

    test('an import goes on over a reload of the page and tells its end', async () => {
      const { page } = app;
      await lookAtFiles(page, realData('bench/england_lsoa_2011_bng.zip'));
      await button(page, 'Import').click();
      await button(page, 'Go on in the background').click();
      await page.reload();
      await page.locator('.job-running').waitFor();
      await page.locator('.notice').getByRole('button', { name: 'Report' }).click({ timeout: 120_000 });
      await page.getByText('All 32,844 rows taken').waitFor();
      await page.keyboard.press('Escape');
    }, 180_000);
  });

  expectNoFaults();
});
