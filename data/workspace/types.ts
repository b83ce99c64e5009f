import type {
  AreaCode,
  AreaList,
  GeographyKind,
  GeographyRef,
  IndicatorKind,
  Performance,
  Period,
} from '#contract';
import type { Bounds, Shape } from '#core/geography';

/** What an import has read and checked, before it is published. */
export interface StagedArea {
  code: AreaCode;
  name: string;
  /** Degrees. */
  shape: Shape;
  /** A point on the surface, lon, lat. */
  labelPoint: [number, number];
  landAreaM2: number;
  bounds: Bounds;
  /** Parent's code in `parentGeography` of the release; null = none. */
  parentCode: AreaCode | null;
}

/** A further outline of an area that is staged, with the row it came from. */
export interface StagedPart {
  row: number;
  /** Degrees. */
  shape: Shape;
}

export interface StagedObservation {
  areaCode: AreaCode;
  indicator: string;
  /** `all` or `dimension=value,…`. */
  cohort: string;
  period: Period;
  /** null where suppressed. */
  value: number | null;
  /** Byte of `flagByte`; missing values are not staged. */
  flag: number;
}

export interface StagedLink {
  from: AreaCode;
  to: AreaCode;
  /** Share of `from` that belongs to `to`: 0..1. */
  weight: number;
  /** U, S, M or X of a vintage lookup; null otherwise. */
  change: string | null;
}

export interface StagedBenchmark {
  indicator: string;
  comparator: string;
  period: Period;
  value: number;
}

/** Performance of a provider's programme for the people of one area of the release's geography. */
export interface StagedPerformance extends Omit<Performance, 'geography' | 'area' | 'period'> {
  areaCode: AreaCode;
  period: Period;
}

export interface StagedPostcode {
  /** Capitals without spaces. */
  code: string;
  /** Degrees. */
  lon: number;
  lat: number;
  /** The day it went out of use; null where it is in use. */
  ended: string | null;
  /** Code of the area it lies in, by geography; those that the workspace does not have are left out when published. */
  areas: Record<GeographyRef, AreaCode>;
}

export interface StagedTimetable {
  /** What the health report says; kept as JSON. */
  facts: unknown;
  /** What `encodeTimetable` of the routing makes. */
  bytes: Uint8Array;
}

/** A population point of an area of the release's geography. */
export interface StagedPoint {
  areaCode: AreaCode;
  /** Degrees. */
  lon: number;
  lat: number;
  /** From 0 up, in any unit: only its share of the area counts. */
  weight: number;
}

/** How an indicator named by an import is to be recorded where the workspace does not know it yet. */
export interface IndicatorDefinition {
  id: string;
  name: string;
  kind: IndicatorKind;
  /** Denominator id or null. */
  of: string | null;
  numerator: string | null;
  unit: string;
  polarity: 'high_is_worse' | 'low_is_worse' | 'neutral';
  additive: boolean;
}

export interface GeographyEdition {
  kind: GeographyKind;
  vintage: string;
}

/** A change that was written down and can be undone or, when it is undone, redone. */
export interface Step {
  /** Grows with every step. */
  id: number;
  kind: 'import' | 'delete' | 'rate' | 'targeting' | 'style' | 'provision' | 'disclosure';
  /** In words: "Import LSOA 2011 boundaries". */
  title: string;
  isUndone: boolean;
}

/** What one writing handle changed last. */
export interface MadeChange {
  /** The revision that the change made. */
  revision: number;
  /** `note`: nothing that a person works with, such as that a file has left. */
  kind: Step['kind'] | 'note';
  title: string;
  /** The step that was made, undone or redone; null for a note. */
  step: number | null;
}

export interface AreaRow extends AreaList {
  /** Position of a code in the columns. */
  indexOf: Map<AreaCode, number>;
}

export type { Bounds, GeographyRef, Shape };
