import { useMemo, useState, type ReactNode } from 'react';
import {
  coordinateSystems,
  getFormat,
  getPolicy,
  listCoordinateSystems,
  listFormats,
  nameInFormat,
  usualCoordinateSystem,
  type DisclosureOverride,
  type ExportFormat,
  type LeavingPreview,
  type RuleQuestion,
  type TargetList,
  type TargetListRequest,
} from '#contract';
import { makeAnswers, useSettled } from '../../answers/index.ts';
import {
  announce,
  cancelJob,
  getClient,
  travelWords,
  useBesideShown,
  useIsCoverageStale,
  useJobs,
  useProvision,
  useRule,
  useSession,
} from '../../state/index.ts';
import {
  Button,
  Checkbox,
  Choices,
  Dialog,
  draftOfPolicy,
  EmptyState,
  ErrorCallout,
  JobProgress,
  PolicyFields,
  policyOfDraft,
  Segments,
  TextField,
  type ChoiceOption,
} from '../../ui/index.ts';
import './export-dialog.css';
import { changedSentence } from './leaving-words.ts';
import { ListPreview } from './ListPreview.tsx';
import {
  findExtentProblem,
  findNameProblem,
  makeRequest,
  nameFromTitle,
  pickSystem,
  type ExportChoices,
  type Extent,
  type MeasuredCoverage,
} from './request.ts';
import { runExport, type ExportWork } from './run-export.ts';
import { Stopped } from './Stopped.tsx';
import { WhatLeaves } from './WhatLeaves.tsx';

export interface ExportDialogProps {
  format: ExportFormat;
  /** The rule in plain English. */
  ruleWords: ReactNode;
  onClose: () => void;
}

const formatChoices: ChoiceOption<ExportFormat>[] = listFormats('targets').map((id) => {
  const { name, detail } = getFormat(id);
  return { id, name, detail };
});

const extents = [
  { id: 'all-in', name: 'All that are in' },
  { id: 'limit', name: 'First N' },
  { id: 'share', name: 'Up to a share' },
  { id: 'everything', name: 'Every area' },
] as const satisfies readonly { id: Extent; name: string }[];

/** Lists as they would be written. The choices are typed. */
const previews = makeAnswers<TargetListRequest, TargetList>(
  (request) => getClient().call('target.list', request),
  { of: 'workspace', pauseMs: 250 },
);

/** What the policy does to them. */
const leavingPreviews = makeAnswers<TargetListRequest, LeavingPreview>(
  (request) => getClient().call('export.preview', request),
  { of: 'workspace', pauseMs: 250 },
);

/** What the places of the file are in, where its format lets one choose. */
function SystemField({
  choices,
  put,
}: {
  choices: ExportChoices;
  put: (patch: Partial<ExportChoices>) => void;
}) {
  const systems = listCoordinateSystems(choices.format);
  if (systems.length < 2) return null;
  return (
    <Choices
      label="Coordinates"
      arrangement="grid"
      choices={systems.map((id) => {
        const { name, detail } = coordinateSystems[id];
        return { id, name, detail };
      })}
      value={choices.system}
      onChange={(system) => put({ system })}
    />
  );
}

function ExtentFields({
  choices,
  put,
}: {
  choices: ExportChoices;
  put: (patch: Partial<ExportChoices>) => void;
}) {
  const { extent } = choices;
  const problem = findExtentProblem(choices);
  return (
    <div className="field">
      <span className="field-label">Areas on the list</span>
      <Segments
        label="Areas on the list"
        segments={extents}
        value={extent}
        onChange={(id) => put({ extent: id })}
      />
      {extent === 'limit' ? (
        <TextField
          label="Number of areas, in rank order"
          value={choices.limit}
          onChange={(limit) => put({ limit })}
          error={problem}
        />
      ) : null}
      {extent === 'share' ? (
        <TextField
          label="Share of the need, per cent"
          value={choices.share}
          onChange={(share) => put({ share })}
          help="Areas in rank order until they hold this share of everybody counted."
          error={problem}
        />
      ) : null}
      {extent === 'everything' ? (
        <p className="field-help">
          Areas that are unknown or out follow those that are in, with their status.
        </p>
      ) : null}
    </div>
  );
}

/** The coverage that was measured last, while it is about the areas of the list and about what is delivered now. */
function useMeasuredCoverage(geography: string): MeasuredCoverage | null {
  const coverage = useProvision((state) => state.coverage);
  const isStale = useIsCoverageStale();
  return useMemo(
    () =>
      coverage === null || isStale || coverage.request.geography !== geography
        ? null
        : { request: coverage.request, job: coverage.job },
    [coverage, isStale, geography],
  );
}

/** The workspace's policy, as the choice of no other. */
function useWorkspacePolicy() {
  const policy = useSession((state) => state.info?.policy.id ?? 'none');
  return { name: `As the workspace: ${getPolicy(policy).name}`, detail: '', policy };
}

interface FormProps extends ExportDialogProps {
  question: RuleQuestion;
}

function ExportForm({ question, format, ruleWords, onClose }: FormProps) {
  const [choices, setChoices] = useState<ExportChoices>({
    format,
    system: usualCoordinateSystem,
    title: '',
    author: '',
    extent: 'all-in',
    limit: '10',
    share: '50',
    withCoverage: true,
    withBeside: true,
    fileName: '',
    policy: draftOfPolicy(null),
  });
  const [work, setWork] = useState<ExportWork>({ job: null, error: null });
  const put = (patch: Partial<ExportChoices>): void => {
    setChoices((before) => ({ ...before, ...patch }));
    // What was refused was another list.
    setWork((before) => ({ ...before, error: null }));
  };
  const policy = policyOfDraft(choices.policy);
  const hasProblem = findExtentProblem(choices) !== undefined;
  const usual = useWorkspacePolicy();
  const coverage = useMeasuredCoverage(question.geography);
  const besideShown = useBesideShown();
  const indicators = besideShown.map(({ indicator, column }) => ({
    indicator: indicator.id,
    cohort: 'all',
    period: column?.period ?? null,
  }));
  const request =
    hasProblem || policy === undefined
      ? null
      : makeRequest(question, choices, { coverage, indicators, policy });
  const preview = previews.use(request === null ? null : { ...request, all: false });
  const { error } = preview;
  const list = useSettled(preview);
  const leaving = leavingPreviews.use(request);
  const left = useSettled(leaving);
  const refused = [work.error, error, leaving.error].find((each) => each?.code === 'disclosure');
  const stopped = refused ?? (leaving.loading ? null : (left?.stopped ?? null));
  const deskIn = useRule((state) => state.result?.counts.in);
  const changed = list === null || deskIn === undefined ? null : changedSentence(deskIn, list.counts);
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === work.job));
  const usualName = nameFromTitle(list?.title ?? '');
  const fileName = choices.fileName === '' ? usualName : choices.fileName;
  const nameProblem = findNameProblem(fileName);
  const start = async (override: DisclosureOverride | null): Promise<void> => {
    if (request === null || nameProblem !== undefined) return;
    announce('Exporting.');
    const isDone = await runExport(
      { ...request, override, ...pickSystem(choices), fileName: fileName.trim() },
      setWork,
    );
    // What has left changes what may leave next.
    if (isDone) leavingPreviews.forget();
    if (isDone) onClose();
  };
  const isWorking = work.job !== null;
  return (
    <Dialog
      title="Export the target list"
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
            onPress={() => void start(null)}
            unavailable={stopped === null ? undefined : 'It is stopped: see why beside.'}
            isDisabled={isWorking || request === null || nameProblem !== undefined || error !== null}
          >
            Export {getFormat(choices.format).name}
          </Button>
        </>
      }
    >
      <div className="export">
        <div className="stack">
          <Choices
            label="Format"
            arrangement="grid"
            choices={formatChoices}
            value={choices.format}
            onChange={(chosen) => put({ format: chosen })}
          />
          <SystemField choices={choices} put={put} />
          <ExtentFields choices={choices} put={put} />
          {coverage === null ? null : (
            <Checkbox isSelected={choices.withCoverage} onChange={(withCoverage) => put({ withCoverage })}>
              With the coverage measured: {coverage.request.selector}, {travelWords(coverage.request.travel)}
            </Checkbox>
          )}
          {besideShown.length === 0 ? null : (
            <Checkbox isSelected={choices.withBeside} onChange={(withBeside) => put({ withBeside })}>
              With the indicators added to the table:{' '}
              {besideShown.map(({ indicator }) => indicator.name).join(', ')}
            </Checkbox>
          )}
          <PolicyFields
            draft={choices.policy}
            onChange={(chosen) => put({ policy: chosen })}
            usual={usual}
            look="select"
          />
          <TextField
            label="Title"
            value={choices.title}
            onChange={(title) => put({ title })}
            placeholder={list?.title ?? ''}
          />
          <TextField
            label="Author"
            value={choices.author}
            onChange={(author) => put({ author })}
            placeholder="nobody is named"
          />
          <TextField
            label="File name"
            value={choices.fileName}
            onChange={(name) => put({ fileName: name })}
            placeholder={usualName}
            help={`Written as ${nameInFormat(fileName, choices.format)}.`}
            error={nameProblem}
          />
          {work.error === null || work.error.code === 'disclosure' ? null : (
            <ErrorCallout error={work.error} />
          )}
          {isWorking && job !== undefined ? <JobProgress job={job} /> : null}
        </div>
        <div className="stack export-beside">
          {stopped === null ? null : (
            <Stopped
              error={stopped}
              by={choices.author}
              isBusy={isWorking || request === null || nameProblem !== undefined}
              onOverride={(override) => void start(override)}
            />
          )}
          <WhatLeaves preview={left} changed={changed} error={leaving.error} />
          <section className="export-preview" aria-label="What goes on the list" data-may-leave>
            <h3 className="export-heading">What goes on the list</h3>
            <ListPreview list={list} ruleWords={ruleWords} error={error} />
          </section>
        </div>
      </div>
    </Dialog>
  );
}

/** Writes the areas that the rule finds, with everything that makes the list defensible, as a file to take away. */
export function ExportDialog({ format, ruleWords, onClose }: ExportDialogProps) {
  const question = useRule((state) => state.question);
  const isWrong = useRule((state) => state.error !== null);
  if (question === null || isWrong)
    return (
      <Dialog title="Export the target list" isOpen onClose={onClose} size="small">
        <EmptyState title="There is no list to export yet">
          {isWrong
            ? 'The rule has an error: put it right first.'
            : 'Write a rule first: it decides which areas are on the list.'}
        </EmptyState>
      </Dialog>
    );
  return <ExportForm question={question} format={format} ruleWords={ruleWords} onClose={onClose} />;
}
