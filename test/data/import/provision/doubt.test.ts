import { describe, expect, it } from 'vitest';
import type { Bounds } from '#core/geography';
import { findDoubt } from '../../../../data/import/provision/doubt.ts';
import type { Region } from '../../../../data/import/provision/region.ts';

function regionOf(bounds: Bounds): Region {
  const [west, south, east, north] = bounds;
  return { bounds, holds: (lon, lat) => lon >= west && lon <= east && lat >= south && lat <= north };
}
const mersey = regionOf([-3.23, 53.3, -2.58, 53.7]);
const ulster = regionOf([-6.2, 54.4, -5.7, 54.8]);

describe('eastings and northings', () => {
  // Huyton Library, E 344,288 N 390,894, lies at 2.8396° W, 53.4119° N; the other way round it is in Staffordshire.
  it('exchanged are told by the region', () => {
    const doubt = findDoubt({ x: 390_894, y: 344_288 }, 'metres', {
      at: { lon: -2.1364, lat: 52.9958 },
      region: mersey,
    });
    expect(doubt).toContain('look exchanged');
  });

  // Belfast City Hall on the Irish Grid: J 338 740, E 333,830 N 374,030 (Ordnance Survey of Northern Ireland).
  it('of the Irish Grid are told where the region lies in Northern Ireland', () => {
    const doubt = findDoubt({ x: 333_830, y: 374_030 }, 'metres', {
      at: { lon: -2.994, lat: 53.259 },
      region: ulster,
    });
    expect(doubt).toContain('metres of the Irish Grid, not of the British National Grid');
    expect(doubt).toContain('EPSG:29902');
  });

  it('in the region or near it are not doubted, whatever else they could be', () => {
    for (const at of [
      { lon: -2.84, lat: 53.41 },
      { lon: -2.3, lat: 53.5 },
    ])
      expect(findDoubt({ x: 390_894, y: 344_288 }, 'metres', { at, region: mersey })).toBeUndefined();
  });

  it('are not doubted without a region', () => {
    expect(
      findDoubt({ x: 390_894, y: 344_288 }, 'metres', { at: undefined, region: undefined }),
    ).toBeUndefined();
  });
});
