import { z } from 'zod';
import { performanceMeasures, type PerformanceMeasure } from '../provision.ts';
import { areaFields, periodField, whereField, periodColumnField } from './areas.ts';
import { describeFamily } from './family.ts';
import { column, field, type FieldValues, type FieldWords } from './field.ts';

const text = z.string().nullable();

/** Keys of the columns of what is counted, in the order of the form. */
export const countColumns = performanceMeasures.map((measure) => `${measure}Column` as const);

function countProblem(around: FieldValues): string | undefined {
  const isCounted = countColumns.some((key) => around[key] !== null && around[key] !== '');
  return isCounted ? undefined : 'Choose at least one column of numbers.';
}

function countColumn(
  measure: PerformanceMeasure,
  label: string,
  help: string,
  rest: Partial<FieldWords> = {},
) {
  return column({
    label,
    heading: label,
    noun: `column of ${measure}`,
    none: 'Not in the file',
    section: 'numbers',
    isHalf: true,
    flag: { words: `--${measure}-column <name>`, help },
    ...rest,
  });
}

/** Performance rows by area code, or by postcode and then added up to areas; the postcodes are not kept. */
export const performanceFamily = describeFamily({
  id: 'performance',
  title: 'Performance',
  phrase: 'performance',
  detail: 'starts, outcomes and cost by provider and area',
  files: 'places',
  needs: ['boundaries', 'postcodes', 'providers', 'sites'],
  about: 'provision',
  sections: [
    { id: 'areas', title: 'Areas' },
    { id: 'provider', title: 'Provider' },
    { id: 'programme', title: 'Programme' },
    { id: 'period', title: 'Period' },
    { id: 'numbers', title: 'Numbers' },
  ],
  fields: {
    ...areaFields({
      what: 'the numbers',
      isRequired: false,
      areKnown: true,
      section: 'areas',
      kindHelp: 'lsoa, ward …: of the area codes, or what postcodes are added up to',
    }),
    /** Exactly one of codeColumn and postcodeColumn is set. */
    codeColumn: column({
      label: 'Area code',
      noun: 'code column',
      hasStandIn: true,
      section: 'areas',
      flag: { words: '--code-column <name>', help: 'area code' },
    }),
    postcodeColumn: column({
      label: 'Postcode',
      noun: 'postcode column',
      section: 'areas',
      flag: { words: '--postcode-column <name>', help: 'postcode, where there are no area codes' },
    }),
    providerColumn: column({
      label: 'Provider',
      name: 'Provider’s column',
      heading: 'Provider',
      noun: 'provider column',
      section: 'provider',
      flag: { words: '--provider-column <name>', help: 'provider' },
    }),
    /** The provider of the whole file, where no column tells it. */
    provider: field('text', text, {
      label: 'Provider of the file',
      name: 'Provider',
      noun: 'provider',
      isNeeded: true,
      hasStandIn: true,
      insteadOf: ['providerColumn'],
      section: 'provider',
      flag: { words: '--provider <id>', help: 'provider of the whole file' },
      check: (value) =>
        typeof value === 'string' && value.trim() !== ''
          ? undefined
          : 'Say which provider the numbers are of.',
    }),
    programmeColumn: column({
      label: 'Programme',
      name: 'Programme’s column',
      heading: 'Programme',
      noun: 'programme column',
      section: 'programme',
      flag: { words: '--programme-column <name>', help: 'programme' },
    }),
    programme: field('text', text, {
      label: 'Programme of the file',
      name: 'Programme',
      insteadOf: ['programmeColumn'],
      section: 'programme',
      flag: { words: '--programme <id>', help: 'programme of the whole file' },
    }),
    periodColumn: periodColumnField({ help: 'period' }),
    period: { ...periodField({ what: 'rows', section: 'period' }), hasStandIn: true },
    startsColumn: countColumn('starts', 'Starts', 'people who began', {
      check: (_value, around) => countProblem(around),
    }),
    outcomesColumn: countColumn('outcomes', 'Job outcomes', 'job outcomes'),
    sustainedColumn: countColumn('sustained', 'Sustained outcomes', 'sustained job outcomes', {
      heading: 'Sustained',
    }),
    costColumn: countColumn('cost', 'Cost, £', 'pounds paid', { name: 'Cost', heading: 'Cost' }),
    targetColumn: countColumn('target', 'Target', 'job outcomes agreed'),
    where: whereField,
  },
});
export type PerformanceMapping = z.infer<typeof performanceFamily.mapping>;
