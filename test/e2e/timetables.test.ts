import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aFeed } from '../data/import/timetables/feed.ts';
import { startApp, waitForAreas, type App } from './app.ts';

let app: App;

const tick = (name: RegExp): Locator => app.page.getByRole('checkbox', { name });
const isTicked = (name: RegExp): Promise<boolean> => tick(name).isChecked();

/** A railway across the region from July to September 2008, Mondays to Fridays. */
function aRailway(): Uint8Array {
  return aFeed()
    .file('agency.txt', 'agency_id,agency_name,agency_timezone\nM,Merseyrail,Europe/London\n')
    .service('weekdays', '1111100', '20080701', '20080930')
    .stop('A', { stop_lon: -2.98, stop_lat: 53.4 })
    .stop('B', { stop_lon: -2.9, stop_lat: 53.45 })
    .trip(
      'train',
      [
        ['A', '08:00:00'],
        ['B', '08:10:00'],
      ],
      { service_id: 'weekdays' },
    )
    .zip();
}

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
  app.page.setDefaultTimeout(30_000);
  await waitForAreas(app.page);
  const path = join(app.home, 'rail.zip');
  writeFileSync(path, aRailway());
  await app.backend.client.call('import.start', {
    files: [app.backend.files.register(path)],
    mapping: { family: 'timetable', cutMarginKm: 5 },
  });
  await app.page.getByRole('tab', { name: 'Provision' }).click();
});
afterAll(() => app.close());

describe('timetables in the panel', () => {
  test('stand in a list with their days, all in use together', async () => {
    await tick(/rail\.zip/).waitFor();
    expect(await isTicked(/rail\.zip/)).toBe(true);
    expect(await isTicked(/Synthetic demonstration/)).toBe(true);
    const list = app.page.getByRole('list', { name: 'Timetables, used together' });
    await list.getByText('1 Jul 2008 to 30 Sept 2008 · bus').waitFor();
    await list.getByText('1 Jul 2008 to 30 Jun 2009 · rail, bus, ferry').waitFor();
  });

  test('the day of travel says which of them have no service on it', async () => {
    const field = app.page.getByLabel('Day of travel');
    await field.fill('2008-10-07');
    await app.page.getByText('Tuesday 7 Oct 2008: no service by rail.zip.').waitFor();
    await field.fill('');
    await app.page.getByText(/^Leave empty for Tuesday/).waitFor();
  });

  test('one is taken out of use and undo brings it back', async () => {
    await tick(/rail\.zip/).click({ force: true });
    await app.page.getByText('Taken out of use.').waitFor();
    const used = async () =>
      (await app.backend.client.call('provision.list', {})).timetables.map(({ inUse }) => inUse);
    expect(await used()).toEqual([true, false]);
    await app.page.keyboard.press('Control+z');
    await expect.poll(used).toEqual([true, true]);
    await expect.poll(() => isTicked(/rail\.zip/)).toBe(true);
  });

  test('each opens its health report', async () => {
    await app.page.getByRole('button', { name: 'Health report: rail.zip' }).click();
    const dialog = app.page.getByRole('dialog', { name: /Timetable rail\.zip/ });
    await dialog.getByText(/Used together with “Synthetic demonstration/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await app.page.getByRole('button', { name: /Health report: Synthetic demonstration/ }).click();
    await app.page.getByText(/Trips on every day/).waitFor();
    expect(app.faults).toEqual([]);
  });
});
