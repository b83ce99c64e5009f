import type { FilterSpecification } from 'maplibre-gl';
import type { GeographyRef } from '#contract';

/** The layer of our vector tiles. */
export const tileLayer = 'areas';

/** Sites that gather into groups where they are near each other. */
export const siteSource = 'sites';
/** The selected site and proposed ones: they never hide in a group. */
export const apartSource = 'sites apart';
export const catchmentSource = 'catchment';

/**
 * Shading, hatches, marks (targets) and what is picked have a source each, though of the same tiles: a change of feature state or of
 * the areas that a layer is for costs the map work for its whole source, so new values must not touch hatches and lines, nor
 * new targets the shading.
 */
export const sourceIds = {
  values: (geography: GeographyRef) => `values ${geography}`,
  hatches: (geography: GeographyRef) => `hatches ${geography}`,
  marks: (geography: GeographyRef) => `marks ${geography}`,
  /** Marks on targets too small to be seen. */
  targetMarks: (geography: GeographyRef) => `target marks ${geography}`,
  /** Areas that are pointed out together. */
  marked: (geography: GeographyRef) => `marked ${geography}`,
  reached: (geography: GeographyRef) => `reached ${geography}`,
  picked: (geography: GeographyRef) => `picked ${geography}`,
  outline: (geography: GeographyRef) => `outline ${geography}`,
  circles: (geography: GeographyRef) => `circles ${geography}`,
  labels: (geography: GeographyRef) => `labels ${geography}`,
};

/** Lets only these areas into a layer. */
export function onlyAreas(ids: readonly number[]): FilterSpecification {
  if (ids.length === 0) return false;
  return ['match', ['id'], [...new Set(ids)], true, false] as unknown as FilterSpecification;
}
