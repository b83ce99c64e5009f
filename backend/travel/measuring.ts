import { PinpointError, type Place, type Travel, type TravelPoint } from '#contract';
import { layAreaEnds, type AreaEnds } from '#core/routing';
import { onePointEach, type SiteReach } from '#core/provision';
import type { Progress } from '#data/import';
import type { WorkspaceReader, WorkspaceWriter } from '#data/workspace';
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
  /** A timetable that was laid in memory before. */
  timetable?: SharedTimetable | undefined;
  progress: Progress;
}

/** Travel with its day fixed, and the timetable it is measured with. */
export interface SettledTravel {
  travel: Travel;
  timetable: SharedTimetable | undefined;
  memory: SharedArrayBuffer | null;
  /** How it is measured, in words. */
  method: string;
}

/** Fixes the day and lays the timetable in memory where the mode needs one. Throws as `settleTravel`. */
export function settle(travel: Travel, measuring: Measuring): SettledTravel {
  const timetable =
    travel.mode === 'transit' ? findTimetable(measuring.reader, measuring.timetable) : undefined;
  const memory = timetable?.memory ?? null;
  const settled = settleTravel(travel, memory);
  return { travel: settled, timetable, memory, method: describeTravel(settled, timetable?.title ?? null) };
}

/** The ends of journeys: each area's label point, which lies on its surface. */
export function endsOfAreas({ lon, lat }: { lon: Float64Array; lat: Float64Array }): AreaEnds {
  return layAreaEnds(Array.from(lon, (each, area) => [{ lon: each, lat: lat[area]! }]));
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
  { travel, timetable }: SettledTravel,
  geography: string,
): string {
  const { lon, lat } = place;
  return JSON.stringify({ geography, lon, lat, travel, timetable: timetable?.fingerprint ?? null });
}

/** More sites than this are not kept: they would crowd out everything else. */
const mostKept = 150;

/**
 * Travel between sites and all areas of a geography. Journeys by timetable that were measured before are taken from the
 * workspace, new ones are kept in it. Throws what routing throws, and `cancelled`: then nothing is kept.
 */
export async function reachSites(
  { geography, sites, settled }: { geography: string; sites: readonly TravelPoint[]; settled: SettledTravel },
  measuring: Measuring,
): Promise<SiteReach> {
  const areas = measuring.reader.getAreas(geography);
  const isKept = settled.travel.mode === 'transit' && sites.length <= mostKept;
  const known = sites.map((site) =>
    isKept
      ? measuring.reader.findCatchment(keyOf(site, settled, geography), travelEngine)?.minutes
      : undefined,
  );
  const missing = sites.filter((_, position) => known[position] === undefined);
  const matrix = await measureMatrix(
    {
      travel: settled.travel,
      timetable: settled.memory,
      ends: endsOfAreas(areas),
      sites: {
        lon: Float64Array.from(missing, ({ lon }) => lon),
        lat: Float64Array.from(missing, ({ lat }) => lat),
      },
    },
    measuring.progress,
  );
  const count = areas.codes.length;
  const rows = missing.map((site, at) => ({
    site,
    minutes: matrix.cost.slice(at * count, (at + 1) * count),
    share: matrix.share.slice(at * count, (at + 1) * count),
  }));
  if (isKept) for (const row of rows) keep(row, { settled, geography, measuring });
  const measured = rows.values();
  return {
    ends: onePointEach(count),
    limit: settled.travel.limit,
    sites: sites.map(({ id }) => id),
    minutes: known.map((minutes) => minutes ?? measured.next().value!.minutes),
  };
}

interface Keeping {
  settled: SettledTravel;
  geography: string;
  measuring: Measuring;
}

function keep(
  { site, minutes, share }: { site: TravelPoint; minutes: Float64Array; share: Float64Array },
  { settled, geography, measuring }: Keeping,
): void {
  measuring.writer?.saveCatchment({
    key: keyOf(site, settled, geography),
    engine: travelEngine,
    geography,
    request: { place: { lon: site.lon, lat: site.lat }, travel: settled.travel },
    facts: { method: settled.method },
    minutes: minutes.map((value) => (Number.isFinite(value) ? value : NaN)),
    share,
    outline: null,
  });
}
