import type { TransitNetwork } from './network.ts';
import type { Walk } from './nearby.ts';

/** A time that is never reached. */
export const never = 0x7fffffff;

/** Before all times: there is no trip. */
const noTrip = -0x80000000;

/** A list of distinct stops that is filled and emptied again and again. */
interface StopList {
  items: Int32Array;
  count: number;
  has: Uint8Array;
}

/** Rides still to be followed: trip, its lane, and the position at which it is boarded. */
interface RideList {
  lane: Int32Array;
  trip: Int32Array;
  position: Int32Array;
  count: number;
}

/**
 * The labels of a search. They are kept while departures are taken from the latest to the earliest (range RAPTOR):
 * whoever leaves earlier can always wait for the journey found before, so only improvements have to be followed.
 */
export interface SearchState {
  /** Earliest time at which a vehicle brings one to each stop. */
  alighted: Int32Array;
  /** Earliest time at which one can board at each stop, changes and the first walk included. */
  ready: Int32Array;
  /**
   * For each visit, when the last trip leaves that is earlier than those known to be caught there; `noTrip` if none. Only
   * who is ready by then can catch something new.
   */
  missed: Int32Array;
  /** For each trip, the first position from which it, or an earlier one of its lane, has been followed. */
  followed: Int32Array;
  /** Stops where one can board earlier than before. */
  readier: StopList;
  /** Stops that a vehicle has reached earlier in this round. */
  reached: StopList;
  /** Stops that a vehicle has reached earlier since the departure began. */
  improved: StopList;
  rides: RideList;
}

/** Labels for a network, with nothing reached. */
export function createSearch(network: TransitNetwork): SearchState {
  const visits = network.visitLane.length;
  const state: SearchState = {
    alighted: new Int32Array(network.stopCount),
    ready: new Int32Array(network.stopCount),
    missed: new Int32Array(visits),
    followed: new Int32Array(network.tripStart[network.laneCount]!),
    readier: createList(network.stopCount),
    reached: createList(network.stopCount),
    improved: createList(network.stopCount),
    rides: {
      lane: new Int32Array(visits),
      trip: new Int32Array(visits),
      position: new Int32Array(visits),
      count: 0,
    },
  };
  resetSearch(network, state);
  return state;
}

/** Forgets everything, for the next place. */
export function resetSearch(network: TransitNetwork, state: SearchState): void {
  state.alighted.fill(never);
  state.ready.fill(never);
  state.followed.fill(never);
  state.missed.set(network.visitLast);
  emptyList(state.readier);
  emptyList(state.reached);
  emptyList(state.improved);
}

function createList(size: number): StopList {
  return { items: new Int32Array(size), count: 0, has: new Uint8Array(size) };
}

function emptyList(list: StopList): void {
  for (let at = 0; at < list.count; at++) list.has[list.items[at]!] = 0;
  list.count = 0;
}

function addTo(list: StopList, stop: number): void {
  if (list.has[stop] === 1) return;
  list.has[stop] = 1;
  list.items[list.count++] = stop;
}

/**
 * Follows every journey that starts at `departure` (seconds; mirrored when searching backwards) with a walk of `access`
 * to its first stop, until nothing improves: the number of changes is not limited. Afterwards `state.alighted` holds, for
 * every stop, the earliest arrival by vehicle of anyone who leaves at `departure` or later, as far as it lies within the
 * network's limit, and `state.improved` the stops where it became earlier than for the departures followed before, which
 * must not be earlier ones.
 *
 * RAPTOR (Delling, Pajor, Werneck 2012) in rounds of boarding, riding and changing, with range labels; a trip is followed
 * only over the stretch on which it, and all earlier trips of its lane, have not been followed yet (Witt 2015).
 */
export function searchDeparture(
  network: TransitNetwork,
  state: SearchState,
  access: readonly Walk[],
  departure: number,
): void {
  const latest = departure + network.limitSeconds;
  emptyList(state.improved);
  for (const { index, seconds } of access) {
    const ready = departure + Math.ceil(seconds);
    if (ready < state.ready[index]! && ready <= latest) {
      state.ready[index] = ready;
      addTo(state.readier, index);
    }
  }
  while (state.readier.count > 0) {
    boardAll(network, state);
    rideAll(network, state, latest);
    changeAll(network, state, latest);
  }
}

/** Finds the trips that the stops that became ready earlier let one catch, where they are earlier than those caught before. */
function boardAll(network: TransitNetwork, state: SearchState): void {
  const { visitStart, boardAt, tripStart } = network;
  const { ready, missed, followed, rides, readier } = state;
  rides.count = 0;
  for (let at = 0; at < readier.count; at++) {
    const stop = readier.items[at]!;
    const from = ready[stop]!;
    for (let visit = visitStart[stop]!; visit < visitStart[stop + 1]!; visit++) {
      if (missed[visit]! < from) continue;
      const lane = network.visitLane[visit]!;
      const position = network.visitPosition[visit]!;
      const first = tripStart[lane]!;
      const count = tripStart[lane + 1]! - first;
      const row = network.timeStart[lane]! + position * count;
      const trip = firstFrom(boardAt, row, row + count - 1, from) - row;
      missed[visit] = trip === 0 ? noTrip : boardAt[row + trip - 1]!;
      if (position >= followed[first + trip]!) continue;
      rides.lane[rides.count] = lane;
      rides.trip[rides.count] = trip;
      rides.position[rides.count++] = position;
    }
  }
  emptyList(readier);
}

/** The first place between two at which rising times are not below `from`; the time at `high` must not be. */
function firstFrom(times: Int32Array, low: number, high: number, from: number): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rides the trips just caught as far as they have not been followed before. */
function rideAll(network: TransitNetwork, state: SearchState, latest: number): void {
  const { stopStart, laneStop, canAlight, alightAt, tripStart } = network;
  const { alighted, followed, rides, reached, improved } = state;
  for (let ride = 0; ride < rides.count; ride++) {
    const lane = rides.lane[ride]!;
    const trip = rides.trip[ride]!;
    const position = rides.position[ride]!;
    const before = followed[tripStart[lane]! + trip]!;
    if (position >= before) continue;
    markFollowed(followed, tripStart[lane]! + trip, tripStart[lane + 1]!, position);
    const stops = stopStart[lane]!;
    const length = stopStart[lane + 1]! - stops;
    const times = network.timeStart[lane]! + trip * length;
    const last = Math.min(before, length - 1);
    for (let at = position + 1; at <= last; at++) {
      const time = alightAt[times + at]!;
      if (time > latest) break;
      const stop = laneStop[stops + at]!;
      if (time >= alighted[stop]! || canAlight[stops + at] === 0) continue;
      alighted[stop] = time;
      addTo(reached, stop);
      addTo(improved, stop);
    }
  }
}

/** Notes that a trip is followed from a position; so are the later ones of its lane, which are at no stop earlier. */
function markFollowed(followed: Int32Array, trip: number, end: number, position: number): void {
  for (let later = trip; later < end && followed[later]! > position; later++) followed[later] = position;
}

/** Changes on foot from the stops just reached. */
function changeAll(network: TransitNetwork, state: SearchState, latest: number): void {
  const { start, to, seconds } = network.changes;
  const { alighted, ready, reached, readier } = state;
  for (let at = 0; at < reached.count; at++) {
    const stop = reached.items[at]!;
    const time = alighted[stop]!;
    for (let change = start[stop]!; change < start[stop + 1]!; change++) {
      const from = time + seconds[change]!;
      if (from > latest) break;
      const target = to[change]!;
      if (from >= ready[target]!) continue;
      ready[target] = from;
      addTo(readier, target);
    }
  }
  emptyList(reached);
}
