import type { GeographyRef, IndicatorKind, ReleaseSummary, Targeting, WorkspaceDescription } from '#contract';
import type {
  AreaRow,
  Bounds,
  GeographyEdition,
  IndicatorDefinition,
  Shape,
  StagedArea,
  StagedBenchmark,
  StagedLink,
  StagedObservation,
} from './types.ts';

export interface OpenOptions {
  /** Whether the file lies on a network drive; left out = look. */
  network?: boolean;
}

export interface WritingOptions extends OpenOptions {
  /** Who holds the file, as others who want it are told. */
  holder: string;
  /** The instant of a change, ISO; left out = the clock. */
  now?: () => string;
}

/** One stored indicator × cohort × period of a geography, aligned with `getAreas`. */
export interface ColumnRow {
  /** NaN where missing or suppressed. */
  values: Float64Array<ArrayBuffer>;
  /** `flagByte` of each area. */
  flags: Uint8Array<ArrayBuffer>;
  /** Half-width of the publisher's rounding: the largest among the releases the values come from. */
  rounding: number;
  /** Releases the values come from, ascending. */
  releases: number[];
}

export interface IndicatorRow extends IndicatorDefinition {
  kind: IndicatorKind;
  /** Periods with values in any geography, oldest first; of a derived rate: its numerator's. */
  periods: string[];
  /** Cohorts other than all, sorted; of a derived rate: its numerator's. */
  cohorts: string[];
}

export interface DesignationRow {
  id: string;
  name: string;
  geography: GeographyRef;
  codes: string[];
}

/** A release with everything that is known of it. */
export interface ReleaseRow extends ReleaseSummary {
  /** What must be printed with anything made from it: one line each. */
  attribution: string[];
  period: string | null;
  retrieved: string | null;
  rounding: number;
  /** The reference system the file came in, as it named it. */
  sourceCrs: string | null;
  mapping: unknown;
  report: unknown;
}

export interface WorkspaceState {
  synthetic: boolean;
  /** What would be undone or redone, in words; null = nothing. */
  undo: string | null;
  redo: string | null;
  targeting: Targeting | null;
}

export interface WorkspaceCheck {
  ok: boolean;
  /** One sentence each. */
  problems: string[];
}

/** An area as it lies in the file, for drawing. */
export interface DrawnArea {
  /** Feature id. */
  id: number;
  code: string;
  name: string;
  /** GeoPackage geometry. */
  geometry: Uint8Array;
}

export interface AreaHit {
  geography: GeographyRef;
  code: string;
  name: string;
  lon: number;
  lat: number;
  bounds: Bounds;
}

/** What left the workspace as a file. */
export interface ExportEntry {
  author: string | null;
  format: string;
  rule: string | null;
  policy: string | null;
  file: string;
  sha256: string;
}

/**
 * A workspace that can be read. Reads see the newest committed state. Everything that holds for areas is aligned with
 * `getAreas` of the geography: same order, same length.
 */
export interface WorkspaceReader {
  readonly path: string;
  readonly readOnly: boolean;
  /** Why nothing can be changed, in a sentence; null where it can. */
  readonly readOnlyReason: string | null;
  /** Grows with every change. */
  revision(): number;
  state(): WorkspaceState;
  describe(): WorkspaceDescription;
  /** Areas of a geography as columns, ordered by code. Throws `not_found`. Kept until the revision changes: do not write into it. */
  getAreas(geography: GeographyRef): AreaRow;
  /** Stored values of exactly this period; undefined where the geography has none. */
  findColumn(
    geography: GeographyRef,
    indicator: string,
    cohort: string,
    period: string,
  ): ColumnRow | undefined;
  /** Stored values of one area over all its periods, oldest first. Throws `not_found` for an unknown geography. */
  findSeries(
    geography: GeographyRef,
    code: string,
    indicator: string,
    cohort: string,
  ): { periods: string[]; values: Float64Array<ArrayBuffer>; flags: Uint8Array<ArrayBuffer> };
  /** Throws `not_found`. */
  getIndicator(id: string): IndicatorRow;
  listIndicators(): IndicatorRow[];
  /** Periods with values in this geography, oldest first; of a derived rate: its numerator's. */
  listPeriods(geography: GeographyRef, indicator: string, cohort: string): string[];
  findDesignation(id: string): DesignationRow | undefined;
  /** For each area of `from` the position of its parent in `to`, or -1; follows chains (lsoa → ward → district). Undefined where no link leads there. */
  findParents(from: GeographyRef, to: GeographyRef): Int32Array<ArrayBuffer> | undefined;
  /** Every area with this code, in any geography. */
  findAreaByCode(code: string): { geography: GeographyRef; index: number }[];
  findBenchmark(indicator: string, comparator: string, period: string): number | undefined;
  listComparators(indicator: string): string[];
  /** Areas whose bounds meet the given ones. */
  readAreasWithin(geography: GeographyRef, bounds: Bounds): Iterable<DrawnArea>;
  /** Every drawn area, ordered by code. */
  readShapes(geography: GeographyRef): Iterable<{ code: string; name: string; shape: Shape }>;
  /** Drawn areas whose code or name begins with, or else holds, the text. Best first. */
  searchAreas(text: string, limit: number): AreaHit[];
  /** Throws `not_found`. */
  getRelease(id: number): ReleaseRow;
  /** The newest release made from the same file with the same mapping (compared as JSON, whatever the order of its keys). */
  findReleaseLike(sha256: string, mappingJson: string): ReleaseRow | undefined;
  /** Ids of the releases that the areas of a geography and the named designations come from, ascending. */
  listReleasesOf(geography: GeographyRef, designations: string[]): number[];
  listRejects(release: number): Iterable<{ row: number; reason: string }>;
  listExports(): (ExportEntry & { at: string })[];
  /** Integrity, GeoPackage conformance, references, and that every release has its file's hash. */
  check(): WorkspaceCheck;
  /** A copy of the workspace as it is now. Throws `file_exists`. */
  copyTo(path: string): Promise<void>;
  close(): void;
}

/** A rate = 100 × numerator / denominator, computed when it is read. */
export interface RateDefinition {
  id: string;
  /** null = "numerator per denominator" in words. */
  name: string | null;
  numerator: string;
  denominator: string;
  polarity: IndicatorDefinition['polarity'];
}

/** A workspace that can also be changed. Each change is one transaction; a failed one leaves nothing behind. */
export interface WorkspaceWriter extends WorkspaceReader {
  /** Publishes what was staged as one release: all of it or nothing. Undoable. */
  publish(staging: Staging, draft: ReleaseDraft): { release: number };
  /** Undoable. Throws `conflict` where the id belongs to an indicator with values of its own, `not_found` for an unknown part. */
  defineRate(definition: RateDefinition): void;
  /** Undoable. */
  setTargeting(targeting: Targeting): void;
  /** Marks every value of the workspace as invented. Not undoable. */
  setSynthetic(): void;
  /** Takes a release out again, and brings back what it had displaced. Undoable. Throws `not_found`. */
  deleteRelease(id: number): void;
  /** Throws `conflict` where there is nothing to undo. */
  undo(): void;
  redo(): void;
  /** Forgets what could be undone or redone. */
  forgetHistory(): void;
  /** Records what left the workspace. */
  recordExport(entry: ExportEntry): void;
}

/** What an import publishes, apart from the staged rows. */
export interface ReleaseDraft {
  kind: ReleaseSummary['kind'];
  title: string;
  file: string;
  sha256: string;
  publisher: string | null;
  licence: string | null;
  attribution: string[];
  period: string | null;
  retrieved: string | null;
  /** Half-width of the publisher's rounding: 0, 2 or 5. */
  rounding: number;
  mapping: unknown;
  report: unknown;
  rows: { read: number; taken: number; rejected: number };
  /** The reference system the file came in, as it named it. */
  sourceCrs?: string | null;
  /** The geography that staged areas and observations belong to. */
  geography?: GeographyEdition;
  /** The geography that `parentCode` of staged areas belongs to. */
  parentGeography?: GeographyRef;
  /** The geographies that staged links join. */
  link?: { from: GeographyRef; to: GeographyRef };
  designation?: { id: string; name: string; geography: GeographyEdition };
  indicators: IndicatorDefinition[];
}

export interface StagedCounts {
  areas: number;
  observations: number;
  links: number;
  designated: number;
  benchmarks: number;
  rejects: number;
}

/**
 * A temporary file that an import fills while the workspace stays as it is. Where a key comes twice (an area code, an
 * observation's area, indicator, cohort and period, …) the last one counts.
 */
export interface Staging {
  readonly counts: StagedCounts;
  addArea(area: StagedArea): void;
  addObservation(observation: StagedObservation): void;
  addLink(link: StagedLink): void;
  addDesignated(code: string): void;
  addBenchmark(benchmark: StagedBenchmark): void;
  addReject(row: number, reason: string): void;
  /** Removes the file. Harmless when repeated. */
  discard(): void;
}
