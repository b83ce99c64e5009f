import type { AreaCode, GeographyKind, GeographyRef, Performance, Provision } from '#contract';
import type { TimetableInput } from '#core/routing';
import type { IndicatorDefinition } from '#data/workspace';
import type { Polygons } from './land/rings.ts';

export interface DemoArea {
  code: AreaCode;
  name: string;
  /** Code in the parent geography; null for the region. */
  parent: AreaCode | null;
  polygons: Polygons;
}

export interface DemoGeography {
  kind: GeographyKind;
  vintage: string;
  /** The geography of the parents. */
  within: GeographyRef | null;
  title: string;
  areas: DemoArea[];
}

/** A count or score of one LSOA, or why there is none. */
export type DemoCell = number | 'suppressed' | 'missing';

/** One indicator × cohort × period for all LSOAs, in the order of their codes. */
export interface DemoColumn {
  indicator: string;
  cohort: string;
  period: string;
  cells: DemoCell[];
}

export interface DemoBenchmark {
  indicator: string;
  comparator: string;
  period: string;
  value: number;
}

export interface DemoRate {
  id: string;
  name: string;
  numerator: string;
  denominator: string;
}

/** What a programme did for the people of one ward in one quarter. */
export type DemoPerformance = Omit<Performance, 'geography'>;

/** Everything in the demonstration, before it is written. Geographies: coarsest first. */
export interface DemoData {
  geographies: DemoGeography[];
  indicators: IndicatorDefinition[];
  columns: DemoColumn[];
  rates: DemoRate[];
  benchmarks: DemoBenchmark[];
  /** Codes of the Deprived Areas Fund wards. */
  fundedWards: AreaCode[];
  provision: Provision;
  performance: DemoPerformance[];
  timetable: TimetableInput;
}
