import { create } from 'zustand';
import type { AreaList, PlacingRequest, PlacingResult } from '#contract';
import { inTurn, makeLine } from '../../answers/index.ts';
import {
  getClient,
  idle,
  markAreas,
  readStamp,
  runForResult,
  showAreas,
  showPlaces,
  unmarkAreas,
  useIsStale,
  useJobs,
  useProvision,
  type ProposedSite,
  type ProvisionFacts,
  type Run,
} from '../../state/index.ts';
import { usualChoices, type PlanChoices } from './choices.ts';

/** What the planner answered, and what it was asked. */
export interface FoundPlan {
  request: PlacingRequest;
  job: string;
  /** What it was measured of. */
  stamp: string;
  result: PlacingResult;
  /** Where each chosen site would be, best first. */
  proposed: readonly ProposedSite[];
  /** Whether the job has ended: before, and after a cancel, the answer is the quick one. */
  isDone: boolean;
}

interface PlanState {
  /** Id of the workspace that all this is about. */
  workspace: string | null;
  choices: PlanChoices;
  run: Run;
  found: FoundPlan | null;
  /** Ids of the sites that were made of proposed ones, by the id of the candidate. */
  added: Readonly<Record<string, string>>;
}

const beginning: Omit<PlanState, 'workspace'> = { choices: usualChoices, run: idle, found: null, added: {} };

/** The planner's question and answer: they outlive its dialog, and end with the workspace. */
export const usePlan = create<PlanState>(() => ({ workspace: null, ...beginning }));

const line = makeLine();

/** Begins afresh where the workspace is another one. */
export function settlePlan(workspace: string | null): void {
  if (usePlan.getState().workspace === workspace) return;
  line.drop();
  usePlan.setState({ workspace, ...beginning });
}

/** Changes some of what is chosen in the planner; what was found before stays in sight as stale. */
export function putChoices(change: Partial<PlanChoices>): void {
  usePlan.setState(({ choices }) => ({ choices: { ...choices, ...change } }));
}

/** Whether what is delivered has changed since the plan was made. */
export function useIsPlanStale(): boolean {
  return useIsStale(usePlan((state) => state.found?.stamp ?? null));
}

/** What places are found by. */
export interface KnownPlaces {
  provision: ProvisionFacts['provision'];
  list: AreaList;
}

/** Where each chosen site would be: a given candidate, a site of the workspace, or the point of an area. */
function locate(
  result: PlacingResult,
  request: PlacingRequest,
  { provision, list }: KnownPlaces,
): ProposedSite[] {
  const points = new Map((request.candidates ?? provision.sites).map((point) => [point.id, point]));
  const areas = new Map(Array.from(list.codes, (code, index) => [code, index]));
  return result.chosen.flatMap(({ id, name }, at) => {
    const index = areas.get(id) ?? -1;
    const lon = points.get(id)?.lon ?? list.lon[index];
    const lat = points.get(id)?.lat ?? list.lat[index];
    return lon === undefined || lat === undefined ? [] : [{ id, name, lon, lat, rank: at + 1 }];
  });
}

/** Takes answers of a job while it runs: the quick one, and its nearer bounds. Answers how to stop. */
function followAnswers(job: string, take: (result: PlacingResult) => void): () => void {
  const glances = makeLine();
  const look = inTurn(async () => {
    // What keeps an answer on the way is told with the last word, which comes with the end of the job.
    const found = await glances.run(() => getClient().call('job.result', { job })).catch(() => undefined);
    if (found?.kind === 'placing') take(found.placing);
  });
  const unsubscribe = useJobs.subscribe(({ jobs }) => {
    const status = jobs.find(({ id }) => id === job);
    if (status?.state === 'running' && status.stage === 'Proving') void look();
  });
  return () => {
    unsubscribe();
    glances.drop();
  };
}

/** Asks the planner. The quick answer is there at once; the proven one takes its place. Of several questions the last counts. */
export async function choosePlaces(request: PlacingRequest, places: KnownPlaces): Promise<void> {
  let stamp = '';
  const take = (job: string, result: PlacingResult, isDone: boolean): void => {
    const proposed = locate(result, request, places);
    usePlan.setState({ found: { request, job, stamp, result, proposed, isDone } });
    useProvision.setState({ proposed });
  };
  usePlan.setState({ added: {} });
  let stop: () => void = () => undefined;
  const start = async (signal: AbortSignal): Promise<{ job: string }> => {
    stamp = await readStamp();
    const started = await getClient().call('placing.start', request);
    if (!signal.aborted) stop = followAnswers(started.job, (result) => take(started.job, result, false));
    signal.addEventListener('abort', () => stop(), { once: true });
    return started;
  };
  const ended = await runForResult(start, { line, tell: (run) => usePlan.setState({ run }) });
  stop();
  if (ended?.result.kind === 'placing') take(ended.job, ended.result.placing, true);
}

/** Takes the answer off the list and the map. */
export function clearPlan(): void {
  unmarkAreas('plan');
  usePlan.setState({ found: null, added: {} });
  const { lower } = useProvision.getState();
  useProvision.setState({ proposed: [], lower: lower === 'plan' ? null : lower });
}

/** Points out on the map the areas that nothing allowed can reach. */
export function markUnreachable(list: AreaList, result: PlacingResult): void {
  const areas = [...result.infeasibleAreas];
  markAreas({ geography: list.geography, areas, title: 'Areas that nothing allowed can reach', by: 'plan' });
  showAreas(list, areas);
}

/** Shows the answer beside the map, and all proposed sites on it. */
export function showPlan(list: AreaList, { result, proposed }: FoundPlan): void {
  useProvision.setState({ lower: 'plan', proposed });
  const areas = [...result.infeasibleAreas];
  if (areas.length > 0)
    markAreas({
      geography: list.geography,
      areas,
      title: 'Areas that nothing allowed can reach',
      by: 'plan',
    });
  // The map has its new height, and fits places into it, only after the list stands below it.
  requestAnimationFrame(() => requestAnimationFrame(() => showPlaces(proposed, 0.03)));
}
