/**
 * A polygon or multipolygon as flat columns: quick to read, project, mend, simplify and write.
 * Coordinates are lon, lat in degrees (EPSG:4326) everywhere outside a reader.
 */
export interface Shape {
  /** x, y, x, y … of all rings one after another; each ring is closed (first point repeated). */
  coordinates: Float64Array;
  /** For each ring, the number of points up to and including it (a running total). */
  ringEnds: Uint32Array;
  /** For each polygon, the number of rings up to and including it. Its first ring is the outer one. */
  polygonEnds: Uint32Array;
}

/** west, south, east, north in degrees. */
export type Bounds = [west: number, south: number, east: number, north: number];
