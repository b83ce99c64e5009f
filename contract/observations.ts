import { z } from 'zod';
import { disclosurePolicy } from './disclosure-policies.ts';
import { errorReport } from './error-report.ts';
import { command, float64, gated, query, uint8 } from './kinds.ts';
import { geographyRef, indicatorId, lookName, polarity } from './words.ts';

/** No indicator has larger numbers, and sums of as many as a country has areas stay exact. What is stored beyond it counts as unknown. */
export const largestValue = 1e15;

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
  /** By how much the publisher's rounding may have moved each area's count: 0, 2 or 5, of pooled counts the sum over their parts. */
  rounding: float64,
  /** By how much rounding may have moved each area's denominator, of a rate made from counts; else null. */
  denominatorRounding: float64.nullable(),
  /** True where the values were pooled from a finer geography. */
  pooledFrom: geographyRef.nullable(),
  /** Ids of the releases the numbers come from. */
  releases: z.array(z.number()),
});
export type ValueColumn = z.infer<typeof valueColumn>;

const valuesQuestion = z.object({
  geography: geographyRef,
  indicator: indicatorId,
  cohort: z.string().default('all'),
  /** null = the newest. */
  period: z.string().nullable(),
});

/**
 * What becomes of a value when it leaves, in the order of the bytes in `leaving`: it leaves as it is stored (as published ones,
 * missing ones and those suppressed by their publisher do); not at all; as another number; only with somebody's leave, because the
 * policy changes nothing.
 */
export const leavingStates = ['as it is', 'hidden', 'rounded', 'stopped'] as const;
export type LeavingState = (typeof leavingStates)[number];

/** One indicator as the workspace's policy lets it leave, aligned with `area.list`. */
export const leavingColumn = z.object({
  policy: disclosurePolicy,
  /** Positions in `leavingStates`. */
  states: uint8,
  /** What leaves; NaN where nothing does. Rates in percent. */
  values: float64,
  /** Why nothing of it would leave; null = something would. */
  stopped: errorReport.nullable(),
});
export type LeavingColumn = z.infer<typeof leavingColumn>;

/** One area of a rate: `count` of `base` is `rate` per cent. */
export const rateSample = z.object({
  code: z.string(),
  /** Empty where the area has none. */
  name: z.string(),
  count: z.number(),
  base: z.number(),
  rate: z.number(),
});
export type RateSample = z.infer<typeof rateSample>;

/** What a rate of two counts would be, before it is defined. */
export const rateTrial = z.object({
  /** As asked for, else the likeliest; null where nothing fits. Without both the rest is empty. */
  numerator: indicatorId.nullable(),
  denominator: indicatorId.nullable(),
  geography: geographyRef.nullable(),
  /** The newest of the numerator, and the one its denominator was taken from. */
  period: z.string().nullable(),
  denominatorPeriod: z.string().nullable(),
  /** Areas with a rate, without one by reason, and those whose count is above its base. */
  areas: z.object({
    all: z.number(),
    known: z.number(),
    suppressed: z.number(),
    missing: z.number(),
    above: z.number(),
  }),
  /** Over all areas with a rate, per cent. */
  pooled: z.number().nullable(),
  highest: rateSample.nullable(),
  middle: rateSample.nullable(),
  /** The first three whose count is above its base, the highest first. */
  above: z.array(rateSample),
  /** Why it cannot be defined, in a sentence. */
  problem: z.string().nullable(),
  warnings: z.array(z.string()),
});
export type RateTrial = z.infer<typeof rateTrial>;

export const observationCalls = {
  'observation.values': gated(query(valuesQuestion, valueColumn), 'off the page'),
  /** What would become of the same values if they left now. `look`: the name by which waiting for it can be given up (`look.cancel`). */
  'observation.leaving': gated(query(valuesQuestion.extend({ look: lookName }), leavingColumn), 'always'),
  /** One area's values of one indicator over all its periods, oldest first; NaN where missing or suppressed. */
  'observation.series': gated(
    query(
      z.object({
        geography: geographyRef,
        code: z.string(),
        indicator: indicatorId,
        cohort: z.string().default('all'),
      }),
      z.object({ periods: z.array(z.string()), values: float64, flags: uint8 }),
    ),
    'off the page',
  ),
  /**
   * What a rate of two counts would be. What is not said is proposed: the numerator a count of some, the denominator a population
   * that they are a part of. `geography` null = the one that has most areas with both. Throws `not_found` for an unknown count.
   */
  'indicator.try': gated(
    query(
      z.object({
        numerator: indicatorId.nullable(),
        denominator: indicatorId.nullable(),
        geography: geographyRef.nullable(),
      }),
      rateTrial,
    ),
    'off the page',
  ),
  /**
   * Defines a rate = 100 × numerator / denominator; undoable. Throws `conflict` where it comes out above 100 % over all areas or in
   * more than a few of them; where a few are, the warnings say which, and they question a denominator of other ages.
   */
  'indicator.define': gated(
    command(
      z.object({
        id: indicatorId,
        name: z.string().nullable(),
        numerator: indicatorId,
        denominator: indicatorId,
        polarity: polarity.default('high_is_worse'),
      }),
      z.object({ id: indicatorId, periods: z.array(z.string()), warnings: z.array(z.string()) }),
    ),
    'off the page',
  ),
} as const;
