import { z } from 'zod';
import { float64, int32, query, uint8 } from './kinds.ts';
import { geographyRef } from './words.ts';

/**
 * All areas of one geography as columns. The **area index** (position in these columns, ordered by code) is what
 * values, outcomes and ranks of the same geography are aligned with; `ids` are the feature ids in tiles.
 */
export const areaList = z.object({
  geography: geographyRef,
  ids: int32,
  codes: z.array(z.string()),
  /** Empty text where the source gave no name. */
  names: z.array(z.string()),
  /** Label points, degrees. */
  lon: float64,
  lat: float64,
  /** Square metres of land. */
  landArea: float64,
  /** For each linked coarser geography: its areas, and for each of our areas the position of its parent there, or -1. */
  parents: z.array(
    z.object({
      geography: geographyRef,
      codes: z.array(z.string()),
      names: z.array(z.string()),
      index: int32,
    }),
  ),
});
export type AreaList = z.infer<typeof areaList>;

export const areaMatch = z.object({
  geography: geographyRef,
  code: z.string(),
  name: z.string(),
  lon: z.number(),
  lat: z.number(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});

export const areaCalls = {
  'area.list': query(z.object({ geography: geographyRef }), areaList),
  /** One Mapbox vector tile, layer `areas`, feature id = area id, properties `code` and `name`; empty where there is nothing. */
  'area.tile': query(
    z.object({
      geography: geographyRef,
      z: z.number().int().min(0).max(22),
      x: z.number().int(),
      y: z.number().int(),
    }),
    uint8,
  ),
  /** Areas whose code or name begins with, or else holds, the text. Best first. */
  'area.search': query(z.object({ text: z.string(), limit: z.number().int().max(100) }), z.array(areaMatch)),
  /** Positions (in `area.list`) of the areas of a designation in its own geography. */
  'area.designated': query(
    z.object({ designation: z.string() }),
    z.object({ geography: geographyRef, index: int32 }),
  ),
} as const;
