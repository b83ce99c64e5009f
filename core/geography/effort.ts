/**
 * How much work one piece of geometry may be. Steps count what grows: pairs of edges, meetings, points of rings that are compared; a
 * step takes some tens of nanoseconds.
 */
export interface Effort {
  /** Throws `TooMuchEffort` once all steps are spent, and whatever the watcher throws. */
  spend(steps: number): void;
}

/** Thrown where a piece of geometry is more work than it may be: rings that cross each other millions of times. */
export class TooMuchEffort extends Error {}

/** Ten times what the most intricate published coast takes; seconds, not minutes. */
const mostSteps = 200_000_000;
const betweenCalls = 1_000_000;

/** A fresh effort. `keepGoing` is called every few milliseconds and may throw, as where the person has cancelled. */
export function limitEffort(keepGoing: () => void = () => undefined, most: number = mostSteps): Effort {
  let spent = 0;
  let nextCall = betweenCalls;
  return {
    spend(steps) {
      spent += steps;
      if (spent < nextCall && spent <= most) return;
      if (spent > most) throw new TooMuchEffort();
      nextCall = spent + betweenCalls;
      keepGoing();
    },
  };
}
