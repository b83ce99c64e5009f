import { describe, expect, it } from 'vitest';
import { tileBounds } from '#core/geography';
import { listFirstTiles } from '../../../backend/tiles/first-tiles.ts';

type Bounds = [number, number, number, number];

function describing(bounds: Bounds | null): Parameters<typeof listFirstTiles>[0] {
  return { geographies: [{ geography: 'lsoa', vintage: '2011', areas: 1, links: [], bounds, points: null }] };
}

const cityRegion: Bounds = [-3.25, 53.25, -2.55, 53.7];
const england: Bounds = [-6.42, 49.86, 1.77, 55.81];

describe('the tiles that a map asks for first', () => {
  it('cover all areas', () => {
    for (const bounds of [cityRegion, england]) {
      const tiles = listFirstTiles(describing(bounds)).map(({ z, x, y }) => tileBounds(z, x, y));
      expect(Math.min(...tiles.map(([west]) => west))).toBeLessThanOrEqual(bounds[0]);
      expect(Math.min(...tiles.map(([, south]) => south))).toBeLessThanOrEqual(bounds[1]);
      expect(Math.max(...tiles.map(([, , east]) => east))).toBeGreaterThanOrEqual(bounds[2]);
      expect(Math.max(...tiles.map(([, , , north]) => north))).toBeGreaterThanOrEqual(bounds[3]);
    }
  });

  it('are few, and deeper where the areas are a city than where they are a country', () => {
    const [city, country] = [cityRegion, england].map((bounds) => listFirstTiles(describing(bounds)));
    expect(city?.length).toBeLessThanOrEqual(9);
    expect(country?.length).toBeLessThanOrEqual(9);
    expect(city?.[0]?.z).toBe(8);
    expect(country?.[0]?.z).toBe(4);
  });

  it('are none without areas, and one of the deepest kind for a single point', () => {
    expect(listFirstTiles(describing(null))).toEqual([]);
    expect(listFirstTiles(describing([-3, 53, -3, 53])).map(({ z }) => z)).toEqual([13]);
  });
});
