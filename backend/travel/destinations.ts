import { PinpointError, type Destinations, type DestinationsRequest, type Travel } from '#contract';
import { lastMinute, listDestinations, type JourneyTo } from '#core/provision';
import {
  layAreaEnds,
  openArrivals,
  summariseAreas,
  type AreaEnds,
  type Arrivals,
  type LonLat,
} from '#core/routing';
import { matchProvision, speaksOfEmployment } from './coverage.ts';
import { settle, type Measuring, type SettledTravel } from './measuring.ts';
import { makeQuestion } from './question.ts';

/**
 * Which of the sites that a selector picks can be reached from an area or a point, people arriving by the minutes of the
 * window. Each site is measured as its catchment in direction `to` is, so that the area stands in the site's catchment
 * where the site stands in the area's list. Throws `usage` for an area without a geography, `not_found` for an unknown area
 * or geography, `invalid_rule` for a wrong selector, what routing throws, and `cancelled`.
 */
export function measureDestinations(request: DestinationsRequest, measuring: Measuring): Destinations {
  const { sites, selector } = matchProvision(measuring.reader.getProvision(), request);
  const settled = settle(request.travel, request.geography, measuring);
  const start = findStart(request, settled, measuring);
  measuring.progress.stage('Measuring journeys', 1);
  const arrive = openArrivals(
    makeQuestion(settled.travel, settled.memory),
    start.ends,
    lastMinute(settled.travel),
  );
  const journeys = sites.map((site, done): JourneyTo => {
    measuring.progress.report(done, sites.length, 'sites');
    measuring.progress.checkCancelled();
    return summarise(start.ends, arrive(site), settled.travel);
  });
  const isEmployment =
    sites.length === 0 ? speaksOfEmployment(selector) : sites.every(({ kind }) => kind === 'employment');
  const list = listDestinations({ from: start.name, sites, journeys, travel: settled.travel, isEmployment });
  return { ...list, date: settled.travel.date, method: settled.method };
}

interface Start {
  name: string;
  /** One area: where its people live, or one point. */
  ends: AreaEnds;
}

function findStart(
  { geography, origin }: DestinationsRequest,
  { ends }: SettledTravel,
  { reader }: Measuring,
): Start {
  if (!('area' in origin))
    return { name: `${origin.lon.toFixed(5)}, ${origin.lat.toFixed(5)}`, ends: layAreaEnds([[origin]]) };
  if (geography === null || ends === null)
    throw new PinpointError('usage', `Of which geography the area ${origin.area} is, is not said.`, {
      found: origin.area,
    });
  const areas = reader.getAreas(geography);
  const area = areas.indexOf.get(origin.area);
  if (area === undefined)
    throw new PinpointError('not_found', `There is no area ${origin.area} in ${geography}.`, {
      found: origin.area,
    });
  return { name: areas.names[area]! || origin.area, ends: layAreaEnds([pointsOf(ends.areas, area)]) };
}

function pointsOf({ lon, lat, weight, start }: AreaEnds, area: number): (LonLat & { weight: number })[] {
  const points = [];
  for (let point = start[area]!; point < start[area + 1]!; point++)
    points.push({ lon: lon[point]!, lat: lat[point]!, weight: weight[point]! });
  return points;
}

/** Sums the people of the one area up: the departure at which half of them still arrive, as the minutes in which half do. */
function summarise(ends: AreaEnds, { costs, leave }: Arrivals, travel: Travel): JourneyTo {
  const { cost, share } = summariseAreas(ends, costs, travel.limit);
  const last = lastMinute(travel);
  const before = summariseAreas(
    ends,
    leave.map((left) => (Number.isNaN(left) ? Infinity : last - left)),
    Infinity,
  ).cost[0]!;
  return {
    minutes: Number.isFinite(cost[0]!) ? cost[0]! : NaN,
    leave: Number.isFinite(before) ? last - before : NaN,
    share: share[0]!,
  };
}
