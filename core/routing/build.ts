import { buildServices } from './build-calendar.ts';
import { gatherCalls } from './build-calls.ts';
import { buildPatterns, compareTexts } from './build-patterns.ts';
import { buildTransfers } from './build-transfers.ts';
import { placeStops } from './build-stops.ts';
import { packTexts, type Omitted, type Timetable } from './timetable.ts';
import type { TimetableInput } from './input.ts';

/**
 * Makes the compact timetable of a feed. The result depends only on what the input says, not on the order of its rows.
 * What cannot be used is left out and counted in `omitted`; an empty input gives an empty timetable. Throws `usage` for
 * dates that are none and `input_refused` for frequencies without measure.
 */
export function buildTimetable(input: TimetableInput): Timetable {
  const omitted: Omitted = {
    strayStopTimes: 0,
    shortTrips: 0,
    untimedTrips: 0,
    backwardTrips: 0,
    uselessFrequencies: 0,
    uselessTransfers: 0,
  };
  const places = placeStops(input);
  const { tripOf, ...patterns } = buildPatterns(input, gatherCalls(input, places.index, omitted), omitted);
  return {
    ...places.columns,
    ...patterns,
    ...describeTrips(input, tripOf),
    ...buildTransfers(input, places, omitted),
    omitted,
  };
}

function describeTrips(input: TimetableInput, tripOf: Int32Array) {
  const trips = Array.from(tripOf, (trip) => input.trips[trip]!);
  const serviceIds = [...new Set(trips.map(({ serviceId }) => serviceId))].toSorted(compareTexts);
  const routeIds = [...new Set(trips.map(({ routeId }) => routeId))].toSorted(compareTexts);
  const services = new Map(serviceIds.map((id, index) => [id, index]));
  const routes = new Map(routeIds.map((id, index) => [id, index]));
  const named = new Map(input.routes.map((route) => [route.id, route]));
  return {
    ...buildServices(input, serviceIds),
    routeIds: packTexts(routeIds),
    routeNames: packTexts(routeIds.map((id) => named.get(id)?.name ?? '')),
    routeTypes: Int32Array.from(routeIds, (id) => named.get(id)?.type ?? -1),
    tripIds: packTexts(trips.map(({ id }) => id)),
    tripRoute: Int32Array.from(trips, ({ routeId }) => routes.get(routeId)!),
    tripService: Int32Array.from(trips, ({ serviceId }) => services.get(serviceId)!),
  };
}
