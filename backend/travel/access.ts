import { PinpointError, travel as travelShape, isByTimetable } from '#contract';
import { explainIdle, measureCoverage, phraseTravel, printSelector } from '#core/provision';
import type { AccessRequest, ProvisionAccess } from '#core/targeting';
import { matchProvision, type Matched } from './coverage.ts';
import { listUsedTimetables } from './use.ts';
import { measureSiteMinutes, settle, type Measuring } from './measuring.ts';

/** What a rule asks of provision: a selector, a mode or null for the usual one, and the day that its period means. */
export interface AccessWant extends AccessRequest {
  geography: string;
}

/** `covered` and `sites` speak of so many minutes, by timetable where there is one, else on foot. */
const coverageMinutes = 30;
/** `minutes` looks no further than this, in minutes or, by distance, kilometres. */
const furthest = 120;

/**
 * Access to what a selector picks and runs on the day: within 30 minutes by timetable (without one: on foot) where no mode is
 * said, else up to 120 minutes (kilometres) by that mode; outwards on the usual Tuesday from 07:00 to 09:00, median. Where
 * nothing that it picks runs, no area is reached, and the method says why. undefined where nothing is delivered at all, where
 * the mode needs a timetable and there is none, and for a selector that is wrong, which the check of the rule tells.
 */
export async function measureWant(
  { geography, selector, mode, day }: AccessWant,
  measuring: Measuring,
): Promise<ProvisionAccess | undefined> {
  const provision = measuring.reader.getProvision();
  const hasTimetable = listUsedTimetables(measuring.reader).length > 0;
  if (provision.sites.length === 0 || (mode !== null && isByTimetable(mode) && !hasTimetable))
    return undefined;
  const asked = travelShape.parse({
    mode: mode ?? (hasTimetable ? 'transit' : 'walk'),
    limit: mode === null ? coverageMinutes : furthest,
  });
  const matched = tryMatch(provision, { selector, day });
  if (matched === undefined) return undefined;
  const settled = settle(asked, geography, measuring);
  const siteMinutes = await measureSiteMinutes({ sites: matched.sites, settled }, measuring);
  const within = phraseTravel(settled.travel);
  const { minutes, siteCount } = measureCoverage({
    deliveries: matched.deliveries,
    sites: matched.picked.map(({ id }) => id),
    siteMinutes,
    need: new Float64Array(siteMinutes.ends.areaCount).fill(NaN),
    count: 'sites',
    within,
  });
  return {
    minutes: minutes.map((value) => (Number.isNaN(value) ? Infinity : value)),
    // The minutes are those within which at least half of the area is reached.
    covered: Uint8Array.from(minutes, (value) => (Number.isNaN(value) ? 0 : 1)),
    sites: Float64Array.from(siteCount),
    method: `${phraseRunning(matched, day)} ${within}, ${settled.method}.`,
  };
}

/** What runs, as the beginning of a sentence; where nothing does, a sentence of its own before it. */
function phraseRunning({ provision, selector }: Matched, day: string | null): string {
  const idle = day === null ? null : explainIdle(provision, selector, day);
  const said = `Reach of ${printSelector(selector)}${day === null ? '' : ` as it runs on ${day}`}:`;
  return idle === null ? said : `${idle} So no area is reached. ${said}`;
}

function tryMatch(
  provision: Parameters<typeof matchProvision>[0],
  asked: { selector: string; day: string | null },
): Matched | undefined {
  try {
    return matchProvision(provision, asked);
  } catch (error) {
    if (error instanceof PinpointError && error.code === 'invalid_rule') return undefined;
    throw error;
  }
}
