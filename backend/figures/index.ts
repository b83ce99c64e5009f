export { makeAreaTable } from './area-table.ts';
export { choosePerformance, readFunnel, readReach } from './performance.ts';
export { answerRateTrial, answerRateDefinition } from './rates.ts';
