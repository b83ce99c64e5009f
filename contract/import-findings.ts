import { z } from 'zod';
import { timetableHealth } from './timetable-health.ts';

/** What a look at a feed can tell before it is imported. */
export const timetableSurvey = timetableHealth
  .pick({
    publisher: true,
    version: true,
    modes: true,
    firstDay: true,
    lastDay: true,
    days: true,
    tripsADay: true,
    daysWithout: true,
    calendarDatesOnly: true,
    cut: true,
    problems: true,
  })
  .extend({
    routes: z.number(),
    stops: z.number(),
    trips: z.number(),
    /** Stops in the region and its margin; null where nothing is cut. */
    stopsInside: z.number().nullable(),
    /** null where the stop times are too many to be read for a look: then `cut` is null too, and trips are those of the whole feed. */
    stopTimes: z.number().nullable(),
  });
export type TimetableSurvey = z.infer<typeof timetableSurvey>;

/** What an import of provision may meet that a person wants to know one by one. */
export const importFindingKinds = [
  'outside', // a site outside the areas of the workspace; taken all the same
  'repeated', // a row that says again what an earlier one said; left out
  'unknown postcode', // not in the postcode directory; left out
  'unknown stage', // a word that is no stage; left out
  'unknown site', // a site that the workspace does not have; left out
] as const;
export type ImportFindingKind = (typeof importFindingKinds)[number];

export const importFinding = z.object({
  kind: z.enum(importFindingKinds),
  times: z.number(),
  /** The first twenty, each with its row; of a postcode never the postcode itself. */
  examples: z.array(z.string()),
});
export type ImportFinding = z.infer<typeof importFinding>;
