import { z } from 'zod';

/** Something odd in a feed. */
export const timetableProblem = z.object({
  /** `error`: rows were left out; `warning`: read, but look at it; `note`: good to know. */
  severity: z.enum(['error', 'warning', 'note']),
  file: z.string(),
  /** In words, without the number: "stop times before the ones they follow". */
  problem: z.string(),
  times: z.number(),
  examples: z.array(z.string()),
});

export type TimetableProblem = z.infer<typeof timetableProblem>;

/** The fewest, the middle and the most trips of a number of days; days without any do not count. */
const tripsADay = z.object({ days: z.number(), min: z.number(), median: z.number(), max: z.number() });

/** What a feed holds and what is wrong with it, before anybody trusts a journey. */
export const timetableHealth = z.object({
  publisher: z.string().nullable(),
  version: z.string().nullable(),
  timeZone: z.string().nullable(),
  counts: z.object({
    agencies: z.number(),
    routes: z.number(),
    stops: z.number(),
    stations: z.number(),
    trips: z.number(),
    stopTimes: z.number(),
    frequencies: z.number(),
    transfers: z.number(),
  }),
  /** Routes by GTFS mode in words: bus, rail, ferry. */
  modes: z.array(z.object({ mode: z.string(), routes: z.number(), trips: z.number() })),
  /** First and last day with any service; null where no day has. */
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  /** Every day from first to last with its trips, frequencies expanded. */
  days: z.array(z.object({ day: z.string(), trips: z.number() })),
  /** Over all days with service; null where no day has. */
  tripsADay: tripsADay.nullable(),
  /** Trips a day by day of the week, Monday first; `days` is 0 for one that never has service. */
  weekdays: z.array(tripsADay),
  /** Runs of days without service between first and last. */
  daysWithout: z.array(z.object({ first: z.string(), last: z.string() })),
  /** Services come from calendar_dates.txt alone. */
  calendarDatesOnly: z.boolean(),
  stopsWithoutTrips: z.object({ times: z.number(), examples: z.array(z.string()) }),
  duplicateTrips: z.object({ times: z.number(), examples: z.array(z.string()) }),
  tripsWithoutStops: z.object({ times: z.number(), examples: z.array(z.string()) }),
  /** Stop times at or after 24:00. */
  afterMidnight: z.number(),
  /** What the cut to the region kept; null where nothing was cut. */
  cut: z
    .object({ stops: z.number(), stopsRead: z.number(), trips: z.number(), tripsRead: z.number() })
    .nullable(),
  problems: z.array(timetableProblem),
  /** Bytes of the compact timetable. */
  bytes: z.number(),
});
export type TimetableHealth = z.infer<typeof timetableHealth>;
