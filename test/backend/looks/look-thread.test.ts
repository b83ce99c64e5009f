import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ImportFamily, Inspection } from '#contract';
import { createWorkspace } from '#data/workspace';
import { lookBudget } from '../../../backend/looks/budget.ts';
import { startLook } from '../../../backend/looks/look-thread.ts';
import type { LookAnswer, LookQuestion } from '../../../backend/looks/look-worker.ts';
import { listOpenFiles, tellsOpenFiles, textsIn, watchThreads } from '../threads/watched.ts';

const root = mkdtempSync(join(tmpdir(), 'pinpoint-look-thread-'));
const makeFile = (name: string): string => {
  const path = join(root, `${name}.gpkg`);
  createWorkspace(path, { holder: 'test' }).close();
  return path;
};

const threads = watchThreads('look');
/** How many of them were started before the test at hand. */
let before = 0;
const started = (): number => threads.length - before;

let looks = 0;

/** A look as a backend gives it to a thread. */
function begin(question: LookQuestion, workspace: string | null = null) {
  const folder = join(root, `look-${(looks += 1)}`);
  mkdirSync(folder);
  const { answer, work } = startLook({
    request: { question, workspace },
    folder,
    budget: lookBudget,
    onProgress: () => undefined,
  });
  // A test may only want it to end.
  answer.catch(() => undefined);
  return { answer, work, folder };
}

async function look(question: LookQuestion, workspace: string | null = null) {
  const { answer, work, folder } = begin(question, workspace);
  const answered = await answer;
  await work.over;
  expect(existsSync(folder)).toBe(false);
  return answered;
}

function written(name: string, content: string | Uint8Array) {
  const path = join(root, name);
  writeFileSync(path, content);
  return { path, name };
}

const inspecting = (
  name: string,
  content: string | Uint8Array,
  family: ImportFamily = 'boundaries',
): LookQuestion => ({ kind: 'inspect', family, files: [written(name, content)], hint: {} });

/** The trial of the file that a look has found to be of a family. */
const trying = (name: string, content: string, seen: LookAnswer): LookQuestion => ({
  kind: 'try',
  files: [written(name, content)],
  mapping: ((seen as { found: unknown }).found as Inspection).mapping,
});

/** Squares with a word in each place where a file can hold one. */
function outlines(word: string, count = 40): string {
  const features = Array.from({ length: count }, (_, at) => {
    const [west, east] = [-3 + at * 0.0001, -2.9999 + at * 0.0001];
    const ring = [[west, 53], [east, 53], [east, 53.01], [west, 53.01], [west, 53]]; // prettier-ignore
    const properties = {
      code: `E01${String(at).padStart(6, '0')}`,
      name: `${word} ${at}`,
      [word]: `${word} of ${at}`,
    };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const sites = (word: string): string =>
  [
    'site id,name,lon,lat,provider,programme,stage',
    ...Array.from(
      { length: 20 },
      (_, at) => `${word}${at},${word} ${at},-2.9${at},53.0005,${word} Ltd,${word},${word}`,
    ),
  ].join('\n');

async function endWaiting(): Promise<void> {
  const { work } = begin(simple);
  await work.stop();
  await work.over;
}

/** Starts with one thread that waits and that only this group has used. */
const renew = async (): Promise<void> => {
  await endWaiting();
  await look(simple);
  before = threads.length;
};
const simple = inspecting('simple.geojson', outlines('simple'));

beforeAll(renew);
beforeEach(() => void (before = threads.length));
afterAll(async () => {
  await endWaiting();
  rmSync(root, { recursive: true });
});

describe('the thread of a look that was answered or refused', () => {
  test('does the next one, at whichever workspace, and has none open in between', async () => {
    const workspaces = [makeFile('one'), makeFile('other'), null];
    const files = tellsOpenFiles ? listOpenFiles() : [];
    for (const workspace of workspaces) {
      const question = inspecting('sites.csv', sites('a'), 'sites');
      const seen = await look(question, workspace);
      expect(seen).toMatchObject({ found: { rows: 20 } });
      if (workspace !== null)
        expect(await look(trying('sites.csv', sites('a'), seen), workspace)).toMatchObject({
          found: { isWhole: true },
        });
      if (tellsOpenFiles) expect(listOpenFiles()).toEqual(files);
    }
    expect(readdirSync(root).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
    expect(started()).toBe(0);
  });

  test('remembers nothing of the file, whatever was found or refused', async () => {
    await renew();
    const word = 'Zephyrine';
    const workspace = makeFile('third');
    const points = written(`${word}-points.csv`, sites(word).replace('site id', 'id'));
    const zipped = zipSync({ [`${word}.geojson`]: new TextEncoder().encode(outlines(word)) });
    const seen = await look(inspecting('sites.csv', sites('a'), 'sites'), workspace);
    const questions: LookQuestion[] = [
      inspecting(`${word}.geojson`, outlines(word)),
      inspecting(`${word}.zip`, zipped),
      inspecting(`${word}-sites.csv`, sites(word), 'sites'),
      trying(`${word}-tried.csv`, sites(word), seen),
      { kind: 'points', files: [points] },
      { kind: 'sets', files: [points] },
      inspecting(`${word}-cut.geojson`, outlines(word).slice(0, 2000)),
      inspecting(`${word}.gpkg`, outlines(word)),
      inspecting(`${word}.csv`, `<!DOCTYPE html><p>${word}</p>`, 'observations'),
    ];
    const files = tellsOpenFiles ? listOpenFiles() : [];
    const answers = [];
    for (const question of questions) answers.push(await look(question, workspace));
    expect(answers.map((answer) => ('failed' in answer ? answer.failed.code : 'found'))).toEqual([
      ...Array.from({ length: 6 }, () => 'found'),
      ...Array.from({ length: 3 }, () => 'input_refused'),
    ]);
    if (tellsOpenFiles) expect(listOpenFiles()).toEqual(files);
    expect(started()).toBe(0);
    const texts = await textsIn(threads.at(-1)!);
    // Its modules are there to be found: it is its memory that is read.
    expect(texts.some((each) => each.includes('cannot be tried'))).toBe(true);
    expect(texts.filter((each) => each.includes(word))).toEqual([]);
  });
});

describe('the thread of a look that ended otherwise', () => {
  beforeEach(renew);

  test('goes where the look was ended, and another does the next', async () => {
    const { answer, work, folder } = begin(inspecting('many.geojson', outlines('a', 20_000)));
    expect(await work.stop()).toBe(true);
    await expect(answer).rejects.toMatchObject({ code: 'internal' });
    expect(existsSync(folder)).toBe(false);
    expect(await look(simple)).toHaveProperty('found');
    expect(started()).toBe(1);
  });
});
