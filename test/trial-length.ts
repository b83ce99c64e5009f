import { randomInt } from 'node:crypto';

/**
 * Whether the long version of each trial was asked for, by PINPOINT_TRIALS=long: more random cases, kills and damaged files, and
 * larger ones. What is tried by default is a sample of the same kind, anew each time where it is random.
 */
export const isLong = process.env['PINPOINT_TRIALS'] === 'long';

/** So many random cases by default; in the long version so many. */
export function casesOf(usual: number, long: number): number {
  return isLong ? long : usual;
}

/** What a trial draws of what could be tried. A trial prints its seed. */
export interface Draw {
  /** PINPOINT_SEED where that is set, which draws the same again; otherwise another one in each run. */
  seed: number;
  /** A whole number from 0 to below this. */
  below(limit: number): number;
  /** So many of these, each at most once, in the order in which they stand; in the long version all. */
  some<Item>(items: readonly Item[], count: number): Item[];
}

/** Begins to draw. */
export function makeDraw(): Draw {
  const seed = Number(process.env['PINPOINT_SEED'] ?? randomInt(2 ** 31));
  const random = makeRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    seed,
    below,
    some(items, count) {
      if (isLong) return [...items];
      const left = [...items.keys()];
      while (left.length > count) left.splice(below(left.length), 1);
      return left.map((at) => items[at]!);
    },
  };
}

/** A number between 0 and 1 from a seed, again and again the same. */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
