import { z } from 'zod';
import { needOf } from './catchments.ts';
import { float64, uint8 } from './kinds.ts';
import { geographyRef } from './words.ts';

/** How providers do: against one another, and by the areas whose people they reach. */

/** Which rows of performance are meant; what is null does not narrow. */
const chosenRows = {
  provider: z.string().nullable().default(null),
  programme: z.string().nullable().default(null),
  period: z.string().nullable().default(null),
};

/** What counts as success. */
export const success = z.enum(['outcomes', 'sustained']);

export const funnelRequest = z.object({
  by: z.enum(['provider', 'programme']).default('provider'),
  success: success.default('outcomes'),
  geography: geographyRef.nullable().default(null),
  ...chosenRows,
});
export type FunnelRequest = z.infer<typeof funnelRequest>;

export const reachRequest = z.object({
  geography: geographyRef,
  need: needOf,
  success: success.default('outcomes'),
  ...chosenRows,
});
export type ReachRequest = z.infer<typeof reachRequest>;

/** How a number of an area is to be read. The position in this list is the travelling byte. */
export const reachStates = [
  'known',
  'at least', // other rows of the area are withheld or missing
  'suppressed', // all of them are, and one at least is withheld
  'missing', // no row says it
  'not applicable', // nothing to divide by: nobody in need, no start, no outcome, no target
] as const;
export type ReachState = (typeof reachStates)[number];

/** `states`: see `reachStates`; values are NaN where neither known nor at least. */
export const reachColumn = z.object({ values: float64, states: uint8 });
export type ReachColumn = z.infer<typeof reachColumn>;

/** How far providers reach the people of each area, as columns aligned with `area.list`. */
export const reach = z.object({
  geography: geographyRef,
  /** What the rows are of; a finer geography than asked for is added up through its links. null where there are no rows. */
  rowsOf: geographyRef.nullable(),
  success,
  /** People in need; NaN where missing or suppressed. `period` is the one taken. */
  need: z.object({ values: float64, indicator: z.string(), period: z.string().nullable() }),
  starts: reachColumn,
  /** Job outcomes, or sustained ones. */
  successes: reachColumn,
  /** Pounds. */
  cost: reachColumn,
  /** Job outcomes agreed. */
  target: reachColumn,
  /** Reach: starts, and successes, per 100 in need. */
  startsPer100: reachColumn,
  successesPer100: reachColumn,
  /** Successes per 100 starts, pounds a success, job outcomes per cent of target: over the rows that have both. */
  successRate: reachColumn,
  costPerOutcome: reachColumn,
  percentOfTarget: reachColumn,
  /** 95 % Poisson limits of starts per 100 in need. NaN where unknown; the upper one also where the starts are "at least". */
  lower: float64,
  upper: float64,
  /** 1 = so few people in need that the rate cannot be told from the pooled one. */
  unsure: uint8,
  /** Against the pooled rate: see `funnelStandings`. */
  standings: uint8,
  /** 1 = most starts per 100 in need among those that are not unsure; ties share the mean rank; NaN for the others. */
  ranks: float64,
  totals: z.object({
    /** Over the areas, as far as they are known. */
    starts: z.number(),
    successes: z.number(),
    /** People in need of the areas whose starts are known. */
    need: z.number(),
    /** Pooled over areas with both; null where there is none. */
    startsPer100: z.number().nullable(),
    rows: z.number(),
    /** Rows whose starts are suppressed, or missing. */
    withheldRows: z.number(),
    missingRows: z.number(),
    /** Known starts in rows of areas that belong to none of these. */
    elsewhereStarts: z.number(),
  }),
  sentence: z.string(),
});
export type Reach = z.infer<typeof reach>;
