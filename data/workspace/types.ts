import type { AreaCode, AreaList, GeographyKind, GeographyRef, IndicatorKind, Period } from '#contract';
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

export interface AreaRow extends AreaList {
  /** Position of a code in the columns. */
  indexOf: Map<AreaCode, number>;
}

export type { Bounds, GeographyRef, Shape };
