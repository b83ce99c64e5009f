import { PinpointError, type PlacingResult } from '#contract';
import { boundGreedily } from './bound.ts';
import { chooseGreedily, costOf, gainInNeed, gainInPoints, isBetter, type SiteChoice } from './greedy.ts';
import { checkProblem, type PlacingProblem } from './problem.ts';
import { formulate, readSolution, startFrom, type IntegerProgramme } from './programme.ts';
import { placingSentence } from './sentence.ts';
import {
  addSite,
  coverOf,
  leastDifference,
  hasFloor,
  hasFloors,
  prepare,
  type Cover,
  type Prepared,
} from './state.ts';

/** What a solver says of a programme. */
export interface SolverAnswer {
  /** `optimal` only where no better answer exists: the solver's own gap tolerance must be 0. */
  status: 'optimal' | 'time limit' | 'infeasible' | 'failed';
  /** Objective of `values`; null where there are none. */
  objective: number | null;
  /** What no answer can better; null where the solver knows nothing yet. */
  bound: number | null;
  /** One a column; null where no answer was found. */
  values: ArrayLike<number> | null;
}

/** Runs an integer programme. `start` holds the values of a known answer, or null; `onBound` is told bounds as they are found. */
export type Solver = (
  programme: IntegerProgramme,
  options: { timeLimitSeconds: number; start: Float64Array | null; onBound: (bound: number) => void },
) => Promise<SolverAnswer>;

export interface ProofOptions {
  timeLimitSeconds: number;
  /** Is told the quick answer again whenever a nearer bound is known. */
  onNearer?: (quick: PlacingResult) => void;
}

/**
 * Where to put provision, at once: a good answer with the bound that no answer can pass (see `chooseGreedily`). Status
 * `optimal` where the bound is met; `infeasible` where a district cannot reach its floor with all candidates together: the
 * answer is then the nearest there is. Throws `usage` for a question that cannot be asked.
 */
export function placeSites(problem: PlacingProblem): PlacingResult {
  checkProblem(problem);
  const prepared = prepare(problem);
  return answerGreedily(prepared, tidy(prepared, chooseGreedily(prepared).sites));
}

/**
 * Where to put provision, with proof: an integer programme, begun from the greedy answer, within a time limit. Never worse
 * than `placeSites`. Status `time limit` where the proof was not done: the answer is the best found, with its bound;
 * `infeasible` where no choice meets the floors. Throws `internal` where the solver fails.
 */
export async function proveSites(
  problem: PlacingProblem,
  solve: Solver,
  { timeLimitSeconds, onNearer }: ProofOptions,
): Promise<PlacingResult> {
  checkProblem(problem);
  const prepared = prepare(problem);
  const greedy = tidy(prepared, chooseGreedily(prepared).sites);
  const quick = answerGreedily(prepared, greedy);
  if (quick.status !== 'greedy' || timeLimitSeconds <= 0) return quick;
  const formulated = formulate(prepared);
  const start = hasFloors(prepared, greedy.cover) ? startFrom(formulated, greedy.sites) : null;
  const onBound = tellNearer({ prepared, greedy, bound: quick.bound }, onNearer);
  const answer = await solve(formulated.programme, { timeLimitSeconds, start, onBound });
  if (answer.status === 'failed')
    throw new PinpointError('internal', 'The solver gave up on the integer programme of the site question.');
  if (answer.status === 'infeasible')
    return describe(prepared, greedy, { status: 'infeasible', bound: quick.bound });
  const found = answer.values === null ? greedy : tidy(prepared, readSolution(formulated, answer.values));
  const best = isBetter(prepared, found, greedy) ? found : greedy;
  return describe(prepared, best, settle(prepared, best, answer, quick.bound));
}

interface Waiting {
  prepared: Prepared;
  greedy: SiteChoice;
  /** The nearest bound that is known. */
  bound: number;
}

/** Takes bounds of the solver and tells the quick answer with each one that is nearer than those before. */
function tellNearer(
  { prepared, greedy, bound: known }: Waiting,
  onNearer: ProofOptions['onNearer'],
): (bound: number) => void {
  let nearest = known;
  return (told) => {
    const { bound } = settle(prepared, greedy, { status: 'time limit', bound: told }, nearest);
    if (bound === nearest) return;
    nearest = bound;
    onNearer?.(describe(prepared, greedy, { status: 'greedy', bound }));
  };
}

interface Verdict {
  status: PlacingResult['status'];
  bound: number;
}

function answerGreedily(prepared: Prepared, choice: SiteChoice): PlacingResult {
  const bound = boundGreedily(prepared, choice);
  const canReachFloors = hasFloors(prepared, prepared.best);
  const isMet =
    Math.abs(bound - valueOf(prepared, choice)) <= leastDifference && hasFloors(prepared, choice.cover);
  return describe(prepared, choice, {
    status: !canReachFloors ? 'infeasible' : isMet ? 'optimal' : 'greedy',
    bound,
  });
}

/** The better of the solver's bound and the quick one, to whole sites where sites are counted. */
function settle(
  prepared: Prepared,
  choice: SiteChoice,
  answer: Pick<SolverAnswer, 'status' | 'bound'>,
  quickBound: number,
): Verdict {
  const value = valueOf(prepared, choice);
  const isAll = prepared.problem.goal.kind === 'all';
  const told = answer.bound ?? quickBound;
  const bound = isAll
    ? Math.min(value, Math.max(quickBound, Math.ceil(told - leastDifference)))
    : Math.max(value, Math.min(quickBound, told));
  const isProven =
    hasFloors(prepared, choice.cover) &&
    (answer.status === 'optimal' || Math.abs(bound - value) <= leastDifference * Math.max(1, value));
  return isProven ? { status: 'optimal', bound: value } : { status: 'time limit', bound };
}

/** What the goal counts: need covered, or new sites. */
function valueOf({ problem }: Prepared, choice: SiteChoice): number {
  return problem.goal.kind === 'all' ? choice.sites.length : choice.cover.need;
}

/** A set of sites in the order in which each adds most to those before it, without those that add nothing. */
function tidy(prepared: Prepared, sites: readonly number[]): SiteChoice {
  const gain = prepared.problem.goal.kind === 'all' ? gainInPoints : gainInNeed;
  const cover = coverOf(prepared, prepared.existing);
  const left = withoutIdle(prepared, sites);
  const ordered: number[] = [];
  while (left.length > 0) {
    const gains = left.map((site) => gain(prepared, cover, site));
    const [site] = left.splice(gains.indexOf(Math.max(...gains)), 1);
    ordered.push(site!);
    addSite(prepared, cover, site!);
  }
  return { sites: ordered, cover };
}

/** Drops, the last first, sites without which the others cover as much: points where all count, else need. */
function withoutIdle(prepared: Prepared, sites: readonly number[]): number[] {
  const isAll = prepared.problem.goal.kind === 'all';
  const gain = isAll ? gainInPoints : gainInNeed;
  const kept = [...sites];
  for (const site of sites.toReversed()) {
    const others = kept.filter((other) => other !== site);
    if (gain(prepared, coverOf(prepared, [...prepared.existing, ...others]), site) === 0)
      kept.splice(kept.indexOf(site), 1);
  }
  return kept;
}

function describe(prepared: Prepared, choice: SiteChoice, { status, bound }: Verdict): PlacingResult {
  const { problem, before, best, totalNeed } = prepared;
  const value = valueOf(prepared, choice);
  const facts = {
    status,
    ...listChosen(prepared, choice),
    existing: prepared.existing.map((site) => problem.sites[site]!.id),
    need: totalNeed,
    coveredBefore: before.need,
    coveredNeed: choice.cover.need,
    cost: costOf(problem.sites, choice.sites),
    bound,
    gap: bound > 0 ? Math.abs(bound - value) / bound : 0,
    infeasibleAreas: listAreas(problem, (point) => best.points[point] === 0),
    unknownAreas: listAreas(problem, (point) => Number.isNaN(problem.demand.need[point]!)).length,
    districts: listDistricts(prepared, choice.cover),
  };
  return { ...facts, sentence: placingSentence(prepared, facts) };
}

function listChosen(prepared: Prepared, choice: SiteChoice): Pick<PlacingResult, 'chosen'> {
  const { problem, existing } = prepared;
  const cover = coverOf(prepared, existing);
  const chosen = choice.sites.map((site) => {
    const { id, name, cost, reaches } = problem.sites[site]!;
    const addedNeed = gainInNeed(prepared, cover, site);
    const reachedBefore = areasOf(problem, (point) => cover.points[point] === 1);
    const reachedNow = new Set([...reaches].map((point) => problem.demand.area[point]!));
    const added = [...reachedNow].filter((area) => !reachedBefore.has(area));
    addSite(prepared, cover, site);
    return { id, name, cost, addedNeed, addedAreas: added.length };
  });
  return { chosen };
}

function areasOf({ demand }: PlacingProblem, holds: (point: number) => boolean): Set<number> {
  const areas = new Set<number>();
  demand.area.forEach((area, point) => {
    if (holds(point)) areas.add(area);
  });
  return areas;
}

function listAreas(problem: PlacingProblem, holds: (point: number) => boolean): Int32Array<ArrayBuffer> {
  return Int32Array.from([...areasOf(problem, holds)].toSorted((a, b) => a - b));
}

function listDistricts(prepared: Prepared, cover: Cover): PlacingResult['districts'] {
  const { problem, districtNeed, best } = prepared;
  return problem.demand.districts.map(({ code, name }, district) => {
    const need = districtNeed[district]!;
    const coveredNeed = cover.districts[district]!;
    return {
      code,
      name,
      need,
      coveredNeed,
      share: need > 0 ? coveredNeed / need : null,
      best: need > 0 ? best.districts[district]! / need : null,
      floorMet: hasFloor(prepared, cover, district),
    };
  });
}
