export { describeMeasured, measureContent, type MeasuredContent } from './content.ts';
export { toMultiPolygon } from './catchment.ts';
export { matchProvision } from './coverage.ts';
export { measureWant, type AccessWant } from './access.ts';
export { outlineSites } from './outlines.ts';
export type { Measuring } from './measuring.ts';
export { makeTravelDesk, type TravelDesk } from './desk.ts';
export { findChoice, findUsualDay, summariseTimetables, listUsedTimetables } from './use.ts';
export { listPointsReleases, listProvisionReleases } from './releases.ts';
