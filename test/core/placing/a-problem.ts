import * as fc from 'fast-check';
import { onePointEach } from '#core/provision';
import { demandAt, type PlacingGoal, type PlacingProblem, type PlacingSite } from '#core/placing';

/** Builds site questions: `aProblem([50, 30, 20]).withSite('a', [0, 1]).choose(1)`. */
export class ProblemBuilder {
  readonly #need: Float64Array;
  readonly #sites: PlacingSite[] = [];
  #floor: number | null = null;
  #districtOf: Int32Array | null = null;

  constructor(need: number[]) {
    this.#need = Float64Array.from(need);
  }

  withSite(
    id: string,
    areas: number[],
    { role = 'allowed', cost = 1 }: Partial<Pick<PlacingSite, 'role' | 'cost'>> = {},
  ): this {
    this.#sites.push({ id, name: `Site ${id}`, cost, role, reaches: Int32Array.from(areas) });
    return this;
  }

  /** The district of each area. */
  withFloor(floor: number, districtOf: number[]): this {
    this.#floor = floor;
    this.#districtOf = Int32Array.from(districtOf);
    return this;
  }

  choose(sites: number): PlacingProblem {
    return this.#build({ kind: 'count', sites });
  }

  spend(budget: number): PlacingProblem {
    return this.#build({ kind: 'budget', budget });
  }

  coverAll(): PlacingProblem {
    return this.#build({ kind: 'all' });
  }

  #build(goal: PlacingGoal): PlacingProblem {
    const count = Math.max(-1, ...(this.#districtOf ?? [])) + 1;
    const districts = Array.from({ length: count }, (_, index) => ({
      code: `D${index}`,
      name: `District ${index}`,
    }));
    return {
      demand: demandAt(onePointEach(this.#need.length), this.#need, this.#districtOf, districts),
      sites: this.#sites,
      goal,
      floor: this.#floor,
      words: { within: 'within 30 minutes by public transport', need: 'claimants' },
    };
  }
}

export function aProblem(need: number[]): ProblemBuilder {
  return new ProblemBuilder(need);
}

const roles = fc.constantFrom<PlacingSite['role'][]>(
  'allowed',
  'allowed',
  'allowed',
  'existing',
  'forbidden',
);

/** Small random questions, small enough to try every choice. */
export const anyProblem: fc.Arbitrary<ProblemBuilder> = fc
  .integer({ min: 1, max: 9 })
  .chain((areas) =>
    fc.record({
      need: fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(50) }, fc.constant(NaN)), {
        minLength: areas,
        maxLength: areas,
      }),
      districtOf: fc.array(fc.nat(2), { minLength: areas, maxLength: areas }),
      floor: fc.constantFrom(null, null, 0.3, 0.6),
      sites: fc.array(
        fc.record({
          areas: fc.uniqueArray(fc.nat(areas - 1), { maxLength: 4 }),
          role: roles,
          cost: fc.integer({ min: 0, max: 6 }),
        }),
        { maxLength: 7 },
      ),
    }),
  )
  .map(({ need, districtOf, floor, sites }) => {
    const builder = aProblem(need);
    sites.forEach(({ areas, role, cost }, index) => builder.withSite(`s${index}`, areas, { role, cost }));
    return floor === null ? builder : builder.withFloor(floor, districtOf);
  });

/** The best answer by trying every set of allowed sites; null where none keeps the floors. */
export function tryEverything(problem: PlacingProblem): number | null {
  const allowed = problem.sites.filter(({ role }) => role === 'allowed');
  const existing = problem.sites.filter(({ role }) => role === 'existing');
  const most = reachedBy([...existing, ...allowed]).size;
  let best: number | null = null;
  for (let choice = 0; choice < 2 ** allowed.length; choice += 1) {
    const chosen = allowed.filter((_, index) => (choice >> index) % 2 === 1);
    const value = valueOf(problem, [...existing, ...chosen], chosen, most);
    if (value === null) continue;
    if (best === null || (problem.goal.kind === 'all' ? value < best : value > best)) best = value;
  }
  return best;
}

function reachedBy(sites: readonly PlacingSite[]): Set<number> {
  return new Set(sites.flatMap(({ reaches }) => [...reaches]));
}

function valueOf(
  { demand, goal, floor }: PlacingProblem,
  open: readonly PlacingSite[],
  chosen: readonly PlacingSite[],
  most: number,
): number | null {
  const reached = reachedBy(open);
  if (goal.kind === 'all') return reached.size === most ? chosen.length : null;
  if (goal.kind === 'count' && chosen.length > goal.sites) return null;
  if (goal.kind === 'budget' && chosen.reduce((sum, { cost }) => sum + cost, 0) > goal.budget) return null;
  const sum = (holds: (area: number) => boolean): number =>
    demand.need.reduce((total, need, area) => total + (need > 0 && holds(area) ? need : 0), 0);
  const isShort = demand.districts.some(
    (_, district) =>
      sum((area) => demand.district[area] === district && reached.has(area)) <
      (floor ?? 0) * sum((area) => demand.district[area] === district),
  );
  return isShort ? null : sum((area) => reached.has(area));
}
