import { compareTexts } from './build-patterns.ts';
import { packTexts, type Timetable } from './timetable.ts';
import type { StationInput, StopInput, TimetableInput } from './input.ts';
import type { TransferEnds } from './build-transfers.ts';

export interface PlacedStops extends TransferEnds {
  /** The timetable's index of each stop of the input. */
  index: Int32Array;
  columns: Pick<
    Timetable,
    'stopIds' | 'stopNames' | 'stopLon' | 'stopLat' | 'stopStation' | 'stationIds' | 'stationNames'
  >;
}

/**
 * Puts stops and stations in order of their ids and joins them: a stop belongs to the station at the end of its chain of
 * parents, and takes the place of the nearest parent that has one when its own is missing. Of stops with the same id the
 * first counts. Chains that are circular or end nowhere give no station.
 */
export function placeStops(input: TimetableInput): PlacedStops {
  const byId = new Map(input.stops.toReversed().map((stop) => [stop.id, stop]));
  const stationById = new Map(input.stations.toReversed().map((station) => [station.id, station]));
  const stops = [...byId.values()].toSorted((a, b) => compareTexts(a.id, b.id));
  const stations = [...stationById.values()].toSorted((a, b) => compareTexts(a.id, b.id));
  const stopById = new Map(stops.map(({ id }, at) => [id, at]));
  const chains = stops.map((stop) => chainOf(stop, byId, stationById));
  const stationIndex = new Map(stations.map(({ id }, at) => [id, at]));
  const placed = stops.map((stop, at) => [stop, ...chains[at]!].find(hasPlace));
  const stopStation = Int32Array.from(chains, (chain) => stationIndex.get(chain.at(-1)?.id ?? '') ?? -1);
  return {
    index: Int32Array.from(input.stops, ({ id }) => stopById.get(id)!),
    stopById,
    stopsByStation: membersOf(stations, stopStation),
    columns: {
      stopIds: packTexts(stops.map(({ id }) => id)),
      stopNames: packTexts(stops.map(({ name }) => name)),
      stopLon: Float64Array.from(placed, (place) => place?.lon ?? NaN),
      stopLat: Float64Array.from(placed, (place) => place?.lat ?? NaN),
      stopStation,
      stationIds: packTexts(stations.map(({ id }) => id)),
      stationNames: packTexts(stations.map(({ name }) => name)),
    },
  };
}

function hasPlace({ lon, lat }: { lon: number; lat: number }): boolean {
  return Number.isFinite(lon) && Number.isFinite(lat);
}

type Parent = StationInput & { parentId?: string | null };

/** The parents of a stop, nearest first; none when the chain turns in a circle. */
function chainOf(
  stop: StopInput,
  stops: ReadonlyMap<string, StopInput>,
  stations: ReadonlyMap<string, StationInput>,
): Parent[] {
  const chain: Parent[] = [];
  const seen = new Set<string>([stop.id]);
  let parentId = stop.parentId;
  while (parentId !== null) {
    if (seen.has(parentId)) return [];
    seen.add(parentId);
    const parent: Parent | undefined = stations.get(parentId) ?? stops.get(parentId);
    if (parent === undefined) return chain;
    chain.push(parent);
    parentId = parent.parentId ?? null;
  }
  return chain;
}

function membersOf(stations: readonly StationInput[], stopStation: Int32Array): Map<string, number[]> {
  const members = new Map<string, number[]>(stations.map(({ id }) => [id, []]));
  stopStation.forEach((station, stop) => {
    if (station >= 0) members.get(stations[station]!.id)!.push(stop);
  });
  return members;
}
