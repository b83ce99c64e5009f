import type { GeographyRef } from '#contract';

/** The layer of our vector tiles. */
export const tileLayer = 'areas';

/** Sources: shading and marks have one each, so that new values do not touch lines, nor new targets the shading. */
export const sourceIds = {
  values: (geography: GeographyRef) => `values ${geography}`,
  marks: (geography: GeographyRef) => `marks ${geography}`,
  outline: (geography: GeographyRef) => `outline ${geography}`,
  circles: (geography: GeographyRef) => `circles ${geography}`,
  labels: (geography: GeographyRef) => `labels ${geography}`,
};
