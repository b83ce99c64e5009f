import { PinpointError, travel as travelShape, type TravelMode } from '#contract';
import { measureCoverage, phraseTravel } from '#core/provision';
import type { ProvisionAccess } from '#core/targeting';
import { matchProvision } from './coverage.ts';
import { reachSites, settle, type Measuring } from './measuring.ts';

/** What a rule asks of provision: a selector, and a mode or null for the usual one. */
export interface AccessWant {
  geography: string;
  selector: string;
  mode: TravelMode | null;
}

/** `covered` and `sites` speak of so many minutes, by timetable where there is one, else on foot. */
const coverageMinutes = 30;
/** `minutes` looks no further than this, in minutes or, by distance, kilometres. */
const furthest = 120;

/**
 * Access to what a selector picks, whatever the dates of the deliveries: within 30 minutes by timetable (without one: on
 * foot) where no mode is said, else up to 120 minutes (kilometres) by that mode; outwards on the usual Tuesday from 07:00 to
 * 09:00, median. undefined where nothing is delivered at all, where the mode needs a timetable and there is none, and for a
 * selector that is wrong, which the check of the rule tells.
 */
export async function measureAccess(
  { geography, selector, mode }: AccessWant,
  measuring: Measuring,
): Promise<ProvisionAccess | undefined> {
  const provision = measuring.reader.getProvision();
  const hasTimetable = measuring.reader.listTimetables().length > 0;
  if (provision.sites.length === 0 || (mode === 'transit' && !hasTimetable)) return undefined;
  const asked = travelShape.parse({
    mode: mode ?? (hasTimetable ? 'transit' : 'walk'),
    limit: mode === null ? coverageMinutes : furthest,
  });
  const matched = tryMatch(provision, selector);
  if (matched === undefined) return undefined;
  const settled = settle(asked, measuring);
  const reach = await reachSites({ geography, sites: matched.sites, settled }, measuring);
  const within = phraseTravel(settled.travel);
  const { minutes, covered, siteCount } = measureCoverage({
    deliveries: matched.deliveries,
    reach,
    need: new Float64Array(reach.ends.areaCount).fill(NaN),
    count: 'sites',
    within,
  });
  return {
    minutes: minutes.map((value) => (Number.isNaN(value) ? Infinity : value)),
    covered: Uint8Array.from(covered, (share) => (share >= 0.5 ? 1 : 0)),
    sites: Float64Array.from(siteCount),
    method: `Reach of ${selector}: ${within}, ${settled.method}.`,
  };
}

function tryMatch(
  provision: Parameters<typeof matchProvision>[0],
  selector: string,
): ReturnType<typeof matchProvision> | undefined {
  try {
    return matchProvision(provision, { selector, day: null });
  } catch (error) {
    if (error instanceof PinpointError && error.code === 'invalid_rule') return undefined;
    throw error;
  }
}
