import { useEffect, useMemo, useState, type ReactNode } from 'react';
import {
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
  getClient,
  leaveLook,
  nameLook,
  travelWords,
  useBesideShown,
  useIsCoverageStale,
  useLeavingProgress,
  useProvision,
  useRule,
} from '../../state/index.ts';
import { Checkbox, Dialog, EmptyState, policyOfDraft, Segments, TextField } from '../../ui/index.ts';
import { ExportFrame } from './ExportFrame.tsx';
import { changedSentence } from './leaving-words.ts';
import { ListPreview } from './ListPreview.tsx';
import {
  fileOf,
  findExtentProblem,
  makeRequest,
  nameFromTitle,
  usualFileChoices,
  type ExportChoices,
  type Extent,
  type MeasuredCoverage,
} from './request.ts';
import { runExport, type ExportWork } from './run-export.ts';

export interface ExportDialogProps {
  format: ExportFormat;
  /** The rule in plain English. */
  ruleWords: ReactNode;
  onClose: () => void;
}

const extents = [
  { id: 'all-in', name: 'All that are in' },
  { id: 'limit', name: 'First N' },
  { id: 'share', name: 'Up to a share' },
  { id: 'everything', name: 'Every area' },
] as const satisfies readonly { id: Extent; name: string }[];

/** `look`: the name by which waiting for what may leave is given up. */
type PreviewQuestion = TargetListRequest & { look: string };

/** Lists as they would be written. The choices are typed. */
const previews = makeAnswers<PreviewQuestion, TargetList>(
  (request) => getClient().call('target.list', request),
  { of: 'workspace', pauseMs: 250 },
);

/** What the policy does to them. */
const leavingPreviews = makeAnswers<PreviewQuestion, LeavingPreview>(
  (request) => getClient().call('export.preview', request),
  { of: 'workspace', pauseMs: 250 },
);

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

/** The name of this dialog's looks; nobody waits for them when it is closed. */
function useLook(): string {
  const [look] = useState(nameLook);
  useEffect(() => () => leaveLook(look), [look]);
  return look;
}

/** What would be written, and what the policy does to it; null asks nothing. */
function usePreview(request: TargetListRequest | null) {
  const look = useLook();
  const asked = request === null ? null : { ...request, look };
  const preview = previews.use(asked === null ? null : { ...asked, all: false });
  const leaving = leavingPreviews.use(asked);
  const list = useSettled(preview);
  const left = useSettled(leaving);
  const share = useLeavingProgress((state) => state.share);
  const deskIn = useRule((state) => state.result?.counts.in);
  const changed = list === null || deskIn === undefined ? null : changedSentence(deskIn, list.counts);
  const refused = [preview.error, leaving.error].find((each) => each?.code === 'disclosure');
  return {
    list,
    error: preview.error,
    leaving: {
      // Another policy is another answer: that of the one before is not to be taken for it.
      preview: leaving.loading && share !== null ? null : left,
      error: leaving.error,
      share: leaving.loading ? share : null,
      changed,
      stopped: refused ?? (leaving.loading ? null : (left?.stopped ?? null)),
    },
  };
}

interface FormProps extends ExportDialogProps {
  question: RuleQuestion;
}

function ExportForm({ question, format, ruleWords, onClose }: FormProps) {
  const [choices, setChoices] = useState<ExportChoices>({
    ...usualFileChoices({ format, system: usualCoordinateSystem }),
    extent: 'all-in',
    limit: '10',
    share: '50',
    withCoverage: true,
    withBeside: true,
  });
  const [work, setWork] = useState<ExportWork>({ job: null, error: null });
  const put = (patch: Partial<ExportChoices>): void => {
    setChoices((before) => ({ ...before, ...patch }));
    // What was refused was another list.
    setWork((before) => ({ ...before, error: null }));
  };
  const policy = policyOfDraft(choices.policy);
  const coverage = useMeasuredCoverage(question.geography);
  const besideShown = useBesideShown();
  const indicators = besideShown.map(({ indicator, column }) => ({
    indicator: indicator.id,
    cohort: 'all',
    period: column?.period ?? null,
  }));
  const request =
    findExtentProblem(choices) !== undefined || policy === undefined
      ? null
      : makeRequest(question, choices, { coverage, indicators, policy });
  const { list, error, leaving } = usePreview(request);
  const usual = { title: list?.title ?? '', fileName: nameFromTitle(list?.title ?? '') };
  const refused = work.error?.code === 'disclosure' ? work.error : null;
  const write = async (override: DisclosureOverride | null): Promise<void> => {
    if (request === null) return;
    const asked = { ...request, override, ...fileOf(choices, usual.fileName) };
    const isDone = await runExport(() => getClient().call('export.start', asked), setWork);
    // What has left changes what may leave next.
    if (isDone) leavingPreviews.forget();
    if (isDone) onClose();
  };
  return (
    <ExportFrame
      heading="Export the target list"
      kind="targets"
      {...{ choices, put, usual, work, onClose }}
      leaving={{ ...leaving, stopped: refused ?? leaving.stopped }}
      shown={{
        heading: 'What goes on the list',
        content: <ListPreview list={list} ruleWords={ruleWords} error={error} />,
      }}
      // What is stopped can be let leave, though it cannot be shown before.
      isReady={request !== null && (error === null || error.code === 'disclosure')}
      onExport={write}
    >
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
    </ExportFrame>
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
