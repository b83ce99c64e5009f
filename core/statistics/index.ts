export { apportion } from './apportion.ts';
export { classify, findClass, mostClasses } from './classify.ts';
export type { Classes, ClassRequest } from './classify.ts';
export { funnelLimits, isTooSmallForFunnel } from './funnel.ts';
export type { FunnelLimits } from './funnel.ts';
export { isTooSmallForRate, poissonInterval, poissonInterval998 } from './poisson.ts';
export { weightedMedian, wholeWeights } from './weights.ts';
export { wilsonInterval, wilsonLower, wilsonOfRounded, wilsonUpper } from './wilson.ts';
export type { Interval } from './wilson.ts';
