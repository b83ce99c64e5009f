import type { ChosenFormat, JobProduct, TableContent } from '#contract';
import { showDialog } from './dialogs.ts';
import { notify } from './notices.ts';

/** A table that somebody wants as a file. */
export interface AskedTable extends ChosenFormat {
  content: TableContent;
  /** The job that worked out this content, so that exactly what is on the screen is written; null = it is worked out again. */
  job: string | null;
  /** As it is called where nobody says otherwise. */
  fileName: string;
}

/** Says what was written, and what its format could not hold as it is. */
export function tellExported({ files, losses }: Extract<JobProduct, { kind: 'files' }>): void {
  const names = files.map(({ name }) => name).join(', ');
  notify('success', `Exported ${names}.`, losses.length === 0 ? null : losses.join(' '));
}

/** Opens the dialog that writes a table as a file, with the format chosen. `job` as in `AskedTable`. */
export function exportTable(
  content: TableContent,
  chosen: ChosenFormat,
  fileName: string,
  job: string | null = null,
): void {
  showDialog({ kind: 'export-table', table: { content, job, ...chosen, fileName } });
}
