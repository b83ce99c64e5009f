import { useEffect, useRef, useState } from 'react';
import { type ErrorReport, type FileRef, type ImportFamily, type JobStatus, formatPlural } from '#contract';
import { describedFamily, reportError } from '#contract';
import { attempt, cancelJob, getHost, replaceDialog, showJob, useJobs } from '../../state/index.ts';
import { Button, Callout, Dialog, ErrorCallout, JobProgress } from '../../ui/index.ts';
import { ChooseFiles } from './ChooseFiles.tsx';
import { isProvision, missingWords, problemsOf, type Draft, type Problems } from './draft.ts';
import { acceptedEndings, type FamilyChoice } from './family-choices.ts';
import './import-dialog.css';
import type { ItemLook } from './look.ts';
import { MappingStep } from './MappingStep.tsx';
import {
  addFiles,
  changeFamily,
  changeItem,
  changeSource,
  forgetFinished,
  forgetQueue,
  handOver,
  queueWords,
  reopenItem,
  runQueue,
  startItem,
  stateOf,
  stopQueue,
  useQueue,
  type QueueItem,
} from './queue.ts';
import { QueueList } from './QueueList.tsx';
import { useTrial, type Tried } from './useTrial.ts';

export interface ImportDialogProps {
  /** What the person asked to import; null = the files decide. */
  family: ImportFamily | null;
  /** The job that this dialog started. */
  job: string | null;
  /** Files to begin with; empty where the person chooses them first. */
  files: readonly FileRef[];
  onClose: () => void;
}

/** Fields to be marked as needed: of provision those without which it cannot start, else what the file did not tell. */
function neededFields({ inspection, draft, touched }: ItemLook, problems: Problems): Set<string> {
  if (draft !== null && isProvision(draft)) return new Set(Object.keys(problems));
  return new Set(inspection?.open.filter((field) => !touched.has(field)));
}

/** Before anybody tried to start, an empty field that was never touched is needed, not wrong. */
function visibleProblems(problems: Problems, touched: ReadonlySet<string>, tried: boolean): Problems {
  return Object.fromEntries(Object.entries(problems).filter(([field]) => tried || touched.has(field)));
}

function footWords(draft: Draft, problems: Problems, { trial, isTrying }: Tried): string {
  if (Object.keys(problems).length > 0) return `Still needed: ${missingWords(draft, problems)}.`;
  const isRefused = trial !== null && trial.refused !== null && !isTrying;
  return isRefused ? 'As it is read now, nothing of the file can be taken.' : 'Everything needed is there.';
}

function Running({ job }: { job: JobStatus | undefined }) {
  if (job === undefined) return <p className="quiet">Starting…</p>;
  if (job.state === 'failed' && job.error !== null)
    return (
      <div className="stack">
        <ErrorCallout error={job.error} />
        <p className="quiet">Nothing was imported: the workspace is as it was.</p>
      </div>
    );
  if (job.state === 'cancelled')
    return <Callout tone="info" title="The import was cancelled. The workspace is as it was." />;
  return <JobProgress job={job} />;
}

function RunningDialog({ id, onClose, onBack }: { id: string; onClose: () => void; onBack: () => void }) {
  const job = useJobs(({ jobs }) => jobs.find((item) => item.id === id));
  const isRunning = job === undefined || job.state === 'running';
  return (
    <Dialog
      title={job?.title ?? 'Import'}
      isOpen
      onClose={onClose}
      actions={
        isRunning ? (
          <>
            <Button onPress={() => void cancelJob(id)}>Cancel the import</Button>
            <Button look="primary" onPress={onClose}>
              Go on in the background
            </Button>
          </>
        ) : (
          <>
            <Button onPress={onBack}>Back to the mapping</Button>
            <Button look="primary" onPress={onClose}>
              Close
            </Button>
          </>
        )
      }
    >
      <Running job={job} />
    </Dialog>
  );
}

/** Puts the cursor into the first field that is wrong, once it is drawn so. */
function focusFirstProblem(): void {
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(
      '.mapping-form [aria-invalid="true"], .mapping-form [data-wrong]',
    );
    found?.focus();
  });
}

/** Begins where the queue was left with something to do, else anew, with the files that the dialog was opened with. */
function useBeginning({ job, files }: Pick<ImportDialogProps, 'job' | 'files'>, family: FamilyChoice): void {
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    if (job === null) forgetFinished();
    if (files.length > 0) void addFiles([...files], family);
  });
}

interface MappingProps {
  item: QueueItem;
  onClose: () => void;
  /** What leads back: to the other files, or to choosing others. */
  back: { words: string; onPress: () => void };
  /** Starts the import of this file; null where it waits for the others. */
  onImport: ((item: QueueItem) => void) | null;
  refused: ErrorReport | null;
}

/** How one file is read: its mapping, and what it will do. */
function MappingDialog({ item, onClose, back, onImport, refused }: MappingProps) {
  const [hasPressed, setPressed] = useState(false);
  const { id, look, source } = item;
  const { inspection, draft } = look;
  const tried = useTrial(look.files, draft);
  if (inspection === null || draft === null) return null;
  const problems = problemsOf(draft, inspection.columns);
  const isReady = Object.keys(problems).length === 0;
  const press = (): void => {
    setPressed(true);
    if (!isReady) focusFirstProblem();
    else if (onImport === null) back.onPress();
    else onImport(item);
  };
  return (
    <Dialog
      title={
        onImport === null
          ? `${item.name}: ${describedFamily(draft.family).phrase}`
          : `Import ${describedFamily(draft.family).phrase}`
      }
      isOpen
      onClose={onClose}
      size="full"
      actions={
        <>
          <p className="dialog-foot-words" role="status">
            {footWords(draft, problems, tried)}
          </p>
          {onImport === null && isReady ? null : <Button onPress={back.onPress}>{back.words}</Button>}
          <Button look="primary" onPress={press} isDisabled={look.isReading}>
            {onImport === null ? (isReady ? back.words : 'Show what is needed') : 'Import'}
          </Button>
        </>
      }
    >
      {refused === null ? null : <ErrorCallout error={refused} />}
      <MappingStep
        look={{ ...look, inspection, draft }}
        tried={tried}
        isReady={isReady}
        problems={visibleProblems(problems, look.touched, hasPressed)}
        needed={neededFields(look, problems)}
        change={(patch) => changeItem(id, patch)}
        changeFamily={(family) => changeFamily(id, family)}
        source={source}
        onSource={(changed) => changeSource(id, changed)}
      />
    </Dialog>
  );
}

function QueueDialog({
  onOpen,
  onClose,
  onAdd,
}: {
  onOpen: (id: string) => void;
  onClose: () => void;
  onAdd: () => void;
}) {
  const { items, left, isRunning, isSorting, error } = useQueue();
  const ready = items.filter((item) => stateOf(item) === 'ready').length;
  const isDone = items.every((item) => ['imported', 'refused', 'stopped'].includes(stateOf(item)));
  return (
    <Dialog
      title="Import several files"
      isOpen
      onClose={onClose}
      size="full"
      actions={
        <>
          <p className="dialog-foot-words" role="status">
            {queueWords({ items, left })}
          </p>
          <Button onPress={onAdd} isDisabled={isSorting || isRunning}>
            Add files…
          </Button>
          {isRunning ? (
            <Button onPress={() => void stopQueue()}>Stop</Button>
          ) : (
            <Button onPress={onClose}>{isDone ? 'Close' : 'Cancel'}</Button>
          )}
          <Button look="primary" isDisabled={ready === 0 || isRunning} onPress={() => void runQueue()}>
            {ready === 0 ? 'Import' : `Import ${formatPlural(ready, 'file')}`}
          </Button>
        </>
      }
    >
      <div className="stack">
        {error === null ? null : <ErrorCallout error={error} />}
        <QueueList items={items} left={left} onOpen={onOpen} />
        <p className="quiet">
          What is ready is imported one after another, boundaries first; what is not stays here.
        </p>
      </div>
    </Dialog>
  );
}

/** Import from files to the start of the job: choose, see how each is read, say what could not be told, start. */
export function ImportDialog({ family: asked, job, files, onClose }: ImportDialogProps) {
  const [family, setFamily] = useState<FamilyChoice>(asked ?? 'auto');
  const [opened, setOpened] = useState<string | null>(null);
  const [refused, setRefused] = useState<ErrorReport | null>(null);
  const isStarting = useRef(false);
  const { items, left, isSorting, error } = useQueue();
  useBeginning({ job, files }, family);
  const close = (): void => {
    forgetQueue();
    onClose();
  };
  const add = async (): Promise<void> => {
    const chosen = await attempt(() => getHost().shell.pickFiles(acceptedEndings(family), true));
    if (chosen !== undefined && chosen.length > 0) await addFiles(chosen, family);
  };
  const begin = async (item: QueueItem): Promise<void> => {
    if (isStarting.current) return;
    isStarting.current = true;
    setRefused(null);
    try {
      const id = await startItem(item);
      handOver(item.id, id);
      showJob({ kind: 'import', family: asked, job: id });
    } catch (failure) {
      setRefused(reportError(failure));
    }
    isStarting.current = false;
  };

  const [only] = items;
  if (job !== null)
    return (
      <RunningDialog
        id={job}
        onClose={close}
        onBack={() => {
          if (only !== undefined) reopenItem(only.id);
          replaceDialog({ kind: 'import', family: asked, job: null });
        }}
      />
    );

  const selected = items.find(({ id }) => id === opened);
  if (items.length + left.length > 1)
    return selected === undefined ? (
      <QueueDialog onOpen={setOpened} onClose={close} onAdd={() => void add()} />
    ) : (
      <MappingDialog
        key={selected.id}
        item={selected}
        onClose={close}
        back={{ words: 'Back to all files', onPress: () => setOpened(null) }}
        onImport={null}
        refused={null}
      />
    );

  if (only === undefined || only.look.inspection === null)
    return (
      <Dialog title="Import" isOpen onClose={close} size="wide">
        <ChooseFiles
          family={family}
          onFamily={setFamily}
          onFiles={(chosen) => {
            forgetQueue();
            void addFiles(chosen, family);
          }}
          files={only?.look.files ?? []}
          isReading={isSorting || only?.look.isReading === true}
          error={error ?? only?.look.error ?? null}
        />
      </Dialog>
    );

  return (
    <MappingDialog
      item={only}
      onClose={close}
      back={{ words: 'Choose other files', onPress: forgetQueue }}
      onImport={(item) => void begin(item)}
      refused={refused}
    />
  );
}
