import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildTimetable, openArrivals, type TimetableInput } from '#core/routing';
import { aCase, day, type RandomQuestion } from './networks.ts';
import { makeOracle } from './oracle.ts';
import { casesOf } from '../../trial-length.ts';

/** How many latest departures were compared that were not the walk of a whole limit. */
const seen = { left: 0, never: 0 };

/** The latest departure that the separate search finds over the minutes of the window. */
function expectedDeparture(input: TimetableInput, question: RandomQuestion, point: number): number {
  const { place, points, fromMinute, minutes, limitMinutes, maxWalkMinutes } = question;
  const oracle = makeOracle({ input, date: day, limitMinutes, maxWalkMinutes });
  const departures = Array.from({ length: minutes }, (_, at) => fromMinute + at).flatMap((minute) => {
    const taken = oracle.arriveBy(points[point]!, place, minute);
    return taken === Infinity ? [] : [minute - taken];
  });
  return departures.length === 0 ? NaN : Math.max(...departures);
}

function expectAgreement([input, question]: [TimetableInput, RandomQuestion]): void {
  const { place, points, fromMinute, minutes, limitMinutes, maxWalkMinutes } = question;
  if (!makeOracle({ input, date: day, limitMinutes, maxWalkMinutes }).hasService) return;
  const window = { fromMinute, toMinute: fromMinute + minutes };
  const { leave, costs } = openArrivals(
    {
      mode: 'transit',
      direction: 'to',
      percentile: 50,
      timetable: buildTimetable(input),
      date: day,
      window,
      limitMinutes,
      maxWalkMinutes,
    },
    { lon: points.map(({ lon }) => lon), lat: points.map(({ lat }) => lat) },
    window.toMinute - 1,
  )(place);
  points.forEach((_, point) => {
    const expected = expectedDeparture(input, question, point);
    if (Number.isNaN(expected)) {
      seen.never++;
      expect([leave[point], costs[point]]).toEqual([NaN, Infinity]);
      return;
    }
    seen.left++;
    expect(Math.abs(leave[point]! - expected)).toBeLessThan(1e-7);
    // Of one minute there is nothing else to say than how long it takes back from it.
    if (minutes === 1) expect(costs[point]! + leave[point]!).toBeCloseTo(fromMinute, 7);
  });
}

describe('the latest departure that still arrives', () => {
  test('equals a search written separately, by one minute and over windows', () => {
    fc.assert(fc.property(aCase(fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 8 }))), expectAgreement), {
      numRuns: casesOf(200, 800),
    });
    expect(seen.left).toBeGreaterThan(casesOf(75, 300));
    expect(seen.never).toBeGreaterThan(casesOf(75, 300));
  });

  test('on foot is so much before the time as the walk takes, and by distance there is none', () => {
    // One minute of latitude is a nautical mile of 1,853 m on the sphere: 27.8 minutes at 80 m a minute with detour 1.2.
    const points = { lon: [-3, -3], lat: [53.4, 54] };
    const place = { lon: -3, lat: 53.4 + 1 / 60 };
    const { costs, leave } = openArrivals({ mode: 'walk', limit: 30 }, points, 480)(place);
    expect(costs[0]).toBeCloseTo(27.8, 1);
    expect(leave[0]).toBeCloseTo(480 - 27.8, 1);
    expect([costs[1], leave[1]]).toEqual([Infinity, NaN]);
    const byDistance = openArrivals({ mode: 'distance', limit: 30 }, points, 480)(place);
    expect(byDistance.costs[0]).toBeCloseTo(1.855, 2);
    expect(byDistance.leave[0]).toBeNaN();
  });
});
