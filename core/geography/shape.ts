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

/**
 * Packs nested positions (polygons → rings → points → lon, lat; the coordinates of a GeoJSON MultiPolygon) into a shape.
 * Points are taken as they stand: nothing is closed, turned or checked here (`mendShape` does that). Heights are dropped;
 * polygons without rings and rings without points are left out; no polygons give an empty shape.
 */
export function shapeFromRings(polygons: readonly (readonly (readonly (readonly number[])[])[])[]): Shape {
  const kept = polygons
    .map((rings) => rings.filter((ring) => ring.length > 0))
    .filter((rings) => rings.length > 0);
  const rings = kept.flat();
  const points = rings.reduce((sum, ring) => sum + ring.length, 0);
  const coordinates = new Float64Array(points * 2);
  let at = 0;
  for (const ring of rings) {
    for (const point of ring) {
      coordinates[at++] = point[0] ?? NaN;
      coordinates[at++] = point[1] ?? NaN;
    }
  }
  return {
    coordinates,
    ringEnds: runningTotal(rings.map((ring) => ring.length)),
    polygonEnds: runningTotal(kept.map((polygon) => polygon.length)),
  };
}

/** The shape as nested positions, polygons → rings → points → [lon, lat]: the coordinates of a GeoJSON MultiPolygon. */
export function shapeToRings(shape: Shape): [number, number][][][] {
  const polygons: [number, number][][][] = [];
  for (let polygon = 0; polygon < shape.polygonEnds.length; polygon++) {
    const rings: [number, number][][] = [];
    for (let ring = firstRing(shape, polygon); ring < shape.polygonEnds[polygon]!; ring++) {
      const points: [number, number][] = [];
      for (let p = firstPoint(shape, ring); p < shape.ringEnds[ring]!; p++) {
        points.push([shape.coordinates[2 * p]!, shape.coordinates[2 * p + 1]!]);
      }
      rings.push(points);
    }
    polygons.push(rings);
  }
  return polygons;
}

/** The smallest box in degrees that holds the shape. An empty shape has infinite bounds turned inside out, which meet nothing. */
export function boundsOf(shape: Shape): Bounds {
  const { coordinates } = shape;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < coordinates.length; i += 2) {
    const x = coordinates[i]!;
    const y = coordinates[i + 1]!;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  return [west, south, east, north];
}

/** One shape with the polygons of all, in order and as they stand: parts that overlap still do (`mendShape` unites them). */
export function joinShapes(shapes: readonly Shape[]): Shape {
  const coordinates = new Float64Array(shapes.reduce((sum, shape) => sum + shape.coordinates.length, 0));
  const ringEnds = new Uint32Array(shapes.reduce((sum, shape) => sum + shape.ringEnds.length, 0));
  const polygonEnds = new Uint32Array(shapes.reduce((sum, shape) => sum + shape.polygonEnds.length, 0));
  let [points, rings, polygons] = [0, 0, 0];
  for (const shape of shapes) {
    coordinates.set(shape.coordinates, 2 * points);
    for (const [at, end] of shape.ringEnds.entries()) ringEnds[rings + at] = points + end;
    for (const [at, end] of shape.polygonEnds.entries()) polygonEnds[polygons + at] = rings + end;
    points += shape.coordinates.length / 2;
    rings += shape.ringEnds.length;
    polygons += shape.polygonEnds.length;
  }
  return { coordinates, ringEnds, polygonEnds };
}

/** Number of the polygon's outer ring in `ringEnds`. */
export function firstRing(shape: Shape, polygon: number): number {
  return polygon === 0 ? 0 : shape.polygonEnds[polygon - 1]!;
}

/** Number of the ring's first point; its coordinates are at twice that. */
export function firstPoint(shape: Shape, ring: number): number {
  return ring === 0 ? 0 : shape.ringEnds[ring - 1]!;
}

/** Counts → running totals, as `ringEnds` and `polygonEnds` hold them. */
export function runningTotal(counts: readonly number[]): Uint32Array {
  const totals = new Uint32Array(counts.length);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) totals[i] = sum += counts[i]!;
  return totals;
}
