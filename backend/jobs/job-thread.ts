import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { ErrorReport } from '#contract';
import {
  endThread,
  isOutOfMemory,
  limitHeap,
  stopThread,
  watchMemory,
  workIn,
  type MemoryBudget,
} from '../threads/index.ts';
import type { WorkerInput, WorkerMessage, WorkerRequest } from './tasks.ts';

/** Above what a country's boundaries with all their points take, and below what stops a common machine. */
const jobBudget: MemoryBudget = { heapMegabytes: 4096, totalMegabytes: 6144 };

const tooMuchMemory: ErrorReport = {
  code: 'input_refused',
  message: 'The work takes too much memory and was stopped; nothing was changed.',
  found: `more than ${jobBudget.totalMegabytes.toLocaleString('en-GB')} MB`,
  hint: 'Cut the file to the area and the columns you need and import that.',
};

/** How long a thread without a job is kept for the next one. */
const longestIdleMs = 60_000;

/** What a job is told of by its thread. */
export interface JobListener {
  tell(message: WorkerMessage): void;
  /** Its thread ended otherwise than by an answer, or is about to. */
  fail(error: ErrorReport): void;
}

interface JobAtWork extends JobListener {
  /** Called once when the thread has let go of the job. */
  letGo(): void;
}

/** The one that waits for the next job of this process, whichever backend has it; more do not wait. */
const idle = new Set<JobThread>();

/**
 * A thread for one job: the one that has ended a job well and waits for another, else a new one. To load what a job needs takes
 * longer than most jobs.
 */
export function takeThread(): JobThread {
  const [waiting] = idle;
  idle.clear();
  return waiting ?? new JobThread();
}

/**
 * A thread that does jobs one after another. It stays only after a job that ended well and left nothing behind (`worker.ts`), and
 * while it waits it keeps no process alive.
 */
export class JobThread {
  readonly #worker: Worker;
  readonly #gone: Promise<void>;
  #job: JobAtWork | undefined;
  #isEnding = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor() {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'job',
      resourceLimits: limitHeap(jobBudget),
      env: { ...process.env },
    });
    this.#worker.on('message', (message: WorkerMessage) => this.#hear(message));
    this.#worker.on('error', (error) =>
      this.#job?.fail(isOutOfMemory(error) ? tooMuchMemory : { code: 'internal', message: error.message }),
    );
    this.#gone = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        idle.delete(this);
        this.#job?.letGo();
        resolve();
      });
    });
  }

  /**
   * Does a job of this process as it is now, with all that it may leave in a folder of its own, which is removed with it. Resolves
   * when the thread has let go of the job: it has nothing of it open any more.
   */
  run(input: WorkerInput, folder: string, listener: JobListener): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#worker.ref();
    const unwatch = watchMemory(this.#worker, jobBudget, () => {
      listener.fail(tooMuchMemory);
      void this.stop();
    });
    return new Promise((resolve) => {
      const letGo = (): void => {
        unwatch();
        rmSync(folder, { recursive: true, force: true });
        listener.fail({ code: 'internal', message: 'The work stopped unexpectedly; nothing was changed.' });
        resolve();
      };
      this.#job = { ...listener, letGo };
      this.#worker.postMessage({ input, env: workIn(folder) } satisfies WorkerRequest);
    });
  }

  /** Ends the thread whatever it does; false where it is inside of native code and goes on until that is done. */
  stop(): Promise<boolean> {
    this.#isEnding = true;
    return stopThread(this.#worker, this.#gone);
  }

  /** Waits until the thread is gone, of whose job it was asked that it ends, and stops it where it does not listen. Answers as `stop`. */
  end(): Promise<boolean> {
    this.#isEnding = true;
    return endThread(this.#worker, this.#gone);
  }

  #hear(message: WorkerMessage): void {
    const job = this.#job;
    if (message.type === 'done') this.#rest(message.isFit);
    if (message.type === 'failed') this.#leave();
    job?.tell(message);
    if (message.type === 'done') job?.letGo();
  }

  /** Waits for the next job, unless another thread does already. Whoever hears that a job is done may begin the next at once. */
  #rest(isFit: boolean): void {
    this.#job = undefined;
    if (!isFit || this.#isEnding || idle.size > 0) return this.#leave();
    idle.add(this);
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => this.#leave(), longestIdleMs).unref();
  }

  #leave(): void {
    idle.delete(this);
    this.#worker.postMessage(null satisfies WorkerRequest);
  }
}
