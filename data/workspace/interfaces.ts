import type {
  Delivery,
  DisclosureOverride,
  DisclosurePolicy,
  GeographyRef,
  IndicatorKind,
  Performance,
  Programme,
  Provider,
  Provision,
  ReleaseSummary,
  Sensitivity,
  Site,
  MapStyle,
  Targeting,
  WorkspaceDescription,
} from '#contract';
import type { AreaRow, Bounds, IndicatorDefinition, MadeChange, Shape, Step } from './types.ts';
import type { OutsideNews } from './outside.ts';
import type { ReleaseDraft, Staging } from './interfaces-of-staging.ts';

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
  /** Half-width of the publisher's rounding: one for all areas, or where the releases differ one for each. */
  rounding: number | Float64Array<ArrayBuffer>;
  /** Positions of areas whose stored value is no number that can be reckoned with; they count as missing. */
  beyond: number[];
  /** Releases the values come from, ascending. */
  releases: number[];
}

export interface IndicatorRow extends IndicatorDefinition {
  kind: IndicatorKind;
  /** Periods with values in any geography, oldest first; of a derived rate: its numerator's. */
  periods: string[];
  /** Cohorts other than all, sorted; of a derived rate: its numerator's. */
  cohorts: string[];
  /** Whether there are values for all people; of a derived rate: its numerator's. */
  everyone: boolean;
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
  /** How the map's values become colours; null = nobody has chosen. */
  style: MapStyle | null;
  /** The disclosure policy that somebody chose; null = nobody has. */
  policy: DisclosurePolicy | null;
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

/** What a document said of a sum over areas: it lies between these, both included. Equal where it was shown as it is. */
export interface StatedSum {
  codes: string[];
  low: number;
  high: number;
}

/** What a document that left showed of restricted values: an indicator in some areas. */
export interface ExportStatement {
  indicator: string;
  cohort: string;
  period: string;
  geography: GeographyRef;
  policy: DisclosurePolicy;
  codes: string[];
  /** Aligned with the codes, as they left; NaN where hidden. */
  figures: Float64Array;
  /** Sums over areas of the geography that it stated besides, other than sums of the figures; empty where there were none. */
  sums: StatedSum[];
}

/** What left the workspace as a file, or as a text that was printed. */
export interface ExportEntry {
  author: string | null;
  /** What it is called; null of what left before titles were kept. */
  title: string | null;
  format: string;
  rule: string | null;
  policy: string | null;
  /** Who let it leave beyond the policy, and why; null = nobody had to. */
  override: DisclosureOverride | null;
  file: string;
  sha256: string;
}

/** One entry of the log of what left. */
export interface ExportRow extends ExportEntry {
  id: number;
  /** ISO instant. */
  at: string;
}

/** Where a row of provision comes from. */
export interface ReleaseOrigin {
  release: number;
  /** Instant of the last change by hand; null where it is as its release has it. */
  edited: string | null;
}

export type ProviderRow = Provider & ReleaseOrigin;
export type ProgrammeRow = Programme & ReleaseOrigin;
export type SiteRow = Site & ReleaseOrigin;
export type DeliveryRow = Delivery & ReleaseOrigin;
export type PerformanceRow = Performance & { release: number };

/** What is left out does not narrow. */
export interface PerformanceFilter {
  geography?: GeographyRef;
  /** Id of a provider. */
  provider?: string;
  /** Id of a period. */
  period?: string;
}

/** A timetable without its bytes. */
export interface TimetableRow {
  release: number;
  /** Title of the release. */
  title: string;
  /** What was staged as facts: the health report, and by what the feed is known again. */
  facts: unknown;
  /** What a person chose: in use or out; null where nobody did. */
  choice: boolean | null;
}

export interface PostcodeRow {
  /** Capitals without spaces. */
  code: string;
  lon: number;
  lat: number;
  /** The day it went out of use; null where it is in use. */
  ended: string | null;
  /** Code of the area it lies in, by geography: those that its directory named. */
  areas: Record<GeographyRef, string>;
}

/**
 * Population points of a geography as columns, area after area in the order of `getAreas`. Weights are as the release has
 * them; only their shares of an area count. Areas that no row names have no points.
 */
export interface AreaPointsRow {
  release: number;
  title: string;
  /** Position of each point's area. */
  area: Int32Array<ArrayBuffer>;
  lon: Float64Array<ArrayBuffer>;
  lat: Float64Array<ArrayBuffer>;
  weight: Float64Array<ArrayBuffer>;
}

/** What was worked out for one request, aligned with `getAreas` of the geography. */
export interface CatchmentDraft {
  /** Tells requests apart; the caller's own, for instance the JSON of everything the answer depends on. */
  key: string;
  /** Version of the engine that worked it out: other versions are not found. */
  engine: string;
  geography: GeographyRef;
  request: unknown;
  /** Anything else that goes with the answer: date, method. */
  facts: unknown;
  /** NaN where not reached. */
  minutes: ArrayLike<number>;
  /** 0 to 1. */
  share: ArrayLike<number>;
  /** For drawing; null = none. */
  outline: Shape | null;
  /** Travel to each end of areas that have several; NaN where not reached. null where each area has one. */
  points: ArrayLike<number> | null;
}

export interface CatchmentRow extends CatchmentDraft {
  minutes: Float64Array<ArrayBuffer>;
  share: Float64Array<ArrayBuffer>;
  points: Float64Array<ArrayBuffer> | null;
  /** Instant it was worked out. */
  made: string;
}

/** Something entered by hand: an id of null = new, an id is made from the name. */
export type New<Thing extends { id: string }> = Omit<Thing, 'id'> & { id: string | null };

/** What can be forgotten for good. */
export interface Deleted {
  releases: { id: number; title: string; file: string }[];
  /** Steps that can be undone or redone. */
  steps: number;
}

/** What was forgotten for good: titles of releases, and how many steps of undo and redo. */
export interface Forgotten {
  releases: string[];
  steps: number;
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
  /** Grows with every change, also one of another program once `lookOutside` has told of it. */
  revision(): number;
  /** The highest revision that was told so far. */
  readonly lastTold: number;
  /** What other programs did to the file since this was last asked; costs next to nothing. */
  lookOutside(): OutsideNews;
  /** Goes on with revisions beyond this one: what was seen of another file in the same place is older than all of this. */
  continueAfter(revision: number): void;
  /** What another program broke in the layout of the file since it was opened, in words; undefined where it is in order. */
  findBreak(): string | undefined;
  state(): WorkspaceState;
  /** The changes that can be undone or redone, the newest first. */
  listSteps(): Step[];
  describe(): WorkspaceDescription;
  /** Every release, as `describe` tells of it, also where another program took the rest away. */
  listReleases(): ReleaseSummary[];
  /** Areas of a geography as columns, ordered by code. Throws `not_found`. Kept until the revision changes: do not write into it. */
  getAreas(geography: GeographyRef): AreaRow;
  /** Its newest population points; undefined where it has none. Throws `not_found`. Kept until the revision changes. */
  findAreaPoints(geography: GeographyRef): AreaPointsRow | undefined;
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
  /** Period ids with a benchmark of the indicator, oldest first; null = of any comparator. */
  listBenchmarkPeriods(indicator: string, comparator: string | null): string[];
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
  /** Every provider, by id; so are programmes, sites and deliveries. Empty lists where a file of an older schema is open for reading only. */
  listProviders(): ProviderRow[];
  listProgrammes(): ProgrammeRow[];
  listSites(): SiteRow[];
  /** All deliveries, also those whose site or programme has been taken out. */
  listDeliveries(): DeliveryRow[];
  /** The four lists as one consistent piece: what names something that has been taken out is left out. */
  getProvision(): Provision;
  /** By provider, programme, geography, area and period. */
  listPerformance(filter?: PerformanceFilter): PerformanceRow[];
  /** Every timetable without its bytes, oldest first. */
  listTimetables(): TimetableRow[];
  /** Throws `not_found`. The bytes are a copy that may be written into or laid in shared memory. */
  getTimetable(release: number): TimetableRow & { bytes: Uint8Array<ArrayBuffer> };
  /** The postcode, however it is spaced; undefined where no directory has it. */
  findPostcode(text: string): PostcodeRow | undefined;
  /** What was saved under this key by this version of the engine and still holds; undefined otherwise. */
  findCatchment(key: string, engine: string): CatchmentRow | undefined;
  /** Oldest first. */
  listExports(): ExportRow[];
  /** What documents that left showed of an indicator, by the id of their entry. */
  listStatements(indicator: string): (ExportStatement & { export: number })[];
  /** Integrity, GeoPackage conformance, references, and that every release has its file's hash. */
  check(): WorkspaceCheck;
  /** Releases out of force, the last first, and how many steps can be undone or redone. */
  listDeleted(): Deleted;
  /**
   * A copy of what is in force now, for somebody else: no deleted release travels with it, no step of undo, no row beneath
   * one in force, and no cache. Throws `file_exists`.
   */
  copyTo(path: string): Promise<void>;
  /** A copy of everything that is open, also where the file itself is gone. Throws `file_exists`. */
  keepAside(path: string): Promise<void>;
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
  /** Saves how the map's values become colours, as one undoable change. */
  setStyle(style: MapStyle): void;
  /** Chooses the disclosure policy of whatever leaves; null = the usual one. */
  setPolicy(policy: DisclosurePolicy | null): void;
  /** Says how sensitive the figures of a release are. Throws `not_found`. */
  classifyRelease(id: number, sensitivity: Sensitivity): void;
  /** Notes that a person wants a timetable in use or out; null = nothing chosen. Undoable. Throws `not_found`. */
  chooseTimetable(release: number, choice: boolean | null): void;
  /** Marks every value of the workspace as invented. Not undoable. */
  setSynthetic(): void;
  /** Takes a release out again, and brings back what it had displaced. Undoable. Throws `not_found`. */
  deleteRelease(id: number): void;
  /**
   * Adds a provider, or changes the one with this id, and gives its id; so do the other three. Undoable. What is new
   * belongs to the release “Entered by hand”; what is changed stays with its release and carries the instant. Throws
   * `usage` for a blank name.
   */
  saveProvider(provider: New<Provider>): { id: string };
  /** Throws `not_found` for an unknown provider. */
  saveProgramme(programme: New<Programme>): { id: string };
  /** Throws `usage` for coordinates that are none or a last day before the first. */
  saveSite(site: New<Site>): { id: string };
  /** Throws `not_found` for an unknown site or programme, `usage` for a last day before the first. */
  saveDelivery(delivery: New<Delivery>): { id: string };
  /** Undoable. Throws `not_found` and `usage`. */
  moveSite(id: string, to: { lon: number; lat: number }): void;
  /** Sets the last day a site is open (null = open again); its deliveries end with it without being changed. Undoable. Throws `not_found` and `usage`. */
  endSite(id: string, lastDay: string | null): void;
  /** Undoable. Throws `not_found` and `usage`. */
  endDelivery(id: string, lastDay: string | null): void;
  /**
   * Keeps an answer so that it need not be worked out again, in place of one with the same key and engine. Not a change:
   * no undo, no new revision. It goes when areas of its geography change, and when it is the oldest of more than 400.
   */
  saveCatchment(catchment: CatchmentDraft): void;
  forgetCatchments(): void;
  /**
   * Takes back the last step, or the one with this id from beneath later ones that touch nothing of it. Throws `conflict`
   * where there is none and where another is in the way.
   */
  undo(step?: number): void;
  redo(step?: number): void;
  /** What this handle changed last; null before its first change. */
  readonly lastChange: MadeChange | null;
  /** Forgets what could be undone or redone. */
  forgetHistory(): void;
  /**
   * Forgets a deleted release for good, null = all of them and every step of undo: no byte of it stays in the file, its
   * WAL, its backup or copies made before migrations. Steps of undo that need it are gone as well. Not undoable. Throws
   * `not_found` for a release that is not among the deleted ones, and `conflict` where the file is read all the time.
   */
  forget(release: number | null): Forgotten;
  /**
   * Writes down that another program has changed the file: catchments kept are forgotten, and steps made before that would
   * move whole layers cannot be undone any more. Throws SQLite's `busy` at once where somebody is writing.
   */
  noteOutside(): void;
  /** Records what left the workspace. */
  recordExport(entry: ExportEntry & { statements: readonly ExportStatement[] }): void;
}
