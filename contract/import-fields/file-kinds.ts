const packed = '.zip';
const outlineFiles = ['.shp', '.dbf', '.shx', '.prj', '.cpg', '.geojson', '.json', '.geojsonl', '.ndjson'];
const tableFiles = ['.csv', '.tsv', '.txt', '.tab', '.gz'];

/** Kinds of files: the endings that a file dialog offers, what is said of them there, and in `--help`. */
export const fileKinds = {
  outlines: {
    endings: [packed, ...outlineFiles, '.topojson', '.gpkg'],
    words:
      'A zipped shapefile, or its loose parts together (.shp, .dbf, .shx, .prj); GeoJSON, TopoJSON or GeoPackage.',
    formats: 'shapefile (zip or loose), GeoJSON, TopoJSON or GeoPackage',
  },
  table: {
    endings: [...tableFiles, packed],
    words: 'CSV or tab-separated text, plain, gzipped or zipped.',
    formats: 'CSV or tab-separated text',
  },
  /** Of things that have a place, a layer of points is a table too. */
  places: {
    endings: [...tableFiles, packed, ...outlineFiles],
    words:
      'CSV or tab-separated text, plain, gzipped or zipped; a point shapefile, zipped or its loose parts together; GeoJSON of points.',
    formats: 'CSV, point shapefile (zip) or GeoJSON',
  },
  feed: {
    endings: [packed],
    words: 'The GTFS zip as it was published, without unpacking it.',
    formats: 'GTFS zip',
  },
} as const;
export type ImportFileKind = keyof typeof fileKinds;

/** Whether files of a kind have rows that can be chosen among. */
export function hasRows(kind: ImportFileKind): boolean {
  return kind === 'table' || kind === 'places';
}
