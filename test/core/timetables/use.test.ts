import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clocksAgree,
  decideUse,
  identifyFeed,
  isSameFeed,
  shareInCommon,
  type KnownTimetable,
} from '#core/timetables';

const range = (from: number, to: number, mark = ''): string[] =>
  Array.from({ length: to - from }, (_, at) => `${mark}${from + at}`);

const buses = { agencies: ['Arriva', 'Stagecoach'], lines: range(1, 41), stops: range(0, 400, '2800S') };
const railway = { agencies: ['Merseyrail'], lines: ['Northern', 'Wirral'], stops: range(0, 66, 'MR') };

function aTimetable(
  release: number,
  names: typeof buses,
  timeZone: string | null = 'Europe/London',
): KnownTimetable {
  return { release, title: `feed ${release}`, timeZone, identity: identifyFeed(names), choice: null };
}

function choose(timetables: KnownTimetable[], choices: [number, boolean][]): KnownTimetable[] {
  const choiceOf = new Map(choices);
  return timetables.map((each) => ({ ...each, choice: choiceOf.get(each.release) ?? null }));
}

const inUse = (timetables: KnownTimetable[], choices: [number, boolean][] = []): number[] =>
  decideUse(choose(timetables, choices))
    .filter((each) => each.inUse)
    .map(({ release }) => release);

describe('the share of names in common', () => {
  const share = (a: string[], b: string[]): number => {
    const [one, other] = [a, b].map((stops) => identifyFeed({ agencies: [], lines: [], stops }).stops);
    return shareInCommon(one!, other!);
  };

  test('is that of all names of both, whatever their case and blanks', () => {
    expect(share(['A', 'b', 'c'], [' B ', 'C', 'd'])).toBe(0.5);
    expect(share(['a'], ['b'])).toBe(0);
    expect(share([], [])).toBe(1);
    expect(share(['a'], [])).toBe(0);
  });

  test('is exact for short lists and near the truth for long ones, however they overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (size, part) => {
          const shift = Math.floor(size * part);
          const found = share(range(0, size), range(shift, size + shift));
          // Five times the standard error of a share of a half among 256.
          expect(Math.abs(found - (size - shift) / (size + shift))).toBeLessThan(0.16);
        },
      ),
      { numRuns: 60 },
    );
    expect(share(range(0, 100), range(25, 125))).toBe(75 / 125);
  });
});

describe('a later feed is an edition of the same where at least half of agencies, of lines and of stops are in both', () => {
  const edition = (change: Partial<typeof buses>): boolean =>
    isSameFeed(identifyFeed(buses), identifyFeed({ ...buses, ...change }));

  test('with some lines and stops changed it is', () => {
    expect(edition({})).toBe(true);
    expect(edition({ lines: range(5, 45), stops: range(30, 430, '2800S') })).toBe(true);
    expect(edition({ agencies: ['Arriva', 'Stagecoach', 'Peoplesbus'] })).toBe(true);
  });

  test('another company at the same stops, school buses apart, and another town are not', () => {
    expect(edition({ agencies: ['Peoplesbus'] })).toBe(false);
    expect(edition({ lines: range(600, 640) })).toBe(false);
    expect(edition({ stops: range(0, 400, '1800S') })).toBe(false);
  });
});

describe('clocks', () => {
  test('agree where they show the same all year, and where one is not known', () => {
    expect(clocksAgree('Europe/London', 'Europe/London')).toBe(true);
    expect(clocksAgree('Europe/London', 'Europe/Dublin')).toBe(true);
    expect(clocksAgree('Europe/London', null)).toBe(true);
    expect(clocksAgree('Europe/London', 'Nowhere/Land')).toBe(true);
  });

  test('do not agree where they differ in summer only', () => {
    expect(clocksAgree('Europe/London', 'Europe/Paris')).toBe(false);
    expect(clocksAgree('Europe/London', 'Atlantic/Reykjavik')).toBe(false);
  });
});

describe('journeys use', () => {
  test('the timetables of different feeds together', () => {
    expect(inUse([aTimetable(1, buses), aTimetable(2, railway)])).toEqual([1, 2]);
    expect(inUse([])).toEqual([]);
  });

  test('the latest edition of a feed, and say by which an older one was replaced', () => {
    const timetables = [
      aTimetable(1, buses),
      aTimetable(2, railway),
      aTimetable(3, buses),
      aTimetable(4, buses),
    ];
    expect(inUse(timetables)).toEqual([2, 4]);
    expect(decideUse(timetables)[0]).toEqual({
      release: 1,
      inUse: false,
      why: 'Replaced by “feed 4”, a later edition of the same feed.',
      replacedBy: 4,
    });
  });

  test('an older edition again where a person says so, also beside the later one', () => {
    const timetables = [aTimetable(1, buses), aTimetable(2, buses)];
    expect(inUse(timetables, [[1, true]])).toEqual([1, 2]);
    expect(
      inUse(timetables, [
        [1, true],
        [2, false],
      ]),
    ).toEqual([1]);
  });

  test('no timetable that a person took out, and no older edition in its place', () => {
    const timetables = [aTimetable(1, buses), aTimetable(2, buses)];
    expect(inUse(timetables, [[2, false]])).toEqual([]);
    expect(decideUse(choose(timetables, [[2, false]]))[1]!.why).toBe('Taken out of use.');
  });

  test('no timetable of another clock than those before it', () => {
    const timetables = [aTimetable(1, buses), aTimetable(2, railway, 'Europe/Paris')];
    expect(inUse(timetables)).toEqual([1]);
    expect(decideUse(timetables)[1]!.why).toContain('those of Europe/Paris');
    // Once nothing of the first clock is in use, the second may be.
    expect(inUse(timetables, [[1, false]])).toEqual([2]);
  });

  test('the earlier edition still where the later one has another clock', () => {
    const timetables = [aTimetable(1, buses), aTimetable(2, railway), aTimetable(3, buses, 'Etc/UTC')];
    expect(inUse(timetables)).toEqual([1, 2]);
  });

  test('a timetable of which nothing is known, as an edition of no other', () => {
    const unknown = { release: 1, title: 'old', timeZone: null, identity: null, choice: null };
    expect(inUse([unknown, { ...unknown, release: 2 }, aTimetable(3, buses)])).toEqual([1, 2, 3]);
  });
});
