import { flagByte, PinpointError, type CohortId, type GeographyRef, type PeriodId } from '#contract';
import { suggest } from '#core/names';
import type { HalfWidths } from './half-widths.ts';
import { labelPeriod, preferPeriods, type PeriodWish } from './periods.ts';
import { cutsOf } from './syntax.ts';
import type { AreaTable, IndicatorEntry, StoredColumn } from './table.ts';

/** One indicator as it was read for all areas, with everything that must be said about it. */
export interface Reading {
  indicator: string;
  cohort: CohortId;
  /** null where the indicator has no values in this geography (or not in the one period allowed). */
  period: PeriodId | null;
  denominatorPeriod: PeriodId | null;
  /** NaN where missing or suppressed. Rates in per cent. */
  values: Float64Array;
  flags: Uint8Array;
  /** Of a rate made from counts: its counts. */
  numerator: Float64Array | null;
  denominator: Float64Array | null;
  /** Half-widths of the rounding of the count, and of its denominator. */
  rounding: HalfWidths;
  denominatorRounding: HalfWidths;
  pooledFrom: GeographyRef | null;
  /** Positions of areas whose value is stored, but too large to be reckoned with: missing. */
  beyond: ReadonlySet<number>;
  releases: number[];
  /** Sentences a reader must know. */
  notes: string[];
  /** Why there are no values at all, as a sentence without its full stop; null where there are some. */
  missingBecause: string | null;
}

export interface ReadingRequest extends PeriodWish {
  indicator: string;
  cohort: CohortId;
}

/**
 * Whether an indicator is a rate that is made from counts, so that limits can be given: it has a numerator and a
 * denominator.
 */
export function isDerivedRate(
  entry: IndicatorEntry,
): entry is IndicatorEntry & { numerator: string; of: string } {
  return entry.numerator !== null && entry.of !== null;
}

/** What the vocabulary of a table knows of an indicator. Throws `not_found` with the nearest name. */
export function getIndicatorEntry(table: AreaTable, id: string): IndicatorEntry {
  const entry = table.vocabulary.indicators.get(id);
  if (entry !== undefined) return entry;
  const hint = suggest(id, table.vocabulary.indicators.keys());
  throw new PinpointError(
    'not_found',
    `There is no indicator ${id}.${hint === undefined ? '' : ` ${hint}`}`,
    {
      found: id,
      hint,
    },
  );
}

/**
 * Reads a stored indicator, or a rate as 100 × numerator ÷ denominator. The period is chosen as `preferPeriods` says,
 * among those stored for this geography. A rate takes the denominator of its own period, else of the nearest earlier
 * one, else of the nearest later one; of its own cohort, else of the widest part of it that is counted. Suppressed
 * and missing values of either count make the rate unknown, as does a denominator of 0. Throws `not_found` for an
 * unknown indicator.
 */
export function readIndicator(table: AreaTable, request: ReadingRequest): Reading {
  const entry = getIndicatorEntry(table, request.indicator);
  const stored = findStored(table, entry.numerator ?? entry.id, request, entry.periods);
  if (stored === undefined) {
    const others = noteCohorts(table, entry, request);
    const why = noValues(table, entry.id, { ...request, hasOthers: others.length > 0 });
    return readNothing(table, request, { notes: [...others, ...noteEditions(table, entry)], why });
  }
  const reading = describe(table, request, stored);
  return isDerivedRate(entry) ? divide(table, entry, { request, reading }) : reading;
}

function findStored(
  table: AreaTable,
  indicator: string,
  { cohort, period, isExact }: ReadingRequest,
  available: PeriodId[],
): StoredColumn | undefined {
  for (const candidate of preferPeriods(table.vocabulary, available, { period, isExact })) {
    const column = table.findColumn(indicator, cohort, candidate);
    if (column !== undefined) return column;
  }
  return undefined;
}

function describe(table: AreaTable, request: ReadingRequest, column: StoredColumn): Reading {
  const { indicator, cohort, period } = request;
  const reading: Reading = {
    indicator,
    cohort,
    period: column.period,
    denominatorPeriod: null,
    values: column.values,
    flags: column.flags,
    numerator: null,
    denominator: null,
    rounding: column.rounding,
    denominatorRounding: 0,
    pooledFrom: column.pooledFrom,
    beyond: new Set(column.beyond),
    releases: column.releases,
    notes: noteBeyond(table, indicator, column),
    missingBecause: null,
  };
  if (period !== null && period !== column.period)
    reading.notes.push(
      `${indicator} has no values for ${labelPeriod(table.vocabulary, period)}: those of ${labelPeriod(table.vocabulary, column.period)} are used.`,
    );
  return reading;
}

/** Says where a stored value cannot be one. */
function noteBeyond({ codes }: AreaTable, indicator: string, { beyond = [] }: StoredColumn): string[] {
  if (beyond.length === 0) return [];
  const areas = beyond.length === 1 ? '1 area' : `${beyond.length.toLocaleString('en-GB')} areas`;
  return [
    `The stored ${indicator} of ${areas}, such as ${codes[beyond[0]!]}, is too large to be one and counts as unknown.`,
  ];
}

interface Division {
  request: ReadingRequest;
  reading: Reading;
}

function divide(
  table: AreaTable,
  entry: IndicatorEntry & { numerator: string; of: string },
  { request, reading }: Division,
): Reading {
  const wish = { indicator: entry.of, cohort: request.cohort, period: reading.period, isExact: false };
  const available = table.vocabulary.indicators.get(entry.of)?.periods ?? [];
  const cohorts = listDenominatorCohorts(table, entry.of, request.cohort);
  for (const cohort of cohorts) {
    const column = findStored(table, entry.of, { ...wish, cohort }, available);
    if (column !== undefined) return makeRate(table, reading, { column, cohort, id: entry.of });
  }
  const why = `${entry.id} is unknown: its denominator ${entry.of} has no values for ${table.geography}`;
  return { ...readNothing(table, request, { notes: reading.notes, why }), numerator: reading.values };
}

interface Denominator {
  column: StoredColumn;
  cohort: CohortId;
  id: string;
}

function makeRate(table: AreaTable, reading: Reading, { column, cohort, id }: Denominator): Reading {
  const count = reading.values;
  const values = new Float64Array(count.length);
  const flags = new Uint8Array(count.length);
  for (let area = 0; area < count.length; area += 1) {
    const base = column.values[area]!;
    const rate = base > 0 ? (100 * count[area]!) / base : NaN;
    values[area] = Number.isFinite(rate) ? rate : NaN;
    flags[area] = joinFlags(reading.flags[area]!, column.flags[area]!, values[area]!);
  }
  return {
    ...reading,
    values,
    flags,
    numerator: count,
    denominator: column.values,
    denominatorPeriod: column.period,
    denominatorRounding: column.rounding,
    pooledFrom: reading.pooledFrom ?? column.pooledFrom,
    beyond: new Set([...reading.beyond, ...(column.beyond ?? [])]),
    releases: [...new Set([...reading.releases, ...column.releases])],
    notes: [...reading.notes, ...noteDenominator(table, reading, { column, cohort, id })],
  };
}

/** Suppressed wins over missing, both over estimated, that over rounded. A denominator of 0 leaves the rate missing. */
function joinFlags(count: number, base: number, rate: number): number {
  if (count === flagByte.suppressed || base === flagByte.suppressed) return flagByte.suppressed;
  if (Number.isNaN(rate)) return flagByte.missing;
  if (count === flagByte.estimated || base === flagByte.estimated) return flagByte.estimated;
  return count === flagByte.rounded || base === flagByte.rounded ? flagByte.rounded : flagByte.exact;
}

function noteDenominator(table: AreaTable, reading: Reading, { column, cohort, id }: Denominator): string[] {
  const { vocabulary } = table;
  const notes: string[] = noteBeyond(table, id, column);
  if (reading.period !== null && column.period !== reading.period)
    notes.push(
      `${reading.indicator}: the count is of ${labelPeriod(vocabulary, reading.period)}, the denominator of ${labelPeriod(vocabulary, column.period)}.`,
    );
  if (cohort !== reading.cohort)
    notes.push(
      `${reading.indicator}[${reading.cohort}]: the denominator ${id} is that of ${cohort === 'all' ? 'everyone' : cohort}.`,
    );
  return notes;
}

/** The cohort itself, then the cohorts that keep most of its cuts, then all. */
function listDenominatorCohorts(table: AreaTable, id: string, cohort: CohortId): CohortId[] {
  const cuts = cutsOf(cohort);
  const wider = (table.vocabulary.indicators.get(id)?.cohorts ?? [])
    .filter((candidate) => candidate !== cohort && cutsOf(candidate).every((cut) => cuts.includes(cut)))
    .toSorted((a, b) => cutsOf(b).length - cutsOf(a).length || (a < b ? -1 : 1));
  return [...new Set([cohort, ...wider, 'all'])];
}

interface Nothing {
  notes: string[];
  /** Why there is nothing, as a sentence without its full stop; it becomes the last note. */
  why: string;
}

function readNothing(
  table: AreaTable,
  { indicator, cohort }: ReadingRequest,
  { notes, why }: Nothing,
): Reading {
  const count = table.codes.length;
  return {
    indicator,
    cohort,
    period: null,
    denominatorPeriod: null,
    values: new Float64Array(count).fill(NaN),
    flags: new Uint8Array(count).fill(flagByte.missing),
    numerator: null,
    denominator: null,
    rounding: 0,
    denominatorRounding: 0,
    pooledFrom: null,
    beyond: new Set(),
    releases: [],
    notes: [...notes, `${why}.`],
    missingBecause: why,
  };
}

/** Says which cohorts have the values that are missing here: numbers of parts are not added up without being told to. */
function noteCohorts(table: AreaTable, entry: IndicatorEntry, request: ReadingRequest): string[] {
  const counted = entry.numerator ?? entry.id;
  const known = table.vocabulary.indicators.get(counted) ?? entry;
  const held = ['all', ...known.cohorts].filter(
    (cohort) =>
      cohort !== request.cohort &&
      findStored(table, counted, { ...request, cohort }, known.periods) !== undefined,
  );
  if (held.length === 0) return [];
  const names = held.map((cohort) => (cohort === 'all' ? entry.id : `${entry.id}[${cohort}]`));
  const shown = names.slice(0, mostCohortsNamed).join(', ');
  const more = names.length > mostCohortsNamed ? ` and ${names.length - mostCohortsNamed} more` : '';
  return [`There are values of ${shown}${more}: write one of these, or add them up.`];
}

const mostCohortsNamed = 4;

/** Says where other editions of the areas have the values that are missing here, and what can be done. */
function noteEditions(table: AreaTable, entry: IndicatorEntry): string[] {
  const { geography } = table;
  return (table.listOtherEditions?.(entry.numerator ?? entry.id) ?? []).map(
    ({ geography: other, areas, hasLookup }) => {
      const lookup = hasLookup
        ? `A lookup from ${other} to ${geography} is in the workspace, but values are not carried over by it`
        : `No lookup from ${other} to ${geography} is in the workspace (pinpoint import lookup), and values are not carried over by one`;
      const held = `${areas.toLocaleString('en-GB')} ${areas === 1 ? 'area' : 'areas'}`;
      return `${entry.id} has values for ${held} of another edition, ${other}. ${lookup}: ask about ${other} (--geography ${other}), or import values of ${geography}.`;
    },
  );
}

function noValues(
  table: AreaTable,
  id: string,
  { cohort, period, isExact, hasOthers }: ReadingRequest & { hasOthers: boolean },
): string {
  const of = cohort === 'all' ? id : `${id}[${cohort}]`;
  const who = cohort === 'all' && hasOthers ? ' of all people' : '';
  const when = isExact && period !== null ? ` for ${labelPeriod(table.vocabulary, period)}` : '';
  return `${of} has no values${who}${when} in ${table.geography}`;
}
