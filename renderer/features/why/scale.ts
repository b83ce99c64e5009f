import type { Reason } from '#contract';

/** Where the marks of a clause stand on its line, in per cent of the line's length. */
export interface GaugePlaces {
  value: number;
  threshold: number;
  /** The 95 % interval of a rate; null where there is none. */
  interval: [number, number] | null;
  /** What rounding allows; null where nothing is rounded. */
  bounds: [number, number] | null;
  /** The zero of a line that goes below it; null where the line begins there. */
  zero: number | null;
}

const roomAtEnds = 0.15;

/**
 * Places value, threshold, interval and bounds of a clause on one line that holds all of them and zero. Null for a clause that
 * compares no numbers, and for one whose value is all there is to say: neither an interval nor bounds.
 */
export function placeOnGauge({ value, threshold, interval, bounds }: Reason): GaugePlaces | null {
  if (value === null || threshold === null || (interval === null && bounds === null)) return null;
  const all = [0, value, threshold, ...(interval ?? []), ...(bounds ?? [])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = roomAtEnds * (most - least || 1);
  const from = least < 0 ? least - room : 0;
  const to = most > 0 ? most + room : 0;
  const at = (number: number): number => (100 * (number - from)) / (to - from || 1);
  const range = (ends: [number, number] | null): [number, number] | null =>
    ends && [at(ends[0]), at(ends[1])];
  return {
    value: at(value),
    threshold: at(threshold),
    interval: range(interval),
    bounds: range(bounds),
    zero: from < 0 ? at(0) : null,
  };
}
