/** What an import may find in a file: outlines of areas, points with attributes, rows of text, a timetable. */
export type FormatContent = 'shapes' | 'points' | 'table' | 'timetable';

/** All there is to know of a format before a file of it is read. A reader in `data/formats` goes with each. */
export interface FileFormat<Id extends string = string> {
  id: Id;
  /** As it is called where formats are listed. */
  name: string;
  contents: readonly FormatContent[];
  /** Endings of its files in small letters without the dot, the usual one first. */
  endings: readonly string[];
  /** Endings of further files of the same name that make it up. */
  parts?: readonly string[];
  /** Endings of files of the same name that nothing is read of: indexes, and what other programs lay beside. */
  unread?: readonly string[];
  /** What its content begins with, after a byte order mark and blanks, where that tells it without a name. */
  begins?: RegExp;
  /** Files that lie in an archive of it, where the format is one. */
  holds?: readonly string[];
}

/** The formats that are read, in the order in which they are named to a person. */
export const fileFormats = [
  {
    id: 'csv',
    name: 'CSV',
    contents: ['table'],
    endings: ['csv', 'tsv', 'tab'],
  },
  {
    // What may as well be a readme: read where an archive holds nothing else.
    id: 'text',
    name: 'delimited text',
    contents: ['table'],
    endings: ['txt', 'asc'],
  },
  {
    id: 'shapefile',
    name: 'Shapefile',
    contents: ['shapes', 'points'],
    endings: ['shp'],
    parts: ['dbf', 'shx', 'prj', 'cpg', 'cst'],
    unread: 'shx sbn sbx qix qpj qmd fbn fbx ain aih atx ixs mxs idx shp.xml'.split(' '),
  },
  {
    id: 'geojson',
    name: 'GeoJSON',
    contents: ['shapes', 'points'],
    endings: ['geojson', 'json', 'geojsonl', 'geojsonseq', 'jsonl', 'jsonseq', 'ndjson'],
    begins: /^[{[]/,
  },
  {
    id: 'topojson',
    name: 'TopoJSON',
    contents: ['shapes'],
    endings: ['topojson', 'topojsonl', 'topojsonseq'],
    begins: /^[{[]/,
  },
  {
    id: 'geopackage',
    name: 'GeoPackage',
    contents: ['shapes'],
    endings: ['gpkg', 'sqlite'],
    begins: /^SQLite format 3/,
  },
  {
    id: 'gtfs',
    name: 'GTFS',
    contents: ['timetable'],
    endings: [],
    holds: ['stops.txt', 'trips.txt', 'stop_times.txt'],
  },
] as const satisfies readonly FileFormat[];

type Known = (typeof fileFormats)[number];
export type FileFormatId = Known['id'];
/** The formats that can hold a kind of content. */
export type FormatOf<Content extends FormatContent> = Extract<
  Known,
  { contents: readonly [Content, ...unknown[]] } | { contents: readonly [unknown, Content] }
>['id'];

const known: readonly FileFormat<FileFormatId>[] = fileFormats;

/** A file of any of them may come packed in these. A zip may hold several. */
export const packings: Readonly<Record<'zip' | 'gzip', string>> = { zip: 'zip', gzip: 'gz' };

const endingOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]!.toLowerCase() ?? '';

/** Whether a file's name says that others are packed in it. */
export function isPacking(name: string): boolean {
  return Object.values(packings).includes(endingOf(name));
}

/** The format of an id. */
export function getFileFormat(id: FileFormatId): FileFormat<FileFormatId> {
  return known.find((format) => format.id === id)!;
}

/** The format that a file's name tells by its ending; undefined for a part of one, an archive and any other. */
export function findFormatByName(name: string): FileFormat<FileFormatId> | undefined {
  const ending = endingOf(name);
  return known.find(({ endings }) => endings.includes(ending));
}

/**
 * The format with some content that a file's beginning tells, whatever it is called; undefined where none does. `start` is text as
 * Latin-1 or UTF-8; a few characters are plenty. Where formats begin alike it is the first of them.
 */
export function findFormatBySight(
  start: string,
  content: FormatContent,
): FileFormat<FileFormatId> | undefined {
  const text = start.replace(/^(\uFEFF|ï»¿|\s)+/, '');
  return known.find(({ begins, contents }) => contents.includes(content) && begins?.test(text) === true);
}

/** Names in a sentence, one of which is meant: `Shapefile, GeoJSON or GeoPackage`. */
export function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`;
}

/** Whether a file's name has an ending of one of these formats. */
export function isNamedAs(name: string, ...ids: readonly FileFormatId[]): boolean {
  const format = findFormatByName(name);
  return format !== undefined && ids.includes(format.id);
}

/** The formats with some of these contents, in their order. */
export function listFileFormats(...contents: readonly FormatContent[]): readonly FileFormat<FileFormatId>[] {
  return known.filter((format) => format.contents.some((content) => contents.includes(content)));
}

/** Endings with their dot that a person may choose for some contents: of the formats and of their parts. */
export function listEndings(...contents: readonly FormatContent[]): string[] {
  return listFileFormats(...contents).flatMap(({ endings, parts = [] }) =>
    [...endings, ...parts].map((ending) => `.${ending}`),
  );
}
