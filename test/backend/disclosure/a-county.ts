import type { WorkspaceWriter } from '#data/workspace';
import {
  aWorkspace,
  codeOf,
  publishAreas,
  publishLookup,
  publishValues,
  type Values,
} from '../../data/workspace/build.ts';

/** Counts of an area each, by code. */
export function valuesOf(counts: readonly number[]): Values {
  return Object.fromEntries(counts.map((count, at) => [codeOf(at), count]));
}

interface County {
  workspace: WorkspaceWriter;
  /** Of the claimants. */
  release: number;
}

/** As many small areas as there are counts, four to a ward and eight to a district, with claimants of July 2008 that are restricted. */
export function aCounty(counts: readonly number[], path?: string): County {
  const workspace = path === undefined ? aWorkspace() : aWorkspace(path);
  publishAreas(workspace, 'lsoa:2011', counts.length);
  publishAreas(workspace, 'ward:2013', Math.ceil(counts.length / 4), { prefix: 'W' });
  publishAreas(workspace, 'district:2013', Math.ceil(counts.length / 8), { prefix: 'D' });
  const pairs = (prefix: string, size: number): [string, string][] =>
    counts.map((_, at) => [codeOf(at), codeOf(Math.floor(at / size), prefix)]);
  publishLookup(workspace, ['lsoa:2011', 'ward:2013'], pairs('W', 4));
  publishLookup(workspace, ['lsoa:2011', 'district:2013'], pairs('D', 8));
  const release = publishValues(
    workspace,
    'claimants',
    { '2008-07': valuesOf(counts) },
    { draft: { sensitivity: 'restricted' } },
  );
  publishValues(workspace, 'people', { '2008': valuesOf(counts.map(() => 1000)) });
  workspace.defineRate({
    id: 'rate',
    name: null,
    numerator: 'claimants',
    denominator: 'people',
    polarity: 'high_is_worse',
  });
  return { workspace, release };
}
