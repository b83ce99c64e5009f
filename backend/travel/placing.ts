import { PinpointError, type PlacingRequest, type PlacingResult, type TravelPoint } from '#contract';
import {
  demandAt,
  nameInSentence,
  placeSites,
  proveSites,
  type PlacingProblem,
  type PlacingSite,
} from '#core/placing';
import { phraseTravel, reachedPoints } from '#core/provision';
import { findDistricts, matchProvision, readNeedColumn, type Matched } from './coverage.ts';
import { measureSiteMinutes, settle, type AreaTravel, type Measuring } from './measuring.ts';
import { seldom } from '../threads/index.ts';
import { makeSolver } from './solver.ts';

interface Candidate extends TravelPoint {
  name: string;
  cost: number | null;
}

/**
 * Where the next sites should be: `onGreedy` is told the quick answer at once, and again with each nearer bound of the proof;
 * the proven answer is the result. Throws for a
 * wrong selector, need or travel, `usage` for a question that cannot be asked, `not_found` for a forbidden id that is no
 * candidate, and `cancelled`.
 */
export async function measurePlacing(
  request: PlacingRequest,
  measuring: Measuring,
  onGreedy: (quick: PlacingResult) => void,
): Promise<PlacingResult> {
  const matched = matchProvision(measuring.reader.getProvision(), request);
  const settled = settle(request.travel, request.geography, measuring);
  const problem = await pose(request, { matched, settled }, measuring);
  measuring.progress.stage('Choosing', 0.05);
  const quick = placeSites(problem);
  onGreedy(quick);
  if (request.timeLimitSeconds === 0) return quick;
  measuring.progress.stage('Proving', 0.2);
  measuring.progress.checkCancelled();
  const { timeLimitSeconds } = request;
  const solver = makeSolver(measuring.progress);
  return proveSites(problem, solver, { timeLimitSeconds, onNearer: seldom(calmMs, onGreedy) });
}

/** Bounds may come by the hundred; nobody reads more than a few a second. */
const calmMs = 250;

async function pose(
  request: PlacingRequest,
  { matched, settled }: { matched: Matched; settled: AreaTravel },
  measuring: Measuring,
): Promise<PlacingProblem> {
  const { geography, goal, floor } = request;
  const need = readNeedColumn(request, measuring);
  const candidates = request.candidates ?? listCandidates(request, matched, measuring);
  checkForbidden(request, candidates);
  const { reader } = measuring;
  const floorBy = floor === null ? null : findFloorBy(request, measuring);
  const districts = floorBy === null ? [] : listDistricts(reader, floorBy);
  const districtOf = floorBy === null ? null : findDistricts(reader, geography, floorBy);
  measuring.progress.stage('Measuring journeys', 0.65);
  const points = [...matched.sites, ...candidates];
  const siteMinutes = await measureSiteMinutes({ sites: points, settled }, measuring);
  return {
    demand: demandAt(siteMinutes.ends, need.values, districtOf, districts),
    sites: points.map((point, position): PlacingSite => {
      const isThere = position < matched.sites.length;
      return {
        id: point.id,
        name: point.name,
        cost: costOf(isThere ? 0 : (point as Candidate).cost, goal.kind),
        role: isThere ? 'existing' : request.forbidden.includes(point.id) ? 'forbidden' : 'allowed',
        reaches: reachedPoints(siteMinutes, position),
      };
    }),
    goal,
    floor,
    words: { within: phraseTravel(settled.travel), need: nameInSentence(need.name) },
  };
}

/** A cost that is not known cannot be spent from a budget; where none is spent it is 0. */
function costOf(cost: number | null, goal: PlacingRequest['goal']['kind']): number {
  return cost ?? (goal === 'budget' ? NaN : 0);
}

/** Every site of provision that does not match, and the point of every area, where nothing else is said. */
function listCandidates(
  { geography }: PlacingRequest,
  { provision, sites }: Matched,
  { reader }: Measuring,
): Candidate[] {
  const taken = new Set(sites.map(({ id }) => id));
  const others = provision.sites
    .filter(({ id, kind }) => kind === 'provision' && !taken.has(id))
    .map(({ id, name, lon, lat }) => ({ id, name, lon, lat, cost: null }));
  for (const { id } of others) taken.add(id);
  const { codes, names, lon, lat } = reader.getAreas(geography);
  const areas = codes.map((id, area) => ({
    id,
    name: names[area]! || id,
    lon: lon[area]!,
    lat: lat[area]!,
    cost: null,
  }));
  return [...others, ...areas.filter(({ id }) => !taken.has(id))];
}

function checkForbidden({ forbidden }: PlacingRequest, candidates: readonly Candidate[]): void {
  const known = new Set(candidates.map(({ id }) => id));
  const stray = forbidden.find((id) => !known.has(id));
  if (stray === undefined) return;
  throw new PinpointError('not_found', `${stray} is forbidden but is not among the candidates.`, {
    found: stray,
  });
}

/** The geography that the floor speaks of: the one said, else the linked districts. */
function findFloorBy({ geography, floorBy }: PlacingRequest, { reader }: Measuring): string {
  if (floorBy !== null) return floorBy;
  const found = reader.getAreas(geography).parents.find((parent) => parent.geography.startsWith('district:'));
  if (found !== undefined) return found.geography;
  throw new PinpointError(
    'not_found',
    `A floor speaks of districts, and nothing links ${geography} to any.`,
    {
      hint: 'Import a lookup to districts, or say which geography is meant.',
    },
  );
}

function listDistricts(reader: Measuring['reader'], by: string): { code: string; name: string }[] {
  const { codes, names } = reader.getAreas(by);
  return codes.map((code, position) => ({ code, name: names[position]! }));
}
