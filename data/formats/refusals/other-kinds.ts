import { findFormatBySight, listFileFormats } from '#contract';
import { refusal, refuseWebPage } from './refusal.ts';

/** A kind of file that no import reads. */
interface OtherKind {
  /** What it is, for a sentence. */
  kind: string;
  /** What to do instead. */
  hint: string;
  /** Endings by which such files are known, without the dot. */
  endings?: readonly string[];
  /** What it begins with: bytes from `at`, null for any, or a pattern of its text without byte order mark and leading blanks. */
  at?: number;
  bytes?: readonly (number | null)[];
  text?: RegExp;
  /** A file that only archives of this kind hold. */
  inside?: RegExp;
}

const asLayer =
  'Open it in QGIS and save the layer as GeoPackage or GeoJSON (right-click, Export, Save Features As), or convert it with ogr2ogr; of places a CSV with longitude and latitude will do.';
const asCsv = 'Open it, choose the sheet with the data and save that as CSV.';
const fromStatistics = 'Save the table as CSV in the program that wrote it.';
const rightFile = 'Check that it is the right file.';
const unpack = 'Unpack it and import the files in it.';
const elsewhere = 'Choose CSV where the source offers formats, and download it again.';
const picture = (name: string, bytes: readonly (number | null)[]): OtherKind => ({
  kind: `a picture (${name})`,
  bytes,
  hint: rightFile,
});
const packed = (name: string, rest: Pick<OtherKind, 'at' | 'bytes' | 'endings'>): OtherKind => ({
  kind: `an archive of another kind (${name})`,
  hint: unpack,
  ...rest,
});
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
/** An XML document whose first element is of that name; declarations and comments may come before it. */
const element = (name: string): RegExp =>
  new RegExp(
    `^(?:<\\?[^>]*>\\s*|<!--[\\s\\S]*?-->\\s*|<!DOCTYPE[^>]*>\\s*)*<(?:[\\w-]+:)?(?:${name})[\\s>/]`,
    'i',
  );

/** In this order: what is told by its content comes before what only its ending tells, and the special before the general. */
const kinds: readonly OtherKind[] = [
  // Outlines and places.
  { kind: 'KML (Google Earth)', endings: ['kml'], text: element('kml'), hint: asLayer },
  { kind: 'KMZ (zipped KML of Google Earth)', endings: ['kmz'], inside: /(^|\/)doc\.kml$/i, hint: asLayer },
  { kind: 'GPX (tracks and waypoints)', endings: ['gpx'], text: element('gpx'), hint: asLayer },
  {
    kind: 'GML, as map servers (WFS) send it',
    endings: ['gml'],
    text: /^<[\s\S]{0,1500}(xmlns:gml=|<gml:|<wfs:FeatureCollection)/i,
    hint: `Ask the map server for GeoJSON (outputFormat=application/json). ${asLayer}`,
  },
  {
    kind: 'a drawing (DXF)',
    endings: ['dxf'],
    text: /^((999[^\n]*\n[^\n]*\n\s*)*0\s*\n\s*SECTION\b|AutoCAD Binary DXF)/,
    hint: asLayer,
  },
  { kind: 'a drawing (DWG)', endings: ['dwg'], bytes: [...ascii('AC10'), null, null, 0], hint: asLayer },
  {
    kind: 'MapInfo TAB',
    text: /^!table\b/i,
    hint: `${asLayer} QGIS needs the files beside it, too (.dat, .map, .id).`,
  },
  {
    kind: 'MapInfo MIF/MID',
    endings: ['mif', 'mid'],
    text: /^Version\s+\d+\s+(Charset|Delimiter|Unique|Index|CoordSys|Columns)\b/i,
    hint: asLayer,
  },
  { kind: 'FlatGeobuf', endings: ['fgb'], bytes: [0x66, 0x67, 0x62, 0x03], hint: asLayer },
  {
    kind: 'an ESRI file geodatabase',
    endings: ['gdb', 'gdbtable', 'gdbtablx'],
    inside: /\.gdb\/|\.gdbtablx?e?$/i,
    hint: asLayer,
  },
  { kind: 'OpenStreetMap data', endings: ['pbf', 'osm'], text: element('osm'), hint: asLayer },
  {
    kind: 'map tiles',
    endings: ['mbtiles', 'pmtiles'],
    text: /^PMTiles/,
    hint: 'Tiles are pictures of outlines: fetch the layer they were made of.',
  },
  {
    kind: 'a QGIS project or a layer style',
    endings: ['qgs', 'qgz', 'qml', 'qlr', 'lyr', 'lyrx', 'sld'],
    text: element('qgis|qlr|StyledLayerDescriptor'),
    inside: /^[^/]+\.qgs$/i,
    hint: 'It only says how data are drawn and where they lie: choose the files that it names.',
  },
  // Timetables of other kinds.
  {
    kind: 'a timetable in TransXChange or NeTEx',
    text: element('TransXChange|PublicationDelivery'),
    hint: 'Download the timetable as GTFS; the Bus Open Data Service offers both.',
  },
  // Spreadsheets and tables.
  { kind: 'an Excel workbook (.xlsb)', endings: ['xlsb'], inside: /^xl\/workbook\.bin$/, hint: asCsv },
  { kind: 'an Excel workbook (.xlsm)', endings: ['xlsm'], hint: asCsv },
  { kind: 'an Excel workbook (.xlsx)', endings: ['xlsx'], inside: /^xl\/workbook\.xml$/, hint: asCsv },
  { kind: 'an Excel workbook (.xls)', endings: ['xls'], bytes: [0xd0, 0xcf, 0x11, 0xe0], hint: asCsv },
  {
    kind: 'an Excel workbook (XML spreadsheet)',
    text: /^<[\s\S]{0,900}(progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet)/,
    hint: asCsv,
  },
  {
    kind: 'an OpenDocument spreadsheet (.ods)',
    endings: ['ods', 'fods'],
    text: /^PK[\s\S]{20,60}mimetypeapplication\/vnd\.oasis\.opendocument\.spreadsheet/,
    inside: /^content\.xml$/,
    hint: asCsv,
  },
  {
    kind: 'a spreadsheet of Apple Numbers',
    endings: ['numbers'],
    inside: /^Index\/Document\.iwa$/,
    hint: asCsv,
  },
  {
    kind: 'a Parquet file',
    endings: ['parquet', 'geoparquet'],
    bytes: ascii('PAR1'),
    hint: `Convert it to CSV, or where it holds outlines: ${asLayer}`,
  },
  {
    kind: 'an Arrow or Feather file',
    endings: ['arrow', 'feather'],
    bytes: [...ascii('ARROW1'), 0, 0],
    hint: 'Convert it to CSV.',
  },
  { kind: 'a data file of SPSS', endings: ['sav', 'zsav', 'por'], text: /^\$FL[23]/, hint: fromStatistics },
  { kind: 'a data file of Stata', endings: ['dta'], text: /^<stata_dta>/, hint: fromStatistics },
  {
    kind: 'a data file of SAS',
    endings: ['sas7bdat', 'xpt'],
    text: /^HEADER RECORD\*{7}/,
    hint: fromStatistics,
  },
  {
    kind: 'a data file of R',
    endings: ['rds', 'rda', 'rdata'],
    text: /^RDX\d/,
    hint: 'Write the table with write.csv in R.',
  },
  {
    kind: 'an Access database',
    endings: ['mdb', 'accdb'],
    bytes: [0, 1, 0, 0, ...ascii('Standard ')],
    hint: 'Export the table from Access as CSV.',
  },
  {
    kind: 'a saved query of Stat-Xplore, not its table',
    endings: ['txd', 'sqb'],
    hint: 'Open the table in Stat-Xplore and choose Download Table, CSV.',
  },
  {
    kind: 'statistics in SDMX',
    text: /^<[\s\S]{0,1500}(sdmx|SDMX)/,
    hint: elsewhere,
  },
  // Documents, pictures, archives, programs.
  {
    kind: 'a Word document',
    endings: ['docx', 'doc', 'odt', 'rtf'],
    text: /^\{\\rtf/,
    inside: /^word\/document\.xml$/,
    hint: 'Ask the publisher for the table as CSV.',
  },
  {
    kind: 'a presentation',
    endings: ['pptx', 'ppt', 'odp'],
    inside: /^ppt\/presentation\.xml$/,
    hint: 'Ask the publisher for the data as CSV.',
  },
  {
    kind: 'a PDF document',
    endings: ['pdf'],
    bytes: ascii('%PDF-'),
    hint: 'Ask the publisher for the table as CSV, or for the outlines as GeoPackage or GeoJSON.',
  },
  { kind: 'a picture (SVG)', endings: ['svg'], text: element('svg'), hint: rightFile },
  picture('PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]),
  picture('JPEG', [0xff, 0xd8, 0xff]),
  picture('GIF', ascii('GIF8')),
  picture('TIFF', [0x49, 0x49, 0x2a, 0x00]),
  picture('TIFF', [0x4d, 0x4d, 0x00, 0x2a]),
  picture('WebP', [...ascii('RIFF'), null, null, null, null, ...ascii('WEBP')]),
  packed('xz', { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], endings: ['xz'] }),
  packed('7z', { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], endings: ['7z'] }),
  packed('RAR', { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], endings: ['rar'] }),
  packed('zstd', { bytes: [0x28, 0xb5, 0x2f, 0xfd], endings: ['zst'] }),
  packed('bzip2', { bytes: [...ascii('BZh'), null, ...ascii('1AY&SY')], endings: ['bz2'] }),
  packed('tar', { at: 257, bytes: ascii('ustar'), endings: ['tar'] }),
  { kind: 'a program', bytes: [0x7f, 0x45, 0x4c, 0x46], hint: rightFile },
  { kind: 'a program', bytes: [0x4d, 0x5a, 0x90, 0x00], hint: rightFile },
  { kind: 'XML of another kind', endings: ['xml'], text: /^<\?xml\b/i, hint: elsewhere },
];

/** As many zeros at the beginning as no format has: what a broken-off download or a damaged disk leaves. */
const manyZeros = 512;

const spatial = listFileFormats('shapes', 'points').map(({ name }) => name);
const expected = `a table (CSV), boundaries or points (${spatial.join(', ')}), a timetable (GTFS), or a zip of these`;

/**
 * Refuses by its first bytes, or else by its ending, a file that is of no kind that is ever imported, each with what it is and what to
 * save it as; also one that is nothing but zeros. A kilobyte is plenty, so a gigabyte of it is refused at once.
 */
export function refuseOtherKind(start: Uint8Array, name: string): void {
  refuseZeros(start, name);
  const text = new TextDecoder('latin1').decode(start.subarray(0, 2048)).replace(/^(ï»¿|\s)+/, '');
  const byContent = kinds.find((kind) => beginsAs(kind, start, text));
  if (byContent?.text !== undefined) refuseWebPage(start, name);
  // What begins as one of the kinds that are read is not judged by an ending.
  const isRead = findFormatBySight(text, 'shapes') !== undefined;
  const found = byContent ?? (isRead ? undefined : findByEnding(name));
  if (found !== undefined) throw refusalOf(found, name);
}

/**
 * Refuses an archive of which nothing can be read, where its files tell what it is: an unnamed workbook, KMZ, a zip of KML or of a file
 * geodatabase. `names` are those of the files in it.
 */
export function refuseOtherKindInside(names: readonly string[], archive: string): void {
  const holding = kinds.find(({ inside }) => inside !== undefined && names.some((name) => inside.test(name)));
  if (holding !== undefined) throw refusalOf(holding, archive);
  for (const name of names) {
    const found = findByEnding(name);
    if (found !== undefined) throw refusalOf(found, `${archive}: ${name}`);
  }
}

function refusalOf({ kind, hint }: OtherKind, name: string): Error {
  return refusal(`“${name}” is ${kind}, which is not read here.`, {
    file: name,
    found: kind,
    expected,
    hint,
  });
}

function beginsAs({ at = 0, bytes, text: pattern }: OtherKind, start: Uint8Array, text: string): boolean {
  if (bytes?.every((byte, index) => byte === null || start[at + index] === byte) === true) return true;
  return pattern?.test(text) === true;
}

function findByEnding(name: string): OtherKind | undefined {
  const [, ending = ''] = /\.([a-z0-9]+)$/i.exec(name) ?? [];
  return kinds.find(({ endings = [] }) => endings.includes(ending.toLowerCase()));
}

function refuseZeros(start: Uint8Array, name: string): void {
  if (start.length < manyZeros || start.subarray(0, manyZeros).some((byte) => byte !== 0)) return;
  throw refusal(`“${name}” begins with nothing but zeros.`, {
    file: name,
    found: 'nothing but zeros at its beginning',
    expected,
    hint: 'The download broke off or the disk is damaged: fetch the file again.',
  });
}
