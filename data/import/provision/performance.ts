import { quoteColumns, type Cells, type Table } from '#data/formats/text-table';
import {
  type GeographyRef,
  type PerformanceMapping,
  type PerformanceMeasure,
  performanceMeasures,
  type Period,
  formatPlural,
  families,
  nounsOf,
} from '#contract';
import { comparePeriods, parsePeriod } from '#core/periods';
import { refusal } from '#data/formats/refusals';
import type { ImportOutcome, ImportTask } from '../task.ts';
import {
  cleanCode,
  findCodeProblem,
  getImportAreas,
  type ColumnMeasure,
  refuseNoMatch,
  reportStrangers,
  type Tally,
} from '../tables/index.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { codeOf, type Column, columnOf, readAmount, RowProblem, textOf } from './cells.ts';
import { createOutlines } from './outlines.ts';
import { createPostcodePlacing } from './placing.ts';
import { refuseWithoutDirectory } from './position.ts';
import { readRows, type RowWork } from './rows.ts';

const nouns = nounsOf(families.performance.fields);

type Counts = Record<PerformanceMeasure, number | null>;

/** What is known so far of one provider × programme × area × period. */
interface Sum {
  provider: string;
  programme: string;
  areaCode: string;
  period: Period;
  counts: Counts;
  suppressed: Set<PerformanceMeasure>;
  /** Row it was first met in. */
  row: number;
}

/**
 * Reads what providers achieved, by area code or by postcode. Postcode rows are added up to areas and their postcodes are kept
 * nowhere; in an area of which a part is withheld the whole is. Rows by code that speak of the same thing in other numbers are not taken.
 * Providers and programmes that are new are added. Throws `not_found` for a geography without areas, and `input_refused` where
 * nothing can be taken, no code matches, or the file lacks a column.
 */
export async function importPerformance(task: ImportTask<PerformanceMapping>): Promise<ImportOutcome> {
  return readRows(task, (table, tally) => beginPerformance(task, table, tally));
}

function beginPerformance(
  { mapping, reader, staging }: ImportTask<PerformanceMapping>,
  table: Table,
  tally: Tally,
): RowWork {
  const geography: GeographyRef = `${mapping.geography}:${mapping.vintage}`;
  const areas = getImportAreas(reader, mapping.geography, mapping.vintage);
  const columns = findColumns(table, mapping);
  if (columns.postcode) refuseWithoutDirectory(table, reader, columns.postcode);
  const placing = createPostcodePlacing(reader, {
    geography,
    areas,
    outlines: createOutlines(reader, geography),
  });
  const catalogue = createCatalogue(reader, staging);
  const strangers = new Set<string>();
  const sums = new Map<string, Sum>();
  const contradicted = new Map<string, number>();

  function areaOf(cells: Cells): string | RowProblem | undefined {
    if (columns.postcode) {
      const text = textOf(cells, columns.postcode);
      return text === '' ? new RowProblem(`the column “${columns.postcode.name}” is blank`) : placing(text);
    }
    const code = cleanCode(cells[columns.code!.at]!);
    if (areas.indexOf.has(code)) return code;
    const problem = findCodeProblem(cells[columns.code!.at]!, columns.code!.name);
    if (problem !== undefined) return new RowProblem(problem);
    strangers.add(code);
    return undefined;
  }

  return {
    row(cells, row) {
      catalogue.turnTo(row);
      const area = areaOf(cells);
      if (area === undefined) return 'left out';
      if (area instanceof RowProblem) return area;
      const who = whoOf(cells, columns, { mapping, catalogue });
      if (who instanceof RowProblem) return who;
      const period = periodOf(cells, columns.period, mapping);
      if (period instanceof RowProblem) return period;
      const read = readCounts(cells, columns.measures, tally);
      if (read instanceof RowProblem) return read;
      const key = JSON.stringify([who.provider, who.programme, area, period.id]);
      const first = sums.get(key);
      if (first && !columns.postcode) {
        if (isSame(first, read)) return new RowProblem(`repeats row ${first.row}`, 'repeated');
        contradicted.set(key, row);
        return new RowProblem(`contradicts row ${first.row} about the same; neither was taken`);
      }
      if (first) add(first, read);
      else sums.set(key, { ...who, areaCode: area, period, ...read, row });
      return undefined;
    },
    finish() {
      if (strangers.size > 0 && sums.size === 0 && tally.rows.rejected === 0) {
        throw refuseNoMatch({ file: table.label, geography, reader }, [...strangers]);
      }
      reportStrangers(tally, [...strangers], { geography, reader });
      for (const [key, other] of contradicted) {
        tally.rows.taken--;
        tally.reject(sums.get(key)!.row, `contradicts row ${other} about the same; neither was taken`);
        sums.delete(key);
      }
      for (const { row: _row, counts, suppressed, ...rest } of sums.values()) {
        tally.flags.suppressed += suppressed.size;
        staging.addPerformance({ ...rest, ...counts, suppressed: [...suppressed] });
      }
      reportOddities(tally, [...sums.values()]);
      if (columns.postcode) {
        tally.warn(
          `${formatPlural(tally.rows.taken, 'record')} by postcode ${tally.rows.taken === 1 ? 'was' : 'were'} added up to ${formatPlural(sums.size, 'row')} of ${geography}; no postcode was kept.`,
        );
      }
      catalogue.report(tally);
      return {
        kind: 'performance',
        title: `Performance by ${geography}${coveredWords([...sums.values()])}`,
        period: coveredBy([...sums.values()]),
        geography: { kind: mapping.geography, vintage: mapping.vintage },
        indicators: [],
      };
    },
  };
}

function findColumns(table: Table, mapping: PerformanceMapping) {
  const code = columnOf(table, mapping.codeColumn, nouns.codeColumn);
  const postcode = columnOf(table, mapping.postcodeColumn, nouns.postcodeColumn);
  if ((code === undefined) === (postcode === undefined)) {
    throw refusal(`Which areas the rows of “${table.label}” are of is not said.`, {
      file: table.label,
      found: `the columns ${quoteColumns(table.layout)}`,
      expected: 'a column of area codes or one of postcodes, not both',
      hint: 'Name one of them in the mapping.',
    });
  }
  const provider = columnOf(table, mapping.providerColumn, nouns.providerColumn);
  if (!provider && mapping.provider === null) throw refuseMissing(table, 'provider');
  const period = columnOf(table, mapping.periodColumn, nouns.periodColumn);
  if (!period && (mapping.period === null || !parsePeriod(mapping.period)))
    throw refuseMissing(table, 'period');
  const measures = performanceMeasures.flatMap((measure) => {
    const column = columnOf(table, mapping[`${measure}Column`], nouns[`${measure}Column`]);
    return column ? [{ measure, column }] : [];
  });
  if (measures.length === 0) throw refuseMissing(table, 'counts');
  const programme = columnOf(table, mapping.programmeColumn, nouns.programmeColumn);
  return { code, postcode, provider, programme, period, measures };
}

function refuseMissing(table: Table, what: 'provider' | 'period' | 'counts'): Error {
  const sentences = {
    provider: 'Which provider the rows are of',
    period: 'Which period the rows are of',
    counts: 'Which columns hold starts, outcomes, sustained outcomes, cost or target',
  };
  return refusal(`${sentences[what]} is not said for “${table.label}”.`, {
    file: table.label,
    found: `the columns ${quoteColumns(table.layout)}`,
    hint:
      what === 'counts'
        ? 'Name at least one of them in the mapping.'
        : `Name the ${what} column, or the ${what} of the whole file, in the mapping.`,
  });
}

function whoOf(
  cells: Cells,
  columns: ReturnType<typeof findColumns>,
  { mapping, catalogue }: { mapping: PerformanceMapping; catalogue: Catalogue },
): { provider: string; programme: string } | RowProblem {
  const [said, programme] = [codeOf(cells, columns.provider), codeOf(cells, columns.programme)];
  if (said instanceof RowProblem) return said;
  if (programme instanceof RowProblem) return programme;
  const provider = catalogue.provider(said || (mapping.provider ?? ''), '');
  if (provider === undefined) return new RowProblem(`the column “${columns.provider?.name}” is blank`);
  const named = programme || (mapping.programme ?? '');
  return { provider, programme: catalogue.programme({ id: named, name: '', provider }) ?? '' };
}

function periodOf(
  cells: Cells,
  column: Column | undefined,
  mapping: PerformanceMapping,
): Period | RowProblem {
  const text = column ? textOf(cells, column) : mapping.period!;
  return (
    parsePeriod(text) ??
    new RowProblem(
      text === ''
        ? `the column “${column!.name}” is blank`
        : `“${text}” in the column “${column!.name}” is not a period`,
    )
  );
}

/** A target may be a share of a year's, so that it need not be whole. */
const kindOf: Record<PerformanceMeasure, ColumnMeasure> = {
  starts: 'count',
  outcomes: 'count',
  sustained: 'count',
  cost: 'money',
  target: 'amount',
};

function readCounts(
  cells: Cells,
  measures: readonly { measure: PerformanceMeasure; column: Column }[],
  tally: Tally,
): Pick<Sum, 'counts' | 'suppressed'> | RowProblem {
  const counts: Counts = { starts: null, outcomes: null, sustained: null, cost: null, target: null };
  const suppressed = new Set<PerformanceMeasure>();
  for (const { measure, column } of measures) {
    const reading = readAmount(cells, column, { kind: kindOf[measure], tally });
    if (reading instanceof RowProblem) return reading;
    if (reading.is === 'number') counts[measure] = reading.value;
    if (reading.is === 'suppressed') suppressed.add(measure);
  }
  return { counts, suppressed };
}

function isSame(sum: Sum, { counts, suppressed }: Pick<Sum, 'counts' | 'suppressed'>): boolean {
  return performanceMeasures.every(
    (measure) =>
      sum.counts[measure] === counts[measure] && sum.suppressed.has(measure) === suppressed.has(measure),
  );
}

/** Adds a record to its area: nothing known and nothing known is nothing; a withheld part withholds the whole. */
function add(sum: Sum, { counts, suppressed }: Pick<Sum, 'counts' | 'suppressed'>): void {
  for (const measure of performanceMeasures) {
    const [a, b] = [sum.counts[measure], counts[measure]];
    if (suppressed.has(measure)) sum.suppressed.add(measure);
    sum.counts[measure] = sum.suppressed.has(measure) ? null : a === null ? b : a + (b ?? 0);
  }
}

function reportOddities(tally: Tally, sums: readonly Sum[]): void {
  const exceeds = (part: PerformanceMeasure, whole: PerformanceMeasure): number =>
    sums.filter(({ counts }) => (counts[part] ?? 0) > (counts[whole] ?? Number.POSITIVE_INFINITY)).length;
  const outcomes = exceeds('outcomes', 'starts');
  const sustained = exceeds('sustained', 'outcomes');
  if (outcomes > 0) {
    tally.warn(
      `${formatPlural(outcomes, 'row has', 'rows have')} more job outcomes than starts: outcomes of people who started before, or columns exchanged.`,
    );
  }
  if (sustained > 0) {
    tally.warn(
      `${formatPlural(sustained, 'row has', 'rows have')} more sustained outcomes than job outcomes.`,
    );
  }
}

function periodsOf(sums: readonly Sum[]): Period[] {
  return [...new Map(sums.map(({ period }) => [period.id, period])).values()].toSorted(comparePeriods);
}

function coveredBy(sums: readonly Sum[]): string | null {
  const periods = periodsOf(sums);
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return null;
  return first.id === last.id ? first.label : `${first.label} to ${last.label}`;
}

function coveredWords(sums: readonly Sum[]): string {
  const covered = coveredBy(sums);
  return covered === null ? '' : `, ${covered}`;
}
