import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkspaceDescription } from '#contract';
import { isLong, makeDraw } from '../trial-length.ts';
import { pinpoint, pinpointJson, startShown, type Told } from './pinpoint.ts';

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

/** A copy of the workspace, so that each kill finds it as it was; and what is done to it. */
function aCopy(name: string): { file: string; words: string[] } {
  copyFileSync(join(folder, 'w.gpkg'), join(folder, name));
  return { file: name, words: secondImport.map((word) => (word === 'w.gpkg' ? name : word)) };
}

/** Drawn, the first message of four stages and of one the last before it is done; in the long version all messages. */
async function messagesOfAWholeImport(): Promise<Told[]> {
  const { told, ended } = startShown(folder, ...aCopy('whole.gpkg').words);
  expect((await ended).code).toBe(0);
  if (isLong) return told;
  const firsts = told.filter(({ stage }, at) => told[at - 1]?.stage !== stage);
  const lasts = told.filter(({ stage }, at) => told[at + 1]?.stage !== stage && !firsts.includes(told[at]!));
  const draw = makeDraw();
  console.log(`kills of an import: seed ${draw.seed}`);
  return [...draw.some(firsts, 4), ...draw.some(lasts, 1)];
}

describe('a process killed during an import', () => {
  test('leaves a workspace that opens with exactly what it had before, in whatever stage', async () => {
    const before = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'w.gpkg');
    expect(before.geographies[0]!.areas).toBe(50);
    const messages = await messagesOfAWholeImport();
    expect(new Set(messages.map(({ stage }) => stage)).size).toBeGreaterThan(2);
    let killed = 0;
    for (const { stage, percent } of messages) {
      const { file, words } = aCopy(`${stage} ${percent}.gpkg`);
      const { child, until, ended } = startShown(folder, ...words);
      // The bar never runs back, but what it stands at depends on the machine.
      await until((told) => told.percent > percent || (told.stage === stage && told.percent === percent));
      child.kill('SIGKILL');
      if ((await ended).signal === 'SIGKILL') killed += 1;
      const after = await pinpointJson<WorkspaceDescription>(folder, 'describe', file);
      // Killed between publishing and saying so, it is all in: either way nothing is half.
      if (after.geographies[0]!.areas !== 8050) expect(after).toEqual(before);
      expect(await pinpointJson(folder, 'check', file)).toEqual({ ok: true, problems: [] });
    }
    expect(killed).toBeGreaterThan(2);
    // Processes one after another: more than the usual minute on a busy machine.
  }, 300_000);

  test('does not stand in the way of the next import', async () => {
    const { file, words } = aCopy('again.gpkg');
    const { child, until, ended } = startShown(folder, ...words);
    await until(({ percent }) => percent > 0);
    child.kill('SIGKILL');
    await ended;
    expect((await pinpoint(folder, ...words)).code).toBe(0);
    const { geographies } = await pinpointJson<WorkspaceDescription>(folder, 'describe', file);
    expect(geographies[0]!.areas).toBe(8050);
    const left = readdirSync(folder).filter((name) => /^again.*(-wal|-shm|-journal|lock|\.part)/.test(name));
    expect(left).toEqual([]);
  });
});
