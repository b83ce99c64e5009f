import type { CoverageRequest, PlacingRequest } from '#contract';
import { formatWhole } from '../../ui/index.ts';
import { candidatesFor, costTextOf, listCandidates, type PlanFacts } from './candidates.ts';
import type { PlanChoices } from './choices.ts';

export type PlanProblems = Partial<
  Record<'sites' | 'budget' | 'floor' | 'seconds' | 'cost' | 'source' | 'candidates', string>
>;

/** Whether a text is a number from 0 up. */
export function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text)) && Number(text) >= 0;
}

const isAmount = (text: string): boolean => text.trim() === '' || isNumber(text);

/** What keeps the choices from being asked, by field; empty where nothing does. */
export function findPlanProblems(choices: PlanChoices, facts: PlanFacts | null): PlanProblems {
  const { goal, sites, budget, cost, costBy, stageCosts, floor, seconds, source, file } = choices;
  const problems: PlanProblems = {};
  if (goal === 'count' && !(isNumber(sites) && Number.isInteger(Number(sites))))
    problems.sites = 'Enter a whole number, 0 or more.';
  if (goal === 'budget' && !isNumber(budget)) problems.budget = 'Enter pounds, 0 or more.';
  if (costBy === 'one' && !isAmount(cost)) problems.cost = 'Enter pounds, 0 or more, or leave it empty.';
  if (costBy === 'stages' && !Object.values(stageCosts).every(isAmount))
    problems.cost = 'Enter every cost in pounds, 0 or more, or leave it empty.';
  if (floor.trim() !== '' && !(isNumber(floor) && Number(floor) <= 100))
    problems.floor = 'Enter a share from 0 to 100 per cent.';
  if (!isNumber(seconds)) problems.seconds = 'Enter seconds, 0 or more; 0 gives the quick answer only.';
  if (source === 'file' && file === null) problems.source = 'Choose the file with the places.';
  const ofCandidates = facts === null ? undefined : findCandidateProblem(choices, facts);
  if (ofCandidates !== undefined) problems.candidates = ofCandidates;
  return problems;
}

/** What is wrong with the candidates that may be taken. */
function findCandidateProblem(choices: PlanChoices, facts: PlanFacts): string | undefined {
  const forbidden = new Set(choices.forbidden);
  const allowed = listCandidates(choices, facts).filter(({ id }) => !forbidden.has(id));
  const costs = allowed.map((candidate) => costTextOf(candidate, choices));
  const wrong = allowed.filter((_, at) => !isAmount(costs[at] ?? ''));
  if (wrong[0] !== undefined) return `The cost of ${wrong[0].name} must be in pounds, 0 or more.`;
  if (choices.goal !== 'budget') return undefined;
  const without = allowed.filter((_, at) => (costs[at] ?? '').trim() === '');
  if (without[0] === undefined) return undefined;
  return without.length === 1
    ? `A budget needs the cost of ${without[0].name}.`
    : `A budget needs the cost of every candidate: ${formatWhole(without.length)} have none. Enter one cost for all, or costs in the list.`;
}

function goalOf({ goal, sites, budget }: PlanChoices): PlacingRequest['goal'] {
  if (goal === 'count') return { kind: 'count', sites: Number(sites) };
  return goal === 'budget' ? { kind: 'budget', budget: Number(budget) } : { kind: 'all' };
}

/** The question to the planner. The choices have no problems. */
export function makePlacingRequest(
  choices: PlanChoices,
  { geography, selector, day, travel, need }: CoverageRequest,
  facts: PlanFacts,
): PlacingRequest {
  const { floor, floorBy } = choices;
  const hasFloor = floor.trim() !== '';
  const known = new Set(listCandidates(choices, facts).map(({ id }) => id));
  return {
    geography,
    selector,
    day,
    travel,
    need,
    goal: goalOf(choices),
    candidates: candidatesFor(choices, facts),
    forbidden: choices.forbidden.filter((id) => known.has(id)),
    floor: hasFloor ? Number(floor) / 100 : null,
    floorBy: hasFloor ? floorBy : null,
    timeLimitSeconds: Number(choices.seconds),
  };
}
