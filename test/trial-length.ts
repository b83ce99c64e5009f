/**
 * Whether the long version of each trial was asked for, by PINPOINT_TRIALS=long: more random cases, kills and damaged files, and
 * larger ones. What is tried by default is a sample of the same kind, anew each time where it is random.
 */
export const isLong = process.env['PINPOINT_TRIALS'] === 'long';

/** So many random cases by default; in the long version so many. */
export function casesOf(usual: number, long: number): number {
  return isLong ? long : usual;
}
