import { create } from 'zustand';
import type { FileRef, ImportReport, JobStatus } from '#contract';
import { inTurn } from '../answers/index.ts';
import { getClient, getHost } from './connection.ts';
import { closeDialog, replaceDialog, showDialog, topDialog, type DialogRequest } from './dialogs.ts';
import { attempt, notify, notifyReport } from './notices.ts';

interface JobState {
  /** Newest first. */
  jobs: JobStatus[];
}

export const useJobs = create<JobState>(() => ({ jobs: [] }));

const waiting = new Map<string, (job: JobStatus) => void>();
/** Ends that are about to be told by a notice, unless whoever started the job takes them up. */
const untold = new Map<string, ReturnType<typeof setTimeout>>();
/** The event of a short job's end may overtake the answer that names the job. */
const pauseBeforeTellingMs = 300;

/** Takes in what the backend says of one job. The end of a job that ran in sight is told. */
export function putJob(job: JobStatus): void {
  const before = useJobs.getState().jobs.find((other) => other.id === job.id);
  useJobs.setState(({ jobs }) => ({
    jobs: before === undefined ? [job, ...jobs] : jobs.map((other) => (other.id === job.id ? job : other)),
  }));
  if (job.state !== 'running' && (before === undefined || before.state === 'running')) heedEnd(job);
}

/** Reads all jobs of this start of the backend: they survive a page reload. What was told of a job meanwhile is newer. */
export const readJobs = inTurn(async () => {
  const before = useJobs.getState().jobs;
  const listed = await attempt(() => getClient().call('job.list', {}));
  if (listed === undefined) return;
  const told = useJobs.getState().jobs.filter((job) => !before.includes(job));
  const isTold = (id: string): boolean => told.some((job) => job.id === id);
  const begun = told.filter(({ id }) => !listed.some((job) => job.id === id));
  const jobs = [...begun, ...listed.map((job) => told.find(({ id }) => id === job.id) ?? job)];
  useJobs.setState({ jobs });
  // What ended while the line to the backend was broken.
  for (const job of jobs)
    if (
      job.state !== 'running' &&
      !isTold(job.id) &&
      before.some(({ id, state }) => id === job.id && state === 'running')
    )
      heedEnd(job);
});

/** Asks a job to stop. */
export async function cancelJob(job: string): Promise<void> {
  await attempt(() => getClient().call('job.cancel', { job }));
}

/** Resolves with the job as it ended. Its end is then not told by a notice. */
export function waitForEnd(id: string): Promise<JobStatus> {
  const known = useJobs.getState().jobs.find((job) => job.id === id);
  if (known !== undefined && known.state !== 'running') {
    clearTimeout(untold.get(id));
    return Promise.resolve(known);
  }
  return new Promise((resolve) => waiting.set(id, resolve));
}

/** Hands files that a job made to the person, one after another. */
export async function deliverFiles(files: readonly FileRef[]): Promise<void> {
  const { shell } = getHost();
  for (const file of files) {
    // One dialog at a time: the person is asked for one place after another.
    const taken = await attempt(() => shell.deliver(file, file.name));
    if (taken !== true) return;
  }
}

/** "989 of 991 rows taken". */
export function rowsWords(rows: { read: number; taken: number }): string {
  const [taken, read] = [rows.taken, rows.read].map((count) => count.toLocaleString('en-GB'));
  return rows.taken === rows.read ? `all ${read} rows taken` : `${taken} of ${read} rows taken`;
}

/** The dialog with the report that a job made. */
export function reportOf(title: string, report: ImportReport, isFresh: boolean): DialogRequest {
  return { kind: 'report', title, release: report.release, report, isFresh };
}

function heedEnd(job: JobStatus): void {
  const waiter = waiting.get(job.id);
  waiting.delete(job.id);
  if (waiter !== undefined) return waiter(job);
  if (isInSight(job)) return endInSight(job);
  untold.set(
    job.id,
    setTimeout(() => (isInSight(job) ? endInSight(job) : tellEnd(job)), pauseBeforeTellingMs),
  );
}

function isInSight(job: JobStatus): boolean {
  const top = topDialog();
  return (top?.kind === 'import' || top?.kind === 'job') && top.job === job.id;
}

/** Shows the job in the dialog in sight, which changes to the report when it ends well. */
export function showJob(dialog: DialogRequest & { job: string }): void {
  replaceDialog(dialog);
  const job = useJobs.getState().jobs.find(({ id }) => id === dialog.job);
  if (job === undefined || job.state === 'running') return;
  clearTimeout(untold.get(job.id));
  endInSight(job);
}

/** A dialog shows this job: it goes on to the report, or stays to show what went wrong. */
function endInSight(job: JobStatus): void {
  const { product } = job;
  if (product?.kind === 'report') replaceDialog(reportOf(job.title, product.report, true));
  else if (job.state === 'done') {
    closeDialog();
    tellEnd(job);
  }
}

function tellEnd(job: JobStatus): void {
  const { product, title } = job;
  if (job.state === 'cancelled') notify('info', `${title}: cancelled. The workspace is as it was.`);
  else if (job.state === 'failed')
    notifyReport(job.error ?? { code: 'internal', message: 'it failed.' }, {
      title,
      action: { label: 'Details', run: () => showDialog({ kind: 'job', job: job.id }) },
    });
  else if (product?.kind === 'report') {
    const { report } = product;
    notify('success', `${title}: ${rowsWords(report.rows)}.`, null, {
      label: 'Report',
      run: () => showDialog(reportOf(title, report, true)),
    });
  } else if (product?.kind === 'files')
    notify('success', `${title}: ready.`, null, {
      label: 'Save',
      run: () => void deliverFiles(product.files),
    });
}
