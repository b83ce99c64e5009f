import type { TimetableMapping, TimetableSurvey } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { quietProgress } from '#data/formats/progress';
import type { ImportFile } from '#data/formats/archive';
import { listFeedDays, readServices } from './calendars.ts';
import { describeDays } from './days.ts';
import { readFrequencies, readPublisher } from './extras.ts';
import { type Feed, openFeed } from '#data/formats/gtfs';
import { countByService, countDepartures, countModes } from './health.ts';
import { createProblemLog, listProblems } from './problems.ts';
import { readGtfs, type ReadGtfsOptions, widen } from './read.ts';
import { refuseNoService, refuseSeveral } from './refusals.ts';
import { regionOf } from '../region.ts';
import { readStops } from './stops.ts';
import { readRoutes, readTrips } from './trips.ts';

/** Unpacked stop times up to this size are read for a look: about a million, a second's work. */
const mostBytes = 48 << 20;

export interface SurveyTask {
  files: readonly ImportFile[];
  mapping: TimetableMapping;
  reader: WorkspaceReader;
  /** Larger stop times are left for the import; bytes after unpacking. */
  limit?: number;
}

/**
 * The health of a feed before it is imported: days, trips a day, modes, problems, and what the cut to the region keeps. Of a
 * feed whose stop times are too large for a look it tells what the other files say: trips of the whole feed, and no cut.
 * Throws as the import does.
 */
export async function surveyTimetable({
  files,
  mapping,
  reader,
  limit = mostBytes,
}: SurveyTask): Promise<TimetableSurvey> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) throw refuseSeveral(files.length);
  const region = mapping.cutMarginKm === null ? undefined : regionOf(reader);
  const options = {
    progress: quietProgress,
    ...(region === undefined ? {} : { region, marginKm: mapping.cutMarginKm! }),
  };
  const feed = await openFeed(file, quietProgress);
  const size = feed.parts.get('stop_times.txt')?.size ?? Number.POSITIVE_INFINITY;
  return size <= limit ? surveyWhole(file, options) : surveyFrame(feed, options);
}

async function surveyWhole(file: ImportFile, options: ReadGtfsOptions): Promise<TimetableSurvey> {
  const { health } = await readGtfs(file, options);
  const { counts, cut } = health;
  return {
    ...pickDays(health),
    publisher: health.publisher,
    version: health.version,
    modes: health.modes,
    calendarDatesOnly: health.calendarDatesOnly,
    cut,
    problems: health.problems,
    routes: counts.routes,
    stops: counts.stops,
    trips: counts.trips,
    stopsInside: cut?.stops ?? null,
    stopTimes: counts.stopTimes,
  };
}

type Days = ReturnType<typeof describeDays>;

function pickDays({ firstDay, lastDay, days, tripsADay, daysWithout }: Days): Omit<Days, 'weekdays'> {
  return { firstDay, lastDay, days, tripsADay, daysWithout };
}

async function surveyFrame(feed: Feed, { region, marginKm = 0 }: ReadGtfsOptions): Promise<TimetableSurvey> {
  const problems = createProblemLog();
  const publisher = await readPublisher(feed, problems);
  const services = await readServices(feed);
  const routes = await readRoutes(feed, problems);
  const trips = await readTrips(feed, { routes, services: services.ids });
  const stops = await readStops(feed, region ? widen(region, marginKm) : null, problems);
  const frequencies = await readFrequencies(feed, trips, problems);
  const known = trips.route.flatMap((route, trip) => (route < 0 ? [] : [trip]));
  const counted = { routes, trips, frequencies, taken: { trips: known } };
  const departures = countDepartures(counted);
  const days = describeDays(countByService(counted, departures), listFeedDays(services));
  if (days.firstDay === null) throw refuseNoService({ feed, services });
  const isStop = (stop: number): boolean => stops.kind[stop] === 0;
  return {
    ...pickDays(days),
    publisher: publisher.publisher,
    version: publisher.version,
    modes: countModes(counted, departures),
    calendarDatesOnly: services.ranges.length === 0,
    cut: null,
    problems: listProblems(problems, feed.rejectLog),
    routes: routes.names.length,
    stops: stops.kind.filter((_, stop) => isStop(stop)).length,
    trips: trips.route.length,
    stopsInside: region
      ? stops.kind.filter((_, stop) => isStop(stop) && stops.inside[stop] === 1).length
      : null,
    stopTimes: null,
  };
}
