import { PinpointError } from '#contract';
import { partOfNeed } from '#core/provision';

/** A place where provision is, or could be. */
export interface PlacingSite {
  id: string;
  name: string;
  /** Cost of opening it, in the unit of the budget; sites that are there cost nothing more. */
  cost: number;
  /** `existing` stays; `allowed` may be chosen; `forbidden` may not. */
  role: 'existing' | 'allowed' | 'forbidden';
  /** Positions of the demand points that it reaches within the limit, each once. */
  reaches: Int32Array;
}

/** Who is to be covered: the points of areas with their share of the area's need. */
export interface Demand {
  areaCount: number;
  /** For each point the position of its area. */
  area: Int32Array;
  /** Need at each point; NaN where missing or suppressed: it brings nothing, but is to be covered where all are. */
  need: Float64Array;
  /** For each point the position of its district, −1 for none. */
  district: Int32Array;
  districts: readonly { code: string; name: string }[];
}

/** Most need with up to so many new sites, or for so much money, or the fewest new sites that cover all that can be. */
export type PlacingGoal =
  | { kind: 'count'; sites: number }
  | { kind: 'budget'; budget: number }
  | { kind: 'all' };

export interface PlacingProblem {
  demand: Demand;
  sites: readonly PlacingSite[];
  goal: PlacingGoal;
  /** Share of the known need of every district that must be covered; null = none. Not used by the goal `all`. */
  floor: number | null;
  /** Words for the sentence. */
  words: {
    /** "within 30 minutes by public transport" */
    within: string;
    /** "claimants" */
    need: string;
  };
}

/**
 * Demand at the points of areas: each area's need times the share of its points (`partOfNeed`).
 * `districtOf` gives the position of each area's district, −1 for none.
 */
export function demandAt(
  ends: { areaCount: number; area: Int32Array; weight: Float64Array; total: Float64Array },
  need: Float64Array,
  districtOf: Int32Array | null,
  districts: readonly { code: string; name: string }[],
): Demand {
  return {
    areaCount: ends.areaCount,
    area: ends.area,
    need: ends.weight.map((weight, point) => {
      const area = ends.area[point]!;
      return partOfNeed(need[area]!, weight / ends.total[area]!);
    }),
    district: ends.area.map((area) => districtOf?.[area] ?? -1),
    districts,
  };
}

/** Whether the question can be asked at all. Throws `usage` for ids that come twice, costs that are not known, and floors outside 0 to 1. */
export function checkProblem({ sites, goal, floor }: PlacingProblem): void {
  const seen = new Set<string>();
  for (const { id, cost, role } of sites) {
    if (seen.has(id)) throw new PinpointError('usage', `The site ${id} comes twice.`, { found: id });
    seen.add(id);
    if (goal.kind === 'budget' && role === 'allowed' && !(cost >= 0 && Number.isFinite(cost)))
      throw new PinpointError(
        'usage',
        `Spending a budget needs the cost of every candidate; ${id} has none.`,
        {
          found: id,
          hint: 'Give a cost, or choose a number of sites instead.',
        },
      );
  }
  const amount = goal.kind === 'count' ? goal.sites : goal.kind === 'budget' ? goal.budget : 0;
  if (!(amount >= 0) || (goal.kind === 'count' && !Number.isInteger(amount)))
    throw new PinpointError('usage', `${amount} is not a number of sites or a budget.`, {
      found: String(amount),
    });
  if (floor !== null && !(floor >= 0 && floor <= 1))
    throw new PinpointError('usage', 'A floor is a share from 0 to 1.', { found: String(floor) });
}
