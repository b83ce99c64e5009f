import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import { PinpointError, type FileRef } from '#contract';
import { createWorkspace } from '#data/workspace';
import { deliverExport, type FileAsked } from '../../cli/deliver.ts';
import { exitCodeOf } from '../../cli/output.ts';
import { pinpoint } from '../cli/pinpoint.ts';
import { publishAreas, publishValues } from '../data/workspace/build.ts';
import { forbidden, pictureOf, replaceable, type Ground } from './places.ts';
import { isLong, makeDraw } from '../trial-length.ts';

const sourceText = 'type,features\nFeatureCollection,1\n';

const draw = makeDraw();
let root: string;
let backend: Backend;
/** Finished files of every kind that can leave, made once. */
let made: Record<string, FileRef[]>;
let tried = 0;

/** An open workspace, a closed one, a source and a picked file, in a folder of their own for each trial. */
let ground: Ground;

/** One with a release that was made from `sourceText`. */
function aClosedWorkspace(path: string): void {
  const writer = createWorkspace(path, { holder: 'a test' });
  publishAreas(writer, 'lsoa:2011', 3);
  const sha256 = createHash('sha256').update(sourceText).digest('hex');
  publishValues(writer, 'jsa', { '2017-09': { A000: 4, A001: 7 } }, { draft: { sha256 } });
  writer.close();
}

async function filesOf(start: Promise<{ job: string }>): Promise<FileRef[]> {
  const { job } = await start;
  for (;;) {
    const { state, product, error } = await backend.client.call('job.get', { job });
    if (product?.kind === 'files') return product.files;
    if (state !== 'running') throw new Error(error?.message);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const listRequest = {
  question: { rule: 'jsa > 1', geography: 'lsoa:2011', period: null, need: null, order: null },
  title: null,
  limit: null,
  share: null,
  all: false,
  author: null,
  policy: 'none' as const,
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'pinpoint-places-'));
  aClosedWorkspace(join(root, 'closed.gpkg'));
  copyFileSync(join(root, 'closed.gpkg'), join(root, 'made.gpkg'));
  backend = createBackend({ holder: 'a test', home: join(root, 'home') });
  await backend.open(join(root, 'made.gpkg'));
  const { client } = backend;
  const list = (format: 'csv' | 'xlsx' | 'geojson' | 'gpkg') =>
    filesOf(client.call('export.start', { ...listRequest, format, fileName: 'list' }));
  made = {
    'a list as CSV': await list('csv'),
    'a list as XLSX': await list('xlsx'),
    'a list as GeoJSON': await list('geojson'),
    'a list as GeoPackage': await list('gpkg'),
    'a table': await filesOf(
      client.call('table.export', {
        content: { kind: 'provision', selector: '*' },
        format: 'csv',
        fileName: 'table',
      }),
    ),
    'rejected rows': await filesOf(client.call('import.rejects', { release: 1 })),
    'a copy of the workspace': await filesOf(client.call('workspace.copy', {})),
  };
});
afterAll(async () => {
  await backend.close();
  rmSync(root, { recursive: true });
  console.log(`destinations: ${tried} tried (seed ${draw.seed})`);
});

/** What is made in a folder of Pinpoint's own and then delivered. */
const kinds = [
  'a list as CSV',
  'a list as XLSX',
  'a list as GeoJSON',
  'a list as GeoPackage',
  'a table',
  'rejected rows',
  'a copy of the workspace',
];

type Write = (destination: string, overwrite: boolean) => Promise<void> | void;

const deliverMade =
  (kind: string): Write =>
  (destination, overwrite) =>
    backend.handover.deliver(deliveriesOf(made[kind]!, destination), { overwrite });

/** Every way by which a file reaches a place that a person names. */
const writers: Record<string, Write> = {
  ...Object.fromEntries(kinds.map((kind) => [kind, deliverMade(kind)])),
  'an empty workspace': async (destination) => {
    const other = createBackend({ holder: 'a test', home: join(root, 'home') });
    try {
      await other.create(destination);
    } finally {
      await other.close();
    }
  },
  'the demonstration': (destination) => backend.writeDemo(destination),
};

/** The first file where the person wants it, what belongs to it beside that. */
function deliveriesOf(files: readonly FileRef[], destination: string) {
  return files.map((file, at) => ({
    file,
    destination: at === 0 ? destination : join(dirname(destination), file.name),
  }));
}

async function lay(name: string): Promise<Ground> {
  const folder = join(root, `trial ${name.replaceAll(/\W/g, '-')} ${tried}`);
  mkdirSync(folder);
  const [open, source, picked] = ['w.gpkg', 'source.csv', 'picked.csv'].map((file) => join(folder, file)) as [
    string,
    string,
    string,
  ];
  const closed = join(folder, 'closed.gpkg');
  for (const path of [open, closed]) copyFileSync(join(root, 'closed.gpkg'), path);
  writeFileSync(source, sourceText);
  writeFileSync(picked, 'picked');
  await backend.open(open);
  // Who opens a workspace looks at it: changes are founded on what was seen.
  await backend.client.call('workspace.info', {});
  backend.files.register(picked);
  return { folder, open, closed, source, picked };
}

/** What a writer throws; undefined where it writes. */
async function errorOf(write: () => Promise<void> | void): Promise<unknown> {
  try {
    await write();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** That an error tells a person in one sentence what is wrong with which file, and what to do. */
function expectSentence(error: unknown, writer: string): void {
  expect(error, writer).toBeInstanceOf(PinpointError);
  expect([2, 3, 4], writer).toContain(exitCodeOf(error));
  const { message, details } = error as PinpointError;
  expect(message, writer).toMatch(/^[^\n]+\.$/);
  expect(message, writer).not.toMatch(/E[A-Z]{4,}|SQLITE/);
  expect(details.file, writer).toBeDefined();
  expect(details.hint, writer).toMatch(/\.$/);
}

let turn = draw.below(60);

/** What is tried at a place: three of these, the next place being met by the next ones; in the long version all. */
function forPlace(all: readonly string[]): readonly string[] {
  if (isLong) return all;
  const drawn = new Set([0, 1, 2].map(() => turn++ % all.length));
  // In the order in which they stand: where a copy of the workspace was put, nothing else may be.
  return all.filter((_, at) => drawn.has(at));
}

describe('nothing is written, and nothing left beside it,', () => {
  test.each(Object.entries(forbidden))('to %s', async (name, makePlace) => {
    ground = await lay(name);
    const destination = makePlace(ground);
    const before = pictureOf(ground.folder);
    for (const writer of forPlace(Object.keys(writers))) {
      const write = writers[writer]!;
      expectSentence(await errorOf(() => write(destination, true)), writer);
      expect(pictureOf(ground.folder), writer).toBe(before);
      tried += 1;
    }
  });
});

describe('a file can be written, and leaves only itself,', () => {
  test.each(Object.entries(replaceable))('to %s', async (name, makePlace) => {
    ground = await lay(name);
    const destination = makePlace(ground);
    for (const kind of forPlace(kinds)) {
      await writers[kind]!(destination, true);
      const written = readFileSync(destination);
      expect(written.equals(readFileSync(backend.files.getPath(made[kind]![0]!))), kind).toBe(true);
      expect(statSync(destination).mode & 0o777).toBe(0o666 & ~process.umask());
      expect(pictureOf(ground.folder)).not.toMatch(/\.new\b/);
      tried += 1;
    }
  });
});

describe('the command line', () => {
  test('replaces a file that it wrote itself, and another one only where it may', async () => {
    ground = await lay('own');
    const out = join(ground.folder, 'list.csv');
    const start = (file: FileAsked) => backend.client.call('export.start', { ...listRequest, ...file });
    await deliverExport(backend, { out, quiet: true }, start);
    await deliverExport(backend, { out, quiet: true }, start);
    writeFileSync(out, 'edited by hand');
    await expect(deliverExport(backend, { out, quiet: true }, start)).rejects.toMatchObject({
      code: 'file_exists',
    });
    expect(readFileSync(out, 'utf8')).toBe('edited by hand');
    await deliverExport(backend, { out, quiet: true, overwrite: true }, start);
    expect(readFileSync(out, 'utf8')).toContain('rank');
  });

  const places = isLong
    ? Object.keys(forbidden).filter((name) => !name.includes('no name has'))
    : ['another workspace'];
  test.each(places)('exits with 2, 3 or 4 and one sentence for %s', async (name) => {
    ground = await lay(name);
    const destination = forbidden[name]!(ground);
    const asked = /\.(csv|xlsx|geojson|gpkg)$/.test(destination) ? destination : `${destination}.csv`;
    await backend.open(join(root, 'made.gpkg'));
    const before = pictureOf(ground.folder);
    const { code, stderr } = await pinpoint(
      root,
      'target',
      ground.open,
      '--rule',
      'jsa > 1',
      '--out',
      asked,
      '--overwrite',
    );
    tried += 1;
    expect([2, 3, 4]).toContain(code);
    expect(stderr.trim()).toMatch(/^pinpoint: [^\n]+$/);
    // Opening and closing moves counters in the head of the workspace itself.
    const others = (picture: string): string => picture.replaceAll(/^.*\.\/w\.gpkg.*$/gm, '');
    expect(others(pictureOf(ground.folder))).toBe(others(before));
  });
});
