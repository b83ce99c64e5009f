import {
  blank,
  isCellEmpty,
  readDecimal,
  readText,
  readTime,
  readWhole,
  wrong,
  type Feed,
  createRejectLog,
  type FeedRow,
  readTable,
  type Rejection,
} from '#data/formats/gtfs';
import { daysOverMidnight } from './midnight.ts';
import type { Stops } from './stops.ts';
import { createTimeColumns, type TimeColumns } from './time-columns.ts';
import type { Trips } from './trips.ts';

/** What was found on the way through stop_times.txt. */
export interface StopTimes {
  columns: TimeColumns;
  read: number;
  /** 1 for each trip with any stop time at all. */
  seen: Uint8Array;
  /** Rows of trips that were left out before. */
  ofTripsLeftOut: number;
  /** Rows of trips that never come into the region. */
  outside: number;
  afterMidnight: number;
  /** Boarding or alighting by phone or by word to the driver. */
  onDemand: number;
  /** Rows that call at a station and not at one of its stops. */
  atStations: number;
}

export interface StopTimesContext {
  stops: Stops;
  trips: Trips;
  /** Whether only trips that come into the region are kept. */
  cutting: boolean;
}

const file = 'stop_times.txt';
const [tripCell, arrivalCell, departureCell, stopCell, sequenceCell, pickupCell, dropOffCell, distanceCell] =
  [0, 1, 2, 3, 4, 5, 6, 7];
const columnNames = [
  'trip_id',
  'arrival_time',
  'departure_time',
  'stop_id',
  'stop_sequence',
  'pickup_type',
  'drop_off_type',
  'shape_dist_traveled',
];
const midnight = 86_400;
/** Room made before any row is read; a larger file grows into more. */
const mostRowsAtFirst = 4_000_000;

/** Nobody may board; nobody may alight. */
export const noPickup = 1;
export const noDropOff = 2;

/**
 * Reads stop times into columns. Where cutting, runs of rows of a trip that stay outside the region are dropped at once, so that a
 * national feed never lies in memory; should the rows of such a trip come back inside later in the file, it is read once more.
 */
export async function readStopTimes(feed: Feed, context: StopTimesContext): Promise<StopTimes> {
  const first = await readOnce(feed, context, null);
  if (!first.isTorn) return first.times;
  // The rows were judged the first time; counting them again would double every fault.
  const again = await readOnce({ ...feed, rejectLog: createRejectLog() }, context, first.inside);
  return again.times;
}

interface Pass extends StopTimesContext {
  times: StopTimes;
  /** 1 for each trip that calls within the region. */
  inside: Uint8Array;
  /** Trips to keep as known from an earlier pass; null on the first. */
  keep: Uint8Array | null;
  /** 1 for each trip of which rows were dropped. */
  dropped: Uint8Array;
  run: { trip: number; start: number; inside: boolean };
  hasDistance: boolean;
}

async function readOnce(feed: Feed, context: StopTimesContext, keep: Uint8Array | null) {
  const count = context.trips.route.length;
  const part = feed.parts.get(file)!;
  const pass: Pass = {
    ...context,
    times: {
      columns: createTimeColumns(context.cutting ? 0 : Math.min((part.size ?? 0) / 48, mostRowsAtFirst)),
      read: 0,
      seen: new Uint8Array(count),
      ofTripsLeftOut: 0,
      outside: 0,
      afterMidnight: 0,
      onDemand: 0,
      atStations: 0,
    },
    inside: new Uint8Array(count),
    keep,
    dropped: new Uint8Array(count),
    run: { trip: -1, start: 0, inside: true },
    hasDistance: false,
  };
  const read = await readTable(feed, {
    file,
    columns: columnNames,
    required: ['trip_id', 'arrival_time', 'departure_time', 'stop_id', 'stop_sequence'],
    begin: (present) => {
      pass.hasDistance = present.has('shape_dist_traveled');
      if (pass.hasDistance) pass.times.columns.measure();
    },
    visit: (row) => visitStopTime(pass, row),
  });
  endRun(pass);
  pass.times.read = read ?? 0;
  const isTorn = context.cutting && pass.inside.some((flag, trip) => flag === 1 && pass.dropped[trip] === 1);
  return { times: pass.times, inside: pass.inside, isTorn: isTorn && keep === null };
}

function endRun({ run, cutting, keep, inside, dropped, times }: Pass): void {
  if (!cutting || run.trip < 0) return;
  if (run.inside) inside[run.trip] = 1;
  if (keep === null ? run.inside : keep[run.trip] === 1) return;
  dropped[run.trip] = 1;
  times.outside += times.columns.length - run.start;
  times.columns.length = run.start;
}

function visitStopTime(pass: Pass, row: FeedRow): Rejection | undefined {
  const { times, run, trips, stops } = pass;
  let { trip } = run;
  if (trip < 0 || !trips.ids.holds(trip, row, tripCell)) {
    trip = trips.ids.find(row, tripCell);
    if (trip < 0) return unknownId(row, tripCell, 'trips.txt');
    endRun(pass);
    run.trip = trip;
    run.start = times.columns.length;
    run.inside = false;
  }
  times.seen[trip] = 1;
  if (trips.route[trip]! < 0) {
    times.ofTripsLeftOut++;
    return undefined;
  }
  const stop = stops.ids.find(row, stopCell);
  if (stop < 0) return unknownId(row, stopCell, 'stops.txt');
  const kind = stops.kind[stop]!;
  if (kind === 2 || kind === 3) return notAStop(row);
  if (kind === 1) times.atStations++;
  const rejection = addTimes(pass, row, stop);
  if (rejection === undefined && stops.inside[stop] === 1) run.inside = true;
  return rejection;
}

function addTimes({ times, run, hasDistance }: Pass, row: FeedRow, stop: number): Rejection | undefined {
  const arrival = readTime(row, arrivalCell);
  if (arrival === wrong) return wrongTime(row, arrivalCell);
  const departure = readTime(row, departureCell);
  if (departure === wrong) return wrongTime(row, departureCell);
  const sequence = readWhole(row, sequenceCell);
  if (sequence < 0) return wrongSequence(row);
  const pickup = isCellEmpty(row, pickupCell) ? 0 : readWhole(row, pickupCell);
  const dropOff = isCellEmpty(row, dropOffCell) ? 0 : readWhole(row, dropOffCell);
  if (pickup > 3 || pickup < 0) return wrongPermission(row, pickupCell);
  if (dropOff > 3 || dropOff < 0) return wrongPermission(row, dropOffCell);
  if (departure !== blank && daysOverMidnight(arrival, departure) === undefined && departure < arrival)
    return leavesEarly(row);
  if (pickup > 1 || dropOff > 1) times.onDemand++;
  if (arrival >= midnight || departure >= midnight) times.afterMidnight++;
  const { columns } = times;
  const at = columns.add();
  columns.trip[at] = run.trip;
  columns.stop[at] = stop;
  columns.sequence[at] = sequence;
  columns.arrival[at] = arrival === blank ? departure : arrival;
  columns.departure[at] = departure === blank ? arrival : departure;
  columns.flags[at] = (pickup === 1 ? noPickup : 0) | (dropOff === 1 ? noDropOff : 0);
  columns.row[at] = row.number;
  if (hasDistance) columns.distance[at] = readDecimal(row, distanceCell);
  return undefined;
}

function unknownId(row: FeedRow, cell: number, home: string): Rejection {
  const column = columnNames[cell]!;
  const [what] = column.split('_');
  if (isCellEmpty(row, cell))
    return { column, reason: `${column} is empty`, kind: `stop times without a ${what}` };
  return {
    column,
    reason: `${what} “${readText(row, cell)}” is not in ${home}`,
    kind: `stop times of unknown ${what}s`,
  };
}

function notAStop(row: FeedRow): Rejection {
  const reason = `“${readText(row, stopCell)}” is an entrance or a node of a station, where nothing stops`;
  return { column: 'stop_id', reason, kind: 'stop times at entrances and nodes' };
}

function wrongTime(row: FeedRow, cell: number): Rejection {
  const reason = `“${readText(row, cell)}” in ${columnNames[cell]} is not a time such as 08:05:00`;
  return { column: columnNames[cell]!, reason, kind: 'times that are none' };
}

function wrongSequence(row: FeedRow): Rejection {
  const text = readText(row, sequenceCell);
  const reason = text === '' ? 'stop_sequence is empty' : `stop_sequence “${text}” is not a whole number`;
  return { column: 'stop_sequence', reason, kind: 'stop_sequences that are no whole numbers' };
}

function wrongPermission(row: FeedRow, cell: number): Rejection {
  const column = columnNames[cell]!;
  return {
    column,
    reason: `${column} “${readText(row, cell)}” is none of 0 to 3`,
    kind: `unknown values of ${column}`,
  };
}

function leavesEarly(row: FeedRow): Rejection {
  const reason = `departs at ${readText(row, departureCell)}, before it arrives at ${readText(row, arrivalCell)}`;
  return { column: 'departure_time', reason, kind: 'departures before the arrival at the same stop' };
}
