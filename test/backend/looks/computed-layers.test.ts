import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import type { FileRef } from '#contract';
import { endOfJob } from '../../contract/cases.ts';
import { isLong } from '../../trial-length.ts';
import { endlessLayers, longStep, writeSent } from '../../data/formats/geopackage/sent.ts';

let folder: string;
let backend: Backend;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-computed-'));
  mkdirSync(join(folder, 'work'));
  backend = createBackend({ holder: 'a test', home: folder });
  await backend.create(join(folder, 'work', 'w.gpkg'));
});
afterEach(async () => {
  // True: no thread is held by the file any more.
  expect(await backend.close()).toBe(true);
  expect(readdirSync(join(folder, 'work'))).toEqual(['w.gpkg']);
  rmSync(folder, { recursive: true });
});

const programs: [kind: string, sql: string][] = [
  ...endlessLayers.slice(1, 3),
  ['takes one step of hours', longStep],
];

function choose(sql: string): FileRef {
  const path = join(folder, 'sent.gpkg');
  writeSent(path, sql);
  return backend.files.register(path);
}

/** Resolves when this process, whose threads read the layer, has worked for a while: whoever reads has begun. */
async function underWay(): Promise<void> {
  const begun = process.cpuUsage();
  await expect.poll(() => process.cpuUsage(begun).user / 1e6, { interval: 20 }).toBeGreaterThan(0.7);
}

test.each(programs)('a look at a layer that %s ends when it is cancelled, and the next is answered', async (_, sql) => {
  const { client } = backend;
  const looking = client.call('import.inspect', { family: 'boundaries', files: [choose(sql)], hint: {}, look: 'mine' });
  const ended = expect(looking).rejects.toMatchObject({ code: 'cancelled' });
  await underWay();
  await client.call('look.cancel', { look: 'mine' });
  await ended;
  const good = join(folder, 'good.gpkg');
  writeSent(good, 'CREATE VIEW areas AS SELECT geom, code FROM t');
  const seen = await client.call('import.inspect', { family: 'boundaries', files: [backend.files.register(good)], hint: {} });
  expect(seen).toMatchObject({ format: 'GeoPackage', rows: 2, mapping: { codeField: 'code' } });
}); // prettier-ignore

// An import reads as a look does.
test.each(isLong ? programs : programs.slice(-1))('an import of a layer that %s ends when it is cancelled', async (_, sql) => {
  const { client } = backend;
  const mapping = { family: 'boundaries', geography: 'lsoa', vintage: '2011', codeField: 'code', nameField: null, parentField: null, parentGeography: null, layer: null, crs: null } as const;
  const { job } = await client.call('import.start', { files: [choose(sql)], mapping });
  await underWay();
  await client.call('job.cancel', { job });
  expect(await endOfJob(client, job)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } });
}, 15_000); // prettier-ignore
