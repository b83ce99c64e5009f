import type { FileRef, ImportFamily, Inspection } from '#contract';
import type { ChoiceOption } from '../../ui/index.ts';

/** `auto`: what the files hold is told from the files. */
export type FamilyChoice = ImportFamily | 'auto';

/** What can be imported, in words. */
export const familyChoices: ChoiceOption<FamilyChoice>[] = [
  { id: 'auto', name: 'Let the file decide', detail: 'by its content; you see and correct it next' },
  {
    id: 'boundaries',
    name: 'Boundaries',
    detail: 'outlines of areas: Shapefile, GeoJSON, TopoJSON, GeoPackage',
  },
  { id: 'observations', name: 'Observations', detail: 'numbers for areas: claimants, population, scores' },
  { id: 'lookup', name: 'Lookup', detail: 'which area lies in which, or which replaces which' },
  { id: 'designation', name: 'Designation', detail: 'a named set of areas, given from outside' },
  { id: 'benchmark', name: 'Benchmarks', detail: 'an indicator for a region or the country' },
  { id: 'sites', name: 'Sites', detail: 'places where something is delivered, or where people work' },
  { id: 'providers', name: 'Providers', detail: 'who delivers which programmes, and where' },
  { id: 'performance', name: 'Performance', detail: 'starts, outcomes and cost by provider and area' },
  { id: 'postcodes', name: 'Postcodes', detail: 'a directory that says where each one lies' },
  { id: 'points', name: 'Population points', detail: 'where the people of each area live' },
  { id: 'timetable', name: 'Timetable', detail: 'bus, rail and ferry: a GTFS zip' },
];

/** The family as a word inside a sentence. */
export const familyWords: Record<ImportFamily, string> = {
  boundaries: 'boundaries',
  observations: 'observations',
  lookup: 'a lookup',
  designation: 'a designation',
  benchmark: 'benchmarks',
  providers: 'providers and programmes',
  sites: 'sites',
  performance: 'performance',
  postcodes: 'postcodes',
  points: 'population points',
  timetable: 'a timetable',
};

/** What is imported first, so that what comes later finds its areas, populations, postcodes and sites. */
export const importOrder: readonly ImportFamily[] = [
  'boundaries',
  'lookup',
  'observations',
  'benchmark',
  'designation',
  'postcodes',
  'points',
  'providers',
  'sites',
  'performance',
  'timetable',
];

const spatialEndings = [
  '.zip',
  '.shp',
  '.dbf',
  '.shx',
  '.prj',
  '.cpg',
  '.geojson',
  '.json',
  '.geojsonl',
  '.ndjson',
  '.topojson',
  '.gpkg',
];
const tableEndings = ['.csv', '.tsv', '.txt', '.tab', '.gz', '.zip'];
/** Families of which a layer of points is a table too. */
const placed: readonly FamilyChoice[] = ['sites', 'providers', 'performance', 'postcodes', 'points'];
const outlinesOnly = ['.topojson', '.gpkg'];

/** Endings that the file dialog offers for a family. */
export function acceptedEndings(family: FamilyChoice): string[] {
  if (family === 'boundaries') return spatialEndings;
  if (family === 'timetable') return ['.zip'];
  if (family === 'auto') return [...new Set([...spatialEndings, ...tableEndings])];
  if (placed.includes(family))
    return [
      ...new Set([...tableEndings, ...spatialEndings.filter((ending) => !outlinesOnly.includes(ending))]),
    ];
  return tableEndings;
}

/** What files of a family may be, in a line. */
export function acceptedWords(family: FamilyChoice): string {
  if (family === 'boundaries')
    return 'A zipped shapefile, or its loose parts together (.shp, .dbf, .shx, .prj); GeoJSON, TopoJSON or GeoPackage.';
  if (family === 'timetable') return 'The GTFS zip as it was published, without unpacking it.';
  if (family === 'auto')
    return 'Boundaries, places, tables or a timetable. Of a loose shapefile choose all parts together.';
  if (placed.includes(family))
    return 'CSV or tab-separated text, plain, gzipped or zipped; a point shapefile, zipped or its loose parts together; GeoJSON of points.';
  return 'CSV or tab-separated text, plain, gzipped or zipped.';
}

const endingOf = ({ name }: Pick<FileRef, 'name'>): string =>
  /\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase() ?? '';

/** The families to try for files that decide themselves, the likeliest first: by their endings. */
export function likelyFamilies(files: readonly Pick<FileRef, 'name'>[]): ImportFamily[] {
  const endings = files.map(endingOf);
  const isTable = endings.some((ending) => tableEndings.includes(ending) && ending !== '.zip');
  const isSpatial = endings.some((ending) => spatialEndings.includes(ending) && ending !== '.zip');
  if (isSpatial) return ['boundaries', 'sites'];
  return isTable ? ['observations'] : ['boundaries', 'observations', 'timetable', 'sites'];
}

const codePattern = /^([A-Z]\d{8}|\d{2}[A-Z]{2}([A-Z]{2})?(\d{4})?)$/;

function holdsCodes(column: number, rows: readonly (readonly string[])[]): boolean {
  const cells = rows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
  return cells.length > 0 && cells.filter((cell) => codePattern.test(cell)).length >= 0.8 * cells.length;
}

/** Whether codes come again: then they are of the areas in which things lie, and not of what the rows are about. */
function repeats(column: number, rows: readonly (readonly string[])[]): boolean {
  return new Set(rows.map((row) => row[column])).size < rows.length;
}

const ukPostcode = /^[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$/i;

const isCalled = (columns: readonly string[], pattern: RegExp): boolean =>
  columns.some((column) =>
    pattern.test(
      column
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_]+/g, ' '),
    ),
  );

/** Whether most different texts of some column are postcodes, each of them once: a directory, and not a list of places. */
function listsPostcodes({ columns, sample }: Inspection): boolean {
  return columns.some((_, at) => {
    const cells = sample.map((row) => (row[at] ?? '').trim()).filter((cell) => cell !== '');
    return (
      cells.length > 1 && new Set(cells).size === cells.length && cells.every((cell) => ukPostcode.test(cell))
    );
  });
}

/** The family of provision that the headers of a table speak of; undefined where they speak of none. */
export function likelyProvision(inspection: Inspection): ImportFamily | undefined {
  const { columns } = inspection;
  const speaks = (pattern: RegExp): boolean => isCalled(columns, pattern);
  const isPlaced =
    (speaks(/^lon(g|gitude)?$|longitude|^lng$/) && speaks(/^lat(itude)?$|latitude/)) ||
    (speaks(/easting|^oseast/) && speaks(/northing|^osnrth/));
  const hasProvider = speaks(/^(lead )?(provider|supplier|contractor)( (id|name|ref|code|key))?$|^ukprn$/);
  const hasProgramme = speaks(/^(program(me)?|project|scheme)( (id|name|title|ref|code|key))?$/);
  const hasSite = speaks(/^(site|venue|centre)( (id|name|ref|code|key))?$|^jobs$/);
  if ((hasProvider || hasProgramme) && speaks(/^starts?(ed|ers)?$|outcome|job entr|sustain/))
    return 'performance';
  if (isPlaced && listsPostcodes(inspection) && !hasSite && !hasProvider && !speaks(/name$/))
    return 'postcodes';
  if (isPlaced && (hasSite || hasProvider || hasProgramme || speaks(/^stage$|name$/))) return 'sites';
  return hasProvider ? 'providers' : undefined;
}

/**
 * The family that a table read as observations most likely belongs to: what its headers say of provision, also beside codes
 * of the areas where it lies; with a comparator column benchmarks, with codes on two sides and no value a lookup, with codes
 * and no value a designation, else observations.
 */
export function likelyTableFamily(inspection: Inspection): ImportFamily {
  const { columns, sample, open, mapping } = inspection;
  if (mapping.family !== 'observations') return mapping.family;
  if (columns.some((column) => /^comparator/i.test(column.trim()))) return 'benchmark';
  const provision = likelyProvision(inspection);
  const codeColumns = columns.flatMap((_, at) => (holdsCodes(at, sample) ? [at] : []));
  const coded = codeColumns.length;
  if (provision !== undefined && (provision === 'performance' || provision === 'postcodes' || coded === 0))
    return provision;
  const hasValue = mapping.valueColumn !== null || mapping.periodColumns !== null;
  if (hasValue || !open.includes('valueColumn')) return 'observations';
  if (provision === 'sites' && codeColumns.every((at) => repeats(at, sample))) return 'sites';
  const numeric = columns.some((_, at) =>
    sample.some((row) => /^-?[\d,]+(\.\d+)?$/.test((row[at] ?? '').trim())),
  );
  if (coded >= 2) return 'lookup';
  return coded === 1 && !numeric ? 'designation' : 'observations';
}
