import { keepNumbers, keepTexts } from './join-columns.ts';
import { listTexts, type Timetable } from './timetable.ts';

/** Stops of several timetables in one list. */
export interface JoinedStops {
  /** For each timetable, where each of its stops is in the list. */
  index: Int32Array[];
  columns: Pick<
    Timetable,
    'stopIds' | 'stopNames' | 'stopLon' | 'stopLat' | 'stopStation' | 'stationIds' | 'stationNames'
  >;
}

/**
 * Puts the stops of several timetables together. Stops of the same id at the same place are one, and so are stops without
 * a place that have both id and name in common; of such stops name and station are those of the first timetable.
 */
export function joinStops(members: readonly Timetable[]): JoinedStops {
  const stations = numberDistinct(members.map(listStations));
  const stops = numberDistinct(members.map(listStops));
  const take = <Column>(of: (member: Timetable) => Column): Column[] => members.map(of);
  return {
    index: stops.index,
    columns: {
      stopIds: keepTexts(
        take(({ stopIds }) => stopIds),
        stops.kept,
      ),
      stopNames: keepTexts(
        take(({ stopNames }) => stopNames),
        stops.kept,
      ),
      stopLon: keepNumbers(
        take(({ stopLon }) => stopLon),
        stops.kept,
      ),
      stopLat: keepNumbers(
        take(({ stopLat }) => stopLat),
        stops.kept,
      ),
      stopStation: Int32Array.from(
        members.flatMap(({ stopStation }, member) =>
          stops.kept[member]!.map((stop) => stations.index[member]![stopStation[stop]!] ?? -1),
        ),
      ),
      stationIds: keepTexts(
        take(({ stationIds }) => stationIds),
        stations.kept,
      ),
      stationNames: keepTexts(
        take(({ stationNames }) => stationNames),
        stations.kept,
      ),
    },
  };
}

/** What makes a station the same in two timetables. */
function listStations({ stationIds, stationNames }: Timetable): string[] {
  const names = listTexts(stationNames);
  return listTexts(stationIds).map((id, at) => `${id}\n${names[at]}`);
}

/** What makes a stop the same in two timetables. */
function listStops({ stopIds, stopNames, stopLon, stopLat }: Timetable): string[] {
  const names = listTexts(stopNames);
  return listTexts(stopIds).map((id, at) => {
    const [lon, lat] = [stopLon[at]!, stopLat[at]!];
    return Number.isNaN(lon) || Number.isNaN(lat) ? `${id}\n${names[at]}` : `${id}\n${lon}\n${lat}`;
  });
}

interface Numbered {
  /** For each list, the number of each of its texts. */
  index: Int32Array[];
  /** For each list, the places of the texts that no list before it has. */
  kept: number[][];
}

function numberDistinct(lists: readonly string[][]): Numbered {
  const numbers = new Map<string, number>();
  const kept = lists.map(() => [] as number[]);
  const index = lists.map((texts, list) =>
    Int32Array.from(texts, (text, at) => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size);
      kept[list]!.push(at);
      return numbers.size - 1;
    }),
  );
  return { index, kept };
}
