import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LeftDocument, TargetList } from '#contract';
import { copyDemonstration } from '../demonstration.ts';
import { pinpoint } from './pinpoint.ts';

let folder: string;
/** Codes of the demonstration in the order of their JSA rates, the highest first. */
let ranked: TargetList['areas'];

const lsoa = ['--geography', 'lsoa:2001'];
const few = 3;

/** The target list of a rule on the JSA rate, whose need are the care leavers. */
const target = (above: number, ...more: string[]) =>
  pinpoint(
    folder,
    'target',
    'demo.gpkg',
    '--rule',
    `jsa_rate > ${above}`,
    ...lsoa,
    '--need',
    'leavers',
    ...more,
  );

/** A limit that so many areas are above. */
function limitFor(areas: number): number {
  const [last, next] = [ranked[areas - 1]!, ranked[areas]!].map(({ values }) => values['jsa_rate']!);
  return (last! + next!) / 2;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-disclosure-'));
  copyDemonstration(join(folder, 'demo.gpkg'));
  const all = await pinpoint(folder, 'target', 'demo.gpkg', '--rule', 'jsa_rate > -1', ...lsoa, '--json');
  ranked = (JSON.parse(all.stdout) as TargetList).areas;
  // The 42nd and the 20th have three people, all others twelve.
  const counts = ranked.map(({ code }, at) => `${code},${at === 41 || at === 19 ? few : 12}`);
  writeFileSync(join(folder, 'leavers.csv'), ['code,leavers', ...counts].join('\n'));
  const columns = ['--code-column', 'code', '--value-column', 'leavers', '--period', '2008-07'];
  const edition = ['--geography', 'lsoa', '--vintage', '2001', '--indicator', 'leavers'];
  const named = ['import', 'observations', 'demo.gpkg', 'leavers.csv', ...edition, ...columns];
  const { stdout } = await pinpoint(folder, ...named, '--sensitivity', 'restricted');
  expect(stdout).toContain('Restricted: it leaves only as the disclosure policy allows.');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('restricted figures', () => {
  test('make the usual policy hide small counts', async () => {
    const { stdout } = await pinpoint(folder, 'policy', 'demo.gpkg', '--json');
    expect(JSON.parse(stdout)).toEqual({ policy: 'under5', isChosen: false });
  });

  test('are told as suppressed in a file and in JSON, and nowhere else', async () => {
    const { code, stdout } = await target(limitFor(30), '--out', 'thirty.csv', '--json');
    expect(code).toBe(0);
    const list = JSON.parse(stdout) as TargetList;
    const small = list.areas.find(({ code: each }) => each === ranked[19]!.code)!;
    expect(small.values['leavers']).toBeNull();
    expect(small.unknown['leavers']).toBe('suppressed');
    const rows = readFileSync(join(folder, 'thirty.csv'), 'utf8').split('\n');
    expect(rows.find((row) => row.includes(small.code))).toContain(',[c],');
    // The file says how much is hidden, as the list does.
    expect(list.hidden).toMatch(/^\d+ figures? (is|are) hidden, in \d+ of 30 areas/);
    expect(readFileSync(join(folder, 'thirty.csv-metadata.json'), 'utf8')).toContain(list.hidden!);
    // Neither the total nor the total less the others is the small count.
    const shown = list.areas.reduce((sum, { values }) => sum + (values['leavers'] ?? 0), 0);
    expect(list.need!.in - shown).not.toBe(few);
  });

  test('leave under the policy none only with a reason and a name', async () => {
    const refused = await target(limitFor(30), '--policy', 'none');
    expect(refused.code).toBe(5);
    expect(refused.stderr).toContain(
      'is restricted, and the disclosure policy none would let it leave as it is',
    );
    const alone = await target(limitFor(30), '--policy', 'none', '--override', 'cleared');
    expect(alone.code).toBe(2);
    const allowed = await target(
      limitFor(30),
      '--policy',
      'none',
      '--override',
      'cleared',
      '--by',
      'A. Smith',
      '--json',
    );
    expect(allowed.code).toBe(0);
    const list = JSON.parse(allowed.stdout) as TargetList;
    expect(list.areas.find(({ code }) => code === ranked[19]!.code)!.values['leavers']).toBe(few);
  });

  test('what is no policy is refused with those there are', async () => {
    const { code, stderr } = await target(10, '--policy', 'under6');
    expect(code).toBe(2);
    expect(stderr).toContain('none, round5, under5, 10-5, 7-5, custom:');
  });

  test('are rounded under a policy of one’s own', async () => {
    const { stdout } = await target(limitFor(10), '--policy', 'custom:0,10', '--json');
    const values = (JSON.parse(stdout) as TargetList).areas.map((area) => area.values['leavers']);
    expect(new Set(values)).toEqual(new Set([10]));
  });
});

describe('a second list that is one area with three people larger', () => {
  test('is stopped, names the first one, and leaves nothing', async () => {
    expect((await target(limitFor(41), '--title', 'Forty-one', '--out', 'first.xlsx')).code).toBe(0);
    const second = await target(limitFor(42), '--out', 'second.xlsx');
    expect(second.code).toBe(5);
    expect(second.stderr).toContain('Together with “Forty-one”');
    expect(second.stderr).toContain('1 area with fewer than 5 people of leavers');
    expect(existsSync(join(folder, 'second.xlsx'))).toBe(false);
    const asJson = await target(limitFor(42), '--json');
    expect(asJson.code).toBe(5);
    expect(JSON.parse(asJson.stdout || asJson.stderr)).toMatchObject({ error: { code: 'disclosure' } });
  });

  test('leaves with a reason and a name, and the log says whose', async () => {
    const override = ['--override', 'agreed with the data owner', '--by', 'A. Smith'];
    expect((await target(limitFor(42), '--out', 'second.csv', ...override)).code).toBe(0);
    const { stdout } = await pinpoint(folder, 'log', 'demo.gpkg', '--json');
    const { exports } = JSON.parse(stdout) as { exports: LeftDocument[] };
    const left = exports.find(({ file }) => file === 'second.csv');
    expect(left).toMatchObject({
      policy: 'under5',
      override: { reason: 'agreed with the data owner', by: 'A. Smith' },
    });
    expect(left!.sha256).toMatch(/^[0-9a-f]{64}$/);
    const shown = await pinpoint(folder, 'log', 'demo.gpkg');
    expect(shown.stdout).toContain('A. Smith: agreed with the data owner');
  });
});

test('what somebody classifies as published leaves as it is again', async () => {
  const { stdout } = await pinpoint(folder, 'describe', 'demo.gpkg', '--json');
  const { releases } = JSON.parse(stdout) as {
    releases: { id: number; file: string; sensitivity: string }[];
  };
  const release = releases.find(({ file }) => file === 'leavers.csv')!;
  expect(release.sensitivity).toBe('restricted');
  await pinpoint(folder, 'classify', 'demo.gpkg', String(release.id), 'published');
  const list = await target(limitFor(30), '--json');
  const small = (JSON.parse(list.stdout) as TargetList).areas.find(({ code }) => code === ranked[19]!.code)!;
  expect(small.values['leavers']).toBe(few);
});
