import { reportError, type ErrorReport } from '#contract';
import { deliverFiles, tellExported, waitForEnd } from '../../state/index.ts';

/** How an export goes. */
export interface ExportWork {
  /** That writes it now; null before and after. */
  job: string | null;
  /** Why it was not written. */
  error: ErrorReport | null;
}

/**
 * Starts an export, hands over what it makes, and says how it ended even where the dialog is closed by then. Answers whether
 * something left.
 */
export async function runExport(
  start: () => Promise<{ job: string }>,
  tell: (work: ExportWork) => void,
): Promise<boolean> {
  try {
    const { job: id } = await start();
    tell({ job: id, error: null });
    const job = await waitForEnd(id);
    tell({ job: null, error: job.error?.code === 'cancelled' ? null : job.error });
    if (job.product?.kind !== 'files') return false;
    await deliverFiles(job.product.files);
    tellExported(job.product);
    return true;
  } catch (error) {
    tell({ job: null, error: reportError(error) });
    return false;
  }
}
