import { describe, expect, test } from 'vitest';
import { stages } from '#contract';
import { makeOutline, makeSitePoints, siteImageName, partMarks } from '../../../renderer/map/site-layers.ts';
import { lookOf, stageSymbols } from '../../../renderer/map/site-symbols.ts';

const site = (id: string, isQuiet = false) => ({
  id,
  name: `Site ${id}`,
  lon: -2.9,
  lat: 53.4,
  stages: ['job_entry', 'advice'] as const,
  kind: 'site' as const,
  isQuiet,
});

describe('symbols of sites', () => {
  test('every stage has a shape and a colour of its own', () => {
    const symbols = stages.map((stage) => stageSymbols[stage]);
    expect(new Set(symbols.map(({ shape }) => shape)).size).toBe(stages.length);
    expect(new Set(symbols.map(({ colour }) => colour)).size).toBe(stages.length);
  });

  test('a picture is named by its stages in the order of the continuum, whatever the order of deliveries', () => {
    expect(siteImageName(site('s1'))).toBe('site advice+job_entry');
  });

  test('an employment site has a shape of its own, before what is delivered there', () => {
    const shapes = stages.map((stage) => JSON.stringify(stageSymbols[stage].corners));
    expect(shapes).not.toContain(JSON.stringify(lookOf('employment').corners));
    expect(siteImageName({ stages: [], kind: 'employment' })).toBe('site employment');
    expect(siteImageName({ stages: ['advice'], kind: 'employment' })).toBe('site employment+advice');
  });

  test('the selected site and proposed ones never hide in a group', () => {
    const proposed = { ...site('p'), kind: 'proposed' as const };
    const { together, apart } = partMarks({
      sites: [site('a'), site('b'), proposed, site('quiet', true)],
      selected: 'b',
    });
    const idsOf = (points: typeof apart) => points.features.map(({ properties }) => properties?.['site']);
    expect(idsOf(together)).toEqual(['a', 'quiet']);
    expect(idsOf(apart)).toEqual(['b', 'p']);
  });

  test('the picture of a proposed site is named by its rank', () => {
    expect(siteImageName({ stages: [], kind: 'proposed', rank: 3 })).toBe('site proposed 3');
    expect(siteImageName({ stages: [], kind: 'proposed' })).toBe('site proposed ');
  });

  test('the selected site lies above those that match, and these above those that do not', () => {
    const sites = [site('quiet', true), site('match'), site('chosen')];
    const { features } = makeSitePoints({ sites, selected: 'chosen' });
    const order = features.map(({ properties }) => Number(properties?.['order']));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(3);
  });
});

test('a catchment that reaches nothing draws nothing', () => {
  expect(makeOutline([]).features).toEqual([]);
  expect(makeOutline(null).features).toEqual([]);
});
