import { districtNames } from '../land/crowding.ts';
import { places } from '../land/places.ts';
import { type PlanePoint, toPlane } from '../land/plane.ts';

/** A place that buses call at. */
export interface Node {
  name: string;
  at: PlanePoint;
  /** Which shore it lies on: buses cross the water only where a bridge or tunnel is. */
  shore: 'north' | 'wirral' | 'runcorn';
}

/** Places and the stylised roads between neighbours, as lists of positions. */
export interface Roads {
  nodes: Node[];
  neighbours: { to: number; km: number }[][];
}

const mostNeighbours = 5;
const farthestKm = 5;
/** The bridge at Runcorn and the road tunnel to Birkenhead. */
const crossings: [string, string][] = [
  ['West Bank', 'Runcorn Mersey'],
  ['Central', 'Birkenhead and Tranmere'],
];

/** Joins each place with its nearest neighbours on the same shore, and the shores at the crossings. */
export function buildRoads(): Roads {
  const nodes = districtNames.flatMap((district) =>
    places[district].map(({ name, at }): Node => {
      const isRuncorn = district === 'Halton' && at[1] < 53.3455 && at[0] > -2.77;
      const shore = isRuncorn ? 'runcorn' : district === 'Wirral' ? 'wirral' : 'north';
      return { name, at: toPlane(at), shore };
    }),
  );
  const neighbours: Roads['neighbours'] = nodes.map(() => []);
  const join = (a: number, b: number): void => {
    if (neighbours[a]!.some(({ to }) => to === b)) return;
    const km = distanceKm(nodes[a]!.at, nodes[b]!.at);
    neighbours[a]!.push({ to: b, km });
    neighbours[b]!.push({ to: a, km });
  };
  for (const [i, node] of nodes.entries()) {
    const near = [...nodes.keys()]
      .filter((j) => j !== i && nodes[j]!.shore === node.shore)
      .map((j) => ({ j, km: distanceKm(node.at, nodes[j]!.at) }))
      .toSorted((a, b) => a.km - b.km)
      .slice(0, mostNeighbours)
      .filter(({ km }, rank) => km <= farthestKm || rank < 2);
    for (const { j } of near) join(i, j);
  }
  for (const [a, b] of crossings) join(findNode(nodes, a), findNode(nodes, b));
  return { nodes, neighbours };
}

/** Kilometres between two points of the flat map, as the crow flies. */
export function distanceKm(a: PlanePoint, b: PlanePoint): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
}

/** Throws for a place that is not on the map: its name is misspelt. */
export function findNode(nodes: readonly Node[], name: string): number {
  const found = nodes.findIndex((node) => node.name === name);
  if (found < 0) throw new RangeError(`There is no place ${name}.`);
  return found;
}

/**
 * The best way from a place to every other (Dijkstra): the place before each, and its distance. Short hops cost less than
 * their length, so that buses go through the places on their way rather than past them.
 */
export function waysFrom({ nodes, neighbours }: Roads, start: number): { before: number[]; km: number[] } {
  const cost = nodes.map(() => Number.POSITIVE_INFINITY);
  const km = nodes.map(() => Number.POSITIVE_INFINITY);
  const before = nodes.map(() => -1);
  const open = new Set([start]);
  [cost[start], km[start]] = [0, 0];
  while (open.size > 0) {
    let here = -1;
    for (const node of open) if (here < 0 || cost[node]! < cost[here]!) here = node;
    open.delete(here);
    for (const { to, km: step } of neighbours[here]!) {
      const through = cost[here]! + step * Math.sqrt(step);
      if (through >= cost[to]!) continue;
      [cost[to], km[to]] = [through, km[here]! + step];
      before[to] = here;
      open.add(to);
    }
  }
  return { before, km };
}

/** The places on the way, from the start on. */
export function pathTo(before: readonly number[], end: number): number[] {
  const path = [end];
  for (let node = before[end]!; node >= 0; node = before[node]!) path.push(node);
  return path.toReversed();
}
