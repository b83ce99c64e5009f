import {
  type BenchmarkMapping,
  type BoundariesMapping,
  type DesignationMapping,
  geographyRef,
  type ImportMapping,
  indicatorId,
  type Inspection,
  type LookupMapping,
  type ObservationsMapping,
  provisionFamilies,
  type ProvisionMapping,
  type RowFilter,
} from '#contract';
import { parsePeriod } from '#core/periods';
import { checkProvision, draftOfProvision, mappingOfProvision } from './provision-draft.ts';

/** One line of a list of pairs: a dimension and its column, a column and its value. */
export interface Pair {
  key: string;
  value: string;
  /** Of a filter: the rows that have another value. */
  not?: boolean;
}

/** A filter as a line of a list. */
export function pairOfFilter({ column, value, not = false }: RowFilter): Pair {
  return { key: column, value, ...(not ? { not } : {}) };
}

/** The filter that a line of a list says. */
export function filterOfPair({ key, value, not = false }: Pair): RowFilter {
  return { column: key, value, ...(not ? { not } : {}) };
}

/** A mapping of observations while it is being written: lists of pairs may be half filled in. */
export type ObservationsDraft = Omit<ObservationsMapping, 'cohortColumns' | 'cohort' | 'where'> & {
  cohortColumns: Pair[];
  cohort: Pair[];
  where: Pair[];
};

/** A mapping while it is being written. Texts that are still missing are empty. */
export type Draft =
  | BoundariesMapping
  | ObservationsDraft
  | LookupMapping
  | DesignationMapping
  | BenchmarkMapping
  | ProvisionMapping;

/** What is wrong with a draft, one sentence a field. */
export type Problems = Partial<Record<string, string>>;

const pairsOf = (record: Record<string, string>): Pair[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));

/** Fields that carry a stand-in where they are open: nobody should take it for a guess. */
const standIns = ['geography', 'vintage', 'indicator', 'from', 'to'];

/** Fewer numbers than this may be multiples of 5 by chance. */
const fewestRounded = 10;

/** Whether every number of the value column in the sample is a multiple of 5: publishers round claimant counts so. */
export function looksRounded({ mapping, columns, sample }: Inspection): boolean {
  if (mapping.family !== 'observations' || mapping.kind !== 'count' || mapping.valueColumn === null)
    return false;
  const at = columns.indexOf(mapping.valueColumn);
  const numbers = sample
    .map((row) => Number((row[at] ?? '').replaceAll(',', '') || 0))
    .filter((value) => value !== 0);
  return numbers.length >= fewestRounded && numbers.every((value) => value % 5 === 0);
}

/** Whether a draft or mapping is of what is delivered, of postcodes or of a timetable: what can be tried before it is imported. */
export function isProvision<Mapping extends { family: ImportMapping['family'] }>(
  mapping: Mapping,
): mapping is Extract<Mapping, ProvisionMapping> {
  return provisionFamilies.some((family) => family === mapping.family);
}

/** A draft whose filters are those of its mapping; observations have them as pairs, and what is no table has none. */
export type FilteredDraft = Exclude<
  Draft,
  { family: 'boundaries' } | { family: 'observations' } | { family: 'timetable' }
>;

export function hasRowFilters(draft: Draft): draft is FilteredDraft {
  return !['boundaries', 'observations', 'timetable'].includes(draft.family);
}

/** The guess of an inspection as a draft to be edited. What could not be told is empty. */
export function draftOf(inspection: Inspection): Draft {
  const { mapping, open } = inspection;
  const blank = Object.fromEntries(
    standIns.filter((field) => open.includes(field) && field in mapping).map((field) => [field, '']),
  );
  if (isProvision(mapping)) return { ...draftOfProvision(mapping), ...blank };
  if (mapping.family !== 'observations') return { ...mapping, ...blank };
  const { valueColumn, sumColumns, periodColumns } = mapping;
  const hasLayout = valueColumn !== null || sumColumns !== null || periodColumns !== null;
  return {
    ...mapping,
    ...blank,
    valueColumn: hasLayout ? valueColumn : '',
    rounding: mapping.rounding === 0 && looksRounded(inspection) ? 2 : mapping.rounding,
    cohortColumns: pairsOf(mapping.cohortColumns),
    cohort: pairsOf(mapping.cohort),
    where: mapping.where.map(pairOfFilter),
  };
}

/** The fields a person changed, put over a fresh guess: as long as the file still has the columns they name. */
export function keepTouched(
  fresh: Draft,
  before: Draft,
  touched: ReadonlySet<string>,
  columns: string[],
): Draft {
  if (fresh.family !== before.family) return fresh;
  const kept = Object.entries(before).filter(([field, value]) => {
    if (!touched.has(field)) return false;
    const isColumn = /column$|field$/i.test(field) && typeof value === 'string' && value !== '';
    return !isColumn || columns.includes(value);
  });
  return { ...fresh, ...Object.fromEntries(kept) };
}

/** What the person said so far, as the hint of another inspection. */
export function hintOf(draft: Draft, touched: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(draft).filter(
      (entry): entry is [string, string] =>
        touched.has(entry[0]) && typeof entry[1] === 'string' && entry[1] !== '',
    ),
  );
}

const vintageProblem = (vintage: string): string | undefined =>
  /^\d{4}$/.test(vintage) ? undefined : 'A vintage is a year of four digits, such as 2011.';

const columnProblem = (name: string, columns: readonly string[], what: string): string | undefined => {
  if (name === '') return `Choose the column with ${what}.`;
  return columns.includes(name) ? undefined : `The file has no column “${name}”.`;
};

const periodProblem = (text: string): string | undefined => {
  if (text.trim() === '') return 'Say which period the numbers are of, such as July 2008 or 2017.';
  return parsePeriod(text) === undefined
    ? 'That is no period. Write a month, quarter or year: July 2008, 2008-07, 2008 Q3, 2007/08.'
    : undefined;
};

const idProblem = (id: string): string | undefined => {
  if (id === '') return 'Give it a short name for rules, such as jsa_claimants.';
  return indicatorId.safeParse(id).success
    ? undefined
    : 'Small letters, digits and _ only, beginning with a letter: jsa_claimants.';
};

const refProblem = (ref: string): string | undefined =>
  geographyRef.safeParse(ref).success
    ? undefined
    : 'Choose the kind of area and write its year, such as 2011.';

const geographyProblem = (kind: string): string | undefined =>
  kind === '' ? 'Choose the kind of area.' : undefined;

function checkBoundaries(draft: BoundariesMapping, columns: string[]): Problems {
  return {
    geography: geographyProblem(draft.geography),
    vintage: vintageProblem(draft.vintage),
    codeField: columnProblem(draft.codeField, columns, 'the codes'),
    parentGeography: draft.parentField === null ? undefined : refProblem(draft.parentGeography ?? ''),
  };
}

function checkPeriod(draft: ObservationsDraft): Problems {
  if (draft.periodColumns !== null)
    return { periodColumns: draft.periodColumns.length === 0 ? 'Tick at least one column.' : undefined };
  if (draft.periodColumn !== null)
    return { periodColumn: draft.periodColumn === '' ? 'Choose the column with the period.' : undefined };
  return { period: periodProblem(draft.period ?? '') };
}

function checkPairs(pairs: readonly Pair[], keyWord: string): string | undefined {
  if (pairs.some(({ key, value }) => key.trim() === '' || value.trim() === ''))
    return `Fill in both sides of each line, or remove it.`;
  return new Set(pairs.map(({ key }) => key)).size < pairs.length ? `Each ${keyWord} only once.` : undefined;
}

function checkDimensions(pairs: readonly Pair[]): string | undefined {
  const wrong = pairs.find(({ key }) => key !== '' && !/^[a-z][a-z0-9_]*$/.test(key));
  return wrong === undefined
    ? checkPairs(pairs, 'dimension')
    : `“${wrong.key}” is no dimension: small letters, digits and _ only, such as age.`;
}

function checkObservations(draft: ObservationsDraft, columns: string[]): Problems {
  const { valueColumn, sumColumns, of } = draft;
  return {
    geography: geographyProblem(draft.geography),
    vintage: vintageProblem(draft.vintage),
    codeColumn: columnProblem(draft.codeColumn, columns, 'the codes'),
    valueColumn: valueColumn === null ? undefined : columnProblem(valueColumn, columns, 'the numbers'),
    sumColumns: sumColumns?.trim() === '' ? 'Say which columns are added up, such as 16-64.' : undefined,
    indicator: idProblem(draft.indicator),
    of: of === null ? undefined : idProblem(of),
    ...checkPeriod(draft),
    cohortColumns: checkDimensions(draft.cohortColumns),
    cohort: checkDimensions(draft.cohort),
    ...checkFilters(draft.where.map(filterOfPair)),
  };
}

function checkLookup(draft: LookupMapping, columns: string[]): Problems {
  const isSame = draft.from === draft.to && draft.from !== '';
  return {
    from: refProblem(draft.from),
    to: isSame ? 'Both sides name the same areas.' : refProblem(draft.to),
    fromColumn: columnProblem(draft.fromColumn, columns, 'the codes it leads from'),
    toColumn:
      draft.toColumn !== '' && draft.toColumn === draft.fromColumn
        ? 'Both sides name the same column.'
        : columnProblem(draft.toColumn, columns, 'the codes it leads to'),
  };
}

function checkDesignation(draft: DesignationMapping, columns: string[]): Problems {
  return {
    id: idProblem(draft.id),
    name: draft.name.trim() === '' ? 'Give the designation a name for people.' : undefined,
    geography: geographyProblem(draft.geography),
    vintage: vintageProblem(draft.vintage),
    codeColumn: columnProblem(draft.codeColumn, columns, 'the codes'),
  };
}

function checkBenchmark(draft: BenchmarkMapping, columns: string[]): Problems {
  return {
    indicator: draft.indicatorColumn === null ? idProblem(draft.indicator ?? '') : undefined,
    comparatorColumn: columnProblem(draft.comparatorColumn, columns, 'the region or country'),
    period: draft.periodColumn === null ? periodProblem(draft.period ?? '') : undefined,
    valueColumn: columnProblem(draft.valueColumn, columns, 'the numbers'),
  };
}

function checkFilters(where: readonly RowFilter[] = []): Problems {
  const isHalf = where.some(({ column, value }) => column === '' || value === '');
  return { where: isHalf ? 'Fill in both sides of each line, or remove it.' : undefined };
}

/** What is wrong with a draft, by field; empty where it can be started. */
export function problemsOf(draft: Draft, columns: string[]): Problems {
  const checks: Partial<Record<Draft['family'], () => Problems>> = {
    boundaries: () => checkBoundaries(draft as BoundariesMapping, columns),
    observations: () => checkObservations(draft as ObservationsDraft, columns),
    lookup: () => checkLookup(draft as LookupMapping, columns),
    designation: () => checkDesignation(draft as DesignationMapping, columns),
    benchmark: () => checkBenchmark(draft as BenchmarkMapping, columns),
  };
  const found = {
    ...(isProvision(draft) ? checkProvision(draft) : checks[draft.family]?.()),
    ...(hasRowFilters(draft) ? checkFilters(draft.where) : {}),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

const toRecord = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key.trim(), value.trim()]));

const periodId = (text: string | null): string | null =>
  text === null || text === '' ? null : (parsePeriod(text)?.id ?? text);

const nothing = (text: string | null): string | null => (text?.trim() === '' ? null : text);

/** The mapping of a draft without problems. */
export function mappingOf(draft: Draft): ImportMapping {
  if (draft.family === 'boundaries')
    return {
      ...draft,
      parentGeography: draft.parentField === null ? null : draft.parentGeography,
      crs: nothing(draft.crs),
    };
  if (draft.family === 'benchmark')
    return { ...draft, period: draft.periodColumn === null ? periodId(draft.period) : null };
  if (isProvision(draft)) return mappingOfProvision(draft);
  if (draft.family !== 'observations') return draft;
  const isWide = draft.periodColumns !== null;
  return {
    ...draft,
    name: nothing(draft.name),
    unit: nothing(draft.unit),
    periodColumn: isWide ? null : draft.periodColumn,
    period: isWide || draft.periodColumn !== null ? null : periodId(draft.period),
    cohortColumns: toRecord(draft.cohortColumns),
    cohort: toRecord(draft.cohort),
    where: draft.where.map(filterOfPair),
  };
}
