import { buildRoads, distanceKm, findNode, pathTo, type Roads, waysFrom } from './roads.ts';

/** A bus line as the places it serves, in order. */
export interface BusLine {
  name: string;
  nodes: number[];
  kind: 'radial' | 'orbital' | 'tunnel';
}

/** How many lines start at each centre. */
const centres: [name: string, lines: number][] = [
  ['Central', 10],
  ['Birkenhead and Tranmere', 6],
  ['Town Centre', 6],
  ['Southport Central', 4],
  ['Linacre', 2],
  ["St Michael's Huyton", 2],
  ['Kirkby Central', 2],
  ['Kingsway', 3],
  ['Halton Lea', 3],
];

/** Lines about the centres, by the places they pass; the shortest road joins one to the next. */
const orbitals: string[][] = [
  [
    'Speke-Garston',
    'Belle Vale',
    'Page Moss',
    'Stockbridge',
    'Croxteth',
    'Fazakerley',
    'Netherton',
    'Seaforth',
  ],
  ['New Brighton', 'Leasowe and Moreton East', 'Upton', 'Prenton', 'Bebington', 'Bromborough'],
  [
    'Earlestown',
    'Bold',
    'Rainhill',
    'Whiston South',
    'Cronton and Tarbock',
    'Hough Green',
    'Kingsway',
    'Runcorn Mersey',
    'Halton Lea',
  ],
];

const longestKm = 15;

/**
 * About 40 bus lines. From each centre lines run outwards along the shortest roads, each to where it reaches most places that no
 * line serves yet; then the orbital lines, and one through the tunnel.
 */
export function drawBusLines(): { roads: Roads; lines: BusLine[] } {
  const roads = buildRoads();
  const served = new Set<number>();
  const lines: BusLine[] = [];
  for (const [name, count] of centres) {
    const centre = findNode(roads.nodes, name);
    served.add(centre);
    for (let i = 0; i < count; i++) {
      const nodes = findOutward(roads, centre, served);
      for (const node of nodes) served.add(node);
      lines.push({
        name: String(10 * (centres.findIndex((it) => it[0] === name) + 1) + i),
        nodes,
        kind: 'radial',
      });
    }
  }
  for (const [i, stops] of orbitals.entries()) {
    lines.push({ name: String(201 + i), nodes: joinUp(roads, stops), kind: 'orbital' });
  }
  lines.push({ name: '300', nodes: joinUp(roads, ['Birkenhead and Tranmere', 'Central']), kind: 'tunnel' });
  return { roads, lines: callEverywhere(roads, lines) };
}

/** Leads lines past the places that none serves yet: each time the line, and the stretch of it, that has least to turn aside. */
function callEverywhere({ nodes }: Roads, lines: readonly BusLine[]): BusLine[] {
  const led = lines.map((line) => ({ ...line, nodes: [...line.nodes] }));
  const km = (a: number, b: number): number => distanceKm(nodes[a]!.at, nodes[b]!.at);
  for (const node of nodes.keys()) {
    if (led.some((line) => line.nodes.includes(node))) continue;
    let best = { line: led[0]!, at: 0, km: Number.POSITIVE_INFINITY };
    for (const line of led.filter(({ kind }) => kind !== 'tunnel')) {
      for (let at = 1; at <= line.nodes.length; at++) {
        const [before, after] = [line.nodes[at - 1]!, line.nodes[at]];
        if ([before, after ?? before].some((end) => nodes[end]!.shore !== nodes[node]!.shore)) continue;
        const aside =
          after === undefined ? km(before, node) : km(before, node) + km(node, after) - km(before, after);
        if (aside < best.km) best = { line, at, km: aside };
      }
    }
    best.line.nodes.splice(best.at, 0, node);
  }
  return led;
}

function findOutward(roads: Roads, centre: number, served: ReadonlySet<number>): number[] {
  const { before, km } = waysFrom(roads, centre);
  let best: number[] = [centre];
  let most = -1;
  for (const end of roads.nodes.keys()) {
    if (end === centre || km[end]! > longestKm || roads.nodes[end]!.shore !== roads.nodes[centre]!.shore)
      continue;
    const path = pathTo(before, end);
    const fresh = path.filter((node) => !served.has(node)).length;
    const worth = fresh + km[end]! / 100;
    if (worth <= most) continue;
    most = worth;
    best = path;
  }
  return best;
}

function joinUp(roads: Roads, stops: readonly string[]): number[] {
  const nodes = stops.map((name) => findNode(roads.nodes, name));
  return nodes.flatMap((node, i) => {
    if (i === 0) return [node];
    return pathTo(waysFrom(roads, nodes[i - 1]!).before, node).slice(1);
  });
}
