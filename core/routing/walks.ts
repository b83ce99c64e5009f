import type { Points } from './earth.ts';
import { indexPlaces, type WalkIndex } from './nearby.ts';
import { stopCount, type Timetable } from './timetable.ts';

/** Seconds that a change of vehicle needs beyond the walk, unless transfers.txt says otherwise. */
export const changeSeconds = 60;

/** The longest single walk in minutes unless said otherwise. */
export const usualWalkMinutes = 15;

/**
 * Changes of vehicle on foot. From stop s one can change at `to[start[s] … start[s + 1]]`, quickest first, needing
 * `seconds` whole seconds: the walk and 60 s, rounded up because vehicles leave on whole seconds, or what transfers.txt says.
 */
export interface ChangeGraph {
  start: Int32Array;
  to: Int32Array;
  seconds: Int32Array;
}

/** Everything about walking around a timetable's stops for one longest walk. Made once and used for any date and window. */
export interface WalkGraph {
  maxWalkMinutes: number;
  /** Where the stops are. */
  places: Points;
  stops: WalkIndex;
  /** Changes as one makes them. */
  changes: ChangeGraph;
  /** The same seen from the end: for searches backwards in time. */
  changesBack: ChangeGraph;
}

/**
 * Works out where one can change on foot: between stops within the longest walk, at the same stop, and wherever
 * transfers.txt gives a time, however far; nowhere it says is not possible.
 */
export function prepareWalks(timetable: Timetable, maxWalkMinutes: number = usualWalkMinutes): WalkGraph {
  const places = { lon: timetable.stopLon, lat: timetable.stopLat };
  const stops = indexPlaces(places);
  const lists = listChanges(timetable, stops, maxWalkMinutes * 60);
  return {
    maxWalkMinutes,
    places,
    stops,
    changes: packChanges(lists),
    changesBack: packChanges(turnRound(lists)),
  };
}

interface Change {
  stop: number;
  seconds: number;
}

function listChanges(timetable: Timetable, stops: WalkIndex, maxSeconds: number): Change[][] {
  const said = saidByFeed(timetable);
  return Array.from({ length: stopCount(timetable) }, (_, from) => {
    const rules = said.get(from) ?? new Map<number, number>();
    const place = { lon: timetable.stopLon[from]!, lat: timetable.stopLat[from]! };
    const walked = new Map(stops.within(place, maxSeconds).map(({ index, seconds }) => [index, seconds]));
    // A stop without a place still allows a change at itself.
    walked.set(from, 0);
    const changes = [...rules]
      .filter(([, seconds]) => seconds >= 0)
      .map(([stop, seconds]) => ({ stop, seconds }));
    for (const [stop, seconds] of walked) {
      if (!rules.has(stop)) changes.push({ stop, seconds: Math.ceil(seconds + changeSeconds) });
    }
    return changes;
  });
}

function saidByFeed({
  transferFrom,
  transferTo,
  transferSeconds,
}: Timetable): Map<number, Map<number, number>> {
  const said = new Map<number, Map<number, number>>();
  transferFrom.forEach((from, row) => {
    const rules = said.get(from) ?? new Map<number, number>();
    said.set(from, rules.set(transferTo[row]!, transferSeconds[row]!));
  });
  return said;
}

function turnRound(lists: readonly Change[][]): Change[][] {
  const turned = lists.map((): Change[] => []);
  lists.forEach((changes, from) => {
    for (const { stop, seconds } of changes) turned[stop]!.push({ stop: from, seconds });
  });
  return turned;
}

function packChanges(lists: readonly Change[][]): ChangeGraph {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((changes, stop) => {
    start[stop + 1] = start[stop]! + changes.length;
  });
  const graph = { start, to: new Int32Array(start.at(-1)!), seconds: new Int32Array(start.at(-1)!) };
  lists.forEach((changes, from) => {
    const sorted = changes.toSorted((a, b) => a.seconds - b.seconds || a.stop - b.stop);
    sorted.forEach(({ stop, seconds }, at) => {
      graph.to[start[from]! + at] = stop;
      graph.seconds[start[from]! + at] = seconds;
    });
  });
  return graph;
}
