import type { StationInput, StopInput } from '#core/routing';
import { type Degrees, type PlanePoint, toLonLat } from '../land/plane.ts';
import { distanceKm, type Roads } from './roads.ts';

const betweenStopsKm = 0.45;
/** How far a station stands from the middle of its place, east and north. */
const stationOffset: PlanePoint = [0.12, -0.08];

/** A stop of a line and how far it is from the one before. */
export interface StopCall {
  stop: number;
  km: number;
}

/** The stops of the demonstration: made when a line first calls there. */
export interface StopBook {
  stops: StopInput[];
  stations: StationInput[];
  /** The bus stops along a chain of places: one at each place, and more on the road between. */
  alongRoad(nodes: readonly number[]): StopCall[];
  /** The stop at the station of a place. */
  atStation(node: number): number;
  /** A stop at a given point, in degrees. */
  at(id: string, name: string, lonLat: Degrees): number;
}

/** Keeps the stops of the demonstration's lines, each place once however many lines call there. */
export function openStopBook({ nodes }: Roads): StopBook {
  const stops: StopInput[] = [];
  const stations: StationInput[] = [];
  const known = new Map<string, number>();

  function put(id: string, name: string, [lon, lat]: Degrees, parentId: string | null = null): number {
    const found = known.get(id);
    if (found !== undefined) return found;
    known.set(id, stops.length);
    stops.push({ id, name, lon, lat, parentId });
    return stops.length - 1;
  }

  function busStop(node: number): number {
    return put(`bus-${node}`, nodes[node]!.name, toLonLat(nodes[node]!.at));
  }

  /** Stops on the road between two neighbours, the same ones in both directions. */
  function between(a: number, b: number): StopCall[] {
    const [low, high] = a < b ? [a, b] : [b, a];
    const [from, to] = [nodes[low]!.at, nodes[high]!.at];
    const km = distanceKm(from, to);
    const parts = crossesWater(a, b) ? 1 : Math.max(1, Math.round(km / betweenStopsKm));
    const inner = Array.from({ length: parts - 1 }, (_, i) => {
      const share = (i + 1) / parts;
      const at: PlanePoint = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
      const name = `${nodes[share < 0.5 ? low : high]!.name}, stop ${i + 1}`;
      return put(`bus-${low}-${high}-${i + 1}`, name, toLonLat(at));
    });
    const ordered = a < b ? inner : inner.toReversed();
    return [...ordered, busStop(b)].map((stop) => ({ stop, km: km / parts }));
  }

  function crossesWater(a: number, b: number): boolean {
    return nodes[a]!.shore !== nodes[b]!.shore;
  }

  return {
    stops,
    stations,
    alongRoad: (chain) =>
      chain.flatMap((node, i) => (i === 0 ? [{ stop: busStop(node), km: 0 }] : between(chain[i - 1]!, node))),
    atStation(node) {
      const { name, at } = nodes[node]!;
      const id = `station-${node}`;
      const place = toLonLat([at[0] + stationOffset[0], at[1] + stationOffset[1]]);
      if (!known.has(`rail-${node}`)) {
        stations.push({ id, name: `${name} station`, lon: place[0], lat: place[1] });
      }
      return put(`rail-${node}`, `${name} station`, place, id);
    },
    at: (id, name, lonLat) => put(id, name, lonLat),
  };
}
