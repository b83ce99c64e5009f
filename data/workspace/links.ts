import type { GeographyRef } from '#contract';
import type { AreaColumns } from './areas.ts';
import type { Connection } from './connection.ts';
import { refOf } from './geographies.ts';

/** Direct links between geographies of different kinds: `lsoa:2011` → [`ward:2013`, …], in the order of their releases. */
export type LinkGraph = Map<GeographyRef, GeographyRef[]>;

/** For each geography the coarser ones that its areas are linked to, in the order in which the links came. */
export function readLinkGraph(connection: Connection): LinkGraph {
  const rows = connection.all<{ kind: string; vintage: string; to_kind: string; to_vintage: string }>(
    `SELECT g.kind, g.vintage, p.kind AS to_kind, p.vintage AS to_vintage
     FROM release r JOIN geography g ON g.id = r.geography JOIN geography p ON p.id = r.parent_geography
     WHERE g.kind <> p.kind GROUP BY g.id, p.id ORDER BY min(r.id)`,
  );
  const graph: LinkGraph = new Map();
  for (const row of rows) {
    const from = refOf(row);
    graph.set(from, [...(graph.get(from) ?? []), refOf({ kind: row.to_kind, vintage: row.to_vintage })]);
  }
  return graph;
}

/** Every geography that can be reached from this one, nearest first. */
export function listReachable(graph: LinkGraph, from: GeographyRef): GeographyRef[] {
  const found = new Set<GeographyRef>([from]);
  for (const geography of found) {
    for (const next of graph.get(geography) ?? []) found.add(next);
  }
  found.delete(from);
  return [...found];
}

/** Newest release first, then the largest share. Of equal ones the parent is the one with the lowest code. */
export const parentsSql = `
  SELECT area, parent, release, weight FROM area_parent
  WHERE area BETWEEN ? AND ? AND parent BETWEEN ? AND ?
  ORDER BY area, release DESC, weight DESC, parent`;

/** For each area of `from` the position of its direct parent in `to`, or −1. */
export function readDirectParents(
  connection: Connection,
  from: AreaColumns,
  to: AreaColumns,
): Int32Array<ArrayBuffer> {
  const parents = new Int32Array(from.codes.length).fill(-1);
  const rows = connection.rows(
    parentsSql,
    from.geography.low,
    from.geography.high,
    to.geography.low,
    to.geography.high,
  ) as [area: number, parent: number, release: number, weight: number][];
  let best = { area: -1, release: -1, weight: -1 };
  for (const [area, parent, release, weight] of rows) {
    const index = from.positions[area - from.geography.low]!;
    const position = to.positions[parent - to.geography.low]!;
    if (area !== best.area) {
      best = { area, release, weight };
      parents[index] = position;
    } else if (release === best.release && weight === best.weight && position < parents[index]!)
      parents[index] = position;
  }
  return parents;
}

/** What is needed to follow a chain of links. */
export interface Chains {
  graph: LinkGraph;
  direct(from: GeographyRef, to: GeographyRef): Int32Array<ArrayBuffer>;
  size(geography: GeographyRef): number;
}

/**
 * For each area of `from` the position of its parent in `to`: the direct one where there is one, else over the geographies
 * in between, in the order of their releases; −1 where neither leads there. Undefined where no link does.
 */
export function followParents(
  chains: Chains,
  from: GeographyRef,
  to: GeographyRef,
  passed: readonly GeographyRef[] = [],
): Int32Array<ArrayBuffer> | undefined {
  if (from === to) return Int32Array.from({ length: chains.size(from) }, (_, i) => i);
  if (!listReachable(chains.graph, from).includes(to)) return undefined;
  const next = chains.graph.get(from) ?? [];
  const parents = next.includes(to)
    ? chains.direct(from, to).slice()
    : new Int32Array(chains.size(from)).fill(-1);
  for (const between of next) {
    if (between === to || passed.includes(between) || !parents.includes(-1)) continue;
    const onward = followParents(chains, between, to, [...passed, from]);
    if (onward !== undefined) fill(parents, chains.direct(from, between), onward);
  }
  return parents;
}

function fill(parents: Int32Array, first: Int32Array, onward: Int32Array): void {
  parents.forEach((parent, i) => {
    if (parent === -1 && first[i]! !== -1) parents[i] = onward[first[i]!]!;
  });
}
