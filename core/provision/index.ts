export { measureAccess, zoneWeight, zoneWeights } from './access.ts';
export type { Access, AccessQuestion } from './access.ts';
export { measureCoverage } from './coverage.ts';
export type { CoverageColumns, CoverageQuestion } from './coverage.ts';
export { apportion, onePointEach, weightedPoints } from './ends.ts';
export type { Ends } from './ends.ts';
export { drawFunnel } from './funnel.ts';
export type { FunnelQuestion } from './funnel.ts';
export { makeLedger } from './ledger.ts';
export type { LedgerQuestion, LedgerTable } from './ledger.ts';
export { checkSelector, listNames, listStages, listTerms, matchDeliveries, matchSites } from './match.ts';
export {
  costPerOutcome,
  percentOfTarget,
  pooledStartsPer100,
  startsPer100,
  successRate,
  sumPair,
} from './performance.ts';
export type { PairedSum, StartsQuestion } from './performance.ts';
export { findNearestSites, reachedPoints, summariseReach } from './reach.ts';
export type { AreaReach, SiteReach } from './reach.ts';
export { explainIdle } from './running.ts';
export { parseSelector } from './selector-parse.ts';
export { phraseSelector, printSelector } from './selector-print.ts';
export { picksSites, termKinds } from './selector.ts';
export type { Selector, Term, TermKind } from './selector.ts';
export { formatCount, formatShare, phraseTravel } from './sentences.ts';
