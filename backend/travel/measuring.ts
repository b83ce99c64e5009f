import { PinpointError, type Place, type Travel, type TravelPoint, isByTimetable } from '#contract';
import { summariseAreas } from '#core/routing';
import type { SiteMinutes } from '#core/provision';
import type { Progress } from '#data/import';
import type { WorkspaceReader, WorkspaceWriter } from '#data/workspace';
import { getEnds, phraseEnds, separateEnds, type JourneyEnds } from './ends.ts';
import { measureMatrix } from './matrix.ts';
import { describeTravel, settleTravel } from './question.ts';
import { findTimetable, type SharedTimetable } from './timetable.ts';

/** Version of everything that travel times depend on apart from the question: kept answers of another one are not taken. */
export const travelEngine = 'travel 1';

/** What travel is measured with. */
export interface Measuring {
  reader: WorkspaceReader;
  /** Where answers are kept for the next time; null = nowhere. */
  writer: WorkspaceWriter | null;
  /** Timetables that were laid in memory before. */
  timetable?: SharedTimetable | undefined;
  progress: Progress;
}

/** Travel with its day fixed, the timetables it is measured with, and where journeys end. */
export interface SettledTravel {
  travel: Travel;
  timetable: SharedTimetable | undefined;
  memory: SharedArrayBuffer | null;
  /** null where no geography is asked for. */
  ends: JourneyEnds | null;
  /** How it is measured, and to what ends, in words. */
  method: string;
}

/** Travel to areas. */
export interface AreaTravel extends SettledTravel {
  ends: JourneyEnds;
}

/**
 * Fixes the day, lays the timetables in use in memory where the mode needs one, and lays out the ends of the geography's areas.
 * Throws as `settleTravel`, and `not_found` for an unknown geography.
 */
export function settle(travel: Travel, geography: string, measuring: Measuring): AreaTravel;
export function settle(travel: Travel, geography: string | null, measuring: Measuring): SettledTravel;
export function settle(travel: Travel, geography: string | null, measuring: Measuring): SettledTravel {
  const timetable = isByTimetable(travel.mode)
    ? findTimetable(measuring.reader, measuring.timetable)
    : undefined;
  const memory = timetable?.memory ?? null;
  const settled = settleTravel(travel, timetable);
  const ends = geography === null ? null : getEnds(measuring.reader, geography);
  const how = describeTravel(settled, timetable);
  const method = ends === null ? how : `${how}, ${phraseEnds(ends, settled)}`;
  return { travel: settled, timetable, memory, ends, method };
}

/** The other end of journeys, and what people call it. Throws `not_found` for an unknown site. */
export function findPlace(place: Place, reader: WorkspaceReader): { lon: number; lat: number; name: string } {
  if (!('site' in place)) return { ...place, name: `${place.lon.toFixed(5)}, ${place.lat.toFixed(5)}` };
  const site = reader.listSites().find(({ id }) => id === place.site);
  if (site !== undefined) return { lon: site.lon, lat: site.lat, name: site.name };
  throw new PinpointError('not_found', `There is no site ${place.site} in this workspace.`, {
    found: place.site,
    hint: 'Its id is in the list of sites.',
  });
}

/** Everything that the travel times about a place depend on, as one text. */
export function keyOf(
  place: { lon: number; lat: number },
  { travel, timetable, ends: { geography, release } }: AreaTravel,
): string {
  const { lon, lat } = place;
  const points = release === null ? {} : { points: release };
  return JSON.stringify({
    geography,
    lon,
    lat,
    travel,
    timetable: timetable?.fingerprint ?? null,
    ...points,
  });
}

/** More sites than this are not kept: they would crowd out everything else. */
const mostKept = 150;

/**
 * Travel between sites and all ends of a geography's areas. Journeys by timetable that were measured before are taken from
 * the workspace, new ones are kept in it. Throws what routing throws, and `cancelled`: then nothing is kept.
 */
export async function measureSiteMinutes(
  { sites, settled }: { sites: readonly TravelPoint[]; settled: AreaTravel },
  measuring: Measuring,
): Promise<SiteMinutes> {
  const { ends } = settled;
  const isKept = isByTimetable(settled.travel.mode) && sites.length <= mostKept;
  const known = sites.map((site) => (isKept ? findKept(site, settled, measuring) : null));
  const missing = sites.filter((_, position) => known[position] === null);
  const matrix = await measureMatrix(
    {
      travel: settled.travel,
      timetable: settled.memory,
      ends: separateEnds(ends),
      sites: {
        lon: Float64Array.from(missing, ({ lon }) => lon),
        lat: Float64Array.from(missing, ({ lat }) => lat),
      },
    },
    measuring.progress,
  );
  const count = ends.points.area.length;
  const rows = missing.map((site, at) => ({ site, costs: matrix.cost.slice(at * count, (at + 1) * count) }));
  if (isKept) for (const row of rows) keep(row, settled, measuring);
  const measured = rows.values();
  return {
    ends: ends.points,
    limit: settled.travel.limit,
    sites: sites.map(({ id }) => id),
    minutes: known.map((minutes) => minutes ?? measured.next().value!.costs),
  };
}

/** Minutes to each end as kept from before; null where they are not. */
function findKept(site: TravelPoint, settled: AreaTravel, { reader }: Measuring): Float64Array | null {
  const kept = reader.findCatchment(keyOf(site, settled), travelEngine);
  return (settled.ends.release === null ? kept?.minutes : kept?.points) ?? null;
}

function keep(
  { site, costs }: { site: TravelPoint; costs: Float64Array },
  settled: AreaTravel,
  measuring: Measuring,
): void {
  const { ends, travel, method } = settled;
  const { cost, share } = summariseAreas(ends.areas, costs, travel.limit);
  measuring.writer?.saveCatchment({
    key: keyOf(site, settled),
    engine: travelEngine,
    geography: ends.geography,
    request: { place: { lon: site.lon, lat: site.lat }, travel },
    facts: { method },
    minutes: unreachedAsNaN(cost),
    share,
    outline: null,
    points: pointsToKeep(costs, ends),
  });
}

/** What is kept for each end beyond what is kept for each area: nothing where each area has one. */
export function pointsToKeep(costs: Float64Array, { release }: JourneyEnds): Float64Array | null {
  return release === null ? null : unreachedAsNaN(costs);
}

/** Routing says Infinity, results say NaN. */
export function unreachedAsNaN(costs: Float64Array): Float64Array {
  return costs.map((value) => (Number.isFinite(value) ? value : NaN));
}
