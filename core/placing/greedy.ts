import { addSite, coverOf, leastDifference, hasFloors, type Cover, type Prepared } from './state.ts';

export interface SiteChoice {
  /** Positions of the sites chosen, in the order of choosing. */
  sites: number[];
  cover: Cover;
}

/**
 * Chooses sites one after another, at each step the one that adds most: need for a number of sites, need or need per pound
 * for a budget, points for covering all. A floor comes first: until every district has its own, what counts is the need
 * that districts still lack. Lazy: a site's gain only falls as others are chosen (Minoux 1978), so few are worked out again.
 * Covering most need with p sites this way reaches at least 1 − 1/e of the best (Nemhauser, Wolsey & Fisher 1978), without
 * a floor; for a budget the better of the two orders and the best single site reaches half of that (Khuller, Moss & Naor 1999).
 */
export function chooseGreedily(prepared: Prepared): SiteChoice {
  const { goal } = prepared.problem;
  if (goal.kind !== 'budget') return choose(prepared, 'gain', []);
  const choices = [choose(prepared, 'gain', []), choose(prepared, 'gain per cost', [])];
  const single = bestSingle(prepared, goal.budget);
  if (single !== undefined) choices.push(choose(prepared, 'gain per cost', [single]));
  return choices.reduce((best, other) => (isBetter(prepared, other, best) ? other : best));
}

/** Whether a choice keeps more of the floors, or brings more need, or fewer sites where all are to be covered. */
export function isBetter(prepared: Prepared, a: SiteChoice, b: SiteChoice): boolean {
  if (prepared.problem.goal.kind === 'all') return a.sites.length < b.sites.length;
  const [lackA, lackB] = [lack(prepared, a.cover), lack(prepared, b.cover)];
  if (Math.abs(lackA - lackB) > leastDifference) return lackA < lackB;
  return a.cover.need > b.cover.need + leastDifference;
}

/** Need that districts lack to their floors. */
function lack({ floors }: Prepared, cover: Cover): number {
  return floors.reduce((sum, floor, district) => sum + Math.max(0, floor - cover.districts[district]!), 0);
}

type Order = 'gain' | 'gain per cost';

function choose(prepared: Prepared, order: Order, first: readonly number[]): SiteChoice {
  const cover = coverOf(prepared, [...prepared.existing, ...first]);
  const choice: SiteChoice = { sites: [...first], cover };
  if (!hasFloors(prepared, cover)) extend(prepared, choice, order, gainTowardsFloors);
  extend(prepared, choice, order, prepared.problem.goal.kind === 'all' ? gainInPoints : gainInNeed);
  return choice;
}

type Gain = (prepared: Prepared, cover: Cover, site: number) => number;

/** Adds sites until nothing is gained or nothing more may be chosen. Gains must never rise as sites are added. */
function extend(prepared: Prepared, choice: SiteChoice, order: Order, gain: Gain): void {
  const { problem, allowed } = prepared;
  const worth = (site: number): number => {
    const gained = gain(prepared, choice.cover, site);
    if (gained <= leastDifference) return 0;
    return order === 'gain' ? gained : gained / Math.max(problem.sites[site]!.cost, Number.MIN_VALUE);
  };
  const chosen = new Set(choice.sites);
  const queue = allowed
    .filter((site) => !chosen.has(site))
    .map((site) => ({ site, worth: worth(site), round: 0 }));
  for (let round = 0; ; round += 1) {
    const next = takeBest(queue, round, { worth, fits: (site) => fits(prepared, choice, site) });
    if (next === undefined) return;
    choice.sites.push(next);
    addSite(prepared, choice.cover, next);
  }
}

interface Entry {
  site: number;
  worth: number;
  /** The round in which the worth was worked out. */
  round: number;
}

interface Judge {
  worth: (site: number) => number;
  fits: (site: number) => boolean;
}

/** Takes the site of most worth out of the queue; undefined where none is worth anything. Ties go to the first. */
function takeBest(queue: Entry[], round: number, { worth, fits }: Judge): number | undefined {
  for (;;) {
    let top = -1;
    for (let index = 0; index < queue.length; index += 1) {
      if (queue[index]!.worth > 0 && (top < 0 || queue[index]!.worth > queue[top]!.worth)) top = index;
    }
    if (top < 0) return undefined;
    const entry = queue[top]!;
    if (!fits(entry.site)) entry.worth = 0;
    else if (entry.round === round) {
      queue.splice(top, 1);
      return entry.site;
    } else {
      entry.worth = worth(entry.site);
      entry.round = round;
    }
  }
}

/** Money left and sites left only get fewer: what does not fit now never will. */
function fits({ problem }: Prepared, { sites }: SiteChoice, site: number): boolean {
  const { goal } = problem;
  if (goal.kind === 'all') return true;
  if (goal.kind === 'count') return sites.length < goal.sites;
  return problem.sites[site]!.cost + costOf(problem.sites, sites) <= goal.budget * (1 + 1e-12);
}

/** What the chosen sites cost together. */
export function costOf(sites: readonly { cost: number }[], chosen: readonly number[]): number {
  return chosen.reduce((sum, site) => sum + sites[site]!.cost, 0);
}

/** Need that a site would add. */
export function gainInNeed({ problem, need }: Prepared, cover: Cover, site: number): number {
  let gained = 0;
  for (const point of problem.sites[site]!.reaches) if (cover.points[point] === 0) gained += need[point]!;
  return gained;
}

/** Points that a site would add. */
export function gainInPoints({ problem }: Prepared, cover: Cover, site: number): number {
  let gained = 0;
  for (const point of problem.sites[site]!.reaches) if (cover.points[point] === 0) gained += 1;
  return gained;
}

function gainTowardsFloors({ problem, need, floors }: Prepared, cover: Cover, site: number): number {
  const added = new Map<number, number>();
  for (const point of problem.sites[site]!.reaches) {
    const district = problem.demand.district[point]!;
    if (district < 0 || cover.points[point] === 1) continue;
    added.set(district, (added.get(district) ?? 0) + need[point]!);
  }
  let gained = 0;
  for (const [district, count] of added)
    gained += Math.min(count, Math.max(0, floors[district]! - cover.districts[district]!));
  return gained;
}

function bestSingle(prepared: Prepared, budget: number): number | undefined {
  const { allowed, problem, before } = prepared;
  const gains = allowed
    .filter((site) => problem.sites[site]!.cost <= budget)
    .map((site) => ({ site, gain: gainInNeed(prepared, before, site) }));
  const best = gains.reduce((top, one) => (one.gain > top.gain ? one : top), { site: -1, gain: 0 });
  return best.site < 0 ? undefined : best.site;
}
