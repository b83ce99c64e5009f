import {
  reportError,
  type ChosenFormat,
  type DisclosureOverride,
  type ErrorReport,
  type JobProduct,
  type TableContent,
} from '#contract';
import { getClient } from './connection.ts';
import { showDialog } from './dialogs.ts';
import { deliverFiles, waitForEnd } from './jobs.ts';
import { notify, notifyReport } from './notices.ts';

/** Says what was written, and what its format could not hold as it is. */
export function tellExported({ files, losses }: Extract<JobProduct, { kind: 'files' }>): void {
  const names = files.map(({ name }) => name).join(', ');
  notify('success', `Exported ${names}.`, losses.length === 0 ? null : losses.join(' '));
}

/**
 * Writes a table as a file and hands it to the person; says what keeps it from leaving. Where that is the disclosure policy,
 * somebody may let it leave all the same. `job`: the one that worked out this content, so that exactly what is on the screen is
 * written.
 */
export async function exportTable(
  content: TableContent,
  chosen: ChosenFormat,
  fileName: string,
  job: string | null = null,
): Promise<void> {
  async function leave(override: DisclosureOverride | null): Promise<void> {
    const error = await writeTable({ content, job, ...chosen, fileName, override });
    if (error === null || error.code === 'cancelled') return;
    if (error.code === 'disclosure' && override === null)
      return showDialog({ kind: 'stopped', error, letLeave: leave });
    notifyReport(error);
  }
  await leave(null);
}

interface AskedTable extends ChosenFormat {
  content: TableContent;
  job: string | null;
  fileName: string;
  override: DisclosureOverride | null;
}

/** Answers what kept it from leaving; null where it left. */
async function writeTable(asked: AskedTable): Promise<ErrorReport | null> {
  try {
    const { job } = await getClient().call('table.export', asked);
    const { product, state, error } = await waitForEnd(job);
    if (product?.kind === 'files') {
      await deliverFiles(product.files);
      tellExported(product);
      return null;
    }
    return state === 'failed' ? (error ?? { code: 'internal', message: 'The export failed.' }) : null;
  } catch (failure) {
    return reportError(failure);
  }
}
