// A second router, written from the design and not from the code under test: it works on the plain input, lays out every
// call of every trip of five service days, and searches the graph of calls one question at a time. Slow and simple.
import type { LonLat, StopInput, TimetableInput } from '#core/routing';

interface Call {
  run: number;
  position: number;
  stop: number;
  arrives: number;
  departs: number;
  mayBoard: boolean;
  mayAlight: boolean;
}

export interface OracleTerms {
  input: TimetableInput;
  date: string;
  maxWalkMinutes: number;
  limitMinutes: number;
}

export interface Oracle {
  hasService: boolean;
  /** Minutes from `from` to `to`, leaving at a minute after midnight. */
  leaveAt: (from: LonLat, to: LonLat, minute: number) => number;
  /** Minutes from `from` to `to`, arriving at the latest at a minute after midnight. */
  arriveBy: (from: LonLat, to: LonLat, minute: number) => number;
}

export function makeOracle(terms: OracleTerms): Oracle {
  const calls = [-2, -1, 0, 1, 2].flatMap((offset) => callsOfDay(terms, offset));
  const world: World = {
    terms,
    calls,
    runs: Map.groupBy(calls, ({ run }) => run),
    change: changeTable(terms),
  };
  return {
    hasService: terms.input.trips.some(
      (trip, index) =>
        runsOn(terms.input, trip.serviceId, addDays(terms.date, 0)) &&
        shiftsOf(terms.input, index).length > 0,
    ),
    leaveAt: (from, to, minute) => leaveAt(world, from, to, minute * 60),
    arriveBy: (from, to, minute) => arriveBy(world, from, to, minute * 60),
  };
}

interface World {
  terms: OracleTerms;
  calls: Call[];
  runs: Map<number, Call[]>;
  /** Seconds to change from one stop to another. */
  change: number[][];
}

/** Everything that can be boarded in time spreads forward; the best of all walks from where one can get off. */
function leaveAt({ terms, calls, runs, change }: World, from: LonLat, to: LonLat, start: number): number {
  const maxWalk = terms.maxWalkMinutes * 60;
  const [boarded, left] = [new Set<Call>(), new Set<Call>()];
  const open: Call[] = [];
  let best = walk(from, to);
  const board = (call: Call) => {
    if (!call.mayBoard || boarded.has(call)) return;
    boarded.add(call);
    open.push(call);
  };
  const access = walksTo(terms.input, from);
  for (const call of calls) {
    const seconds = access[call.stop]!;
    if (seconds <= maxWalk && start + seconds <= call.departs) board(call);
  }
  const egress = walksTo(terms.input, to);
  while (open.length > 0) {
    const at = open.pop()!;
    for (const off of runs.get(at.run)!) {
      if (off.position <= at.position || !off.mayAlight || left.has(off)) continue;
      left.add(off);
      if (egress[off.stop]! <= maxWalk) best = Math.min(best, off.arrives + egress[off.stop]! - start);
      const changes = change[off.stop]!;
      for (const next of calls) if (off.arrives + changes[next.stop]! <= next.departs) board(next);
    }
  }
  return best <= terms.limitMinutes * 60 ? best / 60 : Infinity;
}

/** From the end: which boardings still lead there in time; then the latest moment to walk to one of them. */
function arriveBy({ terms, calls, runs, change }: World, from: LonLat, to: LonLat, end: number): number {
  const maxWalk = terms.maxWalkMinutes * 60;
  const egress = walksTo(terms.input, to);
  const [good, open] = [new Set<Call>(), [] as Call[]];
  const leads = new Set<Call>();
  const lead = (off: Call) => {
    if (!off.mayAlight || leads.has(off)) return;
    leads.add(off);
    for (const on of runs.get(off.run)!) {
      if (on.position >= off.position || !on.mayBoard || good.has(on)) continue;
      good.add(on);
      open.push(on);
    }
  };
  for (const off of calls)
    if (egress[off.stop]! <= maxWalk && off.arrives + egress[off.stop]! <= end) lead(off);
  while (open.length > 0) {
    const next = open.pop()!;
    for (const off of calls) if (off.arrives + change[off.stop]![next.stop]! <= next.departs) lead(off);
  }
  const access = walksTo(terms.input, from);
  let least = walk(from, to);
  for (const on of good) {
    if (access[on.stop]! <= maxWalk) least = Math.min(least, end - (on.departs - access[on.stop]!));
  }
  return least <= terms.limitMinutes * 60 ? least / 60 : Infinity;
}

function walksTo(input: TimetableInput, place: LonLat): number[] {
  return input.stops.map((stop) => walk(stop, place));
}

function walk(a: LonLat, b: LonLat): number {
  const [latA, latB] = [(a.lat * Math.PI) / 180, (b.lat * Math.PI) / 180];
  const lon = ((b.lon - a.lon) * Math.PI) / 180;
  // The angle between two directions by its tangent, which is exact for small ones as well.
  const across = Math.hypot(
    Math.cos(latB) * Math.sin(lon),
    Math.cos(latA) * Math.sin(latB) - Math.sin(latA) * Math.cos(latB) * Math.cos(lon),
  );
  const along = Math.sin(latA) * Math.sin(latB) + Math.cos(latA) * Math.cos(latB) * Math.cos(lon);
  const metres = 6371008.8 * Math.atan2(across, along);
  if (Number.isNaN(metres)) return Infinity;
  return ((metres * 1.2) / 80) * 60;
}

function changeTable({ input, maxWalkMinutes }: OracleTerms): number[][] {
  return input.stops.map((from) => input.stops.map((to) => changeTime(input, maxWalkMinutes, from, to)));
}

function changeTime(input: TimetableInput, maxWalkMinutes: number, from: StopInput, to: StopInput): number {
  const exactness = (row: { fromId: string; toId: string }) =>
    (row.fromId === from.id ? 1 : 0) + (row.toId === to.id ? 1 : 0);
  const rows = input.transfers.filter(
    ({ fromId, toId }) =>
      (fromId === from.id || fromId === from.parentId) && (toId === to.id || toId === to.parentId),
  );
  const best = Math.max(...rows.map(exactness));
  const chosen = rows.filter((row) => exactness(row) === best);
  if (chosen.some(({ type }) => type === 3)) return Infinity;
  const times = chosen.map(({ type, minSeconds }) => (type === 1 ? 0 : type === 2 ? (minSeconds ?? -1) : -1));
  const said = Math.max(-1, ...times);
  if (said >= 0) return said;
  const seconds = from.id === to.id ? 0 : walk(from, to);
  return seconds <= maxWalkMinutes * 60 ? seconds + 60 : Infinity;
}

function callsOfDay({ input, date }: OracleTerms, offset: number): Call[] {
  const calls: Call[] = [];
  input.trips.forEach((trip, index) => {
    if (!runsOn(input, trip.serviceId, addDays(date, offset))) return;
    for (const shift of shiftsOf(input, index)) {
      const run = index + 1000 * (shift + 10_000_000 * (offset + 5));
      calls.push(
        ...rowsOf(input, index).map((row, position) =>
          callAt(input, row, { run, position, shift: shift + offset * 86_400 }),
        ),
      );
    }
  });
  return calls;
}

function callAt(
  input: TimetableInput,
  row: number,
  at: { run: number; position: number; shift: number },
): Call {
  const { stopTimes } = input;
  return {
    run: at.run,
    position: at.position,
    stop: stopTimes.stop[row]!,
    arrives: stopTimes.arrival[row]! + at.shift,
    departs: stopTimes.departure[row]! + at.shift,
    mayBoard: stopTimes.pickup[row] !== 1,
    mayAlight: stopTimes.dropOff[row] !== 1,
  };
}

function rowsOf({ stopTimes }: TimetableInput, trip: number): number[] {
  return Array.from(stopTimes.trip, (_, row) => row)
    .filter((row) => stopTimes.trip[row] === trip)
    .toSorted((a, b) => stopTimes.sequence[a]! - stopTimes.sequence[b]!);
}

/** By how many seconds each run of a trip lies after the times in its rows. */
function shiftsOf(input: TimetableInput, trip: number): number[] {
  const rows = input.frequencies.filter(({ tripId }) => tripId === input.trips[trip]!.id);
  if (rows.length === 0) return [0];
  const first = input.stopTimes.departure[rowsOf(input, trip)[0]!]!;
  const shifts = rows.flatMap(({ firstSeconds, lastSeconds, headwaySeconds }) => {
    const count = Math.ceil((lastSeconds - firstSeconds) / headwaySeconds);
    return Array.from({ length: Math.max(0, count) }, (_, k) => firstSeconds + k * headwaySeconds - first);
  });
  return [...new Set(shifts)];
}

function runsOn(input: TimetableInput, serviceId: string, day: Date): boolean {
  const iso = day.toISOString().slice(0, 10);
  const exceptions = input.calendarDates.filter((row) => row.serviceId === serviceId && row.date === iso);
  if (exceptions.length > 0) return exceptions.every(({ added }) => added);
  return input.calendars.some(
    (row) =>
      row.serviceId === serviceId &&
      row.firstDate <= iso &&
      iso <= row.lastDate &&
      row.weekdays[(day.getUTCDay() + 6) % 7] === true,
  );
}

function addDays(date: string, offset: number): Date {
  return new Date(new Date(`${date}T00:00:00Z`).getTime() + offset * 86_400_000);
}
