import { z } from 'zod';
import { errorReport } from './error-report.ts';
import { command, query } from './kinds.ts';
import { importReport } from './imports.ts';
import { runChange } from './runs.ts';
import { fileRef } from './words.ts';

export const jobStates = ['running', 'done', 'failed', 'cancelled'] as const;

export const jobProduct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('report'), report: importReport }),
  z.object({
    kind: z.literal('files'),
    files: z.array(fileRef),
    /** What their format could not hold as it is, a sentence each. */
    losses: z.array(z.string()),
  }),
  /** A document made again from its run file; no files where something has changed and nobody agreed to that. */
  z.object({
    kind: z.literal('run'),
    changes: z.array(runChange),
    files: z.array(fileRef),
    /** What their format could not hold as it is, a sentence each. */
    losses: z.array(z.string()),
  }),
  /** Titles of releases that were forgotten for good, and how many steps of undo and redo went with them. */
  z.object({ kind: z.literal('forgotten'), releases: z.array(z.string()), steps: z.number() }),
  /** Fetched with `job.result`. */
  z.object({
    kind: z.literal('result'),
    result: z.enum(['catchment', 'coverage', 'ledger', 'placing', 'destinations', 'preview']),
  }),
]);
export type JobProduct = z.infer<typeof jobProduct>;

export const jobStatus = z.object({
  id: z.string(),
  /** In words: "Import england_lsoa.zip". */
  title: z.string(),
  state: z.enum(jobStates),
  /** The stage at work, in words: "Reading", "Publishing". */
  stage: z.string(),
  /** 0..1 over all stages by weight; never falls. */
  progress: z.number(),
  /** What the stage counts: "12,000 of 32,844 areas"; empty where it cannot. */
  detail: z.string(),
  product: jobProduct.nullable(),
  error: errorReport.nullable(),
});
export type JobStatus = z.infer<typeof jobStatus>;

export const jobCalls = {
  /** Jobs of this start of the backend, newest first: they survive a page reload. */
  'job.list': query(z.object({}), z.array(jobStatus)),
  'job.get': query(z.object({ job: z.string() }), jobStatus),
  /** Asks the job to stop; it ends as `cancelled` and leaves the workspace as it was. Unknown or ended jobs are left alone. */
  'job.cancel': command(z.object({ job: z.string() }), z.object({}), 'nothing'),
} as const;
