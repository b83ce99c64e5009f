import type { ReactNode } from 'react';
import { getFormat, type DisclosureOverride, type ExportDocumentKind } from '#contract';
import { announce, cancelJob, useJobs } from '../../state/index.ts';
import { Button, Dialog, ErrorCallout, JobProgress } from '../../ui/index.ts';
import './export-dialog.css';
import { FileFields, FormatFields, type FileFieldsProps, type UsualNames } from './FileFields.tsx';
import { findNameProblem, nameOfFile } from './request.ts';
import type { ExportWork } from './run-export.ts';
import { Stopped } from './Stopped.tsx';
import { WhatLeaves, type KnownLeaving } from './WhatLeaves.tsx';

export interface ExportFrameProps extends FileFieldsProps {
  /** "Export the target list". */
  heading: string;
  kind: ExportDocumentKind;
  usual: UsualNames;
  /** Choices of this document alone. */
  children?: ReactNode;
  leaving: KnownLeaving;
  /** What goes in, before it is written. */
  shown: { heading: string; content: ReactNode };
  work: ExportWork;
  /** Whether all is said that it needs. */
  isReady: boolean;
  onExport: (override: DisclosureOverride | null) => Promise<void>;
  onClose: () => void;
}

/** Writes a document as a file: what is chosen of it on one side; what the policy does, and what goes in, on the other. */
export function ExportFrame(props: ExportFrameProps) {
  const { heading, kind, choices, put, usual, children, leaving, shown, work, onExport, onClose } = props;
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === work.job));
  const isWorking = work.job !== null;
  const nameProblem = findNameProblem(nameOfFile(choices, usual.fileName));
  const isReady = props.isReady && nameProblem === undefined && !isWorking;
  const start = (override: DisclosureOverride | null): void => {
    if (!isReady) return;
    announce('Exporting.');
    void onExport(override);
  };
  return (
    <Dialog
      title={heading}
      isOpen
      onClose={onClose}
      size="full"
      actions={
        <>
          {isWorking ? (
            <Button onPress={() => void cancelJob(work.job ?? '')}>Cancel the export</Button>
          ) : (
            <Button onPress={onClose}>Cancel</Button>
          )}
          <Button
            look="primary"
            onPress={() => start(null)}
            unavailable={leaving.stopped === null ? undefined : 'It is stopped: see why beside.'}
            isDisabled={!isReady}
          >
            Export {getFormat(choices.format).name}
          </Button>
        </>
      }
    >
      <div className="export">
        <div className="stack">
          <FormatFields choices={choices} put={put} kind={kind} />
          {children}
          <FileFields choices={choices} put={put} usual={usual} />
          {work.error === null || work.error.code === 'disclosure' ? null : (
            <ErrorCallout error={work.error} />
          )}
          {isWorking && job !== undefined ? <JobProgress job={job} /> : null}
        </div>
        <div className="stack export-beside">
          {leaving.stopped === null ? null : (
            <Stopped error={leaving.stopped} by={choices.author} isBusy={!isReady} onOverride={start} />
          )}
          <WhatLeaves {...leaving} />
          <section className="export-preview" aria-label={shown.heading} data-may-leave>
            <h3 className="export-heading">{shown.heading}</h3>
            {shown.content}
          </section>
        </div>
      </div>
    </Dialog>
  );
}
