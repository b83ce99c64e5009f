import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TargetList, WorkspaceDescription } from '#contract';
import { copyDemonstration } from '../demonstration.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-cli-'));
  copyDemonstration(join(folder, 'demo.gpkg'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('on the demonstration', () => {
  test('33 of 984 LSOAs have a JSA rate above 10 % (published: "over 30"; demonstration: exactly 33)', async () => {
    const list = await pinpointJson<TargetList>(
      folder,
      'target',
      'demo.gpkg',
      '--rule',
      'jsa_rate > 10',
      '--geography',
      'lsoa:2001',
      '--period',
      '2008-07',
    );
    expect(list.counts).toMatchObject({ in: 33, out: 951, unknown: 0 });
    expect(list.need?.total).toBe(36_920);
    expect(list.areas).toHaveLength(33);
    expect(list.areas.map((area) => area.rank)).toEqual(Array.from({ length: 33 }, (_, at) => at + 1));
  });

  test('13 DAF wards have at least three times the national rate (published figure)', async () => {
    const rule = "designated('daf') and jsa_rate >= 3 * benchmark(jsa_rate, 'UK')";
    const list = await pinpointJson<TargetList>(
      folder,
      'target',
      'demo.gpkg',
      '--geography',
      'ward:2003',
      '--rule',
      rule,
    );
    expect(list.counts.in).toBe(13);
    expect(list.period).toBe('2008-07');
  });

  test('the designation holds 62 wards (published figure)', async () => {
    const description = await pinpointJson<WorkspaceDescription>(folder, 'describe', 'demo.gpkg');
    expect(description.designations).toEqual([expect.objectContaining({ id: 'daf', areas: 62 })]);
    expect(description.geographies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ geography: 'lsoa', vintage: '2001', areas: 984 }),
        expect.objectContaining({ geography: 'ward', vintage: '2003', areas: 132 }),
      ]),
    );
  });

  test('every value of a listed area follows from its counts', async () => {
    const { areas } = await pinpointJson<TargetList>(
      folder,
      'target',
      'demo.gpkg',
      '--geography',
      'lsoa:2001',
      '--rule',
      'jsa_rate > 10',
    );
    for (const { values } of areas)
      expect(values['jsa_rate']).toBeCloseTo((100 * values['jsa_claimants']!) / values['working_age']!, 9);
  });

  test('the workspace passes its own check', async () => {
    expect(await pinpointJson(folder, 'check', 'demo.gpkg')).toEqual({ ok: true, problems: [] });
  });
});

describe('compare', () => {
  test('raising the threshold lets areas leave and none enter', async () => {
    const result = await pinpointJson<{
      entered: string[];
      left: string[];
      stayed: string[];
      why: Record<string, string>;
    }>(
      folder,
      'compare',
      'demo.gpkg',
      '--geography',
      'lsoa:2001',
      '--rule',
      'jsa_rate > 10',
      '--with',
      'jsa_rate > 11',
    );
    expect(result.entered).toEqual([]);
    expect(result.left.length + result.stayed.length).toBe(33);
    for (const code of result.left) expect(result.why[code]).toContain('11');
  });
});

describe('files', () => {
  test.each(['csv', 'xlsx', 'geojson', 'gpkg'])('target writes %s', async (format) => {
    const { code, stderr } = await pinpoint(
      folder,
      'target',
      'demo.gpkg',
      '--geography',
      'lsoa:2001',
      '--rule',
      'jsa_rate > 10',
      '--out',
      `list.${format}`,
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(existsSync(join(folder, `list.${format}`))).toBe(true);
  });

  test('its own earlier output is replaced, a file of somebody else is not', async () => {
    const again = await pinpoint(
      folder,
      'target',
      'demo.gpkg',
      '--geography',
      'lsoa:2001',
      '--rule',
      'jsa_rate > 9',
      '--out',
      'list.csv',
    );
    expect(again.code).toBe(0);
    writeFileSync(join(folder, 'theirs.csv'), 'precious');
    const refused = await pinpoint(
      folder,
      'target',
      'demo.gpkg',
      '--geography',
      'lsoa:2001',
      '--rule',
      'jsa_rate > 9',
      '--out',
      'theirs.csv',
    );
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('theirs.csv');
    expect(readFileSync(join(folder, 'theirs.csv'), 'utf8')).toBe('precious');
    expect(existsSync(join(folder, 'theirs.csv-metadata.json'))).toBe(false);
  });
});

describe('errors', () => {
  test('a wrong name in a rule is exit 2 with the nearest name', async () => {
    const { code, stderr } = await pinpoint(
      folder,
      'target',
      'demo.gpkg',
      '--geography',
      'lsoa:2001',
      '--rule',
      'jsa_rat > 10',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('jsa_rate');
  });

  test('with --json the error is the one document on standard output', async () => {
    const { code, stdout } = await pinpoint(
      folder,
      'target',
      'missing.gpkg',
      '--rule',
      'jsa_rate > 10',
      '--json',
    );
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'not_found' } });
  });

  test('a command that does not exist is exit 2', async () => {
    expect((await pinpoint(folder, 'frobnicate')).code).toBe(2);
  });

  test('forget says that nothing deleted is left, and refuses a release in force', async () => {
    const { code, stdout } = await pinpoint(folder, 'forget', 'demo.gpkg', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { releases: [], steps: expect.any(Number) }]);
    const refused = await pinpoint(folder, 'forget', 'demo.gpkg', '--release', '1');
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('in force: delete it first');
  });

  test('a file that is not a workspace is refused and left as it was', async () => {
    writeFileSync(join(folder, 'not.gpkg'), 'this is a text');
    const { code, stderr } = await pinpoint(folder, 'describe', 'not.gpkg');
    expect(code).toBe(3);
    expect(stderr).toMatch(/not\.gpkg/);
    expect(readFileSync(join(folder, 'not.gpkg'), 'utf8')).toBe('this is a text');
  });
});
