import { getTravelMode } from '#contract';
import type { LonLat, Points } from './earth.ts';
import { createJourneyFinder, joinEnds, percentileMinutes, type MinuteTable } from './minutes.ts';
import { openTransit, isTimed, openTravelMeter, type TravelQuestion } from './travel.ts';

/** Journeys from some points to one place. */
export interface Arrivals {
  /** Minutes or kilometres from each point: of a window the percentile; Infinity over the limit. */
  costs: Float64Array;
  /**
   * For each point the latest departure, in minutes after midnight, that arrives by one of the minutes of the window within
   * the limit; NaN where there is none.
   */
  leave: Float64Array;
}

/**
 * Opens a way of travelling from some points to places, people arriving by the minutes of a window. Without a timetable
 * there is nothing to wait for: who arrives by the last minute leaves so much earlier; by distance no departure is told.
 * `arriveBy` is that last minute. Throws as `openTravelMeter`.
 */
export function openArrivals(
  question: TravelQuestion,
  points: Points,
  arriveBy: number,
): (place: LonLat) => Arrivals {
  if (!isTimed(question)) {
    const travel = openTravelMeter(question, points);
    return (place) => {
      const costs = travel.costs(place);
      const inMinutes = getTravelMode(question.mode).unit === 'minutes';
      return { costs, leave: costs.map((cost) => (inMinutes && cost < Infinity ? arriveBy - cost : NaN)) };
    };
  }
  const network = openTransit(question, 'to');
  const finder = createJourneyFinder(network, joinEnds(network, points));
  return (place) => {
    const table = finder.measure(place);
    return {
      costs: percentileMinutes(table, question.percentile),
      leave: latestDepartures(table, network.window.fromMinute),
    };
  };
}

function latestDepartures(
  { pointCount, minuteCount, minutes }: MinuteTable,
  fromMinute: number,
): Float64Array {
  const latest = new Float64Array(pointCount).fill(NaN);
  for (let point = 0; point < pointCount; point++) {
    for (let minute = 0; minute < minuteCount; minute++) {
      const taken = minutes[point * minuteCount + minute]!;
      const left = fromMinute + minute - taken;
      if (taken < Infinity && !(left <= latest[point]!)) latest[point] = left;
    }
  }
  return latest;
}
