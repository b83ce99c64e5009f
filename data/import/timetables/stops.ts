import type { Bounds } from '#core/geography';
import {
  blank,
  isCellEmpty,
  readDecimal,
  readText,
  readWhole,
  type Feed,
  createIdIndex,
  type IdIndex,
  type FeedRow,
  readTable,
  type Rejection,
} from '#data/formats/gtfs';
import { type ProblemLog, readName } from './problems.ts';

/** The rows of stops.txt as columns, in the order of the file. */
export interface Stops {
  ids: IdIndex;
  names: string[];
  /** Degrees; NaN where the file gives no place or an impossible one. */
  lon: number[];
  lat: number[];
  /** GTFS `location_type`: 0 stop, 1 station, 2 entrance, 3 node, 4 boarding area. */
  kind: number[];
  /** Index of the parent; −1 without one, for an unknown one and where parents go round in a circle. */
  parent: Int32Array;
  /** 1 in the region of the cut and near it, everywhere without a cut: a trip that calls at none of them is not kept. */
  inside: Uint8Array;
  read: number;
}

const file = 'stops.txt';
const columns = [
  'stop_id',
  'stop_name',
  'stop_lat',
  'stop_lon',
  'location_type',
  'parent_station',
  'stop_code',
];

/** Reads stops, stations, entrances and nodes. `within` is the box to keep, margin included; null keeps all. */
export async function readStops(feed: Feed, within: Bounds | null, problems: ProblemLog): Promise<Stops> {
  const stops = { ids: createIdIndex(), names: [], lon: [], lat: [], kind: [], read: 0 } as Omit<
    Stops,
    'parent' | 'inside'
  >;
  const parents: string[] = [];
  const read = await readTable(feed, {
    file,
    columns,
    required: ['stop_id'],
    ids: [0, 5],
    visit: (row) => visitStop({ stops, parents, problems }, row),
  });
  const parent = joinParents(stops.ids, parents, problems);
  const whole: Stops = { ...stops, parent, inside: new Uint8Array(parent.length).fill(1), read: read ?? 0 };
  countUnplaced(whole, problems);
  if (within)
    for (let stop = 0; stop < parent.length; stop++) whole.inside[stop] = liesWithin(whole, stop, within);
  return whole;
}

interface Gathering {
  stops: Omit<Stops, 'parent' | 'inside'>;
  parents: string[];
  problems: ProblemLog;
}

function visitStop({ stops, parents, problems }: Gathering, row: FeedRow): Rejection | undefined {
  if (isCellEmpty(row, 0)) return { column: 'stop_id', reason: 'stop_id is empty' };
  const kind = readWhole(row, 4);
  if (kind > 4 || kind < blank) {
    return {
      column: 'location_type',
      reason: `location_type “${readText(row, 4)}” is none of 0 to 4`,
      kind: 'unknown location types',
    };
  }
  const known = stops.ids.size();
  if (stops.ids.add(row, 0) < known) {
    return {
      column: 'stop_id',
      reason: `stop ${readText(row, 0)} is there already; the first counts`,
      kind: 'repeated stop ids',
    };
  }
  const id = readText(row, 0);
  const place = readPlace(row, id, problems);
  stops.names.push(readName(row, 1, { file, problems }) || readName(row, 6, { file, problems }) || id);
  stops.lon.push(place ? place[0] : NaN);
  stops.lat.push(place ? place[1] : NaN);
  stops.kind.push(kind === blank ? 0 : kind);
  parents.push(readText(row, 5));
  return undefined;
}

function readPlace(row: FeedRow, id: string, problems: ProblemLog): [number, number] | undefined {
  const add = (problem: string) =>
    problems.add(
      { severity: 'warning', file, problem },
      `${id}, row ${row.number.toLocaleString('en-GB')}: ${readText(row, 2)}, ${readText(row, 3)}`,
    );
  if (isCellEmpty(row, 2) && isCellEmpty(row, 3)) return undefined;
  const lat = readDecimal(row, 2);
  const lon = readDecimal(row, 3);
  if (Number.isNaN(lat) || Number.isNaN(lon)) add('places that are not numbers; taken for unknown');
  else if (Math.abs(lat) > 90 || Math.abs(lon) > 180) add('places off the globe; taken for unknown');
  else if (lat === 0 && lon === 0) add('places at 0, 0 in the Gulf of Guinea; taken for unknown');
  else return [lon, lat];
  return undefined;
}

function joinParents(ids: IdIndex, parents: readonly string[], problems: ProblemLog): Int32Array {
  const byId = new Map(parents.map((_, stop) => [ids.text(stop), stop]));
  const parent = Int32Array.from(parents, (id, stop) => {
    if (id === '') return -1;
    const found = byId.get(id);
    if (found !== undefined) return found;
    problems.add(
      { severity: 'warning', file, problem: 'parent stations that are not in the feed' },
      `${ids.text(stop)}: ${id}`,
    );
    return -1;
  });
  for (const stop of findCircular(parent)) {
    problems.add(
      { severity: 'warning', file, problem: 'parent stations that go round in a circle; taken for none' },
      `${ids.text(stop)}: ${ids.text(parent[stop]!)}`,
    );
    parent[stop] = -1;
  }
  return parent;
}

/** The stops that are their own parent, at once or by way of others. */
function findCircular(parent: Int32Array): number[] {
  const circular: number[] = [];
  /** The walk on which each stop was met; a stop met again on the same walk closes a circle. */
  const met = new Int32Array(parent.length).fill(-1);
  for (let start = 0; start < parent.length; start++) {
    let at = start;
    while (at >= 0 && met[at] === -1) {
      met[at] = start;
      at = parent[at]!;
    }
    if (at < 0 || met[at] !== start) continue;
    const first = at;
    do {
      circular.push(at);
      at = parent[at]!;
    } while (at !== first);
  }
  return circular;
}

/** Where a stop is: its own place or that of the nearest parent with one. */
export function placeOf(stops: Stops, stop: number): [lon: number, lat: number] {
  let at = stop;
  while (Number.isNaN(stops.lon[at]!) && stops.parent[at]! >= 0) at = stops.parent[at]!;
  return [stops.lon[at]!, stops.lat[at]!];
}

/** Sets the marks of all stops that are called at. By index, because iterating over millions of calls takes ten times as long. */
export function markStops(calls: Int32Array, marks: Uint8Array): void {
  for (let at = 0; at < calls.length; at++) marks[calls[at]!] = 1;
}

function liesWithin(stops: Stops, stop: number, [west, south, east, north]: Bounds): number {
  const [lon, lat] = placeOf(stops, stop);
  return lon >= west && lon <= east && lat >= south && lat <= north ? 1 : 0;
}

function countUnplaced(stops: Stops, problems: ProblemLog): void {
  for (let stop = 0; stop < stops.kind.length; stop++) {
    if (stops.kind[stop] !== 0 || !Number.isNaN(placeOf(stops, stop)[0])) continue;
    problems.add(
      {
        severity: 'warning',
        file,
        problem: 'stops without a place; vehicles call there, but nobody can walk there',
      },
      `${stops.ids.text(stop)} ${stops.names[stop]}`,
    );
  }
}

/** Stops farther from the middle of the feed than this many times the usual distance are looked at. */
const farTimes = 20;
const farAtLeastKm = 100;
const kmOfDegree = 111.2;

/** The stops that lie far away from where the feed mostly is, mostly by a slip in a coordinate. Indices, in order of the file. */
export function findFarStops(stops: Stops): number[] {
  const placed = stops.kind.map((_, stop) => stop).filter((stop) => !Number.isNaN(stops.lon[stop]!));
  if (placed.length < 3) return [];
  const lon = median(placed.map((stop) => stops.lon[stop]!));
  const lat = median(placed.map((stop) => stops.lat[stop]!));
  const shrink = Math.cos((lat * Math.PI) / 180);
  const km = placed.map(
    (stop) => kmOfDegree * Math.hypot((stops.lon[stop]! - lon) * shrink, stops.lat[stop]! - lat),
  );
  const far = Math.max(farAtLeastKm, farTimes * median(km));
  return placed.filter((_, at) => km[at]! > far);
}

/** A box in which a feed of the United Kingdom lies if its latitudes and longitudes change places: in the Indian Ocean. */
const kingdomExchanged: Bounds = [49, -11, 61.5, 2.5];

/** Stops whose latitude and longitude look exchanged. Indices, in order of the file. */
export function findExchangedStops(stops: Stops): number[] {
  return stops.kind.map((_, stop) => stop).filter((stop) => liesWithin(stops, stop, kingdomExchanged) === 1);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
