import { zOf95, zOf998, type Interval } from './wilson.ts';

/** Below this many the exact limits are looked up; from here on Byar's are as good. */
const fewestForByar = 10;

/**
 * 95 % limits of a number of events that may happen any number of times, such as starts on a programme: below 10 exact
 * (Garwood 1936: the means at which so many or more, or so few or fewer, happen in 2.5 % of cases), from 10 on Byar's
 * approximation of them (Breslow & Day 1987, as in the Public Health England technical guide). 10 events give 4.8 to 18.4, none
 * gives 0 to 3.7. NaN for what is no number from 0 up.
 */
export function poissonInterval(count: number): Interval {
  return poissonIntervalAt(count, zOf95, 0.025);
}

/**
 * 99.8 % limits of a number of events that may happen any number of times: exact below 10 (Garwood 1936), from 10 on by Byar's
 * approximation, as `poissonInterval` has them at 95 %. NaN for what is no number from 0 up.
 */
export function poissonInterval998(count: number): Interval {
  return poissonIntervalAt(count, zOf998, 0.001);
}

/**
 * Whether so few events were to be expected that even none of them happening would be no great surprise: it happens more than
 * once in a thousand times, `e^−expected > 0.001` (up to 6.9 expected). True where that is unknown.
 */
export function isTooSmallForRate(expected: number): boolean {
  return !(Math.exp(-expected) <= 0.001);
}

function poissonIntervalAt(count: number, z: number, tail: number): Interval {
  if (!(count >= 0 && Number.isFinite(count))) return { lower: NaN, upper: NaN };
  if (count >= fewestForByar) return { lower: byar(count, -z), upper: byar(count + 1, z) };
  return {
    lower: count === 0 ? 0 : findMean((mean) => 1 - atMost(count - 1, mean) < tail),
    upper: findMean((mean) => atMost(count, mean) > tail),
  };
}

function byar(count: number, z: number): number {
  return count * (1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3;
}

/** The chance of so many events or fewer; of part of an event that of the whole ones in it. */
function atMost(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = 0;
  for (let events = 0; events <= count; events += 1) {
    sum += term;
    term *= mean / (events + 1);
  }
  return sum;
}

/** The mean up to which something holds, found by halving. */
function findMean(holds: (mean: number) => boolean): number {
  let [low, high] = [0, 64];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
