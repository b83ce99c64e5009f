import { z } from 'zod';
import { float64, gated, int32, query, uint8 } from './kinds.ts';
import { confidences, geographyRef, outcomes } from './words.ts';

/** How many areas of a geography a rule takes, and how surely. */
export const ruleCounts = z.object({
  in: z.number(),
  out: z.number(),
  unknown: z.number(),
  /** Of those in: clearly or for certain, whichever side of the threshold the rule asks for. */
  clearlyIn: z.number(),
  /** Of those in: whose interval holds the threshold. Areas of unknown certainty are in neither. */
  borderline: z.number(),
  /** `clearlyIn` under its former name, kept for those who read it: for `rate < 5` these areas lie below. */
  clearlyAbove: z.number(),
});

/** The need count over areas. Suppressed and missing counts add nothing to a sum. */
export const ruleNeed = z.object({
  indicator: z.string(),
  /** Sum over the areas that are in. */
  in: z.number(),
  /** Sum over the areas of which the rule cannot tell whether they are in. */
  inUnknown: z.number(),
  /** Sum over all areas. */
  total: z.number(),
  /** Whether `in` holds every count, hidden ones too; false = it is the sum of those that are known. */
  isInWhole: z.boolean(),
  /** The same of `total`. */
  isTotalWhole: z.boolean(),
  /** in ÷ total; null where the total is 0. */
  share: z.number().nullable(),
  /** Areas that are in and have no known count. */
  needUnknownIn: z.number(),
  /** Areas without a known count, whether in, out or unknown. */
  needUnknownAll: z.number(),
  /** `needUnknownIn` under its former name, kept for those who read it. */
  unknownAreas: z.number(),
});

/** One leaf comparison of the rule, with its columns over all areas. */
export const leafColumn = z.object({
  /** The comparison as printed: `jsa_rate > 10`. */
  text: z.string(),
  /** Value on the left side, or on the right where only that names an indicator; NaN = unknown. For conditions (`designated`): 1, 0 or NaN. */
  values: float64,
  /** Value on the other side, of `between` the nearer end; NaN = unknown or a condition. */
  thresholds: float64,
  /** See `outcomes`. */
  outcomes: uint8,
  /** See `confidences`. Says on which side of the threshold the value lies, also where the comparison asks for lower values. */
  confidences: uint8,
  /** 1 where this leaf is in the smallest set that fixes the outcome, else 0. */
  deciding: uint8,
});

export const ruleSource = z.object({
  indicator: z.string(),
  cohort: z.string(),
  period: z.string(),
  denominatorPeriod: z.string().nullable(),
  releases: z.array(z.number()),
});

/** What a rule says of every area of a geography. Columns are aligned with `area.list`. */
export const ruleResult = z.object({
  /** The rule as printed back from its syntax tree. */
  rule: z.string(),
  geography: geographyRef,
  /** The period asked for, or the newest that the rule's first indicator took; null for a rule without indicators. */
  period: z.string().nullable(),
  counts: ruleCounts,
  need: ruleNeed.nullable(),
  /** Pooled rate (per cent) in the target set and in all areas, of the first compared rate; null where there is none. */
  pooled: z
    .object({ indicator: z.string(), in: z.number().nullable(), all: z.number().nullable() })
    .nullable(),
  outcomes: uint8,
  confidences: uint8,
  /** Area indexes in rank order: those that are in first, then unknown, then out; worst first in each. */
  order: int32,
  /**
   * Rank of each area among those that are in (1 = first); 0 for the others. Areas whose value to order by is hidden or missing
   * share one, after all others.
   */
  ranks: int32,
  /** Running share of the need count along `order` over the areas that are in; empty without a need count. */
  cumulativeShare: float64,
  /** Running share of the need count if all areas were taken in order of that count, the most first. */
  bestShare: float64,
  /** What `order` sorts by, in words: `jsa_rate desc`. */
  orderedBy: z.string(),
  leaves: z.array(leafColumn),
  sources: z.array(ruleSource),
  /** Sentences a reader must know: "The denominator is of 2017, the count of September 2017." */
  notes: z.array(z.string()),
  /** Numbers typed into the rule that a slider may move: the character range and what they are compared with. */
  adjustable: z.array(
    z.object({ from: z.number(), to: z.number(), value: z.number(), indicator: z.string().nullable() }),
  ),
});
export type RuleResult = z.infer<typeof ruleResult>;

export const reason = z.object({
  /** The clause as printed. */
  clause: z.string(),
  /** One phrase: "jsa_rate 14.2 > 10 (margin 4.2)". */
  text: z.string(),
  outcome: z.enum(outcomes),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  margin: z.number().nullable(),
  confidence: z.enum(confidences),
  /** 95 % Wilson limits in per cent, widened by rounding; null where there is no rate. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** The least and the greatest that the value may truly be for the rounding of its counts; null where nothing is rounded. */
  bounds: z.tuple([z.number(), z.number()]).nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  /** "would leave if the threshold rose to 14.2", "would enter if the threshold fell below 9.1"; null for a condition. */
  tipping: z.string().nullable(),
  /** Why a value is unknown: "suppressed", "missing", "no link to ward:2003"; null when it is known. */
  unknownBecause: z.string().nullable(),
});
export type Reason = z.infer<typeof reason>;

export const ruleExplanation = z.object({
  code: z.string(),
  name: z.string(),
  outcome: z.enum(outcomes),
  confidence: z.enum(confidences),
  rank: z.number().nullable(),
  /** The smallest set of clauses that fixes the outcome. */
  deciding: z.array(reason),
  /** The clauses that did not decide, for completeness. */
  others: z.array(reason),
  /** One plain sentence: "Riverside 012A is in: …". */
  sentence: z.string(),
});
export type RuleExplanation = z.infer<typeof ruleExplanation>;

/** What a rule is asked of. */
export const ruleQuestion = z.object({
  rule: z.string(),
  geography: geographyRef,
  period: z.string().nullable(),
  need: z.string().nullable(),
  /** An expression and `asc` or `desc`: `jsa_rate desc`; null = the first compared indicator, worst first. */
  order: z.string().nullable(),
});
export type RuleQuestion = z.infer<typeof ruleQuestion>;

export const ruleComparison = z.object({
  entered: z.array(z.string()),
  left: z.array(z.string()),
  stayed: z.array(z.string()),
  /** Areas unknown under either rule. */
  unknown: z.array(z.string()),
  /** For each entered and left area: one phrase that says why. */
  why: z.record(z.string(), z.string()),
  counts: z.object({ a: ruleCounts, b: ruleCounts }),
  /** The need count of the areas that are in, where both questions count the same; null where they do not. */
  need: z
    .object({
      indicator: z.string(),
      a: z.number(),
      b: z.number(),
      total: z.number(),
      /** Need of the areas that are unknown, and areas that are in without a known count: see `ruleNeed`. */
      inUnknown: z.object({ a: z.number(), b: z.number() }),
      needUnknownIn: z.object({ a: z.number(), b: z.number() }),
    })
    .nullable(),
});
export type RuleComparison = z.infer<typeof ruleComparison>;

export const ruleCalls = {
  'rule.evaluate': gated(query(ruleQuestion, ruleResult), 'off the page'),
  'rule.explain': gated(query(ruleQuestion.extend({ code: z.string() }), ruleExplanation), 'off the page'),
  'rule.compare': gated(
    query(z.object({ a: ruleQuestion, b: ruleQuestion }), ruleComparison),
    'off the page',
  ),
} as const;
