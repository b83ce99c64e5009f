import type { JobStatus } from './jobs.ts';

/** What the backend tells without being asked. */
export type BackendEvent =
  | { type: 'workspace.changed'; revision: number }
  /** A program that is not Pinpoint changed the file, or it is not in its place any more: `sentence` says which, and when. */
  | { type: 'workspace.disturbed'; sentence: string }
  /** Another workspace file is open now: nothing known before holds. */
  | { type: 'workspace.opened' }
  | { type: 'job.changed'; job: JobStatus }
  /** How much is worked out of what may leave, from 0 to 1; null = all that was asked for is, or is not wanted any more. */
  | { type: 'leaving.progress'; share: number | null };

export * from './areas.ts';
export * from './calls.ts';
export * from './catchments.ts';
export * from './client.ts';
export * from './destinations.ts';
export * from './disclosure-policies.ts';
export * from './errors.ts';
export * from './coordinate-systems.ts';
export * from './export-formats.ts';
export * from './exports.ts';
export * from './file-formats.ts';
export * from './file-name.ts';
export * from './frame.ts';
export * from './import-fields/index.ts';
export * from './import-findings.ts';
export * from './imports.ts';
export * from './jobs.ts';
export type { Basis } from './kinds.ts';
export * from './menu.ts';
export * from './observations.ts';
export * from './performance.ts';
export * from './plain-text.ts';
export * from './provision.ts';
export * from './provision-calls.ts';
export * from './timetable-health.ts';
export * from './rules.ts';
export * from './run-terms.ts';
export * from './runs.ts';
export * from './sensitivities.ts';
export * from './standpoint.ts';
export * from './themes.ts';
export * from './travel-modes.ts';
export * from './words.ts';
export * from './workspace.ts';
