import { Duration, Query, Router, StopsIndex, Time, Timetable, type Stop } from 'minotor';
import type { TimetableInput, WalkGraph } from '#core/routing';

type Routes = ConstructorParameters<typeof Timetable>[1];
type RouteOfMinotor = Routes extends Map<string, infer R> ? R : never;
type Stops = ConstructorParameters<typeof Timetable>[0];

/**
 * Milliseconds (median) that minotor takes from one stop at 08:00 to every other, on the weekday trips of the same feed
 * with the same changes on foot. Its network is handed over in its own structures; only queries are timed.
 */
export function timeMinotor(feed: TimetableInput, walks: WalkGraph): number {
  const router = new Router(...networkOf(feed, walks));
  const times = Array.from({ length: 8 }, (_, turn) => {
    const query = new Query.Builder()
      .from(feed.stops[(turn * 541) % feed.stops.length]!.id)
      .to([])
      .departureTime(Time.fromHMS(8, 0, 0))
      .maxTransfers(12)
      .build();
    const begun = performance.now();
    router.route(query);
    return performance.now() - begun;
  });
  return times.slice(2).toSorted((a, b) => a - b)[3]!;
}

function networkOf(feed: TimetableInput, walks: WalkGraph): [Timetable, StopsIndex] {
  const routes = routesOf(feed);
  const adjacency = new Map(
    feed.stops.map(({ id }) => [id, { transfers: [] as unknown[], routes: [] as string[] }]),
  );
  for (const [id, { stops }] of routes) {
    for (const stop of new Set(stops)) adjacency.get(stop)!.routes.push(id);
  }
  // The walks know the stops in order of their ids.
  const ids = feed.stops.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1));
  const { start, to, seconds } = walks.changes;
  ids.forEach((id, stop) => {
    for (let row = start[stop]!; row < start[stop + 1]!; row++) {
      if (to[row] === stop) continue;
      adjacency.get(id)!.transfers.push({
        destination: ids[to[row]!]!,
        type: 'REQUIRES_MINIMAL_TIME',
        minTransferTime: Duration.fromSeconds(seconds[row]!),
      });
    }
  });
  const lines = new Map([['bus', { type: 'BUS' as const, name: 'Bus' }]]);
  return [new Timetable(adjacency as Stops, routes, lines), new StopsIndex(stopsOf(feed))];
}

function stopsOf(feed: TimetableInput): Map<string, Stop> {
  return new Map(
    feed.stops.map(({ id, name, lon, lat }) => [
      id,
      { id, name, lon, lat, children: [], locationType: 'SIMPLE_STOP_OR_PLATFORM' as const },
    ]),
  );
}

/** Weekday trips by their sequence of stops, in order of departure; the rows of a trip lie together in the feed. */
function routesOf({ stops, trips, stopTimes }: TimetableInput): Routes {
  const tripsByPath = new Map<string, number[]>();
  for (let row = 0; row < stopTimes.trip.length;) {
    const first = row;
    while (row < stopTimes.trip.length && stopTimes.trip[row] === stopTimes.trip[first]) row++;
    if (trips[stopTimes.trip[first]!]!.serviceId !== 'weekday') continue;
    const path = Array.from({ length: row - first }, (_, at) => stopTimes.stop[first + at]!).join(' ');
    const known = tripsByPath.get(path);
    if (known === undefined) tripsByPath.set(path, [first]);
    else known.push(first);
  }
  return new Map(
    [...tripsByPath].map(([path, rows], index) => {
      const calledAt = path.split(' ').map((stop) => stops[Number(stop)]!.id);
      const sorted = rows.toSorted((a, b) => stopTimes.departure[a]! - stopTimes.departure[b]!);
      return [`route${index}`, routeOf(calledAt, sorted, stopTimes)];
    }),
  );
}

function routeOf(
  calledAt: string[],
  rows: readonly number[],
  { arrival, departure }: TimetableInput['stopTimes'],
): RouteOfMinotor {
  return {
    serviceRouteId: 'bus',
    stops: calledAt,
    stopIndices: new Map(calledAt.map((stop, at) => [stop, at])),
    stopTimes: rows.flatMap((row) =>
      calledAt.map((_, at) => ({
        arrival: Time.fromSeconds(arrival[row + at]!),
        departure: Time.fromSeconds(departure[row + at]!),
        pickUpType: 'REGULAR' as const,
        dropOffType: 'REGULAR' as const,
      })),
    ),
  };
}
