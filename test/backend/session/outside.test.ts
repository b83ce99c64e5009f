import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBackend, type Backend } from '#backend';
import {
  makeClient,
  type BackendEvent,
  type Client,
  type ImportMapping,
  type PinpointError,
} from '#contract';
import { openForReading } from '#data/workspace';
import { endOfJob } from '../../contract/cases.ts';
import {
  asOtherProgram,
  copyAsOtherProgram,
  copySlowlyAsOtherProgram,
  hashAsOtherProgram,
  holdAsOtherProgram,
  overwriteAsOtherProgram,
} from '../../data/workspace/other-program.ts';
import { copyDemonstration } from '../../demonstration.ts';
import { casesOf } from '../../trial-length.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let workspace: string;
let backend: Backend;
let told: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-outside-'));
  workspace = join(folder, 'region.gpkg');
  copyDemonstration(workspace);
  backend = createBackend({ holder: 'a test', home: folder });
  await backend.open(workspace);
  told = [];
  backend.subscribe((event: BackendEvent) => {
    if (event.type === 'workspace.disturbed') told.push(event.sentence);
  });
});
afterEach(async () => {
  await backend.close();
  rmSync(folder, { recursive: true });
});

const anotherClient = (): Client =>
  makeClient({
    send: async (request) => (await backend.answer(request)).bytes,
    subscribe: (listener) => backend.subscribe(listener),
  });
const addSite = (client: Client, name: string): Promise<{ id: string }> =>
  client.call('site.save', {
    id: null,
    name,
    lon: -2.98,
    lat: 53.4,
    postcode: null,
    firstDay: null,
    lastDay: null,
  });
const look = (client: Client = backend.client) => client.call('workspace.info', {});
const namesOf = async (): Promise<string[]> =>
  (await backend.client.call('provision.list', {})).provision.providers.map(({ name }) => name);
const rename = "UPDATE provider SET name = 'Changed in QGIS' WHERE id = (SELECT min(id) FROM provider)";

async function refusalOf(work: Promise<unknown>): Promise<Pick<PinpointError, 'code' | 'message'>> {
  return work.then(
    () => ({ code: 'internal', message: 'It was taken.' }),
    (error: PinpointError) => error,
  );
}

/** The sentence that comes by itself, without any call; "noticed within about two seconds" is a bound that ends the wait. */
async function nextSentence(): Promise<string> {
  await expect.poll(() => told.length, { timeout: 4000, interval: 20 }).toBeGreaterThan(0);
  return told.shift()!;
}

describe('a change by another program', () => {
  test('is noticed by itself, said in a sentence with the time, and everything is read anew', async () => {
    const { revision } = await look();
    expect(await namesOf()).not.toContain('Changed in QGIS');
    asOtherProgram(workspace, rename);
    expect(await nextSentence()).toMatch(
      /^Another program changed region\.gpkg at \d\d:\d\d\. What you see has been read anew\.$/,
    );
    expect(await namesOf()).toContain('Changed in QGIS');
    expect((await look()).revision).toBeGreaterThan(revision);
  });

  test('is known to the very next call: numbers, tables, and a change founded on what was before', async () => {
    const question = { rule: 'jsa_rate > 10', geography: 'lsoa:2001', period: null, need: null, order: null };
    const before = await backend.client.call('rule.evaluate', question);
    await look();
    asOtherProgram(workspace, 'UPDATE observation SET value = 0 WHERE value IS NOT NULL');
    const { counts } = await backend.client.call('rule.evaluate', question);
    expect(before.counts.in).toBeGreaterThan(0);
    expect(counts.in).toBe(0);
    const { code, message } = await refusalOf(addSite(backend.client, 'Southgate'));
    expect(code).toBe('stale');
    expect(message).toMatch(
      /^Nothing was changed: since you last saw it, another program has changed the workspace at \d\d:\d\d\.$/,
    );
    // Who has seen it goes on.
    await look();
    await addSite(backend.client, 'Southgate');
  });

  test('and one of another window stand side by side in the refusal, each by its name and time', async () => {
    const other = anotherClient();
    await look();
    await look(other);
    await addSite(other, 'Northgate');
    asOtherProgram(workspace, rename);
    expect((await refusalOf(addSite(backend.client, 'Southgate'))).message).toMatch(
      /another window has changed the workspace: “Add Northgate” at \d\d:\d\d, something by another program at \d\d:\d\d\.$/,
    );
  });

  test('that is still being written is waited for, and never written over unseen', async () => {
    await look();
    const { ended } = await holdAsOtherProgram(workspace, rename, 800);
    expect((await refusalOf(addSite(backend.client, 'Southgate'))).code).toBe('stale');
    await ended;
    expect(await nextSentence()).toContain('Another program changed region.gpkg');
  });

  test('is never taken from what is done here: by two pages, jobs, undo and measuring', async () => {
    const other = anotherClient();
    await look(other);
    for (let round = 0; round < casesOf(3, 8); round += 1) {
      await look();
      await addSite(backend.client, `Site ${round}`);
      const { job } = await backend.client.call('catchment.start', {
        place: { lon: -2.98 + round / 1000, lat: 53.4 },
        travel: {
          mode: 'walk',
          limit: 20,
          date: null,
          window: '07:00-09:00',
          percentile: 50,
          direction: 'from',
          maxWalkMinutes: 15,
        },
        geography: 'lsoa:2001',
      });
      await other.call('area.tile', { geography: 'lsoa:2001', z: 9, x: 252, y: 165 });
      expect((await endOfJob(backend.client, job)).state).toBe('done');
      await backend.client.call('workspace.undo', {});
    }
    // Longer than the pause between two looks.
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect(told).toEqual([]);
  });

  test('that breaks the layout is said; nothing is changed, nothing ends in a fault, and it can be mended', async () => {
    asOtherProgram(workspace, 'ALTER TABLE provider RENAME TO provider_old');
    expect(await nextSentence()).toMatch(/the table “provider” is missing/);
    const info = await look();
    expect(info.lost).toContain('Nothing more is changed in it here.');
    expect(info.readOnly).toBe(true);
    for (const refused of [
      addSite(backend.client, 'Southgate'),
      backend.client.call('provision.list', {}),
      backend.client.call('workspace.undo', {}),
    ]) {
      const { code, message } = await refusalOf(refused);
      expect(code).not.toBe('internal');
      expect(message).toContain('provider');
    }
    asOtherProgram(workspace, 'ALTER TABLE provider_old RENAME TO provider');
    expect(await nextSentence()).toContain('Another program changed region.gpkg');
    expect((await look()).lost).toBeNull();
    await addSite(backend.client, 'Southgate');
  });
});

describe('a file that is not in its place any more', () => {
  const ways = [
    { what: 'deleted', take: () => rmSync(workspace), says: 'it was deleted, moved or renamed' },
    {
      what: 'moved',
      take: () => renameSync(workspace, join(folder, 'elsewhere.gpkg')),
      says: 'it was deleted, moved or renamed',
    },
    {
      what: 'replaced',
      take: () => renameSync(join(folder, 'older.gpkg'), workspace),
      says: 'another file in the place of region.gpkg',
    },
  ];

  test.each(ways)(
    'when $what, is said, can still be looked at and saved as a copy, and takes no change',
    async ({ take, says }) => {
      copyAsOtherProgram(workspace, join(folder, 'older.gpkg'));
      await look();
      await addSite(backend.client, 'Southgate');
      take();
      const placed = hashAsOtherProgram(workspace);
      expect(await nextSentence()).toContain(says);
      expect((await look()).lost).toContain(says);
      expect(await refusalOf(addSite(backend.client, 'Northgate'))).toMatchObject({
        code: 'read_only',
        message: expect.stringMatching(/^Nothing was changed\. /),
      });
      const question = {
        rule: 'jsa_rate > 10',
        geography: 'lsoa:2001',
        period: null,
        need: null,
        order: null,
      };
      expect((await backend.client.call('rule.evaluate', question)).counts.in).toBeGreaterThan(0);
      const { job } = await backend.client.call('workspace.copy', {});
      const ended = await endOfJob(backend.client, job);
      if (ended.product?.kind !== 'files') throw new Error(ended.error?.message);
      const copy = join(folder, 'saved.gpkg');
      backend.handover.deliver([{ file: ended.product.files[0]!, destination: copy }], {
        overwrite: false,
      });
      const saved = openForReading(copy);
      expect(saved.listSites().map(({ name }) => name)).toContain('Southgate');
      saved.close();
      // What stands in its place is as it was put there.
      expect(hashAsOtherProgram(workspace)).toBe(placed);
    },
  );

  test('replaced, is opened again as it is now; a draft begun before is refused', async () => {
    copyAsOtherProgram(workspace, join(folder, 'older.gpkg'));
    const { file } = await look();
    await addSite(backend.client, 'Southgate');
    await look();
    const draft = backend.client.holdFast();
    renameSync(join(folder, 'older.gpkg'), workspace);
    await nextSentence();
    const info = await anotherClient().call('workspace.open', { file });
    expect(info).toMatchObject({ lost: null, readOnly: false });
    expect((await refusalOf(addSite(draft, 'Northgate'))).code).toBe('stale');
    const { provision } = await backend.client.call('provision.list', {});
    expect(provision.sites.map(({ name }) => name)).not.toContain('Southgate');
    await look();
    await addSite(draft, 'Northgate');
  });

  test('deleted, cannot be opened again, and what was in it stays open', async () => {
    const { file } = await look();
    rmSync(workspace);
    await nextSentence();
    expect((await refusalOf(backend.client.call('workspace.open', { file }))).code).toBe('not_found');
    expect((await look()).lost).not.toBeNull();
  });

  test('is never written to by a job that was at work: the job says so', async () => {
    copyAsOtherProgram(workspace, join(folder, 'older.gpkg'));
    const { codes } = await backend.client.call('area.list', { geography: 'lsoa:2001' });
    const months = Array.from(
      { length: 240 },
      (_, at) => `${1990 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
    );
    const rows = months.flatMap((month) => codes.map((code, at) => `${code},${month},${at}`));
    const path = join(folder, 'many.csv');
    writeFileSync(path, `code,month,n\n${rows.join('\n')}\n`);
    const file = backend.files.register(path);
    const found = { family: 'observations' as const, files: [file], hint: {} };
    const { mapping } = await backend.client.call('import.inspect', found);
    const settled = {
      ...mapping,
      geography: 'lsoa',
      vintage: '2001',
      codeColumn: 'code',
      indicator: 'extra',
      kind: 'count',
      valueColumn: 'n',
      periodColumns: null,
      periodColumn: 'month',
      period: null,
      where: [],
    } as ImportMapping;
    const { job } = await backend.client.call('import.start', { files: [file], mapping: settled });
    await expect
      .poll(async () => (await backend.client.call('job.get', { job })).stage, { interval: 5 })
      .not.toBe('Starting');
    renameSync(join(folder, 'older.gpkg'), workspace);
    const placed = hashAsOtherProgram(workspace);
    await nextSentence();
    const ended = await endOfJob(backend.client, job);
    expect(ended).toMatchObject({ state: 'failed', error: { code: 'read_only' } });
    expect(hashAsOtherProgram(workspace)).toBe(placed);
  });
});

describe('a file that is written over', () => {
  test('with a workspace, is opened anew, and a draft begun before is refused', async () => {
    const older = join(folder, 'older.gpkg');
    copyAsOtherProgram(workspace, older);
    await look();
    await addSite(backend.client, 'Southgate');
    await look();
    const draft = backend.client.holdFast();
    copyAsOtherProgram(older, workspace);
    expect(await nextSentence()).toMatch(/^Another program has written over region\.gpkg/);
    expect((await look(anotherClient())).lost).toBeNull();
    const { provision } = await backend.client.call('provision.list', {});
    expect(provision.sites.map(({ name }) => name)).not.toContain('Southgate');
    expect((await refusalOf(addSite(draft, 'Northgate'))).code).toBe('stale');
    await look();
    await addSite(draft, 'Northgate');
    expect((await backend.client.call('workspace.check', {})).problems).toEqual([]);
  });

  test('slowly, is opened when it is whole', async () => {
    const older = join(folder, 'older.gpkg');
    copyAsOtherProgram(workspace, older);
    await look();
    await addSite(backend.client, 'Southgate');
    await copySlowlyAsOtherProgram(older, workspace);
    expect(await nextSentence()).toContain('What is in it now has been opened.');
    expect((await look()).readOnly).toBe(false);
    expect((await backend.client.call('workspace.check', {})).problems).toEqual([]);
  });

  test('with something else, is closed with a sentence that says what it is', async () => {
    overwriteAsOtherProgram(workspace, 'This is no workspace. '.repeat(1000));
    expect(await nextSentence()).toMatch(/^Another program has written over region\.gpkg/);
    expect((await refusalOf(look())).code).toBe('not_found');
  });
});
