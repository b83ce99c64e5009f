import { z } from 'zod';

/**
 * What a call is founded on: it is refused (`stale`) where that is no longer as its caller last saw it.
 *
 * - `nothing`: it says itself what it is about, and is right whatever else has happened.
 * - `workspace`: the same workspace is open. For work that adds something of its own or reads what is there when it comes
 *   to it, however much others have changed meanwhile: imports, exports, journeys.
 * - `rule`: besides, nobody else has changed the rule. Saving a rule replaces the one before as a whole, and nothing else.
 * - `everything`: besides, nobody else has changed anything. For whatever a person decides by what they see.
 */
export type Basis = 'nothing' | 'workspace' | 'rule' | 'everything';

/**
 * Whether an answer passes the disclosure gate. What a call writes to a file passes it as a document, whatever stands here.
 *
 * - `open`: it carries no values of areas or of people.
 * - `off the page`: it carries some. It passes the gate wherever it is printed or given to another program; the page that
 *   somebody works at sees what is in the workspace.
 * - `always`: it is shown as it would leave, on the page too.
 */
export type Gate = 'open' | 'off the page' | 'always';

/**
 * The three kinds of call. A **query** has no effect. A **command** changes the workspace; commands run one after
 * another and announce `workspace.changed`. A **job** answers its id at once and goes on in a worker.
 */
export interface Call<
  Kind extends 'query' | 'command' | 'job',
  Input extends z.ZodType,
  Output extends z.ZodType,
  Passes extends Gate = 'open',
> {
  kind: Kind;
  input: Input;
  output: Output;
  basis: Basis;
  gate: Passes;
}

/** A call that answers and changes nothing, with the schemas of its input and output. */
export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<'query', I, O> {
  return { kind: 'query', input, output, basis: 'nothing', gate: 'open' };
}

/**
 * A call that changes the workspace. `basis` is what it is founded on and refused without: everything that its caller
 * saw, unless said.
 */
export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  basis: Basis = 'everything',
): Call<'command', I, O> {
  return { kind: 'command', input, output, basis, gate: 'open' };
}

/** A call whose answer passes the disclosure gate: it carries values of areas or of people. */
export function gated<
  Kind extends 'query' | 'command',
  I extends z.ZodType,
  O extends z.ZodType,
  const Passes extends Exclude<Gate, 'open'>,
>(call: Call<Kind, I, O>, gate: Passes): Call<Kind, I, O, Passes> {
  return { ...call, gate };
}

export const jobStarted = z.object({ job: z.string() });

/**
 * A call that starts long work and answers the job's id at once. `basis` is what it is founded on: the workspace, unless
 * said.
 */
export function job<I extends z.ZodType>(
  input: I,
  basis: Basis = 'workspace',
): Call<'job', I, typeof jobStarted> {
  return { kind: 'job', input, output: jobStarted, basis, gate: 'open' };
}

export const float64 = z.instanceof(Float64Array);
export const int32 = z.instanceof(Int32Array);
export const uint8 = z.instanceof(Uint8Array);
