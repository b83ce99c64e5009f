import { describe, expect, it } from 'vitest';
import type { GeographyRef } from '#contract';
import { landAreaM2, shapeToRings } from '#core/geography';
import { deriveDistricts, quietProgress } from '#data/import';
import { createStaging, type WorkspaceWriter } from '#data/workspace';
import { hasRealData, realData } from '../../real-data.ts';
import { collection, polygon, reversed, square } from './boundaries/builders.ts';
import { emptyWorkspace, filesOf, importInto, mappingOf } from './boundaries/files.ts';

interface Named {
  name: string;
  parent?: string;
}

/** A row of squares side by side, named in order. */
async function draw(workspace: WorkspaceWriter, areas: Named[], parentField: string | null = null) {
  const features = areas.map(({ name, parent = '' }, at) => ({
    properties: { code: `area ${at}`, name, parent },
    geometry: polygon(reversed(square(-3 + at / 100, 53, 0.01))),
  }));
  const mapping = mappingOf({ nameField: 'name', parentField, parentGeography: 'district:2009' });
  await importInto(workspace, filesOf({ 'a.geojson': collection(features) }), mapping);
}

async function derive(workspace: WorkspaceWriter, from: GeographyRef = 'lsoa:2011') {
  const staging = createStaging();
  try {
    const outcome = await deriveDistricts({ from, reader: workspace, staging, progress: quietProgress });
    return { outcome, release: workspace.publish(staging, outcome.draft).release };
  } finally {
    staging.discard();
  }
}

/** Areas by the name of their district; those without one under "none". */
function sorted(workspace: WorkspaceWriter, from: GeographyRef, to: GeographyRef): Record<string, number> {
  const parents = workspace.findParents(from, to)!;
  const { names } = workspace.getAreas(to);
  const counts: Record<string, number> = {};
  for (const parent of parents) {
    const name = names[parent] ?? 'none';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('districts derived', () => {
  it('from names: areas that do not say theirs stay without one, and are said', async () => {
    const workspace = emptyWorkspace();
    await draw(workspace, [
      { name: 'Bolton 005A' },
      { name: 'Bolton 005B' },
      { name: 'Smithills' },
      { name: 'Bury 001A' },
    ]);
    const { outcome } = await derive(workspace);
    expect(workspace.getAreas('district:2011').codes).toEqual(['Bolton', 'Bury']);
    expect(sorted(workspace, 'lsoa:2011', 'district:2011')).toEqual({ Bolton: 2, Bury: 1, none: 1 });
    expect(outcome.findings.rows).toEqual({ read: 4, taken: 3, rejected: 1 });
    expect(outcome.findings.rejects).toEqual([
      { row: 3, reason: 'nothing tells the district of area 2 Smithills' },
    ]);
    expect(outcome.findings.warnings).toEqual([
      '2 districts of lsoa:2011 derived from the names of the areas: Bolton (2 areas), Bury (1 area).',
      '1 area stays without a district, because neither code nor name tells it, such as area 2.',
    ]);
  });

  it('from codes that the boundaries named as parents; their names are those that most areas begin with', async () => {
    const workspace = emptyWorkspace();
    const areas = [
      { name: 'Bolton 005A', parent: 'E08000001' },
      { name: 'Bury 001A', parent: 'E08000001' },
      { name: 'Bolton 005B', parent: 'E08000001' },
      { name: 'anything', parent: 'E08000002' },
    ];
    await draw(workspace, areas, 'parent');
    await derive(workspace);
    const { codes, names, lon } = workspace.getAreas('district:2009');
    expect(codes).toEqual(['E08000001', 'E08000002']);
    expect(names).toEqual(['Bolton', 'E08000002']);
    expect(lon.some(Number.isNaN)).toBe(false);
  });

  it('are marked as that, with the publisher and licence lines of the boundaries', async () => {
    const workspace = emptyWorkspace();
    await draw(workspace, [{ name: 'Bolton 005A' }]);
    const { release } = await derive(workspace);
    const made = workspace.getRelease(release);
    const [source] = workspace.listReleasesOf('lsoa:2011', []).map((id) => workspace.getRelease(id));
    expect(made).toMatchObject({ kind: 'derived', publisher: source!.publisher, licence: source!.licence });
    expect(made.attribution).toEqual([
      ...source!.attribution,
      `District outlines derived from the names of lsoa:2011: ${source!.title}.`,
    ]);
  });

  it('are undone and done again as one step', async () => {
    const workspace = emptyWorkspace();
    await draw(workspace, [{ name: 'Bolton 005A' }]);
    await derive(workspace);
    workspace.undo();
    expect(workspace.findParents('lsoa:2011', 'district:2011')).toBeUndefined();
    expect(workspace.check()).toEqual({ ok: true, problems: [] });
    workspace.redo();
    expect(sorted(workspace, 'lsoa:2011', 'district:2011')).toEqual({ Bolton: 1 });
  });

  it('are refused where there are districts, and where nothing tells them', async () => {
    const workspace = emptyWorkspace();
    await draw(workspace, [{ name: 'Bolton 005A' }]);
    await derive(workspace);
    await expect(derive(workspace)).rejects.toMatchObject({
      code: 'input_refused',
      details: { found: 'district:2011' },
    });
    const nameless = emptyWorkspace();
    await draw(nameless, [{ name: 'Smithills' }]);
    await expect(derive(nameless)).rejects.toMatchObject({
      message: 'Neither codes nor names of lsoa:2011 tell in which district an area lies.',
    });
    await expect(derive(nameless, 'lsoa:2021')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe.runIf(hasRealData)('districts of the Liverpool City Region', () => {
  // Counts: README of the real data, from the district codes in the file, which are not used here.
  const counts = { Halton: 79, Knowsley: 98, Liverpool: 298, 'St. Helens': 119, Sefton: 189, Wirral: 206 };

  it('come from names with the right areas, and outlines as large as their areas, without slivers', async () => {
    const workspace = emptyWorkspace();
    const file = 'lcr_lsoa_2011.geojson';
    const mapping = mappingOf({ codeField: 'LSOA11CD', nameField: 'LSOA11NM' });
    await importInto(workspace, [{ path: realData(`boundaries/${file}`), name: file }], mapping);
    await derive(workspace);
    expect(sorted(workspace, 'lsoa:2011', 'district:2011')).toEqual(counts);
    const lsoas = workspace.getAreas('lsoa:2011');
    const parents = workspace.findParents('lsoa:2011', 'district:2011')!;
    const districts = workspace.getAreas('district:2011');
    for (const [index, { shape }] of [...workspace.readShapes('district:2011')].entries()) {
      const sum = lsoas.landArea.reduce((all, m2, area) => all + (parents[area] === index ? m2 : 0), 0);
      expect(Math.abs(landAreaM2(shape) / sum - 1), districts.names[index]).toBeLessThan(0.001);
      // Halton lies on both sides of the Mersey; Sefton and Wirral have islands.
      expect(shapeToRings(shape).length, districts.names[index]).toBeLessThanOrEqual(5);
    }
  });
});
