import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkspaceDescription } from '#contract';
import { pinpoint, pinpointJson, startPinpoint } from './pinpoint.ts';

/** What is killed, and then done whole. */
const secondImport = 'import boundaries w.gpkg second.geojson --geography lsoa --vintage 2011'.split(' ');
let folder: string;

/** Enough squares that reading, staging and publishing each take a while. */
function manySquares(count: number, firstNumber: number): string {
  const side = 0.001;
  const features = Array.from({ length: count }, (_, at) => {
    const lon = -3 + (at % 100) * side;
    const lat = 53 + Math.floor(at / 100) * side;
    const ring = [
      [lon, lat],
      [lon + side, lat],
      [lon + side, lat + side],
      [lon, lat + side],
      [lon, lat],
    ];
    const code = `E01${String(firstNumber + at).padStart(6, '0')}`;
    return {
      type: 'Feature',
      properties: { LSOA11CD: code, LSOA11NM: `Square ${at}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-kill-'));
  writeFileSync(join(folder, 'first.geojson'), manySquares(50, 1));
  writeFileSync(join(folder, 'second.geojson'), manySquares(8000, 1000));
  await pinpoint(folder, 'new', 'w.gpkg');
  await pinpointJson(
    folder,
    'import',
    'boundaries',
    'w.gpkg',
    'first.geojson',
    '--geography',
    'lsoa',
    '--vintage',
    '2011',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the import and kills the process outright after a while; answers whether it had ended by then. */
function importAndKill(afterMs: number): Promise<boolean> {
  const child = startPinpoint(folder, ...secondImport);
  // What nobody reads must not stop it.
  child.stdout.resume();
  child.stderr.resume();
  setTimeout(() => child.kill('SIGKILL'), afterMs);
  return new Promise((done) => child.on('exit', (code) => done(code === 0)));
}

describe('a process killed during an import', () => {
  test('leaves a workspace that opens with exactly what it had before, at whatever moment', async () => {
    const before = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'w.gpkg');
    expect(before.geographies[0]!.areas).toBe(50);
    let killed = 0;
    for (let delay = 200; delay <= 2400; delay *= 1.2) {
      if (await importAndKill(delay)) break;
      killed += 1;
      const after = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'w.gpkg');
      // Killed between publishing and saying so, it is all in: either way nothing is half.
      if (after.geographies[0]!.areas === 8050) break;
      expect(after).toEqual(before);
      expect(await pinpointJson(folder, 'check', 'w.gpkg')).toEqual({ ok: true, problems: [] });
    }
    expect(killed).toBeGreaterThan(0);
    // Some thirty processes one after another: more than the usual minute on a busy machine.
  }, 300_000);

  test('does not stand in the way of the next import', async () => {
    await pinpoint(folder, ...secondImport);
    const { geographies } = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'w.gpkg');
    expect(geographies[0]!.areas).toBe(8050);
    const left = readdirSync(folder).filter((name) => /-wal$|-shm$|-journal$|lock|\.part/.test(name));
    expect(left).toEqual([]);
  });
});
