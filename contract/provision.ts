import { z } from 'zod';
import { largestValue } from './observations.ts';
import { geographyRef } from './words.ts';

/** What is delivered, where, for whom, and how well: providers, programmes, sites, deliveries and their performance. */

/** Where a programme sits on the employment and skills continuum, in order. */
export const stages = [
  'engagement',
  'advice',
  'pre_employment',
  'job_entry',
  'in_work',
  'progression',
] as const;
export const stage = z.enum(stages);
export type Stage = z.infer<typeof stage>;

/** Stages in words, for people. */
export const stageNames: Record<Stage, string> = {
  engagement: 'Engagement',
  advice: 'Advice and guidance',
  pre_employment: 'Pre-employment',
  job_entry: 'Job entry',
  in_work: 'In-work support',
  progression: 'Progression',
};

/** A number of people, places or pounds. */
const amount = z.number().nonnegative().max(largestValue);

/** A day, ISO: `2008-07-01`. */
export const day = z.iso.date();

/** An organisation. The id is what files and selectors use: any text. */
export const provider = z.object({ id: z.string().min(1), name: z.string() });
export type Provider = z.infer<typeof provider>;

export const programme = z.object({
  id: z.string().min(1),
  name: z.string(),
  /** Id of the provider that delivers it. */
  provider: z.string(),
});
export type Programme = z.infer<typeof programme>;

/** `provision`: a place where something is delivered; `employment`: a place where people work, with or without deliveries. */
export const siteKinds = ['provision', 'employment'] as const;
export const siteKind = z.enum(siteKinds);
export type SiteKind = z.infer<typeof siteKind>;

/** Kinds of sites in words, for people. */
export const siteKindNames: Record<SiteKind, string> = {
  provision: 'Provision',
  employment: 'Employment',
};

/** A place where something is delivered or where people work. */
export const site = z.object({
  /** The key of the source, or one made from the name; unique in the workspace. */
  id: z.string().min(1),
  name: z.string(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  postcode: z.string().nullable(),
  /** First and last day it is open, both included; null = not known to begin or end. */
  firstDay: day.nullable(),
  lastDay: day.nullable(),
  kind: siteKind.default('provision'),
  /** Jobs or vacancies there; null = not known, which is not 0. */
  jobs: amount.nullable().default(null),
});
export type Site = z.infer<typeof site>;

/** A programme at a site. */
export const delivery = z.object({
  id: z.string().min(1),
  programme: z.string(),
  site: z.string(),
  stage,
  /** The money behind it: `ESF`, `DAF`. Empty text where the source names none. */
  fundingStream: z.string(),
  /** Places a year; null = not known, which is not 0. */
  places: amount.nullable(),
  /** Pounds a year; null = not known. */
  cost: amount.nullable(),
  firstDay: day.nullable(),
  lastDay: day.nullable(),
  /** Cohorts it is open to, any of them: `age=18-24`, `age=18-24,sex=female`. Empty = open to everybody. */
  eligible: z.array(z.string()),
});
export type Delivery = z.infer<typeof delivery>;

/** Everything delivered, as one piece. Ids that a delivery or programme names exist in the other lists. */
export const provision = z.object({
  providers: z.array(provider),
  programmes: z.array(programme),
  sites: z.array(site),
  deliveries: z.array(delivery),
});
export type Provision = z.infer<typeof provision>;

/** The counts of a performance row. */
export const performanceMeasures = ['starts', 'outcomes', 'sustained', 'cost', 'target'] as const;
export type PerformanceMeasure = (typeof performanceMeasures)[number];

const measure = amount.nullable();

/** What a provider's programme did for the people of one area in one period. */
export const performance = z.object({
  provider: z.string(),
  /** Empty text where the source does not tell programmes apart. */
  programme: z.string(),
  geography: geographyRef,
  area: z.string(),
  period: z.string(),
  /** People who began. null = missing or suppressed, in every measure. */
  starts: measure,
  /** Job outcomes. */
  outcomes: measure,
  /** Job outcomes that lasted as long as the contract asks. */
  sustained: measure,
  /** Pounds paid. */
  cost: measure,
  /** Job outcomes agreed for the period. */
  target: measure,
  /** Which of the nulls are suppressed rather than missing. */
  suppressed: z.array(z.enum(performanceMeasures)),
});
export type Performance = z.infer<typeof performance>;

/** One provider (or programme) in a funnel plot. */
export const funnelStandings = [
  'unknown', // a count is missing or suppressed, or nobody began
  'too small', // so few starts that even none, or all, of them succeeding would be no great surprise
  'far below', // below the 99.8 % limits
  'below', // below the 95 % limits
  'within',
  'above',
  'far above',
] as const;
export type FunnelStanding = (typeof funnelStandings)[number];

export const funnelPoint = z.object({
  id: z.string(),
  name: z.string(),
  /** Starts and successes over the rows with both; rows that lack one are counted in `unknownRows`. */
  starts: z.number(),
  successes: z.number(),
  unknownRows: z.number(),
  /** Per cent; null without starts. */
  rate: z.number().nullable(),
  /** Limits around the pooled rate for this number of starts, per cent: 95 % and 99.8 %; null where there is none. */
  limits95: z.tuple([z.number(), z.number()]).nullable(),
  limits998: z.tuple([z.number(), z.number()]).nullable(),
  standing: z.enum(funnelStandings),
  /** 1 = highest rate among those that are large enough to be told apart; null for the others. Ties share the mean rank. */
  rank: z.number().nullable(),
  /** Pounds an outcome over the rows with both; null where no such row has an outcome. */
  costPerOutcome: z.number().nullable(),
  /** 100 × outcomes ÷ target over the rows with both; null where there is no target. */
  percentOfTarget: z.number().nullable(),
});
export type FunnelPoint = z.infer<typeof funnelPoint>;

export const funnel = z.object({
  /** What counts as success, and per what. */
  success: z.enum(['outcomes', 'sustained']),
  by: z.enum(['provider', 'programme']),
  /** Per cent: all successes over all starts; null where nobody began. */
  pooledRate: z.number().nullable(),
  points: z.array(funnelPoint),
  /** The two pairs of curves for drawing: at each number of starts the limits in per cent. */
  curve: z.array(
    z.object({
      starts: z.number(),
      lower95: z.number(),
      upper95: z.number(),
      lower998: z.number(),
      upper998: z.number(),
    }),
  ),
  sentence: z.string(),
});
export type Funnel = z.infer<typeof funnel>;
