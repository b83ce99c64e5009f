import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { PinpointError } from '#contract';
import { endThread, isOutOfMemory, limitHeap, stopThread, watchMemory, workIn } from '../threads/index.ts';
import { overMemory, overTime, type LookBudget } from './budget.ts';
import type { LookAnswer, LookQuestion, LookRequest } from './look-worker.ts';

/** A thread that looks at files, one question at a time, within a budget for each. */
export class LookThread {
  private readonly worker: Worker;
  private readonly budget: LookBudget;
  private readonly gone: Promise<void>;
  private asked:
    | { settle: (answer: LookAnswer) => void; fail: (error: Error) => void; file: string }
    | undefined;

  /** `folder` is for what is unpacked and staged on the way; it is removed when the thread has gone. */
  constructor(folder: string, budget: LookBudget) {
    this.budget = budget;
    this.worker = new Worker(new URL('./look-worker.ts', import.meta.url), {
      resourceLimits: limitHeap(budget),
      env: workIn(folder),
    });
    this.worker.unref();
    this.worker.on('message', (answer: LookAnswer) => this.asked?.settle(answer));
    this.worker.on('error', (error) => this.fail(isOutOfMemory(error) ? this.overMemory() : error));
    this.gone = new Promise((resolve) => {
      this.worker.on('exit', () => {
        rmSync(folder, { recursive: true, force: true });
        this.fail(new PinpointError('internal', 'The look at the file stopped unexpectedly.'));
        resolve();
      });
    });
  }

  /** Rejects with `input_refused` where the budget is exceeded; the thread is of no use any more then. */
  ask(question: LookQuestion, workspace: string | null): Promise<LookAnswer> {
    const file = question.files.map(({ name }) => name).join(', ');
    // A look must keep its process alive, a thread that waits for one must not.
    this.worker.ref();
    const timer = setTimeout(() => this.fail(overTime(file, this.budget)), this.budget.seconds * 1000);
    const unwatch = watchMemory(this.worker, this.budget, () => this.fail(this.overMemory()));
    return new Promise<LookAnswer>((settle, fail) => {
      this.asked = { settle, fail, file };
      this.worker.postMessage({ question, workspace } satisfies LookRequest);
    }).finally(() => {
      clearTimeout(timer);
      unwatch();
      this.asked = undefined;
      this.worker.unref();
    });
  }

  /** Lets a thread that is not at work go, once it has let go of the workspace. Answers as `stop`. */
  close(): Promise<boolean> {
    this.worker.ref();
    this.worker.postMessage(null satisfies LookRequest);
    return endThread(this.worker, this.gone);
  }

  /** Ends the thread whatever it does; false where it is inside of native code and goes on until that is done. */
  stop(): Promise<boolean> {
    return stopThread(this.worker, this.gone);
  }

  private fail(error: Error): void {
    this.asked?.fail(error);
  }

  private overMemory(): PinpointError {
    return overMemory(this.asked?.file ?? '', this.budget);
  }
}
