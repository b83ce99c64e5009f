import { stages, type AreaList, type PlacingRequest, type Provision, type Stage } from '#contract';
import type { PlanChoices } from './choices.ts';

/** Where a new site may be. */
export interface Candidate {
  id: string;
  name: string;
  lon: number;
  lat: number;
  /** Pounds, as its file says; null = not said. */
  cost: number | null;
  /** What it is: a site that the selector does not pick, the point of an area, or a row of a file. */
  kind: 'site' | 'area' | 'file';
}

/** What candidates are made from. `matching`: ids of the sites that the selector picks; they stay. */
export interface PlanFacts {
  provision: Provision;
  list: AreaList;
  matching: ReadonlySet<string>;
}

function otherSites({ provision, matching }: PlanFacts): Candidate[] {
  return provision.sites
    .filter(({ id }) => !matching.has(id))
    .map(({ id, name, lon, lat }) => ({ id, name, lon, lat, cost: null, kind: 'site' }));
}

function areaPoints({ provision, list }: PlanFacts): Candidate[] {
  const taken = new Set(provision.sites.map(({ id }) => id));
  return Array.from(list.codes, (id, at): Candidate => ({
    id,
    name: list.names[at] || id,
    lon: list.lon[at] ?? Number.NaN,
    lat: list.lat[at] ?? Number.NaN,
    cost: null,
    kind: 'area',
  })).filter(({ id, lon, lat }) => !taken.has(id) && !Number.isNaN(lon) && !Number.isNaN(lat));
}

/** Every place where a new site may be, allowed or not. A file's rows that bear the id of a site that stays are left out. */
export function listCandidates({ source, file }: PlanChoices, facts: PlanFacts): Candidate[] {
  if (source === 'file')
    return (file?.points ?? [])
      .filter(({ id }) => !facts.matching.has(id))
      .map((point) => ({ ...point, name: point.name || point.id, kind: 'file' }));
  const sites = source === 'areas' ? [] : otherSites(facts);
  return source === 'sites' ? sites : [...sites, ...areaPoints(facts)];
}

/** What one candidate costs, as text: its own cost, else its file's, else that of all; empty = not known. */
export function costTextOf(candidate: Candidate, choices: PlanChoices): string {
  const own = choices.ownCosts[candidate.id];
  if (own !== undefined) return own;
  if (candidate.cost !== null) return String(candidate.cost);
  return choices.costBy === 'one' ? choices.cost : sumOfStages(choices);
}

/** The cost of a site that delivers every stage that has one; empty where none has. */
export function sumOfStages({ stageCosts }: PlanChoices): string {
  const written = Object.values(stageCosts).filter((text) => text.trim() !== '');
  return written.length === 0 ? '' : String(written.reduce((sum, text) => sum + Number(text), 0));
}

/** The middle of what deliveries of a stage cost now; null where no cost is known. */
export function usualCost({ deliveries }: Provision, stage: Stage): number | null {
  const costs = deliveries
    .filter((delivery) => delivery.stage === stage && delivery.cost !== null)
    .map(({ cost }) => cost ?? 0)
    .toSorted((a, b) => a - b);
  return costs[Math.floor(costs.length / 2)] ?? null;
}

/** The candidates as they are asked; null where they are simply all that there are, without costs. */
export function candidatesFor(choices: PlanChoices, facts: PlanFacts): PlacingRequest['candidates'] {
  const all = listCandidates(choices, facts);
  const costs = all.map((candidate) => costTextOf(candidate, choices));
  if (choices.source === 'all' && costs.every((cost) => cost.trim() === '')) return null;
  return all.map(({ id, name, lon, lat }, at) => {
    const cost = costs[at] ?? '';
    return { id, name, lon, lat, cost: cost.trim() === '' ? null : Number(cost) };
  });
}

/** Stages in order, for the table of costs. */
export const costStages: readonly Stage[] = stages;
