import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copyDemonstration } from '../demonstration.ts';
import { openContext, startApp, waitForAreas, waitForMap, type App } from './app.ts';
import { button } from './dialogs.ts';

const project = resolve(import.meta.dirname, '../..');
// Another process and a demonstration of its own each time.
vi.setConfig({ testTimeout: 180_000 });

const firstRule = 'jsa_rate > 10';

let folder: string;
let workspace: string;
const ending: (() => Promise<void> | void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-held-'));
  workspace = join(folder, 'held.gpkg');
  copyDemonstration(workspace);
});
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
  rmSync(folder, { recursive: true, force: true });
});

interface Server {
  child: ChildProcess;
  url: string;
}

/** The browser host in a process of its own, with the workspace open. */
async function startServerProcess(): Promise<Server> {
  const child = spawn(
    process.execPath,
    [join(project, 'server/pinpoint-server.mjs'), workspace, '--no-open'],
    {
      cwd: project,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  ending.push(() => kill(child));
  const url = await new Promise<string>((found, failed) => {
    let text = '';
    child.once('exit', () => failed(new Error(`The server ended: ${text}`)));
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const address = /http:\/\/127\.0\.0\.1:\S+/.exec(text)?.[0];
      if (address !== undefined) found(address);
    });
  });
  return { child, url };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}

async function openApp(): Promise<App> {
  const app = await startApp({ workspace, withoutMap: true });
  ending.push(() => app.close());
  app.page.setDefaultTimeout(20_000);
  await waitForAreas(app.page);
  return app;
}

test('a workspace that another process holds opens for reading, and says who holds it', async () => {
  await startServerProcess();
  const { page, backend, faults } = await openApp();
  const banner = page.locator('.banner');
  await banner
    .getByText(
      /held\.gpkg is open already: Pinpoint in the browser on \S+\. It can be read here, not changed\./,
    )
    .waitFor();
  expect(await button(page, 'Save a copy…').count()).toBe(1);

  // What would change it does nothing, and says why where one points at it.
  await page.mouse.move(600, 300);
  await page.getByRole('button', { name: /^Import/ }).hover();
  await page
    .getByRole('tooltip')
    .getByText(/cannot be changed/)
    .waitFor();
  // The button calls itself disabled; a press gets to it all the same.
  await page.getByRole('button', { name: /^Import/ }).click({ force: true });
  expect(await page.getByRole('menu').count()).toBe(0);

  // A rule can be tried; the workspace keeps its own.
  await page.getByRole('textbox', { name: 'Targeting rule' }).fill('jsa_rate > 9');
  await page.locator('.result-line').getByText('42 areas').waitFor();
  await page.keyboard.press('Enter');
  expect((await backend.client.call('workspace.info', {})).targeting?.rule).toBe(firstRule);
  expect(await page.locator('.notice-error').count()).toBe(0);
  expect(faults).toEqual([]);
});

test('a killed backend leaves the page readable, and the workspace as it was', async () => {
  const { child, url } = await startServerProcess();
  const context = await openContext();
  ending.push(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  await page.goto(url);
  await waitForMap(page);
  await kill(child);

  await page.getByRole('alert').getByText('The connection to Pinpoint was lost.').waitFor();
  await page.getByRole('grid', { name: 'Areas' }).getByRole('row').nth(1).click();
  await page.getByRole('textbox', { name: 'Targeting rule' }).fill('jsa_rate > 9');
  await page
    .locator('.rule-problem')
    .getByText(/connection to Pinpoint was lost/)
    .waitFor();
  // Not even a part of the program that has not been fetched yet leaves a blank.
  await page.getByRole('button', { name: /^Export/ }).click();
  await page.getByRole('menuitem').first().click();
  await page.locator('[role=dialog], .broken').first().waitFor();
  expect(
    (await page.getByRole('grid', { name: 'Areas' }).count()) + (await page.getByRole('dialog').count()),
  ).toBeGreaterThan(0);
  expect(thrown).toEqual([]);

  const { backend, page: again } = await openApp();
  expect((await backend.client.call('workspace.info', {})).readOnly).toBe(false);
  await again.getByText('33 areas').first().waitFor();
});
