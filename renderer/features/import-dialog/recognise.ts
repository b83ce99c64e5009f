import { fileKinds, type FileRef, type ImportFamily, type Inspection } from '#contract';

const isOf = (kind: 'table' | 'outlines', ending: string): boolean =>
  ending !== '.zip' && (fileKinds[kind].endings as readonly string[]).includes(ending);

const endingOf = ({ name }: Pick<FileRef, 'name'>): string =>
  /\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase() ?? '';

/** The families to try for files that decide themselves, the likeliest first: by their endings. */
export function likelyFamilies(files: readonly Pick<FileRef, 'name'>[]): ImportFamily[] {
  const endings = files.map(endingOf);
  const isTable = endings.some((ending) => isOf('table', ending));
  const isSpatial = endings.some((ending) => isOf('outlines', ending));
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
