import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import { leavingStates, type BackendEvent, type CallInput } from '#contract';
import { aFolder } from '../../data/workspace/build.ts';
import { watchThreads } from '../threads/watched.ts';
import { aCounty } from '../disclosure/a-county.ts';

const threads = watchThreads('look');

const counts = [3, 40, 52, 31, 60, 71, 88, 2, 44, 45, 46, 47, 48, 49, 50, 51];

/** A county of restricted claimants, opened as by a host with a page or one without. */
async function open(hasPage: boolean): Promise<{ backend: Backend; told: (number | null)[] }> {
  const folder = aFolder();
  const path = join(folder, 'county.gpkg');
  const { workspace } = aCounty(counts, path);
  workspace.close();
  const backend = createBackend({ holder: 'a test', home: folder, hasPage });
  onTestFinished(async () => void (await backend.close()));
  await backend.open(path);
  const told: (number | null)[] = [];
  backend.subscribe((event: BackendEvent) => {
    if (event.type === 'leaving.progress') told.push(event.share);
  });
  return { backend, told };
}

const claimants = { geography: 'lsoa:2011', indicator: 'claimants', period: null };
const leavingOf = ({ client }: Backend, look: string | null = null) =>
  client.call('observation.leaving', { ...claimants, look });
const listed: CallInput<'export.preview'> = {
  question: { rule: 'claimants > 10', geography: 'lsoa:2011', period: null, need: null, order: null },
  title: null,
  limit: null,
  share: null,
  all: true,
  author: null,
};

/** Until the work has begun of which is told. */
async function begun(told: readonly unknown[]): Promise<void> {
  for (const { length } = told; told.length === length;) await setImmediate();
}

const statesOf = ({ states }: { states: Uint8Array }): string[] =>
  Array.from(states, (state) => leavingStates[state]!);

test('other calls are answered while it is worked out what may leave, which is then kept', async () => {
  const { backend, told } = await open(true);
  const order: string[] = [];
  const first = leavingOf(backend).then((found) => (order.push('leaving'), found));
  await backend.client.call('workspace.describe', {}).then(() => order.push('description'));
  const found = await first;
  expect(order).toEqual(['description', 'leaving']);
  expect(statesOf(found).filter((state) => state === 'hidden').length).toBeGreaterThan(2);
  expect(found.values[1]).toBe(40);
  expect([told[0], told.at(-1)]).toEqual([0, null]);
  const { length } = told;
  await backend.client.call('export.preview', listed);
  expect(told).toHaveLength(length);
});

test('it is the same as where nobody sits at a page, and all is worked out where it is asked for', async () => {
  const [page, none] = [await open(true), await open(false)];
  expect(await leavingOf(page.backend)).toEqual(await leavingOf(none.backend));
  expect(none.told).toEqual([]);
});

test('who does not wait any more is told so, and the work ends with the last who waited', async () => {
  const { backend, told } = await open(true);
  const { client } = backend;
  const before = threads.length;
  const [one, other] = [leavingOf(backend, 'dialog'), leavingOf(backend, 'badge')];
  await begun(told);
  await client.call('look.cancel', { look: 'dialog' });
  await expect(one).rejects.toMatchObject({ code: 'cancelled' });
  expect(statesOf(await other)).toContain('hidden');
  expect(threads.length - before).toBeLessThanOrEqual(1);

  const asked = client.call('target.list', { ...listed, policy: '10-5', look: 'dialog' });
  const beside = client.call('export.preview', { ...listed, policy: '10-5', look: 'dialog' });
  await begun(told);
  await client.call('look.cancel', { look: 'dialog' });
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  await expect(beside).rejects.toMatchObject({ code: 'cancelled' });
  expect(told.at(-1)).toBeNull();
  expect((await client.call('export.preview', { ...listed, policy: '10-5' })).columns).toHaveLength(1);
});

test('another policy under the same name takes the place of the one before', async () => {
  const { backend } = await open(true);
  const { client } = backend;
  const before = client.call('export.preview', { ...listed, policy: '10-5', look: 'dialog' });
  const now = client.call('export.preview', { ...listed, policy: '7-5', look: 'dialog' });
  await expect(before).rejects.toMatchObject({ code: 'cancelled' });
  expect((await now).policy).toBe('7-5');
});

test('what was worked out of a workspace that has changed meanwhile is worked out again', async () => {
  const { backend } = await open(true);
  const { client } = backend;
  const found = leavingOf(backend);
  const { releases } = await client.call('workspace.describe', {});
  const { id: release } = releases.find(({ sensitivity }) => sensitivity === 'restricted')!;
  await client.call('release.classify', { release, sensitivity: 'published' });
  expect(new Set(statesOf(await found))).toEqual(new Set(['as it is']));
});
