import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll } from 'vitest';

/** The threads of that name which this process has started since the tests of this group began, oldest first. */
export function watchThreads(name: string): Worker[] {
  const threads: Worker[] = [];
  const note = (worker: Worker): void => {
    if (worker.threadName === name) threads.push(worker);
  };
  beforeAll(() => void process.on('worker', note));
  afterAll(() => void process.off('worker', note));
  return threads;
}

/** All texts that are reachable in a thread. */
export async function textsIn(worker: Worker): Promise<string[]> {
  const snapshot = JSON.parse(await text(await worker.getHeapSnapshot())) as { strings: string[] };
  return snapshot.strings;
}

/** Whether `listOpenFiles` can tell. */
export const tellsOpenFiles = existsSync('/proc/self/fd');

/** The files that this process has open, by path and in order. */
export function listOpenFiles(): string[] {
  return readdirSync('/proc/self/fd')
    .flatMap((name) => {
      const path = `/proc/self/fd/${name}`;
      return existsSync(path) ? [readlinkSync(path)] : [];
    })
    .filter((path) => /^\/(?!dev\/(?!shm\/))/.test(path))
    .toSorted();
}
