import { walkSeconds, type LonLat, type Points } from './earth.ts';
import { percentileOfSorted } from './percentile.ts';
import { createSearch, resetSearch, searchDeparture, type SearchState } from './raptor.ts';
import type { TransitNetwork } from './network.ts';

/**
 * Minutes to each point for each minute of a window, point after point: point i at the window's minute m is
 * `minutes[i * minuteCount + m]`. Door to door from the minute of departure (or back from the minute of arrival), waiting
 * included, not rounded; Infinity where not reached within the limit.
 */
export interface MinuteTable {
  pointCount: number;
  minuteCount: number;
  minutes: Float64Array;
}

/** The far ends of journeys, joined to a network: which points lie within a walk of each stop. */
export interface TransitEnds {
  points: Points;
  /** Points near stop s: rows `start[s] … start[s + 1]`. */
  start: Int32Array;
  point: Int32Array;
  seconds: Float64Array;
}

/** Joins points to the stops within the longest walk of them. */
export function joinEnds(network: TransitNetwork, points: Points): TransitEnds {
  const maxSeconds = network.walks.maxWalkMinutes * 60;
  const found = Array.from(points.lon, (lon, point) =>
    network.walks.stops.within({ lon, lat: points.lat[point]! }, maxSeconds),
  );
  const start = new Int32Array(network.stopCount + 1);
  for (const walks of found) for (const { index } of walks) start[index + 1]!++;
  for (let stop = 0; stop < network.stopCount; stop++) start[stop + 1]! += start[stop]!;
  const next = start.slice();
  const ends = {
    points,
    start,
    point: new Int32Array(start[network.stopCount]!),
    seconds: new Float64Array(start[network.stopCount]!),
  };
  found.forEach((walks, point) => {
    for (const { index, seconds } of walks) {
      const row = next[index]!++;
      ends.point[row] = point;
      ends.seconds[row] = seconds;
    }
  });
  return ends;
}

/** Measures journeys between one place and many points, again and again with the same memory. */
export interface JourneyFinder {
  /** The table for a place. It is overwritten by the next call. */
  measure(place: LonLat): MinuteTable;
  /**
   * Seconds by vehicle to each stop (without a walk after it) for each minute of the window, stop after stop, as the last
   * call of `measure` left them; −1 where not reached. Only kept when asked for; for drawing.
   */
  stopSeconds: Int32Array | undefined;
}

/** Makes a finder. `keepStops` also keeps the seconds to every stop. */
export function createJourneyFinder(
  network: TransitNetwork,
  ends: TransitEnds,
  keepStops = false,
): JourneyFinder {
  const minuteCount = network.window.toMinute - network.window.fromMinute;
  const pointCount = ends.points.lon.length;
  const work: Work = {
    network,
    ends,
    state: createSearch(network),
    arrival: new Float64Array(pointCount),
    direct: new Float64Array(pointCount),
    table: { pointCount, minuteCount, minutes: new Float64Array(pointCount * minuteCount) },
    stopSeconds: keepStops ? new Int32Array(network.stopCount * minuteCount) : undefined,
  };
  return {
    measure: (place) => {
      measure(work, place);
      return work.table;
    },
    stopSeconds: work.stopSeconds,
  };
}

interface Work {
  network: TransitNetwork;
  ends: TransitEnds;
  state: SearchState;
  /** Earliest arrival at each point by vehicle and a last walk, in seconds of the search. */
  arrival: Float64Array;
  /** Seconds of walking all the way. */
  direct: Float64Array;
  table: MinuteTable;
  stopSeconds: Int32Array | undefined;
}

function measure(work: Work, place: LonLat): void {
  const { network, ends, state, arrival, direct } = work;
  const access = network.walks.stops.within(place, network.walks.maxWalkMinutes * 60);
  resetSearch(network, state);
  arrival.fill(Infinity);
  for (let point = 0; point < direct.length; point++) {
    direct[point] = walkSeconds(place, { lon: ends.points.lon[point]!, lat: ends.points.lat[point]! });
  }
  const { fromMinute } = network.window;
  const { minuteCount } = work.table;
  for (let turn = 0; turn < minuteCount; turn++) {
    // Latest departure first; mirrored, that is the earliest arrival.
    const minute = network.direction === 'from' ? minuteCount - 1 - turn : turn;
    const second = (fromMinute + minute) * 60;
    const departure = network.direction === 'from' ? second : -second;
    searchDeparture(network, state, access, departure);
    walkToPoints(work);
    writeMinute(work, minute, departure);
    if (work.stopSeconds !== undefined) writeStops(work, minute, departure);
  }
}

function walkToPoints({ ends, state, arrival }: Work): void {
  const { items, count } = state.improved;
  for (let at = 0; at < count; at++) {
    const stop = items[at]!;
    const time = state.alighted[stop]!;
    for (let row = ends.start[stop]!; row < ends.start[stop + 1]!; row++) {
      const arrives = time + ends.seconds[row]!;
      if (arrives < arrival[ends.point[row]!]!) arrival[ends.point[row]!] = arrives;
    }
  }
}

function writeMinute({ network, arrival, direct, table }: Work, minute: number, departure: number): void {
  const { minuteCount, minutes } = table;
  for (let point = 0; point < direct.length; point++) {
    const ridden = arrival[point]! - departure;
    const walked = direct[point]!;
    const seconds = walked < ridden ? walked : ridden;
    minutes[point * minuteCount + minute] = seconds <= network.limitSeconds ? seconds / 60 : Infinity;
  }
}

function writeStops({ network, state, table, stopSeconds }: Work, minute: number, departure: number): void {
  for (let stop = 0; stop < network.stopCount; stop++) {
    const seconds = state.alighted[stop]! - departure;
    stopSeconds![stop * table.minuteCount + minute] = seconds <= network.limitSeconds ? seconds : -1;
  }
}

/**
 * The p-th percentile over the window of the minutes to each point: the value at ⌈p/100·n⌉ − 1 of the sorted ones, not
 * interpolated; Infinity where the point is reached in fewer minutes of the window than that.
 */
export function percentileMinutes(table: MinuteTable, p: number): Float64Array {
  const { pointCount, minuteCount, minutes } = table;
  const result = new Float64Array(pointCount);
  for (let point = 0; point < pointCount; point++) {
    const column = minutes.subarray(point * minuteCount, (point + 1) * minuteCount);
    // Of a country's points a place reaches few: sorting the others would take most of the time.
    result[point] = percentileOfSorted(isReached(column) ? column.toSorted() : column, p);
  }
  return result;
}

function isReached(minutes: Float64Array): boolean {
  for (let minute = 0; minute < minutes.length; minute++) if (minutes[minute]! < Infinity) return true;
  return false;
}
