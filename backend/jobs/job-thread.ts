import type { ErrorReport } from '#contract';
import { KeptThreads, type WorkFailure, type MemoryBudget, type Work } from '../threads/index.ts';
import type { WorkerInput, WorkerMessage } from './tasks.ts';

/** Above what a country's boundaries with all their points take, and below what stops a common machine. */
const budget: MemoryBudget = { heapMegabytes: 4096, totalMegabytes: 6144 };

const tooMuchMemory: ErrorReport = {
  code: 'input_refused',
  message: 'The work takes too much memory and was stopped; nothing was changed.',
  found: `more than ${budget.totalMegabytes.toLocaleString('en-GB')} MB`,
  hint: 'Cut the file to the area and the columns you need and import that.',
};

/** What a job is told of by its thread. */
export interface JobListener {
  tell(message: WorkerMessage): void;
  /** Its thread ended otherwise than by an answer, or is about to. May be called more than once, and after the answer. */
  fail(error: ErrorReport): void;
}

const threads = new KeptThreads<WorkerInput, WorkerMessage>({
  entry: new URL('./worker.ts', import.meta.url),
  name: 'job',
});

/** Begins a job in a thread, with a folder for all that it may leave, which is removed when the job is over. */
export function startJob(input: WorkerInput, folder: string, listener: JobListener): Work {
  return threads.start({
    input,
    folder,
    budget,
    tell: (message) => listener.tell(message),
    fail: (failure) => listener.fail(report(failure)),
  });
}

function report(failure: WorkFailure): ErrorReport {
  if (failure === 'memory') return tooMuchMemory;
  const message =
    failure === 'gone' ? 'The work stopped unexpectedly; nothing was changed.' : failure.message;
  return { code: 'internal', message };
}
