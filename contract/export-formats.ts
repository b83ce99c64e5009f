import { z } from 'zod';
import { coordinateSystemIds, usualCoordinateSystem, type CoordinateSystem } from './coordinate-systems.ts';

/** What a document is made of, and what a format has room for. */
export type DocumentPart =
  /** Rows and columns: of a format, one table, the document's first. */
  | 'table'
  /** Of a format: all tables of a document; where it also holds areas, each as a layer. */
  | 'several tables'
  /** Outlines of areas. */
  | 'areas'
  /** Places without extent, such as sites. */
  | 'points'
  /** Shapes on a page: a map as it is printed. */
  | 'drawing';

/** All that is known of a format apart from how it is written. */
export interface ExportFormatRecord {
  /** What a file's name ends in after a full stop, in small letters. It may hold full stops itself: `shp.zip`. */
  extension: string;
  /** Media type, as a browser is told it. */
  mediaType: string;
  /** For people, as in "Export target list as CSV". */
  name: string;
  /** For people who choose, behind the name: what it is good for. */
  detail: string;
  holds: readonly DocumentPart[];
  /** For each file that is written beside it: what its name has after the whole name of the first. */
  beside: readonly string[];
  /** Coordinate systems that its places can be in, the usual one first; left out where it has no places. */
  systems?: readonly CoordinateSystem[];
}

/**
 * Every format that documents are written in, by its id and in the order of menus. One more is a record here and a
 * writer in `data/export/writers`: menus, dialogs, help, checks and the gate's ways out read it from here.
 */
export const exportFormats = {
  csv: {
    extension: 'csv',
    mediaType: 'text/csv',
    name: 'CSV',
    detail: 'for any program; a second file beside it says what each column means',
    holds: ['table'],
    beside: ['-metadata.json'],
  },
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: 'Excel workbook',
    detail: 'cover, notes and one table; for readers and for LibreOffice too',
    holds: ['table', 'several tables'],
    beside: [],
  },
  ods: {
    extension: 'ods',
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
    name: 'OpenDocument spreadsheet',
    detail: 'the same sheets in the open format that public bodies publish in',
    holds: ['table', 'several tables'],
    beside: [],
  },
  geojson: {
    extension: 'geojson',
    mediaType: 'application/geo+json',
    name: 'GeoJSON',
    detail: 'outlines with values, for web maps',
    holds: ['table', 'areas', 'points'],
    beside: [],
    systems: coordinateSystemIds,
  },
  gpkg: {
    extension: 'gpkg',
    mediaType: 'application/geopackage+sqlite3',
    name: 'GeoPackage',
    detail: 'outlines with values, for QGIS and ArcGIS',
    holds: ['table', 'several tables', 'areas', 'points'],
    beside: [],
    systems: coordinateSystemIds,
  },
  shp: {
    extension: 'shp.zip',
    mediaType: 'application/zip',
    name: 'Shapefile',
    detail: 'zipped, for older GIS programs; names of columns are shortened, and said in it',
    holds: ['areas', 'points'],
    beside: [],
    systems: coordinateSystemIds,
  },
  fgb: {
    extension: 'fgb',
    mediaType: 'application/vnd.flatgeobuf',
    name: 'FlatGeobuf',
    detail: 'outlines with values, quick to open and to search, for QGIS and the web',
    holds: ['areas', 'points'],
    beside: [],
    systems: coordinateSystemIds,
  },
  kml: {
    extension: 'kml',
    mediaType: 'application/vnd.google-earth.kml+xml',
    name: 'KML',
    detail: 'outlines with values in a balloon, for Google Earth and My Maps',
    holds: ['several tables', 'areas', 'points'],
    beside: [],
    systems: [usualCoordinateSystem],
  },
  html: {
    extension: 'html',
    mediaType: 'text/html',
    name: 'Web page',
    detail: 'one accessible page with everything in it, for reading, sending and printing',
    holds: ['table', 'several tables'],
    beside: [],
  },
  pdf: {
    extension: 'pdf',
    mediaType: 'application/pdf',
    name: 'PDF',
    detail: 'pages to read and print, tagged for screen readers',
    holds: ['table', 'several tables'],
    beside: [],
  },
} as const satisfies Record<string, ExportFormatRecord>;

export type ExportFormat = keyof typeof exportFormats;

/** The ids of all formats, in the order of menus. */
export const exportFormatIds = Object.keys(exportFormats) as ExportFormat[];

export const exportFormat = z.enum(exportFormatIds);

/** Every document that leaves in a format that a person chooses, and what it is made of. */
export const exportDocuments = {
  targets: ['table', 'areas'],
  provision: ['table', 'points'],
  catchment: ['table', 'areas', 'points'],
  coverage: ['table', 'areas', 'points'],
  ledger: ['table', 'areas'],
  placing: ['table', 'areas', 'points'],
  performance: ['table'],
  reach: ['table', 'areas'],
  destinations: ['table', 'points'],
} as const satisfies Record<string, readonly DocumentPart[]>;

export type ExportDocumentKind = keyof typeof exportDocuments;

type Room = Pick<ExportFormatRecord, 'holds'>;

/** The record of a format. */
export function getFormat(id: ExportFormat): ExportFormatRecord {
  return exportFormats[id];
}

const has = (parts: readonly DocumentPart[], part: DocumentPart): boolean => parts.includes(part);
const hasPlaces = (parts: readonly DocumentPart[]): boolean => has(parts, 'areas') || has(parts, 'points');

/** Whether a format has room for any part of a document: an image has none for what is a table only. */
export function hasRoomFor({ holds }: Room, parts: readonly DocumentPart[]): boolean {
  return parts.some((part) => has(holds, part));
}

/** Whether the outlines of areas are drawn in a format, so that they have to be read. */
export function drawsAreas({ holds }: Room): boolean {
  return has(holds, 'areas');
}

/** Whether a format takes layers of a map beside the first table: sites, and catchments that are for drawing only. */
export function takesLayers({ holds }: Room): boolean {
  return has(holds, 'several tables') && drawsAreas({ holds });
}

/** The formats that are offered for a document: those with room for it; those of maps only where it lies somewhere. */
export function listFormats(kind: ExportDocumentKind): ExportFormat[] {
  const parts = exportDocuments[kind];
  return exportFormatIds.filter((id) => {
    const format = getFormat(id);
    return hasRoomFor(format, parts) && (hasPlaces(parts) || !hasPlaces(format.holds));
  });
}

/** The coordinate systems that the places of a format can be in, the usual one first; none where it has no places. */
export function listCoordinateSystems(id: ExportFormat): readonly CoordinateSystem[] {
  return getFormat(id).systems ?? [];
}

/** Whether a format can be written in a coordinate system: the usual one always, also where it has no places. */
export function canBeIn(id: ExportFormat, system: CoordinateSystem): boolean {
  return system === usualCoordinateSystem || listCoordinateSystems(id).includes(system);
}

/** A format as a person chooses it. */
export interface ChosenFormat {
  format: ExportFormat;
  system: CoordinateSystem;
}

/** What a request is refused with that asks for a coordinate system which its format cannot be written in. */
export const wrongSystem = {
  path: ['system'],
  error: 'this format has no places in that coordinate system',
};

/** The name of a file in a format: "list" becomes "list.csv". */
export function nameInFormat(fileName: string, id: ExportFormat): string {
  return `${fileName}.${getFormat(id).extension}`;
}

/**
 * The format that the ending of a file's name tells, in whatever case, and the name before it; where one ending is part of
 * another, the longer. Undefined for another ending, for none, and for an ending without a name before it.
 */
export function findFormat(name: string): { format: ExportFormat; fileName: string } | undefined {
  const lower = name.toLowerCase();
  const [format] = exportFormatIds
    .filter((id) => lower.endsWith(nameInFormat('', id)) && lower.length > nameInFormat('', id).length)
    .toSorted((a, b) => getFormat(b).extension.length - getFormat(a).extension.length);
  return format && { format, fileName: name.slice(0, -nameInFormat('', format).length) };
}
