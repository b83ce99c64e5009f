import {
  describedFamily,
  type FamilyDescription,
  type FieldSet,
  type FieldValues,
  type ImportMapping,
  type MappingGuess,
} from '#contract';
import type { Hint } from './geography.ts';

/**
 * The mapping of a guess: of fields that it does not speak of what the person said, else what counts where nothing is said.
 * What the guess says stays, also where a file was not understood.
 */
export function completeGuess(
  guess: MappingGuess,
  hint: Hint,
  { fields }: Pick<FamilyDescription, 'fields'> = describedFamily(guess.family),
): ImportMapping {
  return completeFields(fields, guess, hint) as unknown as ImportMapping;
}

function completeFields(fields: FieldSet, guess: FieldValues, hint: Hint): FieldValues {
  const told = Object.entries(fields).map(([key, { schema, fields: inner }]): [string, unknown] => {
    const value = guess[key];
    if (value !== undefined)
      return [
        key,
        inner === undefined || value === null ? value : completeFields(inner, value as FieldValues, hint),
      ];
    const said = schema.safeParse(hint[key]);
    return [key, said.success ? said.data : schema.safeParse(undefined).data];
  });
  return { ...guess, ...Object.fromEntries(told.filter(([, value]) => value !== undefined)) };
}
