import type { Shape } from '#core/geography';

/** What a reader makes of a feature's geometry: a polygon in the CRS of the file, or why there is none. */
export type FeatureGeometry = Shape | { problem: string };

/** One feature of a layer. */
export interface Feature {
  /** Number of the feature in its layer, from 1. */
  row: number;
  /** Attributes as text, aligned with the fields asked for; an absent or null one is ''. */
  values: string[];
  geometry: FeatureGeometry;
}

/** A file of one or several layers of polygons, opened. */
export interface ShapeFile {
  /** The picked file as the person knows it. */
  file: string;
  /** Names of its layers, in the order of the file. */
  layers: readonly string[];
  /**
   * Opens one of its layers; closing that leaves the file open. Throws `input_refused` where the layer is empty, damaged, or holds
   * no polygons.
   */
  open(layer: string): ShapeLayer | Promise<ShapeLayer>;
  close(): void;
}

/** A layer of polygons, opened. Formats differ only behind this face. */
export interface ShapeLayer {
  /** Name of the format for people: `ESRI Shapefile`. */
  format: string;
  /** The file as the person knows it, for messages. */
  file: string;
  /** Its own name. */
  layer: string;
  fields: string[];
  /** The CRS as the file states it (WKT, EPSG code); null where it says nothing. */
  crs: string | null;
  /** Encoding of attribute texts where the format leaves it open; null where it is fixed. */
  encoding: string | null;
  /** Features in the layer; null where that is known only at the end. */
  rows: number | null;
  /** What looks odd, one sentence each. */
  notes: string[];
  /** Names that may tell geography and vintage: of the file, and of the part or layer inside it. */
  names: string[];
  /** Attributes of the first features, aligned with `fields`. */
  sample(count: number): string[][];
  /**
   * All features in the order of the file, a few hundred at a time. A field that does not exist gives ''. Throws
   * `input_refused` where a part of the file that was not read yet turns out to be damaged.
   */
  batches(fields: readonly string[]): Iterable<Feature[]> | AsyncIterable<Feature[]>;
  /** Reads what opening left unread, to tell now whether the file is complete; throws as `batches` does. */
  readThrough(): Promise<void>;
  close(): void;
}

/** A problem (`it is a point`, `its rings cross`) told of something by name: `E01000001 is a point`, `the rings of … cross`. */
export function tellOf(name: string, problem: string): string {
  if (problem.startsWith('it ')) return `${name} ${problem.slice(3)}`;
  return `${name} cannot be taken: ${problem}`;
}

/** Whether a problem says that there is no outline to be had (a point, an empty geometry), rather than one that was lost. */
export function hasNothing(problem: string): boolean {
  return /^it (is a|is marked|has no|encloses no)/.test(problem);
}

/** Whether the geometry is a polygon. */
export function isShape(geometry: FeatureGeometry): geometry is Shape {
  return 'coordinates' in geometry;
}

/** Features in one batch: often enough to cancel within a few milliseconds, seldom enough to cost nothing. */
export const batchSize = 500;
