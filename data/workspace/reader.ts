import type { GeographyRef, Provision, ReleaseSummary, WorkspaceDescription } from '#contract';
import {
  listGeographiesOfCode,
  readAreaColumns,
  searchAreas,
  walkAreasWithin,
  walkShapes,
  type AreaColumns,
} from './areas.ts';
import { copyAside } from './backup.ts';
import { checkWorkspace } from './check.ts';
import { findCatchment } from './catchments.ts';
import type { Connection } from './connection.ts';
import { describeWorkspace } from './describe.ts';
import type {
  Deleted,
  AreaHit,
  AreaPointsRow,
  CatchmentRow,
  ColumnRow,
  DeliveryRow,
  DesignationRow,
  DrawnArea,
  ExportRow,
  ExportStatement,
  IndicatorRow,
  PerformanceFilter,
  PerformanceRow,
  PostcodeRow,
  ProgrammeRow,
  ProviderRow,
  ReleaseRow,
  SiteRow,
  TimetableRow,
  WorkspaceCheck,
  WorkspaceReader,
  WorkspaceState,
} from './interfaces.ts';
import { listExports, listStatements } from './exports.ts';
import { findForeignSchema } from './foreign-schema.ts';
import { countSteps, leaveHistory, listDeleted } from './forget.ts';
import { getGeography } from './geographies.ts';
import { findNext, listSteps } from './history.ts';
import { getIndicator, listHoldings, listIndicators, type Holding } from './indicators.ts';
import { followParents, listReachable, readDirectParents, readLinkGraph, type LinkGraph } from './links.ts';
import { schemaVersion } from './migrate.ts';
import { readColumn, readSeries } from './observations.ts';
import { Outside, type OutsideNews } from './outside.ts';
import { plausible } from './plausible.ts';
import { findAreaPoints } from './points.ts';
import {
  findPostcode,
  getTimetable,
  knowsProvision,
  listDeliveries,
  listPerformance,
  listProgrammes,
  listProviders,
  listSites,
  listTimetables,
  readProvision,
} from './provision.ts';
import {
  findDesignation,
  findReleaseLike,
  getRelease,
  listReleases,
  listReleasesOf,
  walkRejects,
} from './releases.ts';
import { findChosenPolicy, findSetting, findStyle, findTargeting, revisionOf } from './settings.ts';
import type { AreaRow, Bounds, Shape, Step } from './types.ts';

export interface HandleFacts {
  path: string;
  readOnlyReason: string | null;
  /** Whether this is the handle by which the process holds the file. */
  holdsLock: boolean;
  /** Runs after the connection is closed. */
  onClose: () => void;
}

/** The reading half of a workspace. What takes long to read is kept until the revision changes. */
export class Reader implements WorkspaceReader {
  readonly path: string;
  readonly readOnlyReason: string | null;
  protected readonly connection: Connection;
  protected readonly outside: Outside;
  /** By how much this handle is ahead of the revision in the file, which other programs do not move on. */
  protected ahead = 0;
  lastTold = 0;
  private readonly schemaVersion: number;
  private readonly onClose: () => void;
  private readonly kept = new Map<string, unknown>();
  private keptRevision = -1;
  private closed = false;
  private provisionKnown = false;

  constructor(connection: Connection, facts: HandleFacts) {
    this.connection = connection;
    this.path = facts.path;
    this.readOnlyReason = facts.readOnlyReason;
    this.onClose = facts.onClose;
    this.outside = new Outside(connection, facts.path, facts.holdsLock);
    this.schemaVersion = schemaVersion(connection);
  }

  get readOnly(): boolean {
    return this.readOnlyReason !== null;
  }

  revision(): number {
    const revision = revisionOf(this.connection) + this.ahead;
    this.lastTold = Math.max(this.lastTold, revision);
    return revision;
  }

  lookOutside(): OutsideNews {
    const news = this.outside.look();
    if (news !== 'changed') return news;
    this.continueAfter(this.lastTold);
    this.outside.forgetChange();
    return news;
  }

  continueAfter(revision: number): void {
    this.ahead += Math.max(0, revision + 1 - this.revision());
  }

  findBreak(): string | undefined {
    return findForeignSchema(this.connection, this.schemaVersion);
  }

  state(): WorkspaceState {
    return this.keep('state', () => ({
      synthetic: findSetting(this.connection, 'synthetic') === '1',
      undo: findNext(this.connection, 'undo')?.title ?? null,
      redo: findNext(this.connection, 'redo')?.title ?? null,
      targeting: findTargeting(this.connection),
      style: findStyle(this.connection),
      policy: findChosenPolicy(this.connection),
    }));
  }

  listDeleted(): Deleted {
    return this.connection.atOnce(() => ({
      releases: listDeleted(this.connection),
      steps: countSteps(this.connection),
    }));
  }

  listSteps(): Step[] {
    return this.keep('steps', () => listSteps(this.connection));
  }

  listReleases(): ReleaseSummary[] {
    return this.keep('releases', () => listReleases(this.connection));
  }

  describe(): WorkspaceDescription {
    return this.keep('description', () => describeWorkspace(this.connection));
  }

  getAreas(geography: GeographyRef): AreaRow {
    return this.keep(`areas ${geography}`, () => {
      const { ids, codes, names, lon, lat, landArea, indexOf } = this.columns(geography);
      const parents = listReachable(this.graph(), geography).map((parent) => ({
        geography: parent,
        codes: this.columns(parent).codes,
        names: this.columns(parent).names,
        index: this.findParents(geography, parent)!,
      }));
      return { geography, ids, codes, names, lon, lat, landArea, parents, indexOf };
    });
  }

  findAreaPoints(geography: GeographyRef): AreaPointsRow | undefined {
    return this.keep(`points ${geography}`, () => findAreaPoints(this.connection, this.columns(geography)));
  }

  findColumn(
    geography: GeographyRef,
    indicator: string,
    cohort: string,
    period: string,
  ): ColumnRow | undefined {
    return readColumn(this.connection, this.columns(geography), [indicator, cohort, period]);
  }

  findSeries(geography: GeographyRef, code: string, indicator: string, cohort: string) {
    return readSeries(this.connection, this.columns(geography), [code, indicator, cohort]);
  }

  getIndicator(id: string): IndicatorRow {
    return getIndicator(this.listIndicators(), id);
  }

  listIndicators(): IndicatorRow[] {
    return this.keep('indicators', () => listIndicators(this.connection, this.holdings()));
  }

  listPeriods(geography: GeographyRef, indicator: string, cohort: string): string[] {
    const stored = this.listIndicators().find(({ id }) => id === indicator)?.numerator ?? indicator;
    return this.holdings()
      .filter(
        (holding) =>
          holding.indicator === stored && holding.cohort === cohort && holding.geography === geography,
      )
      .map(({ period }) => period);
  }

  findDesignation(id: string): DesignationRow | undefined {
    return findDesignation(this.connection, id);
  }

  findParents(from: GeographyRef, to: GeographyRef): Int32Array<ArrayBuffer> | undefined {
    return this.keep(`parents ${from} ${to}`, () =>
      followParents(
        {
          graph: this.graph(),
          size: (geography) => this.columns(geography).codes.length,
          direct: (a, b) =>
            this.keep(`direct ${a} ${b}`, () =>
              readDirectParents(this.connection, this.columns(a), this.columns(b)),
            ),
        },
        from,
        to,
      ),
    );
  }

  findAreaByCode(code: string): { geography: GeographyRef; index: number }[] {
    return listGeographiesOfCode(this.connection, code).map((geography) => ({
      geography,
      index: this.columns(geography).indexOf.get(code)!,
    }));
  }

  findBenchmark(indicator: string, comparator: string, period: string): number | undefined {
    const found = this.connection.get<{ value: number | null }>(
      `SELECT ${plausible('value')} AS value FROM benchmark
       WHERE indicator = ? AND comparator = ? AND period = (SELECT id FROM period WHERE key = ?)`,
      indicator,
      comparator,
      period,
    );
    return found?.value ?? undefined;
  }

  listComparators(indicator: string): string[] {
    return this.connection
      .all<{ comparator: string }>(
        'SELECT DISTINCT comparator FROM benchmark WHERE indicator = ? ORDER BY comparator',
        indicator,
      )
      .map(({ comparator }) => comparator);
  }

  listBenchmarkPeriods(indicator: string, comparator: string | null): string[] {
    return this.connection
      .all<{ key: string }>(
        `SELECT p.key FROM period p
         WHERE p.id IN (SELECT period FROM benchmark WHERE indicator = ?1 AND comparator = coalesce(?2, comparator))
         ORDER BY p.last, p.first, p.key`,
        indicator,
        comparator,
      )
      .map(({ key }) => key);
  }

  readAreasWithin(geography: GeographyRef, bounds: Bounds): Iterable<DrawnArea> {
    return walkAreasWithin(this.connection, geography, bounds);
  }

  readShapes(geography: GeographyRef): Iterable<{ code: string; name: string; shape: Shape }> {
    return walkShapes(this.connection, geography);
  }

  searchAreas(text: string, limit: number): AreaHit[] {
    return searchAreas(this.connection, text, limit);
  }

  getRelease(id: number): ReleaseRow {
    return getRelease(this.connection, id);
  }

  findReleaseLike(sha256: string, mappingJson: string): ReleaseRow | undefined {
    return findReleaseLike(this.connection, sha256, mappingJson);
  }

  listRejects(release: number): Iterable<{ row: number; reason: string }> {
    return walkRejects(this.connection, release);
  }

  listReleasesOf(geography: GeographyRef, designations: string[]): number[] {
    return listReleasesOf(this.connection, getGeography(this.connection, geography).id, designations);
  }

  listProviders(): ProviderRow[] {
    return this.ofProvision(listProviders, []);
  }

  listProgrammes(): ProgrammeRow[] {
    return this.ofProvision(listProgrammes, []);
  }

  listSites(): SiteRow[] {
    return this.ofProvision(listSites, []);
  }

  listDeliveries(): DeliveryRow[] {
    return this.ofProvision(listDeliveries, []);
  }

  getProvision(): Provision {
    const none = { providers: [], programmes: [], sites: [], deliveries: [] };
    return this.connection.atOnce(() => this.ofProvision(readProvision, none));
  }

  listPerformance(filter: PerformanceFilter = {}): PerformanceRow[] {
    return this.ofProvision((connection) => listPerformance(connection, filter), []);
  }

  listTimetables(): TimetableRow[] {
    return this.ofProvision(listTimetables, []);
  }

  getTimetable(release: number): TimetableRow & { bytes: Uint8Array<ArrayBuffer> } {
    return getTimetable(this.connection, release);
  }

  findPostcode(text: string): PostcodeRow | undefined {
    return this.ofProvision((connection) => findPostcode(connection, text), undefined);
  }

  findCatchment(key: string, engine: string): CatchmentRow | undefined {
    const find = (connection: Connection): CatchmentRow | undefined =>
      findCatchment(connection, [key, engine], (geography) => this.columns(geography));
    return this.connection.atOnce(() => this.ofProvision(find, undefined));
  }

  listExports(): ExportRow[] {
    return listExports(this.connection);
  }

  listStatements(indicator: string): (ExportStatement & { export: number })[] {
    return listStatements(this.connection, indicator);
  }

  check(): WorkspaceCheck {
    const problems = this.connection.atOnce(() => checkWorkspace(this.connection));
    return { ok: problems.length === 0, problems };
  }

  async keepAside(path: string): Promise<void> {
    await copyAside(this.connection, path, () => undefined);
  }

  async copyTo(path: string): Promise<void> {
    await copyAside(this.connection, path, leaveHistory);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    try {
      this.settle();
    } finally {
      this.connection.close();
      this.onClose();
    }
  }

  /** Leaves one file and no WAL where nobody else has it open; otherwise the last handle of the process does. */
  private settle(): void {
    if (this.outside.abandonOverwritten()) return;
    if (this.connection.db.readonly || this.connection.pragma('journal_mode') !== 'wal') return;
    this.outside.asOwn(() => this.leaveOneFile());
  }

  private leaveOneFile(): void {
    this.connection.pragma('query_only = OFF');
    this.connection.pragma('busy_timeout = 0');
    try {
      this.connection.pragma('wal_checkpoint(TRUNCATE)');
      this.connection.pragma('journal_mode = DELETE');
    } catch {
      // Somebody still reads or writes, or the disk is full: the file stays in WAL mode, which any SQLite opens.
    }
  }

  private holdings(): Holding[] {
    return this.keep('holdings', () => listHoldings(this.connection));
  }

  private graph(): LinkGraph {
    return this.keep('graph', () => readLinkGraph(this.connection));
  }

  /** What a file says of provision; `none` of one whose schema has no such tables yet. */
  private ofProvision<Answer>(read: (connection: Connection) => Answer, none: Answer): Answer {
    this.provisionKnown ||= knowsProvision(this.connection);
    return this.provisionKnown ? read(this.connection) : none;
  }

  protected columns(geography: GeographyRef): AreaColumns {
    return this.keep(`columns ${geography}`, () =>
      readAreaColumns(this.connection, getGeography(this.connection, geography)),
    );
  }

  /**
   * The answer made before, as long as nothing has changed since. One that another handle's change came in between is made
   * again, so that it is all of one revision.
   */
  private keep<Value>(key: string, make: () => Value): Value {
    for (;;) {
      const revision = this.revision();
      if (revision !== this.keptRevision) this.kept.clear();
      this.keptRevision = revision;
      if (this.kept.has(key)) return this.kept.get(key) as Value;
      const value = make();
      if (this.revision() !== revision) continue;
      this.kept.set(key, value);
      return value;
    }
  }
}
