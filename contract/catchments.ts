import { z } from 'zod';
import { float64, int32 } from './kinds.ts';
import { day, stageNames, stages } from './provision.ts';
import { travelMode } from './travel-modes.ts';
import { geographyRef, indicatorId } from './words.ts';

/** Who can reach what, how far provision covers need, and where the next site should be. */

/** Percentiles of a window that travel times are kept for. 50 is the headline. */
export const travelPercentiles = [5, 25, 50, 75, 95] as const;

/** A half-open window of departure (or arrival) minutes: `07:00-09:00` holds 07:00 to 08:59. */
export const timeWindow = z
  .string()
  .regex(/^\d{1,2}:[0-5]\d-\d{1,2}:[0-5]\d$/, 'a window is written 07:00-09:00');

/** How far counts as reached. Everything but mode and limit may be left out. */
export const travel = z.object({
  mode: travelMode,
  /** Minutes door to door; of mode `distance`: kilometres. A place exactly at the limit is reached. */
  limit: z.number().positive(),
  /** Of mode transit: the day; null = a Tuesday in term that the timetable serves. */
  date: day.nullable().default(null),
  window: timeWindow.default('07:00-09:00'),
  percentile: z.union([z.literal(5), z.literal(25), z.literal(50), z.literal(75), z.literal(95)]).default(50),
  /** `to`: from the areas to the place, arriving by the minutes of the window; `from`: from the place outwards. */
  direction: z.enum(['from', 'to']).default('from'),
  /** The longest single access, transfer or egress walk. */
  maxWalkMinutes: z.number().nonnegative().default(15),
});
export type Travel = z.infer<typeof travel>;
export type TravelRequest = z.input<typeof travel>;

/** The other end of the journeys: a site of the workspace, or any point. */
export const place = z.union([
  z.object({ site: z.string() }),
  z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }),
]);
export type Place = z.infer<typeof place>;

/** Ends given from outside instead of areas. */
export const travelPoint = z.object({
  id: z.string(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
});
export type TravelPoint = z.infer<typeof travelPoint>;

export const catchmentRequest = z.object({
  place,
  travel,
  /** Areas of this geography, or the points; exactly one is set. */
  geography: geographyRef.nullable(),
  points: z.array(travelPoint).nullable().default(null),
});
export type CatchmentRequest = z.infer<typeof catchmentRequest>;

/** GeoJSON coordinates: polygons of rings of lon, lat; outer ring first. */
export const multiPolygon = z.array(z.array(z.array(z.tuple([z.number(), z.number()]))));
export type MultiPolygon = z.infer<typeof multiPolygon>;

export const catchmentResult = z.object({
  /** One a row, in the order of the areas (or points). */
  results: z.array(
    z.object({
      /** Area code, or the id of the point. */
      id: z.string(),
      /**
       * Minutes (of mode distance: kilometres) within which at least half the weight of the area is reached; null where
       * that is beyond the limit or never. An area with one point is reached or not as that point is.
       */
      minutes: z.number().nullable(),
      /** Share of the area's weight reached within the limit, 0 to 1. */
      share: z.number(),
      /** Only where people arrive by one minute: the latest departure that does, `07:22`; null where it is not reached. */
      leaveBy: z.string().nullable().optional(),
    }),
  ),
  /** The day used; null where the mode needs none. */
  date: z.string().nullable(),
  /** How the travel was measured, in words: "street distance estimated as straight line × 1.2". */
  method: z.string(),
  /** For drawing only: whether an area is reached is in `results`. null = not drawn. */
  outline: multiPolygon.nullable(),
  sentence: z.string(),
});
export type CatchmentResult = z.infer<typeof catchmentResult>;

/** A need count. */
export const needOf = z.object({
  indicator: indicatorId,
  cohort: z.string().default('all'),
  /** null = the newest. */
  period: z.string().nullable().default(null),
});
export type NeedOf = z.infer<typeof needOf>;

/** What duplication counts: matching sites, programmes or funding streams beyond the first. */
export const countedThings = ['sites', 'programmes', 'fundingStreams'] as const;
export const countedThing = z.enum(countedThings);
export type CountedThing = z.infer<typeof countedThing>;

/** What the rows of a ledger speak of: a stage, or employment sites, which are at no stage. */
export const ledgerStages = [...stages, 'employment'] as const;
export type LedgerStage = (typeof ledgerStages)[number];

/** What a ledger's rows speak of, in words for people. */
export const ledgerStageNames: Record<LedgerStage, string> = {
  ...stageNames,
  employment: 'Employment sites',
};

/** `equal`: 2SFCA (Luo & Wang 2003); `slow`, `fast`: E2SFCA (Luo & Qi 2009) with that decay over three zones. */
export const decays = ['equal', 'slow', 'fast'] as const;
export const decay = z.enum(decays);
export type Decay = z.infer<typeof decay>;

export const coverageRequest = z.object({
  geography: geographyRef,
  /** Which deliveries count: `stage:advice funding:ESF | programme:p7`. */
  selector: z.string(),
  /** The day on which deliveries and sites must run; null = whatever their dates. */
  day: day.nullable().default(null),
  travel,
  need: needOf,
  count: countedThing.default('programmes'),
});
export type CoverageRequest = z.infer<typeof coverageRequest>;

/** Coverage of one geography by one selector as columns aligned with `area.list`. */
export const coverage = z.object({
  geography: geographyRef,
  selector: z.string(),
  /** What duplication counts: as asked, but sites where nothing is delivered at what the selector picks. */
  count: countedThing,
  /** Ids of the matching sites; `nearest` points into it. */
  sites: z.array(z.string()),
  /** Minutes to the nearest matching site; NaN where none is within the limit. */
  minutes: float64,
  /** −1 where none is within the limit. */
  nearest: int32,
  /** Matching sites, programmes and funding streams that reach any part of the area. */
  siteCount: int32,
  programmeCount: int32,
  fundingStreamCount: int32,
  /** Share of the area inside at least one catchment, 0 to 1. */
  covered: float64,
  /** 1 − covered. */
  gap: float64,
  /** Mean number of things beyond the first, over the whole area: 0 where nobody has a choice. */
  duplication: float64,
  /** duplication − gap: −1 = nobody is reached, 0 = once each on average, 1 = twice each … */
  balance: float64,
  /** The need count; NaN where missing or suppressed. */
  need: float64,
  /** Places per 100 in need that can be reached: 2SFCA, and E2SFCA with the slow decay; NaN where places are in reach and none of them known. */
  score: float64,
  enhancedScore: float64,
  /** Matching deliveries in reach whose places are not known: where there are any, the scores are the least they can be. */
  withoutPlaces: int32,
  /** Over all areas with a known need; `coveredShare` is null where there is no need. */
  totals: z.object({
    need: z.number(),
    coveredNeed: z.number(),
    coveredShare: z.number().nullable(),
    unknownAreas: z.number(),
    places: z.number(),
    /** Places at sites that reach nobody in need: the scores cannot spread them. */
    unreachedPlaces: z.number(),
    /** Matching deliveries whose places are not known; they count in coverage, not in scores. */
    deliveriesWithoutPlaces: z.number(),
  }),
  /** The day of travel; null where the mode needs none. */
  date: z.string().nullable(),
  /** How the travel was measured, in words. */
  method: z.string(),
  sentence: z.string(),
});
export type Coverage = z.infer<typeof coverage>;

/** How much is known of a sum of places: nothing where only deliveries without known places take part in it. */
export function knownPlaces(places: number, withoutPlaces: number): 'all' | 'some' | 'none' {
  if (withoutPlaces === 0) return 'all';
  return places > 0 ? 'some' : 'none';
}

export const ledgerRequest = coverageRequest.extend({
  /** What the rows are: the areas themselves or a linked coarser geography. */
  by: z.union([z.literal('area'), geographyRef]),
  /** Area codes to which the rows are restricted (a target list); null = all. Places still serve everybody. */
  only: z.array(z.string()).nullable().default(null),
});
export type LedgerRequest = z.infer<typeof ledgerRequest>;

/**
 * One row of the provision ledger. Need, covered, gap, duplicated and places add up exactly over areas; need is the same in each
 * stage and covered need is counted once in the rows for all stages, so those do not add up over stages (places do).
 */
export const ledgerRow = z.object({
  /** Area, ward or district; null in the rows for all of them. Empty text: areas that belong to none. */
  code: z.string().nullable(),
  name: z.string(),
  /** One of `ledgerStages`; null in the rows for all of them together. */
  stage: z.enum(ledgerStages).nullable(),
  areas: z.number(),
  /** Areas whose need is missing or suppressed; none of the counts below hold them. */
  unknownAreas: z.number(),
  need: z.number(),
  /** Need inside at least one catchment, and the rest. */
  coveredNeed: z.number(),
  gap: z.number(),
  /** coveredNeed ÷ need; null where there is no need. */
  coverage: z.number().nullable(),
  /** Need inside the reach of two or more, and of three or more, of the things counted. */
  duplicatedNeed: z.number(),
  triplicatedNeed: z.number(),
  /** Mean number beyond the first, over all need; null where there is no need. */
  duplication: z.number().nullable(),
  /** Known places a year that the areas' need draws on, each site's places shared out over the need it reaches (2SFCA). */
  places: z.number(),
  /** null where there is no need, and where places are in reach and none of them known. */
  placesPer100: z.number().nullable(),
  /** Distinct ones that reach any part of the areas; these do not add up. */
  sites: z.number(),
  programmes: z.number(),
  fundingStreams: z.array(z.string()),
  /** Deliveries that reach any part of the areas and whose places are not known: `places` is the least it can be. */
  withoutPlaces: z.number(),
});
export type LedgerRow = z.infer<typeof ledgerRow>;

export const ledger = z.object({
  selector: z.string(),
  by: z.string(),
  /** As in coverage; rows of employment sites count sites. */
  count: countedThing,
  /** By code, then stage in order and employment sites where there are any; after them each code's row for all together. */
  rows: z.array(ledgerRow),
  /** One for each stage over all areas, and last the grand total. */
  totals: z.array(ledgerRow),
  /** Places of matching deliveries = places in the grand total + unreached + elsewhere (drawn on by areas outside `only`). */
  places: z.number(),
  unreachedPlaces: z.number(),
  placesElsewhere: z.number(),
  deliveriesWithoutPlaces: z.number(),
  sentence: z.string(),
});
export type Ledger = z.infer<typeof ledger>;

export const placingRequest = z.object({
  geography: geographyRef,
  /** The provision that is there and stays. */
  selector: z.string(),
  day: day.nullable().default(null),
  travel,
  need: needOf,
  /** Most need with so many new sites; most need for so much money; or fewest sites that cover all. */
  goal: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('count'), sites: z.number().int().nonnegative() }),
    z.object({ kind: z.literal('budget'), budget: z.number().nonnegative() }),
    z.object({ kind: z.literal('all') }),
  ]),
  /** Where a new site may be; null = every site of provision that does not match, and the area points. */
  candidates: z
    .array(travelPoint.extend({ name: z.string(), cost: z.number().nonnegative().nullable().default(null) }))
    .nullable()
    .default(null),
  /** Ids of candidates that must not be taken. */
  forbidden: z.array(z.string()).default([]),
  /** Share of every district's need that must be covered; null = no floor. */
  floor: z.number().min(0).max(1).nullable().default(null),
  /** The geography the floor speaks of. */
  floorBy: geographyRef.nullable().default(null),
  /** Seconds for the proof; 0 = greedy only. */
  timeLimitSeconds: z.number().nonnegative().default(30),
});
export type PlacingRequest = z.infer<typeof placingRequest>;

export const placingStatuses = ['greedy', 'optimal', 'time limit', 'infeasible'] as const;

export const placingResult = z.object({
  /** `greedy`: not yet proven; `optimal`: proven; `time limit`: best found, with its bound; `infeasible`: the floor cannot be met. */
  status: z.enum(placingStatuses),
  /** New sites, best first; `addedNeed` is what each adds to those before it. */
  chosen: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      cost: z.number(),
      addedNeed: z.number(),
      addedAreas: z.number(),
    }),
  ),
  /** Ids of the sites that are there. */
  existing: z.array(z.string()),
  need: z.number(),
  coveredBefore: z.number(),
  coveredNeed: z.number(),
  cost: z.number(),
  /** What no choice can better: need covered at most, or sites needed at least. */
  bound: z.number(),
  /** How far the answer may be from the best, as a share of the bound; 0 = proven. */
  gap: z.number(),
  /** Areas that nothing allowed can reach (positions in `area.list`). */
  infeasibleAreas: int32,
  unknownAreas: z.number(),
  /** With a floor: every district and how it fares. `best` is what all allowed candidates together would cover. */
  districts: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      need: z.number(),
      coveredNeed: z.number(),
      share: z.number().nullable(),
      best: z.number().nullable(),
      floorMet: z.boolean(),
    }),
  ),
  sentence: z.string(),
});
export type PlacingResult = z.infer<typeof placingResult>;
