import { z } from 'zod';
import { siteKind, stage } from './provision.ts';
import { geographyKind, rowFilters } from './words.ts';

/** How files of provision, postcodes, population points and timetables are to be read; the shape of `contract/imports.ts`. */

const column = z.string().nullable();

/** Where a row of a file lies. The first way that is set and filled in counts: lon/lat, easting/northing, postcode. */
export const positionColumns = z.object({
  lonColumn: column,
  latColumn: column,
  eastingColumn: column,
  northingColumn: column,
  /** CRS of easting and northing; null = EPSG:27700. */
  crs: column,
  postcodeColumn: column,
});
export type PositionColumns = z.infer<typeof positionColumns>;

/** Columns that make a row a delivery; null where the file has none. */
export const deliveryColumns = z.object({
  idColumn: column,
  providerColumn: column,
  providerNameColumn: column,
  programmeColumn: column,
  programmeNameColumn: column,
  /** Site id or name; of a file of sites: null, the row is the site. */
  siteColumn: column,
  stageColumn: column,
  /** The stage of the whole file, where no column tells it. */
  stage: stage.nullable(),
  /** What the words of the stage column stand for, beyond the stages' own ids and names. */
  stageWords: z.record(z.string(), stage),
  fundingColumn: column,
  placesColumn: column,
  costColumn: column,
  firstDayColumn: column,
  lastDayColumn: column,
  /** Cohorts separated by `;`: `age=18-24; lone_parent=yes`. */
  eligibleColumn: column,
});
export type DeliveryColumns = z.infer<typeof deliveryColumns>;

/** Providers and programmes, and where a site is named, deliveries: one row each. */
export const providersMapping = z.object({
  family: z.literal('providers'),
  delivery: deliveryColumns,
  where: rowFilters.optional(),
});
export type ProvidersMapping = z.infer<typeof providersMapping>;

/** Sites; with delivery columns one row a delivery, and the site of an id that comes again is taken from its first row. */
export const sitesMapping = z.object({
  family: z.literal('sites'),
  /** null = ids are made from the names. */
  idColumn: column,
  nameColumn: column,
  position: positionColumns,
  firstDayColumn: column,
  lastDayColumn: column,
  /** What the sites of the file are, where no column tells it. */
  kind: siteKind.default('provision'),
  /** `provision` or `employment`, in each row; a blank cell means `kind`. */
  kindColumn: column.default(null),
  /** Jobs or vacancies at the site. */
  jobsColumn: column.default(null),
  /** Kilometres about the box that holds the areas, beyond which sites are left out; null = all are taken. */
  cutMarginKm: z.number().nonnegative().nullable().default(null),
  delivery: deliveryColumns.nullable(),
  where: rowFilters.optional(),
});
export type SitesMapping = z.infer<typeof sitesMapping>;

/** Performance rows by area code, or by postcode and then added up to areas; the postcodes are not kept. */
export const performanceMapping = z.object({
  family: z.literal('performance'),
  geography: geographyKind,
  vintage: z.string().regex(/^\d{4}$/, 'a vintage is a year'),
  /** Exactly one of the two is set. */
  codeColumn: column,
  postcodeColumn: column,
  providerColumn: column,
  /** The provider of the whole file, where no column tells it. */
  provider: column,
  programmeColumn: column,
  programme: column,
  periodColumn: column,
  period: column,
  startsColumn: column,
  outcomesColumn: column,
  sustainedColumn: column,
  costColumn: column,
  targetColumn: column,
  where: rowFilters.optional(),
});
export type PerformanceMapping = z.infer<typeof performanceMapping>;

/** A directory of postcodes: a position for each, and the areas it lies in. */
export const postcodesMapping = z.object({
  family: z.literal('postcodes'),
  postcodeColumn: z.string(),
  position: positionColumns.omit({ postcodeColumn: true }),
  /** Column with the area code, by geography: `{ "lsoa:2011": "lsoa11" }`. */
  areaColumns: z.record(z.string(), z.string()),
  /** Date of termination: such postcodes are kept but marked. */
  endedColumn: column,
  where: rowFilters.optional(),
});
export type PostcodesMapping = z.infer<typeof postcodesMapping>;

/**
 * Population points: where the people of areas live, one point a row, such as population-weighted centroids of output areas
 * with the code of their LSOA, or unit postcodes with headcounts. A later import for a geography replaces an earlier one.
 */
export const pointsMapping = z.object({
  family: z.literal('points'),
  /** The areas whose journeys end in the points. */
  geography: geographyKind,
  vintage: z.string().regex(/^\d{4}$/, 'a vintage is a year'),
  /** Code of the area that a point belongs to; null = the area it lies in. */
  codeColumn: column,
  position: positionColumns,
  /** How many live there, in any unit: people, households, addresses. null = all points of an area weigh alike. */
  weightColumn: column,
  where: rowFilters.optional(),
});
export type PointsMapping = z.infer<typeof pointsMapping>;

/** A GTFS feed. */
export const timetableMapping = z.object({
  family: z.literal('timetable'),
  /** Keep only trips that call within the region of the workspace, and this far about it; null = keep everything. */
  cutMarginKm: z.number().nonnegative().nullable(),
});
export type TimetableMapping = z.infer<typeof timetableMapping>;

export const provisionMapping = z.discriminatedUnion('family', [
  providersMapping,
  sitesMapping,
  performanceMapping,
  postcodesMapping,
  pointsMapping,
  timetableMapping,
]);
export type ProvisionMapping = z.infer<typeof provisionMapping>;
export const provisionFamilies = [
  'providers',
  'sites',
  'performance',
  'postcodes',
  'points',
  'timetable',
] as const;
export type ProvisionFamily = (typeof provisionFamilies)[number];

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
