import { z } from 'zod';
import {
  catchmentRequest,
  catchmentResult,
  coverage,
  coverageRequest,
  ledger,
  ledgerRequest,
  multiPolygon,
  place,
  placingRequest,
  placingResult,
  travel,
  travelPoint,
} from './catchments.ts';
import { destinations, destinationsRequest } from './destinations.ts';
import { leavingTerms } from './disclosure-policies.ts';
import { errorReport } from './error-report.ts';
import { leavingPreview } from './exports.ts';
import { coordinateSystem, usualCoordinateSystem } from './coordinate-systems.ts';
import {
  canBeIn,
  exportDocuments,
  exportFormat,
  getFormat,
  hasRoomFor,
  wrongSystem,
} from './export-formats.ts';
import { fileName } from './file-name.ts';
import { command, float64, gated, job, query } from './kinds.ts';
import { funnelRequest, reach, reachRequest } from './performance.ts';
import { timetableHealth } from './timetable-health.ts';
import {
  day,
  delivery,
  funnel,
  performanceMeasures,
  programme,
  provider,
  provision,
  site,
} from './provision.ts';
import { runTerms } from './run-terms.ts';
import { fileRef, geographyRef, lookName } from './words.ts';

/** The calls about what is delivered, who reaches it, and where the next site should be. */

/** A timetable of the workspace. Journeys are measured with all that are in use, together. */
export const timetableSummary = z.object({
  release: z.number(),
  title: z.string(),
  inUse: z.boolean(),
  /** Why it is not in use, in a sentence; null for one in use. */
  why: z.string().nullable(),
  /** The release of the newest later edition of the same feed; null where it is the newest itself. */
  replacedBy: z.number().nullable(),
  /** First and last day with service; null where unknown. */
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  /** The usual day of this one alone: its busiest Tuesday. */
  usualDay: z.string().nullable(),
  /** The report of its import; null where it has none. */
  health: timetableHealth.nullable(),
});
export type TimetableSummary = z.infer<typeof timetableSummary>;

/** Something that may be new: an id of null is made from the name. */
const named = z.object({ id: z.string().min(1).nullable() });
const saved = z.object({ id: z.string() });

/** What a table that leaves holds. `selector` picks deliveries, as in rules. */
export const tableContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('provision'), selector: z.string(), day: day.nullable().default(null) }),
  z.object({ kind: z.literal('catchment'), request: catchmentRequest }),
  z.object({ kind: z.literal('coverage'), request: coverageRequest }),
  z.object({ kind: z.literal('ledger'), request: ledgerRequest }),
  z.object({ kind: z.literal('placing'), request: placingRequest }),
  z.object({ kind: z.literal('performance'), request: funnelRequest }),
  z.object({ kind: z.literal('reach'), request: reachRequest }),
  z.object({ kind: z.literal('destinations'), request: destinationsRequest }),
]);
export type TableContent = z.infer<typeof tableContent>;
/** What travel is measured for, so that it takes a job. */
export type TravelContent = Extract<TableContent, { kind: JobResult['kind'] }>;

export const tableRequest = z
  .object({
    content: tableContent,
    /** The job that worked out this very content, so that exactly what it found is written; null = it is worked out again. */
    job: z.string().nullable().default(null),
    /** null = a title made from the content. */
    title: z.string().nullable().default(null),
    author: z.string().nullable().default(null),
    ...leavingTerms,
    format: exportFormat,
    /** What the coordinates of the file are in. */
    system: coordinateSystem.default(usualCoordinateSystem),
    fileName,
    ...runTerms,
  })
  .refine(({ format, system }) => canBeIn(format, system), wrongSystem)
  .refine(({ content, format }) => hasRoomFor(getFormat(format), exportDocuments[content.kind]), {
    path: ['format'],
    error: 'the format has no room for what this document is made of',
  });
export type TableRequest = z.infer<typeof tableRequest>;

/** A table as it is to be looked at before it is written; `job` as in `tableRequest`. */
export const tablePreviewRequest = z.object({
  content: tableContent,
  job: z.string().nullable().default(null),
  ...leavingTerms,
});

export type TablePreviewRequest = z.infer<typeof tablePreviewRequest>;

/** A table as it would leave, and what the disclosure policy does to it. */
export const tablePreview = z.object({
  leaving: leavingPreview,
  /** Where no other is given. */
  title: z.string(),
  facts: z.array(z.tuple([z.string(), z.string()])),
  columns: z.array(
    z.object({
      title: z.string(),
      unit: z.string().nullable(),
      type: z.enum(['text', 'integer', 'number']),
      /** Of a number: decimals that mean something; left out where it is written as it is. */
      precision: z.number().optional(),
    }),
  ),
  /** The first rows, aligned with the columns; texts also in the place of numbers that are hidden or missing. */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  /** How many rows there are. */
  total: z.number(),
});
export type TablePreview = z.infer<typeof tablePreview>;

/** What a job has worked out. It holds columns, so it is fetched and does not travel with events. */
export const jobResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('catchment'), catchment: catchmentResult }),
  z.object({ kind: z.literal('coverage'), coverage }),
  z.object({ kind: z.literal('ledger'), ledger }),
  z.object({ kind: z.literal('placing'), placing: placingResult }),
  z.object({ kind: z.literal('destinations'), destinations }),
  z.object({ kind: z.literal('preview'), preview: tablePreview }),
]);
export type JobResult = z.infer<typeof jobResult>;

/** A catchment for drawing while somebody moves a slider. */
export const catchmentOutline = z.object({
  /** For drawing only: whether an area is reached is in `share`. No polygons where nothing is reached. */
  outline: multiPolygon,
  /** Aligned with `area.list` of the geography asked for, or empty: minutes (kilometres), NaN where not reached; and shares. */
  minutes: float64,
  share: float64,
  /** The day used; null where the mode needs none. */
  date: z.string().nullable(),
  method: z.string(),
});
export type CatchmentOutline = z.infer<typeof catchmentOutline>;

export const provisionCalls = {
  /** Everything delivered, the timetables, and which performance there is. */
  'provision.list': query(
    z.object({}),
    z.object({
      provision,
      /** Oldest first. */
      timetables: z.array(timetableSummary),
      /** The day that is taken where none is said: the busiest Tuesday on which most timetables in use run; null where none is in use. */
      usualDay: z.string().nullable(),
      performance: z.object({
        rows: z.number(),
        /** Ids, oldest first. */
        periods: z.array(z.string()),
        geographies: z.array(geographyRef),
        measures: z.array(z.enum(performanceMeasures)),
      }),
    }),
  ),
  /** Whether a selector is right, what it picks on a day (null = whatever the dates), and what could stand in it. */
  'provision.check': query(
    z.object({ selector: z.string(), day: day.nullable().default(null) }),
    z.object({
      /** null = it is right. */
      problem: errorReport.nullable(),
      /** Ids of what is picked; empty where it is wrong. */
      deliveries: z.array(z.string()),
      sites: z.array(z.string()),
      /** Terms for completion: `stage:advice`, `funding:ESF` … */
      terms: z.array(z.string()),
    }),
  ),
  /** Providers or programmes against chance. */
  'provision.funnel': gated(query(funnelRequest.extend(leavingTerms), funnel), 'off the page'),
  /** Starts, outcomes, cost and target by area. Areas without a row of performance are missing, not zero. */
  'provision.reach': gated(query(reachRequest.extend(leavingTerms), reach), 'off the page'),

  /**
   * A table of places with the columns id, lon, lat, and perhaps name and cost. Throws `input_refused` with row and column, and as
   * `import.inspect` where it takes too much or is ended.
   */
  'points.read': query(
    z.object({ file: fileRef, look: lookName }),
    z.array(travelPoint.extend({ name: z.string(), cost: z.number().nonnegative().nullable() })),
  ),

  /**
   * Where a typed place lies: a postcode by the workspace's directory, or metres on the British National Grid. `note` says what
   * is to be known about it: a postcode out of use. Throws `not_found` and `usage`.
   */
  'place.find': query(
    z.union([
      z.object({ postcode: z.string().min(1) }),
      z.object({ easting: z.number(), northing: z.number() }),
    ]),
    z.object({ lon: z.number(), lat: z.number(), note: z.string().nullable() }),
  ),

  /** Adds one, or changes the one with this id. Undoable, as all of these. */
  'provider.save': command(provider.extend(named.shape), saved),
  'programme.save': command(programme.extend(named.shape), saved),
  'site.save': command(site.extend(named.shape), saved),
  'site.move': command(
    z.object({
      id: z.string(),
      lon: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
    }),
    saved,
  ),
  /** The last day it is open, included; null = open again. */
  'site.end': command(z.object({ id: z.string(), lastDay: day.nullable() }), saved),
  'delivery.save': command(delivery.extend(named.shape), saved),
  'delivery.end': command(z.object({ id: z.string(), lastDay: day.nullable() }), saved),
  /**
   * Takes a timetable into use or out of it; undoable. Answers all timetables as they are used from now on. Throws `not_found`
   * for a release without a timetable, `conflict` where its clock differs from that of those in use.
   */
  'timetable.use': command(z.object({ release: z.number(), inUse: z.boolean() }), z.array(timetableSummary)),

  /** Product: `{ kind: 'result', result: 'catchment' }`; the answer itself is fetched with `job.result`. So for the next three. */
  'catchment.start': job(catchmentRequest),
  'coverage.start': job(coverageRequest),
  'ledger.start': job(ledgerRequest),
  /** While the proof goes on, `job.result` already answers the greedy choice. Cancelling leaves that. */
  'placing.start': job(placingRequest),
  /** Which sites an area can reach by a time. */
  'destinations.start': job(destinationsRequest),
  /** Throws `not_found` where the job is unknown, has no result (yet), or is not among the last 30. */
  'job.result': gated(query(z.object({ job: z.string(), ...leavingTerms }), jobResult), 'off the page'),

  /** One catchment at once, answered from a worker that keeps the timetable open. A newer question makes an older one that waits `cancelled`. */
  'catchment.outline': gated(
    query(z.object({ place, travel, geography: geographyRef.nullable().default(null) }), catchmentOutline),
    'off the page',
  ),

  /** What `destinations.start` works out, answered at once from the same worker: for a page that follows selection and sliders. */
  'destinations.list': gated(query(destinationsRequest, destinations), 'off the page'),

  /** Provision, a catchment, coverage, the ledger, a placing or destinations as a file with every fact about it. Product: files. */
  'table.export': job(tableRequest),
  /** The same as it would leave, and what the policy does to it, before it is written. Product: a `preview`. Throws `disclosure` where the policy changes nothing of what is restricted in it. */
  'table.preview': job(tablePreviewRequest),
} as const;
