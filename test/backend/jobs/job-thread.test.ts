import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBackend } from '#backend';
import type { DesignationMapping, ErrorReport, ImportMapping } from '#contract';
import { createWorkspace } from '#data/workspace';
import { startJob } from '../../../backend/jobs/job-thread.ts';
import type { Task, WorkerMessage } from '../../../backend/jobs/tasks.ts';
import { mappingOf } from '../../data/import/boundaries/files.ts';
import { listOpenFiles, tellsOpenFiles, textsIn, watchThreads } from '../threads/watched.ts';

const root = mkdtempSync(join(tmpdir(), 'pinpoint-job-thread-'));
const workspace = join(root, 'w.gpkg');
const writer = createWorkspace(workspace, { holder: 'test' });

const threads = watchThreads('job');
/** How many of them were started before the test at hand. */
let before = 0;
const started = (): number => threads.length - before;

/** Ends the thread that waits, if one does: it may be another test's. */
async function endWaiting(): Promise<void> {
  const { work } = begin(forgetting);
  await work.stop();
  await work.over;
}

beforeAll(endWaiting);
beforeEach(async () => {
  expect(await doJob(forgetting)).toMatchObject({ errors: [] });
  before = threads.length;
});
afterAll(async () => {
  await endWaiting();
  writer.close();
  rmSync(root, { recursive: true });
});

const forgetting: Task = { type: 'forget', release: null };

let jobs = 0;

/** A job as a backend gives it to a thread: its answers and what it failed with. */
function begin(task: Task, { folder = join(root, `job-${(jobs += 1)}`) } = {}) {
  mkdirSync(folder, { recursive: true });
  const answers: WorkerMessage['type'][] = [];
  const errors: ErrorReport[] = [];
  const cancelFlag = new SharedArrayBuffer(4);
  const fail = (error: ErrorReport): void => {
    if (errors.length === 0) errors.push(error);
  };
  const work = startJob({ workspacePath: workspace, task, cancelFlag, known: null }, folder, {
    tell(message) {
      answers.push(message.type);
      if (message.type === 'failed') errors.push(message.error);
    },
    fail,
  });
  return { work, folder, answers, cancelFlag, ended: work.over.then(() => ({ answers, errors, folder })) };
}

const doJob = (task: Task, options = {}) => begin(task, options).ended;

function importing(name: string, content: string, mapping: ImportMapping): Task {
  const path = join(root, name);
  writeFileSync(path, content);
  return {
    type: 'import',
    files: [{ path, name }],
    mapping,
    publisher: null,
    licence: null,
    sensitivity: null,
  };
}

const codes = Array.from({ length: 40 }, (_, at) => `E010000${at + 10}`);

/** Squares with a word in each place where a file can hold one. */
function outlines(word: string): string {
  const features = codes.map((code, at) => {
    const [west, east] = [-3 + at * 0.01, -2.99 + at * 0.01];
    const ring = [[west, 53], [east, 53], [east, 53.01], [west, 53.01], [west, 53]]; // prettier-ignore
    const properties = { code, name: `${word} ${at}`, [word]: `${word} of ${code}` };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const table = (word: string): string =>
  [
    `code,note,value`,
    ...codes.map((code, at) => `${code},${word} ${at},${at % 2 === 0 ? at * 1000 : `${word} ${at}`}`),
  ].join('\n');

const list: DesignationMapping = {
  family: 'designation',
  id: 'a_list',
  name: 'A list',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: 'code',
  where: [],
};

const counts = {
  family: 'observations',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: 'code',
  indicator: 'claimants',
  name: null,
  kind: 'count',
  of: null,
  unit: null,
  valueColumn: 'value',
  sumColumns: null,
  periodColumns: null,
  periodColumn: null,
  period: '2024-01',
  cohortColumns: {},
  cohort: {},
  where: [],
  rounding: 0,
} as ImportMapping;

describe('the thread of a job that ended well', () => {
  test('does the next one, of whichever backend, also where the backend of the one before was closed', async () => {
    for (const name of ['one', 'other']) {
      const home = join(root, name);
      mkdirSync(home);
      const backend = createBackend({ holder: 'a test', home });
      await backend.create(join(home, 'w.gpkg'));
      const done = new Promise<void>((resolve) => {
        backend.subscribe((event) => {
          if (event.type === 'job.changed' && event.job.state === 'done') resolve();
        });
      });
      await backend.client.call('workspace.forget', { release: null });
      await done;
      await backend.close();
    }
    expect(started()).toBe(0);
  });

  test('does one at a time, and of two that are free one stays', async () => {
    const both = [begin(forgetting), begin(forgetting)];
    for (const { ended } of both) expect(await ended).toMatchObject({ errors: [] });
    expect(started()).toBe(1);
    await doJob(forgetting);
    expect(started()).toBe(1);
    expect(threads.slice(-2).filter(({ threadId }) => threadId !== -1)).toHaveLength(1);
  });

  test('goes after 25 jobs', async () => {
    for (let job = 0; job < 26; job += 1) await doJob(forgetting);
    expect(started()).toBe(1);
  });

  test('works in the folder of the job at hand', async () => {
    const { ended, folder } = begin(importing('x.csv', table('x'), list));
    rmSync(folder, { recursive: true });
    const { errors } = await ended;
    expect(started()).toBe(0);
    expect(errors[0]).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining(`${folder}, cannot`),
    });
  });

  test.skipIf(!tellsOpenFiles)('has no file of it open, and its folder is gone', async () => {
    const files = listOpenFiles();
    for (const vintage of ['2001', '2021']) {
      const { answers, folder } = await doJob(
        importing(`${vintage}.json`, outlines('a'), mappingOf({ vintage })),
      );
      expect(answers.at(-1)).toBe('done');
      expect(existsSync(folder)).toBe(false);
    }
    expect(listOpenFiles()).toEqual(files);
    expect(started()).toBe(0);
  });

  test('remembers nothing of its file', async () => {
    const word = 'Zephyrine';
    const boundaries = mappingOf({ nameField: 'name' });
    for (const task of [
      importing('Quillon.geojson', outlines(word), boundaries),
      importing('Quillon-list.csv', table(word), list),
      importing('Quillon-counts.csv', table(word), counts),
      { type: 'rejects', release: 3, folder: root, madeBy: 'a test' } as const,
    ])
      expect(await doJob(task)).toMatchObject({ errors: [] });
    expect(started()).toBe(0);
    const texts = await textsIn(threads.at(-1)!);
    // Its modules are there to be found: it is its memory that is read.
    expect(texts.includes('The work was cancelled; nothing was changed.')).toBe(true);
    expect(texts.filter((each) => /Zephyrine|Quillon/.test(each))).toEqual([]);
  });
});

describe('the thread of a job that was refused or cancelled in time', () => {
  const cut = (content: string): string => content.slice(0, content.length / 2);

  /** The word is in the name of each file and all over what it holds. */
  const refusals = (word: string): [Task, ErrorReport['code']][] => [
    [importing(`${word}-empty.csv`, 'code\n', list), 'input_refused'],
    [importing(`${word}-codes.csv`, table(word).replaceAll('E01', word), list), 'input_refused'],
    [importing(`${word}-column.csv`, table(word), { ...list, codeColumn: 'other' }), 'input_refused'],
    [
      importing(`${word}-of.csv`, table(word), { ...counts, geography: 'ward' } as ImportMapping),
      'not_found',
    ],
    [importing(`${word}-cut.json`, cut(outlines(word)), mappingOf({ vintage: '1981' })), 'input_refused'],
    [importing(`${word}.gpkg`, outlines(word), mappingOf({ vintage: '1981' })), 'input_refused'],
  ];

  test('does the next one, has no file of it open and remembers nothing of it', async () => {
    const files = tellsOpenFiles ? listOpenFiles() : [];
    for (const [task, code] of refusals('Peverell')) {
      const { answers, errors, folder } = await doJob(task);
      expect(answers.at(-1), JSON.stringify(task)).toBe('failed');
      expect(errors.map((error) => error.code)).toEqual([code]);
      expect(existsSync(folder)).toBe(false);
    }
    const cancelled = begin(importing('Peverell.json', outlines('Peverell'), mappingOf({ vintage: '2031' })));
    Atomics.store(new Int32Array(cancelled.cancelFlag), 0, 1);
    expect((await cancelled.ended).errors[0]?.code).toBe('cancelled');
    expect(started()).toBe(0);
    if (tellsOpenFiles) expect(listOpenFiles()).toEqual(files);
    expect((await textsIn(threads.at(-1)!)).filter((each) => each.includes('Peverell'))).toEqual([]);
  });
});

describe('the thread of a job that ended otherwise', () => {
  test('goes where the job failed of what nobody foresaw, and another does the next', async () => {
    const { ended, folder } = begin(importing('y.csv', table('y'), list));
    rmSync(folder, { recursive: true });
    expect((await ended).answers.at(-1)).toBe('failed');
    expect(threads.at(-1)?.threadId).toBe(-1);
    expect(await doJob(forgetting)).toMatchObject({ errors: [] });
    expect(started()).toBe(1);
  });

  test('goes where the job was stopped, which is told; its folder is gone, and to stop what is over stops nobody', async () => {
    const stopped = begin(importing('more.json', outlines('a'), mappingOf({ vintage: '2041' })));
    expect(await stopped.work.stop()).toBe(true);
    const { errors, folder } = await stopped.ended;
    expect(errors).toEqual([
      { code: 'internal', message: 'The work stopped unexpectedly; nothing was changed.' },
    ]);
    expect(existsSync(folder)).toBe(false);
    const next = begin(forgetting);
    expect(await stopped.work.stop()).toBe(true);
    expect(await next.ended).toMatchObject({ errors: [] });
    const last = begin(forgetting);
    expect(await next.work.stop()).toBe(true);
    expect(await last.ended).toMatchObject({ errors: [] });
    expect(started()).toBe(1);
  });
});
