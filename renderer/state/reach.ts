import { create } from 'zustand';
import { reportError, type ErrorReport, type Reach, type ReachRequest } from '#contract';
import { makeLine } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { readStamp, useIsStale } from './freshness.ts';
import { useProvision } from './provision.ts';
import { askOf } from './rule.ts';
import { useView } from './view.ts';

interface ReachState {
  /** The reach that is shown with the areas: what was asked for it, and what it was read from (see `readStamp`). */
  shown: { request: ReachRequest; stamp: string; result: Reach } | null;
  error: ErrorReport | null;
}

export const useReach = create<ReachState>(() => ({ shown: null, error: null }));

const line = makeLine();

/** Puts reach by area on the map and into the table, and turns to the areas it is of. Of several requests the last counts. */
export async function showReach(request: ReachRequest): Promise<void> {
  try {
    const shown = await line.run(async () => {
      const stamp = await readStamp();
      return { request, stamp, result: await getClient().call('provision.reach', request) };
    });
    if (shown === undefined) return;
    useReach.setState({ shown, error: null });
    useProvision.setState({ shading: 'startsPer100' });
    if (useView.getState().geography !== request.geography) askOf({ geography: request.geography });
  } catch (error) {
    useReach.setState({ error: reportError(error) });
  }
}

/** Takes reach from map and table. */
export function hideReach(): void {
  line.drop();
  useReach.setState({ shown: null, error: null });
}

/** The reach that is shown, while it is about these areas and about the performance that is there now. */
export function useReachFor(geography: string | null, areas: number): Reach | null {
  const shown = useReach((state) => state.shown);
  const isStale = useIsStale(shown?.stamp ?? null);
  if (shown === null || isStale || shown.result.geography !== geography) return null;
  return shown.result.starts.values.length === areas ? shown.result : null;
}
