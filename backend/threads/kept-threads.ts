import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { endThread, stopThread, workIn } from './ending.ts';
import { isOutOfMemory, limitHeap, watchMemory, type MemoryBudget } from './memory.ts';
import type { WorkMessage, WorkRequest } from './serving.ts';

/** How long a thread without work is kept for the next one. */
const longestIdleMs = 60_000;

/** Why a thread cannot answer: it took more memory than its budget, it is gone, or what was thrown where nobody caught it. */
export type WorkFailure = 'memory' | 'gone' | Error;

export interface WorkOrder<Input, Told> {
  input: Input;
  /** For all that the work may leave; it is removed as soon as the thread has let go of the work. */
  folder: string;
  budget: MemoryBudget;
  tell(told: Told): void;
  /** The thread ended otherwise than by a last message, or is about to. May be called more than once, and after the last message. */
  fail(failure: WorkFailure): void;
}

/** A piece of work in a thread. */
export interface Work {
  /** Resolves when the thread has let go of the work: it has nothing of it open any more. */
  over: Promise<void>;
  /** Ends the thread whatever it does, unless the work is over; false where it is inside of native code and goes on until that is done. */
  stop(): Promise<boolean>;
  /** Waits until work is over of which it was asked that it ends, and stops it where it does not listen. Answers as `stop`. */
  end(): Promise<boolean>;
}

/** Of one kind of threads. */
interface Kind {
  /** A file that calls `serveWork`. */
  entry: URL;
  /** What its threads are called. */
  name: string;
}

/**
 * The threads of one kind in this process (`serving.ts` is their other side). To load what work needs takes longer than most of
 * it, so a thread that is as good as a new one does the next, whoever has it. One waits at a time, and keeps no process alive.
 */
export class KeptThreads<Input, Told> {
  readonly #kind: Kind;
  readonly #idle = new Set<KeptThread<Input, Told>>();

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  /** Begins work in the thread that waits, if one does that has the same limit of its heap, else in a new one. */
  start(order: WorkOrder<Input, Told>): Work {
    const { heapMegabytes } = order.budget;
    const waiting = [...this.#idle].find((thread) => thread.heapMegabytes === heapMegabytes);
    const thread = waiting ?? new KeptThread(this.#kind, heapMegabytes, this.#idle);
    return thread.start(order);
  }
}

class KeptThread<Input, Told> {
  readonly heapMegabytes: number;
  readonly #idle: Set<KeptThread<Input, Told>>;
  readonly #worker: Worker;
  readonly #gone: Promise<void>;
  #order: (WorkOrder<Input, Told> & { letGo(): void }) | undefined;
  #isEnding = false;
  #idleTimer: NodeJS.Timeout | undefined;

  /** `idle` holds those that wait. */
  constructor({ entry, name }: Kind, heapMegabytes: number, idle: Set<KeptThread<Input, Told>>) {
    this.heapMegabytes = heapMegabytes;
    this.#idle = idle;
    this.#worker = new Worker(entry, {
      name,
      resourceLimits: limitHeap({ heapMegabytes }),
      env: { ...process.env },
    });
    this.#worker.on('message', (message: WorkMessage<Told>) => this.#hear(message));
    this.#worker.on('error', (error) => this.#order?.fail(isOutOfMemory(error) ? 'memory' : error));
    this.#gone = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#idle.delete(this);
        this.#order?.fail('gone');
        this.#order?.letGo();
        resolve();
      });
    });
  }

  start(order: WorkOrder<Input, Told>): Work {
    this.#idle.delete(this);
    clearTimeout(this.#idleTimer);
    this.#worker.ref();
    const unwatch = watchMemory(this.#worker, order.budget, () => {
      order.fail('memory');
      void this.#stop();
    });
    let isOver = false;
    const over = new Promise<void>((resolve) => {
      const letGo = (): void => {
        isOver = true;
        unwatch();
        rmSync(order.folder, { recursive: true, force: true });
        resolve();
      };
      this.#order = { ...order, letGo };
      this.#worker.postMessage({
        input: order.input,
        env: workIn(order.folder),
      } satisfies WorkRequest<Input>);
    });
    return {
      over,
      // Afterwards the thread may be at the work of somebody else.
      stop: async () => isOver || this.#stop(),
      end: async () => isOver || this.#end(),
    };
  }

  #stop(): Promise<boolean> {
    this.#isEnding = true;
    return stopThread(this.#worker, this.#gone);
  }

  #end(): Promise<boolean> {
    this.#isEnding = true;
    return endThread(this.#worker, this.#gone);
  }

  #hear(message: WorkMessage<Told>): void {
    const order = this.#order;
    if (message.isLast && message.isFit) this.#rest();
    else if (message.isLast) this.#leave();
    order?.tell(message.told);
    if (message.isLast && message.isFit) order?.letGo();
  }

  /** Waits for the next work, unless another thread does already. Whoever hears that work is done may begin the next at once. */
  #rest(): void {
    this.#order = undefined;
    if (this.#isEnding || this.#idle.size > 0) return this.#leave();
    this.#idle.add(this);
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => this.#leave(), longestIdleMs).unref();
  }

  #leave(): void {
    this.#idle.delete(this);
    this.#worker.postMessage(null satisfies WorkRequest<Input>);
  }
}
