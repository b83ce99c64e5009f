import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sweepScratch } from '#data/files';
import { createWorkspace, openForWriting } from '#data/workspace';
import { Connection } from '../../data/workspace/connection.ts';
import { migrate } from '../../data/workspace/migrate.ts';
import { migrations } from '../../data/workspace/migrations/index.ts';
import { addSpatialFunctions } from '../../data/workspace/spatial.ts';
import { pinpoint, startShown } from '../cli/pinpoint.ts';
import { contentOf, publishAreas, publishValues } from '../data/workspace/build.ts';
import { isLong, makeDraw } from '../trial-length.ts';

/** The moments at which an action writes are cut into so many stretches, and one of each is tried. */
const tries = isLong ? 60 : 2;
const draw = makeDraw();
// A process for each kill, and one after it.
vi.setConfig({ testTimeout: 1_800_000 });
const marker = 'Marker-of-what-was-deleted';

let root: string;
let kills = 0;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pinpoint-kills-'));
  makeGround(join(root, 'new'), false);
  makeGround(join(root, 'old'), true);
});
afterAll(() => {
  rmSync(root, { recursive: true });
  console.log(`kills: ${kills} (seed ${draw.seed})`);
});

/** A folder with a workspace in which something was deleted, and files to be delivered over older ones. */
function makeGround(folder: string, isOld: boolean): void {
  mkdirSync(join(folder, 'made'), { recursive: true });
  mkdirSync(join(folder, 'tmp'));
  for (const name of ['a.csv', 'b.json']) {
    writeFileSync(join(folder, 'made', name), `new ${name} `.repeat(10_000));
    writeFileSync(join(folder, name), `old ${name}`);
  }
  const path = join(folder, 'w.gpkg');
  if (isOld) {
    const connection = new Connection(path, { mustExist: false });
    addSpatialFunctions(connection);
    migrate(connection, () => undefined, migrations.slice(0, 1));
    connection.close();
    return;
  }
  const writer = createWorkspace(path, { holder: 'a test', now: () => '2026-01-01T00:00:00.000Z' });
  publishAreas(writer, 'lsoa:2011', 40);
  publishValues(writer, 'jsa', { '2018': { A000: 1, A007: 2 } });
  writer.deleteRelease(publishAreas(writer, 'ward:2013', 40, { name: () => marker }));
  writer.close();
}

/** Does an action in a process of its own; answers what it printed, and "killed" where it was. */
function run(action: string, folder: string, moment: number): string {
  const { stdout, stderr, signal } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'victim.ts'), action, join(folder, 'w.gpkg'), String(moment)],
    {
      cwd: resolve(import.meta.dirname, '../..'),
      env: { ...process.env, TMPDIR: join(folder, 'tmp') },
      encoding: 'utf8',
    },
  );
  if (stderr !== '') throw new Error(stderr);
  return signal === 'SIGKILL' ? 'killed' : stdout;
}

/** What a folder holds once the workspace has been opened again and closed: files by name, what is in force, its soundness. */
function afterOpening(folder: string) {
  const path = join(folder, 'w.gpkg');
  const writer = openForWriting(path, { holder: 'a test' });
  expect(writer.check().problems).toEqual([]);
  const deleted = writer.listDeleted();
  writer.close();
  const connection = new Connection(path, { readonly: true });
  expect(connection.pragma('integrity_check')).toBe('ok');
  connection.close();
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return {
    content: contentOf(path),
    deleted,
    delivered: [text('a.csv'), text('b.json')],
    copy: existsSync(join(folder, 'copy.gpkg')),
  };
}

type State = ReturnType<typeof afterOpening>;

/** Every part of a state is the one before or the one after; several files may be told apart by a kill between them. */
function expectEither(state: State, before: State, after: State): void {
  for (const part of ['content', 'deleted', 'copy'] as const)
    expect([JSON.stringify(before[part]), JSON.stringify(after[part])]).toContain(
      JSON.stringify(state[part]),
    );
  state.delivered.forEach((text, at) => expect([before.delivered[at], after.delivered[at]]).toContain(text));
}

const mayLie = /^(w(\.backup|\.schema-\d+(-\d+)?)?\.gpkg|copy\.gpkg|a\.csv|b\.json|made|tmp)$/;

function lay(ground: string, name: string): string {
  const folder = join(root, name);
  cpSync(ground, folder, { recursive: true });
  return folder;
}

/** Kills the command line when it tells of this stage; answers whether it was still at work. */
async function killForgetting(folder: string, stage: string): Promise<boolean> {
  const { child, until, ended } = startShown(folder, 'forget', 'w.gpkg');
  await until((told) => told.stage === stage);
  child.kill('SIGKILL');
  return (await ended).signal === 'SIGKILL';
}

test('the command line killed while it forgets has forgotten or has not, and does when it is asked again', async () => {
  const whole = lay(join(root, 'new'), 'cli whole');
  const { told, ended } = startShown(whole, 'forget', 'w.gpkg');
  expect((await ended).code).toBe(0);
  const stages = [...new Set(told.map(({ stage }) => stage))];
  expect(stages).toContain('Forgetting');
  const after = afterOpening(whole);
  const before = afterOpening(lay(join(root, 'new'), 'cli not at all'));
  // Where in a stage the kill comes is the machine's affair: more often is more places.
  const others = draw.some(
    stages.filter((stage) => stage !== 'Forgetting'),
    1,
  );
  for (const stage of ['Forgetting', ...others].flatMap((one) => Array<string>(isLong ? 20 : 1).fill(one))) {
    const folder = lay(join(root, 'new'), `cli ${stage}`);
    if (await killForgetting(folder, stage)) kills += 1;
    expectEither(afterOpening(folder), before, after);
    expect((await pinpoint(folder, 'forget', 'w.gpkg')).code).toBe(0);
    expect(afterOpening(folder).deleted.releases).toEqual([]);
    const holding = readdirSync(folder).filter((name) => /^w\..*gpkg/.test(name));
    expect(holding.filter((name) => readFileSync(join(folder, name)).includes(marker))).toEqual([]);
    rmSync(folder, { recursive: true });
  }
});

/** Sweeps away what the dead have left among the temporary files of this folder. */
function sweepIn(temporary: string): void {
  vi.stubEnv('TMPDIR', temporary);
  sweepScratch();
  vi.unstubAllEnvs();
}

/** Of moments from 1 to the last the ones that are tried: one anywhere in each stretch. */
function momentsOf(last: number): number[] {
  const count = Math.min(last, tries);
  const ends = Array.from({ length: count + 1 }, (_, at) => Math.floor((at * last) / count));
  return ends.slice(1).map((end, at) => ends[at]! + 1 + draw.below(end - ends[at]!));
}

describe.each(['import', 'undo', 'forget', 'migrate', 'copy', 'deliver'])(
  'a process killed while it does this: %s',
  (action) => {
    test('leaves the state before or the one after, and nothing lying once the workspace was opened again', () => {
      const ground = join(root, action === 'migrate' ? 'old' : 'new');
      const whole = lay(ground, `${action} whole`);
      const moments = Number(run(action, whole, 0));
      expect(moments).toBeGreaterThan(3);
      const after = afterOpening(whole);
      const before = afterOpening(lay(ground, `${action} not at all`));
      for (const moment of momentsOf(moments)) {
        const folder = lay(ground, `${action} ${moment}`);
        expect(run(action, folder, moment)).toBe('killed');
        kills += 1;
        expectEither(afterOpening(folder), before, after);
        expect(readdirSync(folder).filter((name) => !mayLie.test(name))).toEqual([]);
        const isForgotten = action === 'forget' && afterOpening(folder).deleted.releases.length === 0;
        const holding = readdirSync(folder)
          .filter((name) => /^w\..*gpkg/.test(name))
          .filter((name) => readFileSync(join(folder, name)).includes(marker));
        if (isForgotten) expect(holding).toEqual([]);
        // As the next process does that needs a folder of its own.
        sweepIn(join(folder, 'tmp'));
        expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
        rmSync(folder, { recursive: true });
      }
    });
  },
);
