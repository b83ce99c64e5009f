import type {
  Delivery,
  GeographyRef,
  Programme,
  Provider,
  ReleaseSummary,
  Sensitivity,
  Site,
} from '#contract';
import type { Shape } from '#core/geography';
import type {
  GeographyEdition,
  IndicatorDefinition,
  StagedArea,
  StagedBenchmark,
  StagedLink,
  StagedObservation,
  StagedPart,
  StagedPerformance,
  StagedPoint,
  StagedPostcode,
  StagedTimetable,
} from './types.ts';

/** Which observation: there is one at most. */
export type ObservationKey = Pick<StagedObservation, 'areaCode' | 'indicator' | 'cohort' | 'period'>;

/** What an import publishes, apart from the staged rows. */
export interface ReleaseDraft {
  kind: ReleaseSummary['kind'];
  title: string;
  file: string;
  sha256: string;
  publisher: string | null;
  licence: string | null;
  /** Left out: published. */
  sensitivity?: Sensitivity;
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
  providers: number;
  programmes: number;
  sites: number;
  deliveries: number;
  performance: number;
  postcodes: number;
  timetables: number;
  points: number;
}

/**
 * A temporary file that an import fills while the workspace stays as it is. Where a key comes twice (an area code, an
 * observation's area, indicator, cohort and period, …) the last one counts.
 */
export interface Staging {
  readonly counts: StagedCounts;
  addArea(area: StagedArea): void;
  /** Takes an area out again. */
  removeArea(code: string): void;
  /** Keeps a further outline of an area beside the one that it was added with, until they are united. */
  addPart(code: string, row: number, shape: Shape): void;
  /** An area as it was added; it must be there. */
  getArea(code: string): StagedArea;
  /** The further outlines of an area in the order they came. */
  listParts(code: string): StagedPart[];
  addObservation(observation: StagedObservation): void;
  /** Takes back staged observations, each given by its area, indicator, cohort and period; all at once, because they are searched for. */
  removeObservations(observations: readonly ObservationKey[]): void;
  addLink(link: StagedLink): void;
  addDesignated(code: string): void;
  addBenchmark(benchmark: StagedBenchmark): void;
  addReject(row: number, reason: string): void;
  addProvider(provider: Provider): void;
  addProgramme(programme: Programme): void;
  addSite(site: Site): void;
  addDelivery(delivery: Delivery): void;
  /** Of areas of the release's geography (`draft.geography` must be set). */
  addPerformance(row: StagedPerformance): void;
  addPostcode(postcode: StagedPostcode): void;
  /** One a release; a second replaces the first. */
  setTimetable(timetable: StagedTimetable): void;
  /** Of an area of the release's geography (`draft.geography` must be set). Every one counts, also at the same place. */
  addPoint(point: StagedPoint): void;
  /** Removes the file. Harmless when repeated. */
  discard(): void;
}
