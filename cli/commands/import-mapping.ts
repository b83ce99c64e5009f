import { readFileSync } from 'node:fs';
import {
  checkField,
  findMappingFileProblem,
  PinpointError,
  type FamilyDescription,
  type FieldValues,
} from '#contract';
import { resolveFile } from '../session.ts';
import { findFlag } from './import-flags.ts';

/**
 * What a saved mapping says, by its keys. Throws `input_refused` where the file cannot be read, is of another family, names a
 * field that the family does not have (with those it has), or holds what a field does not take.
 */
export function readMappingFile(family: FamilyDescription, path: string): Record<string, unknown> {
  const said = parseFile(path);
  const problem = findMappingFileProblem(family, said);
  if (problem === undefined) return said as Record<string, unknown>;
  const { key, message, ...rest } = problem;
  throw new PinpointError('input_refused', `The mapping ${path} cannot be followed. ${message}.`, {
    file: path,
    ...(key === '' ? {} : { column: key }),
    ...rest,
  });
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(resolveFile(path), 'utf8')) as unknown;
  } catch (error) {
    throw new PinpointError(
      'input_refused',
      `The mapping ${path} cannot be read: ${(error as Error).message}.`,
      { file: path },
    );
  }
}

/** What was said as the hint of a look: texts and numbers. */
export function toHint(said: FieldValues): Record<string, string> {
  const texts = Object.entries(said).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  return Object.fromEntries(texts.map(([key, value]) => [key, String(value)]));
}

/** A mapping in which, of several ways of which one is meant, the one that was said wins over the one that was guessed. */
export function settleWays<Mapping extends object>(
  { fields }: Pick<FamilyDescription, 'fields'>,
  mapping: Mapping,
  said: FieldValues,
): Mapping {
  const winners = Object.entries(fields).filter(
    ([key, { oneOf }]) => oneOf !== undefined && said[key] !== undefined,
  );
  const [winner, field] = winners[0] ?? [];
  if (field === undefined) return mapping;
  const losers = Object.entries(fields).filter(([key, { oneOf }]) => oneOf === field.oneOf && key !== winner);
  return { ...mapping, ...Object.fromEntries(losers.map(([key]) => [key, null])) };
}

/** Roles whose values are said and do not stand in the file: what is wrong with them is wrong whatever it holds. */
const said = new Set(['choice', 'year', 'id', 'areas']);

/**
 * Throws `usage` with the first thing that was said and that no file could make right: a vintage that is no year, an id that
 * rules cannot call. What depends on the file is left to the import, which knows it whole.
 */
export function refuseWrongValues(family: FamilyDescription, mapping: FieldValues): void {
  for (const [key, field] of Object.entries(family.fields)) {
    const isUnsaid = mapping[key] === null || mapping[key] === '';
    if (!said.has(field.role) || isUnsaid || field.schema.safeParse(mapping[key]).success) continue;
    const problem = checkField(key, field, mapping, { columns: null, isPeriod: () => true });
    const flag = findFlag(family, key);
    throw new PinpointError('usage', problem ?? `The ${key} cannot be followed.`, {
      found: String(mapping[key]),
      ...(flag === undefined ? {} : { hint: `Say it with ${flag}.` }),
    });
  }
}
