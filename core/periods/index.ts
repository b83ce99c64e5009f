export { comparePeriods, formatPeriod, periodFromId, periodFromMonths } from './period.ts';
export { parsePeriod } from './parse.ts';
