import { geographyKinds, type PerformanceMapping, type MappingGuess } from '#contract';
import {
  type ColumnFacts,
  guessCodeColumn,
  guessGeography,
  guessPeriod,
  type GuessTask,
  holdsNumbers,
} from '../tables/index.ts';
import { createPicker, guessPostcodeColumn } from './guess-columns.ts';

const orEmpty = (column: ColumnFacts): boolean => column.filled === 0 || holdsNumbers(column);

/** The best guess of how a file of performance is to be read: by area code where it has one, else by postcode. */
export function guessPerformance(task: GuessTask): MappingGuess<'performance'> {
  const { hint, open, sample } = task;
  const picker = createPicker(task);
  const named = sample.columns.find(({ name }) => name === hint['codeColumn']);
  const code = hint['postcodeColumn'] === undefined ? (named ?? guessCodeColumn(task)) : undefined;
  picker.take(code?.name ?? null);
  const postcodeColumn = code ? null : guessPostcodeColumn(picker);
  if (!code && postcodeColumn === null) open.push('codeColumn');
  const measures = {
    sustainedColumn: picker.pick('sustainedColumn', [/sustain/], orEmpty),
    targetColumn: picker.pick('targetColumn', [/target|profile|planned|contracted/], orEmpty),
    startsColumn: picker.pick('startsColumn', [/^starts?(ed|ers)?$/, /start|attach|enrol|referral/], orEmpty),
    outcomesColumn: picker.pick(
      'outcomesColumn',
      [/^(job )?(outcomes?|entries|entry)$/, /outcome|job entr|into work|jobs/],
      orEmpty,
    ),
    costColumn: picker.pick(
      'costColumn',
      [/^(cost|spend|paid|payments?)/, /cost|spend|paid|payment/],
      orEmpty,
    ),
  };
  if (measures.startsColumn === null && measures.outcomesColumn === null) open.push('startsColumn');
  const providerColumn = picker.pick('providerColumn', [
    /^(provider|organisation|supplier|contractor)/,
    /provider|ukprn/,
  ]);
  const programmeColumn = picker.pick('programmeColumn', [/^(program(me)?|project|scheme|contract)/]);
  if (providerColumn === null && !hint['provider']) open.push('provider');
  const taken = sample.columns.filter((column) => !picker.free().includes(column)).map(({ at }) => at);
  const { periodColumn, period } = guessPeriod(task, taken);
  if (periodColumn === null && period === null) open.push('period');
  return {
    family: 'performance',
    ...(guessTarget(task, code) ?? guessGeography(task, code, period?.slice(0, 4))),
    codeColumn: code?.name ?? null,
    postcodeColumn,
    providerColumn: hint['provider'] ? null : providerColumn,
    provider: hint['provider'] ?? null,
    programmeColumn: hint['programme'] ? null : programmeColumn,
    programme: hint['programme'] ?? null,
    periodColumn,
    period,
    ...measures,
  };
}

/** The areas that postcodes are added up to where nobody said it: the finest of the workspace, of their newest edition. */
function guessTarget(
  { hint, reader, notes }: GuessTask,
  code: ColumnFacts | undefined,
): Pick<PerformanceMapping, 'geography' | 'vintage'> | undefined {
  if (code || !reader || hint['geography'] !== undefined || hint['vintage'] !== undefined) return undefined;
  const rank = (kind: string): number => geographyKinds.findIndex((known) => known === kind);
  const [finest] = reader
    .describe()
    .geographies.toSorted(
      (a, b) => rank(a.geography) - rank(b.geography) || Number(b.vintage) - Number(a.vintage),
    );
  if (!finest) return undefined;
  const { geography, vintage } = finest;
  notes.push(`Postcodes are added up to ${geography}:${vintage}, the finest areas of the workspace.`);
  return { geography, vintage };
}
