import type { z } from 'zod';
import { areaCalls } from './areas.ts';
import { exportCalls } from './exports.ts';
import { importCalls } from './imports.ts';
import { jobCalls } from './jobs.ts';
import { observationCalls } from './observations.ts';
import { provisionCalls } from './provision-calls.ts';
import { ruleCalls } from './rules.ts';
import { runCalls } from './runs.ts';
import { workspaceCalls } from './workspace.ts';

/** Everything Pinpoint can do, by name. Handlers are checked against this map; every host offers exactly it. */
export const calls = {
  ...workspaceCalls,
  ...areaCalls,
  ...observationCalls,
  ...ruleCalls,
  ...importCalls,
  ...exportCalls,
  ...runCalls,
  ...jobCalls,
  ...provisionCalls,
} as const;

export type CallName = keyof typeof calls;
/** A call whose answer passes the disclosure gate. */
export type GatedCall = {
  [Name in CallName]: (typeof calls)[Name]['gate'] extends 'open' ? never : Name;
}[CallName];
/** What a caller passes (defaults may be left out). */
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
/** What a handler receives (defaults filled in). */
export type HandlerInput<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;
