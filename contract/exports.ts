import { z } from 'zod';
import { coverageRequest } from './catchments.ts';
import { coordinateSystem, usualCoordinateSystem } from './coordinate-systems.ts';
import { disclosureOverride, disclosurePolicy, leavingTerms } from './disclosure-policies.ts';
import { errorReport } from './error-report.ts';
import { canBeIn, exportFormat, wrongSystem } from './export-formats.ts';
import { fileName } from './file-name.ts';
import { gated, job, query } from './kinds.ts';
import { ruleCounts, ruleNeed, ruleQuestion } from './rules.ts';
import { runTerms } from './run-terms.ts';
import { releaseKind } from './workspace.ts';
import { confidences, geographyKind, indicatorId, lookName, outcomes } from './words.ts';

/** Which areas of a rule's result a list holds, and what is said of its making. */
export const targetListRequest = z.object({
  question: ruleQuestion,
  /** null = a title made from the rule, geography and period. */
  title: z.string().nullable(),
  /** First N areas in rank order, or areas until this share of the need count; both null = all that are in. */
  limit: z.number().int().positive().nullable(),
  share: z.number().positive().max(1).nullable(),
  /** Adds the areas that are unknown and out. */
  all: z.boolean(),
  /** Who the output names as its maker; null = nobody. */
  author: z.string().nullable(),
  ...leavingTerms,
  /** Indicators to stand beside the areas though the rule does not name them; null = the newest period. */
  beside: z
    .array(z.object({ indicator: indicatorId, cohort: z.string(), period: z.string().nullable() }))
    .default([]),
  /**
   * Coverage to stand beside the areas, as the named job measured it (`coverage.start`; a job of null = measured when the list is
   * written); null = none.
   */
  coverage: z
    .object({ request: coverageRequest, job: z.string().nullable().default(null) })
    .nullable()
    .default(null),
});
export type TargetListRequest = z.infer<typeof targetListRequest>;

export const targetListArea = z.object({
  /** Rank among the areas that are in; null for the others. Areas whose value to order by is not known share one. */
  rank: z.number().nullable(),
  code: z.string(),
  name: z.string(),
  status: z.enum(outcomes),
  confidence: z.enum(confidences),
  /** The area's parents, by geography: `{ "ward:2013": { code, name } }`. */
  parents: z.record(z.string(), z.object({ code: z.string(), name: z.string() })),
  /** Unrounded, by indicator as the rule writes it; null where missing or suppressed. */
  values: z.record(z.string(), z.number().nullable()),
  /** For each value that is null: why. */
  unknown: z.record(z.string(), z.enum(['suppressed', 'missing', 'out of reach'])),
  /** 95 % Wilson limits of the rates. */
  interval: z.record(z.string(), z.tuple([z.number(), z.number()])),
  /** Of values that one decimal does not tell from what the rule compares them with: how many decimals do. */
  decimals: z.record(z.string(), z.number()),
  /** How many decimals the limits in `interval` are shown with, lower and upper, where one is not enough. */
  intervalDecimals: z.record(z.string(), z.tuple([z.number(), z.number()])),
  reasons: z.array(z.string()),
  /** With coverage: the nearest matching site, null where none is in reach. */
  nearestSite: z.object({ id: z.string(), name: z.string() }).nullable().optional(),
});
export type TargetListArea = z.infer<typeof targetListArea>;

/** A priority-area list with everything that makes it defensible and repeatable. `target --json` prints it. */
export const targetList = z.object({
  title: z.string(),
  rule: z.string(),
  geography: geographyKind,
  vintage: z.string(),
  period: z.string().nullable(),
  counts: ruleCounts,
  need: ruleNeed.nullable(),
  /** What the list leaves out of the areas that are in: "the first 10 of 33 areas"; null where nothing. */
  limited: z.string().nullable(),
  orderedBy: z.string(),
  /** Describes the columns of `areas[].values`, in the order they are to be shown. */
  measures: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      unit: z.string(),
      kind: z.string(),
      /** Empty texts where the column is of no period, as travel times are. */
      period: z.string(),
      periodLabel: z.string(),
      denominatorPeriod: z.string().nullable(),
      /** Of a rate of counts: decimals that mean something, a tenth of the step that one person makes. */
      decimals: z.number().optional(),
    }),
  ),
  /** The coverage beside the areas; null where none was asked for. */
  coverage: z
    .object({
      selector: z.string(),
      /** What runs on that day; null = whatever its dates. */
      day: z.string().nullable(),
      /** "within 30 minutes by public transport" */
      within: z.string(),
      /** How the travel was measured, and on which day. */
      method: z.string(),
      date: z.string().nullable(),
      sentence: z.string(),
    })
    .nullable(),
  areas: z.array(targetListArea),
  notes: z.array(z.string()),
  releases: z.array(
    z.object({
      id: z.number(),
      kind: releaseKind,
      title: z.string(),
      file: z.string(),
      sha256: z.string(),
      imported: z.string(),
      publisher: z.string().nullable(),
      licence: z.string().nullable(),
    }),
  ),
  /** Lines that must go with the list. */
  licences: z.array(z.string()),
  /** What its sources lack, a sentence each: "2 of 3 sources have no licence"; empty where nothing. */
  sourceGaps: z.array(z.string()),
  policy: disclosurePolicy,
  /** How many figures the policy hides in how many of the areas, and how many it rounds, in words; null where nothing is restricted. */
  hidden: z.string().nullable(),
  author: z.string().nullable(),
  /** ISO instant. */
  made: z.string(),
  /** Name and version of the program: "Pinpoint 0.1.0". */
  madeBy: z.string(),
});
export type TargetList = z.infer<typeof targetList>;

export const exportRequest = targetListRequest
  .extend({
    format: exportFormat,
    /** What the coordinates of the file are in. */
    system: coordinateSystem.default(usualCoordinateSystem),
    /** The metadata beside the file refers to this name. */
    fileName,
    ...runTerms,
  })
  .refine(({ format, system }) => canBeIn(format, system), wrongSystem);
export type ExportRequest = z.infer<typeof exportRequest>;

/** One document that left, as `pinpoint log --json` prints it. */
export const leftDocument = z.object({
  /** ISO instant. */
  at: z.string(),
  /** Who the document names as its maker; null = nobody. */
  by: z.string().nullable(),
  title: z.string().nullable(),
  format: z.string(),
  /** The rule, or the selector of deliveries; null where there is none. */
  rule: z.string().nullable(),
  policy: z.string().nullable(),
  file: z.string(),
  sha256: z.string(),
  /** Who let it leave beyond the policy, and why. */
  override: disclosureOverride.nullable(),
});
export type LeftDocument = z.infer<typeof leftDocument>;

/** What a disclosure policy would do to a document, before it is written. */
export const leavingPreview = z.object({
  policy: disclosurePolicy,
  /**
   * Every restricted column that the document shows, in the order in which it was read; then the measures of performance, whose
   * `period` and `geography` are empty.
   */
  columns: z.array(
    z.object({
      indicator: z.string(),
      name: z.string(),
      cohort: z.string(),
      period: z.string(),
      geography: z.string(),
      /** Areas of the document that have a value; of performance its rows. */
      areas: z.number(),
      /** Hidden because they are small, and so that a small one cannot be worked out. */
      small: z.number(),
      protecting: z.number(),
      rounded: z.number(),
      /** People counted in those areas, and how many of them are in hidden counts. */
      people: z.number(),
      peopleHidden: z.number(),
    }),
  ),
  /** Why it would be stopped, such as by a document that has left; null = it would not. */
  stopped: errorReport.nullable(),
});
export type LeavingPreview = z.infer<typeof leavingPreview>;

/** `look`: the name by which waiting for what may leave can be given up (`look.cancel`); it ends as `cancelled` then. */
const namedListRequest = targetListRequest.extend({ look: lookName });

export const exportCalls = {
  /** What the policy would do to a list, and whether it would be stopped. */
  'export.preview': gated(query(namedListRequest, leavingPreview), 'always'),
  /** What has left the workspace, oldest first. */
  'export.log': query(z.object({}), z.object({ exports: z.array(leftDocument) })),
  'target.list': gated(query(namedListRequest, targetList), 'always'),
  /** Product: the files written (the list itself first, then its metadata). */
  'export.start': job(exportRequest),
} as const;
