import type { CallName, CallOutput, HandlerInput } from '#contract';
import type { HandlerContext } from './context.ts';
import { areaHandlers } from './areas.ts';
import { jobHandlers } from './jobs.ts';
import { observationHandlers } from './observations.ts';
import { provisionHandlers } from './provision.ts';
import { ruleHandlers } from './rules.ts';
import { runHandlers } from './runs.ts';
import { timetableHandlers } from './timetables.ts';
import { workspaceHandlers } from './workspace.ts';

export type { HandlerContext } from './context.ts';

/** `client`: who calls; null where they do not say. */
export type Handler<Name extends CallName> = (
  input: HandlerInput<Name>,
  client: string | null,
) => CallOutput<Name> | Promise<CallOutput<Name>>;

/** One handler for every call of the contract; the compiler misses none. */
export type Handlers = { [Name in CallName]: Handler<Name> };

/** The handlers of one backend, on what it has open. */
export function makeHandlers(context: HandlerContext): Handlers {
  return {
    ...workspaceHandlers(context),
    ...areaHandlers(context),
    ...observationHandlers(context),
    ...ruleHandlers(context),
    ...jobHandlers(context),
    ...provisionHandlers(context),
    ...runHandlers(context),
    ...timetableHandlers(context),
  };
}
