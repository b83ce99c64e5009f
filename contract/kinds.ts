import { z } from 'zod';

/**
 * The three kinds of call. A **query** has no effect. A **command** changes the workspace; commands run one after
 * another and announce `workspace.changed`. A **job** answers its id at once and goes on in a worker.
 */
export interface Call<
  Kind extends 'query' | 'command' | 'job',
  Input extends z.ZodType,
  Output extends z.ZodType,
> {
  kind: Kind;
  input: Input;
  output: Output;
}

export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<'query', I, O> {
  return { kind: 'query', input, output };
}

export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Call<'command', I, O> {
  return { kind: 'command', input, output };
}

export const jobStarted = z.object({ job: z.string() });

export function job<I extends z.ZodType>(input: I): Call<'job', I, typeof jobStarted> {
  return { kind: 'job', input, output: jobStarted };
}

export const float64 = z.instanceof(Float64Array);
export const int32 = z.instanceof(Int32Array);
export const uint8 = z.instanceof(Uint8Array);
