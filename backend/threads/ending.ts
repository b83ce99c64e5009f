import type { Worker } from 'node:worker_threads';
import { endWorkOf } from '#data/workspace';

/** How long a thread that was asked to end may take to hear of it. */
const patienceMs = 1500;
/** How long one that is stopped may take to be gone: only native code goes on. */
const stoppingMs = 1000;

/** Waits for work, but no longer than that; answers whether it was done. */
export function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    void work.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** Stops a thread whatever it does. Answers false where it is inside of native code and goes on until that is done. */
export function stopThread(worker: Worker, gone: Promise<unknown>): Promise<boolean> {
  const { threadId } = worker;
  void worker.terminate();
  void gone.then(() => endWorkOf(threadId));
  return within(gone, stoppingMs);
}

/** Waits for a thread that was asked to end and stops it where it does not listen; answers as `stopThread`. */
export async function endThread(worker: Worker, gone: Promise<unknown>): Promise<boolean> {
  return (await within(gone, patienceMs)) || stopThread(worker, gone);
}

/** A thread that is stopped tidies nothing up: with this environment all that it may leave lies in one folder. */
export function workIn(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
}
