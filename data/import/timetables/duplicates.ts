import type { ServiceDays } from './calendars.ts';
import type { TakenTrips } from './take-trips.ts';

export interface DuplicateQuestion {
  taken: TakenTrips;
  /** Service of each taken trip. */
  service: readonly number[];
  /** Taken trips that are only patterns of frequencies: they may well be equal. */
  isPattern: (index: number) => boolean;
  serviceDays: ServiceDays;
}

/**
 * Taken trips that another one before them repeats: the same stops at the same times on at least one same day. They change no
 * journey time, but make trip counts too high, and mostly come from a journey that two operators registered. Indices of taken trips.
 */
export function findDuplicates({ taken, service, isPattern, serviceDays }: DuplicateQuestion): number[] {
  const groups = new Map<number, number[]>();
  for (let index = 0; index < taken.trips.length; index++) {
    if (isPattern(index)) continue;
    const hash = hashOf(taken, index);
    const group = groups.get(hash);
    if (group) group.push(index);
    else groups.set(hash, [index]);
  }
  const overlap = compareServices(serviceDays);
  const duplicates: number[] = [];
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (const equal of splitByTimes(taken, group)) duplicates.push(...findOverlaps(equal, service, overlap));
  }
  return duplicates.toSorted((a, b) => a - b);
}

function hashOf({ start, times }: TakenTrips, index: number): number {
  let hash = 0x811c9dc5;
  for (let at = start[index]!; at < start[index + 1]!; at++) {
    hash = Math.imul(hash ^ times.stop[at]!, 0x01000193);
    hash = Math.imul(hash ^ times.departure[at]!, 0x01000193);
    hash = Math.imul(hash ^ times.arrival[at]!, 0x01000193);
  }
  return hash;
}

/** Trips with the same hash, by what they really are. */
function splitByTimes(taken: TakenTrips, group: readonly number[]): number[][] {
  const kinds: number[][] = [];
  for (const index of group) {
    const kind = kinds.find(([first]) => isEqual(taken, first!, index));
    if (kind) kind.push(index);
    else kinds.push([index]);
  }
  return kinds;
}

function isEqual({ start, times }: TakenTrips, a: number, b: number): boolean {
  const length = start[a + 1]! - start[a]!;
  if (start[b + 1]! - start[b]! !== length) return false;
  for (let at = 0; at < length; at++) {
    const [x, y] = [start[a]! + at, start[b]! + at];
    if (
      times.stop[x] !== times.stop[y] ||
      times.arrival[x] !== times.arrival[y] ||
      times.departure[x] !== times.departure[y]
    )
      return false;
  }
  return true;
}

type Overlap = (a: number, b: number) => boolean;

/** Tells whether two services share a day; each pair is worked out once. */
function compareServices(serviceDays: ServiceDays): Overlap {
  const days = new Map<number, ReadonlySet<number>>();
  const known = new Map<string, boolean>();
  const daysOf = (service: number) => {
    let set = days.get(service);
    if (!set) days.set(service, (set = new Set(serviceDays(service))));
    return set;
  };
  return (a, b) => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    let shared = known.get(key);
    if (shared === undefined) known.set(key, (shared = a === b || shareDay(daysOf(a), daysOf(b))));
    return shared;
  };
}

function shareDay(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const day of a) if (b.has(day)) return true;
  return false;
}

function findOverlaps(trips: readonly number[], service: readonly number[], overlap: Overlap): number[] {
  const before = new Set<number>();
  return trips.filter((index) => {
    const own = service[index]!;
    const isDuplicate = [...before].some((other) => overlap(own, other));
    before.add(own);
    return isDuplicate;
  });
}
