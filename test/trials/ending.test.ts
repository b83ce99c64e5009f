import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WorkspaceDescription } from '#contract';
import { pinpoint, pinpointJson, startPinpoint, startShown } from '../cli/pinpoint.ts';
import { connectOverHttp, signIn } from '../contract/http-client.ts';
import { startServerProcess } from '../server/process.ts';
import { isLong, makeDraw } from '../trial-length.ts';

let folder: string;
const draw = makeDraw();
const first = draw.below(2);
const squares = manySquares(isLong ? 40_000 : 8000);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ending-'));
  mkdirSync(join(folder, 'tmp'));
  writeFileSync(join(folder, 'many.geojson'), squares);
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

/** What runs of a server that a command started, by the workspace in its command line. */
function serversOf(workspace: string): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes('pinpoint-server') && line.includes(workspace));
}

const starters = {
  'pinpoint serve': (workspace: string) => startPinpoint(folder, 'serve', workspace, '--no-open'),
  // Without a display it is the browser host that starts.
  'npm start': (workspace: string) =>
    spawn(process.execPath, [join(import.meta.dirname, '../../scripts/start.ts'), workspace, '--no-open'], {
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', PINPOINT_HOME: join(folder, 'home') },
    }),
};
// Elsewhere there always is a display.
const names = Object.keys(starters).filter(
  (name) => name !== 'npm start' || process.platform === 'linux',
) as (keyof typeof starters)[];
const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;

/** Every starter, and every signal; by default each signal with one of the starters, in the long version with each. */
const starts = signals.flatMap((signal, turn) =>
  names
    .filter((_, which) => isLong || which === (first + turn) % names.length)
    .map((name) => [name, signal] as const),
);

test.each(starts)(
  'the server of `%s` ends within five seconds of %s to the command that started it',
  async (name, signal) => {
    const workspace = join(folder, 'w.gpkg');
    const command = starters[name](workspace);
    let said = '';
    command.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
    await expect.poll(() => said, { timeout: 60_000 }).toContain('Pinpoint is at');
    command.kill(signal);
    const seconds = await secondsUntil(
      expect.poll(() => [serversOf(workspace), left()], { timeout: 10_000 }).toEqual([[], []]),
    );
    expect(seconds).toBeLessThan(5);
  },
);

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

/** A table of another program beside ours, whose check is one step of SQLite that takes hours. */
function addSlowTable(path: string): void {
  const slow = "instr(printf('%.*c', 60000000, 'a'), printf('%.*c', 30000000, 'a') || x)";
  const db = new Database(path);
  db.unsafeMode();
  db.exec(`CREATE TABLE slow (x INTEGER, y TEXT NOT NULL AS (upper(x))); INSERT INTO slow (x) VALUES (1);
    PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'upper(x)', '${slow.replaceAll("'", "''")}') WHERE name = 'slow'`);
  db.close();
}

test('the server answers during a check that takes hours, and ends within five seconds of SIGTERM', async () => {
  addSlowTable(join(folder, 'w.gpkg'));
  const server = startServerProcess(folder, [join(folder, 'w.gpkg'), '--no-open'], { TMPDIR: join(folder, 'tmp') });
  await expect.poll(() => server.lastAddress()).toBeDefined();
  const client = await connectOverHttp(server.lastAddress()!);
  client.call('workspace.check', {}).catch(() => undefined);
  expect((await client.call('workspace.info', {})).readOnly).toBe(false);
  server.child.kill('SIGTERM');
  expect(await secondsUntil(server.ended)).toBeLessThan(5);
}); // prettier-ignore

/** What a process has worked so far, in whole seconds of one core. */
function secondsOfWork(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' });
  const [hours = 0, minutes = 0, seconds = 0] = stdout.trim().split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

test('the command line ends soon after Ctrl-C during a check that takes hours', async () => {
  addSlowTable(join(folder, 'w.gpkg'));
  const child = startPinpoint(folder, 'check', 'w.gpkg');
  const ended = new Promise((done) => child.on('exit', done));
  // Far more than it takes to begin: it is at that one step.
  await expect.poll(() => secondsOfWork(child.pid!), { timeout: 100_000 }).toBeGreaterThanOrEqual(2);
  expect(child.exitCode).toBeNull();
  child.kill('SIGINT');
  expect(await secondsUntil(ended)).toBeLessThan(8);
});

/** How far the import has come by what it tells, in per cent; at 100 it is being published. */
const moments = isLong ? [0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] : [0, 40, 100];

/** At each moment each of the signals; by default one of them, the other one at the next moment. */
const interruptions = moments.flatMap((at, turn) =>
  (['SIGINT', 'SIGTERM'] as const)
    .filter((_, which) => isLong || which === (first + turn) % 2)
    .map((signal) => [signal, at] as const),
);

test.each(interruptions)(
  'the command line ends soon after %s at %i % of an import, with the workspace whole',
  async (signal, at) => {
    const words = 'import boundaries w.gpkg many.geojson --geography lsoa --vintage 2011'.split(' ');
    const { child, until, ended } = startShown(folder, ...words);
    await until(({ stage, percent }) => (at === 100 ? stage === 'Publishing' : percent >= at));
    child.kill(signal);
    expect(await secondsUntil(ended)).toBeLessThan(8);
    const { code, signal: by } = await ended;
    // Done before it was asked, cancelled, or not yet listening.
    expect(by === signal || code === 0 || code === 130).toBe(true);
    const { geographies } = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'w.gpkg');
    expect(geographies.map(({ areas }) => areas)).toEqual(code === 0 ? [isLong ? 40_000 : 8000] : []);
    expect(await pinpointJson(folder, 'check', 'w.gpkg')).toEqual({ ok: true, problems: [] });
    expect(left()).toEqual([]);
  },
);
