import { reportError, type ErrorReport, type JobResult, type JobStatus } from '#contract';
import type { Line } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { cancelJob, useJobs, waitForEnd } from './jobs.ts';

/** A job that works something out, as a component shows it. */
export interface Run {
  job: string | null;
  error: ErrorReport | null;
}

export const idle: Run = { job: null, error: null };

/** What a job worked out. */
export interface WorkedOut {
  job: string;
  result: JobResult;
}

/** How a job is run. */
export interface RunOptions {
  /** Of several jobs begun in it only the newest counts: the one before is cancelled, and nothing more told of it. */
  line: Line;
  /** Hears how the job stands, so that a component can show progress and what went wrong. */
  tell: (run: Run) => void;
}

/**
 * Starts a job and answers what it worked out; null where it failed or was cancelled, undefined where nobody waits for it
 * any more.
 */
export function runForResult(
  start: (signal: AbortSignal) => Promise<{ job: string }>,
  { line, tell }: RunOptions,
): Promise<WorkedOut | null | undefined> {
  return line.run(async (signal) => {
    const say = (run: Run): void => {
      if (!signal.aborted) tell(run);
    };
    say({ job: 'starting', error: null });
    try {
      const { job: id } = await start(signal);
      say({ job: id, error: null });
      const job = await waitOrCancel(id, signal);
      if (job.state !== 'done') {
        say({ job: null, error: job.error?.code === 'cancelled' ? null : job.error });
        return null;
      }
      const result = await getClient().call('job.result', { job: id });
      say(idle);
      return { job: id, result };
    } catch (error) {
      say({ job: null, error: reportError(error) });
      return null;
    }
  });
}

/** Resolves with the job as it ended; cancels it where the signal says so before. */
async function waitOrCancel(id: string, signal: AbortSignal): Promise<JobStatus> {
  const cancel = (): void => void cancelJob(id);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const job = await waitForEnd(id);
  signal.removeEventListener('abort', cancel);
  return job;
}

/** How far the job with this id is. */
export function useJobStatus(id: string | null) {
  return useJobs((state) => state.jobs.find((job) => job.id === id) ?? null);
}
