/** Calls at most once in so many milliseconds; what is told in between is dropped. The first is told at once. */
export function seldom<Told>(gapMs: number, tell: (told: Told) => void): (told: Told) => void {
  let toldAt = 0;
  return (told) => {
    const now = Date.now();
    if (now - toldAt < gapMs) return;
    toldAt = now;
    tell(told);
  };
}

/** Of progress that a person watches: ten times a second. */
export const progressGapMs = 100;
