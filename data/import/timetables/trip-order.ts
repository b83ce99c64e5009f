import type { TimeColumns } from './time-columns.ts';

/** Rows of stop times by trip: those of trip t are `rows[start[t]] … rows[start[t + 1]]`, in order of sequence. */
export interface TripRows {
  start: Int32Array;
  rows: Int32Array;
}

/**
 * Puts stop times in order: trip after trip, and within a trip by `stop_sequence`. Rows with the same sequence follow one
 * another by time, so that the order of the file never matters.
 */
export function orderByTrip(columns: TimeColumns, tripCount: number): TripRows {
  const { trip, length } = columns;
  const start = new Int32Array(tripCount + 1);
  for (let row = 0; row < length; row++) start[trip[row]! + 1]!++;
  for (let t = 0; t < tripCount; t++) start[t + 1]! += start[t]!;
  const next = start.slice();
  const rows = new Int32Array(length);
  for (let row = 0; row < length; row++) rows[next[trip[row]!]!++] = row;
  for (let t = 0; t < tripCount; t++) sortTrip(columns, rows.subarray(start[t], start[t + 1]));
  return { start, rows };
}

function sortTrip({ sequence, departure, arrival, stop }: TimeColumns, rows: Int32Array): void {
  for (let at = 1; at < rows.length; at++) {
    if (sequence[rows[at]!]! > sequence[rows[at - 1]!]!) continue;
    rows.sort(
      (a, b) =>
        sequence[a]! - sequence[b]! ||
        departure[a]! - departure[b]! ||
        arrival[a]! - arrival[b]! ||
        stop[a]! - stop[b]!,
    );
    return;
  }
}
