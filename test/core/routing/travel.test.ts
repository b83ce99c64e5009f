import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  geodesicMetres,
  greatCircleMetres,
  indexPlaces,
  layAreaEnds,
  openTravelMeter,
  percentileOfSorted,
  measureMinutesTo,
  splitSites,
  summariseAreas,
  travelMatrix,
  walkSeconds,
  buildTimetable,
  type LonLat,
} from '#core/routing';
import { aFeed, day } from './networks.ts';

const degrees = (whole: number, minutes: number, seconds: number) => whole + minutes / 60 + seconds / 3600;

describe('distances', () => {
  test('along the geodesic equal the worked example of Geoscience Australia', () => {
    // GDA technical manual: Flinders Peak to Buninyong, 54,972.271 m (GRS 80, the same to the millimetre on WGS 84).
    const flinders = { lon: degrees(144, 25, 29.5244), lat: -degrees(37, 57, 3.7203) };
    const buninyong = { lon: degrees(143, 55, 35.3839), lat: -degrees(37, 39, 10.1561) };
    expect(geodesicMetres(flinders, buninyong)).toBeCloseTo(54_972.271, 2);
    expect(geodesicMetres(buninyong, flinders)).toBeCloseTo(54_972.271, 2);
  });

  test('along the equator and a meridian equal the ellipsoid’s own measures', () => {
    // One degree of the equator is a·π/180; the quarter meridian of WGS 84 is 10,001,965.729 m.
    expect(geodesicMetres({ lon: 0, lat: 0 }, { lon: 1, lat: 0 })).toBeCloseTo(
      (6_378_137 * Math.PI) / 180,
      4,
    );
    expect(geodesicMetres({ lon: 0, lat: 0 }, { lon: 0, lat: 90 })).toBeCloseTo(10_001_965.729, 2);
  });

  test('are 0 for one place, NaN for an unknown one, and settle for places opposite each other', () => {
    expect(geodesicMetres({ lon: -3, lat: 53 }, { lon: -3, lat: 53 })).toBe(0);
    expect(geodesicMetres({ lon: NaN, lat: 53 }, { lon: -3, lat: 53 })).toBeNaN();
    expect(geodesicMetres({ lon: 0, lat: 0 }, { lon: 179.9, lat: 0.1 })).toBeGreaterThan(19_900_000);
  });

  test('on the sphere are arcs of the mean radius; walking them takes 1.2 times as long at 80 m a minute', () => {
    const quarter = greatCircleMetres({ lon: 0, lat: 0 }, { lon: 90, lat: 0 });
    expect(quarter).toBeCloseTo((6_371_008.8 * Math.PI) / 2, 4);
    expect(walkSeconds({ lon: 0, lat: 0 }, { lon: 90, lat: 0 })).toBeCloseTo(((quarter * 1.2) / 80) * 60, 4);
  });
});

const aPlace = fc.record({
  lon: fc.double({ min: -3.1, max: -2.9, noNaN: true }),
  lat: fc.double({ min: 53.3, max: 53.5, noNaN: true }),
});

test('the index of places finds all within a walk and no other, nearest first', () => {
  fc.assert(
    fc.property(
      fc.array(aPlace, { maxLength: 60 }),
      aPlace,
      fc.double({ min: 0, max: 9000, noNaN: true }),
      (places, from, most) => {
        const found = indexPlaces({
          lon: places.map(({ lon }) => lon),
          lat: places.map(({ lat }) => lat),
        }).within(from, most);
        const expected = places
          .map((place, index) => ({ index, seconds: walkSeconds(from, place) }))
          .filter(({ seconds }) => seconds <= most)
          .toSorted((one, other) => one.seconds - other.seconds || one.index - other.index);
        expect(found).toEqual(expected);
      },
    ),
  );
});

describe('a percentile', () => {
  test.each([
    [0, 1],
    [1, 1],
    [5, 1],
    [25, 1],
    [26, 2],
    [50, 2],
    [75, 3],
    [76, Infinity],
    [100, Infinity],
  ])('%d of 1, 2, 3, never is %d: the value at ⌈p/100·n⌉ − 1', (p, expected) => {
    expect(percentileOfSorted([1, 2, 3, Infinity], p)).toBe(expected);
  });

  test('is exact where p/100·n is whole', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
    for (let p = 1; p <= 100; p++) expect(percentileOfSorted(hundred, p)).toBe(p);
  });

  test('of nothing is not a number, and 101 is none', () => {
    expect(percentileOfSorted([], 50)).toBeNaN();
    expect(() => percentileOfSorted([1], 101)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

const here = { lon: -2.9, lat: 53.4 };
const thousandMetresNorth = { lon: -2.9, lat: 53.4 + (1000 / 6_371_008.8) * (180 / Math.PI) };
const points = { lon: [here.lon, thousandMetresNorth.lon, NaN], lat: [here.lat, thousandMetresNorth.lat, 0] };

describe('modes without a timetable', () => {
  test('walk: a kilometre takes 15 minutes', () => {
    const travel = openTravelMeter({ mode: 'walk', limit: 30 }, points);
    const costs = travel.costs(here);
    expect([costs[0], costs[2]]).toEqual([0, Infinity]);
    expect(costs[1]).toBeCloseTo(15, 9);
    expect(travel).toMatchObject({ unit: 'minutes', basis: 'straight line × 1.2' });
  });

  test('cycle: a kilometre takes 4.5 minutes at 16 km/h', () => {
    expect(openTravelMeter({ mode: 'cycle', limit: 30 }, points).costs(here)[1]).toBeCloseTo(4.5, 9);
  });

  test('distance: kilometres along the geodesic', () => {
    const travel = openTravelMeter({ mode: 'distance', limit: 30 }, points);
    expect(travel.costs(here)[1]).toBe(geodesicMetres(here, thousandMetresNorth) / 1000);
    expect(travel).toMatchObject({ unit: 'kilometres', basis: 'geodesic' });
  });

  test('distance: a place is reached exactly where its geodesic is no longer than the limit', () => {
    const place = fc.record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
    });
    fc.assert(
      fc.property(place, place, (from, to) => {
        const kilometres = geodesicMetres(from, to) / 1000;
        const within = (limit: number) =>
          openTravelMeter({ mode: 'distance', limit }, { lon: [to.lon], lat: [to.lat] }).costs(from)[0];
        expect(within(kilometres)).toBe(kilometres);
        if (kilometres > 0) expect(within(kilometres * (1 - 1e-12))).toBe(Infinity);
      }),
      // Angles whose squares are too small for a number.
      {
        examples: [
          [
            { lon: 0, lat: -8.25e-160 },
            { lon: 0, lat: 0 },
          ],
        ],
      },
    );
  });

  test('nothing over the limit is reached', () => {
    expect(openTravelMeter({ mode: 'walk', limit: 14.99 }, points).costs(here)[1]).toBe(Infinity);
    expect(() => openTravelMeter({ mode: 'walk', limit: -1 }, points)).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });
});

describe('areas with several points', () => {
  const ends = layAreaEnds([
    [
      { ...here, weight: 30 },
      { ...here, weight: 60 },
      { ...here, weight: 10 },
    ],
    [here],
    [],
    [
      { ...here, weight: 0 },
      { ...here, weight: 0 },
    ],
  ]);
  const costs = Float64Array.of(10, 40, Infinity, 25, 50, 20);

  test('take the weighted median of their points, and the share of the weight within the limit', () => {
    const reach = summariseAreas(ends, costs, 30);
    expect([...reach.cost]).toEqual([40, 25, Infinity, 20]);
    expect([...reach.share]).toEqual([0.3, 1, 0, 0.5]);
  });

  test('are not reached where under half the weight is', () => {
    const half = layAreaEnds([
      [
        { ...here, weight: 49 },
        { ...here, weight: 51 },
      ],
    ]);
    expect(summariseAreas(half, Float64Array.of(1, Infinity), 30).cost[0]).toBe(Infinity);
    const just = layAreaEnds([
      [
        { ...here, weight: 50 },
        { ...here, weight: 50 },
      ],
    ]);
    expect(summariseAreas(just, Float64Array.of(1, Infinity), 30).cost[0]).toBe(1);
  });

  test('refuse weights that count nobody', () => {
    expect(() => layAreaEnds([[{ ...here, weight: -1 }]])).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
    expect(() => layAreaEnds([[{ ...here, weight: NaN }]])).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });
});

describe('many sites and many areas', () => {
  const sites: LonLat[] = Array.from({ length: 7 }, (_, at) => ({ lon: -2.9 + at * 0.01, lat: 53.4 }));
  const columns = { lon: sites.map(({ lon }) => lon), lat: sites.map(({ lat }) => lat) };
  const ends = layAreaEnds([[here], [here, thousandMetresNorth], []]);
  const timetable = buildTimetable(
    aFeed({
      stops: sites.map((site, at) => ({ id: `s${at}`, name: '', ...site, parentId: null })),
      trips: [
        {
          id: 't',
          serviceId: 'daily',
          calls: sites.map((_, at) => ({ stop: at, arrives: 28_800 + at * 60, departs: 28_800 + at * 60 })),
        },
      ],
    }),
  );
  const travel = openTravelMeter(
    {
      mode: 'transit',
      timetable,
      date: day,
      window: { fromMinute: 480, toMinute: 500 },
      limitMinutes: 40,
      direction: 'to',
      percentile: 50,
    },
    ends,
  );

  test('pieces put together are the whole, and each row is what one site gives', () => {
    const whole = travelMatrix({ travel, ends, sites: columns, firstSite: 0, endSite: 7 });
    const pieces = splitSites(7, 3).map((piece) => travelMatrix({ travel, ends, sites: columns, ...piece }));
    expect(pieces.map(({ siteCount }) => siteCount)).toEqual([2, 2, 3]);
    expect(pieces.flatMap(({ cost }) => [...cost])).toEqual([...whole.cost]);
    expect(pieces.flatMap(({ share }) => [...share])).toEqual([...whole.share]);
    const table = measureMinutesTo({
      timetable,
      date: day,
      window: { fromMinute: 480, toMinute: 500 },
      limitMinutes: 40,
      place: sites[4]!,
      points: { lon: [here.lon], lat: [here.lat] },
    });
    expect(whole.cost[4 * 3]).toBe(percentileOfSorted(table.minutes.toSorted(), 50));
  });

  test('pieces are never empty and never more than asked for', () => {
    expect(splitSites(2, 8)).toEqual([
      { firstSite: 0, endSite: 1 },
      { firstSite: 1, endSite: 2 },
    ]);
    expect(splitSites(0, 2)).toEqual([]);
  });

  test('progress is told after each site, and what it throws stops the work', () => {
    const told: number[] = [];
    const stopAfterTwo = (done: number) => {
      told.push(done);
      if (done === 2) throw new Error('stopped');
    };
    expect(() =>
      travelMatrix({ travel, ends, sites: columns, firstSite: 0, endSite: 7, onBatch: stopAfterTwo }),
    ).toThrow('stopped');
    expect(told).toEqual([1, 2]);
  });
});
