import type { TableContent } from '#contract';
import { exportTable } from '../../state/index.ts';
import { ExportMenu } from '../../ui/index.ts';

/** Writes what the dialog shows as a file with every fact about it. */
export function PerformanceExport({ content, fileName }: { content: TableContent; fileName: string }) {
  return (
    <ExportMenu
      label="Export performance"
      words="Export"
      kind={content.kind}
      onExport={(chosen) => exportTable(content, chosen, fileName)}
    />
  );
}
