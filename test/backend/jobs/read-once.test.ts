import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { DesignationMapping, ImportMapping } from '#contract';
import { quietProgress } from '#data/import';
import { createWorkspace } from '#data/workspace';
import { runTask } from '../../../backend/jobs/run-task.ts';
import { mappingOf } from '../../data/import/boundaries/files.ts';

const counter = '/proc/self/io';
const folder = mkdtempSync(join(tmpdir(), 'pinpoint-read-once-'));
const workspace = join(folder, 'w.gpkg');
const writer = createWorkspace(workspace, { holder: 'test' });
afterAll(() => {
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Bytes that this process has read, as the system counts them. */
const bytesRead = (): number => Number(/^rchar: (\d+)/m.exec(readFileSync(counter, 'utf8'))![1]);

async function importFile(name: string, content: string | Uint8Array, mapping: ImportMapping) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const before = bytesRead();
  const task = {
    type: 'import' as const,
    files: [{ path, name }],
    mapping,
    publisher: null,
    licence: null,
    sensitivity: null,
  };
  const product = await runTask(workspace, task, { progress: quietProgress, onInterim: () => undefined });
  const readings = (bytesRead() - before) / statSync(path).size;
  return { product, readings };
}

/** Text that does not pack well. */
const noise = (length: number): string => randomBytes(length).toString('base64url').slice(0, length);

const codes = Array.from({ length: 16 }, (_, at) => `E010000${String(at + 10)}`);

function geoJson(from: readonly string[]): string {
  const features = from.map((code, at) => {
    const [west, east] = [-3 + at * 0.01, -2.99 + at * 0.01];
    const ring = [
      [west, 53],
      [east, 53],
      [east, 53.01],
      [west, 53.01],
      [west, 53],
    ];
    const geometry = { type: 'Polygon', coordinates: [ring] };
    return { type: 'Feature', properties: { code, note: noise(1 << 20) }, geometry };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** 64 rows of 16 KiB for each code. */
function table(from: readonly string[]): string {
  const rows = from.flatMap((code) => Array.from({ length: 64 }, () => `${code},${noise(1 << 14)}`));
  return `${['code,note', ...rows].join('\n')}\n`;
}

const listMapping = (id: string): DesignationMapping => ({
  family: 'designation',
  id,
  name: 'A list',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: 'code',
  where: [],
});

describe.skipIf(!existsSync(counter))('an import reads its file', () => {
  test('of outlines once for the fingerprint and once for the areas', async () => {
    // What the readers load of themselves is read by now, so that only the file counts.
    await importFile('first.geojson', geoJson(codes.slice(0, 1)), mappingOf({ vintage: '2001' }));
    const { readings } = await importFile('areas.geojson', geoJson(codes), mappingOf());
    expect(readings).toBeGreaterThan(2);
    expect(readings).toBeLessThan(2.6);
  });

  test('of text once for the fingerprint, once for its encoding and once for the rows', async () => {
    await importFile('first.csv', table(codes.slice(0, 1)), listMapping('first'));
    const { readings } = await importFile('list.csv', table(codes), listMapping('list'));
    expect(readings).toBeGreaterThan(3);
    expect(readings).toBeLessThan(3.6);
  });

  test('of packed text once for the fingerprint and once to unpack it', async () => {
    const { readings } = await importFile('list.csv.gz', gzipSync(table(codes)), listMapping('packed'));
    expect(readings).toBeGreaterThan(2);
    expect(readings).toBeLessThan(2.6);
  });

  test('once, where it was imported before: the fingerprint tells', async () => {
    const content = table(codes);
    await importFile('once.csv', content, listMapping('once'));
    const { product, readings } = await importFile('again.csv', content, listMapping('once'));
    expect(product).toMatchObject({ report: { alreadyImported: true } });
    expect(readings).toBeLessThan(1.6);
  });
});
