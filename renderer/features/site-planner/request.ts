import type { AreaList, CoverageRequest, PlacingRequest, Provision } from '#contract';

export type GoalKind = 'count' | 'budget' | 'all';

/** What a person chose in the planner, as written. */
export interface PlanChoices {
  goal: GoalKind;
  sites: string;
  budget: string;
  cost: string;
  /** Per cent; empty = no floor. */
  floor: string;
  floorBy: string | null;
  candidates: 'all' | 'sites';
  seconds: string;
  forbidden: readonly string[];
}

const isNumber = (text: string): boolean =>
  text.trim() !== '' && Number.isFinite(Number(text)) && Number(text) >= 0;

/** What keeps the choices from being asked, in a sentence; undefined where nothing does. */
export function findPlanProblem({
  goal,
  sites,
  budget,
  cost,
  floor,
  seconds,
}: PlanChoices): string | undefined {
  if (goal === 'count' && !(isNumber(sites) && Number.isInteger(Number(sites))))
    return 'Write how many new sites: a whole number.';
  if (goal === 'budget' && !isNumber(budget)) return 'Write the budget in pounds.';
  if (goal === 'budget' && !(isNumber(cost) && Number(cost) > 0))
    return 'Write what a new site costs, in pounds.';
  if (floor.trim() !== '' && !(isNumber(floor) && Number(floor) <= 100))
    return 'Write the floor as a share from 0 to 100 per cent.';
  if (!isNumber(seconds)) return 'Write the seconds for the proof; 0 = none.';
  return undefined;
}

function listCandidates(
  { candidates, goal, cost }: PlanChoices,
  provision: Provision,
  { list, matching }: { list: AreaList; matching: ReadonlySet<string> },
): PlacingRequest['candidates'] {
  if (candidates === 'all' && goal !== 'budget') return null;
  const price = goal === 'budget' ? Number(cost) : null;
  const sites = provision.sites
    .filter(({ id }) => !matching.has(id))
    .map(({ id, name, lon, lat }) => ({ id, name, lon, lat, cost: price }));
  if (candidates === 'sites') return sites;
  const taken = new Set(provision.sites.map(({ id }) => id));
  const areas = list.codes
    .map((id, at) => ({
      id,
      name: list.names[at] || id,
      lon: list.lon[at] ?? Number.NaN,
      lat: list.lat[at] ?? Number.NaN,
      cost: price,
    }))
    .filter(({ id, lon, lat }) => !taken.has(id) && !Number.isNaN(lon) && !Number.isNaN(lat));
  return [...sites, ...areas];
}

/** The question to the planner. `matching`: ids of the sites that the selector picks; they stay. */
export function makePlacingRequest(
  choices: PlanChoices,
  coverage: CoverageRequest,
  facts: { provision: Provision; list: AreaList; matching: ReadonlySet<string> },
): PlacingRequest {
  const { goal, floor, floorBy } = choices;
  const { geography, selector, day, travel, need } = coverage;
  return {
    geography,
    selector,
    day,
    travel,
    need,
    goal:
      goal === 'count'
        ? { kind: 'count', sites: Number(choices.sites) }
        : goal === 'budget'
          ? { kind: 'budget', budget: Number(choices.budget) }
          : { kind: 'all' },
    candidates: listCandidates(choices, facts.provision, facts),
    forbidden: [...choices.forbidden],
    floor: floor.trim() === '' ? null : Number(floor) / 100,
    floorBy: floor.trim() === '' ? null : floorBy,
    timeLimitSeconds: Number(choices.seconds),
  };
}
