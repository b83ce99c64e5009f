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
  /** The changes from where they end to where they begin: for searches backwards in time. */
  changesBack: ChangeGraph;
}

/**
 * Works out where one can change on foot: between stops within the longest walk, at the same stop, and wherever
 * transfers.txt gives a time, however far; nowhere it says is not possible.
 */
export function prepareWalks(timetable: Timetable, maxWalkMinutes: number = usualWalkMinutes): WalkGraph {
  const places = { lon: timetable.stopLon, lat: timetable.stopLat };
  const stops = indexPlaces(places);
  const list = listChanges(timetable, stops, maxWalkMinutes * 60);
  const count = stopCount(timetable);
  return {
    maxWalkMinutes,
    places,
    stops,
    changes: packChanges(count, list),
    changesBack: packChanges(count, { ...list, from: list.to, to: list.from }),
  };
}

/** Changes in no order, as columns with room to grow. */
interface ChangeList {
  count: number;
  from: Int32Array;
  to: Int32Array;
  seconds: Int32Array;
}

function listChanges(timetable: Timetable, stops: WalkIndex, maxSeconds: number): ChangeList {
  const said = saidByFeed(timetable);
  const list = emptyList(64 + 16 * stopCount(timetable));
  for (let from = 0; from < stopCount(timetable); from++) {
    const rules = said.get(from);
    rules?.forEach((seconds, to) => {
      if (seconds >= 0) addChange(list, from, to, seconds);
    });
    // Also a stop without a place allows a change at itself.
    if (rules?.has(from) !== true) addChange(list, from, from, changeSeconds);
    const place = { lon: timetable.stopLon[from]!, lat: timetable.stopLat[from]! };
    stops.visitWithin(place, maxSeconds, (to, seconds) => {
      if (to !== from && rules?.has(to) !== true)
        addChange(list, from, to, Math.ceil(seconds + changeSeconds));
    });
  }
  return list;
}

function emptyList(room: number): ChangeList {
  return { count: 0, from: new Int32Array(room), to: new Int32Array(room), seconds: new Int32Array(room) };
}

function addChange(list: ChangeList, from: number, to: number, seconds: number): void {
  if (list.count === list.from.length) {
    const larger = emptyList(2 * list.count);
    larger.from.set(list.from);
    larger.to.set(list.to);
    larger.seconds.set(list.seconds);
    Object.assign(list, { ...larger, count: list.count });
  }
  list.from[list.count] = from;
  list.to[list.count] = to;
  list.seconds[list.count++] = seconds;
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

/** More than the stops of any country: with it, seconds and a stop fit one number that sorts by both. */
const stopSpan = 2 ** 21;

/** Sorts changes by the stop they start from, and then as `ChangeGraph` has them. */
function packChanges(stops: number, { count, from, to, seconds }: ChangeList): ChangeGraph {
  const start = new Int32Array(stops + 1);
  for (let row = 0; row < count; row++) start[from[row]! + 1]!++;
  for (let stop = 0; stop < stops; stop++) start[stop + 1]! += start[stop]!;
  const next = start.slice();
  const keys = new Float64Array(count);
  for (let row = 0; row < count; row++) keys[next[from[row]!]!++] = seconds[row]! * stopSpan + to[row]!;
  for (let stop = 0; stop < stops; stop++) keys.subarray(start[stop], start[stop + 1]).sort();
  const graph = { start, to: new Int32Array(count), seconds: new Int32Array(count) };
  keys.forEach((key, at) => {
    graph.to[at] = key % stopSpan;
    graph.seconds[at] = Math.floor(key / stopSpan);
  });
  return graph;
}
