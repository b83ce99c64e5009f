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
 * is an earlier one; of equally long ones one with the fewest nights.
 */
export function readOverMidnight(columns: TimeColumns, rows: readonly number[]): NightReading {
  const { arrival, departure } = columns;
  const stays = rows.map((row) => daysOverMidnight(arrival[row]!, departure[row]!));
  const length = new Int32Array(rows.length);
  const before = new Int32Array(rows.length).fill(-1);
  const days = new Int32Array(rows.length);
  let last = -1;
  rows.forEach((row, at) => {
    if (stays[at] === undefined) return;
    length[at] = 1;
    for (let from = at - 1; from >= Math.max(0, at - farthestBack); from--) {
      const over = daysOverMidnight(departure[rows[from]!]!, arrival[row]!);
      if (length[from] === 0 || over === undefined) continue;
      const total = days[from]! + stays[from]! + over;
      const isBetter = length[from]! >= length[at] || (length[from]! + 1 === length[at] && total < days[at]!);
      if (isBetter) [length[at], before[at], days[at]] = [length[from]! + 1, from, total];
    }
    if (last < 0 || length[at] > length[last]!) last = at;
  });
  const chain: number[] = [];
  for (let at = last; at >= 0; at = before[at]!) chain.push(at);
  chain.reverse();
  return {
    rows: chain.map((at) => rows[at]!),
    arrivalDays: chain.map((at) => days[at]!),
    departureDays: chain.map((at) => days[at]! + stays[at]!),
  };
}
