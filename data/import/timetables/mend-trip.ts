import { timeBetween } from '#core/routing';
import { mayCrossMidnight, type NightReading, readOverMidnight } from './midnight.ts';
import type { TimeColumns } from './time-columns.ts';

/** What became of the rows of one trip: those that stay, and why others do not. */
export interface MendedTrip {
  /** Rows in order, all of them with times that never go back. Empty where the trip is left out whole. */
  kept: number[];
  /** `astray`: the trip as a whole cannot be read. */
  dropped: { row: number; why: 'repeated' | 'backwards' | 'timeless' | 'astray' }[];
  /** Stop times written as 00:10 and read as 24:10. */
  overMidnight: number;
  /** Times worked out between the timed stops before and after: along the way travelled, or evenly. */
  alongDistance: number;
  evenly: number;
}

const untimed = -1;
const daySeconds = 86_400;

/** Whether a trip can be taken as it stands: every row timed, in order, none before the one it follows. */
export function isSound(columns: TimeColumns, rows: Int32Array, from: number, to: number): boolean {
  const { sequence, arrival, departure } = columns;
  let leftAt = 0;
  let last = -1;
  for (let at = from; at < to; at++) {
    const row = rows[at]!;
    if (arrival[row]! < leftAt || departure[row]! < arrival[row]! || sequence[row]! <= last) return false;
    leftAt = departure[row]!;
    last = sequence[row]!;
  }
  return true;
}

/**
 * Makes the best of a trip that is not sound. Rows that say the same twice count once. Where the clock begins again at midnight
 * (23:50, 00:10), times are read on (24:10) if that explains more of the rows than what is written. Of rows whose times go back,
 * as few as possible are left out; a trip that went back by more than half a day and would lose its beginning or end by that is
 * left out whole. Stops without a time get one between their timed neighbours: by `shape_dist_traveled` where all of them have
 * it, else evenly, in whole seconds rounded down; before the first and after the last timed stop there is nothing to go by.
 * Writes the times that it works out into the columns.
 */
export function mendTrip(columns: TimeColumns, rows: Int32Array): MendedTrip {
  const mended: MendedTrip = { kept: [], dropped: [], overMidnight: 0, alongDistance: 0, evenly: 0 };
  const single = [...rows].filter((row, at) => {
    const isRepeat = at > 0 && saysTheSame(columns, rows[at - 1]!, row);
    if (isRepeat) mended.dropped.push({ row, why: 'repeated' });
    return !isRepeat;
  });
  const timed = single.filter((row) => columns.arrival[row] !== untimed);
  const reading = readTimes(columns, timed);
  if (reading === undefined) {
    for (const row of single) mended.dropped.push({ row, why: 'astray' });
    return mended;
  }
  mended.overMidnight = reading.overMidnight;
  const forward = new Set(reading.rows);
  for (const row of timed) if (!forward.has(row)) mended.dropped.push({ row, why: 'backwards' });
  const rest = single.filter((row) => columns.arrival[row] === untimed || forward.has(row));
  const first = rest.findIndex((row) => columns.arrival[row] !== untimed);
  const last = rest.findLastIndex((row) => columns.arrival[row] !== untimed);
  rest.forEach((row, at) => {
    if (first >= 0 && at >= first && at <= last) mended.kept.push(row);
    else mended.dropped.push({ row, why: 'timeless' });
  });
  fillTimes(columns, mended);
  return mended;
}

/** The timed rows that follow one another, with times read over midnight where need be; undefined where the trip makes no sense. */
function readTimes(
  columns: TimeColumns,
  timed: readonly number[],
): { rows: readonly number[]; overMidnight: number } | undefined {
  const { arrival, departure } = columns;
  const asWritten = findForward(
    columns,
    timed.filter((row) => departure[row]! >= arrival[row]!),
  );
  if (!mayCrossMidnight(columns, timed)) return { rows: asWritten, overMidnight: 0 };
  const night = readOverMidnight(columns, timed);
  if (night.rows.length > asWritten.length) {
    return { rows: night.rows, overMidnight: moveToNight(columns, night) };
  }
  const isWhole = asWritten[0] === timed[0] && asWritten.at(-1) === timed.at(-1);
  return isWhole ? { rows: asWritten, overMidnight: 0 } : undefined;
}

/** Writes the times as they are read over midnight. Returns how many stop times that changes. */
function moveToNight({ arrival, departure }: TimeColumns, { rows, ...night }: NightReading): number {
  rows.forEach((row, at) => {
    arrival[row]! += night.arrivalDays[at]! * daySeconds;
    departure[row]! += night.departureDays[at]! * daySeconds;
  });
  return night.departureDays.filter((days) => days > 0).length;
}

function saysTheSame({ sequence, stop, arrival, departure }: TimeColumns, a: number, b: number): boolean {
  return (
    sequence[a] === sequence[b] &&
    stop[a] === stop[b] &&
    arrival[a] === arrival[b] &&
    departure[a] === departure[b]
  );
}

/** The longest run of rows whose times never go back; of equally long ones one that keeps the first and the last row. */
function findForward(columns: TimeColumns, rows: readonly number[]): number[] {
  const longest = findLongestRun(columns, rows);
  if (longest.length === rows.length) return longest;
  const { arrival, departure } = columns;
  const [begins, ends] = [departure[rows[0]!]!, arrival[rows.at(-1)!]!];
  const isBetween = (row: number, at: number): boolean =>
    (at === 0 || arrival[row]! >= begins) && (at === rows.length - 1 || departure[row]! <= ends);
  const whole = findLongestRun(columns, rows.filter(isBetween));
  return whole.length === longest.length ? whole : longest;
}

/**
 * The longest run of rows, in order, in which none arrives before the one before it has left (the longest rising subsequence, by
 * patience sorting: the earliest end of a chain of each length so far is all that has to be known).
 */
function findLongestRun({ arrival, departure }: TimeColumns, rows: readonly number[]): number[] {
  /** Last place of the chain of length k + 1 that ends earliest. */
  const ends: number[] = [];
  const before = new Int32Array(rows.length).fill(-1);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (departure[rows[ends[middle]!]!]! <= arrival[row]!) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[at] = ends[low - 1]!;
    if (low === ends.length || departure[row]! < departure[rows[ends[low]!]!]!) ends[low] = at;
  }
  const chain: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) chain.push(rows[at]!);
  return chain.toReversed();
}

function fillTimes(columns: TimeColumns, mended: MendedTrip): void {
  const { arrival } = columns;
  const { kept } = mended;
  let known = 0;
  for (let at = 1; at < kept.length; at++) {
    if (arrival[kept[at]!] === untimed) continue;
    if (at - known > 1) {
      const gap = kept.slice(known, at + 1);
      if (fillGap(columns, gap)) mended.alongDistance += gap.length - 2;
      else mended.evenly += gap.length - 2;
    }
    known = at;
  }
}

/** Times the rows between the first and the last of a gap. True where the distances travelled tell how. */
function fillGap({ arrival, departure, distance }: TimeColumns, gap: readonly number[]): boolean {
  const leg = { leaves: departure[gap[0]!]!, arrives: arrival[gap.at(-1)!]! };
  const way = gap.map((row) => countDistance(distance[row] ?? NaN));
  const start = way[0]!;
  const length = way.at(-1)! - start;
  const isMeasured = length > 0 && way.every((units, at) => at === 0 || units >= way[at - 1]!);
  gap.slice(1, -1).forEach((row, at) => {
    arrival[row] = departure[row] = isMeasured
      ? timeBetween(leg, way[at + 1]! - start, length)
      : timeBetween(leg, at + 1, gap.length - 1);
  });
  return isMeasured;
}

/** A distance in whole millionths of its unit, so that decimals are as exact as they are written; NaN for none. */
function countDistance(distance: number): number {
  const millionths = Math.round(distance * 1e6);
  return Number.isSafeInteger(millionths) ? millionths : NaN;
}
