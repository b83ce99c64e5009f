import { mkdtempSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exportRequest, PinpointError, type DisclosurePolicy, type GeographyRef } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { exportTargetList } from '../../../backend/documents/index.ts';
import { makeProgress } from '../../../backend/jobs/progress.ts';
import { readList, type ReadList } from '../../attacker/read-list.ts';
import type { ReadSum } from '../../attacker/tell.ts';
import { World } from '../../attacker/world.ts';

/** What a list is asked for. */
export interface AskedList {
  rule: string;
  geography: GeographyRef;
  policy: DisclosurePolicy;
  need?: string;
  order?: string;
  limit?: number;
  all?: boolean;
}

/** Writes a list into a folder of its own beside the workspace, as the app does, and reads its files; undefined where it was stopped. */
export async function writeList(
  workspace: WorkspaceReader,
  { rule, geography, need, order, ...asked }: AskedList,
): Promise<ReadList | undefined> {
  const folder = mkdtempSync(join(dirname(workspace.path), 'list-'));
  const request = exportRequest.parse({
    question: { rule, geography, period: null, need: need ?? null, order: order ?? null },
    title: 'A list',
    author: null,
    limit: null,
    share: null,
    all: false,
    coverage: null,
    format: 'csv',
    fileName: 'list',
    ...asked,
  });
  try {
    await exportTargetList(
      workspace.path,
      { type: 'export', request, coverage: null, folder, madeBy: 'a test', readOnly: false },
      makeProgress(new SharedArrayBuffer(4), () => undefined),
    );
  } catch (error) {
    if (error instanceof PinpointError && error.code === 'disclosure') return undefined;
    throw error;
  }
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return readList(read('list.csv'), read('list.csv-metadata.json'));
}

/**
 * How the list that left last has put its sums together, for whoever knows the program as well as its makers: from between what
 * each lies where hidden counts are in it.
 */
export function sumsOfLast(workspace: WorkspaceReader, indicator: string): ReadSum {
  const statements = workspace.listStatements(indicator);
  const last = statements.filter((each) => each.export === statements.at(-1)!.export);
  return (need, codes) => {
    const own = last.find(
      ({ cohort }) => need === (cohort === 'all' ? indicator : `${indicator}[${cohort}]`),
    );
    const set = new Set(codes);
    const found = own?.sums.find(
      (sum) => sum.codes.length === set.size && sum.codes.every((code) => set.has(code)),
    );
    return found && [found.low, found.high];
  };
}

/** A count and its cuts by one dimension. */
export interface Cut {
  /** As they are named in rules, the first that of all: `claimants`, `claimants[sex=male]`. */
  needs: readonly [all: string, ...cuts: string[]];
  /** Of each the counts themselves, in the areas of the same geography as the people. */
  counts: readonly ReadonlyMap<string, number>[];
  /** Whether everybody is in one of the cuts. */
  isComplete: boolean;
  /** What the count cannot exceed in the areas of one geography, by code, as everybody knows. */
  people: { geography: GeographyRef; of: ReadonlyMap<string, number> };
  /** More than can be anywhere. */
  most: number;
}

/** What everybody may know of a workspace: its areas, which lie in which, how many people live there, and what cohorts there are. */
export function worldOf(workspace: WorkspaceReader, cut: Cut): World {
  const { needs, isComplete, people, most } = cut;
  const world = new World(most);
  const geographies = workspace
    .describe()
    .geographies.map(({ geography, vintage }): GeographyRef => `${geography}:${vintage}`);
  const cohorts = needs.length === 1 || isComplete ? needs : [...needs, 'others'];
  for (const geography of geographies) {
    const { codes } = workspace.getAreas(geography);
    world.codes.set(geography, codes);
    for (const code of codes) {
      const [total, ...parts] = cohorts.map((need) => world.cell(geography, need, code));
      if (parts.length > 0) world.add({ total: total!, parts });
    }
  }
  for (const from of geographies)
    for (const to of geographies) addAreas(world, { workspace, cohorts, from, to });
  const small = { workspace, geographies, from: people.geography };
  for (const { geography, code, count } of addUp(world, small, people.of)) {
    world.people.set(`${geography} ${code}`, count);
    world.upper[world.cell(geography, needs[0], code)] = count;
  }
  for (const [at, need] of needs.entries())
    for (const { geography, code, count } of addUp(world, small, cut.counts[at]!))
      world.truth.set(world.cell(geography, need, code), count);
  return world;
}

interface Pair {
  workspace: WorkspaceReader;
  from: GeographyRef;
  to: GeographyRef;
}

/** Each area of one geography that has some of another in it, with those. */
function listInside(world: World, { workspace, from, to }: Pair): [whole: string, parts: string[]][] {
  const parents = from === to ? undefined : workspace.findParents(from, to);
  if (parents === undefined) return [];
  const [own, theirs] = [world.codes.get(from)!, world.codes.get(to)!];
  return [...Map.groupBy(own.keys(), (area) => parents[area]!)].flatMap(([parent, areas]) =>
    parent < 0 ? [] : [[theirs[parent]!, areas.map((area) => own[area]!)]],
  );
}

function addAreas(world: World, { cohorts, ...pair }: Pair & { cohorts: readonly string[] }): void {
  for (const [whole, parts] of listInside(world, pair))
    for (const need of cohorts)
      world.add({
        total: world.cell(pair.to, need, whole),
        parts: parts.map((code) => world.cell(pair.from, need, code)),
      });
}

interface Small {
  workspace: WorkspaceReader;
  geographies: readonly GeographyRef[];
  /** Of the areas whose counts are known. */
  from: GeographyRef;
}

interface AreaCount {
  geography: GeographyRef;
  code: string;
  count: number;
}

/** Counts of small areas by code, and those of all areas that they lie in. */
function addUp(
  world: World,
  { workspace, geographies, from }: Small,
  counts: ReadonlyMap<string, number>,
): AreaCount[] {
  const own = world.codes.get(from)!.map((code) => ({ geography: from, code, count: counts.get(code)! }));
  const larger = geographies.flatMap((to) =>
    listInside(world, { workspace, from, to }).map(([code, parts]) => ({
      geography: to,
      code,
      count: parts.reduce((sum, part) => sum + counts.get(part)!, 0),
    })),
  );
  return [...own, ...larger];
}
