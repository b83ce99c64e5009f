import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { buildPagesIfStale } from '../../server/build-pages.ts';
import { launchBrowser } from '../browser.ts';
import { setDemonstration } from '../demonstration.ts';
import { startApp, waitForMap } from '../e2e/app.ts';
import { makeEngland } from '../e2e/england.ts';
import { makeDemonstrationIfStale } from '../make-demonstration.ts';
import { hasRealData } from '../real-data.ts';
import type { BenchRow } from './row.ts';

const project = resolve(import.meta.dirname, '../..');

async function markOf(page: Page, name: string): Promise<number> {
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, name);
  return page.evaluate((mark) => performance.getEntriesByName(mark)[0]!.startTime, name);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

async function benchStart(): Promise<BenchRow> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const app = await startApp({ everyFrame: true });
    await waitForMap(app.page);
    times.push(await markOf(app.page, 'pinpoint:first-map'));
    await app.close();
  }
  const time = median(times);
  return {
    work: 'page load to first drawn map, demonstration, browser host (median of 3)',
    budget: '2 s',
    measured: seconds(time),
    peer: '',
    ok: time <= 2000,
  };
}

/** Starts the server as a process of its own, as `npm start` does; answers when its map was drawn, in ms since then. */
async function startProcess(home: string): Promise<number> {
  const browser = await launchBrowser();
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  const environment = {
    ...process.env,
    PINPOINT_HOME: home,
    NODE_COMPILE_CACHE: join(project, 'node_modules/.cache/compiled'),
  };
  const begun = Date.now();
  const server = spawn(process.execPath, [join(project, 'server/pinpoint-server.mjs'), '--no-open'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    server.on('exit', () => reject(new Error('The server ended before it had an address.')));
  });
  await page.goto(address);
  await waitForMap(page);
  const drawn =
    (await page.evaluate(() => performance.timeOrigin)) + (await markOf(page, 'pinpoint:first-map'));
  await browser.close();
  const ended = new Promise((resolve) => server.on('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  return drawn - begun;
}

/** From the start of the process: first where there is nothing yet, not even the demonstration, then again and again. */
async function benchProcess(): Promise<BenchRow[]> {
  const home = mkdtempSync(join(tmpdir(), 'pinpoint-bench-'));
  const first = await startProcess(home);
  const times: number[] = [];
  // One at a time: they are timed.
  for (let run = 0; run < 3; run += 1) times.push(await startProcess(home));
  rmSync(home, { recursive: true });
  return [
    {
      work: 'start of the process to first drawn map, demonstration, browser host (median of 3)',
      budget: '2 s',
      measured: seconds(median(times)),
      peer: '',
      ok: median(times) <= 2000,
    },
    {
      work: 'the very first start on a machine: the demonstration is made as well',
      budget: '',
      measured: seconds(first),
      peer: '',
      ok: null,
    },
  ];
}

async function benchEngland(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-bench-'));
  const workspace = join(folder, 'england.gpkg');
  await makeEngland(workspace);
  const app = await startApp({ everyFrame: true, workspace });
  await waitForMap(app.page);
  const first = await markOf(app.page, 'pinpoint:first-map');
  const changes = await measureChanges(app.page);
  await app.close();
  rmSync(folder, { recursive: true });
  return [
    {
      work: 'page load to first drawn map, 32,844 LSOAs of England',
      budget: '',
      measured: seconds(first),
      peer: '',
      ok: null,
    },
    {
      work: `change indicator on the map, 32,844 areas: values and states (median of ${changes.length}), without the repaint`,
      budget: '100 ms',
      measured: `${median(changes).toFixed(0)} ms`,
      peer: '',
      ok: median(changes) <= 100,
    },
  ];
}

/** Changes the indicator through its picker a few times; the map measures itself from new values to states set. */
async function measureChanges(page: Page): Promise<number[]> {
  const before = await countMeasures(page);
  const picker = page.getByRole('button', { name: /^Indicator|Indicator$/ }).first();
  for (let change = 0; change < 6; change += 1) {
    await picker.click();
    const options = page.getByRole('option');
    await options.nth(change % 2).click();
    await page.waitForTimeout(1500);
  }
  const all = await page.evaluate(() =>
    performance.getEntriesByName('pinpoint:map-values').map((entry) => entry.duration),
  );
  return all.slice(before);
}

function countMeasures(page: Page): Promise<number> {
  return page.evaluate(() => performance.getEntriesByName('pinpoint:map-values').length);
}

/** The budgets that concern the app in the browser. */
export async function benchApp(): Promise<BenchRow[]> {
  setDemonstration(await makeDemonstrationIfStale(project));
  await buildPagesIfStale(project);
  const start = [await benchStart(), ...(await benchProcess())];
  if (!hasRealData)
    return [
      ...start,
      {
        work: 'England in the browser',
        budget: '',
        measured: 'skipped: real data not present',
        peer: '',
        ok: null,
      },
    ];
  return [...start, ...(await benchEngland())];
}
