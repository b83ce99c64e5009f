import { Download, WandSparkles } from 'lucide-react';
import { useEffect, useState } from 'react';
import { exportFormats, type AreaList, type PlacingRequest, type PlacingResult } from '#contract';
import {
  areaLists,
  cancelJob,
  exportTable,
  getClient,
  idle,
  runForResult,
  selectorChecks,
  showBounds,
  travelWords,
  useCoverageRequest,
  useJobStatus,
  useProvision,
  useProvisionDay,
  useProvisionFacts,
  type ProposedSite,
  type ProvisionFacts,
  type Run,
} from '../../state/index.ts';
import {
  Button,
  Dialog,
  ErrorCallout,
  JobProgress,
  Menu,
  Segments,
  Select,
  TextField,
  geographyWords,
} from '../../ui/index.ts';
import { PlacingView } from './PlacingView.tsx';
import { findPlanProblem, makePlacingRequest, type GoalKind, type PlanChoices } from './request.ts';
import './planner.css';

const goals: { id: GoalKind; name: string }[] = [
  { id: 'count', name: 'So many new sites' },
  { id: 'budget', name: 'So much money' },
  { id: 'all', name: 'Cover all' },
];

const usual: PlanChoices = {
  goal: 'count',
  sites: '3',
  budget: '300000',
  cost: '100000',
  floor: '',
  floorBy: null,
  candidates: 'all',
  seconds: '20',
  forbidden: [],
};

const formatWords = { csv: 'CSV', xlsx: 'Excel workbook', geojson: 'GeoJSON', gpkg: 'GeoPackage' } as const;

/** Where each chosen site would be: a site of the workspace, or the point of an area. */
function locate(result: PlacingResult, facts: ProvisionFacts, list: AreaList): ProposedSite[] {
  const sites = new Map(facts.provision.sites.map((site) => [site.id, site]));
  const areas = new Map(list.codes.map((code, index) => [code, index]));
  return result.chosen.flatMap(({ id, name }) => {
    const site = sites.get(id);
    if (site !== undefined) return [{ id, name, lon: site.lon, lat: site.lat }];
    const index = areas.get(id);
    if (index === undefined) return [];
    return [{ id, name, lon: list.lon[index] ?? 0, lat: list.lat[index] ?? 0 }];
  });
}

interface FieldsProps {
  choices: PlanChoices;
  put: (change: Partial<PlanChoices>) => void;
  list: AreaList;
}

function GoalFields({ choices, put }: Omit<FieldsProps, 'list'>) {
  const { goal } = choices;
  return (
    <>
      <Segments label="Goal" segments={goals} value={goal} onChange={(id) => put({ goal: id })} />
      <div className="planner-fields">
        {goal === 'count' ? (
          <TextField label="New sites" value={choices.sites} onChange={(sites) => put({ sites })} />
        ) : null}
        {goal === 'budget' ? (
          <>
            <TextField label="Budget, £" value={choices.budget} onChange={(budget) => put({ budget })} />
            <TextField
              label="Cost of a new site, £"
              value={choices.cost}
              onChange={(cost) => put({ cost })}
            />
          </>
        ) : null}
      </div>
    </>
  );
}

function OtherFields({ choices, put, list }: FieldsProps) {
  const parents = list.parents.map(({ geography }) => ({
    id: geography,
    name: geographyWords(geography).name,
  }));
  return (
    <div className="planner-fields">
      <Select
        label="New sites may be"
        options={[
          { id: 'all', name: 'at other sites and in any area' },
          { id: 'sites', name: 'at other sites only' },
        ]}
        value={choices.candidates}
        onChange={(id) => put({ candidates: id === 'sites' ? 'sites' : 'all' })}
      />
      <TextField
        label="Floor: covered share of each, %"
        value={choices.floor}
        placeholder="none"
        onChange={(floor) => put({ floor })}
      />
      <Select
        label="Floor for each"
        options={parents}
        value={choices.floorBy}
        onChange={(floorBy) => put({ floorBy })}
        isDisabled={choices.floor.trim() === ''}
      />
      <TextField
        label="Seconds for the proof"
        value={choices.seconds}
        onChange={(seconds) => put({ seconds })}
      />
    </div>
  );
}

/** While a proof is under way, the quick answer can be fetched already. */
function useQuickAnswer(run: Run, take: (result: PlacingResult) => void): void {
  const job = useJobStatus(run.job);
  const isProving = job?.state === 'running' && job.stage === 'Proving';
  const id = job?.id ?? null;
  useEffect(() => {
    if (!isProving || id === null) return;
    // The last word comes with the end of the job.
    getClient()
      .call('job.result', { job: id })
      .then(
        (result) => result.kind === 'placing' && take(result.placing),
        () => undefined,
      );
    // eslint-disable-next-line react/exhaustive-deps
  }, [isProving, id]);
}

function usePlanner(list: AreaList | null) {
  const facts = useProvisionFacts();
  const [run, setRun] = useState<Run>(idle);
  const take = (placing: PlacingResult): void => {
    if (facts !== null && list !== null)
      useProvision.setState({ placing, proposed: locate(placing, facts, list) });
  };
  useQuickAnswer(run, take);
  const start = async (request: PlacingRequest): Promise<void> => {
    const result = await runForResult(() => getClient().call('placing.start', request), setRun);
    if (result?.kind === 'placing') take(result.placing);
  };
  return { run, start };
}

function showAll(proposed: readonly ProposedSite[]): void {
  const [lons, lats] = [proposed.map(({ lon }) => lon), proposed.map(({ lat }) => lat)];
  if (proposed.length === 0) return;
  const edge = 0.03;
  showBounds([
    Math.min(...lons) - edge,
    Math.min(...lats) - edge,
    Math.max(...lons) + edge,
    Math.max(...lats) + edge,
  ]);
}

/** Where the next sites should be: the quick answer at once, the proven one after it, on a list and on the map. */
export function PlannerDialog({ onClose }: { onClose: () => void }) {
  const coverage = useCoverageRequest();
  const list = areaLists.use(coverage === null ? null : { geography: coverage.geography }).value;
  const facts = useProvisionFacts();
  const day = useProvisionDay();
  const check = selectorChecks.use(coverage === null ? null : { selector: coverage.selector, day }).value;
  const { placing, proposed } = useProvision();
  const { run, start } = usePlanner(list);
  const job = useJobStatus(run.job);
  const [choices, setChoices] = useState<PlanChoices>(usual);
  const put = (change: Partial<PlanChoices>): void => setChoices((before) => ({ ...before, ...change }));
  const problem = findPlanProblem(choices);
  const makeRequest = (now: PlanChoices): PlacingRequest | null => {
    if (coverage === null || list === null || facts === null || check === null) return null;
    const floorBy =
      now.floorBy ?? list.parents.find(({ geography }) => geography.startsWith('district'))?.geography;
    const matching = new Set(check.sites);
    const { provision } = facts;
    return makePlacingRequest({ ...now, floorBy: floorBy ?? null }, coverage, { provision, list, matching });
  };
  const request = problem === undefined ? makeRequest(choices) : null;
  const forbid = (id: string): void => {
    const next = { ...choices, forbidden: [...choices.forbidden, id] };
    setChoices(next);
    const asked = makeRequest(next);
    if (asked !== null) void start(asked);
  };
  return (
    <Dialog
      title="Where next"
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <span className="dialog-foot-words" role="status">
            {problem ?? ''}
          </span>
          {placing === null ? null : (
            <>
              <Button onPress={() => useProvision.setState({ placing: null, proposed: [] })}>Clear</Button>
              <Menu
                label="Export the choice"
                sections={[
                  {
                    id: 'formats',
                    items: exportFormats.map((format) => ({
                      id: format,
                      name: formatWords[format],
                      onAction: () =>
                        request !== null &&
                        void exportTable({ kind: 'placing', request }, format, 'next-sites'),
                    })),
                  },
                ]}
                trigger={
                  <Button>
                    <Download size={16} aria-hidden /> Export…
                  </Button>
                }
              />
              <Button
                onPress={() => {
                  showAll(proposed);
                  onClose();
                }}
              >
                Show on the map
              </Button>
            </>
          )}
          <Button
            look="primary"
            isDisabled={request === null || run.job !== null}
            onPress={() => request !== null && void start(request)}
          >
            <WandSparkles size={16} aria-hidden /> Choose sites
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="planner-note">
          {coverage === null
            ? 'The planner needs areas and a count of people.'
            : `What “${coverage.selector}” picks stays${check === null ? '' : ` (${check.sites.length} sites)`}; a place is covered ${travelWords(coverage.travel)}. Both are set in the Provision panel.`}
        </p>
        <GoalFields choices={choices} put={put} />
        {list === null ? null : <OtherFields choices={choices} put={put} list={list} />}
        {choices.forbidden.length === 0 ? null : (
          <div className="row">
            <span className="planner-note">Not at: {choices.forbidden.join(', ')}</span>
            <Button look="link" onPress={() => put({ forbidden: [] })}>
              Allow all again
            </Button>
          </div>
        )}
        {run.error === null ? null : <ErrorCallout error={run.error} />}
        {job === null || run.job === null ? null : (
          <div className="row planner-job">
            <JobProgress job={job} />
            <Button onPress={() => void cancelJob(job.id)}>Cancel</Button>
          </div>
        )}
        {placing === null || list === null ? null : (
          <PlacingView result={placing} list={list} onForbid={run.job === null ? forbid : null} />
        )}
      </div>
    </Dialog>
  );
}
