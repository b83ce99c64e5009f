import {
  PinpointError,
  type CatchmentRequest,
  type CatchmentResult,
  type MultiPolygon,
  type Travel,
  isByTimetable,
} from '#contract';
import { shapeToRings, type Shape } from '#core/geography';
import {
  createJourneyFinder,
  joinEnds,
  layAreaEnds,
  openTransit,
  openTravelMeter,
  outlineCircles,
  percentileMinutes,
  straightCircle,
  summariseAreas,
  transitCircles,
  type AreaEnds,
  type LonLat,
  isTimed,
} from '#core/routing';
import { formatCount, formatMinute, phraseTravel } from '#core/provision';
import {
  findPlace,
  keyOf,
  pointsToKeep,
  settle,
  travelEngine,
  unreachedAsNaN,
  type AreaTravel,
  type Measuring,
  type SettledTravel,
} from './measuring.ts';
import { makeQuestion, readWindow } from './question.ts';

/** What one place reaches. */
export interface Catchment {
  /** Minutes or kilometres; NaN where not reached. */
  minutes: Float64Array;
  /** 0 to 1. */
  share: Float64Array;
  /** Minutes or kilometres to each end; Infinity where not reached. */
  costs: Float64Array;
  /** For drawing only. */
  outline: Shape;
}

/** Measures and draws what one place reaches in one go. Throws what routing throws. */
export function drawCatchment(place: LonLat, ends: AreaEnds, { travel, memory }: SettledTravel): Catchment {
  const { costs, outline } = isByTimetable(travel.mode)
    ? drawByTimetable(place, ends, { travel, memory })
    : drawStraight(place, ends, travel);
  const { cost, share } = summariseAreas(ends, costs, travel.limit);
  return { minutes: unreachedAsNaN(cost), share, costs, outline };
}

interface Drawn {
  costs: Float64Array;
  outline: Shape;
}

function drawStraight(place: LonLat, ends: AreaEnds, travel: Travel): Drawn {
  if (isByTimetable(travel.mode)) throw new PinpointError('internal', 'A timetable is needed here.');
  const opened = openTravelMeter({ mode: travel.mode, limit: travel.limit }, ends);
  return {
    costs: opened.costs(place),
    outline: outlineCircles([straightCircle(travel.mode, place, travel.limit)]),
  };
}

function drawByTimetable(
  place: LonLat,
  ends: AreaEnds,
  { travel, memory }: Pick<SettledTravel, 'travel' | 'memory'>,
): Drawn {
  const question = makeQuestion(travel, memory);
  if (!isTimed(question)) throw new PinpointError('internal', 'A timetable is not needed here.');
  const network = openTransit(question, question.direction);
  const finder = createJourneyFinder(network, joinEnds(network, ends), true);
  const costs = percentileMinutes(finder.measure(place), travel.percentile);
  const { percentile, limit: limitMinutes } = travel;
  const circles = transitCircles({ network, finder, place, percentile, limitMinutes });
  return { costs, outline: outlineCircles(circles) };
}

/** The polygons of a shape as they travel. */
export function toMultiPolygon(shape: Shape): MultiPolygon {
  return shapeToRings(shape);
}

/**
 * Who can reach a place, or what can be reached from it: minutes and share for each area, or for each point given. Kept in
 * the workspace where journeys go by timetable and end in areas. Throws `usage` where not exactly one of geography and
 * points is given, `not_found` for an unknown site or geography, and what routing throws.
 */
export function measureCatchment(request: CatchmentRequest, measuring: Measuring): CatchmentResult {
  const { geography, points } = request;
  if ((geography === null) === (points === null))
    throw new PinpointError('usage', 'A catchment is measured either for a geography or for points.', {
      hint: 'Give one of the two.',
    });
  const place = findPlace(request.place, measuring.reader);
  const settled = settle(request.travel, geography, measuring);
  const { ends } = settled;
  measuring.progress.stage('Measuring journeys', 0.8);
  measuring.progress.checkCancelled();
  const ids = points?.map(({ id }) => id) ?? measuring.reader.getAreas(geography!).codes;
  const catchment =
    ends === null
      ? drawCatchment(place, layAreaEnds(points!.map((point) => [point])), settled)
      : findOrDraw(place, { ...settled, ends }, measuring);
  measuring.progress.checkCancelled();
  const results = ids.map((id, at) => ({
    id,
    minutes: Number.isNaN(catchment.minutes[at]!) ? null : catchment.minutes[at]!,
    share: catchment.share[at]!,
    ...departure(catchment.minutes[at]!, settled.travel),
  }));
  return {
    results,
    date: settled.travel.date,
    method: settled.method,
    outline: toMultiPolygon(catchment.outline),
    sentence: describeCatchment(results, {
      name: place.name,
      travel: settled.travel,
      isAreas: points === null,
    }),
  };
}

/** When to leave at the latest, where people arrive by one minute: the minutes run back from it. */
function departure(minutes: number, travel: Travel): { leaveBy?: string | null } {
  const { fromMinute, toMinute } = readWindow(travel.window);
  if (!isByTimetable(travel.mode) || travel.direction !== 'to' || toMinute - fromMinute !== 1) return {};
  return { leaveBy: Number.isNaN(minutes) ? null : formatMinute(fromMinute - minutes) };
}

/** As kept from before, else measured now and kept. */
function findOrDraw(place: LonLat, settled: AreaTravel, measuring: Measuring): Omit<Catchment, 'costs'> {
  const { ends } = settled;
  const key = keyOf(place, settled);
  const isKept = isByTimetable(settled.travel.mode);
  const known = isKept ? measuring.reader.findCatchment(key, travelEngine) : undefined;
  if (known !== undefined && known.outline !== null) return { ...known, outline: known.outline };
  const { costs, ...drawn } = drawCatchment(place, ends.areas, settled);
  measuring.progress.checkCancelled();
  if (isKept)
    measuring.writer?.saveCatchment({
      key,
      engine: travelEngine,
      geography: ends.geography,
      request: { place, travel: settled.travel },
      facts: { method: settled.method },
      points: pointsToKeep(costs, ends),
      ...drawn,
    });
  return drawn;
}

interface Words {
  name: string;
  travel: Travel;
  isAreas: boolean;
}

function describeCatchment(results: CatchmentResult['results'], { name, travel, isAreas }: Words): string {
  const reached = results.filter(({ share }) => share > 0).length;
  const things = isAreas ? 'areas' : 'points';
  const of = `${formatCount(reached)} of ${formatCount(results.length)} ${things}`;
  const within = phraseTravel(travel);
  return isByTimetable(travel.mode) && travel.direction === 'to'
    ? `${of} can reach ${name} ${within}.`
    : `${of} can be reached ${within} from ${name}.`;
}
