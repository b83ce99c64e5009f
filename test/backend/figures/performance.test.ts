import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import { reachStates, type CallInput, type Reach, type TableContent } from '#contract';
import { openForeignGeoPackage } from '#data/formats/geopackage';
import { openForReading, type PerformanceRow } from '#data/workspace';
import { makeHomeWithDemonstration } from '../../demonstration.ts';

let home: string;
let backend: Backend;
/** Every row of performance of the demonstration, read without what is tested here. */
let rows: PerformanceRow[];

beforeAll(async () => {
  home = makeHomeWithDemonstration();
  backend = createBackend({ holder: 'a test', home });
  await backend.openDemo();
  const copy = await backend.client.call('workspace.copy', {});
  const reader = openForReading(backend.files.getPath((await filesOf(copy))[0]!));
  rows = reader.listPerformance();
  reader.close();
});

afterAll(async () => {
  await backend.close();
  rmSync(home, { recursive: true, force: true });
});

async function filesOf({ job }: { job: string }) {
  for (;;) {
    const { state, product, error } = await backend.client.call('job.get', { job });
    if (product?.kind === 'files') return product.files;
    if (state !== 'running') throw new Error(error?.message ?? state);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

type Asked = Partial<CallInput<'provision.reach'>>;

const reachOf = (part: Asked = {}): Promise<Reach> =>
  backend.client.call('provision.reach', {
    geography: 'ward:2003',
    need: { indicator: 'jsa_claimants', period: '2008-07' },
    ...part,
  });

const sumOf = (values: Iterable<number>): number =>
  [...values].reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);

const startsOf = (of: (row: PerformanceRow) => boolean): number =>
  sumOf(rows.filter(of).map(({ starts }) => starts ?? 0));

describe('starts by area in the demonstration', () => {
  test('add up to what each provider counts in all', async () => {
    const { points } = await backend.client.call('provision.funnel', {});
    expect(points.length).toBe(12);
    for (const { id, starts } of points) {
      const reach = await reachOf({ provider: id });
      expect(sumOf(reach.starts.values)).toBe(starts);
      expect(starts).toBe(startsOf(({ provider }) => provider === id));
      expect(reach.totals.elsewhereStarts).toBe(0);
    }
  });

  test('of wards and of their districts are the same people', async () => {
    const [wards, districts] = [await reachOf(), await reachOf({ geography: 'district:2003' })];
    expect(districts.rowsOf).toBe('ward:2003');
    expect(wards.rowsOf).toBe('ward:2003');
    expect(sumOf(districts.starts.values)).toBe(sumOf(wards.starts.values));
    expect(sumOf(districts.need.values)).toBe(36_920);
    expect(sumOf(wards.starts.values)).toBe(startsOf(() => true));
  });

  test('narrow by programme and period, and by name as well as by id', async () => {
    const [programme, period] = [rows[0]!.programme, '2007/08'];
    const reach = await reachOf({ programme, period });
    expect(sumOf(reach.starts.values)).toBe(
      startsOf((row) => row.programme === programme && row.period === period),
    );
    const named = await reachOf({ provider: 'docklands enterprise' });
    expect(named).toEqual(await reachOf({ provider: 'v10' }));
  });

  test('are per 100 of the claimants of that area, worked out from the rows alone', async () => {
    const reach = await reachOf();
    const { codes } = await backend.client.call('area.list', { geography: 'ward:2003' });
    // A ward some of whose rows are withheld.
    const { area: code } = rows.find(({ starts }) => starts === null)!;
    const ward = codes.indexOf(code);
    const own = rows.filter(({ area }) => area === code);
    const { values } = await backend.client.call('observation.values', {
      geography: 'ward:2003',
      indicator: 'jsa_claimants',
      cohort: 'all',
      period: '2008-07',
    });
    const told = sumOf(own.map(({ starts }) => starts ?? 0));
    expect(reach.startsPer100.values[ward]).toBeCloseTo((100 * told) / values[ward]!, 10);
    expect(reachStates[reach.startsPer100.states[ward]!]).toBe('at least');
    const both = own.filter(({ outcomes, target }) => outcomes !== null && target !== null);
    expect(reach.percentOfTarget.values[ward]).toBeCloseTo(
      (100 * sumOf(both.map(({ outcomes }) => outcomes!))) / sumOf(both.map(({ target }) => target!)),
      10,
    );
  });
});

describe('what cannot be asked', () => {
  test.each([
    [{ provider: 'Docklands Employmnt' }, 'There is no provider Docklands Employmnt.'],
    [{ programme: 'nothing' }, 'There is no programme nothing.'],
    [{ period: '1999' }, 'There is no performance of 1999.'],
    [{ geography: 'lsoa:2001' }, 'Performance is not held by lsoa:2001.'],
  ])('%j is told so', async (part: Asked, message) => {
    await expect(reachOf(part)).rejects.toMatchObject({ code: 'not_found', message });
  });

  test('a need that is a rate', async () => {
    await expect(reachOf({ need: { indicator: 'jsa_rate' } })).rejects.toMatchObject({ code: 'usage' });
  });
});

async function write(content: TableContent, format: 'csv' | 'gpkg'): Promise<string[]> {
  const asked = { content, format, fileName: content.kind, author: 'A. Analyst' };
  const files = await filesOf(await backend.client.call('table.export', asked));
  return files.map((file) => backend.files.getPath(file));
}

const reachContent = {
  kind: 'reach',
  request: {
    geography: 'ward:2003',
    need: { indicator: 'jsa_claimants', cohort: 'all', period: '2008-07' },
    success: 'outcomes',
    provider: 'v05',
    programme: null,
    period: null,
  },
} as const satisfies TableContent;

describe('as files', () => {
  test('reach leaves with its marks, limits and facts', async () => {
    const [table, metadata] = await write(reachContent, 'csv');
    const [header, ...lines] = readFileSync(table!, 'utf8').trim().split('\r\n');
    expect(header).toBe(
      'rank,code,name,district_2003_code,district_2003_name,region_2003_code,region_2003_name,need,starts,starts_per_100,outcomes,outcomes_per_100,success_rate,cost_per_outcome,percent_of_target,starts_per_100_lower,starts_per_100_upper,standing,certainty',
    );
    expect(lines).toHaveLength(132);
    const cells = lines.map((line) => line.split(','));
    const starts = cells.map((row) => row[8]!);
    expect(sumOf(starts.map(Number).filter((value) => !Number.isNaN(value)))).toBe(
      startsOf(({ provider }) => provider === 'v05'),
    );
    // Most wards have no row of this provider: that is not zero.
    expect(starts).toContain('[x]');
    expect(starts).not.toContain('');
    const facts = readFileSync(metadata!, 'utf8');
    for (const fact of [
      'Provider: v05',
      "Need: Jobseeker's Allowance claimants, July 2008",
      'Pooled reach',
      'Poisson',
      'SHA-256',
      'A. Analyst',
    ])
      expect(facts).toContain(fact);
  });

  test('reach is a layer of wards in a GeoPackage', async () => {
    const [path] = await write(reachContent, 'gpkg');
    const file = await openForeignGeoPackage(path!, 'reach.gpkg');
    expect(file.layers.map(({ name }) => name)).toEqual(['reach']);
    file.close();
  });

  test('the funnel leaves with limits and flags', async () => {
    const request = {
      by: 'provider',
      success: 'sustained',
      geography: null,
      provider: null,
      programme: null,
      period: null,
    } as const;
    const [table, metadata] = await write({ kind: 'performance', request }, 'csv');
    const [header, ...lines] = readFileSync(table!, 'utf8').trim().split('\r\n');
    expect(header).toContain('rate,limit_95_lower,limit_95_upper,limit_998_lower,limit_998_upper,standing');
    expect(lines).toHaveLength(12);
    expect(readFileSync(metadata!, 'utf8')).toContain('Success: Sustained outcomes');
  });
});
