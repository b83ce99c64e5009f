import { create } from 'zustand';
import {
  reportError,
  type Coverage,
  type CoverageRequest,
  type ErrorReport,
  type GeographyRef,
  type JobResult,
  type Travel,
} from '#contract';
import { getClient } from './connection.ts';
import { areaLists, findAreaIndex } from './facts.ts';
import { readStamp, useIsStale } from './freshness.ts';
import { useJobs, waitForJob } from './jobs.ts';
import {
  dayOf,
  provisionLists,
  travelOf,
  useProvision,
  useProvisionDay,
  useTravel,
  type CatchmentPlace,
} from './provision.ts';
import { useRule } from './rule.ts';
import { useSelection } from './selection.ts';
import { useSession } from './session.ts';
import { useView } from './view.ts';

/** A job that works something out, as a component shows it. */
export interface Run {
  job: string | null;
  error: ErrorReport | null;
}

export const idle: Run = { job: null, error: null };

/**
 * Starts a job and answers what it worked out; null where it failed or was cancelled. `tell` hears how it stands, so that a
 * component can show progress and what went wrong.
 */
export async function runForResult(
  start: () => Promise<{ job: string }>,
  tell: (run: Run) => void,
): Promise<JobResult | null> {
  tell({ job: 'starting', error: null });
  try {
    const { job: id } = await start();
    tell({ job: id, error: null });
    const job = await waitForJob(id);
    if (job.state !== 'done') {
      tell({ job: null, error: job.error?.code === 'cancelled' ? null : job.error });
      return null;
    }
    const result = await getClient().call('job.result', { job: id });
    tell(idle);
    return result;
  } catch (error) {
    tell({ job: null, error: reportError(error) });
    return null;
  }
}

/** The need count that coverage is about: the chosen one, else the rule's, else the first count; null where there is none. */
export function useNeed(): string | null {
  const chosen = useProvision((state) => state.need);
  const ofRule = useRule((state) => state.result?.need?.indicator ?? null);
  const description = useSession((state) => state.description);
  const counts = (description?.indicators ?? []).filter(
    (item) => item.kind === 'count' && item.periods.length > 0,
  );
  return [chosen, ofRule].find((id) => counts.some((item) => item.id === id)) ?? counts[0]?.id ?? null;
}

/** What would be measured now; null without areas or a need count. */
export function useCoverageRequest(): CoverageRequest | null {
  const geography = useView((state) => state.geography);
  const period = useView((state) => state.period);
  const selector = useProvision((state) => state.selector);
  const travel = useTravel();
  const description = useSession((state) => state.description);
  const day = useProvisionDay();
  const need = useNeed();
  if (geography === null || need === null) return null;
  const known = description?.indicators.find(({ id }) => id === need)?.periods ?? [];
  return {
    geography,
    selector,
    day,
    travel,
    need: {
      indicator: need,
      cohort: 'all',
      period: period !== null && known.includes(period) ? period : null,
    },
    count: 'programmes',
  };
}

export const useCoverageRun = create<Run>(() => idle);

/** Measures coverage as a job and shades the map with it. */
export async function measureCoverage(request: CoverageRequest): Promise<void> {
  const stamp = await readStamp();
  let job = '';
  const result = await runForResult(
    async () => {
      const started = await getClient().call('coverage.start', request);
      job = started.job;
      return started;
    },
    (run) => useCoverageRun.setState(run),
  );
  if (result?.kind !== 'coverage') return;
  const { shading } = useProvision.getState();
  const coverage = { request, job, stamp, result: result.coverage };
  useProvision.setState({ coverage, shading: shading ?? 'balance' });
}

/** Whether what is delivered, or the need, has changed since coverage was measured. */
export function useIsCoverageStale(): boolean {
  return useIsStale(useProvision((state) => state.coverage?.stamp ?? null));
}

/** The coverage measured last, while it is about these areas and about what is delivered now. */
export function useCoverageFor(geography: string | null, areas: number): Coverage | null {
  const result = useProvision((state) => state.coverage?.result ?? null);
  const isStale = useIsCoverageStale();
  if (result === null || isStale || result.geography !== geography) return null;
  return result.covered.length === areas ? result : null;
}

/** How far the job with this id is. */
export function useJobStatus(id: string | null) {
  return useJobs((state) => state.jobs.find((job) => job.id === id) ?? null);
}

const modeWords = {
  transit: 'by public transport',
  walk: 'on foot',
  cycle: 'by bicycle',
  distance: '',
} as const;

/** How far, in words: "within 30 minutes by public transport, 07:00–09:00, median". */
export function travelWords({ mode, limit, window, percentile, direction }: Travel): string {
  if (mode === 'distance') return `within ${limit} km`;
  const reach = `within ${limit} minutes ${modeWords[mode]}`;
  if (mode !== 'transit') return reach;
  const verb = direction === 'to' ? 'arriving' : 'leaving';
  const typical = percentile === 50 ? 'median' : `${percentile}th percentile`;
  return `${reach}, ${verb} ${window.replace('-', '–')}, ${typical}`;
}

export type CatchmentOf = 'none' | 'site' | 'area';

/** Whose catchment is drawn. */
export const useCatchmentChoice = create<{ of: CatchmentOf }>(() => ({ of: 'site' }));

interface Wanted {
  place: CatchmentPlace;
  geography: string;
  travel: Travel;
}

async function findWanted(): Promise<Wanted | null> {
  const { geography } = useView.getState();
  if (geography === null) return null;
  const place = await findPlace(geography);
  if (place === null) return null;
  const { travel } = useProvision.getState();
  return {
    place,
    geography,
    travel: travelOf(travel, travel.mode === null ? await provisionLists.get({}) : null),
  };
}

async function findPlace(geography: GeographyRef): Promise<CatchmentPlace | null> {
  const { of } = useCatchmentChoice.getState();
  const { site } = useProvision.getState();
  const { code } = useSelection.getState();
  if (of === 'site') return site === null || isProposed(site) ? null : { site };
  if (of === 'none' || code === null) return null;
  const list = await areaLists.get({ geography });
  const index = findAreaIndex(list, code);
  const [lon, lat] = [list.lon[index ?? -1], list.lat[index ?? -1]];
  if (lon === undefined || lat === undefined || Number.isNaN(lon)) return null;
  return { area: code, lon, lat };
}

const isProposed = (site: string): boolean => site.startsWith('proposed ');

const samePlace = (a: CatchmentPlace | undefined, b: CatchmentPlace): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

async function drawOnce(wanted: Wanted): Promise<void> {
  const { place, geography, travel } = wanted;
  const before = useProvision.getState().catchment;
  const stamp = await readStamp();
  // While a slider moves, the outline before stays in sight until the next one is there: not one of other provision.
  const isSame = samePlace(before?.place, place) && before?.stamp === stamp;
  const found = isSame ? before.found : null;
  const facts = { place, geography, stamp };
  useProvision.setState({ catchment: { ...facts, found, error: null, loading: true } });
  const end = 'site' in place ? { site: place.site } : { lon: place.lon, lat: place.lat };
  try {
    const answer = await getClient().call('catchment.outline', { place: end, travel, geography });
    useProvision.setState({ catchment: { ...facts, found: answer, error: null, loading: false } });
  } catch (error) {
    const report = reportError(error);
    if (report.code === 'cancelled') return;
    useProvision.setState({ catchment: { ...facts, found: null, error: report, loading: false } });
  }
}

let busy = false;
let asked = '';
let stale = false;

/** Draws the catchment of what is chosen. One question is under way at a time, and the newest always gets its answer. */
async function drawCatchment(): Promise<void> {
  stale = true;
  if (busy) return;
  busy = true;
  while (stale) {
    stale = false;
    // Sequential on purpose: an older answer must not come in last.
    const wanted = await findWanted().catch(() => null);
    const key = JSON.stringify(wanted);
    if (key === asked) continue;
    asked = key;
    if (wanted === null) useProvision.setState({ catchment: null });
    else await drawOnce(wanted);
  }
  busy = false;
}

/** Draws the catchment anew: sites or timetable have changed. */
export function redrawCatchment(): void {
  asked = '';
  void drawCatchment();
}

/** Starts to draw catchments whenever selection, travel or geography change. */
export function followCatchment(): void {
  useProvision.subscribe((state, before) => {
    if (state.site !== before.site || state.travel !== before.travel) void drawCatchment();
  });
  useSelection.subscribe((state, before) => {
    if (state.code === before.code) return;
    // One thing is selected at a time.
    if (state.code !== null && useProvision.getState().site !== null) useProvision.setState({ site: null });
    void drawCatchment();
  });
  useView.subscribe((state, before) => {
    if (state.geography !== before.geography) void drawCatchment();
  });
  useCatchmentChoice.subscribe(() => void drawCatchment());
}

/** The day that provision is looked at now, outside components. */
export function currentProvisionDay(): string | null {
  const { indicator, period } = useView.getState();
  const { description } = useSession.getState();
  return dayOf(useProvision.getState().day, description, { indicator, period });
}
