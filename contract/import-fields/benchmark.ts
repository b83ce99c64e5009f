import type { z } from 'zod';
import { indicatorId } from '../words.ts';
import { periodField, whereField, periodColumnField } from './areas.ts';
import { describeFamily } from './family.ts';
import { column, field, neededColumn } from './field.ts';

/** Indicators of a region or the country. */
export const benchmarkFamily = describeFamily({
  id: 'benchmark',
  title: 'Benchmarks',
  phrase: 'benchmarks',
  detail: 'an indicator for a region or the country',
  files: 'table',
  needs: ['observations'],
  about: 'areas',
  sections: [
    { id: 'what', title: '' },
    { id: 'period', title: 'Period' },
  ],
  fields: {
    indicatorColumn: column({
      label: 'Indicator’s column',
      heading: 'Indicator',
      noun: 'indicator column',
      none: 'One indicator for the whole file',
      section: 'what',
      flag: { words: '--indicator-column <name>', help: 'column with the id of the indicator' },
    }),
    /** The indicator of the whole file, where no column tells it. */
    indicator: field('id', indicatorId.nullable(), {
      label: 'Indicator',
      isNeeded: true,
      hasStandIn: true,
      insteadOf: ['indicatorColumn'],
      asks: 'known indicator',
      section: 'what',
      flag: { words: '--indicator <id>', help: 'indicator of the whole file' },
    }),
    comparatorColumn: neededColumn({
      label: 'Region or country',
      heading: 'Comparator',
      noun: 'comparator column',
      help: "Rules name it as it stands there: benchmark(jsa_rate, 'UK').",
      section: 'what',
      flag: { words: '--comparator-column <name>', help: 'column with the region or country' },
    }),
    periodColumn: periodColumnField({ help: 'column with the period of each row' }),
    period: periodField({ what: 'numbers', section: 'period' }),
    valueColumn: neededColumn({
      label: 'Value',
      noun: 'value column',
      section: 'what',
      flag: { words: '--value-column <name>', help: 'column with the numbers' },
    }),
    where: whereField,
  },
});
export type BenchmarkMapping = z.infer<typeof benchmarkFamily.mapping>;
