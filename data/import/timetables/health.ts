import type { TimetableHealth } from '#contract';
import { listFeedDays } from './calendars.ts';
import { describeDays } from './days.ts';
import { findDuplicates } from './duplicates.ts';
import type { Frequency } from './extras.ts';
import { nameMode } from './modes.ts';
import { listProblems, mostExamples } from './problems.ts';
import type { FeedContent } from './read.ts';
import { findExchangedStops, findFarStops, markStops } from './stops.ts';

type Sample = TimetableHealth['duplicateTrips'];

/** The health report of a feed: what it holds, which days it covers, and everything odd about it, in words. */
export function describeHealth(content: FeedContent): TimetableHealth {
  const { feed, problems, publisher, services, routes, trips, stops, stopTimes, frequencies, transfers } =
    content;
  const serviceDays = listFeedDays(services);
  const departures = countDepartures(content);
  const tripsOfService = countByService(content, departures);
  noteOddities(content, tripsOfService, (service) => serviceDays(service).length > 0);
  return {
    publisher: publisher.publisher,
    version: publisher.version,
    timeZone: publisher.timeZone,
    counts: {
      agencies: publisher.agencies.length,
      routes: routes.names.length,
      stops: countKind(stops.kind, 0),
      stations: countKind(stops.kind, 1),
      trips: trips.route.length,
      stopTimes: stopTimes.read,
      frequencies: frequencies.length,
      transfers: transfers.length,
    },
    modes: countModes(content, departures),
    ...describeDays(tripsOfService, serviceDays),
    calendarDatesOnly: services.ranges.length === 0,
    stopsWithoutTrips: findUnservedStops(content),
    duplicateTrips: listDuplicates(content, serviceDays),
    tripsWithoutStops: findEmptyTrips(content),
    afterMidnight: stopTimes.afterMidnight + content.taken.movedToNight,
    cut: describeCut(content),
    problems: listProblems(problems, feed.rejectLog),
    bytes: 0,
  };
}

function countKind(kinds: readonly number[], kind: number): number {
  return kinds.reduce((sum, each) => sum + (each === kind ? 1 : 0), 0);
}

/** The trips of a feed that count, as a whole reading or a first look knows them. */
export type CountedTrips = Pick<FeedContent, 'routes' | 'trips' | 'frequencies'> & {
  taken: Pick<FeedContent['taken'], 'trips'>;
};

/** Departures of each taken trip on a day it runs: one, or as many as its frequencies make. */
export function countDepartures({ taken, frequencies }: CountedTrips): number[] {
  const byTrip = Map.groupBy(frequencies, ({ trip }) => trip);
  const runs = ({ first, last, headway }: Frequency) => Math.ceil((last - first) / headway);
  return taken.trips.map(
    (trip) => byTrip.get(trip)?.reduce((sum, frequency) => sum + runs(frequency), 0) ?? 1,
  );
}

/** Departures of each service on a day it runs. */
export function countByService(
  { taken, trips }: CountedTrips,
  departures: readonly number[],
): Map<number, number> {
  const tripsOfService = new Map<number, number>();
  taken.trips.forEach((trip, index) => {
    const service = trips.service[trip]!;
    tripsOfService.set(service, (tripsOfService.get(service) ?? 0) + departures[index]!);
  });
  return tripsOfService;
}

/** Routes and departures by mode in words, the most frequent first. */
export function countModes(
  { routes, trips, taken }: CountedTrips,
  departures: readonly number[],
): TimetableHealth['modes'] {
  const modes = new Map<string, { routes: Set<number>; trips: number }>();
  taken.trips.forEach((trip, index) => {
    const route = trips.route[trip]!;
    const name = nameMode(routes.types[route]!);
    const mode = modes.get(name) ?? { routes: new Set(), trips: 0 };
    mode.routes.add(route);
    mode.trips += departures[index]!;
    modes.set(name, mode);
  });
  return [...modes]
    .map(([mode, counts]) => ({ mode, routes: counts.routes.size, trips: counts.trips }))
    .toSorted((a, b) => b.trips - a.trips);
}

function sample(times: number, examples: readonly string[]): Sample {
  return { times, examples: examples.slice(0, mostExamples) };
}

/** Stops of the kept region at which no trip calls. */
function findUnservedStops({ stops, taken }: FeedContent): Sample {
  const served = new Uint8Array(stops.kind.length);
  markStops(taken.times.stop, served);
  const unserved = stops.kind
    .map((_, stop) => stop)
    .filter((stop) => stops.kind[stop] === 0 && stops.inside[stop] === 1 && served[stop] === 0);
  return sample(
    unserved.length,
    unserved.slice(0, mostExamples).map((stop) => `${stops.ids.text(stop)} ${stops.names[stop]}`),
  );
}

function listDuplicates(
  { taken, trips, frequencies }: FeedContent,
  serviceDays: (service: number) => readonly number[],
): Sample {
  const patterns = new Set(frequencies.map(({ trip }) => trip));
  const duplicates = findDuplicates({
    taken,
    service: taken.trips.map((trip) => trips.service[trip]!),
    isPattern: (index) => patterns.has(taken.trips[index]!),
    serviceDays,
  });
  return sample(
    duplicates.length,
    duplicates.slice(0, mostExamples).map((index) => trips.ids.text(taken.trips[index]!)),
  );
}

/** Trips of trips.txt without a single stop time. */
function findEmptyTrips({ trips, stopTimes }: FeedContent): Sample {
  const empty = trips.route
    .map((_, trip) => trip)
    .filter((trip) => trips.route[trip]! >= 0 && stopTimes.seen[trip] === 0);
  return sample(
    empty.length,
    empty.slice(0, mostExamples).map((trip) => trips.ids.text(trip)),
  );
}

function describeCut({ cutting, stops, trips, taken }: FeedContent): TimetableHealth['cut'] {
  if (!cutting) return null;
  const stays = stops.inside.slice();
  markStops(taken.times.stop, stays);
  const kept = stops.kind.filter((kind, stop) => kind === 0 && stays[stop] === 1).length;
  return {
    stops: kept,
    stopsRead: countKind(stops.kind, 0),
    trips: taken.trips.length,
    tripsRead: trips.route.length,
  };
}

function noteOddities(
  content: FeedContent,
  tripsOfService: ReadonlyMap<number, number>,
  runs: (service: number) => boolean,
): void {
  const { problems, stopTimes, taken, trips, stops, services } = content;
  const file = 'stop_times.txt';
  const note = (problem: string, times: number) => problems.count({ severity: 'note', file, problem }, times);
  const warn = (problem: string, times: number, examples: string[] = []) =>
    problems.count({ severity: 'warning', file, problem }, times, examples);
  const nights = taken.overMidnight.map((trip) => trips.ids.text(trip));
  problems.count(
    {
      severity: 'note',
      file,
      problem: 'trips whose clock begins again at midnight; 00:10 after 23:50 was read as 24:10',
    },
    nights.length,
    nights,
  );
  note('times worked out from the distance travelled between timed stops', taken.alongDistance);
  note('times spread evenly between timed stops', taken.evenly);
  note('stops served on demand (by phone or by word to the driver); counted as served', stopTimes.onDemand);
  note('rows of trips that were left out', stopTimes.ofTripsLeftOut);
  warn('rows that say the same as another; counted once', taken.repeated);
  warn('calls at a station and not at one of its stops', stopTimes.atStations);
  const short = taken.short.map((trip) => trips.ids.text(trip));
  problems.count(
    { severity: 'error', file, problem: 'trips with fewer than two usable stops; left out' },
    short.length,
    short,
  );
  const far = findFarStops(stops).map(
    (stop) => `${stops.ids.text(stop)} ${stops.names[stop]}: ${stops.lat[stop]}, ${stops.lon[stop]}`,
  );
  problems.count(
    { severity: 'warning', file: 'stops.txt', problem: 'stops far away from all the others' },
    far.length,
    far,
  );
  const exchanged = findExchangedStops(stops).map(
    (stop) => `${stops.ids.text(stop)} ${stops.names[stop]}: ${stops.lat[stop]}, ${stops.lon[stop]}`,
  );
  problems.count(
    {
      severity: 'warning',
      file: 'stops.txt',
      problem: 'stops whose stop_lat and stop_lon look exchanged; nobody can walk there',
    },
    exchanged.length,
    exchanged,
  );
  const idle = [...tripsOfService.keys()]
    .filter((service) => !runs(service))
    .map((service) => services.ids.text(service));
  problems.count(
    { severity: 'warning', file: 'trips.txt', problem: 'services with trips that run on no day' },
    idle.length,
    idle,
  );
}
