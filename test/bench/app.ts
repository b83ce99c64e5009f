import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { createBackend } from '#backend';
import { buildPagesIfStale } from '../../server/build-pages.ts';
import { endOfJob } from '../contract/cases.ts';
import { startApp, waitForMap } from '../e2e/app.ts';
import { hasRealData, realData } from '../real-data.ts';
import type { BenchRow } from './row.ts';

const project = resolve(import.meta.dirname, '../..');

function markOf(page: Page, name: string): Promise<number> {
  return page.evaluate((mark) => performance.getEntriesByName(mark)[0]!.startTime, name);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

async function benchStart(): Promise<BenchRow> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const app = await startApp();
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

/** A workspace with the 32,844 LSOAs of England and two indicators of the Indices of Deprivation. */
async function makeEngland(path: string): Promise<void> {
  const backend = createBackend({ holder: 'the bench', home: join(path, '..') });
  await backend.create(path);
  const run = async (
    family: 'boundaries' | 'observations',
    file: string,
    hint: Record<string, string>,
  ): Promise<void> => {
    const files = [backend.files.register(realData(file))];
    const { mapping } = await backend.client.call('import.inspect', { family, files, hint });
    const { job } = await backend.client.call('import.start', { files, mapping });
    const ended = await endOfJob(backend.client, job);
    if (ended.state !== 'done') throw new Error(ended.error?.message ?? ended.state);
  };
  await run('boundaries', 'bench/england_lsoa_2011_bng.zip', { geography: 'lsoa', vintage: '2011' });
  const ranks = 'observations/File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz';
  const rank = 'Index of Multiple Deprivation (IMD) Rank';
  const decile = 'Index of Multiple Deprivation (IMD) Decile';
  const common = { geography: 'lsoa', vintage: '2011', period: '2019', kind: 'score' };
  await run('observations', ranks, { ...common, indicator: 'imd_rank', valueColumn: rank });
  await run('observations', ranks, { ...common, indicator: 'imd_decile', valueColumn: decile });
  await backend.close();
}

async function benchEngland(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-bench-'));
  const workspace = join(folder, 'england.gpkg');
  await makeEngland(workspace);
  const app = await startApp({ workspace });
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
  await buildPagesIfStale(project);
  const start = await benchStart();
  if (!hasRealData)
    return [
      start,
      {
        work: 'England in the browser',
        budget: '',
        measured: 'skipped: real data not present',
        peer: '',
        ok: null,
      },
    ];
  return [start, ...(await benchEngland())];
}
