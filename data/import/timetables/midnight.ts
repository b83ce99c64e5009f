import type { TimeColumns } from './time-columns.ts';

const day = 86_400;
/** A step over midnight is shorter than half a day. So one call with a wrong time between two good ones never looks like one. */
const half = day / 2;
/** Wrong calls in a row that are looked past. */
const farthestBack = 64;

/**
 * Whole days to add to the time `after` so that it follows `before` within half a day, where the clock went back over midnight in
 * between: 23:50 and 00:10 give 1. 0 where it follows as it stands; undefined where no night explains it. In seconds.
 */
export function daysOverMidnight(before: number, after: number): number | undefined {
  const days = after >= before ? 0 : Math.ceil((before - after) / day);
  return after + days * day - before < half ? days : undefined;
}

/** Rows of a trip read over midnight, in order, with the days to be added to the times of each. */
export interface NightReading {
  rows: number[];
  arrivalDays: number[];
  departureDays: number[];
}

/** Whether a clock that began again at midnight may explain why the times of a trip go back. `rows` are its timed rows, in order. */
export function mayCrossMidnight({ arrival, departure }: TimeColumns, rows: readonly number[]): boolean {
  return rows.some((row, at) => {
    const isBack = (before: number, after: number) => after < before && daysOverMidnight(before, after);
    return (
      isBack(arrival[row]!, departure[row]!) || (at > 0 && isBack(departure[rows[at - 1]!]!, arrival[row]!))
    );
  });
}

/**
 * The longest run of rows, in order, in which every call follows the one before it within half a day, over midnight where its time
 * is an earlier one; of equally long ones one with the fewest nights. Clocks may be mixed: 23:50, 00:00, 24:20 is one night.
 */
export function readOverMidnight(columns: TimeColumns, rows: readonly number[]): NightReading {
  const { arrival, departure } = columns;
  const length = new Int32Array(rows.length);
  const before = new Int32Array(rows.length).fill(-1);
  const arrivalDays = new Int32Array(rows.length);
  const departureDays = new Int32Array(rows.length);
  /** Seconds at which the call is left, in the reading of its best run. */
  const left = new Float64Array(rows.length);
  const take = (at: number, from: number, days: number): boolean => {
    const row = rows[at]!;
    const stays = daysOverMidnight(arrival[row]! + days * day, departure[row]!);
    if (stays === undefined) return false;
    length[at] = from < 0 ? 1 : length[from]! + 1;
    [before[at], arrivalDays[at], departureDays[at]] = [from, days, stays];
    left[at] = departure[row]! + stays * day;
    return true;
  };
  let last = -1;
  rows.forEach((row, at) => {
    take(at, -1, 0);
    for (let from = at - 1; from >= Math.max(0, at - farthestBack); from--) {
      const days = length[from] === 0 ? undefined : daysOverMidnight(left[from]!, arrival[row]!);
      if (days === undefined) continue;
      const isLonger = length[from]! >= length[at]!;
      if (isLonger || (length[from]! + 1 === length[at] && days < arrivalDays[at]!)) take(at, from, days);
    }
    if (length[at]! > 0 && (last < 0 || length[at]! > length[last]!)) last = at;
  });
  const chain: number[] = [];
  for (let at = last; at >= 0; at = before[at]!) chain.push(at);
  chain.reverse();
  return {
    rows: chain.map((at) => rows[at]!),
    arrivalDays: chain.map((at) => arrivalDays[at]!),
    departureDays: chain.map((at) => departureDays[at]!),
  };
}
