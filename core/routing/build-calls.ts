import { alightFlag, boardFlag, type Omitted } from './timetable.ts';
import { untimed, type TimetableInput } from './input.ts';
import { timeBetween } from './time-between.ts';

/**
 * The calls of all usable trips, trip after trip in order of sequence, with every time known.
 * Trip t has the rows `start[t] … start[t + 1]`; a trip that cannot be used has none.
 */
export interface Calls {
  start: Int32Array;
  stop: Int32Array;
  flags: Uint8Array;
  arrivals: Int32Array;
  departures: Int32Array;
}

/**
 * Gathers stop times by trip and mends what GTFS lets a publisher leave out: a missing arrival or departure is the other
 * one; calls without any time lie evenly between the timed ones before and after (whole seconds, rounded down).
 * `stopIndex` gives the timetable's index of each stop of the input. Trips that cannot be used are counted in `omitted`.
 */
export function gatherCalls(input: TimetableInput, stopIndex: Int32Array, omitted: Omitted): Calls {
  const { start, rows } = groupByTrip(input, omitted);
  const calls = copyCalls(input, rows, stopIndex);
  const usable = new Uint8Array(input.trips.length);
  for (let trip = 0; trip < usable.length; trip++) {
    usable[trip] = mendTrip(calls, start[trip]!, start[trip + 1]!, omitted) ? 1 : 0;
  }
  return keepUsable({ ...calls, start }, usable);
}

function groupByTrip(input: TimetableInput, omitted: Omitted): { start: Int32Array; rows: Int32Array } {
  const { trip, stop, sequence } = input.stopTimes;
  const start = new Int32Array(input.trips.length + 1);
  const isKnown = (row: number) =>
    trip[row]! >= 0 && trip[row]! < input.trips.length && stop[row]! >= 0 && stop[row]! < input.stops.length;
  for (let row = 0; row < trip.length; row++) {
    if (isKnown(row)) start[trip[row]! + 1]!++;
    else omitted.strayStopTimes++;
  }
  for (let t = 0; t < input.trips.length; t++) start[t + 1]! += start[t]!;
  const next = start.slice();
  const rows = new Int32Array(start.at(-1)!);
  for (let row = 0; row < trip.length; row++) if (isKnown(row)) rows[next[trip[row]!]!++] = row;
  for (let t = 0; t < input.trips.length; t++) sortRows(rows.subarray(start[t], start[t + 1]), sequence);
  return { start, rows };
}

function sortRows(rows: Int32Array, sequence: ArrayLike<number>): void {
  for (let at = 1; at < rows.length; at++) {
    if (sequence[rows[at]!]! < sequence[rows[at - 1]!]!) {
      rows.sort((a, b) => sequence[a]! - sequence[b]!);
      return;
    }
  }
}

function copyCalls(input: TimetableInput, rows: Int32Array, stopIndex: Int32Array): Omit<Calls, 'start'> {
  const { stop, arrival, departure, pickup, dropOff } = input.stopTimes;
  const calls = {
    stop: new Int32Array(rows.length),
    flags: new Uint8Array(rows.length),
    arrivals: new Int32Array(rows.length),
    departures: new Int32Array(rows.length),
  };
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const [arrives, departs] = [arrival[row]!, departure[row]!];
    calls.stop[at] = stopIndex[stop[row]!]!;
    calls.flags[at] = (pickup[row] === 1 ? 0 : boardFlag) | (dropOff[row] === 1 ? 0 : alightFlag);
    calls.arrivals[at] = arrives === untimed ? departs : arrives;
    calls.departures[at] = departs === untimed ? arrives : departs;
  }
  return calls;
}

function mendTrip(calls: Omit<Calls, 'start'>, from: number, to: number, omitted: Omitted): boolean {
  if (to - from < 2) omitted.shortTrips++;
  else if (calls.arrivals[from] === untimed || calls.arrivals[to - 1] === untimed) omitted.untimedTrips++;
  else {
    fillTimes(calls, from, to);
    if (neverGoesBack(calls, from, to)) return true;
    omitted.backwardTrips++;
  }
  return false;
}

function fillTimes({ arrivals, departures }: Omit<Calls, 'start'>, from: number, to: number): void {
  let known = from;
  for (let at = from + 1; at < to; at++) {
    if (arrivals[at] === untimed) continue;
    const leg = { leaves: departures[known]!, arrives: arrivals[at]! };
    for (let gap = known + 1; gap < at; gap++) {
      arrivals[gap] = departures[gap] = timeBetween(leg, gap - known, at - known);
    }
    known = at;
  }
}

function neverGoesBack({ arrivals, departures }: Omit<Calls, 'start'>, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (departures[at]! < arrivals[at]!) return false;
    if (at > from && arrivals[at]! < departures[at - 1]!) return false;
  }
  return true;
}

function keepUsable(calls: Calls, usable: Uint8Array): Calls {
  if (usable.every((flag) => flag === 1)) return calls;
  const kept = usable.reduce(
    (sum, flag, t) => sum + (flag === 1 ? calls.start[t + 1]! - calls.start[t]! : 0),
    0,
  );
  const result: Calls = {
    start: new Int32Array(usable.length + 1),
    stop: new Int32Array(kept),
    flags: new Uint8Array(kept),
    arrivals: new Int32Array(kept),
    departures: new Int32Array(kept),
  };
  for (let trip = 0; trip < usable.length; trip++) {
    const at = result.start[trip]!;
    const [from, to] = [calls.start[trip]!, usable[trip] === 1 ? calls.start[trip + 1]! : calls.start[trip]!];
    result.stop.set(calls.stop.subarray(from, to), at);
    result.flags.set(calls.flags.subarray(from, to), at);
    result.arrivals.set(calls.arrivals.subarray(from, to), at);
    result.departures.set(calls.departures.subarray(from, to), at);
    result.start[trip + 1] = at + to - from;
  }
  return result;
}
