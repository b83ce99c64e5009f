import { describe, expect, test } from 'vitest';
import { containsPoint, landAreaM2 } from '#core/geography';
import {
  buildTimetable,
  createJourneyFinder,
  greatCircleMetres,
  joinEnds,
  openTransit,
  outlineCircles,
  straightCircle,
  transitCircles,
  type Circle,
} from '#core/routing';
import { aFeed, day } from './networks.ts';

const degreesPerMetre = 180 / (Math.PI * 6_371_008.8);
/** A circle some metres north of a fixed place. */
const circle = (north: number, radiusMetres: number): Circle => ({
  lon: -2.9,
  lat: 53.4 + north * degreesPerMetre,
  radiusMetres,
});
const holesOf = ({ ringEnds, polygonEnds }: ReturnType<typeof outlineCircles>) =>
  ringEnds.length - polygonEnds.length;

describe('the outline of circles', () => {
  test('of one is round: every corner lies at its radius and the area is πr²', () => {
    const outline = outlineCircles([circle(0, 1000)]);
    for (let at = 0; at < outline.coordinates.length; at += 2) {
      const corner = { lon: outline.coordinates[at]!, lat: outline.coordinates[at + 1]! };
      expect(Math.abs(greatCircleMetres(circle(0, 1), corner) - 1000)).toBeLessThan(2);
    }
    expect(landAreaM2(outline) / (Math.PI * 1000 ** 2)).toBeCloseTo(1, 2);
  });

  test('of circles apart has parts, of circles that meet one', () => {
    expect(outlineCircles([circle(0, 900), circle(2000, 900)]).polygonEnds).toHaveLength(2);
    expect(outlineCircles([circle(0, 1100), circle(2000, 1100)]).polygonEnds).toHaveLength(1);
  });

  test('of a ring of circles has a hole, which holds nothing', () => {
    const ring = Array.from({ length: 12 }, (_, turn) => {
      const angle = (turn / 12) * 2 * Math.PI;
      const wide = degreesPerMetre / Math.cos((53.4 * Math.PI) / 180);
      return { ...circle(Math.sin(angle) * 2000, 700), lon: -2.9 + Math.cos(angle) * 2000 * wide };
    });
    const outline = outlineCircles(ring);
    expect(holesOf(outline)).toBe(1);
    expect(containsPoint(outline, -2.9, 53.4)).toBe(false);
    for (const { lon, lat } of ring) expect(containsPoint(outline, lon, lat)).toBe(true);
  });

  test('of nothing is empty', () => {
    expect(outlineCircles([]).ringEnds).toHaveLength(0);
  });
});

describe('the circles of a catchment', () => {
  const stopNorth = (id: string, metres: number) => ({ id, name: id, ...circle(metres, 0), parentId: null });
  const timetable = buildTimetable(
    aFeed({
      stops: [stopNorth('a', 0), stopNorth('b', 10_000), stopNorth('c', 20_000)],
      trips: [
        {
          id: 't',
          serviceId: 'daily',
          calls: [0, 600, 1620].map((after, stop) => ({
            stop,
            arrives: 28_800 + after,
            departs: 28_800 + after,
          })),
        },
      ],
    }),
  );

  test('are what is left to walk around each stop, and the walk of the whole limit around the place', () => {
    const network = openTransit(
      { timetable, date: day, window: { fromMinute: 480, toMinute: 481 }, limitMinutes: 60 },
      'from',
    );
    const finder = createJourneyFinder(network, joinEnds(network, { lon: [], lat: [] }), true);
    finder.measure(circle(0, 0));
    const circles = transitCircles({
      network,
      finder,
      place: circle(0, 0),
      percentile: 50,
      limitMinutes: 30,
    });
    // 80 ÷ 1.2 m a minute: 30 minutes 2000 m; b after 10 minutes, but at most 15 on foot; c after 27, 3 left.
    expect(circles.map(({ radiusMetres }) => Math.round(radiusMetres))).toEqual([2000, 1000, 200]);
  });

  test('are one circle without a timetable', () => {
    expect(straightCircle('distance', circle(0, 0), 2.5).radiusMetres).toBe(2500);
    expect(straightCircle('walk', circle(0, 0), 15).radiusMetres).toBeCloseTo(1000, 9);
    expect(straightCircle('cycle', circle(0, 0), 4.5).radiusMetres).toBeCloseTo(1000, 9);
  });
});
