import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WorkspaceDescription } from '#contract';
import { pinpoint, pinpointJson, startPinpoint } from '../cli/pinpoint.ts';
import { connectOverHttp, signIn } from '../contract/http-client.ts';
import { startServerProcess } from '../server/process.ts';

const isLong = process.env['PINPOINT_TRIALS'] === 'long';

let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ending-'));
  mkdirSync(join(folder, 'tmp'));
  writeFileSync(join(folder, 'many.geojson'), manySquares(isLong ? 40_000 : 8000));
  await pinpoint(folder, 'new', 'w.gpkg');
});
afterEach(() => rmSync(folder, { recursive: true }));

function manySquares(count: number): string {
  const features = Array.from({ length: count }, (_, at) => {
    const [lon, lat] = [-3 + (at % 200) / 1000, 53 + Math.floor(at / 200) / 1000];
    const ring = [
      [lon, lat],
      [lon + 0.001, lat],
      [lon + 0.001, lat + 0.001],
      [lon, lat],
    ];
    return {
      type: 'Feature',
      properties: { LSOA11CD: `E01${String(at).padStart(6, '0')}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const left = (): string[] => readdirSync(folder).filter((name) => /^w\.gpkg./.test(name));

/** Resolves with the seconds that it took. */
async function secondsUntil(ended: Promise<unknown>): Promise<number> {
  const begun = Date.now();
  await ended;
  return (Date.now() - begun) / 1000;
}

test('the server ends within five seconds of SIGTERM, with a job, a look and a stream of events under way', async () => {
  const server = startServerProcess(folder, [join(folder, 'w.gpkg'), '--no-open'], {
    TMPDIR: join(folder, 'tmp'),
  });
  await expect.poll(() => server.lastAddress()).toBeDefined();
  const address = server.lastAddress()!;
  const client = await connectOverHttp(address);
  await expect.poll(() => server.lastAddress()).not.toBe(address);
  const { origin, headers } = await signIn(server.lastAddress()!);
  const upload = await fetch(`${origin}/files?name=many.geojson`, {
    method: 'POST',
    headers,
    body: readFileSync(join(folder, 'many.geojson')),
  });
  const file = (await upload.json()) as { id: string; name: string; size: number };
  const question = { family: 'boundaries' as const, files: [file], hint: {} };
  const { mapping } = await client.call('import.inspect', question);
  await client.call('import.start', {
    files: [file],
    mapping: { ...mapping, vintage: '2011' } as typeof mapping,
  });
  // It is cut off with the server.
  client.call('import.inspect', question).catch(() => undefined);
  server.child.kill('SIGTERM');
  expect(await secondsUntil(server.ended)).toBeLessThan(5);
  expect(await server.ended).toBe(0);
  expect(left()).toEqual([]);
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  expect(await pinpointJson(folder, 'check', 'w.gpkg')).toEqual({ ok: true, problems: [] });
});

const moments = isLong ? [50, 150, 300, 500, 800, 1200, 1700, 2300, 3000, 4000] : [300, 1500, 2500];

test.each((['SIGINT', 'SIGTERM'] as const).flatMap((signal) => moments.map((ms) => [signal, ms] as const)))(
  'the command line ends soon after %s at %i ms into an import, with the workspace whole',
  async (signal, delay) => {
    const words = 'import boundaries w.gpkg many.geojson --geography lsoa --vintage 2011'.split(' ');
    const child = startPinpoint(folder, ...words);
    child.stdout.resume();
    child.stderr.resume();
    const ended = new Promise<[number | null, string | null]>((done) =>
      child.on('exit', (code, by) => done([code, by])),
    );
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill(signal);
    expect(await secondsUntil(ended)).toBeLessThan(8);
    const [code, by] = await ended;
    // Done before it was asked, cancelled, or not yet listening.
    expect(by === signal || code === 0 || code === 130).toBe(true);
    const { geographies } = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'w.gpkg');
    expect(geographies.map(({ areas }) => areas)).toEqual(code === 0 ? [isLong ? 40_000 : 8000] : []);
    expect(await pinpointJson(folder, 'check', 'w.gpkg')).toEqual({ ok: true, problems: [] });
    expect(left()).toEqual([]);
  },
);
