import type { GeographyRef } from '#contract';

/** The layer of our vector tiles. */
export const tileLayer = 'areas';

/**
 * Shading, hatches and marks have a source each, though of the same tiles: a change of feature state costs the map work for
 * every layer of its source, so new values must not touch hatches and lines, nor new targets the shading.
 */
export const sourceIds = {
  values: (geography: GeographyRef) => `values ${geography}`,
  hatches: (geography: GeographyRef) => `hatches ${geography}`,
  marks: (geography: GeographyRef) => `marks ${geography}`,
  outline: (geography: GeographyRef) => `outline ${geography}`,
  circles: (geography: GeographyRef) => `circles ${geography}`,
  labels: (geography: GeographyRef) => `labels ${geography}`,
};
