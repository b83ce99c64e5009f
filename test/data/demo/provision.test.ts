import { describe, expect, it } from 'vitest';
import { provision as provisionShape, stages } from '#contract';
import { labelPoint, locateIn, shapeFromRings } from '#core/geography';
import { buildTimetable, datesWithService, tripsOn, walkSeconds } from '#core/routing';
import { areasOf, demo, lsoas } from './demo.ts';

const { providers, programmes, sites, deliveries } = demo.provision;

describe('The invented provision', () => {
  it('is 60 sites, 20 programmes by 12 providers, six stages and eight funding streams', () => {
    expect([sites.length, programmes.length, providers.length]).toEqual([60, 20, 12]);
    expect(new Set(deliveries.map(({ stage }) => stage))).toEqual(new Set(stages));
    expect(new Set(deliveries.map(({ fundingStream }) => fundingStream)).size).toBe(8);
    expect(() => provisionShape.parse(demo.provision)).not.toThrow();
  });

  it('names only what exists, each id once', () => {
    for (const list of [providers, programmes, sites, deliveries]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    }
    const known = new Set([...sites, ...programmes, ...providers].map(({ id }) => id));
    expect(programmes.every(({ provider }) => known.has(provider))).toBe(true);
    expect(deliveries.every(({ site, programme }) => known.has(site) && known.has(programme))).toBe(true);
  });

  it('has every site on the land, in each of the six districts', () => {
    const land = locateIn(areasOf('district').map(({ polygons }) => shapeFromRings(polygons)));
    const found = sites.map(({ lon, lat }) => land.locate(lon, lat));
    expect(new Set(found)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  it('has unknown capacities, ended contracts and cohorts, so that nothing is left to luck in a demonstration', () => {
    expect(deliveries.some(({ places }) => places === null)).toBe(true);
    expect(deliveries.some(({ lastDay }) => lastDay !== null && lastDay < '2008-09-01')).toBe(true);
    expect(deliveries.some(({ firstDay }) => firstDay !== null && firstDay > '2008-09-01')).toBe(true);
    expect(deliveries.some(({ eligible }) => eligible.includes('age=18-24'))).toBe(true);
    expect(sites.some(({ lastDay }) => lastDay !== null)).toBe(true);
  });
});

describe('The invented performance', () => {
  it('covers two financial years and every programme, by ward', () => {
    expect(new Set(demo.performance.map(({ period }) => period))).toEqual(new Set(['2006/07', '2007/08']));
    expect(new Set(demo.performance.map(({ programme }) => programme)).size).toBe(20);
    const wards = new Set(areasOf('ward').map(({ code }) => code));
    expect(demo.performance.every(({ area }) => wards.has(area))).toBe(true);
  });

  it('never has more outcomes than starts, nor more sustained ones than outcomes, and withholds small counts', () => {
    for (const { starts, outcomes, sustained, suppressed } of demo.performance) {
      if (starts === null) {
        expect([outcomes, sustained, suppressed]).toEqual([null, null, ['starts', 'outcomes', 'sustained']]);
        continue;
      }
      expect(outcomes!).toBeLessThanOrEqual(starts);
      expect(sustained!).toBeLessThanOrEqual(outcomes!);
    }
    expect(demo.performance.some(({ suppressed }) => suppressed.length > 0)).toBe(true);
  });
});

describe('The invented timetable', () => {
  const timetable = buildTimetable(demo.timetable);
  const routes = (type: number) => demo.timetable.routes.filter((route) => route.type === type);

  it('has about 40 bus lines, four railways and the ferry, each called synthetic', () => {
    expect([routes(3).length, routes(2).length, routes(4).length]).toEqual([42, 4, 1]);
    expect(demo.timetable.routes.every(({ name }) => name.includes('(synthetic)'))).toBe(true);
  });

  it('is taken whole: no trip, stop time or transfer is left out', () => {
    expect(Object.values(timetable.omitted).every((times) => times === 0)).toBe(true);
  });

  it('runs most on weekdays and least on Sundays, not at Christmas, and on bank holidays as on Sundays', () => {
    const [tuesday, saturday, sunday] = ['2008-09-09', '2008-09-13', '2008-09-14'].map((day) =>
      tripsOn(timetable, day),
    ) as [number, number, number];
    expect(tuesday).toBeGreaterThan(saturday);
    expect(saturday).toBeGreaterThan(sunday);
    expect(sunday).toBeGreaterThan(500);
    expect(tripsOn(timetable, '2008-08-25')).toBe(sunday);
    expect(datesWithService(timetable)).not.toContain('2008-12-25');
  });

  it('calls at every place that a ward grows around', () => {
    const names = new Set(demo.timetable.stops.map(({ name }) => name));
    expect(areasOf('ward').filter(({ name }) => !names.has(name))).toEqual([]);
  });

  it('brings a stop within the usual access walk of 15 minutes of more than five in six LSOAs', () => {
    const near = lsoas.filter(({ polygons }) => {
      const middle = labelPoint(shapeFromRings(polygons));
      return demo.timetable.stops.some((stop) => walkSeconds(middle, stop) <= 900);
    });
    expect(near.length / lsoas.length).toBeGreaterThan(5 / 6);
  });
});
