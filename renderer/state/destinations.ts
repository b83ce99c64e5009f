import { useEffect } from 'react';
import { create } from 'zustand';
import type { Destinations, DestinationsRequest, ErrorReport, Travel } from '#contract';
import { makeAnswers, useSettled } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { areaLists, findAreaIndex } from './facts.ts';
import { useProvision, useProvisionDay, useProvisionFacts, useTravel } from './provision.ts';
import { useSelection } from './selection.ts';
import { useView } from './view.ts';

/** The sites that an area reaches, and what was asked for them. */
export interface FoundDestinations {
  request: DestinationsRequest;
  list: Destinations;
}

/** Which sites an area can reach by a time. The pause lets a slider under way ask once or twice and not at each step. */
const destinationLists = makeAnswers<DestinationsRequest, FoundDestinations>(
  async (request) => ({ request, list: await getClient().call('destinations.list', request) }),
  { of: 'workspace', pauseMs: 120 },
);

/** The area selected last, while somebody looks at one of the sites that it reaches. */
const useLastArea = create<{ code: string | null }>(() => ({ code: null }));

/**
 * The area whose people set out: the selected one; while an employment site is selected, the one before. null where there is
 * none in the geography shown.
 */
export function useOriginArea(): string | null {
  const code = useSelection((state) => state.code);
  const last = useLastArea((state) => state.code);
  const site = useProvision((state) => state.site);
  const sites = useProvisionFacts()?.provision.sites ?? [];
  const geography = useView((state) => state.geography);
  const areas = areaLists.use(geography === null ? null : { geography }).value;
  useEffect(() => {
    if (code !== null) useLastArea.setState({ code });
  }, [code]);
  const isAtWork = sites.some(({ id, kind }) => id === site && kind === 'employment');
  const origin = code ?? (isAtWork ? last : null);
  return origin !== null && areas !== null && findAreaIndex(areas, origin) !== undefined ? origin : null;
}

/**
 * The minute to arrive by that the time of day stands for: the end of a window, or the one minute of a window of one.
 * `07:00-09:00` means by 09:00, `08:00-08:01` by 08:00.
 */
export function arrivalWindow({ window }: Pick<Travel, 'window'>): string {
  const [from = '07:00', to = '09:00'] = window.split('-');
  const by = minutesOf(to) - minutesOf(from) === 1 ? minutesOf(from) : minutesOf(to);
  return `${clock(by)}-${clock(by + 1)}`;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** What is asked now about the employment sites that an area reaches; null without an area. */
export function useDestinationsRequest(area: string | null): DestinationsRequest | null {
  const geography = useView((state) => state.geography);
  const travel = useTravel();
  const day = useProvisionDay();
  if (geography === null || area === null) return null;
  return {
    geography,
    origin: { area },
    selector: 'kind:employment',
    day,
    travel: { ...travel, direction: 'to', window: arrivalWindow(travel), percentile: 50 },
  };
}

/** The list for a request; while it is on its way, the one before stays in sight where it is of the same area. */
export function useDestinations(request: DestinationsRequest | null): {
  found: FoundDestinations | null;
  error: ErrorReport | null;
} {
  const loaded = destinationLists.use(request);
  const settled = useSettled(loaded);
  const isOfThisArea = JSON.stringify(settled?.request.origin) === JSON.stringify(request?.origin);
  return { found: isOfThisArea ? settled : null, error: loaded.error };
}
