import { z } from 'zod';
import { command, float64, query, uint8 } from './kinds.ts';
import { geographyRef, indicatorId, polarity } from './words.ts';

/** One indicator for all areas of a geography, aligned with `area.list`. */
export const valueColumn = z.object({
  indicator: indicatorId,
  cohort: z.string(),
  /** The period that was taken, null where the indicator has no value at all in this geography. */
  period: z.string().nullable(),
  /** Of a rate: the period its denominator was taken from. */
  denominatorPeriod: z.string().nullable(),
  /** NaN where missing or suppressed; `flags` tells which. Rates in percent. */
  values: float64,
  /** See `flagByte`. */
  flags: uint8,
  /** Of a rate made from counts: its counts; else null. */
  numerator: float64.nullable(),
  denominator: float64.nullable(),
  /** Half-width of the publisher's rounding of the count (0, 2 or 5). */
  rounding: z.number(),
  /** True where the values were pooled from a finer geography. */
  pooledFrom: geographyRef.nullable(),
  /** Ids of the releases the numbers come from. */
  releases: z.array(z.number()),
});
export type ValueColumn = z.infer<typeof valueColumn>;

export const observationCalls = {
  'observation.values': query(
    z.object({
      geography: geographyRef,
      indicator: indicatorId,
      cohort: z.string().default('all'),
      /** null = the newest. */
      period: z.string().nullable(),
    }),
    valueColumn,
  ),
  /** One area's values of one indicator over all its periods, oldest first; NaN where missing or suppressed. */
  'observation.series': query(
    z.object({
      geography: geographyRef,
      code: z.string(),
      indicator: indicatorId,
      cohort: z.string().default('all'),
    }),
    z.object({ periods: z.array(z.string()), values: float64, flags: uint8 }),
  ),
  /** Defines a rate = 100 × numerator / denominator; undoable. */
  'indicator.define': command(
    z.object({
      id: indicatorId,
      name: z.string().nullable(),
      numerator: indicatorId,
      denominator: indicatorId,
      polarity: polarity.default('high_is_worse'),
    }),
    z.object({ id: indicatorId, periods: z.array(z.string()), warnings: z.array(z.string()) }),
  ),
} as const;
