import type { ExportFormat, TableContent } from '#contract';
import { getClient } from './connection.ts';
import { deliverFiles, waitForJob } from './jobs.ts';
import { attempt, notify } from './notices.ts';

/** Writes a table as a file and hands it to the person; says what keeps it from leaving. */
export async function exportTable(
  content: TableContent,
  format: ExportFormat,
  fileName: string,
): Promise<void> {
  const started = await attempt(() =>
    getClient().call('table.export', { content, format, fileName, policy: 'none' }),
  );
  if (started === undefined) return;
  const job = await waitForJob(started.job);
  if (job.product?.kind === 'files') {
    await deliverFiles(job.product.files);
    notify('success', `Exported ${job.product.files.map(({ name }) => name).join(', ')}.`);
  } else if (job.state === 'failed')
    notify('error', job.error?.message ?? 'The export failed.', job.error?.hint ?? null);
}
