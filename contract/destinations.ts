import { z } from 'zod';
import { travel } from './catchments.ts';
import { day, siteKind } from './provision.ts';
import { geographyRef } from './words.ts';

/** Which sites can be reached by a time: the question of an adviser who sits with somebody from one area. */

/** Where people set out: an area of the geography asked for, or any point. */
export const origin = z.union([
  z.object({ area: z.string() }),
  z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }),
]);
export type Origin = z.infer<typeof origin>;

export const destinationsRequest = z.object({
  /** That of the area; null for a point. */
  geography: geographyRef.nullable(),
  origin,
  /** Which sites: employment sites unless said otherwise. */
  selector: z.string().default('kind:employment'),
  /** The day on which sites and deliveries must run; null = whatever their dates. */
  day: day.nullable().default(null),
  /** People arrive by the minutes of the window: `08:00-08:01` is "by 08:00". */
  travel: travel.extend({ direction: z.literal('to').default('to') }),
});
export type DestinationsRequest = z.infer<typeof destinationsRequest>;

export const destination = z.object({
  /** Of the site. */
  id: z.string(),
  name: z.string(),
  kind: siteKind,
  lon: z.number(),
  lat: z.number(),
  /** null = not known. */
  jobs: z.number().nullable(),
  /** Whether at least half of the area's people reach it within the limit. */
  reached: z.boolean(),
  /** Minutes (of mode distance: kilometres) back from the arrival to the departure; null where it is not reached. */
  minutes: z.number().nullable(),
  /** The latest departure that still arrives by the last minute of the window: `07:22`. null where not reached, and by distance. */
  leaveBy: z.string().nullable(),
  /** Share of the area's people who reach it, 0 to 1. */
  share: z.number(),
});
export type Destination = z.infer<typeof destination>;

export const destinations = z.object({
  /** The nearest first; those that are not reached last, by name. */
  results: z.array(destination),
  /** Where people set out, as people call it. */
  from: z.string(),
  /** The last minute to arrive by: `08:00`; null where the mode needs no clock. */
  arriveBy: z.string().nullable(),
  totals: z.object({
    sites: z.number(),
    reachedSites: z.number(),
    /** Over the sites whose jobs are known. */
    jobs: z.number(),
    reachedJobs: z.number(),
    /** Sites whose jobs are not known. */
    sitesWithoutJobs: z.number(),
  }),
  /** The day of travel; null where the mode needs none. */
  date: z.string().nullable(),
  /** How the travel was measured, in words. */
  method: z.string(),
  sentence: z.string(),
});
export type Destinations = z.infer<typeof destinations>;
