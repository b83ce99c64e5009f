import { z } from 'zod';
import { indicatorId, indicatorKind, indicatorKinds, type IndicatorKind } from '../words.ts';
import { areaFields, neededWhereField, periodField, periodColumnField } from './areas.ts';
import { describeFamily } from './family.ts';
import { column, field, neededColumn } from './field.ts';

const kinds: Record<IndicatorKind, [name: string, detail: string]> = {
  count: ['Count', 'people or things; adds up'],
  rate: ['Rate', 'per cent'],
  score: ['Score', 'an index; does not add up'],
  category: ['Category', 'a class such as a decile'],
};

const ways = { oneOf: 'how the numbers stand', section: 'numbers' };
const text = z.string().nullable();

/** Numbers of areas: one indicator a file. */
export const observationsFamily = describeFamily({
  id: 'observations',
  title: 'Observations',
  phrase: 'observations',
  detail: 'numbers for areas: claimants, population, scores',
  files: 'table',
  needs: ['boundaries', 'lookup'],
  about: 'areas',
  sections: [
    { id: 'areas', title: 'Areas' },
    { id: 'numbers', title: 'Numbers' },
    { id: 'period', title: 'Period' },
    { id: 'cut', title: 'Who is counted' },
  ],
  fields: {
    ...areaFields({ what: 'the numbers', isRequired: true, section: 'areas' }),
    codeColumn: neededColumn({
      label: 'Code',
      noun: 'code column',
      section: 'areas',
      flag: { words: '--code-column <name>', help: 'column with the area codes' },
    }),
    indicator: field('id', indicatorId, {
      label: 'Indicator, as rules call it',
      name: 'Indicator',
      isNeeded: true,
      hasStandIn: true,
      section: 'numbers',
      flag: {
        words: '--indicator <id>',
        help: 'what rules call it, such as jsa_claimants',
        isRequired: true,
      },
    }),
    name: field('text', text, {
      label: 'Name for people',
      section: 'numbers',
      flag: { words: '--name <text>', help: 'what people call the indicator' },
    }),
    kind: field('choice', indicatorKind, {
      label: 'It is a',
      noun: 'kind of indicator',
      choices: indicatorKinds.map((id) => ({ id, name: kinds[id][0], detail: kinds[id][1] })),
      isNeeded: true,
      section: 'numbers',
      flag: { words: '--kind <kind>', help: 'count, rate, score or category' },
    }),
    of: field('id', indicatorId.nullable(), {
      label: 'It is a share of',
      name: 'Share of',
      noun: 'denominator',
      help: 'A count such as working_age, if any. Numbers above it are reported.',
      section: 'numbers',
      flag: { words: '--of <id>', help: 'denominator: of a rate, or what a count is a share of' },
    }),
    unit: field('text', text, {
      label: 'Unit',
      section: 'numbers',
      flag: { words: '--unit <text>', help: 'unit of the numbers' },
    }),
    /** Tidy file: the column with the value. Exactly one of valueColumn, sumColumns, periodColumns is set. */
    valueColumn: column({
      label: 'Value',
      noun: 'value column',
      hasStandIn: true,
      ...ways,
      flag: { words: '--value-column <name>', help: 'column with the numbers' },
    }),
    /** Wide file: columns to add up, as a text such as "16-64" or "16-64,90+". */
    sumColumns: field('text', text, {
      label: 'Columns to add up',
      name: 'Columns added up',
      heading: 'Added up',
      addsColumns: true,
      noun: 'columns to add up',
      help: 'Ages such as 16-64 or 16-64,90+, or names of columns divided by commas.',
      ...ways,
      flag: { words: '--sum-columns <columns>', help: 'add up columns of a wide file, as in 16-64' },
      check: (value) =>
        typeof value === 'string' && value.trim() === ''
          ? 'Say which columns are added up, such as 16-64.'
          : undefined,
    }),
    /** Wide file: one column a period; the header is the period. */
    periodColumns: field('list', z.array(z.string()).nullable(), {
      label: 'Columns that are periods',
      name: 'Period columns',
      heading: 'Value',
      ...ways,
      flag: {
        words: '--period-columns <names>',
        help: 'wide file: one column a period, names separated by commas',
      },
      check: (value) =>
        Array.isArray(value) && value.length === 0 ? 'Tick at least one column.' : undefined,
    }),
    periodColumn: periodColumnField({
      insteadOf: ['periodColumns'],
      help: 'column with the period of each row',
    }),
    /** One period for the whole file. Needed where no column tells it. */
    period: {
      ...periodField({ what: 'numbers', section: 'period' }),
      insteadOf: ['periodColumns', 'periodColumn'],
    },
    /** Cohort dimension → column. */
    cohortColumns: field('pairs', z.record(z.string(), z.string()), {
      label: 'Cohorts from columns',
      name: 'Cohort columns',
      heading: 'Cohort',
      namesColumns: true,
      noun: 'cohorts',
      help: 'Columns that cut people by age, sex and the like.',
      section: 'cut',
      flag: {
        words: '--cohort-column <dimension=column>',
        help: 'column that cuts people, such as sex=GENDER_NAME; may be given several times',
      },
    }),
    /** Cohort of the whole file: dimension → value. */
    cohort: field('pairs', z.record(z.string(), z.string()), {
      label: 'Cohort of the whole file',
      name: 'Cohort',
      help: 'Where everybody in the file is of one group.',
      section: 'cut',
      flag: {
        words: '--cohort <dimension=value>',
        help: 'cohort of the whole file; may be given several times',
      },
    }),
    where: neededWhereField,
    rounding: field('choice', z.union([z.literal(0), z.literal(2), z.literal(5)]), {
      label: 'Counts were rounded by the publisher',
      name: 'Rounded by up to',
      help: 'Widens the intervals that say how sure a result is.',
      choices: [
        { id: '0', name: 'Exact', detail: 'not rounded' },
        { id: '2', name: 'To the nearest 5', detail: 'off by up to 2' },
        { id: '5', name: 'To the nearest 10', detail: 'off by up to 5' },
      ],
      section: 'cut',
      flag: { words: '--rounding <half-width>', help: 'by how much counts may be off: 0, 2 or 5' },
    }),
  },
});
export type ObservationsMapping = z.infer<typeof observationsFamily.mapping>;
