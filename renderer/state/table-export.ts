import { type ExportFormat, type TableContent } from '#contract';
import { getClient } from './connection.ts';
import { deliverFiles, waitForEnd } from './jobs.ts';
import { attempt, notify, notifyReport } from './notices.ts';

/**
 * Writes a table as a file and hands it to the person; says what keeps it from leaving. `job`: the one that worked out this
 * content, so that exactly what is on the screen is written.
 */
export async function exportTable(
  content: TableContent,
  format: ExportFormat,
  fileName: string,
  job: string | null = null,
): Promise<void> {
  const started = await attempt(() => getClient().call('table.export', { content, job, format, fileName }));
  if (started === undefined) return;
  const ended = await waitForEnd(started.job);
  if (ended.product?.kind === 'files') {
    await deliverFiles(ended.product.files);
    notify('success', `Exported ${ended.product.files.map(({ name }) => name).join(', ')}.`);
  } else if (ended.state === 'failed')
    notifyReport(ended.error ?? { code: 'internal', message: 'The export failed.' });
}
