import { getEnvironmentData, setEnvironmentData, threadId } from 'node:worker_threads';

const done = 0;
const met = 1;
const firstThread = 2;
const threads = 256;

/**
 * What the threads of this process tell one another about their writing: how many works are done, how many changes of other
 * programs were met on the way, and then by thread whether it is at work. Every thread inherits the same memory.
 */
const cells = new Int32Array(share('pinpoint own work'));

function share(name: string): SharedArrayBuffer {
  const known = getEnvironmentData(name);
  if (known instanceof SharedArrayBuffer) return known;
  const made = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * (firstThread + threads));
  setEnvironmentData(name, made);
  return made;
}

const cellOf = (thread: number): number => firstThread + (thread % (cells.length - firstThread));

/** Says that this thread begins to write to a workspace: from there on until `leaveWork`, what moves in the file may be ours. */
export function enterWork(): void {
  Atomics.add(cells, cellOf(threadId), 1);
}

/** This thread has finished the change that it was writing (see `enterWork`). */
export function leaveWork(): void {
  Atomics.add(cells, done, 1);
  Atomics.sub(cells, cellOf(threadId), 1);
}

/** A thread was stopped, which lets it finish nothing: whatever it was at is over. */
export function endWorkOf(thread: number): void {
  if (Atomics.exchange(cells, cellOf(thread), 0) !== 0) Atomics.add(cells, done, 1);
}

/** Tells the other threads that this one has come upon a change of another program. */
export function announceOutsideChange(): void {
  Atomics.add(cells, met, 1);
}

/** How many works of ours are done, whether another thread is at one, and how many changes of others were met, as of now. */
export function readWork(): { done: number; met: number; isUnderWay: boolean } {
  const own = cellOf(threadId);
  const isUnderWay = cells.subarray(firstThread).some((works, at) => works > 0 && firstThread + at !== own);
  return { done: Atomics.load(cells, done), met: Atomics.load(cells, met), isUnderWay };
}
