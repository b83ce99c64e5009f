import type { StopTimesInput } from '#core/routing';
import type { RejectLog } from '#data/formats/gtfs';
import { isSound, type MendedTrip, mendTrip } from './mend-trip.ts';
import { noDropOff, noPickup } from './stop-times.ts';
import type { TimeColumns } from './time-columns.ts';
import { orderByTrip } from './trip-order.ts';

/** The trips that can be travelled, and their stop times in order. Trip k of `times.trip` is row `trips[k]` of the feed's trips. */
export interface TakenTrips {
  trips: number[];
  /** Rows of `times` of taken trip k: `start[k] … start[k + 1]`. */
  start: number[];
  times: TakenTimes;
  /** For each taken trip, seconds from the feed's first departure to the first one that could be used. */
  lateBy: number[];
  /** Trips that call where they are wanted but have one usable stop only, by index in the feed. */
  short: number[];
  /** Trips whose clock begins again at midnight, by index in the feed, and how many of their stop times were read on. */
  overMidnight: number[];
  movedToNight: number;
  repeated: number;
  alongDistance: number;
  evenly: number;
}

/** Stop times as the router takes them; `stop` holds indices of the feed's stops. */
export type TakenTimes = {
  [Column in keyof StopTimesInput]: Column extends 'pickup' | 'dropOff' ? Uint8Array : Int32Array;
};

export interface TakeContext {
  columns: TimeColumns;
  tripCount: number;
  /** 1 for each stop of the feed in the region: trips that call at none of them are left out. */
  inside: Uint8Array;
  rejectLog: RejectLog;
  checkCancelled(): void;
}

const file = 'stop_times.txt';
const cancelEvery = 4096;

/**
 * Orders, checks and mends the stop times of every trip. One that calls in the region is taken with all its stops, so that
 * people can travel out of the region and into it; the others are left out.
 */
export function takeTrips(context: TakeContext): TakenTrips {
  const { columns, tripCount } = context;
  const { start, rows } = orderByTrip(columns, tripCount);
  const taken = createTaken(columns.length);
  for (let trip = 0; trip < tripCount; trip++) {
    if (trip % cancelEvery === 0) context.checkCancelled();
    const [from, to] = [start[trip]!, start[trip + 1]!];
    if (from === to) continue;
    const isWhole = isSound(columns, rows, from, to);
    const { kept, overMidnight } = isWhole
      ? { kept: rows.subarray(from, to), overMidnight: 0 }
      : mend(context, taken, rows.subarray(from, to));
    // Looked at after mending: a first call that departs past midnight does so 24 hours on.
    const firstDeparture = columns.departure[rows[from]!]!;
    takeTrip(context, taken, { trip, kept, firstDeparture, overMidnight });
  }
  trim(taken);
  return taken;
}

function createTaken(length: number): TakenTrips {
  return {
    trips: [],
    start: [0],
    lateBy: [],
    short: [],
    overMidnight: [],
    movedToNight: 0,
    repeated: 0,
    alongDistance: 0,
    evenly: 0,
    times: {
      trip: new Int32Array(length),
      stop: new Int32Array(length),
      sequence: new Int32Array(length),
      arrival: new Int32Array(length),
      departure: new Int32Array(length),
      pickup: new Uint8Array(length),
      dropOff: new Uint8Array(length),
    },
  };
}

const reasons = {
  backwards: {
    column: 'arrival_time',
    reason: 'its time lies before that of the stop before it',
    kind: 'stop times that go back in time',
  },
  timeless: {
    column: 'arrival_time',
    reason: 'has no time, and no stop with a time lies on that side of it',
    kind: 'first or last stops without a time',
  },
  astray: {
    column: 'arrival_time',
    reason:
      'the times of its trip go back by more than half a day, and not over midnight: the trip was left out',
    kind: 'stop times of trips that were left out because their times go back by more than half a day',
  },
} as const;

function mend({ columns, rejectLog }: TakeContext, taken: TakenTrips, rows: Int32Array): MendedTrip {
  const mended = mendTrip(columns, rows);
  for (const { row, why } of mended.dropped) {
    if (why === 'repeated') {
      taken.repeated++;
      continue;
    }
    const { kind, ...reason } = reasons[why];
    rejectLog.reject({ file, row: columns.row[row]!, ...reason }, kind);
  }
  taken.alongDistance += mended.alongDistance;
  taken.evenly += mended.evenly;
  return mended;
}

interface OneTrip {
  trip: number;
  kept: ArrayLike<number>;
  /** Its stop times that were read on over midnight. */
  overMidnight: number;
  /** −1 where the first row of the feed has no time. */
  firstDeparture: number;
}

function takeTrip(
  { columns, inside }: TakeContext,
  taken: TakenTrips,
  { trip, kept, firstDeparture, overMidnight }: OneTrip,
): void {
  if (!callsInside(columns, kept, inside)) return;
  if (kept.length < 2) {
    taken.short.push(trip);
    return;
  }
  const { times } = taken;
  const begin = taken.start.at(-1)!;
  const index = taken.trips.length;
  for (let place = 0, at = begin; place < kept.length; place++, at++) {
    const row = kept[place]!;
    times.trip[at] = index;
    times.stop[at] = columns.stop[row]!;
    times.sequence[at] = place;
    times.arrival[at] = columns.arrival[row]!;
    times.departure[at] = columns.departure[row]!;
    times.pickup[at] = (columns.flags[row]! & noPickup) === 0 ? 0 : 1;
    times.dropOff[at] = (columns.flags[row]! & noDropOff) === 0 ? 0 : 1;
  }
  if (overMidnight > 0) taken.overMidnight.push(trip);
  taken.movedToNight += overMidnight;
  taken.trips.push(trip);
  taken.start.push(begin + kept.length);
  taken.lateBy.push(firstDeparture < 0 ? 0 : Math.max(0, times.departure[begin]! - firstDeparture));
}

function callsInside({ stop }: TimeColumns, kept: ArrayLike<number>, inside: Uint8Array): boolean {
  for (let place = 0; place < kept.length; place++) if (inside[stop[kept[place]!]!] === 1) return true;
  return false;
}

function trim(taken: TakenTrips): void {
  const length = taken.start.at(-1)!;
  const { times } = taken;
  taken.times = {
    trip: times.trip.subarray(0, length),
    stop: times.stop.subarray(0, length),
    sequence: times.sequence.subarray(0, length),
    arrival: times.arrival.subarray(0, length),
    departure: times.departure.subarray(0, length),
    pickup: times.pickup.subarray(0, length),
    dropOff: times.dropOff.subarray(0, length),
  };
}
