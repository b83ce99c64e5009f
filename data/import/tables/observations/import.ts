import { type GeographyRef, type ObservationsMapping, type Period, formatPlural } from '#contract';
import { comparePeriods } from '#core/periods';
import type { IndicatorDefinition } from '#data/workspace';
import { refusal } from '#data/formats/refusals';
import type { ImportOutcome, ImportTask } from '../../task.ts';
import { filterTable } from '../filter.ts';
import { getImportAreas, refuseNoMatch, reportBareAreas, reportStrangers } from '../matching.ts';
import { makeOutcome } from '../release.ts';
import { openFilledTable, type Table } from '#data/formats/text-table';
import { createTally, listExamples, reportLeavings, type Tally } from '../tally.ts';
import { countAgeColumns } from './ages.ts';
import { checkValues } from './checks.ts';
import { type Collected, createCollector } from './collect.ts';
import { reportRepeats } from './conflicts.ts';
import { defineIndicator } from './indicator.ts';
import { createDateCheck, makePlan, type Plan, roundingOf } from './plan.ts';
import { checkTotals } from './totals.ts';

/**
 * Reads a table of observations by its mapping, stages what belongs to known areas, and checks it.
 * Throws `input_refused` where the file is no table, the mapping cannot be followed, no code matches, no value can be taken,
 * an unread column tells rows of one area apart, or the file changes meanwhile; `not_found` without the geography's areas;
 * `conflict` where the indicator is something else in the workspace; `cancelled`.
 */
export async function importObservations(task: ImportTask<ObservationsMapping>): Promise<ImportOutcome> {
  const { mapping, reader, staging, progress, files } = task;
  const areas = getImportAreas(reader, mapping.geography, mapping.vintage);
  const tally = createTally(staging);
  const indicator = defineIndicator(reader, mapping, tally);
  progress.stage('Looking at the file', 0.05);
  const table = filterTable(await openFilledTable(files), mapping.where);
  const plan = makePlan(table, mapping);
  questionAges(table, plan, tally);
  progress.stage('Reading', 0.75);
  const collector = createCollector({
    plan,
    mapping,
    areas,
    staging,
    tally,
    columns: table.layout.columns,
    checkDate: createDateCheck(table, plan),
  });
  const leavings = await table.read(collector, progress);
  progress.stage('Checking', 0.1);
  const { collected } = collector;
  const geography: GeographyRef = `${mapping.geography}:${mapping.vintage}`;
  refuseNothing({ ...task, table, geography }, collected, tally);
  await reportRepeats({ table, plan, progress, staging, mapping, areas }, collected, tally);
  reportLeavings(tally, table, leavings);
  reportStrangers(tally, [...collected.strangers.keys()], { geography, reader });
  reportBareAreas(tally, areas, collected.areasMet);
  const rounding = roundingOf(plan, mapping);
  const check = { mapping, geography, areas, reader, tally, rounding };
  if (rounding > mapping.rounding)
    tally.warn(
      `Each sum may be off by up to ${rounding} through rounding: ${mapping.rounding} for each of the columns added up.`,
    );
  checkValues(check, collected);
  checkTotals(check, collected);
  return conclude(task, { collected, tally, indicator, rounding });
}

/** Columns of ages from which on a table is one of population by age. */
const manyAges = 10;

/** Asks whether all ages are meant where single ages could be added up. */
function questionAges({ layout }: Table, { values }: Plan, tally: Tally): void {
  if (values.from !== 'column' || countAgeColumns(layout.columns) < manyAges) return;
  tally.warn(
    `The values are those of “${layout.columns[values.at]}”, and the table has columns of single ages, too: where only people of working age are meant, add up 16-64 (--sum-columns 16-64).`,
  );
}

interface RefusalTask extends ImportTask<ObservationsMapping> {
  table: Table;
  geography: GeographyRef;
}

/** Refuses a file that brought nothing, with the first thing that went wrong. */
function refuseNothing(
  { table, mapping, reader, geography }: RefusalTask,
  collected: Collected,
  tally: Tally,
): void {
  const { rows } = tally;
  const file = table.label;
  if (rows.taken > 0) return;
  if (rows.read === 0) {
    throw refusal(`“${file}” has a header but no rows.`, {
      file,
      found: `the columns ${table.layout.columns.slice(0, 12).join(' | ')}`,
    });
  }
  const strangers = [...collected.strangers.keys()];
  const [first] = tally.findings(mapping).rejects;
  if (strangers.length > 0) throw refuseNoMatch({ file, geography, reader }, strangers);
  const markers = tally.findings(mapping).markers.map(({ marker, takenFor }) => `${marker} (${takenFor})`);
  throw refusal(
    first ? `No row of “${file}” can be taken: ${first.reason}.` : `“${file}” has no value for any area.`,
    {
      file,
      row: first?.row,
      found: first ? formatPlural(rows.rejected, 'rejected row') : listExamples(markers),
      hint: 'Check which columns hold the code, the value and the period.',
    },
  );
}

interface Conclusion {
  collected: Collected;
  tally: Tally;
  indicator: IndicatorDefinition;
  rounding: number;
}

function conclude(
  task: ImportTask<ObservationsMapping>,
  { collected, tally, indicator, rounding }: Conclusion,
): ImportOutcome {
  const { mapping } = task;
  const periods = collected.series.filter(({ values }) => values.size > 0).map(({ period }) => period);
  return makeOutcome(task, tally.findings(mapping), {
    kind: 'observations',
    title: `${indicator.name}, ${describeSpan(periods)}`,
    period: spanId(periods),
    rounding,
    geography: { kind: mapping.geography, vintage: mapping.vintage },
    indicators: [indicator],
  });
}

function spanOf(periods: readonly Period[]): { first: Period; last: Period } {
  const sorted = periods.toSorted(comparePeriods);
  return { first: sorted[0]!, last: sorted.at(-1)! };
}

function describeSpan(periods: readonly Period[]): string {
  const { first, last } = spanOf(periods);
  return first.id === last.id ? first.label : `${first.label} to ${last.label}`;
}

function spanId(periods: readonly Period[]): string {
  const { first, last } = spanOf(periods);
  return first.id === last.id ? first.id : `${first.id} to ${last.id}`;
}
