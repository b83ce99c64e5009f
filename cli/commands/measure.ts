import type { Backend } from '#backend';
import { PinpointError, type JobResult, type TableContent } from '#contract';
import { deliverExport, withoutOut, type WrittenTo } from '../deliver.ts';
import { waitForProduct } from '../session.ts';
import type { OutOptions } from './travel-options.ts';

/** Waits for a job that works something out, and fetches what it worked out. */
export async function fetchResult<Kind extends JobResult['kind']>(
  backend: Backend,
  { job }: { job: string },
  { kind, quiet }: { kind: Kind; quiet: boolean },
): Promise<Extract<JobResult, { kind: Kind }>> {
  await waitForProduct(backend, job, quiet);
  const result = await backend.client.call('job.result', { job });
  if (result.kind !== kind) throw new PinpointError('internal', `The work ended without a ${kind}.`);
  return result as Extract<JobResult, { kind: Kind }>;
}

/** Writes what was asked for to the file that `--out` names; nothing where it names none. */
export async function writeOut(
  backend: Backend,
  { content, job }: { content: TableContent; job: string },
  options: OutOptions,
): Promise<WrittenTo | null> {
  const { out, title = null, author = null } = options;
  if (out === undefined) return withoutOut(options);
  return deliverExport(backend, { ...options, out }, (file) =>
    backend.client.call('table.export', { content, job, title, author, ...file }),
  );
}
