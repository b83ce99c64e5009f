import { describe, expect, it } from 'vitest';
import { site as siteShape } from '#contract';
import { locateIn, shapeFromRings } from '#core/geography';
import { matchDeliveries, parseSelector } from '#core/provision';
import { greatCircleMetres } from '#core/routing';
import { employmentSites } from '#data/demo';
import { areasOf, demo } from './demo.ts';

describe('The invented employment sites', () => {
  it('are twelve places of work with ids of their own, one of which does not say how many jobs it has', () => {
    expect(employmentSites).toHaveLength(12);
    for (const site of employmentSites) expect(siteShape.parse(site)).toEqual(site);
    const ids = new Set([...employmentSites, ...demo.provision.sites].map(({ id }) => id));
    expect(ids.size).toBe(12 + demo.provision.sites.length);
    expect(employmentSites.every(({ kind }) => kind === 'employment')).toBe(true);
    expect(employmentSites.filter(({ jobs }) => jobs === null)).toHaveLength(1);
  });

  it('lie on the land, in each of the six districts', () => {
    const land = locateIn(areasOf('district').map(({ polygons }) => shapeFromRings(polygons)));
    const found = employmentSites.map(({ lon, lat }) => land.locate(lon, lat));
    expect(new Set(found)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  it('have a stop of the invented timetable within a walk of 15 minutes, so that they can be reached', () => {
    for (const site of employmentSites)
      expect(demo.timetable.stops.some((stop) => greatCircleMetres(site, stop) * 1.2 <= 1_200)).toBe(true);
  });

  it('change nothing of what is delivered: * picks the same deliveries, none of them at a place of work', () => {
    const whole = { ...demo.provision, sites: [...demo.provision.sites, ...employmentSites] };
    const all = matchDeliveries(whole, parseSelector('*'), null);
    expect(all).toEqual(demo.provision.deliveries);
    expect(all.some(({ site }) => employmentSites.some(({ id }) => id === site))).toBe(false);
  });
});
