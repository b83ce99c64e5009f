import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildTimetable,
  datesWithService,
  encodeTimetable,
  percentileMinutes,
  measureMinutesFrom,
  measureMinutesTo,
  walkSeconds,
  type MinuteTable,
  type TimetableInput,
} from '#core/routing';
import { aCase, day, shuffled, type RandomQuestion } from './networks.ts';
import { casesOf } from '../../trial-length.ts';

type Ask = typeof measureMinutesFrom;

/** The table of a case, or undefined where nothing runs on the day. */
function measure(input: TimetableInput, question: RandomQuestion, ask: Ask): MinuteTable | undefined {
  const timetable = buildTimetable(input);
  if (!datesWithService(timetable).includes(day)) return undefined;
  const { place, points, fromMinute, minutes, limitMinutes, maxWalkMinutes } = question;
  return ask({
    timetable,
    date: day,
    window: { fromMinute, toMinute: fromMinute + minutes },
    limitMinutes,
    maxWalkMinutes,
    place,
    points: { lon: points.map(({ lon }) => lon), lat: points.map(({ lat }) => lat) },
  });
}

const aWindow = fc.integer({ min: 1, max: 8 });

/** Runs a law over random networks in both directions. */
function holds(
  law: (input: TimetableInput, question: RandomQuestion, ask: Ask) => void,
  numRuns = casesOf(100, 400),
): void {
  for (const ask of [measureMinutesFrom, measureMinutesTo]) {
    fc.assert(
      fc.property(aCase(aWindow), ([input, question]) => law(input, question, ask)),
      { numRuns },
    );
  }
}

/** Expects each of some minutes to be at most another, within rounding. */
function expectAtMost(small: ArrayLike<number> | undefined, large: ArrayLike<number> | undefined): void {
  if (small === undefined || large === undefined) return;
  for (let at = 0; at < large.length; at++) {
    if (large[at] !== Infinity) expect(small[at]!).toBeLessThanOrEqual(large[at]! + 1e-9);
  }
}

describe('laws of reach', () => {
  test('a longer limit changes no journey that a shorter one allows, and adds none within it', () => {
    holds((input, question, ask) => {
      const short = measure(input, { ...question, limitMinutes: 30 }, ask)?.minutes;
      const long = measure(input, { ...question, limitMinutes: 120 }, ask)?.minutes;
      expect(short).toEqual(long?.map((minutes) => (minutes <= 30 ? minutes : Infinity)));
    });
  });

  test('transit is never worse than walking all the way', () => {
    holds((input, question, ask) => {
      const table = measure(input, question, ask);
      const onFoot = question.points.flatMap((point) =>
        Array.from({ length: question.minutes }, () => walkSeconds(question.place, point) / 60),
      );
      expectAtMost(
        table?.minutes,
        onFoot.map((minutes) => (minutes <= question.limitMinutes ? minutes : Infinity)),
      );
    });
  });

  test('a later percentile takes no less time than an earlier one', () => {
    holds((input, question, ask) => {
      const table = measure(input, question, ask);
      if (table === undefined) return;
      const [early, middle, late] = [5, 50, 95].map((p) => percentileMinutes(table, p));
      expectAtMost(early, middle);
      expectAtMost(middle, late);
    });
  });

  test('adding a trip makes no journey longer', () => {
    holds((input, question, ask) => {
      const trips = input.trips.map((trip, index) => (index === 0 ? { ...trip, serviceId: 'never' } : trip));
      const fewer = { ...input, trips };
      expectAtMost(measure(input, question, ask)?.minutes, measure(fewer, question, ask)?.minutes);
    });
  });

  test('a longer walk makes no journey longer', () => {
    holds((input, question, ask) => {
      const further = { ...question, maxWalkMinutes: question.maxWalkMinutes + 5 };
      expectAtMost(measure(input, further, ask)?.minutes, measure(input, question, ask)?.minutes);
    });
  });

  test('a window says the same as each of its minutes alone', () => {
    holds((input, question, ask) => {
      const whole = measure(input, question, ask);
      if (whole === undefined) return;
      for (let minute = 0; minute < question.minutes; minute++) {
        const single = measure(
          input,
          { ...question, fromMinute: question.fromMinute + minute, minutes: 1 },
          ask,
        );
        const column = question.points.map((_, point) => whole.minutes[point * question.minutes + minute]);
        expect([...single!.minutes]).toEqual(column);
      }
    }, 150);
  });

  test('who has a minute more loses at most that minute', () => {
    holds((input, question, ask) => {
      const table = measure(input, { ...question, minutes: 2, limitMinutes: 180 }, ask);
      if (table === undefined) return;
      for (let point = 0; point < table.pointCount; point++) {
        const [first, second] = [table.minutes[2 * point]!, table.minutes[2 * point + 1]!];
        const [later, tighter] = ask === measureMinutesFrom ? [first, second] : [second, first];
        if (tighter <= 179) expect(later).toBeLessThanOrEqual(tighter + 1 + 1e-9);
      }
    });
  });

  test('who arrives at a time when leaving at eight need not leave before eight to arrive by that time', () => {
    fc.assert(
      fc.property(aCase(fc.constant(1)), ([input, question]) => {
        const out = measure(input, question, measureMinutesFrom);
        out?.minutes.forEach((minutes, index) => {
          const arrival = Math.ceil(question.fromMinute + minutes);
          if (!(arrival - question.fromMinute <= question.limitMinutes)) return;
          const back = {
            ...question,
            place: question.points[index]!,
            points: [question.place],
            fromMinute: arrival,
          };
          const inTime = measure(input, back, measureMinutesTo)!.minutes[0]!;
          expect(inTime).toBeLessThanOrEqual(arrival - question.fromMinute + 1e-9);
        });
      }),
      { numRuns: casesOf(150, 600) },
    );
  });

  test('the order of rows in the files changes nothing at all', () => {
    fc.assert(
      fc.property(
        aCase(aWindow),
        fc.array(fc.integer({ min: 1, max: 997 }), { minLength: 5, maxLength: 9 }),
        ([input], keys) => {
          const [one, other] = [input, shuffled(input, keys)].map((feed) =>
            encodeTimetable(buildTimetable(feed)),
          );
          expect(other).toEqual(one);
        },
      ),
      { numRuns: casesOf(120, 500) },
    );
  });
});
