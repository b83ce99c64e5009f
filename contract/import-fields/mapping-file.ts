import { z } from 'zod';
import type { FamilyDescription } from './family.ts';
import { shapeOf, type FieldRole, type FieldSet, type ImportField } from './field.ts';

/** Fields of groups by their own keys: a mapping file may name them without the group, as flags do. */
function innerFields(fields: FieldSet): FieldSet {
  return Object.fromEntries(
    Object.values(fields).flatMap(({ fields: inner }) => (inner === undefined ? [] : Object.entries(inner))),
  );
}

/** What a group holds, without keys that it does not know. */
function strictly({ schema, fields }: ImportField): z.ZodType {
  if (fields === undefined) return schema;
  const inner = z.strictObject(shapeOf(fields));
  return schema.safeParse(null).success ? inner.nullable() : inner;
}

/** Everything that a mapping file of a family may say; nothing of it need be said, and nothing else may. */
export function mappingFileSchema({ id, fields }: Pick<FamilyDescription, 'id' | 'fields'>): z.ZodType {
  const said = { ...innerFields(fields), ...fields };
  const shape = Object.fromEntries(
    Object.entries(said).map(([key, field]) => [key, strictly(field).optional()]),
  );
  return z.strictObject({ family: z.literal(id).optional(), ...shape });
}

const roleWords: Record<FieldRole, string> = {
  column: 'the name of a column',
  text: 'a text',
  id: 'small letters, digits and _, beginning with a letter',
  year: 'a year of four digits, as a text',
  period: 'a period, such as 2017-09',
  number: 'a number from 0 up',
  choice: '',
  areas: 'a kind of area and its year, such as lsoa:2011',
  list: 'a list of columns',
  pairs: 'an object of names and texts',
  editions: 'an object of geographies and columns',
  words: 'an object of words and what they stand for',
  filters: 'a list of objects with column and value',
  group: 'an object of fields',
};

/** What a mapping file may hold for a field, in words. */
function takesWords({ role, choices = [], schema }: ImportField): string {
  const words = role === 'choice' ? `one of ${choices.map(({ id }) => id).join(', ')}` : roleWords[role];
  return schema.safeParse(null).success ? `${words}, or null` : words;
}

/** Something in a mapping file that cannot be followed: where, in words, and what may stand there. */
export interface MappingFileProblem {
  /** Path of the key: `position.latColumn`; empty where it is no mapping at all. */
  key: string;
  message: string;
  expected: string;
}

/** The field and the part of a path that leads to it: what lies deeper is its value. */
function fieldAt(
  fields: FieldSet,
  [key = '', ...rest]: readonly string[],
): [string, ImportField | undefined] {
  const field = fields[key] ?? innerFields(fields)[key];
  if (field?.fields === undefined || rest.length === 0) return [key, field];
  const [inner, found] = fieldAt(field.fields, rest);
  return [`${key}.${inner}`, found];
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((within, key) => (within as Record<string, unknown> | undefined)?.[key], value);
}

/** What is wrong with what a mapping file says; undefined where it can be followed. Keys that no field has are named. */
export function findMappingFileProblem(
  family: Pick<FamilyDescription, 'id' | 'fields'>,
  said: unknown,
): MappingFileProblem | undefined {
  const [issue] = mappingFileSchema(family).safeParse(said).error?.issues ?? [];
  if (issue === undefined) return undefined;
  const path = issue.path.map(String);
  const [key, field] = fieldAt(family.fields, path);
  if (issue.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys;
    return {
      key: [...path, unknown].join('.'),
      message: `No field of ${[family.id, ...path].join('.')} is called “${unknown}”`,
      expected: Object.keys(field?.fields ?? { ...family.fields, ...innerFields(family.fields) }).join(', '),
    };
  }
  if (key === '')
    return { key, message: 'It is no mapping', expected: 'an object of fields, each by its key' };
  if (field !== undefined) {
    const message = valueAt(said, path) === undefined ? 'is missing' : 'does not take what stands there';
    return { key, message: `“${key}” ${message}`, expected: takesWords(field) };
  }
  const other = (said as { family: unknown }).family;
  return { key, message: `It is of ${String(other)}, not of ${family.id}`, expected: family.id };
}
