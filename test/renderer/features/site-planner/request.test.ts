import { describe, expect, it } from 'vitest';
import { coverageRequest, placingRequest, type AreaList, type Provision } from '#contract';
import {
  costTextOf,
  listCandidates,
  sumOfStages,
  usualCost,
} from '../../../../renderer/features/site-planner/candidates.ts';
import { usualChoices, type PlanChoices } from '../../../../renderer/features/site-planner/choices.ts';
import { findPlanProblems, makePlacingRequest } from '../../../../renderer/features/site-planner/request.ts';

const days = { firstDay: null, lastDay: null };
const site = (id: string): Provision['sites'][number] => ({
  id,
  name: `Site ${id}`,
  lon: -2.9,
  lat: 53.4,
  postcode: null,
  kind: 'provision',
  jobs: null,
  ...days,
});
const delivery = (id: string, cost: number | null): Provision['deliveries'][number] => ({
  id,
  programme: 'p',
  site: 'there',
  stage: 'advice',
  fundingStream: '',
  places: null,
  cost,
  eligible: [],
  ...days,
});
const list = {
  geography: 'lsoa:2001',
  codes: ['E1', 'E2', 'E3'],
  names: ['One', '', 'Three'],
  lon: Float64Array.of(-2.9, -2.8, Number.NaN),
  lat: Float64Array.of(53.4, 53.5, Number.NaN),
  parents: [],
} as unknown as AreaList;
const facts = {
  provision: {
    providers: [],
    programmes: [],
    sites: [site('there'), site('other')],
    deliveries: [delivery('1', 100), delivery('2', 900), delivery('3', 300), delivery('4', null)],
  },
  list,
  matching: new Set(['there']),
};
const coverage = coverageRequest.parse({
  geography: 'lsoa:2001',
  selector: '*',
  travel: { mode: 'walk', limit: 30 },
  need: { indicator: 'claimants' },
});
const choose = (change: Partial<PlanChoices>): PlanChoices => ({ ...usualChoices, ...change });
const ids = (choices: PlanChoices): string[] => listCandidates(choices, facts).map(({ id }) => id);

describe('places for new sites', () => {
  it('are other sites and areas that have a point; what the selector picks stays and is none', () => {
    expect(ids(choose({}))).toEqual(['other', 'E1', 'E2']);
    expect(ids(choose({ source: 'sites' }))).toEqual(['other']);
    expect(ids(choose({ source: 'areas' }))).toEqual(['E1', 'E2']);
  });

  it('are those of a file without the sites that stay', () => {
    const points = ['there', 'x'].map((id) => ({ id, name: '', lon: -3, lat: 53, cost: null }));
    expect(ids(choose({ source: 'file', file: { name: 'f.csv', points } }))).toEqual(['x']);
  });
});

describe('the cost of a place', () => {
  const [other] = listCandidates(usualChoices, facts);

  it('is its own, else its file’s, else that of all', () => {
    expect(costTextOf(other!, choose({ cost: '500' }))).toBe('500');
    expect(costTextOf({ ...other!, cost: 70 }, choose({ cost: '500' }))).toBe('70');
    expect(costTextOf({ ...other!, cost: 70 }, choose({ ownCosts: { other: '9' } }))).toBe('9');
  });

  it('by stage is the sum of the stages that a new site delivers', () => {
    const choices = choose({ costBy: 'stages', stageCosts: { advice: '200', job_entry: '50', in_work: '' } });
    expect(sumOfStages(choices)).toBe('250');
    expect(costTextOf(other!, choices)).toBe('250');
    expect(sumOfStages(choose({ costBy: 'stages' }))).toBe('');
  });

  it('of a stage now is the middle one of those that are known', () => {
    expect(usualCost(facts.provision, 'advice')).toBe(300);
    expect(usualCost(facts.provision, 'in_work')).toBeNull();
  });
});

describe('a question that cannot be asked', () => {
  const problems = (change: Partial<PlanChoices>): string[] =>
    Object.keys(findPlanProblems(choose(change), facts));

  it.each([
    ['half a site', { sites: '0.5' }, 'sites'],
    ['no number of sites', { sites: '' }, 'sites'],
    ['a floor above 100 %', { floor: '101' }, 'floor'],
    ['seconds below 0', { seconds: '-1' }, 'seconds'],
    ['a cost in words', { cost: 'dear' }, 'cost'],
    ['a file that was not chosen', { source: 'file' }, 'source'],
  ] as const)('%s is told beside its field', (_, change, field) => {
    expect(problems(change)).toContain(field);
  });

  it('a budget needs the cost of every place that may be taken, and of no other', () => {
    const budget = { goal: 'budget', budget: '1000' } as const;
    expect(problems(budget)).toEqual(['candidates']);
    expect(problems({ ...budget, cost: '10' })).toEqual([]);
    expect(problems({ ...budget, ownCosts: { other: '1' }, forbidden: ['E1', 'E2'] })).toEqual([]);
  });
});

describe('the question', () => {
  it('is one that the contract takes', () => {
    const asked = makePlacingRequest(choose({ floor: '60', floorBy: 'district:2003' }), coverage, facts);
    expect(placingRequest.parse(asked)).toMatchObject({
      goal: { kind: 'count', sites: 3 },
      candidates: null,
      floor: 0.6,
      floorBy: 'district:2003',
    });
  });

  it('names candidates and costs once there are any, and forbids only what is among them', () => {
    const choices = choose({
      goal: 'budget',
      budget: '900',
      cost: '300',
      source: 'sites',
      forbidden: ['E1', 'other'],
    });
    const asked = makePlacingRequest(choices, coverage, facts);
    expect(asked.candidates).toEqual([{ id: 'other', name: 'Site other', lon: -2.9, lat: 53.4, cost: 300 }]);
    expect(asked.forbidden).toEqual(['other']);
    expect(asked.floor).toBeNull();
  });
});
