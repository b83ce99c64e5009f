/** Texts one after another: `ends[i]` is the number of bytes (UTF-8) up to and including text i. */
export interface TextColumn {
  bytes: Uint8Array;
  ends: Int32Array;
}

/** What the builder had to leave out, for the health report. */
export interface Omitted {
  /** Stop times whose trip or stop is not in the lists. */
  strayStopTimes: number;
  /** Trips with fewer than two stops. */
  shortTrips: number;
  /** Trips without a time at their first or last stop. */
  untimedTrips: number;
  /** Trips that arrive before they left, or leave before they arrived. */
  backwardTrips: number;
  /** Rows of frequencies with an unknown trip, no headway, or an end before the start. */
  uselessFrequencies: number;
  /** Rows of transfers with unknown ends or a type other than 0 to 3. */
  uselessTransfers: number;
}

/**
 * A timetable as flat columns: made once by `buildTimetable`, kept as bytes, and seen by all workers at once when it lies
 * in shared memory. Stops, routes, services and trips are indices; times are seconds since midnight of the service day.
 *
 * A pattern is a sequence of stops with the same permissions to board and alight; in it no trip overtakes another.
 * Pattern p calls at `patternStop[patternStopStart[p] … patternStopStart[p + 1]]`, has the trips
 * `patternTripStart[p] … patternTripStart[p + 1]`, by departure, and its times start at `patternTimeStart[p]`, trip after trip.
 */
export interface Timetable {
  stopIds: TextColumn;
  stopNames: TextColumn;
  stopLon: Float64Array;
  stopLat: Float64Array;
  /** Index of the station of each stop, −1 without one. */
  stopStation: Int32Array;
  stationIds: TextColumn;
  stationNames: TextColumn;
  routeIds: TextColumn;
  routeNames: TextColumn;
  routeTypes: Int32Array;
  serviceIds: TextColumn;
  /** Calendar ranges of service s: rows `rangeStart[s] … rangeStart[s + 1]`; days since 1 January 1970, both ends included. */
  rangeStart: Int32Array;
  rangeFirstDay: Int32Array;
  rangeLastDay: Int32Array;
  /** Bit 0 Monday … bit 6 Sunday. */
  rangeWeekdays: Uint8Array;
  /** Exceptions of service s, by day: rows `exceptionStart[s] … exceptionStart[s + 1]`. */
  exceptionStart: Int32Array;
  exceptionDay: Int32Array;
  exceptionAdded: Uint8Array;
  patternStopStart: Int32Array;
  patternStop: Int32Array;
  /** Bit 0: one may board; bit 1: one may alight. */
  patternFlags: Uint8Array;
  patternTripStart: Int32Array;
  patternTimeStart: Int32Array;
  arrivals: Int32Array;
  departures: Int32Array;
  tripIds: TextColumn;
  tripRoute: Int32Array;
  tripService: Int32Array;
  /** What transfers.txt says, stop to stop, by from and to: seconds needed, −1 where no change is possible. */
  transferFrom: Int32Array;
  transferTo: Int32Array;
  transferSeconds: Int32Array;
  omitted: Omitted;
  /** The latest time of any trip in seconds; over 86,400 where trips run past midnight; 0 without trips. */
  lastSecond: number;
}

/** One may board here. */
export const boardFlag = 1;
/** One may alight here. */
export const alightFlag = 2;

/** Packs texts into a column. */
export function packTexts(texts: readonly string[]): TextColumn {
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const ends = new Int32Array(parts.length);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  parts.forEach((part, index) => {
    bytes.set(part, at);
    at += part.length;
    ends[index] = at;
  });
  return { bytes, ends };
}

const decoder = new TextDecoder();

/** The text at an index; empty outside the column. */
export function textAt(column: TextColumn, index: number): string {
  const from = index === 0 ? 0 : (column.ends[index - 1] ?? 0);
  // Copied, because shared memory cannot be decoded in a browser.
  return decoder.decode(column.bytes.slice(from, column.ends[index] ?? from));
}

/** All texts of a column, in order. */
export function listTexts(column: TextColumn): string[] {
  return Array.from(column.ends, (_, index) => textAt(column, index));
}

/** The number of stops of a timetable. */
export function stopCount(timetable: Timetable): number {
  return timetable.stopLon.length;
}
