import { type Draft, hasRowFilters } from './draft.ts';
import { listProvisionRoles } from './provision-roles.ts';

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
export type Role = [column: string | null | undefined, role: string];

function observationRoles(draft: Draft & { family: 'observations' }, columns: readonly string[]): Role[] {
  return [
    [draft.codeColumn, 'Code'],
    [draft.periodColumns === null ? draft.periodColumn : null, 'Period'],
    [draft.valueColumn, 'Value'],
    ...draft.cohortColumns.map(({ key, value }): Role => [value, key === '' ? 'Cohort' : `Cohort: ${key}`]),
    ...draft.where.map(({ key, value, not }): Role => [key, roleOfFilter({ value, not })]),
    ...(draft.periodColumns ?? []).map((column): Role => [column, 'Value']),
    ...findSummed(columns, draft.sumColumns ?? '').map((column): Role => [column, 'Added up']),
  ];
}

function listRoles(draft: Draft, columns: readonly string[]): Role[] {
  switch (draft.family) {
    case 'boundaries':
      return [
        [draft.codeField, 'Code'],
        [draft.nameField, 'Name'],
        [draft.parentField, 'Parent'],
      ];
    case 'observations':
      return observationRoles(draft, columns);
    case 'lookup':
      return [
        [draft.fromColumn, 'From'],
        [draft.toColumn, 'To'],
        [draft.weightColumn, 'Weight'],
        [draft.changeColumn, 'Change'],
      ];
    case 'designation':
      return [[draft.codeColumn, 'Code']];
    case 'benchmark':
      return [
        [draft.indicatorColumn, 'Indicator'],
        [draft.comparatorColumn, 'Comparator'],
        [draft.periodColumn, 'Period'],
        [draft.valueColumn, 'Value'],
      ];
    default:
      return listProvisionRoles(draft);
  }
}

/** What each chosen column is taken for, in the order in which they are worth seeing. Columns without a part in it are left out. */
export function rolesOf(draft: Draft, columns: readonly string[]): Map<string, string> {
  const roles = new Map<string, string>();
  const filters = hasRowFilters(draft) ? (draft.where ?? []) : [];
  const only = filters.map(({ column, ...filter }): Role => [column, roleOfFilter(filter)]);
  for (const [column, role] of [...listRoles(draft, columns), ...only])
    if (column !== null && column !== undefined && columns.includes(column) && !roles.has(column))
      roles.set(column, role);
  return roles;
}

function roleOfFilter({ value, not = false }: { value: string; not?: boolean | undefined }): string {
  return `${not ? 'Not' : 'Only'} ${value}`;
}
