import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import type { Client, ImportMapping } from '#contract';
import { endOfJob } from '../../contract/cases.ts';
import { makeHomeWithDemonstration } from '../../demonstration.ts';

let home: string;
let backend: Backend;
let client: Client;

beforeAll(async () => {
  home = makeHomeWithDemonstration();
  backend = createBackend({ holder: 'a test', home });
  await backend.openDemo();
  ({ client } = backend);
});

afterAll(async () => {
  await backend.close();
  rmSync(home, { recursive: true, force: true });
});

const open = { numerator: null, denominator: null, geography: null };

/** Imports one number for each of the first areas of the demonstration. */
async function importCount(
  indicator: string,
  more: Partial<ImportMapping>,
  numbers: number[],
): Promise<void> {
  const { codes } = await client.call('area.list', { geography: 'lsoa:2001' });
  const path = join(home, `${indicator}.csv`);
  const header = ['code', '0', '16', '65'];
  const rows = numbers.map((number, at) => [codes[at], number, number, number].join(','));
  writeFileSync(path, `${[header.join(','), ...rows].join('\n')}\n`);
  const file = backend.files.register(path);
  const { mapping } = await client.call('import.inspect', {
    family: 'observations',
    files: [file],
    hint: {},
  });
  const settled = {
    ...mapping,
    geography: 'lsoa',
    vintage: '2001',
    codeColumn: 'code',
    indicator,
    name: null,
    kind: 'count',
    valueColumn: '16',
    periodColumns: null,
    periodColumn: null,
    period: '2008-07',
    where: [],
    ...more,
  } as ImportMapping;
  const { job } = await client.call('import.start', { files: [file], mapping: settled });
  expect((await endOfJob(client, job)).error).toBeNull();
}

describe('a rate tried on the workspace', () => {
  test('two fitting counts are proposed, with areas that there are', async () => {
    const trial = await client.call('indicator.try', open);
    expect(trial.denominator).toBe('working_age');
    expect(trial.problem).toBeNull();
    expect(trial.warnings).toEqual([]);
    const { codes } = await client.call('area.list', { geography: trial.geography! });
    expect(codes).toContain(trial.highest!.code);
    expect(trial.highest!.rate).toBeCloseTo((100 * trial.highest!.count) / trial.highest!.base, 10);
    expect(trial.areas.known + trial.areas.suppressed + trial.areas.missing).toBe(trial.areas.all);
  });

  test('the wrong way round it says why it cannot be defined, and the command refuses it', async () => {
    const pair = { numerator: 'working_age', denominator: 'jsa_claimants' };
    const trial = await client.call('indicator.try', { ...open, ...pair });
    expect(trial.problem).toMatch(
      /^working_age ÷ jsa_claimants comes out at [\d,]+ % over all areas, and above 100 % in /,
    );
    const before = (await client.call('workspace.info', {})).revision;
    await expect(
      client.call('indicator.define', { id: 'upside_down', name: null, ...pair }),
    ).rejects.toMatchObject({
      code: 'conflict',
      details: { hint: 'Exchange the two, or divide by another count.' },
    });
    expect((await client.call('workspace.info', {})).revision).toBe(before);
  });

  test('a few areas above 100 % are taken with a warning, without an interval there', async () => {
    await importCount('few_claims', {}, [30, ...Array.from({ length: 19 }, () => 5)]);
    await importCount('few_people', {}, [20, ...Array.from({ length: 19 }, () => 100)]);
    const { warnings } = await client.call('indicator.define', {
      id: 'few_rate',
      name: null,
      numerator: 'few_claims',
      denominator: 'few_people',
    });
    expect(warnings[0]).toMatch(/^In 1 of 20 areas few_claims is above few_people, .*: \w+ 30 of 20\.$/);
    const question = {
      rule: 'few_rate > 10',
      geography: 'lsoa:2001' as const,
      period: null,
      need: null,
      order: null,
    };
    const rest = { title: null, limit: null, share: null, all: true, author: null, policy: 'none' as const };
    const { areas } = await client.call('target.list', { question, ...rest });
    const [first] = areas;
    expect(first).toMatchObject({
      status: 'in',
      confidence: 'unknown',
      values: { few_rate: 150 },
      interval: {},
    });
    expect(areas.filter(({ values }) => values['few_rate'] === 5)).toHaveLength(19);
    for (const area of areas.filter(({ values }) => values['few_rate'] === 5))
      expect(area.interval['few_rate']).toHaveLength(2);
  });

  test('a denominator of all ages for claimants is questioned, known by the columns that were added up', async () => {
    await importCount('everybody', { valueColumn: null, sumColumns: '0,16,65' }, [100, 100, 100]);
    const pair = { numerator: 'few_claims', denominator: 'everybody' };
    const { warnings } = await client.call('indicator.try', { ...open, ...pair });
    expect(warnings.at(-1)).toContain('everybody counts ages 0–65');
  });

  test('what is no count is refused by its name', async () => {
    await expect(client.call('indicator.try', { ...open, numerator: 'nothing' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const pair = { numerator: 'jsa_rate', denominator: 'working_age' };
    await expect(client.call('indicator.define', { id: 'x', name: null, ...pair })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
