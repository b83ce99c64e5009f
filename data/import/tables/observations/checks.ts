import { type GeographyRef, type ObservationsMapping, type Period, formatPlural } from '#contract';
import { comparePeriods, periodFromId } from '#core/periods';
import { questionDenominator } from '#core/rates';
import { type AreaRow, contextWords, listCountSources, type WorkspaceReader } from '#data/workspace';
import { listExamples, type Tally } from '../tally.ts';
import type { Collected } from './collect.ts';
import type { Series } from './series.ts';

export interface CheckTask {
  mapping: ObservationsMapping;
  geography: GeographyRef;
  areas: AreaRow;
  reader: WorkspaceReader;
  tally: Tally;
  /** Half-width of the rounding of one value. */
  rounding: number;
}

/** Warns of values that are hardly right: rates above 100 % or negative, counts above their denominator. Nothing is changed. */
export function checkValues(task: CheckTask, { series }: Collected): void {
  const { mapping } = task;
  if (mapping.kind === 'rate') {
    warnWhere(task, series, 'rate above 100 %', (value) => value > 100);
    warnWhere(task, series, 'negative rate', (value) => value < 0);
  }
  if (mapping.kind === 'count' && mapping.rounding === 0) warnOfUnsaidRounding(task, series);
  if (mapping.kind === 'count' && mapping.of !== null) checkDenominator(task, mapping.of, series);
}

function warnWhere(
  { areas, tally }: CheckTask,
  series: readonly Series[],
  what: string,
  isWrong: (value: number) => boolean,
): void {
  let times = 0;
  const where: string[] = [];
  for (const { values } of series) {
    values.forEach((area, value, row) => {
      if (Number.isNaN(value) || !isWrong(value)) return;
      times++;
      if (where.length < 3) where.push(`${areas.codes[area]} ${value} in row ${row}`);
    });
  }
  if (times > 0)
    tally.warn(
      `${formatPlural(times, what, what.replace('rate', 'rates'))}, taken as published: ${listExamples(where, times)}.`,
    );
}

/** Values enough to see that a publisher rounds. */
const valuesToSeeRounding = 100;

/** Counts that are all multiples of 5 were rounded, and how sure a rate is depends on it. */
function warnOfUnsaidRounding({ tally }: CheckTask, series: readonly Series[]): void {
  let seen = 0;
  let multiples = 0;
  for (const { values } of series) {
    values.forEach((_, value) => {
      if (Number.isNaN(value) || value === 0) return;
      seen++;
      if (value % 5 === 0) multiples++;
    });
  }
  if (seen < valuesToSeeRounding || multiples < seen) return;
  tally.warn(
    `All ${formatPlural(seen, 'count')} other than zero are multiples of 5, so the publisher probably rounded them, but the mapping says no rounding: import with rounding 2 (half of 5) to have it in the certainty of rates.`,
  );
}

/** Asks whether everybody is meant as the denominator of a count of people of working age. */
function questionAges(mapping: ObservationsMapping, of: string, reader: WorkspaceReader): string | undefined {
  const base = reader.listIndicators().find(({ id }) => id === of);
  if (base === undefined) return undefined;
  const facts = { of: null, isDenominator: false, total: null };
  const source = listCountSources(reader).get(of);
  const { indicator: id, name, sumColumns: summed, cohort } = mapping;
  const counted = { ...facts, id, name: name ?? id, summed, context: contextWords(cohort) };
  const whole = { ...facts, id: of, name: base.name, summed: source?.sumColumns ?? null };
  return questionDenominator(counted, { ...whole, context: source?.context ?? '' }) ?? undefined;
}

function checkDenominator(task: CheckTask, of: string, series: readonly Series[]): void {
  const { reader, geography, areas, tally } = task;
  const question = questionAges(task.mapping, of, reader);
  if (question !== undefined) tally.warn(question);
  if (!reader.listIndicators().some(({ id }) => id === of)) {
    tally.warn(`The workspace has no ${of} yet, so counts were not checked against it.`);
    return;
  }
  let above = 0;
  const where: string[] = [];
  let taken: Period | undefined;
  for (const { cohort, period, values } of series) {
    const denominator = findDenominator(reader, { geography, of, cohort }, period);
    taken ??= denominator?.period;
    values.forEach((area, value) => {
      const whole = denominator?.values[area] ?? Number.NaN;
      if (!(value > whole)) return;
      above++;
      if (where.length < 3) where.push(`${areas.codes[area]} ${value} of ${whole}`);
    });
  }
  if (above > 0) {
    const periods = taken ? ` of ${taken.label}` : '';
    tally.warn(
      `${formatPlural(above, 'count is', 'counts are')} above the denominator ${of}${periods}: ${listExamples(where, above)}.`,
    );
  }
}

/** The denominator's values of the same period, else of the nearest earlier, else of the nearest later one; of the same cohort if there are any, else of all. */
function findDenominator(
  reader: WorkspaceReader,
  { geography, of, cohort }: { geography: GeographyRef; of: string; cohort: string },
  period: Period,
): { values: Float64Array; period: Period } | undefined {
  for (const candidate of new Set([cohort, 'all'])) {
    const periods = reader
      .listPeriods(geography, of, candidate)
      .flatMap((id) => periodFromId(id) ?? [])
      .toSorted(comparePeriods);
    const nearest = periods.findLast((known) => comparePeriods(known, period) <= 0) ?? periods[0];
    const column = nearest && reader.findColumn(geography, of, candidate, nearest.id);
    if (column) return { values: column.values, period: nearest };
  }
  return undefined;
}
