import { Download, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { countedThings, exportFormats, type AreaList, type Ledger, type LedgerRequest } from '#contract';
import {
  cancelJob,
  exportTable,
  findAreaIndex,
  getClient,
  idle,
  runForResult,
  selectArea,
  showArea,
  showBounds,
  travelWords,
  useCoverageRequest,
  useJobStatus,
  useProvision,
  useProvisionFacts,
  useSelection,
  useShown,
  useResultFor,
  type Run,
} from '../../state/index.ts';
import {
  Button,
  Checkbox,
  EmptyState,
  ErrorCallout,
  IconButton,
  JobProgress,
  Menu,
  Select,
  geographyWords,
} from '../../ui/index.ts';
import { LedgerTable } from './LedgerTable.tsx';
import { areasOfRow, chooseRows, rowCodeOf, stageChoices, type StageChoice } from './rows.ts';
import './ledger.css';

const countNames = { sites: 'sites', programmes: 'programmes', fundingStreams: 'funding streams' } as const;
const formatWords = { csv: 'CSV', xlsx: 'Excel workbook', geojson: 'GeoJSON', gpkg: 'GeoPackage' } as const;

interface Choices {
  by: string;
  count: (typeof countedThings)[number];
  stage: StageChoice;
  isOnlyTargets: boolean;
}

/** The request as it stands; null while there is nothing to ask of. */
function useLedgerRequest(
  list: AreaList | null,
  { by, count, isOnlyTargets }: Choices,
): LedgerRequest | null {
  const coverage = useCoverageRequest();
  const result = useResultFor(list);
  if (coverage === null || list === null) return null;
  const only =
    isOnlyTargets && result !== null ? list.codes.filter((_, index) => result.outcomes[index] === 1) : null;
  return { ...coverage, by: by === '' ? 'area' : by, count, only };
}

/** The ledger of a request, worked out anew whenever that or what is delivered changes. */
function useLedger(request: LedgerRequest | null): { ledger: Ledger | null; by: string; run: Run } {
  const [found, setFound] = useState<{ ledger: Ledger; by: string } | null>(null);
  const [run, setRun] = useState<Run>(idle);
  const facts = useProvisionFacts();
  const delivered = facts === null ? '' : JSON.stringify(facts.provision);
  // What is delivered belongs to the question: another answer follows when it changes.
  const key = request === null ? null : JSON.stringify({ request, delivered });
  useEffect(() => {
    if (key === null) return undefined;
    let isCurrent = true;
    let job: string | null = null;
    const { request: asked } = JSON.parse(key) as { request: LedgerRequest };
    const timer = setTimeout(() => {
      void runForResult(
        () => getClient().call('ledger.start', asked),
        (state) => {
          job = state.job ?? job;
          if (isCurrent) setRun(state);
        },
      ).then((result) => {
        if (isCurrent && result?.kind === 'ledger') setFound({ ledger: result.ledger, by: asked.by });
      });
    }, 250);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      if (job !== null && job !== 'starting') void cancelJob(job);
    };
  }, [key]);
  return { ledger: found?.ledger ?? null, by: found?.by ?? 'area', run };
}

function show(list: AreaList, code: string, by: string): void {
  if (by === 'area' || by === list.geography) {
    selectArea(code);
    const index = findAreaIndex(list, code);
    if (index !== undefined) showArea(list, index);
    return;
  }
  const members = areasOfRow(list, code, by).filter((index) => !Number.isNaN(list.lon[index] ?? Number.NaN));
  const [lons, lats] = [members.map((i) => list.lon[i] ?? 0), members.map((i) => list.lat[i] ?? 0)];
  if (members.length === 0) return;
  const edge = 0.01;
  showBounds([
    Math.min(...lons) - edge,
    Math.min(...lats) - edge,
    Math.max(...lons) + edge,
    Math.max(...lats) + edge,
  ]);
}

function Tools({
  choices,
  put,
  list,
  request,
}: {
  choices: Choices;
  put: (change: Partial<Choices>) => void;
  list: AreaList;
  request: LedgerRequest | null;
}) {
  const parents = list.parents.map(({ geography }) => ({
    id: geography,
    name: geographyWords(geography).name,
  }));
  const result = useResultFor(list);
  return (
    <div className="ledger-tools">
      <Select
        label="Rows"
        options={[...parents, { id: '', name: geographyWords(list.geography).name }]}
        value={choices.by}
        onChange={(by) => put({ by })}
      />
      <Select
        label="Stage"
        options={stageChoices}
        value={choices.stage}
        onChange={(id) => put({ stage: stageChoices.find((item) => item.id === id)?.id ?? 'together' })}
      />
      <Select
        label="Duplication counts"
        options={countedThings.map((id) => ({ id, name: countNames[id] }))}
        value={choices.count}
        onChange={(id) => put({ count: countedThings.find((item) => item === id) ?? 'programmes' })}
      />
      <Checkbox
        isSelected={choices.isOnlyTargets}
        isDisabled={result === null}
        onChange={(isOnlyTargets) => put({ isOnlyTargets })}
      >
        Target areas only
      </Checkbox>
      <Menu
        label="Export the ledger"
        sections={[
          {
            id: 'formats',
            items: exportFormats.map((format) => ({
              id: format,
              name: formatWords[format],
              onAction: () =>
                request !== null && void exportTable({ kind: 'ledger', request }, format, 'provision-ledger'),
            })),
          },
        ]}
        trigger={
          <Button isDisabled={request === null}>
            <Download size={16} aria-hidden /> Export the ledger…
          </Button>
        }
      />
      <IconButton
        label="Back to the table of areas"
        icon={<X size={16} />}
        onPress={() => useProvision.setState({ isLedgerOpen: false })}
      />
    </div>
  );
}

function Content({ list }: { list: AreaList }) {
  const district = list.parents.find(({ geography }) => geography.startsWith('district'));
  const [choices, setChoices] = useState<Choices>({
    by: district?.geography ?? list.parents[0]?.geography ?? '',
    count: 'programmes',
    stage: 'together',
    isOnlyTargets: false,
  });
  const request = useLedgerRequest(list, choices);
  const { ledger, by, run } = useLedger(request);
  const job = useJobStatus(run.job);
  const code = useSelection((state) => state.code);
  const index = code === null ? undefined : findAreaIndex(list, code);
  const selected = index === undefined ? null : (rowCodeOf(list, index, by) ?? null);
  return (
    <section className="ledger" aria-label="Provision ledger">
      <Tools
        choices={choices}
        put={(change) => setChoices((before) => ({ ...before, ...change }))}
        list={list}
        request={request}
      />
      {run.error === null ? null : <ErrorCallout error={run.error} />}
      {job === null || run.job === null ? null : <JobProgress job={job} />}
      {ledger === null || request === null ? null : (
        <>
          <p className="ledger-sentence" role="status">
            {ledger.sentence}{' '}
            <span className="quiet">
              “{ledger.selector}”, {travelWords(request.travel)}.
            </span>
          </p>
          <LedgerTable
            caption={`Provision ledger. ${ledger.sentence}`}
            {...chooseRows(ledger, choices.stage)}
            selected={selected}
            onShow={(shown) => show(list, shown, by)}
          />
        </>
      )}
    </section>
  );
}

/** The provision ledger in the place of the table: area, ward or district × stage, with totals that add up. */
export function LedgerPane() {
  const { shown } = useShown();
  if (shown === null)
    return <EmptyState title="No areas yet">The ledger needs areas with a count of people.</EmptyState>;
  return <Content key={shown.list.geography} list={shown.list} />;
}
