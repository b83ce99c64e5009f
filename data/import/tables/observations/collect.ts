import { findCodeKind } from '#core/area-codes';
import { type AreaCode, flagByte, type ObservationsMapping, type Period, quoteText } from '#contract';
import type { AreaRow, Staging } from '#data/workspace';
import { parsePeriod } from '#core/periods';
import { cleanCode, findCodeProblem } from '../codes.ts';
import { type Cells, type RowVisitor, type CellValue, readValue } from '#data/formats/text-table';
import { findImplausible } from '../implausible.ts';
import type { Tally } from '../tally.ts';
import { cohortId, readCut } from './cohorts.ts';
import type { Plan } from './plan.ts';
import { createFirstValues, type Series } from './series.ts';

/** Two rows that give the same area, cohort and period different values. */
export interface Conflict {
  first: number;
  second: number;
}

/** A row for something larger than the areas: a district, or “Total”. */
export interface TotalRow {
  code: string;
  series: Series;
  value: number;
}

/** What reading the rows of a table has come to. */
export interface Collected {
  series: Series[];
  /** Rows that repeat an earlier one with the same value, and with another value. */
  repeats: { same: number; differing: number; examples: Conflict[] };
  /** Areas, by their positions, of which rows of a series give different values, with the row that came first. */
  contradicted: Map<Series, Map<number, number>>;
  /** Codes that the geography lacks, with their number of rows. */
  strangers: Map<AreaCode, number>;
  totals: TotalRow[];
  /** Areas with a value or a withheld one. */
  areasMet: Uint8Array;
}

export interface Collector extends RowVisitor {
  collected: Collected;
}

interface CollectorTask {
  plan: Plan;
  mapping: ObservationsMapping;
  areas: AreaRow;
  staging: Staging;
  tally: Tally;
  columns: readonly string[];
  /** Throws for a row of another date than the one said for the file. */
  checkDate: (cells: Cells, row: number) => void;
}

const keptConflicts = 200;
const keptTotals = 20_000;

/** Takes the rows of an observations table: stages the values of known areas and keeps what the checks need. */
export function createCollector(task: CollectorTask): Collector {
  const { plan, tally } = task;
  const collected = emptyCollected(task.areas.codes.length);
  const finder = createSeriesFinder(task, collected);
  const take = createTaker(task, collected);
  const findArea = createAreaFinder(task);
  return {
    collected,
    misfit(row, reason) {
      tally.rows.read++;
      tally.reject(row, reason);
    },
    row(cells, row) {
      tally.rows.read++;
      task.checkDate(cells, row);
      const named = findArea(cells[plan.codeAt]!);
      if (typeof named === 'number') return countTaken({ cells, row, area: named });
      if ('area' in named) return countTaken({ cells, row, area: named.area });
      if ('problem' in named) return tally.reject(row, named.problem);
      collected.strangers.set(named.code, (collected.strangers.get(named.code) ?? 0) + 1);
      if (named.mayBeTotal) keepTotal({ plan, collected, finder }, cells, named.code);
    },
  };

  function countTaken(at: { cells: Cells; row: number; area: number }): void {
    const before = tally.rows.rejected;
    if (takeRow(at) && tally.rows.rejected === before) tally.rows.taken++;
  }

  /** True where the row gave at least one observation. */
  function takeRow(at: { cells: Cells; row: number; area: number }): boolean {
    const { values } = plan;
    if (values.from === 'periods') {
      let taken = false;
      for (const column of values.columns) {
        const series = finder.find(at.cells, column.period);
        taken = (typeof series !== 'string' && take(at, series, column.at)) || taken;
      }
      return taken;
    }
    const series = finder.find(at.cells, undefined);
    if (typeof series !== 'string') return take(at, series, values.at);
    tally.reject(at.row, series);
    return false;
  }
}

function emptyCollected(areas: number): Collected {
  return {
    series: [],
    repeats: { same: 0, differing: 0, examples: [] },
    contradicted: new Map(),
    strangers: new Map(),
    totals: [],
    areasMet: new Uint8Array(areas),
  };
}

/** What a cell of the code column names: a known area by its position, a code that the geography lacks, or no code at all. */
type Named = { area: number } | { code: AreaCode; mayBeTotal: boolean } | { problem: string };

/** Finds what cells name: the code as it is, or cleaned, or in capitals. Cells that are not plain codes are worked out once. */
function createAreaFinder({
  areas,
  mapping,
  plan,
  columns,
}: CollectorTask): (cell: string) => number | Named {
  const odd = new Map<string, Named>();
  return (cell) => {
    const area = areas.indexOf.get(cell);
    if (area !== undefined) return area;
    let named = odd.get(cell);
    if (!named) {
      const problem = findCodeProblem(cell, columns[plan.codeAt]!);
      named = problem === undefined ? nameOdd(cell, areas, mapping) : { problem };
      odd.set(cell, named);
    }
    return named;
  };
}

function nameOdd(cell: string, areas: AreaRow, mapping: ObservationsMapping): Named {
  const code = cleanCode(cell);
  const area = areas.indexOf.get(code) ?? areas.indexOf.get(code.toUpperCase());
  if (area !== undefined) return { area };
  const kind = findCodeKind(code)?.kind;
  const isLarger = kind === undefined ? /^(total|all)\b/i.test(code) : kind !== mapping.geography;
  return { code, mayBeTotal: mapping.kind === 'count' && isLarger };
}

interface SeriesFinder {
  /** The series a row belongs to (`period` overrides the plan's), or why the row can have none. */
  find(cells: Cells, period: Period | undefined): Series | string;
}

function createSeriesFinder({ plan, areas, columns }: CollectorTask, collected: Collected): SeriesFinder {
  const byText = new Map<string, Series | string>();
  const byId = new Map<string, Series>();
  let lastKey: string | undefined;
  let last: Series | string = '';
  const periodAt = plan.period && 'at' in plan.period ? plan.period.at : -1;
  const fixed = plan.period && 'fixed' in plan.period ? plan.period.fixed : undefined;
  const make = (cells: Cells, given: Period | undefined): Series | string => {
    const period = given ?? fixed ?? parsePeriod(cells[periodAt]!);
    if (!period) return `${quoteText(cells[periodAt]!)} in “${columns[periodAt]}” is not a period`;
    const cuts = new Map(plan.fixedCuts);
    for (const { dimension, at } of plan.cohorts) {
      const cut = readCut(cells[at]!);
      if (cut !== null) cuts.set(dimension, cut);
    }
    const cohort = cohortId(cuts);
    const id = `${period.id} ${cohort}`;
    let series = byId.get(id);
    if (!series) {
      series = { cohort, period, values: createFirstValues(areas.codes.length) };
      byId.set(id, series);
      collected.series.push(series);
    }
    return series;
  };
  return {
    find(cells, given) {
      let key = given?.id ?? (periodAt < 0 ? '' : cells[periodAt]!);
      for (const { at } of plan.cohorts) key += `\u0001${cells[at]!}`;
      if (key === lastKey) return last;
      let series = byText.get(key);
      if (series === undefined) {
        series = make(cells, given);
        byText.set(key, series);
      }
      lastKey = key;
      last = series;
      return series;
    },
  };
}

type Taker = (
  at: { cells: Cells; row: number; area: number },
  series: Series,
  column: number | number[],
) => boolean;

function createTaker(
  { plan, mapping, areas, staging, tally, columns }: CollectorTask,
  collected: Collected,
): Taker {
  const measured = { kind: mapping.kind, isLarge: ['district', 'region'].includes(mapping.geography) };
  const exact = mapping.rounding > 0 ? flagByte.rounded : flagByte.exact;
  const namesOf = (column: number | number[]): string =>
    typeof column === 'number' ? `“${columns[column]}”` : `the sum of ${column.length} columns`;
  return ({ cells, row, area }, series, column) => {
    const reading =
      typeof column === 'number' ? readCell(cells, column, plan.statusAt) : addUp(cells, column);
    if (reading.is === 'invalid') {
      const name = typeof column === 'number' ? columns[column] : columns[reading.at!];
      const cell = cells[typeof column === 'number' ? column : reading.at!];
      tally.reject(
        row,
        `${quoteText(cell ?? '')} in “${name}” is ${/^(a|an|neither) /.test(reading.hint) ? reading.hint : `invalid: ${reading.hint}`}`,
      );
      return false;
    }
    if (reading.is === 'missing') {
      tally.marker(reading.marker, 'missing');
      return false;
    }
    const doubt = reading.is === 'number' ? findImplausible(reading, measured) : undefined;
    // A row that only repeats an area in doubtful numbers, such as percentages beside counts, is told apart by its columns.
    if (doubt !== undefined && reading.is === 'number' && series.values.rowOf(area) === 0) {
      const shown = typeof column === 'number' ? cells[column]!.trim() : String(reading.value);
      tally.reject(row, `${quoteText(shown)} in ${namesOf(column)} is ${doubt}`);
      return false;
    }
    const value = reading.is === 'number' ? reading.value : Number.NaN;
    if (!series.values.put(area, value, row)) {
      noteRepeat(collected, series, { area, value, row }, tally);
      return false;
    }
    collected.areasMet[area] = 1;
    if (reading.is === 'suppressed') {
      tally.marker(reading.marker, 'suppressed');
      tally.flags.suppressed++;
      stage(null, flagByte.suppressed);
    } else if (reading.is === 'number' && reading.estimated) {
      tally.flags.estimated++;
      stage(value, flagByte.estimated);
    } else {
      if (exact === flagByte.rounded) tally.flags.rounded++;
      stage(value, exact);
    }
    return true;

    function stage(staged: number | null, flag: number): void {
      const { cohort, period } = series;
      staging.addObservation({
        areaCode: areas.codes[area]!,
        indicator: mapping.indicator,
        cohort,
        period,
        value: staged,
        flag,
      });
    }
  };
}

/** Why a row is left out that gives another value than the row of this number; the same is said of that one. */
export function phraseContradiction(other: number): string {
  return `contradicts row ${other}: same area, cohort and period, another value; neither was taken`;
}

function noteRepeat(
  collected: Collected,
  series: Series,
  { area, value, row }: { area: number; value: number; row: number },
  tally: Tally,
): void {
  const first = series.values.rowOf(area);
  const same = Object.is(series.values.valueOf(area), value);
  collected.repeats[same ? 'same' : 'differing']++;
  if (same) return tally.reject(row, `repeats row ${first}: same area, cohort, period and value`);
  if (collected.repeats.examples.length < keptConflicts)
    collected.repeats.examples.push({ first, second: row });
  const areas = collected.contradicted.get(series) ?? new Map<number, number>();
  collected.contradicted.set(series, areas.set(area, first));
  tally.reject(row, phraseContradiction(first));
}

type Reading = CellValue & { at?: number };

/** One cell; where it is blank, the status column beside it may say that the value was withheld. */
function readCell(cells: Cells, at: number, statusAt: number): Reading {
  const reading = readValue(cells[at]!);
  if (statusAt < 0) return reading;
  const status = cells[statusAt]!;
  if (reading.is === 'missing' && /suppress|confiden|disclos|unreliable/i.test(status)) {
    return { is: 'suppressed', marker: status };
  }
  if (reading.is === 'number' && /^(estimated( value)?|e)$/i.test(status))
    return { ...reading, estimated: true };
  return reading;
}

/** The sum of several cells: withheld where one part is withheld, else missing where one is missing. */
function addUp(cells: Cells, columns: readonly number[]): Reading {
  let value = 0;
  let estimated = false;
  let unit: '%' | '£' | null = null;
  let lacking: Reading | undefined;
  for (const at of columns) {
    const part = readValue(cells[at]!);
    if (part.is === 'invalid') return { ...part, at };
    if (part.is === 'number') {
      value += part.value;
      estimated ||= part.estimated;
      unit ??= part.unit;
    } else if (lacking?.is !== 'suppressed') lacking = part.is === 'suppressed' || !lacking ? part : lacking;
  }
  return lacking ?? { is: 'number', value, estimated, unit };
}

/** Keeps the value of a row that may be a total of the areas. */
function keepTotal(
  { plan, collected, finder }: { plan: Plan; collected: Collected; finder: SeriesFinder },
  cells: Cells,
  code: AreaCode,
): void {
  if (plan.values.from === 'periods' || collected.totals.length >= keptTotals) return;
  const series = finder.find(cells, undefined);
  if (typeof series === 'string') return;
  const { at } = plan.values;
  const reading = typeof at === 'number' ? readValue(cells[at]!) : addUp(cells, at);
  if (reading.is === 'number') collected.totals.push({ code, series, value: reading.value });
}
