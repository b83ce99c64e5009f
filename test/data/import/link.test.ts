import { describe, expect, it } from 'vitest';
import type { GeographyKind, GeographyRef } from '#contract';
import { linkByGeometry, quietProgress } from '#data/import';
import { createStaging, type WorkspaceWriter } from '#data/workspace';
import { collection, polygon, reversed, type Ring, square } from './boundaries/builders.ts';
import { emptyWorkspace, filesOf, importInto, mappingOf } from './boundaries/files.ts';

async function draw(workspace: WorkspaceWriter, geography: GeographyKind, areas: Record<string, Ring>) {
  const features = Object.entries(areas).map(([code, ring]) => ({
    properties: { code },
    geometry: polygon(reversed(ring)),
  }));
  await importInto(workspace, filesOf({ 'a.geojson': collection(features) }), mappingOf({ geography }));
}

async function link(workspace: WorkspaceWriter, from: GeographyRef, to: GeographyRef) {
  const staging = createStaging();
  try {
    const outcome = await linkByGeometry({ from, to, reader: workspace, staging, progress: quietProgress });
    workspace.publish(staging, outcome.draft);
    const parents = workspace.findParents(from, to)!;
    const { codes } = workspace.getAreas(to);
    const pairs = workspace.getAreas(from).codes.map((code, index) => [code, codes[parents[index]!] ?? null]);
    return { outcome, parents: Object.fromEntries(pairs) as Record<string, string | null> };
  } finally {
    staging.discard();
  }
}

const wards = { west: square(-3, 53, 0.1), east: square(-2.9, 53, 0.1) };

describe('parents by geometry', () => {
  it('are the areas that cover most', async () => {
    const workspace = emptyWorkspace();
    await draw(workspace, 'ward', wards);
    await draw(workspace, 'lsoa', {
      inside: square(-2.98, 53.02, 0.02),
      'at the border': square(-2.92, 53.02, 0.02),
      'mostly west': square(-2.919, 53.05, 0.02),
      'half and half': square(-2.912, 53.07, 0.02),
      outside: square(-2.5, 53.5, 0.02),
    });
    const { parents, outcome } = await link(workspace, 'lsoa:2011', 'ward:2011');
    expect(parents).toEqual({
      inside: 'west',
      'at the border': 'west',
      'mostly west': 'west',
      'half and half': 'west',
      outside: null,
    });
    expect(outcome.findings.rows).toEqual({ read: 5, taken: 4, rejected: 1 });
    expect(outcome.findings.unmatched).toMatchObject({ areas: ['outside'], areasTotal: 1 });
    expect(outcome.findings.warnings).toEqual([
      '4 areas of lsoa:2011 are linked to ward:2011 by largest overlap; 1 of them ambiguous (less than 90 % of the surface in the parent), such as half and half (60 % in west).',
      '1 area lies in no area of ward:2011 and got no parent, such as outside.',
    ]);
  });

  it('are not looked for where an outline is too much work, which the report names; a cancel is heard meanwhile', async () => {
    const workspace = emptyWorkspace();
    await draw(workspace, 'ward', wards);
    const round = (count: number): Ring =>
      Array.from({ length: count + 1 }, (_, at): [number, number] => {
        const turn = ((at % count) / count) * 2 * Math.PI;
        return [-2.9 + 0.05 * Math.sin(turn), 53.05 + 0.04 * Math.cos(turn)];
      });
    await draw(workspace, 'lsoa', { coast: round(3000), plain: square(-2.92, 53.02, 0.04) });
    const staging = createStaging();
    const task = { from: 'lsoa:2011', to: 'ward:2011', reader: workspace, staging } as const;
    const { findings } = await linkByGeometry({ ...task, progress: quietProgress }, 10_000);
    expect(findings.rejects).toEqual([
      {
        row: 1,
        reason: 'coast is too intricate to be compared with the areas of ward:2011: simplify its outline',
      },
    ]);
    expect(findings.unmatched).toMatchObject({ areas: ['coast'], areasTotal: 1 });
    staging.discard();
  });

  it('are judged by what lies within any parent, so that a coast drawn further out does no harm', async () => {
    const workspace = emptyWorkspace();
    await draw(workspace, 'ward', wards);
    await draw(workspace, 'lsoa', { coast: square(-3.03, 53.02, 0.05) });
    const { parents, outcome } = await link(workspace, 'lsoa:2011', 'ward:2011');
    expect(parents).toEqual({ coast: 'west' });
    expect(outcome.findings.warnings).toEqual([
      '1 area of lsoa:2011 is linked to ward:2011 by largest overlap; none is ambiguous (each has at least 90 % of its surface in its parent).',
      '1 area lies mostly outside of every area of ward:2011, such as coast.',
    ]);
  });

  it('reach further along the chain', async () => {
    const workspace = emptyWorkspace();
    await draw(workspace, 'district', { all: square(-3, 53, 0.2) });
    await draw(workspace, 'ward', wards);
    await draw(workspace, 'lsoa', { one: square(-2.98, 53.02, 0.02) });
    await link(workspace, 'lsoa:2011', 'ward:2011');
    await link(workspace, 'ward:2011', 'district:2011');
    expect(workspace.findParents('lsoa:2011', 'district:2011')).toEqual(Int32Array.of(0));
  });

  it('are refused where geographies do not meet, are the same, or do not exist', async () => {
    const workspace = emptyWorkspace();
    await draw(workspace, 'ward', wards);
    await draw(workspace, 'lsoa', { far: square(0, 52, 0.02) });
    await expect(link(workspace, 'lsoa:2011', 'ward:2011')).rejects.toMatchObject({
      code: 'input_refused',
      message: 'The areas of lsoa:2011 and ward:2011 do not meet anywhere.',
    });
    await expect(link(workspace, 'lsoa:2011', 'lsoa:2011')).rejects.toMatchObject({ code: 'usage' });
    await expect(link(workspace, 'lsoa:2011', 'district:2011')).rejects.toMatchObject({ code: 'not_found' });
  });
});
