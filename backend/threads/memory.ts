import type { ResourceLimits, Worker } from 'node:worker_threads';

/** What the work of one thread may use. What goes beyond ends the thread, never the process. */
export interface MemoryBudget {
  /** JavaScript values. */
  heapMegabytes: number;
  /** The same with the bytes that lie outside of the heap: what was read, unpacked, or laid out in columns. */
  totalMegabytes: number;
}

/** Often enough that a thread is met soon after it went over; asking costs a thread microseconds. */
const betweenLooksMs = 250;
const megabyte = 2 ** 20;

/** The part of a budget that V8 keeps to by itself. */
export function limitHeap({ heapMegabytes }: Pick<MemoryBudget, 'heapMegabytes'>): ResourceLimits {
  return { maxOldGenerationSizeMb: heapMegabytes };
}

/** Whether a thread ended because its heap was full. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/**
 * Calls `onExceeded` once if the thread holds more than its budget, until the function it answers is called. V8 keeps only to
 * a limit of the heap, and bytes in buffers lie outside of it.
 */
export function watchMemory(worker: Worker, budget: MemoryBudget, onExceeded: () => void): () => void {
  let isWatching = true;
  const timer = setInterval(() => void look(), betweenLooksMs);
  timer.unref();
  async function look(): Promise<void> {
    // A thread that has just ended has nothing to tell.
    const held = await worker.getHeapStatistics().catch(() => undefined);
    if (held === undefined || !isWatching) return;
    if (held.used_heap_size + held.external_memory <= budget.totalMegabytes * megabyte) return;
    unwatch();
    onExceeded();
  }
  function unwatch(): void {
    isWatching = false;
    clearInterval(timer);
  }
  return unwatch;
}
