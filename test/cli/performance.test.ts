import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Funnel, TargetList } from '#contract';
import { copyDemonstration } from '../demonstration.ts';
import { pinpoint, pinpointJson } from './pinpoint.ts';

let folder: string;
const run = (...args: string[]) => pinpoint(folder, ...args);
const json = <Document>(...args: string[]): Promise<Document> => pinpointJson<Document>(folder, ...args);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-performance-'));
  copyDemonstration(join(folder, 'demo.gpkg'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface ByArea {
  geography: string;
  totals: { starts: number; elsewhereStarts: number };
  areas: {
    rank: number | null;
    values: Record<string, number | null>;
    states: Record<string, string>;
    unsure: boolean;
  }[];
}

describe('performance', () => {
  test('of a provider by area adds up to what it counts in all', async () => {
    const funnel = await json<Funnel>('performance', 'demo.gpkg');
    expect(funnel.by).toBe('provider');
    for (const id of ['v05', 'v07']) {
      const found = await json<ByArea>('performance', 'demo.gpkg', '--by', 'area', '--provider', id);
      expect(found.geography).toBe('ward:2003');
      const starts = found.areas.reduce((sum, { values }) => sum + (values['starts'] ?? 0), 0);
      expect(starts).toBe(funnel.points.find((point) => point.id === id)!.starts);
      expect(found.totals).toMatchObject({ starts, elsewhereStarts: 0 });
    }
  });

  test('by area ranks nobody who is unsure, and says why there is no number', async () => {
    const small = ['--provider', 'v07', '--period', '2007/08'];
    const { areas } = await json<ByArea>('performance', 'demo.gpkg', '--by', 'area', ...small);
    for (const { rank, unsure, values, states } of areas) {
      if (unsure || values['startsPer100'] === null) expect(rank).toBeNull();
      expect(values['starts'] === null).toBe(['suppressed', 'missing'].includes(states['starts']!));
    }
    expect(areas.some(({ unsure }) => unsure)).toBe(true);
  });

  test('prints a table for people, with limits and what stands out', async () => {
    const { code, stdout } = await run(
      'performance',
      'demo.gpkg',
      '--by',
      'programme',
      '--success',
      'sustained',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('99.8 % limits');
    expect(stdout).toMatch(/far (above|below)/);
    const byArea = await run('performance', 'demo.gpkg', '--by', 'area', '--geography', 'district:2003');
    expect(byArea.stdout).toMatch(/≥ [\d.]+/);
    expect(byArea.stdout).toContain('Of 2,908 rows, 681 withheld are left out.');
  });

  test('leaves as a file with its facts', async () => {
    await json('performance', 'demo.gpkg', '--by', 'area', '--period', '2007/08', '--out', 'reach.csv');
    expect(readFileSync(join(folder, 'reach.csv'), 'utf8').trim().split('\r\n')).toHaveLength(1 + 132);
    const facts = readFileSync(join(folder, 'reach.csv-metadata.json'), 'utf8');
    expect(facts).toContain('Period: 2007/08');
  });

  test.each([
    [['--by', 'ward'], 2, '--by takes provider, programme, area'],
    [['--success', 'luck'], 2, '--success'],
    [['--provider', 'nobody'], 4, 'There is no provider nobody.'],
    [['--by', 'area', '--geography', 'lsoa:2001'], 4, 'It is held by ward:2003'],
    [['--period', '2031'], 4, 'There is no performance of 2031.'],
  ])('%j ends with %d and says why', async (args, code, words) => {
    const ended = await run('performance', 'demo.gpkg', ...args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(words);
  });
});

describe('a target list with coverage beside it', () => {
  const asked = ['target', 'demo.gpkg', '--rule', 'jsa_rate > 12', '--period', '2008-07'];
  const coverage = ['--coverage', 'stage:advice', '--mode', 'walk', '--within', '30'];

  test('says for each area what reaches it, of what runs at the end of the period', async () => {
    const list = await json<TargetList>(...asked, ...coverage);
    expect(list.coverage).toMatchObject({
      selector: 'stage:advice',
      day: '2008-07-31',
      within: 'within 30 minutes on foot',
    });
    const plain = await json<TargetList>(...asked);
    expect(plain.coverage).toBeNull();
    expect(list.areas.map(({ code }) => code)).toEqual(plain.areas.map(({ code }) => code));
    for (const { values, unknown, nearestSite } of list.areas) {
      const covered = values['coverage_covered']!;
      expect(covered > 0).toBe(values['coverage_sites']! > 0);
      // Minutes are those within which half of the area's people are reached.
      const isReached = covered >= 0.5;
      expect(nearestSite !== null).toBe(isReached);
      expect(unknown['coverage_minutes']).toBe(isReached ? undefined : 'out of reach');
      if (isReached) expect(values['coverage_minutes']).toBeLessThanOrEqual(30);
    }
  });

  test('agrees with the rule that asks the same', async () => {
    const list = await json<TargetList>(...asked, ...coverage, '--limit', '5');
    const rule = "jsa_rate > 12 and minutes('stage:advice', 'walk') <= 30";
    const near = await json<TargetList>('target', 'demo.gpkg', '--rule', rule, '--period', '2008-07');
    const codes = new Set(near.areas.map(({ code }) => code));
    for (const { code, values } of list.areas)
      expect(codes.has(code)).toBe(values['coverage_covered']! >= 0.5);
    expect(list.areas).toHaveLength(5);
  });

  test('leaves as a file with the columns and the facts', async () => {
    await json(...asked, ...coverage, '--running-on', '2008-01-15', '--out', 'list.csv');
    const [header] = readFileSync(join(folder, 'list.csv'), 'utf8').split('\r\n');
    expect(header).toContain(
      'coverage_score,coverage_enhanced_score,coverage_deliveries_without_places,nearest_site,nearest_site_name,reasons',
    );
    const facts = readFileSync(join(folder, 'list.csv-metadata.json'), 'utf8');
    for (const fact of ['Selector: stage:advice', 'Deliveries of: 2008-01-15', 'straight line × 1.2'])
      expect(facts).toContain(fact);
  });

  test.each([
    [['--coverage', 'stage:advise'], 2, 'Did you mean advice?'],
    [['--coverage', '*', '--within', '0'], 2, '--within'],
    [['--coverage', '*', '--running-on', 'today'], 2, '--running-on'],
  ])('%j ends with %d and says why', async (args, code, words) => {
    const ended = await run(...asked, ...args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(words);
  });
});
