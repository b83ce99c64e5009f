import { CompareDialog } from '../features/compare-rules/index.ts';
import { RateDialog } from '../features/define-rate/index.ts';
import { ProvidersDialog, SiteDialog } from '../features/edit-site/index.ts';
import { ExportDialog, TableExportDialog } from '../features/export-dialog/index.ts';
import { ImportDialog } from '../features/import-dialog/index.ts';
import { JobDialog } from '../features/jobs/index.ts';
import { LogDialog, PolicyDialog } from '../features/leaving/index.ts';
import { PerformanceDialog } from '../features/performance/index.ts';
import { ForgetDialog, LinkDialog, ReleasesDialog, ReportDialog } from '../features/releases/index.ts';
import { RuleInWords } from '../features/result-summary/index.ts';
import { PlannerDialog } from '../features/site-planner/index.ts';
import { CheckDialog, NewWorkspaceDialog, OpenWorkspaceDialog } from '../features/workspaces/index.ts';
import { closeDialog, type DialogRequest } from '../state/index.ts';

/** One dialog. `depth`: how many are open, itself included. */
export function DialogContent({ dialog, depth }: { dialog: DialogRequest; depth: number }) {
  const onClose = closeDialog;
  switch (dialog.kind) {
    case 'import':
      return (
        <ImportDialog
          key={depth}
          family={dialog.family}
          job={dialog.job}
          files={dialog.files ?? []}
          onClose={onClose}
        />
      );
    case 'export':
      return <ExportDialog format={dialog.format} ruleWords={<RuleInWords />} onClose={onClose} />;
    case 'export-table':
      return <TableExportDialog table={dialog.table} onClose={onClose} />;
    case 'report':
      return <ReportDialog {...dialog} onClose={onClose} />;
    case 'job':
      return <JobDialog id={dialog.job} onClose={onClose} />;
    case 'releases':
      return <ReleasesDialog onClose={onClose} />;
    case 'forget':
      return <ForgetDialog onClose={onClose} />;
    case 'link':
      return <LinkDialog from={dialog.from} onClose={onClose} />;
    case 'rate':
      return <RateDialog pair={dialog.pair} onClose={onClose} />;
    case 'compare':
      return <CompareDialog onClose={onClose} />;
    case 'performance':
      return <PerformanceDialog onClose={onClose} />;
    case 'planner':
      return <PlannerDialog onClose={onClose} />;
    case 'providers':
      return <ProvidersDialog onClose={onClose} />;
    case 'site':
      return <SiteDialog draft={dialog.draft} form={dialog.form} onClose={onClose} />;
    case 'new-workspace':
      return <NewWorkspaceDialog onClose={onClose} />;
    case 'open-workspace':
      return <OpenWorkspaceDialog failed={dialog.failed} onClose={onClose} />;
    case 'policy':
      return <PolicyDialog onClose={onClose} />;
    case 'log':
      return <LogDialog onClose={onClose} />;
    default:
      return <CheckDialog onClose={onClose} />;
  }
}
