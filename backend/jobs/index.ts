import { randomUUID } from 'node:crypto';
import {
  PinpointError,
  type BackendEvent,
  type ErrorReport,
  type JobProduct,
  type JobResult,
  type JobStatus,
} from '#contract';
import type { ExportStatement } from '#data/workspace';
import type { Work } from '../threads/index.ts';
import { startJob } from './job-thread.ts';
import {
  publishing,
  type JobAnswer,
  type KnownTreated,
  type Task,
  type TaskProduct,
  type WorkerMessage,
} from './tasks.ts';

export { findJobResult, findListCoverage } from './results.ts';
export type { Exported, KnownTreated, NamedFile, Task, TaskProduct } from './tasks.ts';

/** Long work in worker threads: started, watched, cancelled. */
export interface Jobs {
  /** Starts a task on a workspace file and answers the job's id at once. `known` saves it from treating again. */
  start(title: string, workspacePath: string, task: Task, known?: KnownTreated): string;
  list(): JobStatus[];
  /** Throws `not_found` for an unknown job. */
  get(id: string): JobStatus;
  /** What a job has worked out so far. Throws `not_found` for an unknown job and one without a result. */
  getResult(id: string): JobResult;
  /** What that shows of restricted values. Throws as `getResult`. */
  getShown(id: string): ExportStatement[];
  /** The task of a job. Throws `not_found` for an unknown one. */
  getTask(id: string): Task;
  /** Says for whom a job works. */
  attribute(id: string, client: string): void;
  /** Whether a job of this client is at work. */
  worksFor(client: string): boolean;
  /** Asks a job to stop, and stops it where it does not listen, unless it has begun to publish. */
  cancel(id: string): void;
  cancelAll(): void;
  /** Cancels everything, stops what does not listen, and answers false where a thread goes on in native code. */
  close(): Promise<boolean>;
}

interface Running {
  status: JobStatus;
  task: Task;
  /** Null where nobody said. */
  client: string | null;
  measured: JobAnswer | null;
  cancelFlag: SharedArrayBuffer;
  work: Work;
}

export interface DoneJob {
  title: string;
  task: Task;
  client: string | null;
}

interface JobsOptions {
  emit(event: BackendEvent): void;
  /** A fresh folder for what a job stages and unpacks; it is removed when the job is over. */
  makeFolder: () => string;
  /** Gives references to the files that a job made. */
  toProduct(product: TaskProduct): JobProduct;
  /** Called when a job has ended well, before its last event. */
  onDone(job: DoneJob): void;
}

const mostResults = 30;

/** How long a job that was cancelled may take to hear of it before its thread is stopped. */
const patienceMs = 4000;

/**
 * The jobs of one backend: starts them in threads, tells of their progress, keeps their newest results, cancels them and
 * waits for their end.
 */
export function makeJobs(options: JobsOptions): Jobs {
  const jobs = new Map<string, Running>();

  function change(job: Running, part: Partial<JobStatus>): void {
    Object.assign(job.status, part);
    options.emit({ type: 'job.changed', job: { ...job.status } });
  }

  /** Results hold columns of whole geographies: only the newest are kept. */
  function keepResult(job: Running, { result, shown }: JobAnswer): void {
    job.measured = { result, shown };
    const holding = [...jobs.values()].filter((each) => each.measured !== null);
    for (const old of holding.slice(0, -mostResults)) old.measured = null;
    change(job, {});
  }

  function getMeasured(id: string): JobAnswer {
    const job = jobs.get(id);
    if (job?.measured != null) return job.measured;
    throw new PinpointError('not_found', 'There is no result of that job.', {
      found: id,
      hint: job?.status.state === 'running' ? 'It is still at work.' : 'Ask again for what it worked out.',
    });
  }

  function fail(job: Running, error: ErrorReport): void {
    if (job.status.state !== 'running') return;
    change(job, { state: error.code === 'cancelled' ? 'cancelled' : 'failed', error });
  }

  function handle(job: Running, task: Task, message: WorkerMessage): void {
    if (message.type === 'progress') change(job, message.state);
    else if (message.type === 'failed') fail(job, message.error);
    else if (message.type === 'interim') keepResult(job, message);
    else {
      if (message.product.kind === 'result') keepResult(job, message.product);
      options.onDone({ title: job.status.title, task, client: job.client });
      change(job, { state: 'done', progress: 1, detail: '', product: options.toProduct(message.product) });
    }
  }

  /** Sets the number that the worker looks at once per batch. */
  function ask(job: Running): void {
    Atomics.store(new Int32Array(job.cancelFlag), 0, 1);
  }

  function cancel(job: Running): void {
    if (job.status.state !== 'running') return;
    ask(job);
    const timer = setTimeout(() => {
      // What has begun to be published is done in a moment, and might be done already.
      if (job.status.state !== 'running' || job.status.stage === publishing) return;
      fail(job, { code: 'cancelled', message: 'The work was cancelled; nothing was changed.' });
      void job.work.stop();
    }, patienceMs);
    timer.unref();
  }

  return {
    start(title, workspacePath, task, known) {
      const id = randomUUID();
      const cancelFlag = new SharedArrayBuffer(4);
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
      const job: Running = {
        status,
        task,
        client: null,
        measured: null,
        cancelFlag,
        work: startJob({ workspacePath, task, cancelFlag, known: known ?? null }, options.makeFolder(), {
          tell: (message) => handle(job, task, message),
          fail: (error) => fail(job, error),
        }),
      };
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
    getResult: (id) => getMeasured(id).result,
    getShown: (id) => getMeasured(id).shown,
    getTask(id) {
      const job = jobs.get(id);
      if (job !== undefined) return job.task;
      throw new PinpointError('not_found', 'There is no such job.', { found: id });
    },
    attribute(id, client) {
      const job = jobs.get(id);
      if (job !== undefined) job.client = client;
    },
    worksFor: (client) =>
      [...jobs.values()].some((job) => job.client === client && job.status.state === 'running'),
    cancel(id) {
      const job = jobs.get(id);
      if (job !== undefined) cancel(job);
    },
    cancelAll() {
      for (const job of jobs.values()) cancel(job);
    },
    async close() {
      for (const job of jobs.values()) ask(job);
      const ended = await Promise.all([...jobs.values()].map(({ work }) => work.end()));
      return ended.every(Boolean);
    },
  };
}
