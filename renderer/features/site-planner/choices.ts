import type { CallOutput, Stage } from '#contract';

export type GoalKind = 'count' | 'budget' | 'all';
export type CandidateSource = 'all' | 'sites' | 'areas' | 'file';

/** What a person chose in the planner, as written. */
export interface PlanChoices {
  goal: GoalKind;
  sites: string;
  budget: string;
  /** Per cent; empty = no floor. */
  floor: string;
  floorBy: string | null;
  seconds: string;
  /** Where new sites may be. */
  source: CandidateSource;
  file: { name: string; points: CallOutput<'points.read'> } | null;
  /** One cost for every new site, or the sum of what it delivers at each stage. */
  costBy: 'one' | 'stages';
  cost: string;
  stageCosts: Partial<Record<Stage, string>>;
  /** Costs that were written for one candidate, by id. */
  ownCosts: Readonly<Record<string, string>>;
  /** Ids of candidates that may not be taken. */
  forbidden: readonly string[];
}

export const usualChoices: PlanChoices = {
  goal: 'count',
  sites: '3',
  budget: '300000',
  floor: '',
  floorBy: null,
  seconds: '20',
  source: 'all',
  file: null,
  costBy: 'one',
  cost: '',
  stageCosts: {},
  ownCosts: {},
  forbidden: [],
};
