import { describe, expect, it } from 'vitest';
import type { BoundariesMapping } from '#contract';
import type { Shape } from '#core/geography';
import { inspectFiles, linkByGeometry, quietProgress } from '#data/import';
import { createStaging, type WorkspaceWriter } from '#data/workspace';
import { hasRealData, realData } from '../../../real-data.ts';
import { emptyWorkspace, importInto, type Imported } from './files.ts';

const skipped = hasRealData ? '' : ' (skipped: real data not present)';

async function importReal(
  path: string,
  workspace: WorkspaceWriter = emptyWorkspace(),
  changes: Partial<BoundariesMapping> = {},
): Promise<Imported> {
  const files = [{ path: realData(path), name: path.split('/').at(-1)! }];
  const { mapping, open } = await inspectFiles('boundaries', files, {}, workspace);
  if (mapping.family !== 'boundaries') throw new Error('not boundaries');
  expect(open).toEqual([]);
  return importInto(workspace, files, { ...mapping, ...changes });
}

/** Metres between two places a few metres apart. */
function metresBetween(
  [lon1, lat1]: readonly [number, number],
  [lon2, lat2]: readonly [number, number],
): number {
  const metresPerDegree = 111_320;
  const x = (lon2 - lon1) * Math.cos((lat1 * Math.PI) / 180);
  return Math.hypot(x, lat2 - lat1) * metresPerDegree;
}

/** Greatest distance of a vertex of one shape from the nearest of the other. */
function furthestVertex(shape: Shape, other: Shape): number {
  let furthest = 0;
  for (let at = 0; at < shape.coordinates.length; at += 2) {
    let nearest = Infinity;
    for (let to = 0; to < other.coordinates.length; to += 2) {
      const a = [shape.coordinates[at]!, shape.coordinates[at + 1]!] as const;
      nearest = Math.min(nearest, metresBetween(a, [other.coordinates[to]!, other.coordinates[to + 1]!]));
    }
    furthest = Math.max(furthest, nearest);
  }
  return furthest;
}

/** Areas by district, as published for the Liverpool City Region. */
const byDistrict = {
  E06000006: 79,
  E08000011: 98,
  E08000012: 298,
  E08000013: 119,
  E08000014: 189,
  E08000015: 206,
};

describe.skipIf(!hasRealData)(`the Liverpool City Region${skipped}`, () => {
  it.each(['lcr_lsoa_2011_bng.zip', 'lcr_lsoa_2011_bng.gpkg'])(
    'imports from %s within 3 m of the lon, lat edition',
    async (file) => {
      const national = await importReal(`boundaries/${file}`);
      const lonLat = await importReal('boundaries/lcr_lsoa_2011.geojson');
      expect(national.codes).toHaveLength(989);
      expect(national.codes).toEqual(lonLat.codes);
      expect(national.names).toEqual(lonLat.names);
      const [a, b] = [national, lonLat].map(({ workspace }) => workspace.getAreas('lsoa:2011')) as [
        Columns,
        Columns,
      ];
      for (const [index, code] of national.codes.entries()) {
        expect(furthestVertex(national.shapes.get(code)!, lonLat.shapes.get(code)!)).toBeLessThan(3);
        expect(metresBetween([a.lon[index]!, a.lat[index]!], [b.lon[index]!, b.lat[index]!])).toBeLessThan(3);
      }
    },
  );

  it('has its areas by district', async () => {
    for (const file of ['lcr_lsoa_2011_bng.zip', 'lcr_lsoa_2011.geojson']) {
      const { workspace } = await importReal(`boundaries/${file}`);
      const parents = workspace.findParents('lsoa:2011', 'district:2011')!;
      const { codes } = workspace.getAreas('district:2011');
      const counts: Record<string, number> = {};
      for (const parent of parents) counts[codes[parent]!] = (counts[codes[parent]!] ?? 0) + 1;
      expect(counts).toEqual(byDistrict);
    }
  });

  it('imports its other editions', async () => {
    expect((await importReal('boundaries/lcr_lsoa_2021.geojson')).codes).toHaveLength(1003);
    expect((await importReal('boundaries/lcr_ward_2013.geojson')).codes).toHaveLength(132);
    expect((await importReal('boundaries/liverpool_lsoa_2011.topojson')).codes).toHaveLength(298);
    expect((await importReal('boundaries/gm_lsoa_2011.geojson')).codes).toHaveLength(1673);
    expect((await importReal('boundaries/gm_ward_2017.geojson')).codes).toHaveLength(215);
  });

  it('imports at full resolution', async () => {
    const { codes, shapes } = await importReal('boundaries/liverpool_lsoa_2011_full_resolution.zip');
    expect(codes).toHaveLength(298);
    const vertices = [...shapes.values()].reduce((sum, { coordinates }) => sum + coordinates.length / 2, 0);
    // Mending may drop a repeated point; the file holds 195,850.
    expect(vertices).toBeGreaterThan(195_000);
    expect(vertices).toBeLessThan(196_500);
  });

  it('links its LSOAs to wards that lie in the same district', async () => {
    const workspace = emptyWorkspace();
    await importReal('boundaries/lcr_lsoa_2011_bng.zip', workspace);
    await importReal('boundaries/lcr_ward_2013.geojson', workspace);
    const staging = createStaging();
    const outcome = await linkByGeometry({
      from: 'lsoa:2011',
      to: 'ward:2013',
      reader: workspace,
      staging,
      progress: quietProgress,
    });
    workspace.publish(staging, outcome.draft);
    staging.discard();
    expect(outcome.findings.rows).toEqual({ read: 989, taken: 989, rejected: 0 });
    const toWard = workspace.findParents('lsoa:2011', 'ward:2013')!;
    const wardToDistrict = workspace.findParents('ward:2013', 'district:2011')!;
    const toDistrict = workspace.findParents('lsoa:2011', 'district:2011')!;
    const same = [...toWard].filter((ward, index) => wardToDistrict[ward] === toDistrict[index]);
    expect(same).toHaveLength(989);
  });
});

type Columns = ReturnType<WorkspaceWriter['getAreas']>;

describe.skipIf(!hasRealData)(`England${skipped}`, () => {
  it('imports its 32,844 LSOAs, the 90 invalid ones mended', async () => {
    const { codes, outcome } = await importReal('bench/england_lsoa_2011_bng.zip');
    expect(codes).toHaveLength(32_844);
    expect(outcome.findings.rows).toEqual({ read: 32_844, taken: 32_844, rejected: 0 });
    expect(outcome.findings.mended.reduce((sum, { times }) => sum + times, 0)).toBe(90);
  });
});
