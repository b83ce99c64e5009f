import { flagByte, type GeographyRef, type IndicatorKind, type RuleQuestion } from '#contract';
import { periodFromId } from '#core/periods';
import type { AreaTable, IndicatorEntry, StoredColumn } from '#core/targeting';

/** A cell of a test table: a known number, or why there is none. */
export type Cell = number | 'suppressed' | 'missing';

interface ColumnOptions {
  cohort?: string;
  rounding?: 0 | 2 | 5;
  isEstimated?: boolean;
  pooledFrom?: GeographyRef;
  kind?: IndicatorKind;
  lowIsWorse?: boolean;
}

/** Builds small tables for rules: `aTable().withCount('jsa_claimants', '2008-07', [90, 'suppressed'])`. */
export class TableBuilder {
  readonly #geography: GeographyRef;
  readonly #indicators = new Map<string, IndicatorEntry>();
  readonly #columns = new Map<string, StoredColumn>();
  readonly #designations = new Map<string, { geography: GeographyRef; membership: Uint8Array }>();
  readonly #places = new Map<string, Uint8Array>();
  readonly #benchmarks = new Map<string, number>();
  #count = 0;
  #names: string[] = [];

  constructor(geography: GeographyRef) {
    this.#geography = geography;
  }

  /** A stored column; the first one says how many areas there are. */
  withCount(id: string, period: string, cells: Cell[], options: ColumnOptions = {}): this {
    const { cohort = 'all', rounding = 0, isEstimated = false, pooledFrom = null } = options;
    this.#count = cells.length;
    const entry = this.#define(id, options.kind ?? 'count', options.lowIsWorse ?? false);
    if (!entry.periods.includes(period)) entry.periods = sortPeriods([...entry.periods, period]);
    if (cohort !== 'all' && !entry.cohorts.includes(cohort)) entry.cohorts.push(cohort);
    const known = isEstimated ? flagByte.estimated : rounding > 0 ? flagByte.rounded : flagByte.exact;
    this.#columns.set(`${id}[${cohort}]@${period}`, {
      period,
      values: Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN)),
      flags: Uint8Array.from(cells, (cell) => (typeof cell === 'number' ? known : flagByte[cell])),
      rounding,
      pooledFrom,
      releases: [this.#columns.size + 1],
    });
    return this;
  }

  withScore(id: string, period: string, cells: Cell[], options: ColumnOptions = {}): this {
    return this.withCount(id, period, cells, { kind: 'score', ...options });
  }

  /** A rate made from two counts. */
  withRate(
    id: string,
    numerator: string,
    denominator: string,
    { lowIsWorse = false }: ColumnOptions = {},
  ): this {
    const entry = this.#define(id, 'rate', lowIsWorse);
    entry.numerator = numerator;
    entry.of = denominator;
    return this;
  }

  /** 1 = in, 0 = not, 2 = no link to the designation's geography. */
  withDesignation(id: string, geography: GeographyRef, membership: number[]): this {
    this.#designations.set(id, { geography, membership: Uint8Array.from(membership) });
    return this;
  }

  withPlace(code: string, membership: number[]): this {
    this.#places.set(code, Uint8Array.from(membership));
    return this;
  }

  withBenchmark(indicator: string, comparator: string, period: string, value: number): this {
    this.#benchmarks.set(`${indicator}|${comparator}|${period}`, value);
    return this;
  }

  withNames(...names: string[]): this {
    this.#names = names;
    return this;
  }

  build(): AreaTable {
    const codes = Array.from(
      { length: this.#count },
      (_, index) => `E0100${String(index + 1).padStart(4, '0')}`,
    );
    for (const entry of this.#indicators.values()) {
      if (entry.numerator !== null) entry.periods = this.#indicators.get(entry.numerator)?.periods ?? [];
    }
    const periods = sortPeriods([
      ...new Set([
        ...[...this.#indicators.values()].flatMap((entry) => entry.periods),
        ...[...this.#benchmarks.keys()].map((key) => key.split('|')[2]!),
      ]),
    ]);
    return {
      geography: this.#geography,
      codes,
      names: codes.map((_, index) => this.#names[index] ?? ''),
      vocabulary: {
        indicators: this.#indicators,
        periods: new Map(periods.map((id) => [id, periodFromId(id)!])),
        designations: new Set(this.#designations.keys()),
        hasArea: (code) => this.#places.has(code),
        comparators: (indicator) => [
          ...new Set(this.#listBenchmarks(indicator).map(({ comparator }) => comparator)),
        ],
        benchmarkPeriods: (indicator, comparator) =>
          sortPeriods([
            ...new Set(
              this.#listBenchmarks(indicator).flatMap((one) =>
                comparator === null || comparator === one.comparator ? one.period : [],
              ),
            ),
          ]),
      },
      findColumn: (indicator, cohort, period) => this.#columns.get(`${indicator}[${cohort}]@${period}`),
      designated: (id) => this.#designations.get(id)!,
      inArea: (code) => this.#places.get(code)!,
      findBenchmark: (indicator, comparator, period) =>
        this.#benchmarks.get(`${indicator}|${comparator}|${period}`),
    };
  }

  #listBenchmarks(indicator: string): { comparator: string; period: string }[] {
    return [...this.#benchmarks.keys()].flatMap((key) => {
      const [name, comparator, period] = key.split('|') as [string, string, string];
      return name === indicator ? [{ comparator, period }] : [];
    });
  }

  #define(id: string, kind: IndicatorKind, lowIsWorse: boolean): IndicatorEntry {
    let entry = this.#indicators.get(id);
    if (entry === undefined) {
      entry = {
        id,
        name: id,
        kind,
        numerator: null,
        of: null,
        periods: [],
        cohorts: [],
        highIsWorse: !lowIsWorse,
      };
      this.#indicators.set(id, entry);
    }
    return entry;
  }
}

function sortPeriods(ids: string[]): string[] {
  return ids.toSorted((a, b) => (periodFromId(a)!.last < periodFromId(b)!.last ? -1 : 1));
}

export function aTable(geography: GeographyRef = 'lsoa:2011'): TableBuilder {
  return new TableBuilder(geography);
}

/**
 * The table most tests ask: claimants of July 2008 on 1,000 residents of working age each, so that 90 claimants are
 * a rate of 9 %.
 */
export function claimantTable(cells: Cell[]): TableBuilder {
  return aTable()
    .withCount('jsa_claimants', '2008-07', cells)
    .withCount(
      'working_age',
      '2008-07',
      cells.map(() => 1000),
    )
    .withRate('jsa_rate', 'jsa_claimants', 'working_age');
}

/** A question about a table with nothing but the rule said. */
export function ask(rule: string, more: Partial<RuleQuestion> = {}): RuleQuestion {
  return { rule, geography: 'lsoa:2011', period: null, need: null, order: null, ...more };
}
