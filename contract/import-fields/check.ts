import { rowFilters } from '../words.ts';
import type { FamilyDescription } from './family.ts';
import {
  isAsked,
  nounOfField,
  type FieldRole,
  type FieldSet,
  type FieldValues,
  type ImportField,
} from './field.ts';

/** What is known of the file that a mapping is of. */
export interface MappingFacts {
  /** Its columns; null where they are not known, and then no column is missed. */
  columns: readonly string[] | null;
  /** Whether a text is a period. */
  isPeriod: (text: string) => boolean;
}

/** What is wrong with a field. `expected` and `hint` as in an error. */
export interface FieldProblem {
  message: string;
  expected?: string;
  hint?: string;
}

/** Position of a column by its name, exactly or else without regard to case and spacing; undefined where there is none. */
export function findColumn(columns: readonly string[], name: string): number | undefined {
  const exact = columns.indexOf(name);
  if (exact >= 0) return exact;
  const loose = loosen(name);
  const at = columns.findIndex((column) => loosen(column) === loose);
  return at >= 0 && loose !== '' ? at : undefined;
}

function loosen(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
}

/** Where a column is looked for: the columns there are, in words that may be shortened, and the file's name where it helps. */
export interface ColumnsOfFile {
  columns: readonly string[] | null;
  listed?: string;
  file?: string;
}

/**
 * What is wrong with the column that a mapping names as its `noun`, such as "code column": none is named, or the file has none
 * of that name. Undefined where it is there, and for any name where the columns are not known.
 */
export function columnProblem(
  noun: string,
  name: string,
  { columns, listed, file }: ColumnsOfFile,
): FieldProblem | undefined {
  if (name !== '' && (columns === null || findColumn(columns, name) !== undefined)) return undefined;
  const rest = {
    ...(listed === undefined ? {} : { expected: `one of ${listed}` }),
    hint: `Name the ${noun} in the mapping.`,
  };
  if (file === undefined)
    return {
      message: name === '' ? `Choose the ${noun}.` : `The file has no column “${name}” for the ${noun}.`,
      ...rest,
    };
  return {
    message:
      name === ''
        ? `Which column is the ${noun} of “${file}” is not said.`
        : `“${file}” has no column “${name}” for the ${noun}.`,
    ...rest,
  };
}

type RoleCheck = (field: ImportField, value: unknown, facts: MappingFacts) => string | undefined;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const checkColumn: RoleCheck = (field, value, { columns }) => {
  if (value === null && !field.isNeeded) return undefined;
  return columnProblem(nounOfField(field), textOf(value), { columns })?.message;
};

const checkYear: RoleCheck = (field, value) =>
  /^\d{4}$/.test(textOf(value)) || (!field.isNeeded && textOf(value) === '')
    ? undefined
    : `A ${nounOfField(field)} is a year of four digits, such as 2011.`;

const checkPeriod: RoleCheck = (_field, value, { isPeriod }) => {
  const text = textOf(value);
  if (text.trim() === '') return 'Say which period the numbers are of, such as July 2008 or 2017.';
  return isPeriod(text)
    ? undefined
    : 'That is no period. Write a month, quarter or year: July 2008, 2008-07, 2008 Q3, 2007/08.';
};

const checkId: RoleCheck = ({ isNeeded, schema }, value) => {
  const text = textOf(value);
  if (text === '' && isNeeded) return 'Give it a short name for rules, such as jsa_claimants.';
  return value === null || schema.safeParse(text).success
    ? undefined
    : 'Small letters, digits and _ only, beginning with a letter: jsa_claimants.';
};

const checkAreas: RoleCheck = ({ schema }, value) =>
  schema.safeParse(value ?? '').success ? undefined : 'Say the kind of area and its year, as in lsoa:2011.';

const checkChoice: RoleCheck = (field, value) => {
  const said = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const words = (field.choices ?? []).map(({ id }) => id);
  if (words.includes(said) || (said === '' && !field.isNeeded)) return undefined;
  return said === ''
    ? `Choose the ${nounOfField(field)}.`
    : `The ${nounOfField(field)} is one of ${words.join(', ')}.`;
};

interface Line {
  key: string;
  value: string;
}

/** Pairs as a mapping holds them, or as lines while they are being written. */
function linesOf(value: unknown): Line[] {
  if (Array.isArray(value)) return value as Line[];
  return Object.entries((value ?? {}) as Record<string, string>).map(([key, text]) => ({ key, value: text }));
}

const halfLine = 'Fill in both sides of each line, or remove it.';

const checkPairs: RoleCheck = (_field, value) => {
  const lines = linesOf(value);
  const wrong = lines.find(({ key }) => key !== '' && !/^[a-z][a-z0-9_]*$/.test(key));
  if (wrong !== undefined)
    return `“${wrong.key}” is no dimension: small letters, digits and _ only, such as age.`;
  if (lines.some((line) => line.key.trim() === '' || line.value.trim() === '')) return halfLine;
  return new Set(lines.map(({ key }) => key)).size < lines.length ? 'Each dimension only once.' : undefined;
};

const checkFilters: RoleCheck = (_field, value) => {
  const filters = rowFilters.safeParse(value);
  const sides = filters.success
    ? filters.data.flatMap((filter) => [filter.column, filter.value])
    : linesOf(value).flatMap((line) => [line.key, line.value]);
  return sides.includes('') ? halfLine : undefined;
};

const roleChecks: Partial<Record<FieldRole, RoleCheck>> = {
  column: checkColumn,
  year: checkYear,
  period: checkPeriod,
  id: checkId,
  areas: checkAreas,
  choice: checkChoice,
  pairs: checkPairs,
  filters: checkFilters,
};

/** What is wrong with the value of one field beside the others, in a sentence; undefined where it is right or not asked for. */
export function checkField(
  key: string,
  field: ImportField,
  around: FieldValues,
  facts: MappingFacts,
): string | undefined {
  if (!isAsked(field, around)) return undefined;
  const value = around[key];
  return field.check?.(value, around, facts) ?? roleChecks[field.role]?.(field, value, facts);
}

function checkFields(
  fields: FieldSet,
  around: FieldValues,
  facts: MappingFacts,
  within: string,
): [key: string, problem: string][] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const problem = checkField(key, field, around, facts);
    const inner = around[key] as FieldValues | null;
    return [
      ...(problem === undefined ? [] : [[`${within}${key}`, problem] as [string, string]]),
      ...(field.fields === undefined || inner === null
        ? []
        : checkFields(field.fields, inner, facts, `${within}${key}.`)),
    ];
  });
}

/**
 * What is wrong with a mapping or the draft of one, a sentence for each field, by its key (`delivery.stage` inside a group), in
 * the order of the fields; empty where it can be imported.
 */
export function checkMapping(
  { fields }: Pick<FamilyDescription, 'fields'>,
  mapping: FieldValues,
  facts: MappingFacts,
): Record<string, string> {
  return Object.fromEntries(checkFields(fields, mapping, facts, ''));
}

/** The field of a key, also inside a group (`position.crs`); undefined where the family has none of that key. */
export function findImportField(
  { fields }: Pick<FamilyDescription, 'fields'>,
  key: string,
): ImportField | undefined {
  const [first = '', ...rest] = key.split('.');
  const found = Object.hasOwn(fields, first) ? fields[first] : undefined;
  if (rest.length === 0 || found?.fields === undefined) return found;
  return findImportField({ fields: found.fields }, rest.join('.'));
}
