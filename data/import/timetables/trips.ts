import {
  isCellEmpty,
  readText,
  readWhole,
  type Feed,
  createIdIndex,
  type IdIndex,
  type FeedRow,
  readTable,
  type Rejection,
} from '#data/formats/gtfs';
import { type ProblemLog, readName } from './problems.ts';

/** The rows of routes.txt. */
export interface Routes {
  ids: IdIndex;
  names: string[];
  /** GTFS `route_type`. */
  types: number[];
}

const bus = 3;

/**
 * Reads routes.txt: ids, names and types of all lines, in the order of the file. Throws `input_refused` where it lacks
 * its ids.
 */
export async function readRoutes(feed: Feed, problems: ProblemLog): Promise<Routes> {
  const routes: Routes = { ids: createIdIndex(), names: [], types: [] };
  await readTable(feed, {
    file: 'routes.txt',
    columns: ['route_id', 'route_short_name', 'route_long_name', 'route_type'],
    required: ['route_id'],
    ids: [0],
    visit: (row) => visitRoute(routes, problems, row),
  });
  return routes;
}

function visitRoute(routes: Routes, problems: ProblemLog, row: FeedRow): Rejection | undefined {
  if (isCellEmpty(row, 0)) return { column: 'route_id', reason: 'route_id is empty' };
  const known = routes.ids.size();
  const id = readText(row, 0);
  if (routes.ids.add(row, 0) < known) {
    return {
      column: 'route_id',
      reason: `route ${id} is there already; the first counts`,
      kind: 'repeated route ids',
    };
  }
  const type = readWhole(row, 3);
  if (type < 0) {
    const problem = 'routes without a route_type that can be read; taken for buses';
    problems.add({ severity: 'warning', file: 'routes.txt', problem }, `${id}: “${readText(row, 3)}”`);
  }
  const where = { file: 'routes.txt', problems };
  routes.names.push(readName(row, 1, where) || readName(row, 2, where) || id);
  routes.types.push(type < 0 ? bus : type);
  return undefined;
}

/** The rows of trips.txt as columns. */
export interface Trips {
  ids: IdIndex;
  /** Indices into routes and services; −1 of a trip that is left out. */
  route: number[];
  service: number[];
}

/** What trips refer to. */
export interface TripContext {
  routes: Routes;
  services: IdIndex;
}

/** Reads trips. One with an unknown route or service is left out but stays known, so that its stop times are not strange too. */
export async function readTrips(feed: Feed, context: TripContext): Promise<Trips> {
  const trips: Trips = { ids: createIdIndex(), route: [], service: [] };
  await readTable(feed, {
    file: 'trips.txt',
    columns: ['route_id', 'service_id', 'trip_id'],
    required: ['route_id', 'service_id', 'trip_id'],
    ids: [0, 1, 2],
    visit: (row) => visitTrip(trips, context, row),
  });
  return trips;
}

function visitTrip(trips: Trips, { routes, services }: TripContext, row: FeedRow): Rejection | undefined {
  if (isCellEmpty(row, 2)) return { column: 'trip_id', reason: 'trip_id is empty' };
  const known = trips.ids.size();
  if (trips.ids.add(row, 2) < known) {
    return {
      column: 'trip_id',
      reason: `trip ${readText(row, 2)} is there already; the first counts`,
      kind: 'repeated trip ids',
    };
  }
  const route = routes.ids.find(row, 0);
  const service = services.find(row, 1);
  const isUsable = route >= 0 && service >= 0;
  trips.route.push(isUsable ? route : -1);
  trips.service.push(isUsable ? service : -1);
  if (isUsable) return undefined;
  return route < 0
    ? {
        column: 'route_id',
        reason: `route ${readText(row, 0)} is not in routes.txt`,
        kind: 'trips of unknown routes',
      }
    : {
        column: 'service_id',
        reason: `service ${readText(row, 1)} is in neither calendar`,
        kind: 'trips of unknown services',
      };
}
