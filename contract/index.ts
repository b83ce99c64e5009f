import type { z } from 'zod';
import { areaCalls } from './areas.ts';
import { exportCalls } from './exports.ts';
import { importCalls } from './imports.ts';
import { jobCalls, type JobStatus } from './jobs.ts';
import { observationCalls } from './observations.ts';
import { provisionCalls } from './provision-calls.ts';
import { ruleCalls } from './rules.ts';
import { workspaceCalls } from './workspace.ts';

/** Everything Pinpoint can do, by name. Handlers are checked against this map; every host offers exactly it. */
export const calls = {
  ...workspaceCalls,
  ...areaCalls,
  ...observationCalls,
  ...ruleCalls,
  ...importCalls,
  ...exportCalls,
  ...jobCalls,
  ...provisionCalls,
} as const;

export type CallName = keyof typeof calls;
/** What a caller passes (defaults may be left out). */
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
/** What a handler receives (defaults filled in). */
export type HandlerInput<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;

/** What the backend tells without being asked. */
export type BackendEvent =
  | { type: 'workspace.changed'; revision: number }
  /** Another workspace file is open now: nothing known before holds. */
  | { type: 'workspace.opened' }
  | { type: 'job.changed'; job: JobStatus };

export * from './areas.ts';
export * from './catchments.ts';
export * from './client.ts';
export * from './destinations.ts';
export * from './errors.ts';
export * from './exports.ts';
export * from './frame.ts';
export * from './import-findings.ts';
export * from './imports.ts';
export * from './jobs.ts';
export * from './menu.ts';
export * from './observations.ts';
export * from './performance.ts';
export * from './plain-text.ts';
export * from './provision.ts';
export * from './provision-calls.ts';
export * from './provision-imports.ts';
export * from './rules.ts';
export * from './words.ts';
export * from './workspace.ts';
