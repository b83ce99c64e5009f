import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import { importMapping, reportError, type ErrorReport, type ImportFamily } from '#contract';
import { endOfJob } from '../contract/cases.ts';
import {
  listBroken,
  listChangedFields,
  listLarge,
  listMutations,
  listValid,
  place,
  soundRegion,
  type Hostile,
} from './hostile-bytes.ts';
import { isLong, makeDraw } from '../trial-length.ts';

/** A hang is told by this; nothing here comes near it on an idle machine. */
const longestSeconds = 60;

const draw = makeDraw();
let folder: string;
let backend: Backend;
let before: string;
let temporary: string | undefined;
const tried: { kind: string; how: string; seconds: number }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  for (const name of ['work', 'files', 'tmp']) mkdirSync(join(folder, name));
  temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = join(folder, 'tmp');
  backend = createBackend({ holder: 'a test', home: folder, lookBudget: { seconds: longestSeconds } });
  await backend.create(join(folder, 'work', 'w.gpkg'));
  writeFileSync(join(folder, 'region.geojson'), soundRegion());
  expect(await meet(join(folder, 'region.geojson'), 'boundaries', '2011')).toBeNull();
  before = await describe();
});

afterAll(async () => {
  await backend.close();
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  expect(readdirSync(join(folder, 'work'))).toEqual(['w.gpkg']);
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  rmSync(folder, { recursive: true });
  const slowest = tried.toSorted((one, other) => other.seconds - one.seconds).slice(0, 3);
  const count = (how: string): number => tried.filter((each) => each.how === how).length;
  const [taken, asked] = [count('taken'), count('asked about')];
  console.log(
    `${tried.length} hostile files (seed ${draw.seed}): ${tried.length - taken - asked} refused, ${taken} taken for what is good in them, ${asked} asked about. Slowest: ${slowest.map(({ kind, seconds }) => `${kind} (${seconds.toFixed(1)} s)`).join(', ')}.`,
  );
});

async function describe(): Promise<string> {
  const { revision: _, ...rest } = (await backend.client.call('workspace.describe', {})) as Record<
    string,
    unknown
  >;
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex');
}

/** What a person would still have to say. */
const said = {
  boundaries: { geography: 'lsoa', vintage: '2011', codeField: 'LSOA11CD' },
  observations: { geography: 'lsoa', vintage: '2011', codeColumn: 'code', indicator: 'n', kind: 'count', valueColumn: 'value', period: '2011' },
  lookup: { from: 'lsoa:2011', to: 'ward:2011', fromColumn: 'code', toColumn: 'value' },
} as Partial<Record<ImportFamily, Record<string, unknown>>>; // prettier-ignore

/** The look found nothing to refuse and not enough to import by: the dialog would go on asking. */
const unfinished: ErrorReport = { code: 'usage', message: 'Something must still be said of this file.' };

/** Looks, tries and imports as the dialog does; answers the first refusal, or null where something was taken. */
async function meet(path: string, family: ImportFamily, vintage = '2021'): Promise<ErrorReport | null> {
  const file = backend.files.register(path);
  const { client } = backend;
  try {
    const seen = await client.call('import.inspect', { family, files: [file], hint: {} });
    const guessed = Object.entries(seen.mapping).filter(([, value]) => value !== null && value !== '');
    const parsed = importMapping.safeParse({
      ...seen.mapping,
      ...said[family],
      ...Object.fromEntries(guessed),
    });
    if (!parsed.success) return unfinished;
    const mapping = parsed.data;
    if (mapping.family === 'boundaries') mapping.vintage = vintage;
    if (
      mapping.family === 'boundaries' &&
      mapping.codeField === 'LSOA11CD' &&
      !seen.columns.includes('LSOA11CD')
    )
      mapping.codeField = seen.columns[0] ?? '';
    if (!['boundaries', 'observations', 'lookup'].includes(family)) {
      const { refused } = await client.call('import.try', { files: [file], mapping });
      if (refused !== null) return refused;
    }
    const { job } = await client.call('import.start', { files: [file], mapping });
    return (await endOfJob(client, job)).error;
  } catch (error) {
    return reportError(error);
  }
}

const honest = ['input_refused', 'not_found', 'usage', 'conflict'];

async function meetAll(files: Iterable<Hostile>): Promise<void> {
  for (const hostile of files)
    for (const family of hostile.families) {
      const path = place(join(folder, 'files'), hostile);
      const begun = Date.now();
      const meeting = meet(path, family);
      // The backend answers meanwhile.
      await backend.client.call('workspace.info', {});
      const refused = await meeting;
      const what = `${hostile.kind} as ${family}`;
      tried.push({
        kind: what,
        how: refused === unfinished ? 'asked about' : (refused?.code ?? 'taken'),
        seconds: (Date.now() - begun) / 1000,
      });
      rmSync(path);
      if (refused === null) await undo();
      else {
        expect(honest, `${what}: ${refused.code}: ${refused.message}`).toContain(refused.code);
        expect(refused.message, what).toMatch(/^[“A-Z0-9].{10,}\.$/s);
        expect(refused.message, what).not.toContain(folder);
      }
      expect(await describe(), what).toBe(before);
    }
}

/** What was taken is taken back, so that the next file meets an empty workspace. */
async function undo(): Promise<void> {
  const { client } = backend;
  const { releases } = await client.call('workspace.describe', {});
  // The newest first: the region is the oldest.
  for (const { id } of releases.slice(1)) await client.call('release.delete', { release: id });
}

test('the files that are spoiled below are taken as long as they are whole', async () => {
  for (const valid of listValid()) {
    const refused = await meet(place(join(folder, 'files'), valid), valid.families[0]!);
    expect([valid.name, refused]).toEqual([valid.name, null]);
    await undo();
  }
});

test('a gigabyte of another kind is refused by its first kilobyte', async () => {
  await meetAll(isLong ? listLarge() : everyNth(listLarge(), 5));
}, 600_000);

test('a file that is broken in its structure is refused with a sentence', async () => {
  await meetAll(isLong ? listBroken(true) : inOneFamily(listBroken(false)));
}, 900_000);

test('a valid file that was spoiled on its way is refused, or read for what is good in it', async () => {
  await meetAll(isLong ? listMutations(60) : listMutations(1, draw.below(2 ** 20)));
}, 1_800_000);

test('a number in the structure of a file is one too many, one too few, none or as large as can be', async () => {
  const fields = Map.groupBy(listChangedFields(), ({ name }) => name);
  await meetAll([...fields.values()].flatMap((changed) => draw.some(changed, 3)));
}, 1_800_000);

function* everyNth<Item>(items: Iterable<Item>, nth: number): Iterable<Item> {
  let at = 0;
  for (const item of items) if (at++ % nth === 0) yield item;
}

/** Each file as one of the families that it could be met as, one family after another. */
function* inOneFamily(files: Iterable<Hostile>): Iterable<Hostile> {
  let at = draw.below(60);
  for (const file of files) yield { ...file, families: [file.families[at++ % file.families.length]!] };
}
