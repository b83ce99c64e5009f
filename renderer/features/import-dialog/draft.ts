import {
  checkMapping,
  describedFamily,
  findImportField,
  isAsked,
  nounOfField,
  type FamilyDescription,
  type FieldSet,
  type FieldValues,
  type ImportField,
  type ImportMapping,
  type Inspection,
  type ObservationsMapping,
  type ProvisionMapping,
  type RowFilter,
} from '#contract';
import { parsePeriod } from '#core/periods';

/** One line of a list of pairs: a dimension and its column, a column and its value. */
export interface DraftLine {
  key: string;
  value: string;
  /** Of a filter: the rows that have another value. */
  not?: boolean;
}

/** A filter as a line of a list. */
export function lineOfFilter({ column, value, not = false }: RowFilter): DraftLine {
  return { key: column, value, ...(not ? { not } : {}) };
}

/** The filter that a line of a list says. */
export function filterOfLine({ key, value, not = false }: DraftLine): RowFilter {
  return { column: key, value, ...(not ? { not } : {}) };
}

/** A mapping of observations while it is being written: lists of pairs may be half filled in. */
export type ObservationsDraft = Omit<ObservationsMapping, 'cohortColumns' | 'cohort'> & {
  cohortColumns: DraftLine[];
  cohort: DraftLine[];
};

/** A mapping while it is being written. Texts that are still missing are empty, pairs are lines. */
export type Draft = Exclude<ImportMapping, { family: 'observations' }> | ObservationsDraft;

/** What is wrong with a draft, one sentence a field. */
export type Problems = Partial<Record<string, string>>;

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
): mapping is Extract<Mapping, { family: ProvisionMapping['family'] }> {
  return describedFamily(mapping.family).about === 'provision';
}

function draftValue({ role }: ImportField, value: unknown): unknown {
  if (role !== 'pairs') return value;
  return Object.entries(value as Record<string, string>).map(([key, text]) => ({ key, value: text }));
}

/** A mapping as a draft of a family. Fields in `open` that hold a stand-in become empty. */
export function draftMapping(
  { fields }: Pick<FamilyDescription, 'fields'>,
  mapping: FieldValues,
  open: readonly string[],
): FieldValues {
  const drafted = Object.entries(fields).map(([key, field]): [string, unknown] => [
    key,
    field.hasStandIn === true && open.includes(key) ? '' : draftValue(field, mapping[key]),
  ]);
  return { ...mapping, ...Object.fromEntries(drafted.filter(([, value]) => value !== undefined)) };
}

/** A group of which nothing is said, but that a row is told by the column of its stage. */
export function blankGroup(fields: FieldSet): FieldValues {
  return Object.fromEntries(
    Object.entries(fields).map(([key, { role, asks }]) => [
      key,
      role === 'words' ? {} : asks === 'stage' ? '' : null,
    ]),
  );
}

/** The guess of an inspection as a draft to be edited. What could not be told is empty. */
export function draftOfInspection(inspection: Inspection): Draft {
  const { mapping, open } = inspection;
  const draft = draftMapping(describedFamily(mapping.family), mapping, open) as unknown as Draft;
  return looksRounded(inspection) && mapping.family === 'observations' && mapping.rounding === 0
    ? ({ ...draft, rounding: 2 } as Draft)
    : draft;
}

/** The fields a person changed, put over a fresh guess: as long as the file still has the columns they name. */
export function keepTouched(
  fresh: Draft,
  before: Draft,
  touched: ReadonlySet<string>,
  columns: string[],
): Draft {
  if (fresh.family !== before.family) return fresh;
  const family = describedFamily(fresh.family);
  const kept = Object.entries(before).filter(([key, value]) => {
    if (!touched.has(key)) return false;
    const isColumn =
      findImportField(family, key)?.role === 'column' && typeof value === 'string' && value !== '';
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

const isPeriod = (text: string): boolean => parsePeriod(text) !== undefined;

/**
 * What is wrong with a draft, by field; empty where it can be started. `columns` null = those of the file are not known.
 * `family`: that of the draft.
 */
export function problemsOf(
  draft: Draft,
  columns: readonly string[] | null,
  family: Pick<FamilyDescription, 'fields'> = describedFamily(draft.family),
): Problems {
  return checkMapping(family, draft, { columns, isPeriod });
}

/** The fields of a draft that are still wrong or empty, in words: "value column, period". */
export function missingWords(
  { family }: Pick<Draft, 'family'>,
  problems: Problems,
  described: Pick<FamilyDescription, 'fields'> = describedFamily(family),
): string {
  return Object.keys(problems)
    .map((key) => {
      const field = findImportField(described, key);
      return field === undefined ? key : nounOfField(field);
    })
    .join(', ');
}

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** What a field holds that is not asked for: nothing, where it may. */
function unaskedValue({ role, schema }: ImportField, value: unknown): unknown {
  if (role === 'words') return {};
  return schema.safeParse(null).success ? null : value;
}

const toRecord = (lines: readonly DraftLine[]): Record<string, string> =>
  Object.fromEntries(lines.map(({ key, value }) => [key.trim(), value.trim()]));

function mappingValue(field: ImportField, value: unknown): unknown {
  const { role, schema, fields } = field;
  if (fields !== undefined && value !== null) return mappingFields(fields, value as FieldValues);
  if (isBlank(value)) return schema.safeParse(null).success ? null : value;
  if (role === 'period' && typeof value === 'string') return parsePeriod(value)?.id ?? value;
  if (role === 'text' && typeof value === 'string') return value.trim();
  return role === 'pairs' ? toRecord(value as DraftLine[]) : value;
}

function mappingFields(fields: FieldSet, draft: FieldValues): FieldValues {
  const held = Object.entries(fields).map(([key, field]): [string, unknown] => [
    key,
    isAsked(field, draft) ? mappingValue(field, draft[key]) : unaskedValue(field, draft[key]),
  ]);
  return { ...draft, ...Object.fromEntries(held.filter(([, value]) => value !== undefined)) };
}

/** The mapping of a draft without problems. What is empty, or not asked for beside the rest, is not said. */
export function mappingOf(
  draft: Draft,
  { fields }: Pick<FamilyDescription, 'fields'> = describedFamily(draft.family),
): ImportMapping {
  return mappingFields(fields, draft) as unknown as ImportMapping;
}
