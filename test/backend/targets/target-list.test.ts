import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import type { TargetList } from '#contract';
import { makeHomeWithDemonstration } from '../../demonstration.ts';

let home: string;
let backend: Backend;

beforeAll(async () => {
  home = makeHomeWithDemonstration();
  backend = createBackend({ holder: 'a test', home });
  await backend.openDemo();
});

afterAll(async () => {
  await backend.close();
  rmSync(home, { recursive: true, force: true });
});

function listOf(rule: string, need: string | null = null): Promise<TargetList> {
  const question = { rule, geography: 'lsoa:2001', period: '2008-07', need, order: null };
  const rest = { title: null, limit: 3, share: null, all: false, author: null, policy: 'none' } as const;
  return backend.client.call('target.list', { question, ...rest });
}

describe('the columns of a target list', () => {
  test('a rate is followed by its counts, and the need is one of them', async () => {
    const { measures, need } = await listOf('jsa_rate > 10');
    expect(measures.map(({ key }) => key)).toEqual(['jsa_rate', 'jsa_claimants', 'working_age']);
    expect(need!.indicator).toBe('jsa_claimants');
  });

  test('a rule about a cohort needs that cohort', async () => {
    const { measures, need, areas } = await listOf('jsa_rate[age=18-24] > 2');
    expect(need!.indicator).toBe('jsa_claimants[age=18-24]');
    expect(measures.map(({ key }) => key)).toContain('jsa_claimants[age=18-24]');
    expect(areas[0]!.values['jsa_claimants[age=18-24]']).toBeGreaterThan(0);
  });

  test('a rule about another period takes the need of that period', async () => {
    const { measures, need } = await listOf('jsa_rate@2007-05 > 10');
    expect(need!.indicator).toBe('jsa_claimants@2007-05');
    expect(measures.find(({ key }) => key === 'jsa_claimants')!.period).toBe('2007-05');
  });

  test('a need that the rule does not compare comes as a column of its own', async () => {
    const { measures } = await listOf('jsa_rate > 10', 'jsa_claimants[sex=female]@2008-02');
    const last = measures.at(-1)!;
    expect([last.key, last.period]).toEqual(['jsa_claimants[sex=female]', '2008-02']);
  });
});
