import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createWorkspace, openForReading, openForWriting } from '#data/workspace';
import { contentOf, publishAreas, publishValues } from '../data/workspace/build.ts';
import { pinpoint } from '../cli/pinpoint.ts';
import { isLong, makeDraw } from '../trial-length.ts';

const project = resolve(import.meta.dirname, '../..');
// A process for each trial.
vi.setConfig({ testTimeout: 1_800_000 });
let root: string;
let tried = 0;
let refused = 0;
const draw = makeDraw();

/** Small file systems can be made where root may mount them. */
function mayMount(): boolean {
  const point = mkdtempSync(join(tmpdir(), 'pinpoint-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', point]).status === 0;
  if (isMounted) spawnSync('umount', [point]);
  rmSync(point, { recursive: true });
  return isMounted;
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pinpoint-full-'));
  const writer = createWorkspace(join(root, 'w.gpkg'), { holder: 'a test' });
  publishAreas(writer, 'lsoa:2011', 300);
  publishValues(writer, 'jsa', { '2018': { A000: 1, A007: 2 } });
  writer.deleteRelease(publishAreas(writer, 'ward:2013', 40));
  writer.close();
  writeFileSync(join(root, 'values.csv'), valuesText());
});
afterAll(() => {
  rmSync(root, { recursive: true });
  console.log(`full disks: ${tried} tried, ${refused} refused (seed ${draw.seed})`);
});

function valuesText(): string {
  const rows = Array.from({ length: 300 }, (_, at) => `A${String(at).padStart(3, '0')},${at}`);
  return ['code,value', ...rows].join('\n');
}

/** Every command that writes, with the workspace as `W` and the folder of what is made as `OUT`. */
const commands: Record<string, string[]> = {
  'a list as CSV': ['target', 'W', '--rule', 'jsa > 0', '--out', 'OUT/list.csv'],
  'a list as XLSX': ['target', 'W', '--rule', 'jsa > 0', '--out', 'OUT/list.xlsx'],
  'a list as GeoPackage': ['target', 'W', '--rule', 'jsa > 0', '--out', 'OUT/list.gpkg'],
  'an empty workspace': ['new', 'OUT/new.gpkg'],
  ...(isLong ? { 'the demonstration': ['demo', 'OUT/demo.gpkg'] } : {}),
  'an import':
    'import observations W VALUES --geography lsoa --vintage 2011 --indicator people --kind count --period 2019'.split(
      ' ',
    ),
  'what is forgotten': ['forget', 'W'],
};

interface Ground {
  workspace: string;
  out: string;
  /** Before the command: limits of the process. */
  limit?: string;
}

function wordsOn({ workspace, out }: Ground, words: readonly string[]): string[] {
  return words.map((word) =>
    word
      .replace(/^W$/, workspace)
      .replace(/^OUT/, out)
      .replace(/^VALUES$/, join(root, 'values.csv')),
  );
}

/** Runs a command in this process, in the long version in one of its own; what it printed on standard error, and how it ended. */
async function run(words: readonly string[], ground: Ground, temporary: string): Promise<Ended> {
  if (isLong) return runProcess(words, ground, temporary);
  vi.stubEnv('TMPDIR', temporary);
  try {
    const { code, stderr } = await pinpoint(root, ...wordsOn(ground, words));
    return { status: code, stderr: stderr.trim() };
  } finally {
    vi.unstubAllEnvs();
  }
}

/** Runs a command of the real program, where limits and what is left at its end are those of a process. */
function runProcess(words: readonly string[], ground: Ground, temporary: string): Ended {
  const { limit } = ground;
  const args = wordsOn(ground, words);
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', `${limit ?? ':'}; exec "$@"`, 'sh', process.execPath, join(project, 'cli/pinpoint.mjs'), ...args],
    {
      cwd: project,
      env: { ...process.env, TMPDIR: temporary, PINPOINT_HOME: join(root, 'home') },
      encoding: 'utf8',
    },
  );
  return { status, stderr: stderr.trim() };
}

interface Ended {
  status: number | null;
  stderr: string;
}

/** A file system of its own with so much room left, in bytes; `use` gets its folder. */
async function onSmallDisk(
  roomBytes: number,
  files: Record<string, string>,
  use: (folder: string) => Promise<void> | void,
): Promise<void> {
  const point = mkdtempSync(join(root, 'disk-'));
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${isLong ? 64 : 16}m`, 'tmpfs', point]);
  try {
    for (const [name, source] of Object.entries(files)) copyFileSync(source, join(point, name));
    const { bavail, bsize } = statfsSync(point);
    writeFileSync(join(point, 'ballast'), Buffer.alloc(bavail * bsize - roomBytes));
    await use(point);
  } finally {
    spawnSync('umount', [point]);
    rmSync(point, { recursive: true });
  }
}

/** One sentence with a remedy where it failed, never a stack trace. */
function expectSentence({ status, stderr }: Ended): void {
  expect([0, 3], stderr).toContain(status);
  if (status !== 0) refused += 1;
  if (status !== 0) expect(stderr).toMatch(/^pinpoint: [^\n]+\.$/);
  expect(stderr).not.toMatch(/ENOSPC|EFBIG|SQLITE|\n {4}at /);
}

/** Once there is room again; a WAL that could not be taken in for want of it is taken in then. */
function expectSound(path: string): void {
  openForWriting(path, { holder: 'a test' }).close();
  const reader = openForReading(path);
  expect(reader.check().problems).toEqual([]);
  reader.close();
}

/** Bytes that are left. */
const roomy = isLong ? 40_000_000 : 10_000_000;
const rooms = isLong ? [0, 4096, 32_768, 131_072, 524_288, 1_048_576] : [0];

const canMount = mayMount();

describe.skipIf(!canMount)('on a disk with room', () => {
  test.each(Object.entries(commands))('%s is there', async (_, words) => {
    await onSmallDisk(roomy, { 'w.gpkg': join(root, 'w.gpkg') }, async (folder) => {
      const { status, stderr } = await run(words, { workspace: join(folder, 'w.gpkg'), out: folder }, folder);
      expect([status, stderr]).toEqual([0, '']);
    });
  });
});

describe.skipIf(!canMount)('on a full disk', () => {
  test.each(Object.entries(commands))('%s is whole or not there, where it goes', async (_, words) => {
    for (const room of rooms)
      await onSmallDisk(room, {}, async (out) => {
        const workspace = join(root, `own-${tried}.gpkg`);
        copyFileSync(join(root, 'w.gpkg'), workspace);
        const ended = await run(words, { workspace, out }, root);
        tried += 1;
        expectSentence(ended);
        if (ended.status !== 0) expect(readdirSync(out)).toEqual(['ballast']);
        expectSound(workspace);
      });
  });

  test.each(Object.entries(commands))('%s leaves the workspace sound, where that lies', async (_, words) => {
    for (const room of rooms)
      await onSmallDisk(room, { 'w.gpkg': join(root, 'w.gpkg') }, async (folder) => {
        const out = join(root, `out-${tried}`);
        mkdirSync(out);
        const workspace = join(folder, 'w.gpkg');
        const before = contentOf(workspace);
        const ended = await run(words, { workspace, out }, root);
        tried += 1;
        expectSentence(ended);
        rmSync(join(folder, 'ballast'));
        expectSound(workspace);
        if (ended.status !== 0) {
          expect(contentOf(workspace)).toEqual(before);
          expect(readdirSync(out)).toEqual([]);
        }
        expect(readdirSync(folder).filter((name) => !/^w(\.backup)?\.gpkg$/.test(name))).toEqual([]);
      });
  });

  // Each in a process of its own; by default some of them.
  test.each(draw.some(Object.entries(commands), 3))(
    '%s leaves nothing lying, where temporary files go',
    async (_, words) => {
      for (const room of rooms)
        await onSmallDisk(room, {}, (temporary) => {
          const out = join(root, `out-${tried}`);
          mkdirSync(out);
          const workspace = join(out, 'w.gpkg');
          copyFileSync(join(root, 'w.gpkg'), workspace);
          const ended = runProcess(words, { workspace, out }, temporary);
          tried += 1;
          expectSentence(ended);
          expect(readdirSync(temporary).filter((name) => name.startsWith('pinpoint-'))).toEqual([]);
          expectSound(workspace);
          if (ended.status !== 0)
            expect(readdirSync(out).filter((name) => !/^w(\.backup)?\.gpkg$/.test(name))).toEqual([]);
        });
    },
  );
});

describe.runIf(isLong || !canMount)('where no file may grow', () => {
  test.each(Object.entries(commands))('%s is whole or not there', (_, words) => {
    for (const blocks of isLong ? [0, 8, 64, 512, 2048] : [64]) {
      const out = join(root, `out-${tried}`);
      mkdirSync(out);
      const workspace = join(out, 'w.gpkg');
      copyFileSync(join(root, 'w.gpkg'), workspace);
      const ended = runProcess(words, { workspace, out, limit: `ulimit -f ${blocks}` }, root);
      tried += 1;
      expectSentence(ended);
      expectSound(workspace);
      if (ended.status !== 0)
        expect(readdirSync(out).filter((name) => !/^w(\.backup)?\.gpkg$/.test(name))).toEqual([]);
    }
  });
});
