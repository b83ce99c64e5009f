import {
  dateFromDay,
  type RouteInput,
  type StationInput,
  type StopInput,
  type TimetableInput,
  type TripInput,
} from '#core/routing';
import type { FeedContent } from './read.ts';
import { markStops, type Stops } from './stops.ts';

/** Puts what was read and kept into the shape the router is built from. */
export function assembleInput(content: FeedContent): TimetableInput {
  const { stops, taken, routes, trips, services } = content;
  const { list, places } = listStops(content);
  const stations = listStations(stops, places);
  const usedRoutes = [...new Set(taken.trips.map((trip) => trips.route[trip]!))].toSorted((a, b) => a - b);
  return {
    stops: list.map((stop) => describeStop(stops, stop)),
    stations: stations.map((stop) => describeStation(stops, stop)),
    routes: usedRoutes.map((route): RouteInput => ({
      id: routes.ids.text(route),
      name: routes.names[route]!,
      type: routes.types[route]!,
    })),
    trips: listTrips(content),
    stopTimes: { ...taken.times, stop: taken.times.stop.map((stop) => places[stop]!) },
    calendars: services.ranges.map(({ service, first, last, weekdays }) => ({
      serviceId: services.ids.text(service),
      firstDate: dateFromDay(first),
      lastDate: dateFromDay(last),
      weekdays: Array.from({ length: 7 }, (_, weekday) => ((weekdays >> weekday) & 1) === 1),
    })),
    calendarDates: services.exceptions.map(({ service, day, added }) => ({
      serviceId: services.ids.text(service),
      date: dateFromDay(day),
      added,
    })),
    ...assembleExtras(content, new Set([...list, ...stations])),
  };
}

/** Stops that stay: those of the region where vehicles may stop, and whatever else a kept trip calls at. `places` is −1 for the others. */
function listStops({ stops, taken }: FeedContent): { list: number[]; places: Int32Array } {
  const stays = new Uint8Array(stops.kind.length);
  for (let stop = 0; stop < stays.length; stop++)
    if (stops.inside[stop] === 1 && stops.kind[stop] === 0) stays[stop] = 1;
  markStops(taken.times.stop, stays);
  // A stop may be the parent of another, as a platform is of its boarding areas.
  for (let stop = 0; stop < stays.length; stop++) {
    for (let at = stops.parent[stop]!; stays[stop] === 1 && at >= 0; at = stops.parent[at]!)
      if (stops.kind[at] !== 1) stays[at] = 1;
  }
  const places = new Int32Array(stays.length).fill(-1);
  const list: number[] = [];
  for (let stop = 0; stop < stays.length; stop++) if (stays[stop] === 1) places[stop] = list.push(stop) - 1;
  return { list, places };
}

function describeStop(stops: Stops, stop: number): StopInput {
  const parent = stops.parent[stop]!;
  return { ...describeStation(stops, stop), parentId: parent < 0 ? null : stops.ids.text(parent) };
}

function describeStation(stops: Stops, stop: number): StationInput {
  return { id: stops.ids.text(stop), name: stops.names[stop]!, lon: stops.lon[stop]!, lat: stops.lat[stop]! };
}

/** Stations that a kept stop belongs to. One where trips call themselves stands among the stops. */
function listStations(stops: Stops, places: Int32Array): number[] {
  const used = new Set<number>();
  for (let stop = 0; stop < places.length; stop++) {
    if (places[stop]! < 0) continue;
    for (let at = stops.parent[stop]!; at >= 0; at = stops.parent[at]!) used.add(at);
  }
  return [...used].filter((stop) => places[stop]! < 0).toSorted((a, b) => a - b);
}

function listTrips({ taken, trips, routes, services }: FeedContent): TripInput[] {
  // Each id as one text, however many trips refer to it.
  const routeIds = new Map<number, string>();
  const serviceIds = new Map<number, string>();
  const textOf = (known: Map<number, string>, ids: { text(id: number): string }, id: number) => {
    let text = known.get(id);
    if (text === undefined) known.set(id, (text = ids.text(id)));
    return text;
  };
  return taken.trips.map((trip) => ({
    id: trips.ids.text(trip),
    routeId: textOf(routeIds, routes.ids, trips.route[trip]!),
    serviceId: textOf(serviceIds, services.ids, trips.service[trip]!),
  }));
}

function assembleExtras(
  content: FeedContent,
  kept: ReadonlySet<number>,
): Pick<TimetableInput, 'frequencies' | 'transfers'> {
  const { stops, taken, trips, frequencies, transfers } = content;
  const lateBy = new Map(taken.trips.map((trip, index) => [trip, taken.lateBy[index]!]));
  return {
    // The headway counts at the first stop of the feed; a trip that lost its first stops starts later by the way up to there.
    frequencies: frequencies
      .filter(({ trip }) => lateBy.has(trip))
      .map(({ trip, first, last, headway }) => ({
        tripId: trips.ids.text(trip),
        firstSeconds: first + lateBy.get(trip)!,
        lastSeconds: last + lateBy.get(trip)!,
        headwaySeconds: headway,
      })),
    transfers: transfers
      .filter(({ from, to }) => kept.has(from) && kept.has(to))
      .map(({ from, to, type, seconds }) => ({
        fromId: stops.ids.text(from),
        toId: stops.ids.text(to),
        type,
        minSeconds: seconds,
      })),
  };
}
