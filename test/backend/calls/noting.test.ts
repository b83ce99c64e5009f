import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import type { CallInput, CallName, LeftDocument } from '#contract';
import { openForWriting } from '#data/workspace';
import { publishValues } from '../../data/workspace/build.ts';
import { copyDemonstration } from '../../demonstration.ts';

let folder: string;
let backend: Backend;
let code: string;

const geography = 'lsoa:2001';
const leavers = { indicator: 'leavers' };
const question = { rule: 'leavers > 10', geography, period: null, need: null, order: null };
const values = { geography, ...leavers, period: null };
const travel = { mode: 'walk' as const, limit: 15 };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-noting-'));
  copyDemonstration(join(folder, 'demo.gpkg'));
  const workspace = openForWriting(join(folder, 'demo.gpkg'), { holder: 'a test' });
  code = workspace.getAreas(geography).codes[1]!;
  const counts = Object.fromEntries(
    workspace
      .getAreas(geography)
      .codes.map((code, at): [string, number] => [code, at % 9 === 0 ? 3 : 12 + at]),
  );
  publishValues(
    workspace,
    'leavers',
    { '2008-07': counts },
    { geography, draft: { sensitivity: 'restricted' } },
  );
  workspace.close();
  backend = createBackend({ holder: 'a test', home: folder });
  await backend.open(join(folder, 'demo.gpkg'));
});

afterEach(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

async function listLeft(): Promise<LeftDocument[]> {
  return (await backend.client.call('export.log', {})).exports;
}

/** Has something measured, and prints it. */
async function measure(
  name: 'coverage.start' | 'ledger.start',
  input: CallInput<'ledger.start'>,
): Promise<void> {
  const { job } = await backend.client.call(name, input);
  await expect.poll(async () => (await backend.client.call('job.get', { job })).state).toBe('done');
  await backend.client.call('job.result', { job });
}

const need = leavers;
const asked = (): { [Name in CallName]?: CallInput<Name> } => ({
  'observation.values': values,
  'observation.series': { geography, code, ...leavers },
  'rule.evaluate': question,
  'rule.explain': { ...question, code },
  'rule.compare': { a: question, b: { ...question, rule: 'leavers > 20' } },
  'provision.reach': { geography: 'ward:2003', need },
});

describe('what is printed of restricted figures', () => {
  test('is noted, each once however often it is asked for', async () => {
    for (let time = 0; time < 2; time += 1)
      for (const [name, input] of Object.entries(asked())) await backend.client.call(name as CallName, input);
    const left = await listLeft();
    expect(left.map(({ title }) => title)).toEqual([
      'Values of areas',
      'Values of an area over time',
      'Areas by a rule',
      'An area and a rule',
      'Two rules compared',
      'Whom providers reach',
    ]);
    expect(left[4]).toMatchObject({
      format: 'text',
      file: 'printed',
      policy: 'under5',
      rule: 'leavers > 10',
    });
    expect(left[4]!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is noted with what was measured for it in another thread', async () => {
    const request = { geography, selector: '*', travel, need, by: 'district:2009' as const };
    await measure('ledger.start', { ...request, by: 'area' });
    await measure('coverage.start', request);
    expect((await listLeft()).map(({ title, rule }) => [title, rule])).toEqual([
      ['Add up the ledger of *', '*'],
      ['Measure the coverage of *', '*'],
    ]);
  });

  test('is compared with what has left, and what is stopped is neither told nor noted', async () => {
    await backend.client.call('observation.values', values);
    await backend.client.call('workspace.setPolicy', { policy: 'round5' });
    for (const name of ['observation.values', 'rule.evaluate', 'rule.compare'] as const)
      await expect(backend.client.call(name, asked()[name] as never)).rejects.toThrow(
        /Together with “Values of areas” \(printed, .* one of the two hides/,
      );
    expect(await listLeft()).toHaveLength(1);
  });

  test('holds for performance as well', async () => {
    const { releases } = await backend.client.call('workspace.describe', {});
    const release = releases.find(({ kind }) => kind === 'performance')!.id;
    await backend.client.call('release.classify', { release, sensitivity: 'restricted' });
    await backend.client.call('workspace.setPolicy', { policy: '10-5' });
    await backend.client.call('provision.funnel', {});
    expect((await listLeft()).map(({ title }) => title)).toEqual(['Providers against chance']);
    await backend.client.call('workspace.setPolicy', { policy: 'custom:2,0' });
    await expect(backend.client.call('provision.funnel', {})).rejects.toThrow(
      /Together with “Providers against chance”/,
    );
  });
});

test('where nothing is restricted nothing is written', async () => {
  const before = (await backend.client.call('workspace.info', {})).revision;
  await backend.client.call('observation.values', { ...values, indicator: 'jsa_claimants' });
  await backend.client.call('rule.compare', {
    a: { ...question, rule: 'jsa_rate > 10' },
    b: { ...question, rule: 'jsa_rate > 8' },
  });
  expect((await backend.client.call('workspace.info', {})).revision).toBe(before);
  expect(await listLeft()).toEqual([]);
});

test('a workspace that cannot be written shows no restricted figures, and all others', async () => {
  const second = createBackend({ holder: 'another', home: folder });
  await second.open(join(folder, 'demo.gpkg'));
  await expect(second.client.call('observation.values', values)).rejects.toThrow(/opened for reading only/);
  await second.client.call('observation.values', { ...values, indicator: 'jsa_claimants' });
  await second.close();
});
