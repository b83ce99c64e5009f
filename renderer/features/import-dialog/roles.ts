import {
  describedFamily,
  type FamilyDescription,
  type FieldSet,
  type FieldValues,
  type ImportField,
  type RowFilter,
} from '#contract';
import { geographyWords } from '../../ui/index.ts';
import type { Draft, DraftLine } from './draft.ts';

const ageHeader = /^\D{0,16}?(\d{1,3})(\s*\+|\s*and over|\s*-\s*\d{1,3})?$/i;

function firstAge(column: string): number | undefined {
  const found = ageHeader.exec(column.trim())?.[1];
  return found === undefined ? undefined : Number(found);
}

function fitsPart(column: string, part: string): boolean {
  if (column.trim().toLowerCase() === part.toLowerCase()) return true;
  const age = firstAge(column);
  const [, from, to, more] = /^(\d{1,3})(?:\s*-\s*(\d{1,3})|(\+))?$/.exec(part) ?? [];
  if (age === undefined || from === undefined) return false;
  const last = more === undefined ? Number(to ?? from) : Number.POSITIVE_INFINITY;
  return age >= Number(from) && age <= last;
}

/** The columns that a text such as `16-64` or `16-64,90+` adds up, for the preview; the import itself says if it cannot. */
export function findSummed(columns: readonly string[], text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return columns.filter((column) => parts.some((part) => part !== '' && fitsPart(column, part)));
}

/** A column, if one is chosen, and what it is taken for. */
type TakenColumn = [column: string, heading: string];

function takenByField(field: ImportField, value: unknown, columns: readonly string[]): TakenColumn[] {
  const heading = field.heading ?? field.label;
  if (value === null || value === undefined) return [];
  if (field.fields !== undefined) return takenByFields(field.fields, value as FieldValues, columns);
  switch (field.role) {
    case 'column':
      return [[value as string, heading]];
    case 'list':
      return (value as string[]).map((column) => [column, heading]);
    case 'editions':
      return Object.entries(value as Record<string, string>).map(([ref, column]) => [
        column,
        geographyWords(ref).name,
      ]);
    case 'pairs':
      return field.namesColumns === true
        ? (value as DraftLine[]).map((line) => [
            line.value,
            line.key === '' ? heading : `${heading}: ${line.key}`,
          ])
        : [];
    case 'filters':
      return (value as RowFilter[]).map((filter) => [filter.column, headingOfFilter(filter)]);
    default:
      return field.addsColumns === true
        ? findSummed(columns, value as string).map((column) => [column, heading])
        : [];
  }
}

function takenByFields(fields: FieldSet, draft: FieldValues, columns: readonly string[]): TakenColumn[] {
  return Object.entries(fields).flatMap(([key, field]) => takenByField(field, draft[key], columns));
}

/** What each chosen column is taken for, in the order of the family's fields. Columns without a part in it are left out. */
export function rolesOf(
  draft: Draft,
  columns: readonly string[],
  { fields }: Pick<FamilyDescription, 'fields'> = describedFamily(draft.family),
): Map<string, string> {
  const roles = new Map<string, string>();
  for (const [column, heading] of takenByFields(fields, draft, columns))
    if (columns.includes(column) && !roles.has(column)) roles.set(column, heading);
  return roles;
}

function headingOfFilter({ value, not = false }: RowFilter): string {
  return `${not ? 'Not' : 'Only'} ${value}`;
}
