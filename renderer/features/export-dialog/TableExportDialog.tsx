import { useState } from 'react';
import type { CallInput, DisclosureOverride, TableContent, TablePreview } from '#contract';
import { useWork, type Line } from '../../answers/index.ts';
import {
  getClient,
  idle,
  isRestricted,
  runForResult,
  useJobStatus,
  useSession,
  type AskedTable,
  type Run,
} from '../../state/index.ts';
import { policyOfDraft } from '../../ui/index.ts';
import { ExportFrame } from './ExportFrame.tsx';
import { fileOf, saidOf, usualFileChoices, type FileChoices } from './request.ts';
import { runExport, type ExportWork } from './run-export.ts';
import { TablePreviewView } from './TablePreviewView.tsx';
import type { KnownLeaving } from './WhatLeaves.tsx';

const headings = {
  provision: 'Export provision',
  catchment: 'Export the catchment',
  coverage: 'Export the coverage',
  ledger: 'Export the ledger',
  placing: 'Export the choice of sites',
  performance: 'Export performance',
  reach: 'Export whom provision reaches',
  destinations: 'Export what can be reached',
} as const satisfies Record<TableContent['kind'], string>;

type PreviewRequest = CallInput<'table.preview'>;

/** What was found, and for which question. */
interface Found {
  question: string;
  preview: TablePreview;
}

/** The table as it would leave, worked out by a job whenever the question is another one; null asks nothing. */
function usePreview(request: PreviewRequest | null) {
  const [found, setFound] = useState<Found | null>(null);
  const [run, setRun] = useState<Run>(idle);
  const revision = useSession((state) => state.info?.revision);
  const question = request === null ? null : JSON.stringify([request, revision]);
  useWork(question, 0, async (asked: string, line: Line) => {
    const [input] = JSON.parse(asked) as [PreviewRequest];
    const ended = await runForResult(() => getClient().call('table.preview', input), { line, tell: setRun });
    if (ended?.result.kind === 'preview') setFound({ question: asked, preview: ended.result.preview });
  });
  const preview = found?.question === question ? found.preview : null;
  const job = useJobStatus(run.job);
  return { preview, error: preview === null ? run.error : null, share: job?.progress ?? null };
}

/** Whether the workspace holds anything that may leave only as the policy allows. */
function useHoldsRestricted(): boolean {
  const description = useSession((state) => state.description);
  return isRestricted(description, description?.releases.map(({ id }) => id) ?? []);
}

export interface TableExportDialogProps {
  table: AskedTable;
  onClose: () => void;
}

/** Writes a table other than a list as a file, with everything that is to be said of it. */
export function TableExportDialog({ table, onClose }: TableExportDialogProps) {
  const { content, job, fileName } = table;
  const [choices, setChoices] = useState<FileChoices>(() => usualFileChoices(table));
  const [work, setWork] = useState<ExportWork>({ job: null, error: null });
  const put = (patch: Partial<FileChoices>): void => {
    setChoices((before) => ({ ...before, ...patch }));
    // What was refused was another file.
    setWork((before) => ({ ...before, error: null }));
  };
  const policy = policyOfDraft(choices.policy);
  const own = useSession((state) => state.info?.policy.id ?? 'none');
  const holdsRestricted = useHoldsRestricted();
  const asked = holdsRestricted && policy !== undefined ? { content, job, policy } : null;
  const { preview, error, share } = usePreview(asked);
  const isStopped = (work.error ?? error)?.code === 'disclosure';
  const leaving: KnownLeaving = {
    preview: holdsRestricted
      ? (preview?.leaving ?? null)
      : { policy: policy ?? own, columns: [], stopped: null },
    error,
    share,
    changed: null,
    stopped: isStopped ? (work.error ?? error) : (preview?.leaving.stopped ?? null),
  };
  const write = async (override: DisclosureOverride | null): Promise<void> => {
    const request = { content, job, policy, override, ...saidOf(choices), ...fileOf(choices, fileName) };
    const isDone = await runExport(() => getClient().call('table.export', request), setWork);
    if (isDone) onClose();
  };
  return (
    <ExportFrame
      heading={headings[content.kind]}
      kind={content.kind}
      {...{ choices, put, work, leaving, onClose }}
      usual={{ title: preview?.title ?? 'made from what is in it', fileName }}
      shown={{
        heading: 'What goes in the file',
        content: <TablePreviewView preview={preview} isAsked={holdsRestricted} error={error} />,
      }}
      isReady={policy !== undefined}
      onExport={write}
    />
  );
}
