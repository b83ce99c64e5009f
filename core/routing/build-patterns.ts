import { PinpointError } from '#contract';
import { splitIntoLanes } from './lanes.ts';
import type { Calls } from './build-calls.ts';
import type { TimetableInput } from './input.ts';
import type { Omitted, Timetable } from './timetable.ts';

/** One run of a trip: its rows in the calls, moved by `shift` seconds (0 unless it stems from frequencies). */
interface Run {
  trip: number;
  row: number;
  shift: number;
}

/** Runs with the same stops and permissions in which none overtakes another. */
interface Lane {
  row: number;
  length: number;
  runs: Run[];
}

/** More runs than any country has; a feed that gives more is broken or means harm. */
const mostRuns = 5_000_000;

export type PatternColumns = Pick<
  Timetable,
  | 'patternStopStart'
  | 'patternStop'
  | 'patternFlags'
  | 'patternTripStart'
  | 'patternTimeStart'
  | 'arrivals'
  | 'departures'
  | 'lastSecond'
> & {
  /** Index into the input's trips for each trip of the timetable: several runs of a frequency share one. */
  tripOf: Int32Array;
};

/**
 * Groups runs into patterns, in an order that depends only on what they are: by stops, permissions and times.
 * Frequencies are written out. Throws `input_refused` when they make more than five million runs.
 */
export function buildPatterns(input: TimetableInput, calls: Calls, omitted: Omitted): PatternColumns {
  const groups = groupRuns(calls, listRuns(input, calls, omitted));
  const lanes = groups
    .toSorted((a, b) => compareStops(calls, a, b))
    .flatMap((group) => splitGroup(input, calls, group));
  return writeLanes(calls, lanes);
}

function listRuns(input: TimetableInput, calls: Calls, omitted: Omitted): Run[] {
  const runs: Run[] = [];
  const repeated = repeatTrips(input, calls, runs, omitted);
  for (let trip = 0; trip < input.trips.length; trip++) {
    const row = calls.start[trip]!;
    if (calls.start[trip + 1]! > row && !repeated.has(trip)) runs.push({ trip, row, shift: 0 });
  }
  return runs;
}

/** Adds the runs of all frequencies and answers the trips that have some. */
function repeatTrips(input: TimetableInput, calls: Calls, runs: Run[], omitted: Omitted): Set<number> {
  const repeated = new Set<number>();
  if (input.frequencies.length === 0) return repeated;
  const tripById = new Map(input.trips.map(({ id }, index) => [id, index]));
  for (const { tripId, firstSeconds, lastSeconds, headwaySeconds } of input.frequencies) {
    const trip = tripById.get(tripId);
    if (trip === undefined || !(headwaySeconds >= 1) || !(lastSeconds > firstSeconds)) {
      omitted.uselessFrequencies++;
      continue;
    }
    repeated.add(trip);
    const row = calls.start[trip]!;
    if (calls.start[trip + 1] === row) continue;
    for (let at = firstSeconds; at < lastSeconds; at += headwaySeconds) {
      runs.push({ trip, row, shift: Math.round(at) - calls.departures[row]! });
      if (runs.length > mostRuns) throw tooManyRuns(tripId);
    }
  }
  return repeated;
}

function tooManyRuns(tripId: string): PinpointError {
  return new PinpointError(
    'input_refused',
    'The frequencies of the timetable make more than five million trips.',
    {
      file: 'frequencies.txt',
      found: `trip ${tripId}`,
      hint: 'Check headway_secs, start_time and end_time.',
    },
  );
}

function groupRuns(calls: Calls, runs: readonly Run[]): Lane[] {
  const byHash = new Map<number, Lane[]>();
  const groups: Lane[] = [];
  for (const run of runs) {
    const length = calls.start[run.trip + 1]! - run.row;
    const hash = hashOf(calls, run.row, length);
    const found = byHash.get(hash);
    let group = found?.find((one) => one.length === length && sameStops(calls, one, run.row));
    if (group === undefined) {
      group = { row: run.row, length, runs: [] };
      groups.push(group);
      if (found === undefined) byHash.set(hash, [group]);
      else found.push(group);
    }
    group.runs.push(run);
  }
  return groups;
}

function hashOf(calls: Calls, row: number, length: number): number {
  let hash = length;
  for (let at = row; at < row + length; at++) {
    hash = (Math.imul(hash ^ calls.stop[at]!, 16777619) ^ calls.flags[at]!) | 0;
    hash ^= hash >>> 15;
  }
  return hash;
}

function sameStops(calls: Calls, group: Lane, row: number): boolean {
  for (let at = 0; at < group.length; at++) {
    if (calls.stop[group.row + at] !== calls.stop[row + at]) return false;
    if (calls.flags[group.row + at] !== calls.flags[row + at]) return false;
  }
  return true;
}

function compareStops(calls: Calls, a: Lane, b: Lane): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference =
      calls.stop[a.row + at]! - calls.stop[b.row + at]! ||
      calls.flags[a.row + at]! - calls.flags[b.row + at]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function splitGroup(input: TimetableInput, calls: Calls, group: Lane): Lane[] {
  const { length } = group;
  const sorted = group.runs.toSorted((a, b) => compareRuns(input, calls, length, [a, b]));
  return splitIntoLanes(sorted, (later, earlier) => followsEverywhere(calls, length, later, earlier)).map(
    (runs) => ({ row: group.row, length, runs }),
  );
}

/** By times from the first departure on; equal runs by trip and service, so that order never hangs on the file. */
function compareRuns(input: TimetableInput, calls: Calls, length: number, [a, b]: [Run, Run]): number {
  const shift = a.shift - b.shift;
  for (let at = 0; at < length; at++) {
    const departs = calls.departures[a.row + at]! - calls.departures[b.row + at]! + shift;
    if (departs !== 0) return departs;
    const arrives = calls.arrivals[a.row + at]! - calls.arrivals[b.row + at]! + shift;
    if (arrives !== 0) return arrives;
  }
  const [tripA, tripB] = [input.trips[a.trip]!, input.trips[b.trip]!];
  return compareTexts(tripA.id, tripB.id) || compareTexts(tripA.serviceId, tripB.serviceId);
}

/** Order by code units: the same in every place. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function followsEverywhere(calls: Calls, length: number, later: Run, earlier: Run): boolean {
  const shift = later.shift - earlier.shift;
  for (let at = 0; at < length; at++) {
    if (calls.departures[later.row + at]! + shift < calls.departures[earlier.row + at]!) return false;
    if (calls.arrivals[later.row + at]! + shift < calls.arrivals[earlier.row + at]!) return false;
  }
  return true;
}

function writeLanes(calls: Calls, lanes: readonly Lane[]): PatternColumns {
  const starts = runningStarts(lanes);
  const columns: PatternColumns = {
    ...starts,
    patternStop: new Int32Array(starts.patternStopStart.at(-1)!),
    patternFlags: new Uint8Array(starts.patternStopStart.at(-1)!),
    arrivals: new Int32Array(starts.patternTimeStart.at(-1)!),
    departures: new Int32Array(starts.patternTimeStart.at(-1)!),
    tripOf: new Int32Array(starts.patternTripStart.at(-1)!),
    lastSecond: 0,
  };
  lanes.forEach((lane, index) => {
    const from = starts.patternStopStart[index]!;
    columns.patternStop.set(calls.stop.subarray(lane.row, lane.row + lane.length), from);
    columns.patternFlags.set(calls.flags.subarray(lane.row, lane.row + lane.length), from);
    writeRuns(calls, columns, lane, index);
  });
  columns.lastSecond = columns.arrivals.reduce((latest, second) => Math.max(latest, second), 0);
  return columns;
}

function runningStarts(lanes: readonly Lane[]) {
  const patternStopStart = new Int32Array(lanes.length + 1);
  const patternTripStart = new Int32Array(lanes.length + 1);
  const patternTimeStart = new Int32Array(lanes.length + 1);
  lanes.forEach(({ length, runs }, index) => {
    patternStopStart[index + 1] = patternStopStart[index]! + length;
    patternTripStart[index + 1] = patternTripStart[index]! + runs.length;
    patternTimeStart[index + 1] = patternTimeStart[index]! + length * runs.length;
  });
  return { patternStopStart, patternTripStart, patternTimeStart };
}

function writeRuns(calls: Calls, columns: PatternColumns, lane: Lane, index: number): void {
  let time = columns.patternTimeStart[index]!;
  lane.runs.forEach(({ trip, row, shift }, position) => {
    columns.tripOf[columns.patternTripStart[index]! + position] = trip;
    for (let at = row; at < row + lane.length; at++, time++) {
      columns.arrivals[time] = calls.arrivals[at]! + shift;
      columns.departures[time] = calls.departures[at]! + shift;
    }
  });
}
