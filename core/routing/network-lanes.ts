import { alightFlag, boardFlag, type Timetable } from './timetable.ts';
import type { DayLane, Direction } from './network.ts';

/**
 * Lanes as columns. Lane l calls at `laneStop[stopStart[l] … stopStart[l + 1]]` and has the trips
 * `tripStart[l] … tripStart[l + 1]`. Times to board lie stop after stop (all trips of the lane at its first stop, then at
 * its second …), because a search looks for the first trip at one stop; times to alight lie trip after trip, because a
 * ride follows one trip.
 */
export interface LaneColumns {
  laneCount: number;
  stopStart: Int32Array;
  laneStop: Int32Array;
  /** 1 where one may alight at that stop of the lane. */
  canAlight: Uint8Array;
  tripStart: Int32Array;
  timeStart: Int32Array;
  boardAt: Int32Array;
  alightAt: Int32Array;
  /** Where one can board at stop s: rows `visitStart[s] … visitStart[s + 1]`, each a lane and a position in it. */
  visitStart: Int32Array;
  visitLane: Int32Array;
  visitPosition: Int32Array;
  /** When the last trip of the lane leaves there. */
  visitLast: Int32Array;
}

/** Lays out lanes for a search forwards (`from`) or mirrored (`to`). */
export function layLanes(timetable: Timetable, lanes: readonly DayLane[], direction: Direction): LaneColumns {
  const columns = emptyColumns(timetable, lanes);
  const boardable = new Uint8Array(columns.laneStop.length);
  lanes.forEach((lane, index) => {
    layStops(timetable, lane, { columns, boardable, index, direction });
    if (direction === 'from') layForwards(timetable, lane, columns, index);
    else layMirrored(timetable, lane, columns, index);
  });
  return { ...columns, ...listVisits(timetable.stopLon.length, columns, boardable) };
}

type Laid = Omit<LaneColumns, 'visitStart' | 'visitLane' | 'visitPosition' | 'visitLast'>;

function emptyColumns(timetable: Timetable, lanes: readonly DayLane[]): Laid {
  const stopStart = new Int32Array(lanes.length + 1);
  const tripStart = new Int32Array(lanes.length + 1);
  const timeStart = new Int32Array(lanes.length + 1);
  lanes.forEach(({ pattern, runs }, index) => {
    const length = timetable.patternStopStart[pattern + 1]! - timetable.patternStopStart[pattern]!;
    stopStart[index + 1] = stopStart[index]! + length;
    tripStart[index + 1] = tripStart[index]! + runs.length;
    timeStart[index + 1] = timeStart[index]! + length * runs.length;
  });
  return {
    laneCount: lanes.length,
    stopStart,
    tripStart,
    timeStart,
    laneStop: new Int32Array(stopStart.at(-1)!),
    canAlight: new Uint8Array(stopStart.at(-1)!),
    boardAt: new Int32Array(timeStart.at(-1)!),
    alightAt: new Int32Array(timeStart.at(-1)!),
  };
}

interface Target {
  columns: Laid;
  boardable: Uint8Array;
  index: number;
  direction: Direction;
}

function layStops(
  timetable: Timetable,
  lane: DayLane,
  { columns, boardable, index, direction }: Target,
): void {
  const from = columns.stopStart[index]!;
  const length = columns.stopStart[index + 1]! - from;
  const source = timetable.patternStopStart[lane.pattern]!;
  const [boards, alights] = direction === 'from' ? [boardFlag, alightFlag] : [alightFlag, boardFlag];
  for (let position = 0; position < length; position++) {
    const at = source + (direction === 'from' ? position : length - 1 - position);
    columns.laneStop[from + position] = timetable.patternStop[at]!;
    columns.canAlight[from + position] = (timetable.patternFlags[at]! & alights) === 0 ? 0 : 1;
    // Nobody boards where the vehicle ends.
    boardable[from + position] =
      (timetable.patternFlags[at]! & boards) === 0 || position === length - 1 ? 0 : 1;
  }
}

function layForwards(timetable: Timetable, { runs }: DayLane, columns: Laid, index: number): void {
  const base = columns.timeStart[index]!;
  const length = columns.stopStart[index + 1]! - columns.stopStart[index]!;
  runs.forEach(({ time, shift }, trip) => {
    for (let position = 0; position < length; position++) {
      columns.alightAt[base + trip * length + position] = timetable.arrivals[time + position]! + shift;
      columns.boardAt[base + position * runs.length + trip] = timetable.departures[time + position]! + shift;
    }
  });
}

function layMirrored(timetable: Timetable, { runs }: DayLane, columns: Laid, index: number): void {
  const base = columns.timeStart[index]!;
  const length = columns.stopStart[index + 1]! - columns.stopStart[index]!;
  runs.forEach(({ time, shift }, run) => {
    const trip = runs.length - 1 - run;
    for (let position = 0; position < length; position++) {
      const at = time + length - 1 - position;
      columns.alightAt[base + trip * length + position] = -(timetable.departures[at]! + shift);
      columns.boardAt[base + position * runs.length + trip] = -(timetable.arrivals[at]! + shift);
    }
  });
}

function listVisits(stopCount: number, columns: Laid, boardable: Uint8Array) {
  const visitStart = new Int32Array(stopCount + 1);
  columns.laneStop.forEach((stop, at) => {
    if (boardable[at] === 1) visitStart[stop + 1]!++;
  });
  for (let stop = 0; stop < stopCount; stop++) visitStart[stop + 1]! += visitStart[stop]!;
  const next = visitStart.slice();
  const visitLane = new Int32Array(visitStart[stopCount]!);
  const visitPosition = new Int32Array(visitStart[stopCount]!);
  const visitLast = new Int32Array(visitStart[stopCount]!);
  for (let lane = 0; lane < columns.laneCount; lane++) {
    const from = columns.stopStart[lane]!;
    const trips = columns.tripStart[lane + 1]! - columns.tripStart[lane]!;
    for (let at = from; at < columns.stopStart[lane + 1]!; at++) {
      if (boardable[at] !== 1) continue;
      const row = next[columns.laneStop[at]!]!++;
      visitLane[row] = lane;
      visitPosition[row] = at - from;
      visitLast[row] = columns.boardAt[columns.timeStart[lane]! + (at - from + 1) * trips - 1]!;
    }
  }
  return { visitStart, visitLane, visitPosition, visitLast };
}
