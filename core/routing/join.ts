import { compareTimetables } from './codec.ts';
import { joinIndices, joinNumbers, joinStarts, joinTexts } from './join-columns.ts';
import { joinStops } from './join-stops.ts';
import type { Omitted, Timetable } from './timetable.ts';

/**
 * One timetable of several, with which journeys change from one feed to another: everything that any of them has. A stop
 * that several have (the same id at the same place) is one stop; between others one walks as between any stops. What
 * transfers.txt of one feed says holds for everybody; where two disagree, "not possible" beats a time and the longer time
 * the shorter. Services stay apart, each on its own dates. The order of the list makes no difference, a timetable given
 * twice counts once, an empty one changes nothing, and none at all make an empty one. The clocks of all must agree: times
 * are taken as they stand.
 */
export function joinTimetables(timetables: readonly Timetable[]): Timetable {
  const sorted = timetables.toSorted(compareTimetables);
  const members = sorted.filter((each, at) => at === 0 || compareTimetables(each, sorted[at - 1]!) !== 0);
  if (members.length === 1) return members[0]!;
  const stops = joinStops(members);
  return {
    ...stops.columns,
    ...joinServices(members),
    ...joinPatterns(members, stops.index),
    ...joinTrips(members),
    ...joinTransfers(members, stops.index, stops.columns.stopLon.length),
    omitted: joinOmitted(members),
    lastSecond: Math.max(0, ...members.map(({ lastSecond }) => lastSecond)),
  };
}

/** Picks one column of each timetable. */
function pick<Column>(members: readonly Timetable[], of: (member: Timetable) => Column): Column[] {
  return members.map(of);
}

const noIntegers = new Int32Array();
const noBytes = new Uint8Array();

function joinServices(members: readonly Timetable[]) {
  return {
    serviceIds: joinTexts(pick(members, (each) => each.serviceIds)),
    rangeStart: joinStarts(pick(members, (each) => each.rangeStart)),
    rangeFirstDay: joinNumbers(
      pick(members, (each) => each.rangeFirstDay),
      noIntegers,
    ),
    rangeLastDay: joinNumbers(
      pick(members, (each) => each.rangeLastDay),
      noIntegers,
    ),
    rangeWeekdays: joinNumbers(
      pick(members, (each) => each.rangeWeekdays),
      noBytes,
    ),
    exceptionStart: joinStarts(pick(members, (each) => each.exceptionStart)),
    exceptionDay: joinNumbers(
      pick(members, (each) => each.exceptionDay),
      noIntegers,
    ),
    exceptionAdded: joinNumbers(
      pick(members, (each) => each.exceptionAdded),
      noBytes,
    ),
  };
}

function joinPatterns(members: readonly Timetable[], stopIndex: readonly Int32Array[]) {
  const stops = members.map(({ patternStop }, member) =>
    patternStop.map((stop) => stopIndex[member]![stop]!),
  );
  return {
    patternStopStart: joinStarts(pick(members, (each) => each.patternStopStart)),
    patternStop: joinNumbers(stops, noIntegers),
    patternFlags: joinNumbers(
      pick(members, (each) => each.patternFlags),
      noBytes,
    ),
    patternTripStart: joinStarts(pick(members, (each) => each.patternTripStart)),
    patternTimeStart: joinStarts(pick(members, (each) => each.patternTimeStart)),
    arrivals: joinNumbers(
      pick(members, (each) => each.arrivals),
      noIntegers,
    ),
    departures: joinNumbers(
      pick(members, (each) => each.departures),
      noIntegers,
    ),
  };
}

function joinTrips(members: readonly Timetable[]) {
  const routes = members.map(({ routeTypes }) => routeTypes.length);
  const services = members.map(({ rangeStart }) => rangeStart.length - 1);
  return {
    routeIds: joinTexts(pick(members, (each) => each.routeIds)),
    routeNames: joinTexts(pick(members, (each) => each.routeNames)),
    routeTypes: joinNumbers(
      pick(members, (each) => each.routeTypes),
      noIntegers,
    ),
    tripIds: joinTexts(pick(members, (each) => each.tripIds)),
    tripRoute: joinIndices(
      pick(members, (each) => each.tripRoute),
      routes,
    ),
    tripService: joinIndices(
      pick(members, (each) => each.tripService),
      services,
    ),
  };
}

function joinTransfers(
  members: readonly Timetable[],
  stopIndex: readonly Int32Array[],
  stopCount: number,
): Pick<Timetable, 'transferFrom' | 'transferTo' | 'transferSeconds'> {
  const said = new Map<number, number>();
  members.forEach(({ transferFrom, transferTo, transferSeconds }, member) => {
    const index = stopIndex[member]!;
    transferSeconds.forEach((seconds, row) => {
      const pair = index[transferFrom[row]!]! * stopCount + index[transferTo[row]!]!;
      said.set(pair, stricter(said.get(pair) ?? seconds, seconds));
    });
  });
  const pairs = [...said].toSorted(([a], [b]) => a - b);
  return {
    transferFrom: Int32Array.from(pairs, ([pair]) => Math.floor(pair / stopCount)),
    transferTo: Int32Array.from(pairs, ([pair]) => pair % stopCount),
    transferSeconds: Int32Array.from(pairs, ([, seconds]) => seconds),
  };
}

/** Of two words about a change the more careful one; −1 is "not possible". */
function stricter(a: number, b: number): number {
  return a < 0 || b < 0 ? -1 : Math.max(a, b);
}

function joinOmitted(members: readonly Timetable[]): Omitted {
  const sum = (of: keyof Omitted): number => members.reduce((total, { omitted }) => total + omitted[of], 0);
  return {
    strayStopTimes: sum('strayStopTimes'),
    shortTrips: sum('shortTrips'),
    untimedTrips: sum('untimedTrips'),
    backwardTrips: sum('backwardTrips'),
    uselessFrequencies: sum('uselessFrequencies'),
    uselessTransfers: sum('uselessTransfers'),
  };
}
