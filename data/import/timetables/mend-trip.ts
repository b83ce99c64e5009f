import type { TimeColumns } from './time-columns.ts';

/** What became of the rows of one trip: those that stay, and why others do not. */
export interface MendedTrip {
  /** Rows in order, all of them with times that never go back. */
  kept: number[];
  dropped: { row: number; why: 'repeated' | 'backwards' | 'timeless' }[];
  /** Times worked out between the timed stops before and after: along the way travelled, or evenly. */
  alongDistance: number;
  evenly: number;
}

const untimed = -1;

/** Whether a trip can be taken as it stands: every row timed, in order, none before the one it follows. */
export function isSound(columns: TimeColumns, rows: Int32Array, from: number, to: number): boolean {
  const { sequence, arrival, departure } = columns;
  let leftAt = 0;
  let last = -1;
  for (let at = from; at < to; at++) {
    const row = rows[at]!;
    if (arrival[row]! < leftAt || sequence[row]! <= last) return false;
    leftAt = departure[row]!;
    last = sequence[row]!;
  }
  return true;
}

/**
 * Makes the best of a trip that is not sound. Rows that say the same twice count once. Of rows whose times go back, as few as possible
 * are left out. Stops without a time get one between their timed neighbours: by `shape_dist_traveled` where all of them have
 * it, else evenly, in whole seconds rounded down; before the first and after the last timed stop there is nothing to go by.
 * Writes the times that it works out into the columns.
 */
export function mendTrip(columns: TimeColumns, rows: Int32Array): MendedTrip {
  const mended: MendedTrip = { kept: [], dropped: [], alongDistance: 0, evenly: 0 };
  const single = [...rows].filter((row, at) => {
    const isRepeat = at > 0 && saysTheSame(columns, rows[at - 1]!, row);
    if (isRepeat) mended.dropped.push({ row, why: 'repeated' });
    return !isRepeat;
  });
  const timed = single.filter((row) => columns.arrival[row] !== untimed);
  const forward = new Set(findForward(columns, timed));
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

function saysTheSame({ sequence, stop, arrival, departure }: TimeColumns, a: number, b: number): boolean {
  return (
    sequence[a] === sequence[b] &&
    stop[a] === stop[b] &&
    arrival[a] === arrival[b] &&
    departure[a] === departure[b]
  );
}

/**
 * The longest run of rows, in order, in which none arrives before the one before it has left (the longest rising subsequence, by
 * patience sorting: the earliest end of a chain of each length so far is all that has to be known).
 */
function findForward({ arrival, departure }: TimeColumns, rows: readonly number[]): number[] {
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
  const leaves = departure[gap[0]!]!;
  const span = arrival[gap.at(-1)!]! - leaves;
  const way = gap.map((row) => distance[row] ?? NaN);
  const length = way.at(-1)! - way[0]!;
  const isMeasured = length > 0 && way.every((metres, at) => at === 0 || metres >= way[at - 1]!);
  gap.slice(1, -1).forEach((row, at) => {
    const share = isMeasured ? (way[at + 1]! - way[0]!) / length : (at + 1) / (gap.length - 1);
    arrival[row] = departure[row] = leaves + Math.floor(span * share);
  });
  return isMeasured;
}
