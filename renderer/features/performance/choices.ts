import type { Funnel, FunnelRequest, ReachRequest } from '#contract';

/** What the dialog compares. */
export type By = Funnel['by'] | 'area';
export type Success = Funnel['success'];

/** What a person chose; null = all. */
export interface PerformanceChoices {
  by: By;
  success: Success;
  provider: string | null;
  programme: string | null;
  period: string | null;
}

/** The funnel that was chosen. By provider no provider narrows it, by programme no programme: they are what is compared. */
export function funnelOf({ by, success, provider, programme, period }: PerformanceChoices): FunnelRequest {
  return by === 'programme'
    ? { by, success, provider, programme: null, period, geography: null }
    : { by: 'provider', success, provider: null, programme, period, geography: null };
}

/** The reach that was chosen, of these areas and this need count. */
export function reachOf(
  { success, provider, programme, period }: PerformanceChoices,
  { geography, need }: { geography: string; need: ReachRequest['need'] },
): ReachRequest {
  return { geography, need, success, provider, programme, period };
}
