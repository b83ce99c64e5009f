export { toLpText } from './lp-text.ts';
export { placeSites, proveSites } from './place.ts';
export type { ProofOptions, Solver, SolverAnswer } from './place.ts';
export { demandAt } from './problem.ts';
export type { Demand, PlacingGoal, PlacingProblem, PlacingSite } from './problem.ts';
export type { IntegerProgramme } from './programme.ts';
export { toIntegerProgramme } from './to-programme.ts';
export { nameInSentence } from './sentence.ts';
