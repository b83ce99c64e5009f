export { isPopulation, questionBeside, questionDenominator, type CountFacts } from './counts.ts';
export { findPair, type AskedPair, type RatePair } from './pair.ts';
export { findRateProblem, tryRate, warnOfRate } from './trial.ts';
