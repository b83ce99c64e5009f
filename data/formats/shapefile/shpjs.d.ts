declare module 'shpjs' {
  import type { FeatureCollection, Geometry } from 'geojson';
  /**
   * Geometries of a `.shp`, one a record, null for an empty one. The type in the file's header decides how every record is read.
   * Ends silently at a record that is cut off.
   */
  export function parseShp(shp: Uint8Array, prj?: string): (Geometry | null)[];
  /** The only shapefile in a zip, in lon/lat. */
  export function parseZip(zip: Uint8Array): Promise<FeatureCollection<Geometry | null>>;
}
