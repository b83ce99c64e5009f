import { Gauge, RefreshCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import {
  formatPlural,
  knownPlaces,
  type Coverage,
  type CoverageRequest,
  type ErrorReport,
  type TableContent,
} from '#contract';
import {
  cancelJob,
  exportTable,
  findIndicator,
  findLeavingOfSum,
  askForCoverage,
  travelWords,
  useCoverageRequest,
  useCoverageRun,
  useIsCoverageStale,
  useJobStatus,
  useLeaving,
  useNeed,
  useProvision,
  useSession,
  valueColumns,
} from '../../state/index.ts';
import {
  Button,
  Callout,
  ErrorCallout,
  JobProgress,
  LeavingMark,
  Segments,
  Select,
  formatWhole,
  formatPercent,
  phraseKnown,
  ExportMenu,
} from '../../ui/index.ts';

/** The figures asked for most; all of them stand under “Shade the map by” in the view. */
type QuickShading = 'balance' | 'minutes' | 'covered' | 'score' | 'indicator' | 'other';

const shadings: { id: QuickShading; name: string }[] = [
  { id: 'balance', name: 'Balance' },
  { id: 'minutes', name: 'Minutes' },
  { id: 'covered', name: 'Covered' },
  { id: 'score', name: 'Places' },
  { id: 'indicator', name: 'Indicator' },
];

function NeedField() {
  const description = useSession((state) => state.description);
  const need = useNeed();
  const counts = (description?.indicators ?? []).filter(
    (item) => item.kind === 'count' && item.periods.length > 0,
  );
  return (
    <Select
      label="Need counted"
      options={counts.map(({ id, name }) => ({ id, name }))}
      value={need}
      onChange={(id) => useProvision.setState({ need: id })}
      placeholder="no counts yet"
    />
  );
}

/** Places of all deliveries; where those of some are not known, the least they can be. */
function placesWords({ places, deliveriesWithoutPlaces }: Coverage['totals']): string {
  return phraseKnown(knownPlaces(places, deliveriesWithoutPlaces), formatWhole(places));
}

/** What would become of sums of the need over all areas. */
function useLeavingOfNeed({ geography, need }: CoverageRequest) {
  const { indicator, cohort, period } = need;
  const { value } = valueColumns.use({ geography, indicator, cohort, period });
  const [column] = useLeaving(geography, [value]);
  return findLeavingOfSum(column, [...(value?.values.keys() ?? [])]);
}

/** The sums that the need goes into. */
const ofNeed = new Set(['Need', 'Covered', 'Gap']);

function Totals({ totals, request }: { totals: Coverage['totals']; request: CoverageRequest }) {
  const leaving = useLeavingOfNeed(request);
  const rows: [string, string][] = [
    ['Need', formatWhole(totals.need)],
    ['Covered', `${formatWhole(totals.coveredNeed)} (${formatPercent(totals.coveredShare)})`],
    ['Gap', formatWhole(totals.need - totals.coveredNeed)],
    ['Places a year', placesWords(totals)],
    ['Places that reach nobody', formatWhole(totals.unreachedPlaces)],
    ['Deliveries without places', formatWhole(totals.deliveriesWithoutPlaces)],
    ['Areas without a known need', formatWhole(totals.unknownAreas)],
  ];
  return (
    <dl className="provision-totals">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}{' '}
            {leaving === null || !ofNeed.has(name) ? null : (
              <LeavingMark state={leaving.state} policy={leaving.policy} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Writes the coverage measured, area by area, as a file. */
function CoverageExport({ content, job }: { content: TableContent; job: string }) {
  return (
    <div className="provision-buttons">
      <ExportMenu
        label="Export the coverage"
        kind="coverage"
        onExport={(chosen) => exportTable(content, chosen, 'coverage', job)}
      />
    </div>
  );
}

function Result() {
  const coverage = useProvision((state) => state.coverage);
  const shading = useProvision((state) => state.shading);
  const request = useCoverageRequest();
  const isStale = useIsCoverageStale();
  const isRunning = useCoverageRun((run) => run.job !== null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (coverage !== null) box.current?.scrollIntoView({ block: 'nearest' });
  }, [coverage]);
  if (coverage === null) return null;
  const { result } = coverage;
  const isOld = JSON.stringify(coverage.request) !== JSON.stringify(request);
  if (isStale)
    return (
      <div className="provision-result" ref={box}>
        <Callout
          tone="warning"
          title="Provision has changed since coverage was measured."
          actions={
            <Button
              isDisabled={request === null || isRunning}
              onPress={() => request !== null && void askForCoverage(request)}
            >
              <RefreshCw size={16} aria-hidden /> Measure again
            </Button>
          }
        >
          <p>Before the change: {result.sentence}</p>
        </Callout>
      </div>
    );
  return (
    <div className="provision-result" ref={box}>
      <p role="status" className="provision-sentence">
        {result.sentence}
      </p>
      <p className="provision-note">
        {formatPlural(result.sites.length, 'site')}, {travelWords(coverage.request.travel)}.
        {isOld ? ' Settings have changed since: measure again.' : ''}
      </p>
      <Segments
        label="Shade the map by"
        segments={shadings}
        value={shadings.find(({ id }) => id === (shading ?? 'indicator'))?.id ?? 'other'}
        onChange={(id) =>
          useProvision.setState({ shading: id === 'indicator' || id === 'other' ? null : id })
        }
      />
      <Totals totals={result.totals} request={coverage.request} />
      <CoverageExport content={{ kind: 'coverage', request: coverage.request }} job={coverage.job} />
    </div>
  );
}

/** Why coverage could not be measured, brought into sight. */
function Refusal({ error }: { error: ErrorReport }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={box}>
      <ErrorCallout error={error} />
    </div>
  );
}

/** Measures how far provision covers need, and says what was found. */
export function CoveragePart() {
  const request = useCoverageRequest();
  const run = useCoverageRun();
  const job = useJobStatus(run.job);
  const name = findIndicator(
    useSession((state) => state.description),
    request?.need.indicator ?? null,
  )?.name;
  const isRunning = run.job !== null;
  return (
    <>
      <NeedField />
      <div className="provision-buttons">
        <Button
          look="primary"
          isDisabled={request === null || isRunning}
          onPress={() => request !== null && void askForCoverage(request)}
        >
          <Gauge size={16} aria-hidden /> Measure coverage
        </Button>
        {isRunning && run.job !== 'starting' ? (
          <Button onPress={() => void cancelJob(run.job ?? '')}>Cancel</Button>
        ) : null}
      </div>
      {name === undefined ? <p className="provision-note">Coverage needs a count of people.</p> : null}
      {job !== null && isRunning ? <JobProgress job={job} /> : null}
      {run.error === null ? null : <Refusal error={run.error} />}
      <Result />
    </>
  );
}
