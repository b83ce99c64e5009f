import type { TimetableHealth } from '#contract';
import type { Bounds } from '#core/geography';
import type { TimetableInput } from '#core/routing';
import { identifyFeed, type FeedIdentity } from '#core/timetables';
import { watchFiles } from '#data/formats/archive';
import type { Progress } from '#data/formats/progress';
import type { ImportFile } from '#data/formats/archive';
import { assembleInput } from './assemble.ts';
import { readServices, type Services } from './calendars.ts';
import {
  type Frequency,
  type Publisher,
  readFrequencies,
  readPublisher,
  readTransfers,
  type Transfer,
} from './extras.ts';
import { type Feed, openFeed, type FeedReject } from '#data/formats/gtfs';
import { describeHealth } from './health.ts';
import { createProblemLog, type ProblemLog } from './problems.ts';
import { refuseBrokenTimes, refuseEmptyRegion, refuseNoService, refuseNoTrips } from './refusals.ts';
import { readStopTimes, type StopTimes } from './stop-times.ts';
import { readStops, type Stops } from './stops.ts';
import { takeTrips, type TakenTrips } from './take-trips.ts';
import { readRoutes, readTrips, type Routes, type Trips } from './trips.ts';

export interface ReadGtfsOptions {
  /** Keep only trips that call within this box or near it, with all their stops; everything where left out. */
  region?: Bounds;
  /** How near the region a trip must call, in kilometres; 5 where left out. */
  marginKm?: number;
  progress: Progress;
}

/** A feed as the router takes it, and what there is to say about it. */
export interface TimetableReading {
  input: TimetableInput;
  /** The report. `bytes` is 0: who makes the compact timetable knows. */
  health: TimetableHealth;
  /** By what the feed is known again, whatever was cut off it. */
  identity: FeedIdentity;
  /** Rows of all files of the feed together. Rows beyond the region count as taken: nothing is wrong with them. */
  rows: { read: number; taken: number; rejected: number };
  /** The first thousand rejected rows. */
  rejects: FeedReject[];
}

/** Everything read of a feed. */
export interface FeedContent {
  feed: Feed;
  problems: ProblemLog;
  publisher: Publisher;
  services: Services;
  routes: Routes;
  trips: Trips;
  stops: Stops;
  stopTimes: StopTimes;
  frequencies: Frequency[];
  transfers: Transfer[];
  taken: TakenTrips;
  cutting: boolean;
}

const usualMarginKm = 5;
const kmOfDegree = 110.5;

/**
 * Reads a GTFS zip: unpacks it piece by piece, checks every row, mends what can be mended, and keeps the trips that call in a region where one is given.
 * Rows that cannot be used are left out, counted and named. Throws `not_found` for no such file; `cancelled`; and `input_refused`, with file,
 * row, column and a hint where there are any, for what is no GTFS zip, for a damaged or dangerous one, without a file or column that is needed,
 * with more than half of the stop times broken, without any service or any trip to travel by, and for a feed beside the region.
 * Reads only: nothing is written anywhere.
 */
export async function readGtfs(file: ImportFile, options: ReadGtfsOptions): Promise<TimetableReading> {
  const checkUnchanged = await watchFiles([file]);
  const feed = await openFeed(file, options.progress);
  const content = await readContent(feed, options);
  await checkUnchanged();
  const reading = {
    input: assembleInput(content),
    health: describeHealth(content),
    identity: identify(content),
  };
  if (reading.health.firstDay === null) throw refuseNoService(content);
  const files = feed.rejectLog.files();
  const read = files.reduce((sum, each) => sum + each.read, 0);
  const rejected = files.reduce((sum, each) => sum + each.rejected, 0);
  return { ...reading, rows: { read, taken: read - rejected, rejected }, rejects: feed.rejectLog.list() };
}

function identify({ publisher, routes, stops }: FeedContent): FeedIdentity {
  return identifyFeed({
    agencies: publisher.agencies,
    lines: routes.names,
    stops: stops.kind.map((_, stop) => stops.ids.text(stop)),
  });
}

async function readContent(feed: Feed, options: ReadGtfsOptions): Promise<FeedContent> {
  const { progress } = feed;
  const cutting = options.region !== undefined;
  const problems = createProblemLog();
  progress.stage('Reading calendars, routes and stops', 0.1);
  const publisher = await readPublisher(feed, problems);
  const services = await readServices(feed);
  if (services.ranges.length + services.exceptions.length === 0) throw refuseNoService({ feed, services });
  const routes = await readRoutes(feed, problems);
  const trips = await readTrips(feed, { routes, services: services.ids });
  const stops = await readStops(
    feed,
    options.region ? widen(options.region, options.marginKm ?? usualMarginKm) : null,
    problems,
  );
  if (options.region && !stops.inside.includes(1)) throw refuseEmptyRegion(feed, stops, options.region);
  progress.stage('Reading stop times', 0.6);
  const stopTimes = await readStopTimes(feed, { stops, trips, cutting });
  refuseBrokenTimes(feed);
  progress.stage('Checking trips', 0.15);
  const frequencies = await readFrequencies(feed, trips, problems);
  const transfers = await readTransfers(feed, stops, problems);
  const taken = takeTrips({
    columns: stopTimes.columns,
    tripCount: trips.route.length,
    inside: stops.inside,
    rejectLog: feed.rejectLog,
    checkCancelled: () => progress.checkCancelled(),
  });
  const content = {
    feed,
    problems,
    publisher,
    services,
    routes,
    trips,
    stops,
    stopTimes,
    frequencies,
    transfers,
    taken,
    cutting,
  };
  refuseBrokenTimes(feed);
  if (taken.trips.length === 0) throw refuseNoTrips(content);
  return content;
}

/** A box with so many kilometres about it. */
export function widen([west, south, east, north]: Bounds, km: number): Bounds {
  const up = km / kmOfDegree;
  const shrink = Math.max(0.01, Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180));
  const across = up / shrink;
  return [west - across, south - up, east + across, north + up];
}
