import { useMemo } from 'react';
import { create } from 'zustand';
import {
  stages,
  type travelPercentiles,
  type CallOutput,
  type CatchmentOutline,
  type Client,
  type Coverage,
  type CoverageRequest,
  type ErrorReport,
  type Provision,
  type SiteKind,
  type Stage,
  type Travel,
  type TravelMode,
  type WorkspaceDescription,
} from '#contract';
import type { CoverageMeasureId, ReachMeasureId } from '#core/provision';
import { makeAnswers, useSettled } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { selectArea } from './selection.ts';
import { useSession } from './session.ts';
import { nearestPeriod, useView } from './view.ts';

export type ProvisionFacts = CallOutput<'provision.list'>;
export type Percentile = (typeof travelPercentiles)[number];

/** What coverage and reach may shade the map with. */
export type MapShading = CoverageMeasureId | ReachMeasureId;

/** Whose catchment is drawn. */
export type CatchmentPlace = { site: string } | { area: string; lon: number; lat: number };

/** A site that the planner proposes. `rank` counts from 1. */
export interface ProposedSite {
  rank: number;
  id: string;
  name: string;
  lon: number;
  lat: number;
}

/** A site as it is being written. */
export interface SiteDraft {
  /** null: a new one. */
  id: string | null;
  name: string;
  lon: string;
  lat: string;
  postcode: string;
  firstDay: string;
  lastDay: string;
  kind: SiteKind;
  /** Empty = not known. */
  jobs: string;
}

/** A form of a site: what was written in it so far, and what it began with. */
export interface SiteForm {
  draft: SiteDraft;
  /** What the site was when the form was begun; null: there was none. */
  begun: SiteDraft | null;
  /** Its calls, founded on what was seen then. */
  client: Client;
}

/** How one travels as far as it was chosen; without a mode by the usual one. */
export type ChosenTravel = Omit<Travel, 'mode'> & { mode: TravelMode | null };

interface ProvisionState {
  selector: string;
  /** The day that was chosen; null = the last one of the period shown. */
  day: string | null;
  travel: ChosenTravel;
  /** The need count; null = the rule's. */
  need: string | null;
  /** The last coverage: what was asked for it, the job that measured it, and what it was measured of (see `readStamp`). */
  coverage: { request: CoverageRequest; job: string; stamp: string; result: Coverage } | null;
  /** What shades the map once it is measured; null = the indicator. */
  shading: MapShading | null;
  /** Id of the selected site. */
  site: string | null;
  catchment: {
    place: CatchmentPlace;
    geography: string;
    /** What it was measured of (see `readStamp`). */
    stamp: string;
    found: CatchmentOutline | null;
    error: ErrorReport | null;
    loading: boolean;
  } | null;
  /** Where the planner would put new sites, best first. */
  proposed: readonly ProposedSite[];
  /** What stands in the place of the table; null = the table itself. */
  lower: 'ledger' | 'plan' | null;
  /** The form that waits for a place on the map. */
  picking: SiteForm | null;
}

const usualTravel: ChosenTravel = {
  mode: null,
  limit: 30,
  date: null,
  window: '07:00-09:00',
  percentile: 50,
  direction: 'from',
  maxWalkMinutes: 15,
};

const beginning: ProvisionState = {
  selector: '*',
  day: null,
  travel: usualTravel,
  need: null,
  coverage: null,
  shading: null,
  site: null,
  catchment: null,
  proposed: [],
  lower: null,
  picking: null,
};

export const useProvision = create<ProvisionState>(() => beginning);

/** Another workspace: everything about the one before is forgotten. */
export function forgetProvisionChoices(): void {
  useProvision.setState(beginning);
}

/** Everything delivered, with the timetables. */
export const provisionLists = makeAnswers<Record<string, never>, ProvisionFacts>(
  (question) => getClient().call('provision.list', question),
  { of: 'workspace' },
);

/** Whether a selector is right, and what it picks on a day. */
export const selectorChecks = makeAnswers<
  { selector: string; day: string | null },
  CallOutput<'provision.check'>
>((question) => getClient().call('provision.check', question), { of: 'workspace' });

/** What is delivered; the last answer stays while a newer one is on its way. */
export function useProvisionFacts(): ProvisionFacts | null {
  const isOpen = useSession((state) => state.info !== null);
  return useSettled(provisionLists.use(isOpen ? {} : null));
}

/** The day that deliveries and sites must run on: the chosen one, else the last of the period shown; null = whatever their dates. */
export function provisionDayOf(
  chosen: string | null,
  description: WorkspaceDescription | null,
  view: { indicator: string | null; period: string | null },
): string | null {
  if (chosen !== null || description === null) return chosen;
  const indicator = description.indicators.find(({ id }) => id === view.indicator);
  const period = nearestPeriod(indicator, view.period) ?? indicator?.periods.at(-1);
  return description.periods.find(({ id }) => id === period)?.last ?? null;
}

/** The same for a component. */
export function useProvisionDay(): string | null {
  const chosen = useProvision((state) => state.day);
  const description = useSession((state) => state.description);
  const indicator = useView((state) => state.indicator);
  const period = useView((state) => state.period);
  return provisionDayOf(chosen, description, { indicator, period });
}

/** The day that provision is looked at now, outside components. */
export function currentProvisionDay(): string | null {
  const { indicator, period } = useView.getState();
  const { description } = useSession.getState();
  return provisionDayOf(useProvision.getState().day, description, { indicator, period });
}

/** Whether something with these days runs on a day, both ends included; always where no day is asked for. */
export function runsOn(
  thing: { firstDay: string | null; lastDay: string | null },
  day: string | null,
): boolean {
  if (day === null) return true;
  return (thing.firstDay ?? day) <= day && day <= (thing.lastDay ?? day);
}

/** The stages of what runs at a site, in the order of the continuum. */
export function stagesAt(provision: Provision, site: string, day: string | null): Stage[] {
  const found = new Set(
    provision.deliveries
      .filter((delivery) => delivery.site === site && runsOn(delivery, day))
      .map(({ stage }) => stage),
  );
  return stages.filter((stage) => found.has(stage));
}

/** Chooses a site on map and in lists; null = none. A chosen area is let go, for the two share the panel. */
export function selectSite(site: string | null): void {
  if (site !== null) selectArea(null);
  useProvision.setState({ site });
}

/**
 * By what one travels until somebody says otherwise: on foot where there is no timetable. One out of use asks to be ticked.
 * `facts` are null while they are not known.
 */
export function usualMode(facts: Pick<ProvisionFacts, 'timetables'> | null): 'transit' | 'walk' {
  return facts?.timetables.length === 0 ? 'walk' : 'transit';
}

/** How one travels, the usual mode where none was chosen. */
export function travelOf(chosen: ChosenTravel, facts: Pick<ProvisionFacts, 'timetables'> | null): Travel {
  return { ...chosen, mode: chosen.mode ?? usualMode(facts) };
}

/** The same for a component. */
export function useTravel(): Travel {
  const chosen = useProvision((state) => state.travel);
  const facts = useProvisionFacts();
  return useMemo(() => travelOf(chosen, facts), [chosen, facts]);
}

/** Changes how far counts as reached. */
export function setTravel(change: Partial<ChosenTravel>): void {
  const { travel } = useProvision.getState();
  useProvision.setState({ travel: { ...travel, ...change } });
}
