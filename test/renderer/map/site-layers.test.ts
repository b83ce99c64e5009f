import { describe, expect, test } from 'vitest';
import { stages } from '#contract';
import { makeOutline, makeSitePoints, siteImageName } from '../../../renderer/map/site-layers.ts';
import { stageSymbols } from '../../../renderer/map/site-symbols.ts';

const site = (id: string, isQuiet = false) => ({
  id,
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
