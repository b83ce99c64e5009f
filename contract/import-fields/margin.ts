import { z } from 'zod';
import { field, type FieldChoice, type FieldFlag, type ImportField } from './field.ts';

/** Kilometres about the areas unless something else is said. */
export const usualMarginKm = 5;

const kilometres = z.number().nonnegative().nullable();

interface MarginWords {
  /** What keeping `all` and keeping what is near (`cut`) mean, in the order of the form. */
  choices: readonly (FieldChoice & { id: 'all' | 'cut' })[];
  help: string;
  withoutAreas: string;
  flag: FieldFlag;
}

/**
 * How near the areas something must lie to be kept, in kilometres; null = all is kept. `schemaOf` makes the schema of one
 * family out of that of kilometres.
 */
export function marginField<Schema extends z.ZodType>(
  schemaOf: (km: typeof kilometres) => Schema,
  words: MarginWords,
): ImportField<Schema> {
  return field('number', schemaOf(kilometres), {
    label: 'Margin about the areas, km',
    noun: 'margin',
    section: 'kept',
    asks: 'margin',
    check: (value) =>
      value === null || (typeof value === 'number' && Number.isFinite(value) && value >= 0)
        ? undefined
        : 'Write the margin in kilometres, 0 or more.',
    ...words,
    flag: { takes: 'kilometres from 0 up', ...words.flag },
  });
}
