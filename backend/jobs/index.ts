import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import {
  PinpointError,
  type BackendEvent,
  type ErrorReport,
  type JobProduct,
  type JobResult,
  type JobStatus,
} from '#contract';
import type { ProgressState } from './progress.ts';
import type { Task, TaskProduct, WorkerInput } from './tasks.ts';

export type { NamedFile, Task, TaskProduct } from './tasks.ts';

/** Long work in worker threads: started, watched, cancelled. */
export interface Jobs {
  /** Starts a task on a workspace file and answers the job's id at once. */
  start(title: string, workspacePath: string, task: Task): string;
  list(): JobStatus[];
  /** Throws `not_found` for an unknown job. */
  get(id: string): JobStatus;
  /** What a job has worked out so far. Throws `not_found` for an unknown job and one without a result. */
  getResult(id: string): JobResult;
  /** The task of a job. Throws `not_found` for an unknown one. */
  getTask(id: string): Task;
  cancel(id: string): void;
  /** Cancels everything and resolves when no worker runs any more. */
  close(): Promise<void>;
}

export type WorkerMessage =
  | { type: 'progress'; state: ProgressState }
  /** A first answer, while a better one is looked for. */
  | { type: 'interim'; result: JobResult }
  | { type: 'done'; product: TaskProduct }
  | { type: 'failed'; error: ErrorReport };

interface Running {
  status: JobStatus;
  task: Task;
  result: JobResult | null;
  cancelFlag: SharedArrayBuffer;
  ended: Promise<void>;
}

interface JobsOptions {
  emit(event: BackendEvent): void;
  /** Gives references to the files that a job made. */
  toProduct(product: TaskProduct): JobProduct;
  /** Called when a job has ended well, before its last event. */
  onDone(task: Task): void;
}

const mostResults = 30;

export function makeJobs(options: JobsOptions): Jobs {
  const jobs = new Map<string, Running>();

  function change(job: Running, part: Partial<JobStatus>): void {
    Object.assign(job.status, part);
    options.emit({ type: 'job.changed', job: { ...job.status } });
  }

  /** Results hold columns of whole geographies: only the newest are kept. */
  function keepResult(job: Running, result: JobResult): void {
    job.result = result;
    const holding = [...jobs.values()].filter((each) => each.result !== null);
    for (const old of holding.slice(0, -mostResults)) old.result = null;
    change(job, {});
  }

  function fail(job: Running, error: ErrorReport): void {
    if (job.status.state !== 'running') return;
    change(job, { state: error.code === 'cancelled' ? 'cancelled' : 'failed', error });
  }

  function handle(job: Running, task: Task, message: WorkerMessage): void {
    if (message.type === 'progress') change(job, message.state);
    else if (message.type === 'failed') fail(job, message.error);
    else if (message.type === 'interim') keepResult(job, message.result);
    else {
      if (message.product.kind === 'result') keepResult(job, message.product.result);
      options.onDone(task);
      change(job, { state: 'done', progress: 1, detail: '', product: options.toProduct(message.product) });
    }
  }

  function watch(job: Running, worker: Worker, task: Task): Promise<void> {
    return new Promise((resolve) => {
      worker.on('message', (message: WorkerMessage) => handle(job, task, message));
      worker.on('error', (error) => fail(job, { code: 'internal', message: error.message }));
      worker.on('exit', () => {
        fail(job, { code: 'internal', message: 'The work stopped unexpectedly; nothing was changed.' });
        resolve();
      });
    });
  }

  return {
    start(title, workspacePath, task) {
      const id = randomUUID();
      const cancelFlag = new SharedArrayBuffer(4);
      const input: WorkerInput = { workspacePath, task, cancelFlag };
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: input });
      const status: JobStatus = {
        id,
        title,
        state: 'running',
        stage: 'Starting',
        progress: 0,
        detail: '',
        product: null,
        error: null,
      };
      const job: Running = { status, task, result: null, cancelFlag, ended: Promise.resolve() };
      job.ended = watch(job, worker, task);
      jobs.set(id, job);
      options.emit({ type: 'job.changed', job: { ...status } });
      return id;
    },
    list: () => [...jobs.values()].map((job) => ({ ...job.status })).toReversed(),
    get(id) {
      const job = jobs.get(id);
      if (job === undefined) throw new PinpointError('not_found', 'There is no such job.', { found: id });
      return { ...job.status };
    },
    getResult(id) {
      const job = jobs.get(id);
      if (job?.result != null) return job.result;
      throw new PinpointError('not_found', 'There is no result of that job.', {
        found: id,
        hint: job?.status.state === 'running' ? 'It is still at work.' : 'Ask again for what it worked out.',
      });
    },
    getTask(id) {
      const job = jobs.get(id);
      if (job !== undefined) return job.task;
      throw new PinpointError('not_found', 'There is no such job.', { found: id });
    },
    cancel(id) {
      const job = jobs.get(id);
      if (job?.status.state === 'running') Atomics.store(new Int32Array(job.cancelFlag), 0, 1);
    },
    async close() {
      for (const job of jobs.values()) Atomics.store(new Int32Array(job.cancelFlag), 0, 1);
      await Promise.all([...jobs.values()].map((job) => job.ended));
    },
  };
}
