import type { StopTimesInput } from '#core/routing';
import type { RejectLedger } from './rejects.ts';
import { isSound, mendTrip } from './mend-trip.ts';
import { noDropOff, noPickup } from './stop-times.ts';
import type { TimeColumns } from './time-columns.ts';
import { orderByTrip } from './trip-order.ts';

/** The trips that can be travelled, and their stop times in order. Trip k of `times.trip` is row `trips[k]` of the feed's trips. */
export interface TakenTrips {
  trips: number[];
  /** Rows of `times` of taken trip k: `start[k] … start[k + 1]`. */
  start: number[];
  times: TakenTimes;
  /** For each taken trip, seconds from the feed's first departure to the first one that is kept. */
  lateBy: number[];
  /** Trips with one usable stop only, by index in the feed. */
  short: number[];
  /** Stop times of kept trips beyond the region. */
  outside: number;
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
  /** 1 for each stop of the feed that is kept. */
  inside: Uint8Array;
  ledger: RejectLedger;
  checkCancelled(): void;
}

const file = 'stop_times.txt';
const cancelEvery = 4096;

/** Orders, checks and mends the stop times of every trip, and cuts them to the stops that are kept. */
export function takeTrips(context: TakeContext): TakenTrips {
  const { columns, tripCount } = context;
  const { start, rows } = orderByTrip(columns, tripCount);
  const taken = createTaken(columns.length);
  for (let trip = 0; trip < tripCount; trip++) {
    if (trip % cancelEvery === 0) context.checkCancelled();
    const [from, to] = [start[trip]!, start[trip + 1]!];
    if (from === to) continue;
    const firstDeparture = columns.departure[rows[from]!]!;
    const isWhole = isSound(columns, rows, from, to);
    const kept = isWhole ? rows.subarray(from, to) : mend(context, taken, rows.subarray(from, to));
    takeTrip(context, taken, { trip, kept, firstDeparture });
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
    outside: 0,
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
} as const;

function mend({ columns, ledger }: TakeContext, taken: TakenTrips, rows: Int32Array): number[] {
  const mended = mendTrip(columns, rows);
  for (const { row, why } of mended.dropped) {
    if (why === 'repeated') {
      taken.repeated++;
      continue;
    }
    const { kind, ...reason } = reasons[why];
    ledger.reject({ file, row: columns.row[row]!, ...reason }, kind);
  }
  taken.alongDistance += mended.alongDistance;
  taken.evenly += mended.evenly;
  return mended.kept;
}

interface OneTrip {
  trip: number;
  kept: ArrayLike<number>;
  /** −1 where the first row of the feed has no time. */
  firstDeparture: number;
}

function takeTrip(
  { columns, inside }: TakeContext,
  taken: TakenTrips,
  { trip, kept, firstDeparture }: OneTrip,
): void {
  const { times } = taken;
  const begin = taken.start.at(-1)!;
  const index = taken.trips.length;
  let at = begin;
  for (let place = 0; place < kept.length; place++) {
    const row = kept[place]!;
    if (inside[columns.stop[row]!] !== 1) continue;
    times.trip[at] = index;
    times.stop[at] = columns.stop[row]!;
    times.sequence[at] = at - begin;
    times.arrival[at] = columns.arrival[row]!;
    times.departure[at] = columns.departure[row]!;
    times.pickup[at] = (columns.flags[row]! & noPickup) === 0 ? 0 : 1;
    times.dropOff[at] = (columns.flags[row]! & noDropOff) === 0 ? 0 : 1;
    at++;
  }
  taken.outside += kept.length - (at - begin);
  if (at - begin < 2) {
    taken.short.push(trip);
    return;
  }
  taken.trips.push(trip);
  taken.start.push(at);
  taken.lateBy.push(firstDeparture < 0 ? 0 : Math.max(0, times.departure[begin]! - firstDeparture));
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
