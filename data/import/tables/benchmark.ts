import { type BenchmarkMapping, findCodeFault, type Period, quoteText, families, nounsOf } from '#contract';
import { parsePeriod } from '#core/periods';
import { refusal } from '#data/formats/refusals';
import type { ImportOutcome, ImportTask } from '../task.ts';
import {
  getColumn,
  quoteColumns,
  type Cells,
  openFilledTable,
  type Table,
  readValue,
  saysNothing,
} from '#data/formats/text-table';
import { findImplausible } from './implausible.ts';
import { filterTable } from './filter.ts';
import { makeId } from './names.ts';
import { makeOutcome } from './release.ts';
import { createTally, listExamples, reportLeavings, type Tally } from './tally.ts';

const nouns = nounsOf(families.benchmark.fields);

/**
 * Reads values of indicators for comparators such as `UK` or `North West`. The indicators must be in the workspace already.
 * A comparator's value that comes twice is taken the first time. Throws `input_refused` where nothing can be taken.
 */
export async function importBenchmark(task: ImportTask<BenchmarkMapping>): Promise<ImportOutcome> {
  const { mapping, staging, progress, files } = task;
  const tally = createTally(staging);
  progress.stage('Looking at the file', 0.1);
  const table = filterTable(await openFilledTable(files), mapping.where);
  const reader = createRowReader(task, table, tally);
  progress.stage('Reading', 0.7);
  const leavings = await table.read(
    {
      misfit(row, reason) {
        tally.rows.read++;
        tally.reject(row, reason);
      },
      row: (cells, row) => reader.read(cells, row),
    },
    progress,
  );
  reportLeavings(tally, table, leavings);
  reader.finish();
  if (tally.rows.taken === 0) throw refuseNothing(table, tally, mapping);
  return makeOutcome(task, tally.findings(mapping), {
    kind: 'benchmark',
    title: `Benchmarks for ${listExamples(reader.indicators())}`,
    indicators: [],
  });
}

function refuseNothing(table: Table, tally: Tally, mapping: BenchmarkMapping): Error {
  const [first] = tally.findings(mapping).rejects;
  const file = table.label;
  return refusal(
    first ? `No benchmark of “${file}” can be taken: ${first.reason}.` : `“${file}” has no benchmark.`,
    {
      file,
      row: first?.row,
      hint: 'A benchmark needs an indicator of the workspace, a comparator, a period and a value.',
    },
  );
}

/** One benchmark. */
interface Facts {
  indicator: string;
  comparator: string;
  period: Period;
  value: number;
}

/** Reads one row at a time, and stages at the end what no other row contradicts; says which indicators it met. */
function createRowReader(
  { mapping, reader, staging }: ImportTask<BenchmarkMapping>,
  table: Table,
  tally: Tally,
) {
  const columns = findColumns(table, mapping);
  const names = { value: table.layout.columns[columns.value] };
  const fixedPeriod = getFixedPeriod(mapping);
  const known = new Map(reader.listIndicators().map(({ id, kind }) => [id, kind]));
  const seen = new Map<string, Facts & { row: number; other: number | null }>();
  const indicators = new Set<string>();
  const readFacts = (cells: Cells): Facts | string => {
    const indicator =
      columns.indicator < 0 ? mapping.indicator! : findIndicator(cells[columns.indicator]!, known);
    if (!known.has(indicator))
      return `the workspace has no indicator ${indicator}: import or define it first`;
    const comparator = cells[columns.comparator]!.trim();
    if (saysNothing(comparator)) return 'the comparator is blank';
    const fault = findCodeFault(comparator);
    if (fault !== undefined) return `the comparator ${quoteText(comparator)} ${fault}`;
    const period = fixedPeriod ?? parsePeriod(cells[columns.period]!);
    if (!period) return `${quoteText(cells[columns.period]!)} is not a period`;
    const reading = readValue(cells[columns.value]!);
    if (reading.is === 'number') {
      // Of a count it may be the mean over areas.
      const kind = known.get(indicator) === 'count' ? 'amount' : known.get(indicator)!;
      const doubt = findImplausible(reading, { kind, isLarge: true });
      if (doubt !== undefined) return `${quoteText(cells[columns.value]!)} in “${names.value}” is ${doubt}`;
      return { indicator, comparator, period, value: reading.value };
    }
    if (reading.is === 'invalid') return `${quoteText(cells[columns.value]!)} is ${reading.hint}`;
    tally.marker(reading.marker, reading.is);
    return `the value is ${reading.is}`;
  };
  return {
    indicators: () => [...indicators],
    read(cells: Cells, row: number): void {
      tally.rows.read++;
      const facts = readFacts(cells);
      if (typeof facts === 'string') return tally.reject(row, facts);
      const key = `${facts.indicator} ${facts.period.id} ${facts.comparator}`;
      const first = seen.get(key);
      if (first) {
        const isSame = first.value === facts.value;
        if (!isSame) first.other ??= row;
        return tally.reject(
          row,
          isSame ? `repeats row ${first.row}` : `contradicts row ${first.row}; neither was taken`,
        );
      }
      seen.set(key, { ...facts, row, other: null });
    },
    finish(): void {
      for (const { row, other, ...facts } of seen.values()) {
        if (other !== null) {
          tally.reject(row, `contradicts row ${other}; neither was taken`);
          continue;
        }
        indicators.add(facts.indicator);
        tally.rows.taken++;
        staging.addBenchmark(facts);
      }
    },
  };
}

function findColumns(table: Table, mapping: BenchmarkMapping) {
  if (mapping.indicatorColumn === null && mapping.indicator === null) {
    throw refusal(`Which indicator the benchmarks of “${table.label}” are of is not said.`, {
      file: table.label,
      found: `the columns ${quoteColumns(table.layout)}`,
      hint: 'Name the indicator, or the column that holds it.',
    });
  }
  if (mapping.periodColumn === null && mapping.period === null) {
    throw refusal(`Which period the benchmarks of “${table.label}” are of is not said.`, {
      file: table.label,
      found: `the columns ${quoteColumns(table.layout)}`,
      hint: 'Give a period such as 2008-07, or name the column that holds it.',
    });
  }
  return {
    indicator:
      mapping.indicatorColumn === null
        ? -1
        : getColumn(table, mapping.indicatorColumn, nouns.indicatorColumn),
    comparator: getColumn(table, mapping.comparatorColumn, nouns.comparatorColumn),
    period: mapping.periodColumn === null ? -1 : getColumn(table, mapping.periodColumn, nouns.periodColumn),
    value: getColumn(table, mapping.valueColumn, nouns.valueColumn),
  };
}

function getFixedPeriod({ period, periodColumn }: BenchmarkMapping): Period | undefined {
  if (periodColumn !== null || period === null) return undefined;
  const fixed = parsePeriod(period);
  if (fixed) return fixed;
  throw refusal(`“${period}” is not a period.`, {
    found: period,
    expected: '2008-07, 2008-Q3, 2008 or 2007/08',
  });
}

function findIndicator(cell: string, known: ReadonlyMap<string, unknown>): string {
  const text = cell.trim();
  return known.has(text) ? text : makeId(text);
}
