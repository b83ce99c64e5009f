import { useEffect, useRef, useState } from 'react';
import type { ErrorReport, FileRef, ImportFamily, JobStatus } from '#contract';
import { reportError } from '#contract';
import { cancelJob, getClient, replaceDialog, showJob, useJobs } from '../../state/index.ts';
import { Button, Callout, Dialog, ErrorCallout, JobProgress } from '../../ui/index.ts';
import { ChooseFiles } from './ChooseFiles.tsx';
import { isProvision, mappingOf, problemsOf, type Draft, type Problems } from './draft.ts';
import { familyWords, type FamilyChoice } from './families.ts';
import './import-dialog.css';
import { MappingStep } from './MappingStep.tsx';
import type { Source } from './SourceForm.tsx';
import { useInspection, type Look } from './useInspection.ts';
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

const fieldWords: Record<string, string> = {
  codeField: 'code',
  codeColumn: 'code',
  valueColumn: 'value',
  sumColumns: 'columns to add up',
  periodColumns: 'period columns',
  periodColumn: 'period',
  geography: 'kind of area',
  of: 'denominator',
  parentGeography: 'parent’s kind',
  cohortColumns: 'cohorts',
  where: 'filters',
  from: 'from',
  to: 'to',
  fromColumn: 'code it leads from',
  toColumn: 'code it leads to',
  comparatorColumn: 'region or country',
  id: 'name in rules',
  nameColumn: 'name of the site',
  position: 'where it lies',
  stage: 'stage',
  providerColumn: 'provider',
  counts: 'numbers',
  postcodeColumn: 'postcode',
  cutMarginKm: 'margin',
};

/** Fields to be marked as needed: of provision those without which it cannot start, else what the file did not tell. */
function neededFields({ inspection, draft, touched }: Look, problems: Problems): Set<string> {
  if (draft !== null && isProvision(draft)) return new Set(Object.keys(problems));
  return new Set(inspection?.open.filter((field) => !touched.has(field)));
}

/** Before anybody tried to start, an empty field that was never touched is needed, not wrong. */
function visibleProblems(problems: Problems, touched: ReadonlySet<string>, tried: boolean): Problems {
  return Object.fromEntries(Object.entries(problems).filter(([field]) => tried || touched.has(field)));
}

const missingWords = (problems: Problems): string =>
  Object.keys(problems)
    .map((field) => fieldWords[field] ?? field)
    .join(', ');

function footWords(problems: Problems, { trial, isTrying }: Tried): string {
  if (Object.keys(problems).length > 0) return `Still needed: ${missingWords(problems)}.`;
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

/** Looks at the files that the dialog was opened with, once. */
function useGiven(files: readonly FileRef[], look: (files: FileRef[]) => void): void {
  const hasLooked = useRef(false);
  useEffect(() => {
    if (hasLooked.current || files.length === 0) return;
    hasLooked.current = true;
    look([...files]);
  });
}

/** Import from files to the start of the job: choose, see how it is read, say what could not be told, start. */
export function ImportDialog({ family: asked, job, files, onClose }: ImportDialogProps) {
  const [family, setFamily] = useState<FamilyChoice>(asked ?? 'auto');
  const [source, setSource] = useState<Source>({ publisher: '', licence: '' });
  const [hasPressed, setPressed] = useState(false);
  const [refused, setRefused] = useState<ErrorReport | null>(null);
  const { look, start, change, changeFamily, reset } = useInspection();
  const isStarting = useRef(false);
  const { inspection, draft } = look;
  useGiven(files, (given) => start(given, family));
  const tried = useTrial(look.files, draft);

  const begin = async (ready: Draft): Promise<void> => {
    if (isStarting.current) return;
    isStarting.current = true;
    setRefused(null);
    try {
      const { job: id } = await getClient().call('import.start', {
        files: look.files,
        mapping: mappingOf(ready),
        publisher: source.publisher.trim() || null,
        licence: source.licence.trim() || null,
      });
      showJob({ kind: 'import', family: asked, job: id });
    } catch (error) {
      setRefused(reportError(error));
    }
    isStarting.current = false;
  };

  if (job !== null)
    return (
      <RunningDialog
        id={job}
        onClose={onClose}
        onBack={() => replaceDialog({ kind: 'import', family: asked, job: null })}
      />
    );

  if (inspection === null || draft === null)
    return (
      <Dialog title="Import" isOpen onClose={onClose} size="wide">
        <ChooseFiles
          family={family}
          onFamily={setFamily}
          onFiles={(files) => start(files, family)}
          files={look.files}
          isReading={look.isReading}
          error={look.error}
        />
      </Dialog>
    );

  const problems = problemsOf(draft, inspection.columns);
  const isReady = Object.keys(problems).length === 0;
  const press = (): void => {
    setPressed(true);
    if (isReady) void begin(draft);
    else focusFirstProblem();
  };
  return (
    <Dialog
      title={`Import ${familyWords[draft.family]}`}
      isOpen
      onClose={onClose}
      size="full"
      actions={
        <>
          <p className="dialog-foot-words" role="status">
            {footWords(problems, tried)}
          </p>
          <Button
            onPress={() => {
              reset();
              setPressed(false);
            }}
          >
            Choose other files
          </Button>
          <Button look="primary" onPress={press} isDisabled={look.isReading}>
            Import
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
        change={change}
        changeFamily={changeFamily}
        source={source}
        onSource={setSource}
      />
    </Dialog>
  );
}
