import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createBackend, type Backend, type BackendOptions } from '#backend';
import type { FileRef } from '#contract';
import { listOpenFiles, tellsOpenFiles } from '../threads/watched.ts';
import { watchMemory } from '../../../backend/threads/memory.ts';
import { bundledThreads } from '../../load-threads.ts';

let folder: string;
let backend: Backend;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-looks-'));
  mkdirSync(join(folder, 'work'));
});
afterEach(async () => {
  await backend.close();
  rmSync(folder, { recursive: true });
});

async function open(lookBudget: BackendOptions['lookBudget'] = {}): Promise<void> {
  backend = createBackend({ holder: 'a test', home: folder, lookBudget });
  await backend.create(join(folder, 'work', 'w.gpkg'));
}

function choose(name: string, content: string): FileRef {
  const path = join(folder, name);
  writeFileSync(path, content);
  return backend.files.register(path);
}

function inspect(file: FileRef, look: string | null = null) {
  return backend.client.call('import.inspect', { family: 'boundaries', files: [file], hint: {}, look });
}

/** Squares with codes, as many as asked for. */
function squares(count: number): string {
  const square = (code: string, x: number) => ({
    type: 'Feature',
    properties: { LSOA11CD: code },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [x, 53],
          [x + 0.001, 53],
          [x + 0.001, 53.001],
          [x, 53],
        ],
      ],
    },
  });
  const features = Array.from({ length: count }, (_, at) =>
    square(`E01${String(at).padStart(6, '0')}`, -3 + at / 1e6),
  );
  return JSON.stringify({ type: 'FeatureCollection', features });
}

test('a look is answered as before, and the next one by the same thread', async () => {
  await open();
  const file = choose('areas.geojson', squares(3));
  const first = await inspect(file);
  expect(first).toMatchObject({ format: 'GeoJSON', rows: 3, mapping: { codeField: 'LSOA11CD' } });
  expect(await inspect(file)).toEqual(first);
});

test('a look that takes too long is refused with the file, what was exceeded and the remedy; the next look is answered', async () => {
  await open({ seconds: 0.001 });
  const file = choose('areas.geojson', squares(3));
  await expect(inspect(file)).rejects.toMatchObject({
    code: 'input_refused',
    message: '“areas.geojson” takes too long to look at and was left.',
    details: {
      file: 'areas.geojson',
      found: 'more than 0.001 seconds',
      hint: expect.stringContaining('cut it'),
    },
  });
  await backend.close();
  await open2();
  expect(await inspect(choose('again.geojson', squares(3)))).toMatchObject({ rows: 3 });
});

/** The workspace of this test once more, with the usual budget. */
async function open2(): Promise<void> {
  backend = createBackend({ holder: 'a test', home: folder });
  await backend.open(join(folder, 'work', 'w.gpkg'));
}

test('a look whose thread dies of memory is refused, and the backend goes on', async () => {
  // The sources of the program take most of this heap, its bundle would not.
  vi.stubEnv(bundledThreads, '');
  onTestFinished(() => void vi.unstubAllEnvs());
  await open({ heapMegabytes: 24 });
  const heavy = choose('heavy.geojson', squares(200_000));
  await expect(inspect(heavy)).rejects.toMatchObject({
    code: 'input_refused',
    message: '“heavy.geojson” takes too much memory to look at and was left.',
  });
  expect(await inspect(choose('light.geojson', squares(3)))).toMatchObject({ rows: 3 });
});

test('bytes outside of the heap count as well', async () => {
  const worker = new Worker('const kept = []; setInterval(() => kept.push(Buffer.alloc(8 << 20, 1)), 1)', {
    eval: true,
  });
  await new Promise<void>((resolve) =>
    watchMemory(worker, { heapMegabytes: 1000, totalMegabytes: 100 }, resolve),
  );
  await worker.terminate();
});

test('a look ends at once when it is cancelled or a newer one of its name begins; one of another name goes on', async () => {
  await open();
  const file = choose('areas.geojson', squares(50_000));
  const cancelled = inspect(file, 'mine');
  const other = inspect(file, 'theirs');
  await backend.client.call('look.cancel', { look: 'mine' });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  const older = inspect(file, 'mine');
  const newer = inspect(file, 'mine');
  await expect(older).rejects.toMatchObject({ code: 'cancelled' });
  expect(await newer).toMatchObject({ rows: 50_000 });
  expect(await other).toMatchObject({ rows: 50_000 });
});

test('more looks than threads wait for one another', async () => {
  await open();
  const file = choose('areas.geojson', squares(3));
  const answers = await Promise.all(Array.from({ length: 6 }, () => inspect(file)));
  expect(answers.map(({ rows }) => rows)).toEqual([3, 3, 3, 3, 3, 3]);
});

test('the backend answers other calls while a file is looked at', async () => {
  await open();
  const order: string[] = [];
  const looking = inspect(choose('areas.geojson', squares(20_000))).then(() => order.push('look'));
  await backend.client.call('workspace.info', {}).then(() => order.push('info'));
  await looking;
  expect(order).toEqual(['info', 'look']);
});

test('a workspace that is closed during a look is one single file, and nothing is left of the look', async () => {
  await open();
  await inspect(choose('small.geojson', squares(3)));
  const file = choose('areas.geojson', squares(50_000));
  const countOpen = (): number => listOpenFiles().filter((path) => path.includes(folder)).length;
  const atRest = countOpen();
  const looking = inspect(file);
  const ended = expect(looking).rejects.toMatchObject({ code: 'cancelled' });
  // As long as it looks, the thread has the workspace open as well; the file itself is read in a moment.
  if (tellsOpenFiles) await expect.poll(countOpen, { interval: 5 }).toBeGreaterThan(atRest);
  await backend.close();
  await ended;
  expect(readdirSync(join(folder, 'work'))).toEqual(['w.gpkg']);
  const mine = readdirSync(tmpdir()).filter((name) =>
    new RegExp(`^pinpoint-.*\\b${process.pid}\\b`).test(name),
  );
  expect(mine).toEqual([]);
});
