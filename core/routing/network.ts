import { getServiceDay, hasService, servicesOnDay } from './calendar.ts';
import { splitIntoLanes } from './lanes.ts';
import { layLanes, type LaneColumns } from './network-lanes.ts';
import type { Timetable } from './timetable.ts';
import type { ChangeGraph, WalkGraph } from './walks.ts';

const daySeconds = 86_400;

/** A half-open window of whole minutes since midnight of the date: 08:00–08:01 is `{ fromMinute: 480, toMinute: 481 }`. */
export interface MinuteWindow {
  fromMinute: number;
  toMinute: number;
}

/** From a place outwards, departing in the window; or from anywhere to a place, arriving in the window. */
export type Direction = 'from' | 'to';

export interface NetworkQuestion {
  date: string;
  window: MinuteWindow;
  direction: Direction;
  /** The longest journey asked for; what runs too late or too early for it is left out. */
  limitMinutes: number;
}

/**
 * What runs around a date, ready to be searched from one end. To search backwards from an arrival, the world is mirrored:
 * times are negated, stops of a lane reversed, boarding and alighting exchanged. The search itself knows one direction only.
 */
export interface TransitNetwork extends LaneColumns {
  direction: Direction;
  window: MinuteWindow;
  limitSeconds: number;
  stopCount: number;
  changes: ChangeGraph;
  walks: WalkGraph;
}

/** One run on one day: `trip` within the timetable, `shift` seconds from its service day to the date asked for. */
export interface DayRun {
  trip: number;
  /** Index of its first time. */
  time: number;
  shift: number;
}

/** A lane before it is laid out: the pattern it belongs to and its runs, none overtaking another. */
export interface DayLane {
  pattern: number;
  runs: DayRun[];
}

/**
 * The network for a question. Trips of other service days that run within reach of the window are part of it: those of
 * the day before after 24:00 and those of the day after. A day is taken as 24 hours, also where clocks change.
 * Throws `input_refused` for a date on which nothing runs, with the dates that have service.
 */
export function openNetwork(
  timetable: Timetable,
  walks: WalkGraph,
  question: NetworkQuestion,
): TransitNetwork {
  const { window, direction, limitMinutes } = question;
  const day = getServiceDay(timetable, question.date);
  const lanes = listLanes(timetable, day, spanOf(question));
  return {
    ...layLanes(timetable, lanes, direction),
    direction,
    window,
    limitSeconds: limitMinutes * 60,
    stopCount: timetable.stopLon.length,
    changes: direction === 'from' ? walks.changes : walks.changesBack,
    walks,
  };
}

/** First and last second at which a vehicle can matter. */
interface Span {
  first: number;
  last: number;
}

function spanOf({ window, direction, limitMinutes }: NetworkQuestion): Span {
  const [first, last] = [window.fromMinute * 60, (window.toMinute - 1) * 60];
  const limit = limitMinutes * 60;
  return direction === 'from' ? { first, last: last + limit } : { first: first - limit, last };
}

interface ActiveDay {
  services: Uint8Array;
  shift: number;
}

function listLanes(timetable: Timetable, day: number, span: Span): DayLane[] {
  const days = activeDays(timetable, day, span);
  const lanes: DayLane[] = [];
  for (let pattern = 0; pattern < timetable.patternTripStart.length - 1; pattern++) {
    const byDay = days
      .map((active) => runsOf(timetable, pattern, active, span))
      .filter((runs) => runs.length > 0);
    if (byDay.length === 1) lanes.push({ pattern, runs: byDay[0]! });
    else if (byDay.length > 1) lanes.push(...mergeDays(timetable, pattern, byDay.flat()));
  }
  return lanes;
}

function activeDays(timetable: Timetable, day: number, span: Span): ActiveDay[] {
  const days: ActiveDay[] = [];
  const first = Math.floor((span.first - timetable.lastSecond) / daySeconds);
  for (let offset = first; offset <= Math.floor(span.last / daySeconds); offset++) {
    const services = servicesOnDay(timetable, day + offset);
    if (services.some((bits) => bits !== 0)) days.push({ services, shift: offset * daySeconds });
  }
  return days;
}

function runsOf(timetable: Timetable, pattern: number, active: ActiveDay, span: Span): DayRun[] {
  const length = timetable.patternStopStart[pattern + 1]! - timetable.patternStopStart[pattern]!;
  const from = timetable.patternTripStart[pattern]!;
  const runs: DayRun[] = [];
  for (let trip = from; trip < timetable.patternTripStart[pattern + 1]!; trip++) {
    if (!hasService(active.services, timetable.tripService[trip]!)) continue;
    const time = timetable.patternTimeStart[pattern]! + (trip - from) * length;
    if (timetable.departures[time]! + active.shift > span.last) break;
    if (timetable.arrivals[time + length - 1]! + active.shift >= span.first) {
      runs.push({ trip, time, shift: active.shift });
    }
  }
  return runs;
}

/** Within a day no trip overtakes, but the late ones of one day and the early ones of the next may. */
function mergeDays(timetable: Timetable, pattern: number, runs: DayRun[]): DayLane[] {
  const { departures, arrivals } = timetable;
  const length = timetable.patternStopStart[pattern + 1]! - timetable.patternStopStart[pattern]!;
  const sorted = runs.toSorted(
    (a, b) =>
      departures[a.time]! + a.shift - departures[b.time]! - b.shift || a.shift - b.shift || a.time - b.time,
  );
  const follows = (later: DayRun, earlier: DayRun): boolean => {
    const shift = later.shift - earlier.shift;
    for (let at = 0; at < length; at++) {
      if (departures[later.time + at]! + shift < departures[earlier.time + at]!) return false;
      if (arrivals[later.time + at]! + shift < arrivals[earlier.time + at]!) return false;
    }
    return true;
  };
  return splitIntoLanes(sorted, follows).map((members) => ({ pattern, runs: members }));
}
