import {
  PinpointError,
  type TravelMode,
  getTravelMode,
  isByTimetable,
  type StraightMode,
  type TimetableMode,
} from '#contract';
import {
  cycleMetresPerMinute,
  detour,
  greatCircleMetres,
  walkSeconds,
  type LonLat,
  type Points,
} from './earth.ts';
import { geodesicMetres } from './geodesic.ts';
import { openNetwork, type Direction, type MinuteWindow, type TransitNetwork } from './network.ts';
import { createJourneyFinder, joinEnds, percentileMinutes, type MinuteTable } from './minutes.ts';
import { prepareWalks, usualWalkMinutes, type WalkGraph } from './walks.ts';
import type { Timetable } from './timetable.ts';

/** A journey longer than a day is not looked for. */
export const longestLimitMinutes = 1440;

/** What a transit journey is measured with. */
export interface TransitTerms {
  timetable: Timetable;
  /** `2023-08-16`. */
  date: string;
  /** Departures from the place or arrivals at it, by `direction`. */
  window: MinuteWindow;
  /** Journeys over it count as not made: above 0, at most 1440 minutes. Direct walking is allowed up to it. */
  limitMinutes: number;
  /** The longest walk to a stop, between stops and from a stop; 15 minutes unless said. */
  maxWalkMinutes?: number;
  /** Walks prepared before for the same timetable and longest walk; made when absent. */
  walks?: WalkGraph;
}

/** Journeys between one place and many points. */
export interface JourneyQuery extends TransitTerms {
  place: LonLat;
  points: Points;
}

/**
 * Minutes from a place to each point for each minute of departure in the window: door to door, waiting included, changes
 * without limit. Throws `input_refused` on a date without service (with the dates that have it) and `usage` for a window
 * that is empty or not in whole minutes of two days, and for limits out of range.
 */
export function measureMinutesFrom(query: JourneyQuery): MinuteTable {
  return measureMinutes(query, 'from');
}

/** Minutes from each point to a place for each minute of arrival in the window: the arrival less the latest departure. Throws as `measureMinutesFrom`. */
export function measureMinutesTo(query: JourneyQuery): MinuteTable {
  return measureMinutes(query, 'to');
}

function measureMinutes(query: JourneyQuery, direction: Direction): MinuteTable {
  const network = openTransit(query, direction);
  return createJourneyFinder(network, joinEnds(network, query.points)).measure(query.place);
}

/** The network for some terms, checked. Throws as `measureMinutesFrom`. */
export function openTransit(terms: TransitTerms, direction: Direction): TransitNetwork {
  const { timetable, date, window, limitMinutes } = terms;
  const maxWalkMinutes = terms.maxWalkMinutes ?? terms.walks?.maxWalkMinutes ?? usualWalkMinutes;
  checkWindow(window);
  checkNumber('limit', limitMinutes, limitMinutes > 0 && limitMinutes <= longestLimitMinutes);
  checkNumber('longest walk', maxWalkMinutes, maxWalkMinutes >= 0 && maxWalkMinutes <= longestLimitMinutes);
  const walks =
    terms.walks?.maxWalkMinutes === maxWalkMinutes ? terms.walks : prepareWalks(timetable, maxWalkMinutes);
  return openNetwork(timetable, walks, { date, window, direction, limitMinutes });
}

function checkWindow({ fromMinute, toMinute }: MinuteWindow): void {
  const isWhole = Number.isInteger(fromMinute) && Number.isInteger(toMinute);
  if (isWhole && fromMinute >= 0 && fromMinute < toMinute && toMinute <= 2 * longestLimitMinutes) return;
  throw new PinpointError('usage', 'The window of time is not one.', {
    found: `${fromMinute} to ${toMinute} minutes after midnight`,
    expected: 'whole minutes, the second after the first, within two days',
  });
}

function checkNumber(what: string, minutes: number, isGood: boolean): void {
  if (isGood) return;
  throw new PinpointError('usage', `The ${what} of ${minutes} minutes is out of range.`, {
    found: String(minutes),
    expected: `up to ${longestLimitMinutes} minutes`,
  });
}

/** How far, or for how long, between a place and many points, by a timetable. */
export type TimetableQuestion = {
  mode: TimetableMode;
  direction: Direction;
  percentile: number;
} & TransitTerms;

/** How far, or for how long, between a place and many points. `limit` is in kilometres for distance, else in minutes. */
export type TravelQuestion = { mode: StraightMode; limit: number } | TimetableQuestion;

/** Whether travel is asked for by a timetable. */
export function isTimed(question: TravelQuestion): question is TimetableQuestion {
  return isByTimetable(question.mode);
}

/** One way of measuring travel to a fixed set of points, the same for every mode. */
export interface TravelMeter {
  mode: TravelMode;
  unit: 'kilometres' | 'minutes';
  /** What the figures rest on, to be said with every result. */
  basis: 'geodesic' | 'straight line × 1.2' | 'timetable';
  limit: number;
  pointCount: number;
  /** Kilometres or minutes between a place and each point, in a column of its own; Infinity over the limit or where unknown. */
  costs(place: LonLat): Float64Array;
}

/**
 * Opens a mode for some points. Distance: kilometres along the geodesic. Walk: great circle × 1.2 at 4.8 km/h. Cycle: the
 * same at 16 km/h. Transit: the percentile of the minutes over the window. Throws as `measureMinutesFrom`.
 */
export function openTravelMeter(question: TravelQuestion, points: Points): TravelMeter {
  return isTimed(question) ? openTransitTravel(question, points) : openStraight(question, points);
}

function openTransitTravel(question: TimetableQuestion, points: Points): TravelMeter {
  const network = openTransit(question, question.direction);
  const finder = createJourneyFinder(network, joinEnds(network, points));
  return {
    mode: question.mode,
    unit: 'minutes',
    basis: 'timetable',
    limit: question.limitMinutes,
    pointCount: points.lon.length,
    costs: (place) => percentileMinutes(finder.measure(place), question.percentile),
  };
}

/** Every geodesic is longer than this share of the great circle: nowhere is WGS 84 bent as a ball of less than 0.994 of the mean radius. */
const leastOfGreatCircle = 0.99;

/** Less than this is not told by the great circle: the squares of tiny angles lose their digits. */
const leastToldMetres = 1;

/** Cost between two places in each mode that needs no timetable; beyond the limit it may be Infinity. */
const straight: Record<StraightMode, (from: LonLat, to: LonLat, limit: number) => number> = {
  // Most places are far beyond the limit, which the great circle tells in a tenth of the time.
  distance: (from, to, limit) =>
    greatCircleMetres(from, to) * leastOfGreatCircle > Math.max(limit * 1000, leastToldMetres)
      ? Infinity
      : geodesicMetres(from, to) / 1000,
  walk: (from, to) => walkSeconds(from, to) / 60,
  cycle: (from, to) => (greatCircleMetres(from, to) * detour) / cycleMetresPerMinute,
};

function openStraight({ mode, limit }: { mode: StraightMode; limit: number }, points: Points): TravelMeter {
  if (!(limit >= 0)) {
    throw new PinpointError('usage', `The limit of ${limit} is out of range.`, {
      found: String(limit),
      expected: '0 or more',
    });
  }
  const costOf = straight[mode];
  const { unit } = getTravelMode(mode);
  return {
    mode,
    unit,
    basis: unit === 'kilometres' ? 'geodesic' : 'straight line × 1.2',
    limit,
    pointCount: points.lon.length,
    costs: (place) =>
      Float64Array.from(points.lon, (lon, index) => {
        const cost = costOf(place, { lon, lat: points.lat[index]! }, limit);
        return cost <= limit ? cost : Infinity;
      }),
  };
}
