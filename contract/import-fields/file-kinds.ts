import { joinNames, listEndings, listFileFormats, packings } from '../file-formats.ts';

const zip = `.${packings.zip}`;
const tableFiles = [...listEndings('table'), `.${packings.gzip}`, zip];

/** Names of the formats beside the shapefile, which is spoken of by its parts. */
function namesOf(content: 'shapes' | 'points'): string[] {
  return listFileFormats(content).flatMap(({ id, name }) => (id === 'shapefile' ? [] : [name]));
}

/** Kinds of files: the endings that a file dialog offers, what is said of them there, and in `--help`. */
export const fileKinds = {
  outlines: {
    endings: [zip, ...listEndings('shapes')],
    words: `A zipped shapefile, or its loose parts together (.shp, .dbf, .shx, .prj); ${joinNames(namesOf('shapes'))}.`,
    formats: `shapefile (zip or loose), ${joinNames(namesOf('shapes'))}`,
  },
  table: {
    endings: tableFiles,
    words: 'CSV or tab-separated text, plain, gzipped or zipped.',
    formats: 'CSV or tab-separated text',
  },
  /** Of things that have a place, a layer of points is a table too. */
  places: {
    endings: [...tableFiles, ...listEndings('points')],
    words: `CSV or tab-separated text, plain, gzipped or zipped; a point shapefile, zipped or its loose parts together; ${joinNames(namesOf('points'))} of points.`,
    formats: joinNames(['CSV', 'point shapefile (zip)', ...namesOf('points')]),
  },
  feed: {
    endings: [zip],
    words: 'The GTFS zip as it was published, without unpacking it.',
    formats: 'GTFS zip',
  },
} as const;
export type ImportFileKind = keyof typeof fileKinds;

/** Whether files of a kind have rows that can be chosen among. */
export function hasRows(kind: ImportFileKind): boolean {
  return kind === 'table' || kind === 'places';
}
