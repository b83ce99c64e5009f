import { useEffect, useState } from 'react';

/** A line of work of which only the newest counts: whatever was begun before it is nobody's any more. */
export interface Line {
  /**
   * Does the work and answers what it found. Answers undefined where newer work was begun, or the line dropped, before it
   * had ended; an error of such work is nobody's either. Then `signal` is aborted, for work that can be ended. Otherwise
   * throws what the work throws.
   */
  run<Value>(work: (signal: AbortSignal) => Promise<Value>): Promise<Value | undefined>;
  /** Nobody waits for the work under way any more. */
  drop(): void;
}

/** Makes a line with nothing under way. */
export function makeLine(): Line {
  let underWay: AbortController | null = null;

  function drop(): void {
    underWay?.abort();
    underWay = null;
  }

  async function run<Value>(work: (signal: AbortSignal) => Promise<Value>): Promise<Value | undefined> {
    drop();
    const mine = new AbortController();
    underWay = mine;
    try {
      const value = await work(mine.signal);
      return underWay === mine ? value : undefined;
    } catch (error) {
      if (underWay === mine) throw error;
      return undefined;
    } finally {
      // What has ended cannot be ended any more.
      if (underWay === mine) underWay = null;
    }
  }

  return { run, drop };
}

/**
 * The line of a component. `question` says what is asked, as text: where that is another one, and when the component is
 * gone, nobody waits for the answer any more.
 */
export function useLine(question: string | null): Line {
  const [line] = useState(makeLine);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another question is the reason to drop the one before
  useEffect(() => () => line.drop(), [line, question]);
  return line;
}

/**
 * Does work for a component whenever its question, as text, is another one and has stood for `pauseMs`; null = there is
 * none. The signal is aborted once the question is another one or the component is gone: work that is done in the line
 * then answers nobody.
 */
export function useWork(
  question: string | null,
  pauseMs: number,
  work: (question: string, line: Line) => Promise<void>,
): void {
  const line = useLine(question);
  useEffect(() => {
    if (question === null) return undefined;
    const timer = setTimeout(() => void work(question, line), pauseMs);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react/exhaustive-deps -- the work is that of the question; it is made anew at every look
  }, [question, pauseMs, line]);
}

/**
 * Makes work that is never under way twice: for an answer that takes the place of the one before, while questions come faster
 * than answers. A wish for it while it is under way has it done once more afterwards, of things as they are then, so that
 * the newest question always gets its answer and no older one comes in last. Resolves when no wish is left.
 */
export function inTurn(work: () => Promise<void>): () => Promise<void> {
  let isWanted = false;
  let underWay: Promise<void> | null = null;

  async function workOff(): Promise<void> {
    try {
      while (isWanted) {
        isWanted = false;
        await work();
      }
    } finally {
      underWay = null;
    }
  }

  return () => {
    isWanted = true;
    underWay ??= workOff();
    return underWay;
  };
}
