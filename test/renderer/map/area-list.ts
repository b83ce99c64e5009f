import type { AreaList, GeographyRef } from '#contract';

/** An area list of named places; ids count from `firstId`, codes are made from them. */
export function buildAreaList(
  geography: GeographyRef,
  places: readonly { name: string; lon: number; lat: number; landArea?: number }[],
  firstId = 1,
): AreaList {
  return {
    geography,
    ids: Int32Array.from(places, (_, index) => firstId + index),
    codes: places.map((_, index) => `E${String(firstId + index).padStart(8, '0')}`),
    names: places.map(({ name }) => name),
    lon: Float64Array.from(places, ({ lon }) => lon),
    lat: Float64Array.from(places, ({ lat }) => lat),
    landArea: Float64Array.from(places, ({ landArea }) => landArea ?? 1_000_000),
    parents: [],
  };
}
