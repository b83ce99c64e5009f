import { create } from 'zustand';
import type { JobStatus } from '#contract';
import { getClient } from './connection.ts';
import { attempt } from './notices.ts';

interface JobState {
  /** Newest first. */
  jobs: JobStatus[];
}

export const useJobs = create<JobState>(() => ({ jobs: [] }));

/** Takes in what the backend says of one job. */
export function putJob(job: JobStatus): void {
  useJobs.setState(({ jobs }) => ({
    jobs: jobs.some((other) => other.id === job.id)
      ? jobs.map((other) => (other.id === job.id ? job : other))
      : [job, ...jobs],
  }));
}

/** Reads all jobs of this start of the backend: they survive a page reload. */
export async function readJobs(): Promise<void> {
  const jobs = await attempt(() => getClient().call('job.list', {}));
  if (jobs !== undefined) useJobs.setState({ jobs });
}

/** Asks a job to stop. */
export async function cancelJob(job: string): Promise<void> {
  await attempt(() => getClient().call('job.cancel', { job }));
}
