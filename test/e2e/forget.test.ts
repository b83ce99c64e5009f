import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type App } from './app.ts';

let app: App;

beforeAll(async () => {
  app = await startApp({ withoutMap: true });
});
afterAll(() => app.close());

/** Files of the person's folder in whose bytes a text stands. */
function filesWith(text: string): string[] {
  const names = readdirSync(app.home).filter((name) => name.includes('.gpkg'));
  return names.filter((name) => readFileSync(join(app.home, name)).includes(text)).toSorted();
}

test('a deleted release is forgotten for good by keyboard, after a sentence that says what goes', async () => {
  const { page, backend } = app;
  const { releases } = await backend.client.call('workspace.describe', {});
  const release = releases.find(({ kind }) => kind === 'benchmark')!;
  await page.getByRole('button', { name: 'demonstration.gpkg' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Imports and their reports…' }).press('Enter');
  await page.getByRole('button', { name: `Delete: ${release.title}` }).press('Enter');
  await page.getByText('was deleted, with everything').waitFor();
  await page.getByRole('button', { name: 'Forget what was deleted…' }).press('Enter');
  await page.getByRole('radio', { name: release.title }).press('Space');
  await page.getByText('with every step of undo that needs it. This cannot be undone.').waitFor();
  const shots = process.env['PINPOINT_SHOTS'];
  if (shots !== undefined) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, 'forget.png') });
  }
  await page.getByRole('button', { name: 'Forget for good' }).press('Enter');
  await page.getByText('Forgotten for good: 1 release').waitFor();
  expect(await backend.client.call('workspace.deleted', {})).toMatchObject({ releases: [] });
  expect(filesWith(release.sha256)).toEqual([]);
  expect(app.faults).toEqual([]);
});
