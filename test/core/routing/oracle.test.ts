import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildTimetable, measureMinutesFrom, measureMinutesTo, type TimetableInput } from '#core/routing';
import { aCase, day, type RandomQuestion } from './networks.ts';
import { makeOracle, type Oracle } from './oracle.ts';
import { casesOf } from '../../trial-length.ts';

type Case = [TimetableInput, RandomQuestion];

/** How often transit beat walking, so that agreement is not agreement on nothing. */
const seen = { from: 0, to: 0, asked: 0 };

function expectAgreement([input, question]: Case, direction: 'from' | 'to'): void {
  const { place, points, fromMinute, minutes, limitMinutes, maxWalkMinutes } = question;
  const oracle = makeOracle({ input, date: day, limitMinutes, maxWalkMinutes });
  const ask = () =>
    (direction === 'from' ? measureMinutesFrom : measureMinutesTo)({
      timetable: buildTimetable(input),
      date: day,
      window: { fromMinute, toMinute: fromMinute + minutes },
      limitMinutes,
      maxWalkMinutes,
      place,
      points: { lon: points.map(({ lon }) => lon), lat: points.map(({ lat }) => lat) },
    });
  if (!oracle.hasService) {
    expect(ask).toThrow('no service');
    return;
  }
  const table = ask();
  expect(table.minutes).toHaveLength(points.length * minutes);
  for (let at = 0; at < table.minutes.length; at++) {
    const expected = expectedAt(oracle, question, direction, at);
    seen.asked++;
    if (expected === Infinity) expect(table.minutes[at]).toBe(Infinity);
    else expect(Math.abs(table.minutes[at]! - expected), `entry ${at}`).toBeLessThan(1e-7);
  }
}

function expectedAt(oracle: Oracle, question: RandomQuestion, direction: 'from' | 'to', at: number): number {
  const point = question.points[Math.floor(at / question.minutes)]!;
  const minute = question.fromMinute + (at % question.minutes);
  const ends = direction === 'from' ? ([question.place, point] as const) : ([point, question.place] as const);
  const ask = direction === 'from' ? oracle.leaveAt : oracle.arriveBy;
  const minutes = ask(ends[0], ends[1], minute);
  const metres = Math.hypot((ends[0].lon - ends[1].lon) * 66_300, (ends[0].lat - ends[1].lat) * 111_200);
  if (minutes < (metres * 1.2) / 80 - 1) seen[direction]++;
  return minutes;
}

describe('the router equals a search written separately', () => {
  test('leaving at a single minute', () => {
    fc.assert(
      fc.property(aCase(fc.constant(1)), (one) => expectAgreement(one, 'from')),
      { numRuns: casesOf(300, 3000) },
    );
  });

  test('leaving at each minute of a window', () => {
    fc.assert(
      fc.property(aCase(fc.integer({ min: 2, max: 12 })), (one) => expectAgreement(one, 'from')),
      { numRuns: casesOf(150, 1500) },
    );
  });

  test('arriving by a single minute', () => {
    fc.assert(
      fc.property(aCase(fc.constant(1)), (one) => expectAgreement(one, 'to')),
      { numRuns: casesOf(300, 3000) },
    );
  });

  test('arriving by each minute of a window', () => {
    fc.assert(
      fc.property(aCase(fc.integer({ min: 2, max: 12 })), (one) => expectAgreement(one, 'to')),
      { numRuns: casesOf(150, 1500) },
    );
  });

  test('and vehicles mattered in many of the journeys compared', () => {
    expect(seen.from).toBeGreaterThan(casesOf(100, 1000));
    expect(seen.to).toBeGreaterThan(casesOf(100, 1000));
  });
});
