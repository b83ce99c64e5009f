import type { TimetableInput, TransferInput } from './input.ts';
import type { Omitted, Timetable } from './timetable.ts';

/** Which stops an id of transfers.txt stands for, and whether as a station. */
export interface TransferEnds {
  /** Index of each stop in the timetable. */
  stopById: ReadonlyMap<string, number>;
  /** Stops of each station. */
  stopsByStation: ReadonlyMap<string, readonly number[]>;
}

/** What one row says about one pair of stops: the more exact row wins, then the more careful one. */
interface Word {
  exactness: number;
  seconds: number;
}

const notPossible = -1;
const ordinaryWalk = -2;

/**
 * Spreads transfers over pairs of stops, by from and to. What says nothing about time is left to the walk. Rows with
 * unknown ends or types are counted in `omitted`.
 */
export function buildTransfers(
  input: TimetableInput,
  ends: TransferEnds,
  omitted: Omitted,
): Pick<Timetable, 'transferFrom' | 'transferTo' | 'transferSeconds'> {
  const words = new Map<number, Word>();
  const count = ends.stopById.size;
  for (const row of input.transfers) {
    const [from, to] = [stopsOf(ends, row.fromId), stopsOf(ends, row.toId)];
    const seconds = secondsOf(row);
    if (from === undefined || to === undefined || seconds === undefined) omitted.uselessTransfers++;
    else spread(words, count, { from, to, seconds });
  }
  const pairs = [...words]
    .filter(([, { seconds }]) => seconds !== ordinaryWalk)
    .toSorted(([a], [b]) => a - b);
  return {
    transferFrom: Int32Array.from(pairs, ([key]) => Math.floor(key / count)),
    transferTo: Int32Array.from(pairs, ([key]) => key % count),
    transferSeconds: Int32Array.from(pairs, ([, { seconds }]) => seconds),
  };
}

function stopsOf(ends: TransferEnds, id: string): { stops: readonly number[]; exact: number } | undefined {
  const stop = ends.stopById.get(id);
  const within = ends.stopsByStation.get(id);
  if (stop !== undefined && within === undefined) return { stops: [stop], exact: 1 };
  return within === undefined ? undefined : { stops: within, exact: 0 };
}

function secondsOf({ type, minSeconds }: TransferInput): number | undefined {
  if (type === 0) return ordinaryWalk;
  if (type === 1) return 0;
  if (type === 2) return minSeconds === null || !(minSeconds >= 0) ? ordinaryWalk : Math.ceil(minSeconds);
  return type === 3 ? notPossible : undefined;
}

interface Spread {
  from: { stops: readonly number[]; exact: number };
  to: { stops: readonly number[]; exact: number };
  seconds: number;
}

function spread(words: Map<number, Word>, count: number, { from, to, seconds }: Spread): void {
  const word = { exactness: from.exact + to.exact, seconds };
  for (const a of from.stops) {
    for (const b of to.stops) {
      const before = words.get(a * count + b);
      if (before === undefined || beats(word, before)) words.set(a * count + b, word);
    }
  }
}

function beats(word: Word, before: Word): boolean {
  if (word.exactness !== before.exactness) return word.exactness > before.exactness;
  if (before.seconds === notPossible) return false;
  return word.seconds === notPossible || word.seconds > before.seconds;
}
