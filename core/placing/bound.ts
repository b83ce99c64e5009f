import { gainInNeed, type SiteChoice } from './greedy.ts';
import { addSite, coverOf, type Prepared } from './state.ts';

/**
 * What no choice can better, worked out without a solver. For most need: after each of the sites chosen, what is covered
 * then plus the most that a whole choice, with all of the number or budget, could add if gains did not overlap (the bound
 * of Leskovec et al. 2007, Cost-effective outbreak detection); the least of these, and never more than everything together.
 * The whole number and not what remains of it: the best choice may share no site with this one. For covering all: points
 * of which no two share a site each need their own. A floor can only lower what is possible, so the bound stays.
 */
export function boundGreedily(prepared: Prepared, choice: SiteChoice): number {
  if (prepared.problem.goal.kind === 'all') return boundSites(prepared);
  const cover = coverOf(prepared, prepared.existing);
  let bound = Math.min(prepared.best.need, cover.need + mostAdded(prepared, cover));
  for (const site of choice.sites) {
    addSite(prepared, cover, site);
    bound = Math.min(bound, cover.need + mostAdded(prepared, cover));
  }
  return Math.max(bound, choice.cover.need);
}

/** The most that a whole choice could add to a cover: its gains taken as if they did not overlap, the last one in part. */
function mostAdded(prepared: Prepared, cover: SiteChoice['cover']): number {
  const { goal, sites } = prepared.problem;
  if (goal.kind === 'all') return 0;
  const gains = prepared.allowed.map((site) => ({
    gain: gainInNeed(prepared, cover, site),
    cost: goal.kind === 'count' ? 1 : sites[site]!.cost,
  }));
  let left = goal.kind === 'count' ? goal.sites : goal.budget;
  let added = 0;
  const useful = gains
    .filter((one) => one.gain > 0 && one.cost <= left)
    .toSorted((a, b) => b.gain * a.cost - a.gain * b.cost || a.cost - b.cost);
  for (const { gain, cost } of useful) {
    const part = cost <= left ? 1 : left / cost;
    added += gain * part;
    left -= cost * part;
    if (left <= 0 && goal.kind === 'count') break;
  }
  return added;
}

/** Fewest sites at least: points that share no allowed site, taken from those with the fewest sites on. */
function boundSites({ problem, allowed, before }: Prepared): number {
  const reachedBy: number[][] = Array.from({ length: problem.demand.area.length }, () => []);
  for (const site of allowed) for (const point of problem.sites[site]!.reaches) reachedBy[point]!.push(site);
  const taken = new Set<number>();
  let count = 0;
  const open = reachedBy
    .filter((sites, point) => sites.length > 0 && before.points[point] === 0)
    .toSorted((a, b) => a.length - b.length);
  for (const sites of open) {
    if (sites.some((site) => taken.has(site))) continue;
    count += 1;
    for (const site of sites) taken.add(site);
  }
  return count;
}
