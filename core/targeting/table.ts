import type { HalfWidths } from './half-widths.ts';
import type { FunctionRegistry } from './functions.ts';
import type { GeographyRef, IndicatorKind, Period, Provision, TravelMode } from '#contract';

/** Another edition of the same kind of area that has values of an indicator. */
export interface OtherEdition {
  geography: GeographyRef;
  /** Areas with a value in the newest period. */
  areas: number;
  /** Whether the workspace holds a lookup from it to the geography that is asked about. */
  hasLookup: boolean;
}

/** What names a rule may use. Made from the workspace; the rule is checked against it before anything is computed. */
export interface Vocabulary {
  indicators: Map<string, IndicatorEntry>;
  periods: Map<string, Period>;
  designations: Set<string>;
  /** Area codes that `in_area` may name, of every geography that has links. */
  hasArea(code: string): boolean;
  comparators(indicator: string): string[];
  /** Period ids for which a benchmark of the indicator is stored, oldest first; null = of any comparator. */
  benchmarkPeriods(indicator: string, comparator: string | null): string[];
  /** What is delivered, for selectors; left out where there is nothing. */
  provision?: Provision;
  /** The functions that a rule may call; left out: those of the rule language. */
  functions?: FunctionRegistry;
}

export interface IndicatorEntry {
  id: string;
  name: string;
  kind: IndicatorKind;
  /** Of a derived rate. */
  numerator: string | null;
  /** Denominator: of a rate, or what a count is a share of. */
  of: string | null;
  /** Period ids with values, oldest first (of a derived rate: its numerator's). */
  periods: string[];
  /** Cohorts other than all. */
  cohorts: string[];
  highIsWorse: boolean;
}

/** One stored indicator × cohort × period for all areas of the geography, aligned by area index. */
export interface StoredColumn {
  period: string;
  /** NaN where missing or suppressed. */
  values: Float64Array;
  /** `flagByte` of each area. */
  flags: Uint8Array;
  /** Half-width of the publisher's rounding: 0, 2 or 5. For pooled columns the sum over parts grows with their number. */
  rounding: HalfWidths;
  /** Positions of areas whose stored value, or that of a part, is too large to be reckoned with: missing. Left out where none is. */
  beyond?: readonly number[];
  /** Set where the values were summed up from a finer geography. */
  pooledFrom: GeographyRef | null;
  releases: number[];
}

/** What a call in a rule asks of provision. */
export interface ProvisionNeed {
  selector: string;
  /** null = the mode that the workspace measures coverage by. */
  mode: TravelMode | null;
}

/** What a rule asks of provision, on its day. */
export interface AccessRequest extends ProvisionNeed {
  /** The day on which deliveries and sites must run, ISO; null = whatever their dates. See `chooseProvisionDay`. */
  day: string | null;
}

/** How the deliveries that a selector picks reach the areas, aligned by area index. */
export interface ProvisionAccess {
  /** To the nearest matching site; Infinity where none is within the limit, NaN where it is not known. */
  minutes: Float64Array;
  /** 1 = at least half of the area is inside a matching catchment, 0 = not, 2 = unknown. */
  covered: Uint8Array;
  /** Matching sites that reach any part of the area; NaN where it is not known. */
  sites: Float64Array;
  /** How it was measured: a sentence for whoever reads the result. */
  method?: string;
}

/** The numbers a rule is evaluated on. `core/targeting` asks; the backend answers from the workspace and caches. */
export interface AreaTable {
  geography: GeographyRef;
  codes: string[];
  names: string[];
  vocabulary: Vocabulary;
  /** A stored (not derived) indicator in exactly this period; undefined where nothing is stored for it. */
  findColumn(indicator: string, cohort: string, period: string): StoredColumn | undefined;
  /**
   * The sum of a count over areas, given by their positions, with those in it whose own count is hidden; undefined where it is not
   * known. Left out where nothing is hidden but what is not known at all.
   */
  findSum?(
    column: { indicator: string; cohort: string; period: string },
    areas: readonly number[],
  ): number | undefined;
  /** For each area 1 = in the designation (itself or the area it belongs to), 0 = not, 2 = unknown (no link). Names the designation's geography. */
  designated(designation: string): { geography: GeographyRef; membership: Uint8Array };
  /** For each area 1 = lies in (or is) the area of that code, 0 = not, 2 = unknown (no link to its geography). */
  inArea(code: string): Uint8Array;
  /** The comparator's value; undefined where none is stored for that period. */
  findBenchmark(indicator: string, comparator: string, period: string): number | undefined;
  /** Other editions of the same kind of area that have values of a stored indicator; left out where nobody can tell. */
  listOtherEditions?(indicator: string): OtherEdition[];
  /** Access that has been worked out; undefined where no travel times are kept for it. Left out where there is no provision. */
  findAccess?(request: AccessRequest): ProvisionAccess | undefined;
}
